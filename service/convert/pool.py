"""A supervised pool of engines: lends one to each document, replaces those that died, hang or grew old."""

import atexit
import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from service.convert import guard, lean, package, stable
from service.convert.base import Health, PdfProfile
from service.convert.engine import Engine, EngineDiedError
from service.errors import (
    ConversionFailedError,
    ConversionTimeoutError,
    ConverterError,
    ConverterUnavailableError,
)

log = logging.getLogger(__name__)


class _Slot:
    """A place for one engine; used by one thread at a time."""

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self.done = 0

    def ready_engine(self, make: Callable[[], Engine]) -> Engine:
        """Give a running engine, a new one if there is none or it has died in its idle time."""
        if self.engine is not None and not self.engine.alive:
            self.discard()
        if self.engine is None:
            engine = make()
            try:
                engine.start()
            except BaseException:
                engine.stop()
                raise
            self.engine, self.done = engine, 0
        return self.engine

    def discard(self) -> None:
        """Stop the engine; the next document gets a new one."""
        engine, self.engine = self.engine, None
        if engine is not None:
            engine.stop()


class EnginePool:
    """The Converter over any engine; starts nothing before the first document or `start`."""

    def __init__(
        self, make_engine: Callable[[], Engine], *, workers: int, timeout: float, restart_after: int
    ) -> None:
        """Keep `workers` engines; a document may take `timeout` seconds, and as long to wait for its turn."""
        self._make_engine = make_engine
        self._timeout = timeout
        self._restart_after = restart_after
        self._slots = [_Slot() for _ in range(workers)]
        self._idle = list(self._slots)
        self._changed = threading.Condition()
        self._closed = False
        self._failure: ConverterError | None = None
        self._owner = os.getpid()
        atexit.register(self.close)

    def start(self) -> None:
        """Start every engine now instead of at the first documents; raises ConverterUnavailableError."""
        with ThreadPoolExecutor(len(self._slots)) as threads:
            for warmed in [threads.submit(self._warm) for _ in self._slots]:
                warmed.result()

    def convert(self, docx: bytes, *, profile: PdfProfile = "pdf") -> bytes:
        """Return the PDF of a DOCX: the same bytes for the same document, in every process."""
        parts = guard.verified(lean.lean(guard.opened(docx)))
        small = package.pack(parts)
        with self._lent_slot() as slot:
            pdf = self._run(slot, small, profile)
        return stable.frozen(pdf, package.created(parts))

    def health(self) -> Health:
        """Judge by the last attempt; a converter that nobody has asked yet counts as ready."""
        if self._closed:
            return Health(False, "Преобразование остановлено вместе со службой.")
        if self._failure is not None:
            return Health(False, str(self._failure))
        running = sum(slot.engine is not None for slot in self._slots)
        return Health(True, f"LibreOffice: запущено процессов {running} из {len(self._slots)}.")

    def close(self) -> None:
        """Stop the engines, those at work too; a document under way ends in ConverterUnavailableError."""
        if self._owner != os.getpid():
            # A forked child has copies of our records, but the processes are its parent's.
            return
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        atexit.unregister(self.close)
        for slot in self._slots:
            slot.discard()

    def _warm(self) -> None:
        with self._lent_slot() as slot:
            self._engine_of(slot)

    def _run(self, slot: _Slot, docx: bytes, profile: PdfProfile) -> bytes:
        """Convert; once more in a new process if the first one died, for it may have been killed for nothing."""
        deadline = time.monotonic() + self._timeout
        for final in (False, True):
            engine = self._engine_of(slot)
            try:
                pdf = engine.convert(docx, profile, max(1.0, deadline - time.monotonic()))
            except EngineDiedError as error:
                slot.discard()
                self._refuse_if_closed()
                log.warning("libreoffice died: %s", error)
                if final:
                    raise ConversionFailedError(
                        "LibreOffice дважды аварийно завершился на этом документе. Упростите документ или "
                        "обновите LibreOffice."
                    ) from error
            except ConversionTimeoutError:
                slot.discard()
                raise
            else:
                slot.done += 1
                return pdf
        raise AssertionError("unreachable")  # pragma: no cover

    def _engine_of(self, slot: _Slot) -> Engine:
        try:
            engine = slot.ready_engine(self._make_engine)
        except ConverterError as error:
            self._failure = error
            raise
        self._failure = None
        return engine

    @contextlib.contextmanager
    def _lent_slot(self) -> Iterator[_Slot]:
        slot = self._take_slot()
        try:
            yield slot
        finally:
            if slot.done >= self._restart_after or self._closed:
                slot.discard()
            with self._changed:
                self._idle.append(slot)
                self._changed.notify()

    def _take_slot(self) -> _Slot:
        with self._changed:
            free = self._changed.wait_for(lambda: self._closed or self._idle, self._timeout)
            self._refuse_if_closed()
            if not free:
                raise ConverterUnavailableError(
                    "Все процессы LibreOffice заняты. Повторите запрос позже или увеличьте их число."
                )
            # The last one used is the warmest, and those left alone need not be started at all.
            return self._idle.pop()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise ConverterUnavailableError("Служба останавливается, преобразование прервано.")
