"""The log of the HTTP side: structured lines whose keys are on an allow-list, so that no data can slip in."""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Final, cast

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from service.config import LogFormat

ALLOWED: Final = frozenset({
    "event", "level", "timestamp", "request_id", "method", "route", "status", "milliseconds", "bytes", "kind",
    "code", "error", "where", "address", "detail",
})  # fmt: skip
_FRAMES: Final = 12  # of a traceback; the last ones tell what happened


class _StandardError:
    """Writes each line at once and whole to what is standard error at that moment."""

    def msg(self, message: str) -> None:
        """Write a line."""
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


def make_log(log_format: LogFormat) -> FilteringBoundLogger:
    """Return a logger that writes a line per event to standard error."""
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if log_format == "plain":
        renderer = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        only_allowed,
        renderer,
    ]
    made = structlog.wrap_logger(
        _StandardError(),
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(20),
    )
    return cast("FilteringBoundLogger", made)


def only_allowed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def where(error: BaseException) -> str:
    """Return where an error was raised, innermost last, without its message, which may quote the caller's data."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
