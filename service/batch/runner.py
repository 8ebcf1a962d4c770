"""Runs waiting packages in this process: some at once, in fair order, until it is stopped."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from service.batch.keeper import Keeper
from service.batch.ledger import LEASE, Claim, Ledger
from service.batch.owner import is_dead, this_process
from service.batch.run import Workshop, run_guarded
from service.errors import ConverterUnavailableError, ServiceError

log = logging.getLogger(__name__)
_LOOK: Final = 0.5  # seconds between two looks for what another process has accepted
_HEARTBEAT: Final = LEASE / 4
_TIDY: Final = 3600.0  # seconds between two looks for what is outdated
_PAUSE: Final = 15.0  # seconds to wait for space on the disk or for the database


class Making(Protocol):
    """What gets accepted packages made: threads of this process, or a queue that others take them from."""

    @property
    def trouble(self) -> ServiceError | None:
        """Return what keeps the work from going on, None while it goes."""

    def start(self) -> None:
        """Take up what is waiting; calling it twice is harmless."""

    def stop(self) -> None:
        """End without losing anything."""

    def wake(self) -> None:
        """Look for work at once."""


class Runner(Keeper):
    """The embedded engine of batches; several processes may each have one on the same tables."""

    name = "batches"

    def __init__(self, workshop: Workshop, *, slots: int, tidy: Callable[[], None] = lambda: None) -> None:
        """Make `slots` packages at once; `tidy` is called at times to delete what is outdated."""
        super().__init__()
        self._shop = workshop.stopped_by(self._stopping.is_set)
        self._ledger: Ledger = workshop.ledger
        self._slots = slots
        self._tidy = tidy
        self._owner = ""
        self._busy = 0
        self._lock = threading.Lock()
        self._resume_at = 0.0

    def _run(self) -> None:
        self._owner = this_process()
        beat = tidied = -_TIDY
        with ThreadPoolExecutor(self._slots, thread_name_prefix="package") as threads:
            while not self._stopping.is_set():
                self._wake.clear()
                now = time.monotonic()
                try:
                    if now - beat >= _HEARTBEAT:
                        self._ledger.renew(self._owner)
                        self._ledger.reclaim(is_dead)
                        beat = now
                    if now - tidied >= _TIDY:
                        self._tidy()
                        tidied = now
                    self._fill(threads)
                except ServiceError as problem:
                    self._hold(problem)
                self._wake.wait(_LOOK)

    def _fill(self, threads: ThreadPoolExecutor) -> None:
        while self._busy < self._slots and not self._stopping.is_set() and time.monotonic() >= self._resume_at:
            claim = self._ledger.take_next(self._owner)
            if claim is None:
                return
            with self._lock:
                self._busy += 1
            threads.submit(self._work, claim)

    def _work(self, claim: Claim) -> None:
        """Make one package; nothing that happens to it may end the runner."""
        try:
            run_guarded(self._shop, claim)
            self._trouble = None
        except ServiceError as problem:
            self._hold(problem)
        finally:
            with self._lock:
                self._busy -= 1
            self._wake.set()

    def _hold(self, problem: ServiceError) -> None:
        """Pause: what failed would fail the next package as well."""
        pause = float(problem.retry_after) if isinstance(problem, ConverterUnavailableError) else _PAUSE
        log.warning("batches wait: %s", problem.code)
        self._trouble = problem
        self._resume_at = time.monotonic() + pause
