"""What a process of a worker does with a message: takes the package, gives signs of life, sends the next."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from service.batch.cluster.dispatch import Dispatch
from service.batch.ledger import Claim
from service.batch.owner import is_dead, this_process
from service.batch.run import Workshop, run_guarded
from service.errors import ConverterUnavailableError, ServiceError, StorageError

log = logging.getLogger(__name__)
BEAT: Final = 1.0  # seconds between two signs of life
SILENCE: Final = 3.5  # seconds without a sign of life after which a holder whose message came back counts as dead
_PAUSE: Final = 5.0  # seconds to wait for space on the disk or for the database
_RETRY: Final = (0.2, 0.5, 1.0, 2.0)  # seconds between two tries while the database is away
_Answer = TypeVar("_Answer")


class StoppedError(Exception):
    """The worker is to stop before it could do anything about a message: another one shall have it."""


class Desk:
    """One process with its own database connections and its own LibreOffice; one package at a time."""

    def __init__(self, workshop: Workshop, dispatch: Dispatch, stopping: threading.Event) -> None:
        """Work until `stopping` is set; then the package at work is given back after its current document."""
        self._stopping = stopping
        self._shop = workshop
        self._ledger = workshop.ledger
        self._dispatch = dispatch
        self._owner = this_process()

    def work(self, package: int, *, redelivered: bool) -> None:
        """Make a package unless it is made, cancelled, deleted or in the hands of a living process.

        Raises StoppedError.
        """
        claim = self._patiently(lambda: self._claim(package, redelivered=redelivered))
        if claim is None:
            return
        self._send_next()  # a free process takes it while this one is at work
        with self._alive():
            self._make(claim)
        self._send_next()

    def _claim(self, package: int, *, redelivered: bool) -> Claim | None:
        claim = self._ledger.take(package, self._owner)
        if claim is not None or not redelivered:
            return claim
        # Whoever had the message has lost it: dead, or only cut off from RabbitMQ and still at work.
        window = self._dispatch.window
        holder = window.holder(package)
        if holder is None:
            return None
        if not is_dead(holder.owner) and self._stopping.wait(SILENCE):
            raise StoppedError
        if window.dismiss(package, holder):
            return self._ledger.take(package, self._owner)
        return None

    def _make(self, claim: Claim) -> None:
        try:
            run_guarded(self._shop, claim)
        except ServiceError as problem:
            log.warning("package waits: %s", problem.code)
            self._patiently(lambda: self._ledger.release(claim))
            pause = problem.retry_after if isinstance(problem, ConverterUnavailableError) else _PAUSE
            self._stopping.wait(pause)  # what failed would fail the next package as well

    def _send_next(self) -> None:
        try:
            self._dispatch.top_up()
        except ServiceError as problem:
            log.warning("next package not sent: %s", problem.code)  # the sweeper will

    @contextlib.contextmanager
    def _alive(self) -> Iterator[None]:
        """Give signs of life while a package is at work."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(BEAT):
                with contextlib.suppress(StorageError):
                    self._ledger.renew(self._owner)

        thread = threading.Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _patiently(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask again while the database is away."""
        pauses = iter(_RETRY)
        while True:
            try:
                return ask()
            except StorageError as problem:
                if self._stopping.wait(next(pauses, _RETRY[-1])):
                    raise StoppedError from problem
                log.warning("database away: %s", problem.code)
