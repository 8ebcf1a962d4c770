"""How a batch goes: a bar on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from service.batch import BatchStatus
from service.cli.terminal import ERRORS

_EVERY: Final = 5.0  # seconds between two plain lines
Show = Callable[[BatchStatus], None]


@contextmanager
def watching(*, quiet: bool) -> Iterator[Show]:
    """Give what shows a status."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=ERRORS, transient=True) as bar:
            task = bar.add_task("", total=None)

            def show(status: BatchStatus) -> None:
                total = status.documents.total or None
                bar.update(task, completed=status.documents.done, total=total, description=line(status))

            yield show
    else:
        yield _Plain().show


class _Plain:
    """Prints a line when something has changed and the last line was some time ago."""

    def __init__(self) -> None:
        self._last = ""
        self._next = time.monotonic() + _EVERY

    def show(self, status: BatchStatus) -> None:
        told = line(status)
        if time.monotonic() >= self._next and told != self._last:
            ERRORS.print(told, markup=False)
            self._last, self._next = told, time.monotonic() + _EVERY


def line(status: BatchStatus) -> str:
    """Return the state in one line."""
    schools, documents = status.schools, status.documents
    told = [f"школы {schools.done}/{schools.total}", f"документы {documents.done}/{documents.total}"]
    if status.rate is not None:
        told.append(f"{status.rate:.1f} в секунду".replace(".", ","))
    if status.seconds_left is not None:
        told.append(f"осталось {duration(status.seconds_left)}")
    if schools.failed + schools.refused:
        told.append(f"не сделать: {schools.failed + schools.refused}")
    return ", ".join(told)


def duration(seconds: float) -> str:
    """Return a time as a person estimates it: «20 с», «3 мин», «1 ч 10 мин»."""
    if seconds < 60:
        return f"{max(1, round(seconds))} с"
    minutes = round(seconds / 60)
    return f"{minutes} мин" if minutes < 60 else f"{minutes // 60} ч {minutes % 60} мин"
