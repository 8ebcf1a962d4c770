"""A supervised pool of engines: lends one to each document, replaces those that died, hang or grew old."""

import atexit
import contextlib
import logging
import os
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from service.convert import guard, lean, package, stable, table_styles
from service.convert.base import Converter, Gone, Health, PdfProfile, nobody_leaves
from service.convert.engine import Engine, EngineDiedError
from service.convert.line import Lane, Line
from service.convert.machine import memory_for_one_more
from service.convert.slot import Slot
from service.convert.specimen import specimen
from service.docx import AnyDocx, Docx
from service.errors import (
    ClientGoneError,
    ConversionFailedError,
    ConversionTimeoutError,
    ConverterError,
    ConverterUnavailableError,
)

QUEUE_LIMIT = 64

log = logging.getLogger(__name__)


class EnginePool:
    """The Converter over any engine; starts nothing before the first document or `start`."""

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        *,
        workers: int,
        timeout: float,
        restart_after: int,
        queue: int = QUEUE_LIMIT,
    ) -> None:
        """Keep `workers` engines; a document may take `timeout` seconds, and as long to wait for its turn.

        An engine is replaced after `restart_after` documents; at most `queue` documents wait in each lane.
        """
        self._make_engine = make_engine
        self._queue = queue
        self._timeout = timeout
        self._restart_after = restart_after
        self._workers = workers
        self._begin()
        atexit.register(self.close)
        # A forked child has copies of our records, but the processes are its parent's: it gets its own.
        begin = weakref.WeakMethod(self._begin)
        os.register_at_fork(after_in_child=lambda: (begin() or (lambda: None))())

    def _begin(self) -> None:
        self._slots = [Slot(self._make_engine) for _ in range(self._workers)]
        self._line = Line(self._slots, self._queue)
        self._failure: ConverterError | None = None
        self._success: float | None = None

    def start(self) -> None:
        """Start every engine and let it convert a line of text, the first time being the slowest.

        The first one has the machine to itself and is free for a document as soon as it is warm.
        """
        with contextlib.ExitStack() as held, ThreadPoolExecutor(len(self._slots)) as threads:
            # All places are held at once, so that each of them is warmed and none of them twice.
            places = [held.enter_context(contextlib.ExitStack()) for _ in self._slots]
            slots = [place.enter_context(self._lent_slot("interactive")) for place in places]
            self._run(slots[0], specimen(), "pdf")
            places[0].close()
            for pdf in [threads.submit(self._run, slot, specimen(), "pdf") for slot in slots[1:]]:
                pdf.result()

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Return the PDF of a DOCX: the same bytes for the same document, in every process."""
        return self.convert_in_lane(docx, profile, "interactive")

    def convert_in_lane(self, docx: AnyDocx, profile: PdfProfile, lane: Lane, gone: Gone = nobody_leaves) -> bytes:
        """Convert after waiting in the given lane, unless whoever waits for it leaves."""
        whole = docx.parts() if isinstance(docx, Docx) else guard.opened(docx)
        parts = guard.verified(lean.lean(whole))
        small = package.pack(table_styles.written_out(parts))
        with self._lent_slot(lane, gone) as slot:
            pdf = self._run(slot, small, profile, gone)
        return stable.frozen(pdf, package.created(parts))

    def for_batch(self) -> Converter:
        """Give a view of this pool for documents that nobody is waiting for."""
        return _View(self, "batch", nobody_leaves)

    def for_client(self, gone: Gone) -> Converter:
        """Give a view of this pool for one client, that may leave."""
        return _View(self, "interactive", gone)

    def health(self) -> Health:
        """Judge by the last attempt; a converter that nobody has asked yet counts as ready."""
        age = None if self._success is None else time.monotonic() - self._success
        if self._line.closed:
            return Health(False, "Преобразование остановлено вместе со службой.", age)
        if self._failure is not None:
            return Health(False, str(self._failure), age)
        running = sum(slot.engine is not None for slot in self._slots)
        return Health(True, f"LibreOffice: запущено процессов {running} из {len(self._slots)}.", age)

    def check(self, max_age: float = 60.0) -> Health:
        """Convert a line of text unless a document was converted lately, and judge by that."""
        age = self.health().since_success
        if age is None or age > max_age:
            try:
                self.convert(specimen())
            except ConverterError as error:
                return Health(False, str(error), age)
        return self.health()

    def close(self) -> None:
        """Stop the engines, those at work too; a document under way ends in ConverterUnavailableError."""
        self._line.close()
        atexit.unregister(self.close)
        for slot in self._slots:
            slot.close()

    def _run(self, slot: Slot, docx: bytes, profile: PdfProfile, gone: Gone = nobody_leaves) -> bytes:
        """Convert; once more in a new process if the first one died, for it may have been killed for nothing.

        The start of a process has a limit of its own and takes nothing of the document's time.
        """
        left = self._timeout
        for final in (False, True):
            engine = self._engine_of(slot)
            started = time.monotonic()
            try:
                pdf = engine.convert(docx, profile, left, gone)
            except EngineDiedError as error:
                left = max(1.0, left - (time.monotonic() - started))
                slot.discard()
                self._refuse_if_closed()
                log.warning("libreoffice died: %s", error)
                if final:
                    raise ConversionFailedError(
                        "LibreOffice дважды аварийно завершился на этом документе. Упростите документ или "
                        "обновите LibreOffice."
                    ) from error
            except (ConversionTimeoutError, ClientGoneError):
                slot.discard()
                raise
            else:
                slot.done += 1
                self._success = time.monotonic()
                return pdf
        raise AssertionError("unreachable")  # pragma: no cover

    def _engine_of(self, slot: Slot) -> Engine:
        try:
            engine = slot.ready_engine()
        except ConverterError as error:
            self._failure = error
            raise
        self._failure = None
        return engine

    @contextlib.contextmanager
    def _lent_slot(self, lane: Lane, gone: Gone = nobody_leaves) -> Iterator[Slot]:
        slot = self._line.take(lane, self._timeout, gone)
        started = time.monotonic()
        try:
            yield slot
        finally:
            if self._line.closed:
                slot.close()
            elif slot.done >= self._restart_after:
                slot.renew(beside=memory_for_one_more())
            self._line.give_back(slot, time.monotonic() - started)

    def _refuse_if_closed(self) -> None:
        if self._line.closed:
            raise ConverterUnavailableError("Служба останавливается, преобразование прервано.")


class _View:
    """The pool as a batch sees it, or a client that may leave."""

    def __init__(self, pool: EnginePool, lane: Lane, gone: Gone) -> None:
        self._pool = pool
        self._lane = lane
        self._gone = gone

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Convert when it is this lane's turn and somebody still waits."""
        return self._pool.convert_in_lane(docx, profile, self._lane, self._gone)

    def health(self) -> Health:
        """Tell the health of the pool."""
        return self._pool.health()

    def close(self) -> None:
        """Do nothing: the processes belong to the pool."""
