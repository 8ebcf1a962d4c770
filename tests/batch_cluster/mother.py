"""Gives birth to workers: everything is loaded once, each worker is a fork and a session of its own.

Reads a line of JSON per worker, its environment, and answers with its process id. Ends with its input, and then
so do its workers.
"""

import contextlib
import json
import logging
import os
import select
import signal
import sys

from service.batch import cluster
from service.bootstrap import build_generator, sample
from service.bootstrap_kept import build_worker
from service.config import read_settings
from service.generate import Generator
from tests.batch_cluster.press import Press

_LOADED = cluster  # before the first fork


def main() -> None:
    """Serve until the input ends."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(process)d %(levelname)s %(message)s")
    generator = build_generator(read_settings(), Press())
    generator.render(generator.load(sample("minimal")).document_set)
    born: list[int] = []
    _answer("ready")
    while True:
        readable, _, _ = select.select([sys.stdin], [], [], 0.2)
        if readable:
            line = sys.stdin.readline()
            if not line:
                break
            born.append(_bear(generator, json.loads(line)))
            _answer(str(born[-1]))
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    for pid in born:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _bear(generator: Generator, environment: dict[str, str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(environment)
    code = 1
    try:
        code = build_worker(read_settings(), generator, lambda _: Press()).run()
    finally:
        os._exit(code)


def _answer(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
