"""A place for one engine in the pool, and the engine that will take it over when the present one has grown old."""

import logging
import threading
from collections.abc import Callable

from service.convert.base import nobody_leaves
from service.convert.engine import Engine, EngineDiedError
from service.convert.specimen import specimen
from service.errors import ConverterError

WARM_UP = 60.0

log = logging.getLogger(__name__)


class Slot:
    """Keeps an engine; used by one thread at a time, beside the thread that warms an heir up."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        """Start nothing yet; `make` makes an engine that is not started."""
        self._make = make
        self._heir: _Heir | None = None
        self.engine: Engine | None = None
        self.done = 0

    def ready_engine(self) -> Engine:
        """Give a running engine: the heir once it is warm, a new one if there is none or it died in its idle time.

        Raises ConverterError when it cannot be started.
        """
        heir = self._heir
        if heir is not None and not heir.warming:
            self._heir = None
            if heir.warm:
                self.discard()
                self.engine, self.done = heir.engine, 0
            else:
                self.done = 0  # the old one goes on as long again
        if self.engine is not None and not self.engine.alive:
            self.discard()
        if self.engine is None:
            engine = self._make()
            try:
                engine.start()
            except BaseException:
                engine.stop()
                raise
            self.engine, self.done = engine, 0
        return self.engine

    def renew(self, *, beside: bool) -> None:
        """Have the engine replaced: by one started `beside` it, or by one that the next document waits for."""
        if not beside:
            self.discard()
        elif self._heir is None:
            self._heir = _Heir(self._make())

    def discard(self) -> None:
        """Stop the engine; the next document gets a new one."""
        engine, self.engine = self.engine, None
        if engine is not None:
            engine.stop()

    def close(self) -> None:
        """Stop the engine and its heir."""
        self.discard()
        if self._heir is not None:
            self._heir.close()


class _Heir:
    """An engine that is being started and warmed by a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.warm = False
        self._closed = False
        self._thread = threading.Thread(target=self._warm_up, name="libreoffice-heir", daemon=True)
        self._thread.start()

    @property
    def warming(self) -> bool:
        """Tell whether it is not known yet if the engine will do."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Stop the engine, at whatever point it is."""
        self._closed = True
        self.engine.stop()
        self._thread.join(WARM_UP)

    def _warm_up(self) -> None:
        try:
            self.engine.start()
            self.engine.convert(specimen(), "pdf", WARM_UP, nobody_leaves)
            self.warm = not self._closed
        except (ConverterError, EngineDiedError) as error:
            log.warning("no new libreoffice beside the old: %s", error)
        finally:
            if not self.warm:
                self.engine.stop()
