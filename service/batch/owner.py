"""Which process is at work: a name that tells the dead from the living on the same machine."""

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = Path("/proc/self/ns/pid")


def this_process() -> str:
    """Return the name of this process: machine, process and its start; asked for after a fork."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """Tell whether a process is known to be gone; of another machine nothing is known."""
    machine, _, process = owner.partition(":")
    pid, _, started = process.partition(":")
    if machine != _machine() or not (pid.isdigit() and started):
        return False
    return _started(int(pid)) != started


def _machine() -> str:
    """Return what tells this start of this machine, and this container, from others; «?» where none can."""
    try:
        return f"{_BOOT.read_text().strip()}.{_NAMESPACE.readlink()}".replace(":", "")
    except OSError:
        return "?"


def _started(pid: int) -> str:
    """Return when a living process started (proc(5), field 22), nothing if there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]
