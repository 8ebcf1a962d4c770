"""A small reader of JSON Schema 2020-12: the keywords that ours uses, and an error on any other."""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_SAID = {"$schema", "$id", "$defs", "title", "description", "examples", "default"}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip


def faults(value: Any, schema: Schema, root: Schema, place: str = "") -> list[str]:
    """Return what of `value` breaks the schema, a line each."""
    unknown = {word for word in schema if not word.startswith("x-")} - _SAID - set(_WORDS) - {"properties"}
    assert not unknown, f"a keyword this reader does not know: {unknown}"
    found = []
    for word, check in _WORDS.items():
        if word in schema or (word == "additionalProperties" and "properties" in schema):
            found.extend(check(value, schema.get(word), schema, root, place))
    return found


def _ref(value: Any, told: str, _schema: Schema, root: Schema, place: str) -> list[str]:
    target: Any = root
    for step in told.removeprefix("#/").split("/"):
        target = target[step]
    return faults(value, target, root, place)


def _type(value: Any, told: Any, _schema: Schema, _root: Schema, place: str) -> Iterator[str]:
    named = told if isinstance(told, list) else [told]
    fits = any(
        isinstance(value, _TYPES[name]) and not (isinstance(value, bool) and name in {"integer", "number"})
        for name in named
    )
    if not fits:
        yield f"{place}: not of type {named}"


def _any_of(value: Any, told: list[Schema], _schema: Schema, root: Schema, place: str) -> Iterator[str]:
    if all(faults(value, one, root, place) for one in told):
        yield f"{place}: fits none of {len(told)}"


def _all_of(value: Any, told: list[Schema], _schema: Schema, root: Schema, place: str) -> Iterator[str]:
    for one in told:
        yield from faults(value, one, root, place)


def _not(value: Any, told: Schema, _schema: Schema, root: Schema, place: str) -> Iterator[str]:
    if not faults(value, told, root, place):
        yield f"{place}: must not fit"


def _enum(value: Any, told: list[Any], _schema: Schema, _root: Schema, place: str) -> Iterator[str]:
    if not any(value == one and type(value) is type(one) for one in told):
        yield f"{place}: none of {told}"


def _required(value: Any, told: list[str], _schema: Schema, _root: Schema, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{place}: lacks {name}" for name in told if name not in value)


def _names(value: Any, told: Schema, _schema: Schema, root: Schema, place: str) -> Iterator[str]:
    for name in value if isinstance(value, dict) else ():
        yield from faults(name, told, root, f"{place}/{name}")


def _members(value: Any, _told: Any, schema: Schema, root: Schema, place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name in known:
            yield from faults(inner, known[name], root, f"{place}/{name}")
        elif rest is False:
            yield f"{place}/{name}: unknown"
        elif rest is not True:
            yield from faults(inner, rest, root, f"{place}/{name}")


def _items(value: Any, told: Schema, _schema: Schema, root: Schema, place: str) -> Iterator[str]:
    for index, inner in enumerate(value if isinstance(value, list) else ()):
        yield from faults(inner, told, root, f"{place}/{index}")


def _size(value: Any, told: int, kind: type | tuple[type, ...], least: bool, place: str) -> Iterator[str]:
    if isinstance(value, kind) and not isinstance(value, bool):
        size = value if isinstance(value, int | float) else len(value)  # type: ignore[arg-type]
        if size < told if least else size > told:
            yield f"{place}: {size} against {told}"


def _sized(kind: type | tuple[type, ...], least: bool) -> Any:
    return lambda value, told, _schema, _root, place: _size(value, told, kind, least, place)


def _pattern(value: Any, told: str, _schema: Schema, _root: Schema, place: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(told, value):
        yield f"{place}: not like {told}"


_WORDS: dict[str, Any] = {
    "$ref": _ref, "type": _type, "anyOf": _any_of, "allOf": _all_of, "not": _not, "enum": _enum,
    "required": _required, "propertyNames": _names, "additionalProperties": _members, "items": _items,
    "minItems": _sized(list, least=True), "maxItems": _sized(list, least=False),
    "minLength": _sized(str, least=True), "maxLength": _sized(str, least=False),
    "minimum": _sized((int, float), least=True), "maximum": _sized((int, float), least=False),
    "maxProperties": _sized(dict, least=False), "pattern": _pattern,
}  # fmt: skip
