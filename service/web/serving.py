"""What the process that serves does: the application, and the batches as long as it lives."""

import threading
import time
from typing import Any, Final

from service.config import Settings
from service.errors import ServiceError
from service.generate import Generator
from service.web.app import create_app
from service.web.batches.opening import close_batches, open_batches
from service.web.logs import make_log

_LOOK: Final = 0.5  # seconds between two looks at whether the worker is to end


class Serving:
    """The application of a worker, and what goes on beside its requests."""

    def __init__(self, generator: Generator, settings: Settings) -> None:
        """Put the application together."""
        self.app = create_app(generator, settings)
        self._settings = settings
        self._log = make_log(settings.log_format)

    def begin(self, worker: Any, address: str) -> None:
        """Say that the service is there, and start the batches."""
        self._log.info("listening", address=address)
        threading.Thread(target=self._run_batches, args=(worker,), name="batches-keeper", daemon=True).start()

    def close(self) -> None:
        """Finish the documents under way."""
        close_batches(self.app)

    def _run_batches(self, worker: Any) -> None:
        """Go on with what an earlier process has left, and stop as soon as this one is told to end.

        A database that is not there yet is tried again.
        """
        told = ""
        while worker.alive:
            try:
                open_batches(self.app)
            except ServiceError as error:
                if error.code != told:
                    self._log.warning("no_batches", code=error.code, detail=str(error))
                told = error.code
            time.sleep(_LOOK)
        self.close()
