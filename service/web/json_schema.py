"""The marshmallow schema of a set as JSON Schema 2020-12, which is also the schema language of OpenAPI 3.1."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields

from schemas import deadlines, orders, responsibles
from schemas.base import schema_of
from schemas.deadlines import DayOfYear, MonthField
from schemas.document_set import DocumentSet, SchoolYear
from schemas.fields import Day, Line, Mapped, Sequence
from schemas.inquiry import Inquiry
from schemas.orders import Order
from schemas.organization import Inn
from schemas.phrases import Phrase, WordForms
from schemas.references import Reference
from service.catalog import Kind
from service.web.unions import (
    COMPONENT_OF,
    REFERENCE,
    Schema,
    component_name,
    reference,
    union_components,
)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
JSON_SCHEMA_TYPE: Final = "application/schema+json"
ROOT: Final = "DocumentSet"
_MONTH: Final = r"^\d{4}-(0[1-9]|1[0-2])$"
_DAY_HINT: Final = "Дата: 2026-09-01, 01.09.2026 или «1 сентября 2026 г.»"


def make_plugin() -> MarshmallowPlugin:
    """Return the plugin that describes our sections; it may be used by one specification only."""
    return MarshmallowPlugin(schema_name_resolver=component_name)


def describe(spec: APISpec, plugin: MarshmallowPlugin) -> None:
    """Add the schema of a set and all its parts to the components of `spec`, made with `plugin`."""
    converter: Any = plugin.converter  # its methods have no types
    converter.add_attribute_function(describe_field)
    for name, component in union_components().items():
        spec.components.schema(name, component=component)
    for section in _union_sections():
        converter.resolve_nested_schema(schema_of(section))
    converter.resolve_nested_schema(schema_of(DocumentSet))


def _union_sections() -> Iterator[type[Any]]:
    """Yield the sections that only unions refer to, and that apispec therefore does not come across."""
    for variants in (deadlines.VARIANTS, orders.VARIANTS, responsibles.VARIANTS):
        yield from variants.values()
    yield Phrase
    yield Order
    yield WordForms
    yield Inquiry


def describe_field(_converter: Any, field: "fields.Field[Any]", *, ret: Schema) -> Schema:
    """Mend, in place, what apispec says of a field, with what our own classes of fields know."""
    _mend_default(ret)
    if "enum" in ret and field.allow_none:
        ret["enum"] = [*ret["enum"], None]
    name = next((COMPONENT_OF[owner] for owner in type(field).__mro__ if owner in COMPONENT_OF), None)
    if name is None:
        return _own_shape(field)
    ret.pop("type", None)
    if field.allow_none:
        return {"anyOf": [reference(name), {"type": "null"}]}
    return reference(name)


def _mend_default(ret: Schema) -> None:
    default = ret.pop("default", None)
    if isinstance(default, Phrase):
        default = default.nom
    if isinstance(default, str | int | float):
        ret["default"] = default


def _own_shape(field: "fields.Field[Any]") -> Schema:
    nullable: Schema = {"type": ["string", "null"]} if field.allow_none else {"type": "string"}
    if isinstance(field, Line):
        return {**nullable, "minLength": 1, "maxLength": field.limit, **_pattern(field)}
    if isinstance(field, Day | DayOfYear):
        return {**nullable, "description": field.metadata.get("description", _DAY_HINT)}
    if isinstance(field, Sequence):
        return {"maxItems": field.most}
    if isinstance(field, Mapped):
        return _mapping(field)
    if isinstance(field, MonthField):
        nullable["pattern"] = _MONTH
    return nullable if isinstance(field, MonthField | Reference) else {}


def _mapping(field: Mapped) -> Schema:
    item = field.item
    if isinstance(item, Mapped):
        return {"type": "object", "additionalProperties": _mapping(item)}
    nested = getattr(item, "schema", None)
    name = type(nested).__name__.removesuffix("Schema") if nested is not None else None
    return {"type": "object", "additionalProperties": reference(name) if name else {"type": "string"}}


def _pattern(field: Line) -> Schema:
    if isinstance(field, Inn):
        return {"pattern": r"^\s*\d{10}\s*$"}
    if isinstance(field, SchoolYear):
        return {"pattern": r"^\s*\d{4}\s*[/–-]\s*\d{4}\s*$"}
    return {}


def kind_schema(components: Mapping[str, Schema], kind: Kind) -> Schema:
    """Return the whole JSON Schema of the sets from which a kind can be made: what it `requires` is required."""
    root = _local(components[ROOT])
    names = [path.split(".")[0] for path in kind.requires]
    root["required"] = sorted({*root["required"], *names})
    parts = {name: _local(components[name]) for name in sorted(_reached(components, ROOT) - {ROOT})}
    return {
        "$schema": DIALECT,
        "$id": f"urn:komplekt:schema:{kind.id}",
        "title": kind.title,
        "description": kind.purpose or f"Комплект, из которого получается документ «{kind.title}»",
        **root,
        "allOf": [_demand(path.split(".")) for path in kind.requires],
        "$defs": parts,
    }


def _demand(steps: list[str]) -> Schema:
    """Return the schema that wants something at a path; nothing, an empty list or object are not enough."""
    step, *rest = steps
    inner = _demand(rest) if rest else {"not": {"enum": [None, [], {}]}}
    return {"type": "object", "required": [step], "properties": {step: inner}}


def _reached(components: Mapping[str, Schema], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_names_in(components[name]))
    return found


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "$ref" and isinstance(inner, str):
                yield inner.removeprefix(REFERENCE)
            else:
                yield from _names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names_in(inner)


def _local(value: Any) -> Any:
    """Return a copy whose references stay inside the document."""
    if isinstance(value, Mapping):
        return {
            name: inner.replace(REFERENCE, "#/$defs/") if name == "$ref" else _local(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_local(inner) for inner in value]
    return copy.copy(value)
