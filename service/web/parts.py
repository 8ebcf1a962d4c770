"""What the views of one application work with; handed to them through Flask, so that nothing is global."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import uuid4

from flask import Flask, current_app, g
from structlog.typing import FilteringBoundLogger

from service.config import Settings
from service.generate import Generator

_NAME: Final = "komplekt"


@dataclass(frozen=True)
class Parts:
    """The use case, the settings, the log and the OpenAPI description of one application."""

    generator: Generator
    settings: Settings
    log: FilteringBoundLogger
    spec: Mapping[str, Any]


def give(app: Flask, its_parts: Parts) -> None:
    """Give an application its parts."""
    app.extensions[_NAME] = its_parts


def parts() -> Parts:
    """Return the parts of the application that serves the current request."""
    return cast("Parts", current_app.extensions[_NAME])


def request_id() -> str:
    """Return the number of the current request: a UUID in hex, one for the log and the client."""
    if "request_id" not in g:
        g.request_id = uuid4().hex
    return cast("str", g.request_id)
