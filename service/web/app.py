"""The application factory: the use case and the settings in, a Flask application out."""

import time

from flask import Flask, Response, g, request

from service.config import Settings
from service.generate import Generator
from service.web import openapi, pages, problems
from service.web.batches.opening import give_batches
from service.web.logs import make_log
from service.web.parts import Parts, give, parts, request_id

_HEADERS = {
    "Content-Language": "ru",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(generator: Generator, settings: Settings) -> Flask:
    """Return the application; whoever made the generator closes its converter."""
    app = Flask(__name__)
    spec = openapi.register(app, generator.catalog.kinds)
    pages.register(app, settings)
    problems.register(app, pages.page_of)
    give_batches(app, generator, settings)
    give(app, Parts(generator, settings, make_log(settings.log_format), spec))
    app.before_request(_begin)
    app.after_request(_finish)
    return app


def _begin() -> None:
    g.started = time.monotonic()


def _finish(answer: Response) -> Response:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers["Request-Id"] = request_id()
    kind = (request.view_args or {}).get("kind")
    parts().log.info(
        "request",
        request_id=request_id(),
        method=request.method,
        route=str(request.url_rule) if request.url_rule else None,  # the address itself may hold anything
        kind=kind if kind in parts().generator.catalog.kinds else None,
        status=answer.status_code,
        bytes=answer.content_length,
        milliseconds=round(1000 * (time.monotonic() - g.started)),
    )
    return answer
