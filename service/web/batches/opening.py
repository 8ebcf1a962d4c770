"""The batches of an application: opened and begun when first needed, in the process that serves."""

from threading import Lock
from typing import Final, cast

from flask import Flask, current_app

from service.batch import Batches
from service.bootstrap_kept import build_batches
from service.config import Settings
from service.errors import ServiceError
from service.generate import Generator

_NAME: Final = "komplekt.batches"


class _Opening:
    def __init__(self, generator: Generator, settings: Settings) -> None:
        self._generator = generator
        self._settings = settings
        self._lock = Lock()
        self._batches: Batches | None = None
        self._failure: ServiceError | None = None

    def batches(self) -> Batches:
        with self._lock:
            if self._batches is None:
                try:
                    self._batches = build_batches(self._settings, self._generator)
                except ServiceError as problem:
                    self._failure = problem
                    raise
                self._failure = None
                self._batches.start()
            return self._batches

    def trouble(self) -> ServiceError | None:
        return self._failure if self._batches is None else self._batches.trouble

    def close(self) -> None:
        """Stop the work; requests that still run find their batches all the same."""
        with self._lock:
            if self._batches is not None:
                self._batches.stop()


def give_batches(app: Flask, generator: Generator, settings: Settings) -> None:
    """Give an application its batches, not opened yet."""
    app.extensions[_NAME] = _Opening(generator, settings)


def open_batches(app: Flask) -> Batches:
    """Return the batches of an application; what an earlier process has left is begun. Raises SettingsError."""
    return cast("_Opening", app.extensions[_NAME]).batches()


def close_batches(app: Flask) -> None:
    """Finish the documents under way; the rest is made after the next start."""
    cast("_Opening", app.extensions[_NAME]).close()


def batches() -> Batches:
    """Return the batches of the application that serves the current request; raises SettingsError."""
    return open_batches(current_app)


def batches_trouble() -> ServiceError | None:
    """Return what keeps batches from being opened or made, None while they go or were not needed yet."""
    return cast("_Opening", current_app.extensions[_NAME]).trouble()
