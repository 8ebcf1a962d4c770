"""A script beside unoserver: kills its whole process group and removes its files when the supervisor is gone.

Run by the interpreter that has `uno`, as leader of its own group: keeper.py FILE… -- PROGRAM ARGUMENT…. It
imports the standard library only. Its standard input is a pipe whose other end the supervisor holds: the end
of input means that the supervisor has closed it or has died, by kill -9 even.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time


def main() -> None:
    """Start the program, then wait for its end or for the end of the input, and take everything down."""
    border = sys.argv.index("--")
    leavings, command = sys.argv[1:border], sys.argv[border + 1 :]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_follow, args=(child, leavings), daemon=True).start()
    while os.read(0, 4096):
        pass
    _take_down(leavings)


def _follow(child: subprocess.Popen[bytes], leavings: list[str]) -> None:
    child.wait()
    _take_down(leavings)


def _take_down(leavings: list[str]) -> None:
    """Let a child outside of the group kill it and clean up: alive, LibreOffice would write its files again."""
    group = os.getpid()
    if os.fork():
        signal.pause()
    os.setsid()
    os.killpg(group, signal.SIGKILL)
    deadline = time.monotonic() + 5
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.01)
    for path in leavings:
        shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - pathlib would only cost start-up time
    os._exit(0)


if __name__ == "__main__":
    main()
