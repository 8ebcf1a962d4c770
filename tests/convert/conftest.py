"""One pool for the tests that do not harm it, and a way to see what a pool has started."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.convert import Converter, create_converter, profile


class Machine:
    """What LibreOffice leaves on the machine: processes below ours, folders, sockets."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._sockets = set(self._all_sockets())

    def processes(self, name: str) -> list[int]:
        """List the running processes of a name below this one."""
        parents, names = _process_table()
        return [pid for pid in names if names[pid] == name and _is_below(pid, parents)]

    @staticmethod
    def parent(pid: int) -> int:
        """Give the parent of a process."""
        return _process_table()[0][pid]

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to every process of a name below this one; there must be one."""
        pids = self.processes(name)
        assert pids
        for pid in pids:
            os.kill(pid, number)

    def leavings(self) -> set[str]:
        """List what lies in the scratch folder, and sockets that are new and that nobody listens on."""
        dead = self._unheard()
        if dead:  # perhaps one of another test, whose LibreOffice is just starting or being buried
            time.sleep(1)
            dead &= self._unheard()
        return {str(path) for path in {*self._scratch.iterdir(), *dead}}

    def _unheard(self) -> set[Path]:
        return {path for path in self._all_sockets() if path not in self._sockets and not _listened(path)}

    @staticmethod
    def _all_sockets() -> list[Path]:
        return list(profile.socket_file("").parent.glob("OSL_PIPE_*"))


def _listened(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _process_table() -> tuple[dict[int, int], dict[int, str]]:
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, parent = tail.split()[:2]
        if state != "Z":
            pid, _, name = head.partition(" (")
            parents[int(pid)], names[int(pid)] = int(parent), name
    return parents, names


def _is_below(pid: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != os.getpid():
        pid = parents[pid]
    return pid == os.getpid()


@pytest.fixture(scope="package")
def shared_converter() -> Iterator[Converter]:
    """A pool of two processes for the tests that leave it well."""
    converter = create_converter(workers=2)
    yield converter
    converter.close()


@pytest.fixture
def this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """This machine with a scratch folder of the test's own: others may be converting at the same time."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    return Machine(scratch)
