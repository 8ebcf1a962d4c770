"""The OpenAPI 3.1 description: flask-smorest behind one door. It documents; the use case alone validates."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from flask import Flask
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]

from service.catalog import Kind
from service.web.batches.routes import batch_components, batch_routes
from service.web.json_schema import describe, make_plugin
from service.web.routes import Route, routes
from service.web.unions import reference

_TITLE: Final = "Комплект"
_ABOUT: Final = (
    "Документы школьной системы наставничества из одного JSON: DOCX и PDF. Ошибки — application/problem+json "
    "(RFC 9457), поле code постоянно, errors называет места ошибок как JSON Pointer (RFC 6901)."
)


class _Api(Api):  # type: ignore[misc] # flask-smorest has no types
    """flask-smorest without errors of its own: ours have one shape and one place."""

    ERROR_SCHEMA: Final[Any] = reference("Problem")
    DEFAULT_ERROR_RESPONSE_NAME: Final = None

    def _register_error_handlers(self) -> None:
        pass


def register(app: Flask, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """Register the routes of the API and return their OpenAPI description."""
    app.config.update(
        API_TITLE=_TITLE,
        API_VERSION=version("komplekt"),
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={"info": {"description": _ABOUT}, "servers": [{"url": "/"}]},
    )
    plugin = make_plugin()
    api = _Api(app, spec_kwargs={"marshmallow_plugin": plugin})
    describe(api.spec, plugin)
    api.spec.components.schema("Problem", component=_problem())
    api.spec.components.schema("Finding", component=_FINDING)
    for name, component in batch_components().items():
        api.spec.components.schema(name, component=component)
    blueprint = Blueprint("api", __name__)
    every = [*routes(kinds), *batch_routes()]
    for route in every:
        _add(blueprint, route)
    api.register_blueprint(blueprint)
    described: dict[str, Any] = api.spec.to_dict()
    described["tags"] = [{"name": name} for name in dict.fromkeys(route.tag for route in every)]
    return described


def _add(blueprint: Any, route: Route) -> None:
    view = blueprint.doc(**route.documentation)(route.view)
    blueprint.route(
        route.rule,
        methods=[route.method],
        endpoint=route.view.__name__,
        parameters=list(route.parameters),
        tags=[route.tag],
    )(view)


_FINDING: Final[dict[str, Any]] = {
    "type": "object",
    "description": "Одна ошибка или предупреждение",
    "properties": {
        "pointer": {"type": "string", "description": "JSON Pointer в присланном JSON"},
        "code": {"type": "string", "description": "Постоянный код"},
        "detail": {"type": "string", "description": "Что не так и как исправить"},
    },
    "required": ["pointer", "code", "detail"],
}


def _problem() -> dict[str, Any]:
    findings = {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}
    return {
        "type": "object",
        "description": "Ошибка по RFC 9457",
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "urn:komplekt:error:<code>"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "Что случилось и что делать"},
            "instance": {"type": "string", "format": "uri", "description": "Номер запроса, он же в журнале"},
            "code": {"type": "string", "description": "Постоянный код ошибки"},
            "errors": findings,
            "warnings": findings,
        },
        "required": ["type", "title", "status", "detail", "instance", "code"],
    }
