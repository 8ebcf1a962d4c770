"""A thread that keeps something of the batches going, from its start until it is stopped."""

import threading
from abc import ABC, abstractmethod
from typing import ClassVar

from service.errors import ServiceError


class Keeper(ABC):
    """Runs `_run` in a thread of its own, which ends once `_stopping` is set and looks for work at `_wake`."""

    name: ClassVar[str]
    patience: ClassVar[float | None] = None  # seconds that `stop` waits for the thread; None: as long as it takes

    def __init__(self) -> None:
        """Be ready to start."""
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._trouble: ServiceError | None = None
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> ServiceError | None:
        """Return what keeps the work from going on, None while it goes."""
        return self._trouble

    def start(self) -> None:
        """Take up what is waiting, and what processes that died have left; calling it twice is harmless."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Give back what is under way, and end."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(self.patience)
            self._thread = None

    def wake(self) -> None:
        """Look for work at once."""
        self._wake.set()

    @abstractmethod
    def _run(self) -> None:
        """Work until `_stopping` is set."""
