"""A process with all its children, started and ended as one group."""

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_VANISH = 5.0
_GONE = "the process is gone"


class ProcessGroup:
    """A program in its own session; `stop` kills the program, its children and theirs."""

    def __init__(self, command: Sequence[str], *, environment: Mapping[str, str], folder: Path) -> None:
        """Start the program with pipes to its input and output; raises OSError when it cannot be started."""
        with (folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                list(command),
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._received = b""
        self._talk = threading.Lock()  # held while a pipe is in use: it is closed by `stop` in any thread

    @property
    def pid(self) -> int:
        """The leader's process id, which is the group's too."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Tell whether the leader runs; does not reap it, so that the group's id stays ours until `stop`."""
        if self._process.returncode is not None:
            return False
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def send(self, line: bytes) -> None:
        """Write one line to the program's input; raises EOFError if it does not read any more."""
        stream = self._process.stdin
        with self._talk:
            if stream is None or stream.closed:
                raise EOFError(_GONE)
            try:
                stream.write(line + b"\n")
                stream.flush()
            except OSError as error:
                raise EOFError(_GONE) from error

    def receive(self, timeout: float) -> bytes:
        """Read one line of the program's output; raises TimeoutError, or EOFError when it has ended."""
        stream = self._process.stdout
        deadline = time.monotonic() + timeout
        with self._talk:
            if stream is None or stream.closed:
                raise EOFError(_GONE)
            while b"\n" not in self._received:
                ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
                if not ready:
                    raise TimeoutError
                piece = os.read(stream.fileno(), 65536)
                if not piece:
                    raise EOFError(_GONE)
                self._received += piece
            line, _, self._received = self._received.partition(b"\n")
            return line

    def stop(self) -> None:
        """Kill the group and wait until it is gone, at most 5 s; calling it twice is harmless."""
        if self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._close_pipes()
        self._wait_for_children()

    def _close_pipes(self) -> None:
        """Close them once nobody uses them: who reads has come to the end now that the group is dead."""
        if not self._talk.acquire(timeout=_VANISH):
            return
        try:
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        finally:
            self._talk.release()

    def _wait_for_children(self) -> None:
        """Wait for the orphans to vanish: one that still runs would write into the folder we remove next."""
        deadline = time.monotonic() + _VANISH
        while time.monotonic() < deadline and _running(self.pid):
            time.sleep(0.005)


def _running(group: int) -> bool:
    """Tell whether a group has a process that is not a zombie left for init to reap."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return any(_in_group(stat, group) for stat in Path("/proc").glob("[0-9]*/stat"))


def _in_group(stat: Path, group: int) -> bool:
    try:
        state, _, process_group = stat.read_text().rpartition(")")[2].split()[:3]
    except (OSError, ValueError):
        return False
    return int(process_group) == group and state != "Z"
