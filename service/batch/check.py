"""Checks a whole source, in several processes where it is long: the service's own threads stay quick."""

import itertools
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Final

from service.catalog import Catalog
from service.checking import Checked, Judged, check_entry, checked
from service.entries import Entry

_WORTH_IT: Final = 40  # schools: fewer are checked before other processes have begun
_PORTION: Final = 10
_COMMAND: Final = (sys.executable, "-c", "from service.checking import main; main()")


def check_entries(entries: Iterable[Entry], catalog: Catalog, *, processes: int = 1) -> Iterator[Checked]:
    """Yield each school checked, in order; with several `processes` where there are enough schools for it."""
    coming = iter(entries)
    first = list(itertools.islice(coming, _WORTH_IT)) if processes > 1 else []
    if len(first) < _WORTH_IT:
        for entry in itertools.chain(first, coming):
            yield check_entry(entry, catalog)
        return
    yield from _in_processes(itertools.chain(first, coming), catalog, processes)


def _in_processes(entries: Iterator[Entry], catalog: Catalog, processes: int) -> Iterator[Checked]:
    """Check portions side by side, few of them on their way at a time: a long file stays on the disk."""
    idle: queue.SimpleQueue[_Checker] = queue.SimpleQueue()

    def check(portion: Sequence[Entry]) -> list[Checked]:
        checker = idle.get()
        try:
            return checker.check(portion)
        finally:
            idle.put(checker)

    with ExitStack() as ending:
        for _ in range(processes):
            checker = _Checker(catalog)
            ending.callback(checker.close)
            idle.put(checker)
        threads = ending.enter_context(ThreadPoolExecutor(processes))
        under_way: deque[Future[list[Checked]]] = deque()
        portions = iter(lambda: list(itertools.islice(entries, _PORTION)), [])
        for portion in portions:
            under_way.append(threads.submit(check, portion))
            if len(under_way) > 2 * processes:
                yield from under_way.popleft().result()
        for rest in under_way:
            yield from rest.result()


class _Checker:
    """A process that checks; it ends when its input does, and so with this process, however that ends."""

    def __init__(self, catalog: Catalog) -> None:
        self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._send(catalog)

    def check(self, portion: Sequence[Entry]) -> list[Checked]:
        self._send([entry.data for entry in portion])
        if self._process.stdout is None:
            raise AssertionError("started with pipes")
        verdicts: list[Judged] = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        return [checked(entry, verdict) for entry, verdict in zip(portion, verdicts, strict=True)]

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _send(self, what: object) -> None:
        if self._process.stdin is None:
            raise AssertionError("started with pipes")
        pickle.dump(what, self._process.stdin)
        self._process.stdin.flush()
