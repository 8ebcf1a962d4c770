"""A worker: Celery's parent process speaks to RabbitMQ, each of its children makes packages with a LibreOffice.

The parent opens no connection to the database and starts no thread: whatever is opened before a fork breaks.
"""

import logging
import mmap
import threading
import warnings
from collections.abc import Callable
from typing import Any, Final

from billiard import current_process
from celery import signals
from celery.exceptions import Reject, SecurityWarning

from service.batch.cluster.desk import Desk, StoppedError
from service.batch.cluster.dispatch import SWEEP, Dispatch
from service.batch.cluster.queue import TASK, PackageQueue
from service.batch.run import Workshop
from service.errors import ServiceError

log = logging.getLogger(__name__)
_LOOK: Final = 0.3  # seconds between two looks whether the parent wants to stop
_OPENING: Final = 2.0  # seconds between two tries to open the database


class Worker:
    """Processes that take packages from the queue until SIGTERM; the documents under way are finished then."""

    def __init__(self, queue: PackageQueue, open_workshop: Callable[[], Workshop], *, processes: int) -> None:
        """Keep how to open what packages are made with: it is called in each child, after the fork."""
        self._queue = queue
        self._open = open_workshop
        self._processes = processes
        self._stop_sign = mmap.mmap(-1, 1)  # a byte that parent and children share
        self._stopping = threading.Event()
        self._shop: Workshop | None = None
        self._desk: Desk | None = None

    def run(self) -> int:
        """Work; return the exit code of the process."""
        app = self._queue.app

        @app.task(name=TASK, bind=True, ignore_result=True)  # type: ignore[untyped-decorator]
        def make(task: Any, package: int) -> None:
            self._work(package, redelivered=bool(task.request.delivery_info.get("redelivered")))

        # Celery means pickle by it, of which only JSON is accepted here; a container's only user is often root.
        warnings.simplefilter("ignore", SecurityWarning)
        signals.worker_process_init.connect(self._begin, weak=False)
        signals.worker_process_shutdown.connect(self._end, weak=False)
        signals.worker_shutting_down.connect(self._stop, weak=False)
        worker = app.Worker(
            pool="prefork", concurrency=self._processes, loglevel="WARNING", quiet=True,
            without_gossip=True, without_mingle=True, without_heartbeat=True,
        )  # fmt: skip
        worker.start()
        return int(worker.exitcode or 0)

    def _work(self, package: int, *, redelivered: bool) -> None:
        """Do what a message asks; it is acknowledged after that."""
        if self._desk is None:
            raise Reject("not ready", requeue=True)
        try:
            self._desk.work(package, redelivered=redelivered)
        except StoppedError as stopped:
            raise Reject("stopping", requeue=True) from stopped

    def _begin(self, **_: Any) -> None:
        """Open in a child what its packages are made with, waiting for the database if need be."""
        while self._shop is None:
            try:
                self._shop = self._open().stopped_by(self._stopping.is_set)
            except ServiceError as problem:
                log.warning("worker waits: %s", problem.code)
                if self._stop_sign[0] or self._stopping.wait(_OPENING):
                    return
        dispatch = Dispatch(self._shop.ledger, self._queue)
        self._desk = Desk(self._shop, dispatch, self._stopping)
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        if current_process().index == 0:
            threading.Thread(target=self._sweep, args=(dispatch,), name="sweep", daemon=True).start()

    def _end(self, **_: Any) -> None:
        """Close what a child has opened."""
        if self._shop is not None:
            self._shop.generator.converter.close()
            self._shop.ledger.engine.dispose()

    def _stop(self, **_: Any) -> None:
        """Tell the children, in the parent; called by the handler of a signal."""
        self._stop_sign[0] = 1

    def _watch(self) -> None:
        while not self._stop_sign[0]:
            self._stopping.wait(_LOOK)
        self._stopping.set()

    def _sweep(self, dispatch: Dispatch) -> None:
        """Send again what was lost, one process of each worker, as long as it lives."""
        failed = ""
        while not self._stopping.wait(SWEEP):
            try:
                dispatch.sweep()
                failed = ""
            except ServiceError as problem:
                if problem.code != failed:
                    log.warning("sweeper waits: %s", problem.code)
                failed = problem.code
