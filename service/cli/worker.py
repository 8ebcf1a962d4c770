"""The command of a worker: takes packages from the queue on this machine until it is stopped."""

import json
import logging
import time
from typing import Final

import click

from service.bootstrap import build_generator
from service.bootstrap_kept import build_worker
from service.config import LogFormat, read_settings

_ALLOWED: Final = ("event", "level", "timestamp")


class _JsonLines(logging.Formatter):
    """A line of JSON per event, as the log of the service has them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level and message; tracebacks are left out, for they may quote data."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        told = (record.getMessage(), record.levelname.lower(), moment)
        return json.dumps(dict(zip(_ALLOWED, told, strict=True)), ensure_ascii=False)


@click.command()
def worker() -> None:
    """Делать документы из общей очереди (KOMPLEKT_BROKER, KOMPLEKT_DATABASE) до остановки."""
    settings = read_settings()
    _start_log(settings.log_format)
    generator = build_generator(settings)
    raise SystemExit(build_worker(settings, generator).run())


def _start_log(chosen: LogFormat) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(
        _JsonLines() if chosen == "json" else logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
