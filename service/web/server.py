"""Runs the service under gunicorn: one process with threads, so that all requests share one LibreOffice pool."""

import contextlib
import socket
import threading
import time
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from service.config import Settings
from service.errors import ConverterError, ServiceError
from service.generate import Generator
from service.web.app import create_app
from service.web.batches.opening import close_batches, open_batches
from service.web.logs import make_log

_FREE_THREADS: Final = 8  # for what needs no LibreOffice, when every place in its line is taken
_LOOK: Final = 0.5  # seconds between two looks at whether the worker is to end
_GRACE: Final = 5.0  # seconds to send what was made after the longest conversion


class AddressInUseError(ServiceError):
    """The address to listen on is taken or not ours; the service does not start."""

    code = "address_in_use"
    title = "Адрес занят"
    exit_code = 2


def serve(generator: Generator, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way and close the converter.

    Raises AddressInUseError before anything is started; ends by SystemExit, as gunicorn does.
    """
    _check_address(settings.host, settings.port)
    try:
        _Server(generator, settings).run()
    finally:
        generator.converter.close()


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn with our settings and nobody else's: neither a command line nor a file of its own is read."""

    _app: Flask  # of the worker

    def __init__(self, generator: Generator, settings: Settings) -> None:
        self._generator = generator
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn is to do."""
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application; called in the worker."""
        self._app = create_app(self._generator, self._settings)
        return self._app

    def _options(self) -> dict[str, Any]:
        settings = self._settings
        return {
            "bind": [_bind(settings.host, settings.port)],
            "worker_class": "gthread",
            "workers": 1,
            "threads": settings.workers + settings.queue + _FREE_THREADS,
            "graceful_timeout": int(settings.timeout + _GRACE),
            "accesslog": None,  # ours has no addresses of clients and no query strings
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": self._warm_up,
            "post_worker_init": self._begin,
            "worker_exit": self._close,
        }

    def _begin(self, worker: Any) -> None:
        """Say that the service is there, and start the batches."""
        log = make_log(self._settings.log_format)
        log.info("listening", address=_bind(self._settings.host, self._settings.port))
        threading.Thread(target=self._run_batches, args=(worker, log), name="batches-keeper", daemon=True).start()

    def _warm_up(self, _server: Any, _worker: Any) -> None:
        """Start LibreOffice ahead of the first PDF and of the application; nobody waits for it who needs none."""
        log = make_log(self._settings.log_format)
        start = getattr(self._generator.converter, "start", None)
        if start is None:
            return

        def run() -> None:
            try:
                start()
            except ConverterError as error:
                log.warning("no_pdf", code=error.code, detail=str(error))

        threading.Thread(target=run, name="warm-up", daemon=True).start()

    def _run_batches(self, worker: Any, log: Any) -> None:
        """Go on with what an earlier process has left, and stop as soon as this one is told to end.

        A database that is not there yet is tried again.
        """
        told = ""
        while worker.alive:
            try:
                open_batches(self._app)
            except ServiceError as error:
                if error.code != told:
                    log.warning("no_batches", code=error.code, detail=str(error))
                told = error.code
            time.sleep(_LOOK)
        close_batches(self._app)

    def _close(self, _server: Any, _worker: Any) -> None:
        close_batches(self._app)
        self._generator.converter.close()


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_address(host: str, port: int) -> None:
    """Find out beforehand what gunicorn would only try again and again, in English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise AddressInUseError(
                f"Адрес {_bind(host, port)} занять нельзя ({problem.strerror}): выберите другой порт (--port)."
            ) from problem
