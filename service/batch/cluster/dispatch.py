"""Brings packages into the queue: the next when there is room, again those whose message or process was lost."""

import logging
from collections.abc import Callable
from typing import Final

from service.batch.cluster.queue import PackageQueue, QueueError
from service.batch.cluster.window import Window
from service.batch.keeper import Keeper
from service.batch.ledger import Ledger
from service.batch.owner import is_dead
from service.errors import QueueUnavailableError, ServiceError

log = logging.getLogger(__name__)
SWEEP: Final = 2.0  # seconds between two looks for what was lost
_TIDY: Final = 3600.0  # seconds between two looks for what is outdated


class Dispatch:
    """Sends what the window lets through; several processes may do so at once, each package is sent by one."""

    def __init__(self, ledger: Ledger, queue: PackageQueue) -> None:
        """Send packages of the ledger to the queue."""
        self._ledger = ledger
        self._window = Window(ledger.engine, ledger.clock)
        self._queue = queue

    @property
    def window(self) -> Window:
        """Return the choice of packages."""
        return self._window

    def top_up(self) -> None:
        """Send the packages whose turn it is; raises QueueUnavailableError, StorageError: it is done later."""
        unsent = self._queue.send_all(self._window.announce())
        if unsent:
            self._window.withdraw(unsent)
            raise QueueUnavailableError("RabbitMQ не отвечает: задание принято и начнётся, когда он вернётся.")

    def sweep(self) -> None:
        """Send again what was lost with a process or with the queue; raises as `top_up` does."""
        self._ledger.reclaim(is_dead)
        try:
            if self._queue.length() == 0:
                self._window.withdraw_lost()
        except QueueError as problem:
            raise QueueUnavailableError(f"RabbitMQ не отвечает ({problem}).") from problem
        self.top_up()


class QueueRunner(Keeper):
    """The engine of batches as the service sees it: others do the work, here it is only handed to them."""

    name = "batches"

    def __init__(self, dispatch: Dispatch, tidy: Callable[[], None]) -> None:
        """Hand packages to the queue; `tidy` is called at times to delete what is outdated."""
        super().__init__()
        self._dispatch = dispatch
        self._tidy = tidy

    def wake(self) -> None:
        """Hand over what waits; when that fails, the workers fetch it as soon as they can."""
        self._attempt(self._dispatch.top_up)

    def _run(self) -> None:
        self.wake()
        while True:
            self._attempt(self._tidy)
            if self._stopping.wait(_TIDY):
                return

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except ServiceError as problem:
            log.warning("batches wait: %s", problem.code)
            self._trouble = problem
        else:
            self._trouble = None
