"""The documentation page: made from the OpenAPI description on the server, without a script or an outside host."""

from flask import Response, render_template

from service.web.parts import parts
from service.web.problems import error_classes, who_acts


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
