"""The steps of the flow: which parts of the set the chosen documents need, in the order of the schema."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields

from schemas.acts import ActReference
from schemas.approvals import ApprovalMark
from schemas.base import schema_of
from schemas.document_set import DocumentSet
from schemas.fields import Mapped
from schemas.orders import VARIANTS, OrderItemField
from service.catalog import Kind

_FIRST: Final = ("organization", "people")  # every document needs them
_TOGETHER: Final[dict[str, tuple[str, ...]]] = {"organization": ("organization", "school_year", "authority")}
_ELSEWHERE: Final = frozenset({"schema_version", "documents", "lexicon", "school_year", "authority", "render"})
_LAST: Final = "render"
_TITLES: Final = {"acts": "Основания: свои правовые акты"}


@dataclass(frozen=True)
class Step:
    """One page of the flow: `pointers` are the parts of the set that it edits, `kinds` the chosen documents."""

    id: str
    title: str
    pointers: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()


def steps_for(kinds: Sequence[Kind]) -> tuple[Step, ...]:
    """Return the steps that the chosen documents need."""
    return tuple(_steps(tuple(kinds)))


def _steps(kinds: tuple[Kind, ...]) -> Iterator[Step]:
    paths = dict.fromkeys(path for kind in kinds for path in (*kind.requires, *kind.context.values()))
    tops = {path.split(".")[0] for path in paths} | set(_FIRST)
    if any(_cites(_section(name)) for name in tops if name in _fields()):
        tops.add("acts")
    for name, field in _fields().items():
        if name not in tops or name in _ELSEWHERE:
            continue
        if isinstance(field, Mapped):
            yield from _mapped_steps(name, kinds, paths)
            continue
        title = _TITLES.get(name) or str(field.metadata.get("title", name))
        yield Step(_slug(name), title, tuple(f"/{part}" for part in _TOGETHER.get(name, (name,))), kinds)
    title = str(_fields()[_LAST].metadata["title"])
    yield Step(_slug(_LAST), title, (f"/{_LAST}",), kinds)


def _mapped_steps(name: str, kinds: tuple[Kind, ...], paths: dict[str, None]) -> Iterator[Step]:
    """Yield a step for each entry of a section whose names are data: each order has a page of its own."""
    for path in paths:
        top, _, key = path.partition(".")
        if top == name and key:
            owner = next(kind for kind in kinds if path in (*kind.requires, *kind.context.values()))
            yield Step(_slug(key), owner.title, (f"/{name}/{key}",), kinds)


def _slug(name: str) -> str:
    return name.replace("_", "-").replace(".", "-")


def _fields() -> "dict[str, fields.Field[Any]]":
    return schema_of(DocumentSet)().fields


def _section(name: str) -> "fields.Field[Any]":
    return _fields()[name]


def _cites(field: "fields.Field[Any]") -> bool:
    """Tell whether acts are chosen anywhere inside a field; a mark cites the act of another body too rarely."""
    if isinstance(field, ActReference):
        return True
    if isinstance(field, fields.List):
        return _cites(field.inner)
    if isinstance(field, Mapped):
        return _cites(field.item)
    if isinstance(field, OrderItemField):
        return any(_cites(inner) for cls in VARIANTS.values() for inner in schema_of(cls)().fields.values())
    if isinstance(field, fields.Nested):
        inner: Any = field.schema
        return inner.section_class is not ApprovalMark and any(_cites(one) for one in inner.fields.values())
    return False
