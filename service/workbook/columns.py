"""What a cell may mean: a heading and what stands below it; labels, hints and choices are the schema's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from schemas.base import schema_of
from service.language.lookalikes import mend

_BRACKETED: Final = re.compile(r"\([^)]*\)")
_NO_LETTER: Final = re.compile(r"[^0-9a-zа-я№]+")


class What(Enum):
    """How the cells of a column are read."""

    LINE = "текст"
    TEXT = "текст из нескольких абзацев"
    LINES = "список, по одному в строке"
    CODE = "номер"
    DIGITS = "цифры"
    DATE = "дата"
    DEADLINE = "срок"
    YEAR = "учебный год"
    NUMBER = "число"
    WHOLE = "целое число"
    FLAG = "да или нет"
    CHOICE = "из списка"
    CHOICES = "из списка, по одному в строке"
    NAME = "ФИО"
    NAMES = "ФИО, по одному в строке"


@dataclass(frozen=True)
class Column:
    """One heading: `key` is its name in the code, `aliases` other spellings that people use."""

    key: str
    heading: str
    what: What = What.LINE
    aliases: tuple[str, ...] = ()
    required: bool = False
    hint: str | None = None
    example: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    width: int = 18

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every spelling of the heading as `matched` compares them."""
        return tuple(normal(name) for name in (self.heading, *self.aliases))


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return a heading as headings are compared: no case, ё, brackets, signs, Latin look-alikes."""
    return _NO_LETTER.sub(" ", mend(_BRACKETED.sub(" ", text[:300])).lower().replace("ё", "е")).strip()


def of(section: type[Any], name: str, key: str | None = None, heading: str | None = None,  # noqa: PLR0913
       what: What | None = None, *, required: bool | None = None, hint: str | None = None,
       example: str | None = None, aliases: tuple[str, ...] = (), width: int = 18) -> Column:  # fmt: skip
    """Return the column of a schema's field; what is not given is the field's own."""
    known = schema_of(section)._declared_fields[name]
    told = known.metadata
    choices = told.get("x-titles", {})
    shown = example or next(iter(told.get("examples", [])), None)
    return Column(
        key=key or name,
        heading=heading or told["title"],
        what=what or (What.CHOICE if choices else What.LINE),
        aliases=aliases,
        required=known.required if required is None else required,
        hint=hint or told.get("description"),
        example=None if shown is None else str(shown),
        choices=choices,
        width=width,
    )


@dataclass(frozen=True)
class Table:
    """A sheet with a row for each record; the first column is the school's ИНН."""

    key: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    purpose: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every spelling of the sheet's name."""
        return tuple(normal(name) for name in (self.title, *self.aliases))
