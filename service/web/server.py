"""Runs the service under gunicorn: one process with threads, so that all requests share one LibreOffice pool."""

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from service.config import Settings
from service.errors import ConverterError, ServiceError
from service.generate import Generator

if TYPE_CHECKING:
    from service.web.serving import Serving

_FREE_THREADS: Final = 8  # for what needs no LibreOffice, when every place in its line is taken
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

    def __init__(self, generator: Generator, settings: Settings) -> None:
        self._generator = generator
        self._settings = settings
        self._serving: Serving | None = None  # in the worker
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn is to do."""
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application; called in the worker."""
        # Not before the fork: LibreOffice starts while all this is imported.
        from service.web.serving import Serving  # noqa: PLC0415

        self._serving = Serving(self._generator, self._settings)
        return self._serving.app

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
            "post_fork": self._start_ahead,
            "post_worker_init": self._begin,
            "worker_exit": self._close,
        }

    def _start_ahead(self, _server: Any, _worker: Any) -> None:
        """Start LibreOffice ahead of the first PDF, beside the application; nobody waits for it without need."""
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def _warm_up(self) -> None:
        try:
            getattr(self._generator.converter, "start", lambda: None)()
        except ConverterError as error:
            from service.web.logs import make_log  # noqa: PLC0415 - as above

            make_log(self._settings.log_format).warning("no_pdf", code=error.code, detail=str(error))

    def _begin(self, worker: Any) -> None:
        if self._serving is not None:
            self._serving.begin(worker, _bind(self._settings.host, self._settings.port))

    def _close(self, _server: Any, _worker: Any) -> None:
        if self._serving is not None:
            self._serving.close()
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
