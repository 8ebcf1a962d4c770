"""The documentation page: made from the OpenAPI description on the server, without a script or an outside host."""

from flask import Flask, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from service.web.parts import parts
from service.web.problems import error_classes, who_acts


def register(app: Flask) -> None:
    """Register the pages."""
    app.add_url_rule("/", "home", home)
    app.add_url_rule("/docs", "docs", docs)


def home() -> AnyResponse:
    """Lead to the documentation."""
    return redirect("/docs")


def docs() -> Response:
    """Show every route, kind and error code."""
    page = render_template(
        "docs.html",
        spec=parts().spec,
        kinds=parts().generator.catalog.kinds.values(),
        errors=error_classes(),
        who_acts=who_acts,
        limit=parts().settings.max_request,
    )
    answer = Response(page, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
