"""A server as a process of ours: started, waited for, ended gently or by -9, never left behind."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 180.0  # seconds; a busy machine is slow, not broken
_TAIL: Final = 3000


class ServerError(RuntimeError):
    """The server did not come up; the message holds the end of its log."""


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def program(name: str, *folders: Path) -> Path | None:
    """Return where a program lies: in the folders, newest version first, or on the path."""
    found = [folder / name for folder in folders if (folder / name).is_file()]
    on_path = shutil.which(name)
    return found[0] if found else Path(on_path) if on_path else None


class ServerProcess:
    """One program that runs until it is ended; `ready` tells whether it answers."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        ready: Callable[[], bool],
        environment: Mapping[str, str] | None = None,
        user: int | None = None,
        group: int | None = None,
    ) -> None:
        """Keep how to run it; `user` and `group` are for programs that refuse root."""
        # It does not outlive us, however we end.
        self._command = ["setpriv", "--pdeathsig", "KILL", *map(str, command)]
        self._log = log
        self._ready = ready
        self._environment = {**os.environ, **(environment or {})}
        self._user, self._group = user, group
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Tell whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers; what ends at once is tried again. Raises ServerError."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.running:
                self._launch()
            if self._ready():
                return
            # A server killed by -9 may leave children that hold its data for a moment: then the new one gives up.
            time.sleep(0.5 if not self.running else 0.05)
        self.end(signal.SIGKILL)
        raise ServerError(f"{self._command[3]}: no answer within {PATIENCE:.0f} s\n{self.log_tail()}")

    def _launch(self) -> None:
        owner: dict[str, Any] = (
            {} if self._user is None else {"user": self._user, "group": self._group, "extra_groups": []}
        )
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=self._environment,
                start_new_session=True, **owner,
            )  # fmt: skip

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait for the end; what does not end is killed with its whole group."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            if how == signal.SIGKILL:
                os.killpg(process.pid, how)
            else:
                process.send_signal(how)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def log_tail(self) -> str:
        """Return the end of what it told."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-_TAIL:] if self._log.is_file() else ""
