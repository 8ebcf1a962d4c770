"""Section: a part of the set, declared once as a frozen dataclass whose fields carry their marshmallow field.

    @section
    class Place:
        name: str = line("Название", required=True, example="Абрикосовка")

`schema_of(Place)` is the marshmallow schema made from it: unknown fields are errors, loading gives a `Place`.
"""

import dataclasses
import difflib
from collections.abc import Hashable, Iterable
from contextlib import suppress
from functools import cache
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

from marshmallow import RAISE, Schema, ValidationError, fields, missing, post_load, validates_schema

from schemas.messages import Message

T = TypeVar("T")
_FIELD = "marshmallow"
_MOST_HINTS = 50  # names that a suggestion is looked for; a search through thousands would take minutes


def declared(field: "fields.Field[Any]") -> Any:
    """Return the dataclass field of a section that is read by the marshmallow `field`."""
    default = field.load_default
    if callable(default):
        return dataclasses.field(default_factory=default, metadata={_FIELD: field})
    return dataclasses.field(default=None if default is missing else default, metadata={_FIELD: field})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(declared,))
def section(cls: type[T]) -> type[T]:
    """Make a class a section: a frozen, keyword-only dataclass."""
    return dataclasses.dataclass(frozen=True, kw_only=True)(cls)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return « Возможно, имелось в виду …» for the known name most like `name`, or an empty string."""
    close = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return f" Возможно, имелось в виду «{close[0]}»." if close else ""


class SectionSchema(Schema):
    """Loads a section; unknown fields are errors that name the nearest known field."""

    section_class: ClassVar[type[Any]]

    class Meta:
        unknown = RAISE

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **kwargs: Any) -> None:
        """Name the nearest known field beside every unknown one."""
        if not isinstance(error.messages, dict):
            return
        levels = error.messages.values() if many else [error.messages]
        for level in levels:
            if isinstance(level, dict):
                self._suggest(level)

    def _suggest(self, messages: dict[Any, Any]) -> None:
        known = [field.data_key or own for own, field in self.fields.items()]
        for place, (name, found) in enumerate(messages.items()):
            if isinstance(found, list) and any(getattr(m, "code", "") == "unknown_field" for m in found):
                hint = nearest(str(name)[:60], known) if place < _MOST_HINTS else ""
                text = f"Поля «{str(name)[:60]}» здесь нет.{hint}"
                messages[name] = [Message("unknown_field", text + " Исправьте имя или уберите поле.")]

    @validates_schema(skip_on_field_errors=False)
    def check(self, data: dict[str, Any], **_: Any) -> None:
        """Run the section's own rules: its static method `rules(data)`, if any, raises what it finds."""
        rules = getattr(self.section_class, "rules", None)
        if rules is None:
            return
        # A field in error is missing from `data`, a section in error is a dict: a rule has nothing to say of them.
        with suppress(KeyError, AttributeError, TypeError):
            rules(data)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Any:
        """Return the loaded data as the section's dataclass."""
        return self.section_class(**data)


def schema_of(cls: type[Any]) -> type[SectionSchema]:
    """Return the marshmallow schema class of a section."""
    return _made(cast("Hashable", cls))


def loader(cls: type[Any]) -> SectionSchema:
    """Return the one schema object of a section, made once: making it costs more than loading with it."""
    return _loader(cast("Hashable", cls))


@cache
def _loader(cls: Any) -> SectionSchema:
    return _made(cls)()


@cache
def _made(cls: Any) -> type[SectionSchema]:
    declared_fields = {
        f.name: f.metadata[_FIELD] for f in dataclasses.fields(cls) if f.init and _FIELD in f.metadata
    }
    return type(
        f"{cls.__name__}Schema",
        (SectionSchema,),
        {**declared_fields, "section_class": cls, "__doc__": cls.__doc__},
    )
