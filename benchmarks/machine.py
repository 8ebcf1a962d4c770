"""CPU time and memory of this process and of everything below it."""

import os
import platform
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from service.convert.machine import find_installation, scratch_base

_COUNT = """
import sys, time
end, done = time.monotonic() + float(sys.argv[1]), 0
while time.monotonic() < end:
    done += sum(range(10_000)) > 0
print(done)
"""
_TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds() -> float:
    """Sum up the CPU time of this process, of its dead children and of its living descendants."""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total + sum((int(fields[11]) + int(fields[12])) / _TICK for _, _, fields in _descendants())


def memory_mb(name: str) -> list[int]:
    """List the resident memory of the descendants of a name, in MB."""
    page = resource.getpagesize()
    return [int(fields[21]) * page // 1024**2 for _, found, fields in _descendants() if found == name]


def processes(name: str, *, parents: bool = False) -> list[int]:
    """List the descendants of a name, or the processes right above them."""
    return [int(fields[1]) if parents else pid for pid, found, fields in _descendants() if found == name]


def scratch() -> Path:
    """Name the folder that temporary files go to."""
    return scratch_base()


def load() -> float:
    """Tell how many processes of others and ours wanted a core during the last minute."""
    return os.getloadavg()[0]


def scaling(seconds: float = 3.0, rounds: int = 3) -> float:
    """Tell how much more two processes that only count get done than one, in the median: no pair does better."""
    found = [sum(_counting(2, seconds)) / sum(_counting(1, seconds)) for _ in range(rounds)]
    return statistics.median(found)


def _counting(number: int, seconds: float) -> list[int]:
    command = [sys.executable, "-c", _COUNT, str(seconds)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(number)]
    return [int(process.communicate()[0]) for process in started]


def describe() -> str:
    """Name processor, cores, system and versions in one line."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    office = subprocess.run([find_installation().soffice, "--version"], capture_output=True, text=True, check=True)
    version = office.stdout.partition("(")[0].strip()
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{processor}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}, {version}"


def _descendants() -> Iterator[tuple[int, str, list[str]]]:
    """Give process id, name and the fields of /proc/PID/stat behind the name, but no zombies."""
    table: dict[int, tuple[str, list[str]]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = stat.read_text().rpartition(")")
        except OSError:
            continue
        pid, _, name = head.partition(" (")
        table[int(pid)] = name, tail.split()
    for number, entry in table.items():
        above = number
        while above in table and above != os.getpid():
            above = int(table[above][1][1])
        if above == os.getpid() and number != os.getpid() and entry[1][0] != "Z":
            yield number, *entry
