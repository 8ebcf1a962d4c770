"""Workers as the tests see them: born quickly, stopped, killed with everything that belongs to them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

PATIENCE: Final = 240.0  # seconds; a busy machine is slow, not broken
_ROOT: Final = Path(__file__).parents[2]


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Wait for something that is sure to happen; fail with its name if it does not."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {PATIENCE:.0f} s")
        time.sleep(0.05)


class WorkerProcess:
    """One worker with its children: a session of its own."""

    def __init__(self, pid: int) -> None:
        """Keep its process id."""
        self.pid = pid

    @property
    def alive(self) -> bool:
        """Tell whether it is there."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """End all of it as a loss of power would."""
        os.killpg(self.pid, signal.SIGKILL)
        wait_until(lambda: not self.alive, "the end of a killed worker")

    def stop(self) -> None:
        """Ask it to end."""
        os.kill(self.pid, signal.SIGTERM)
        wait_until(lambda: not self.alive, "the end of a stopped worker")


class Fleet:
    """Starts workers from a process that has loaded everything before."""

    def __init__(self, log: Path) -> None:
        """Start that process; what the workers tell goes to `log`."""
        self.log = log
        with log.open("ab") as told:
            self._mother = subprocess.Popen(
                [sys.executable, "-m", "tests.batch_cluster.mother"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True, cwd=_ROOT,
                env={**os.environ, "KOMPLEKT_CACHE": "off"},
            )  # fmt: skip
        self._hear()

    def start(self, environment: Mapping[str, str]) -> WorkerProcess:
        """Start a worker with some settings."""
        assert self._mother.stdin is not None
        self._mother.stdin.write(json.dumps(dict(environment)) + "\n")
        self._mother.stdin.flush()
        return WorkerProcess(int(self._hear()))

    def close(self) -> None:
        """End all workers and the process that started them."""
        self._mother.communicate()

    def _hear(self) -> str:
        assert self._mother.stdout is not None
        line = self._mother.stdout.readline().strip()
        if not line:
            raise AssertionError(f"no workers: {self.log.read_text(encoding='utf-8')[-2000:]}")
        return line
