"""Walks over all sections and fields that a set is declared with."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from marshmallow import fields

import schemas
from schemas.base import SectionSchema, schema_of

Path = tuple[str | int, ...]


def sections() -> list[type[Any]]:
    """Give every class of the package that is a section."""
    modules = [import_module(f"schemas.{module.name}") for module in pkgutil.iter_modules(schemas.__path__)]
    found = {
        cls
        for module in modules
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if cls.__module__.startswith("schemas.") and schema_of_section(cls) is not None
    }
    return sorted(found, key=lambda cls: f"{cls.__module__}.{cls.__qualname__}")


def schema_of_section(cls: type[Any]) -> SectionSchema | None:
    """Give the schema of a section, None if the class is none."""
    declared = getattr(cls, "__dataclass_fields__", {})
    return schema_of(cls)() if any("marshmallow" in field.metadata for field in declared.values()) else None


def fields_of(cls: type[Any]) -> Iterator[tuple[str, "fields.Field[Any]"]]:
    """Yield the fields of a section with their names in JSON."""
    schema = schema_of_section(cls)
    assert schema is not None
    for name, field in schema.fields.items():
        yield field.data_key or name, field


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of all values that hold no others."""
    if isinstance(value, dict | list) and value:
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in children:
            yield from leaves(inner, (*path, name))
    else:
        yield path


def objects(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of all objects."""
    if isinstance(value, dict):
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in children:
        yield from objects(inner, (*path, name))


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer."""
    return "".join(f"/{step}" for step in path)


def shape(path: Path) -> Path:
    """Give the path with every place of a list made alike."""
    return tuple("*" if isinstance(step, int) else step for step in path)


def apart(paths: list[Path]) -> list[list[Path]]:
    """Sort paths into rounds in which none stands in the same object as another, or below it."""
    rounds: list[list[Path]] = []
    for path in paths:
        for found in rounds:
            if not any(_touch(path, other) for other in found):
                found.append(path)
                break
        else:
            rounds.append([path])
    return rounds


def _touch(one: Path, other: Path) -> bool:
    size = min(len(one), len(other)) - 1
    return one[:size] == other[:size]


def put(data: Any, path: Path, value: Any) -> None:
    """Replace the value at a path."""
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value
