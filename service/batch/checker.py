"""Checks files that were accepted unchecked, one at a time, in a thread of the service that took them."""

import logging
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from service.batch.accepting import unknown_results
from service.batch.check import check_entries
from service.batch.intake import Source
from service.batch.keeper import Keeper
from service.batch.ledger import CRASHES, Fault, Ledger, LostError
from service.batch.owner import is_dead, this_process
from service.batch.reception import Reception, Sent
from service.batch.results import Results
from service.batch.uploads import Upload
from service.batch.verdict import corrections, refuse_empty
from service.catalog import Catalog
from service.checking import Checked
from service.entries import Problem
from service.errors import InputError, InvalidDataError, ServiceError

log = logging.getLogger(__name__)
_LOOK: Final = 15.0  # seconds between two looks for what a process that died has left
_TOLD: Final = 1.0  # seconds between two notes of the progress
_PATIENCE: Final = 5.0  # seconds to wait at the end for a check under way; the next process begins it anew
_OVER_FILE: Final = Fault(
    "gave_up",
    "Программа несколько раз аварийно завершилась, проверяя этот файл. Разделите его на несколько.",
)
_LOST: Final = Fault("gave_up", "Присланный файл пропал из хранилища службы: пришлите его ещё раз.")
_UNEXPECTED: Final = Fault(
    "internal_error", "Ошибка программы: этот файл проверить не удалось. Сообщите о нём тому, кто ведёт службу."
)


class Checker(Keeper):
    """Several processes may each have one on the same tables."""

    name = "checker"
    patience = _PATIENCE

    def __init__(
        self,
        *,
        ledger: Ledger,
        results: Results,
        catalog: Catalog,
        processes: int,
        done: Callable[[], None],
    ) -> None:
        """Check long files in some `processes`; `done` is called when schools were written down."""
        super().__init__()
        self._ledger = ledger
        self._reception = Reception(ledger)
        self._results = results
        self._catalog = catalog
        self._processes = processes
        self._done = done

    def _run(self) -> None:
        owner = this_process()
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                while not self._stopping.is_set() and (sent := self._reception.take(owner, is_dead)) is not None:
                    self._work(sent)
                self._trouble = None
            except ServiceError as problem:  # the database or the disk: the file waits
                log.warning("checks wait: %s", problem.code)
                self._trouble = problem
            self._wake.wait(_LOOK)

    def _work(self, sent: Sent) -> None:
        """Check one file; raises ServiceError for what is not its fault, after giving it back."""
        try:
            if sent.tries > CRASHES:
                self._refuse(sent, _OVER_FILE)
            else:
                self._check(sent)
        except LostError:
            self._reception.release(sent)
        except ServiceError:
            self._reception.release(sent)
            raise
        except Exception as problem:  # noqa: BLE001 - a fault of ours in one file must not stop the others
            frames = "".join(traceback.format_tb(problem.__traceback__))  # the message may hold data
            log.error("check failed: %s\n%s", type(problem).__name__, frames)  # noqa: TRY400 - for that reason
            self._refuse(sent, _UNEXPECTED)

    def _check(self, sent: Sent) -> None:
        content = self._results.get(sent.content)
        if content is None:
            self._refuse(sent, _LOST)
            return
        source: Source | None = None
        try:
            with Upload(content, sent.name).opened(self._catalog.kinds) as source:
                schools = list(self._noted(sent, source))
                refuse_empty(source, schools, sent.order.only)
        except InvalidDataError as problem:
            problems = () if source is None else source.problems
            self._refuse(sent, Fault(problem.code, "В файле не нашлось ни одной школы."), problems)
            return
        except InputError as problem:
            self._refuse(sent, Fault(problem.code, str(problem)))
            return
        mended = corrections(source, schools)
        self._reception.finish(sent, source, schools, None if mended is None else self._results.put(mended))
        self._forget(sent.content)
        self._done()

    def _noted(self, sent: Sent, source: Source) -> Iterator[Checked]:
        """Check the schools; note every now and then how far it is. Raises LostError when it is to stop."""
        total = None if source.intake is None else len(source.intake.entries)
        self._reception.progress(sent, 0, total)
        told = time.monotonic()
        for number, school in enumerate(
            check_entries(source.entries, self._catalog, processes=self._processes), 1
        ):
            if self._stopping.is_set():
                raise LostError
            if time.monotonic() - told >= _TOLD:
                self._reception.progress(sent, number, total)
                told = time.monotonic()
            yield school

    def _refuse(self, sent: Sent, fault: Fault, problems: Sequence[Problem] = ()) -> None:
        try:
            self._reception.refuse(sent, fault, problems)
        except LostError:
            return
        self._forget(sent.content)

    def _forget(self, content: str) -> None:
        """Delete the bytes of a file that nobody is to check any more."""
        for key in unknown_results(self._ledger, [content]):
            self._results.delete(key)
