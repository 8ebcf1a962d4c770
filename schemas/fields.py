"""The fields a section is declared with: each knows its Russian label, hint and example."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from marshmallow import ValidationError, fields, validate

from schemas.base import declared, nearest, schema_of
from schemas.dates import DayMonth, ImpossibleDateError, check_dates_within, parse_day
from schemas.messages import error
from schemas.nested import Section

LINE_LIMIT: Final = 2_000  # characters; the longest title of a real act has about 400
TEXT_LIMIT: Final = 20_000  # characters of one paragraph
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")


class Line(fields.String):
    """A line of text: trimmed, in Unicode NFC, not empty, without control characters or impossible dates."""

    def __init__(self, *, limit: int = LINE_LIMIT, multiline: bool = False, **kwargs: Any) -> None:
        """Take texts of at most `limit` characters; with `multiline` they may hold line breaks."""
        super().__init__(**kwargs)
        self.limit = limit
        self.multiline = multiline

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **kwargs), self.limit, multiline=self.multiline)


def clean(value: str, limit: int = LINE_LIMIT, *, multiline: bool = False) -> str:
    """Return the text as it may be printed; raise marshmallow's ValidationError if it may not."""
    if len(value) > limit:
        raise error("too_long", f"Слишком длинный текст: {len(value)} знаков, допустимо {limit}. Сократите его.")
    text = value.replace("\r\n", "\n").strip()
    if found := _FORBIDDEN.search(text):
        name = f"U+{ord(found[0]):04X}"
        raise error("control_character", f"Недопустимый знак {name} на месте {found.start() + 1}: уберите его.")
    if "\n" in text and not multiline:
        raise error("line_break", "Здесь нужна одна строка: уберите перевод строки.")
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    if not text:
        raise error("empty", "Пустая строка: впишите значение или уберите поле.")
    try:
        check_dates_within(text)
    except ImpossibleDateError as problem:
        raise error("impossible_date", str(problem)) from problem
    return text


class Day(fields.Field[date]):
    """A calendar date, in any of the spellings of `schemas.dates`."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return value.isoformat() if value is not None else None

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        day = read_day(value)
        if not isinstance(day, date):
            raise error("invalid_date", "В дате нужен год: например 2026-09-01 или 1 сентября 2026 г.")
        return day


def read_day(value: Any) -> date | DayMonth:
    """Read a date with or without a year; raise marshmallow's ValidationError if it is none."""
    try:
        day = parse_day(value) if isinstance(value, str) else None
    except ImpossibleDateError as problem:
        raise error("impossible_date", str(problem)) from problem
    if day is None:
        raise error("invalid_date", "Не удалось прочесть дату: нужна строка вида 2026-09-01 или 01.09.2026.")
    return day


def _described(label: str, hint: str | None, example: Any, **more: Any) -> dict[str, Any]:
    found = {
        "title": label,
        "description": hint,
        "examples": [example] if example is not None else None,
        **more,
    }
    return {key: value for key, value in found.items() if value is not None}


def optional(required: bool, default: Any = None) -> dict[str, Any]:
    """Return what marshmallow wants to hear of a field that is required, or has a default."""
    return {"required": True} if required else {"load_default": default}


def line(label: str, *, required: bool = False, default: str | None = None, hint: str | None = None,
         example: str | None = None, limit: int = LINE_LIMIT, multiline: bool = False,
         pattern: tuple[str, str] | None = None, data_key: str | None = None) -> Any:  # fmt: skip
    """Declare a line of text; `pattern` is a regular expression and the Russian sentence for its breach."""
    checks = [validate.Regexp(pattern[0], error=_pattern_message(pattern[1]))] if pattern else []
    return declared(Line(
        limit=limit, multiline=multiline, validate=checks, data_key=data_key,
        metadata=_described(label, hint, example), **optional(required, default),
    ))  # fmt: skip


def _pattern_message(text: str) -> str:
    return error("wrong_pattern", text).messages[0]


def day(label: str, *, required: bool = False, hint: str | None = None, example: str = "2026-09-01",
        data_key: str | None = None) -> Any:  # fmt: skip
    """Declare a calendar date."""
    metadata = _described(label, hint, example, type="string")
    return declared(Day(metadata=metadata, data_key=data_key, **optional(required)))


def flag(label: str, *, default: bool, hint: str | None = None) -> Any:
    """Declare a yes or no."""
    only = {True: True, False: False}
    field = fields.Boolean(
        truthy={True}, falsy={False}, load_default=only[default], metadata=_described(label, hint, None)
    )
    return declared(field)


def number(label: str, *, required: bool = False, default: float | None = None, low: float = 0,
           high: float = 1_000_000_000, hint: str | None = None, example: float | None = None) -> Any:  # fmt: skip
    """Declare a number, not below `low` and not above `high`."""
    limits = validate.Range(min=low, max=high)
    described = _described(label, hint, example)
    return declared(_Number(validate=limits, allow_nan=False, metadata=described, **optional(required, default)))


class _Number(fields.Float):
    """A number written as a number, never as a text or a truth value."""

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool | str):
            raise error("invalid_number", "Нужно число без кавычек.")
        return super()._validated(value)


def integer(label: str, *, required: bool = False, default: int | None = None, low: int = 0,
            high: int = 1_000_000, hint: str | None = None, example: int | None = None) -> Any:  # fmt: skip
    """Declare a whole number, not below `low` and not above `high`."""
    limits = validate.Range(min=low, max=high)
    described = _described(label, hint, example)
    return declared(_Whole(strict=True, validate=limits, metadata=described, **optional(required, default)))


class _Whole(fields.Integer):
    """A whole number written as a number, never as a text or a truth value."""

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool | str):
            raise error("invalid_integer", "Нужно целое число без кавычек.")
        return super()._validated(value)


class Choice(fields.String):
    """One of a few codes, each with its Russian name; a misspelt one is answered with the nearest."""

    def __init__(self, names: Mapping[str, str], **kwargs: Any) -> None:
        """Take the codes `names` is keyed by."""
        kwargs["metadata"] = {**kwargs.get("metadata", {}), "enum": list(names), "x-titles": dict(names)}
        super().__init__(**kwargs)
        self.names = dict(names)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.names:
            known = ", ".join(f"{code} ({name})" for code, name in self.names.items())
            hint = nearest(text, self.names)
            raise error("unknown_choice", f"Значения «{text[:60]}» нет. Выберите одно из: {known}.{hint}")
        return text


def choice(label: str, names: Mapping[str, str], *, required: bool = False, default: str | None = None,
           hint: str | None = None) -> Any:  # fmt: skip
    """Declare a choice between codes; `names` gives the Russian name of each."""
    return declared(Choice(names, metadata=_described(label, hint, None), **optional(required, default)))


C = TypeVar("C")


def one(cls: type[C] | Callable[[], type[C]], label: str, *, required: bool = False, hint: str | None = None,
        data_key: str | None = None) -> Any:  # fmt: skip
    """Declare a nested section."""
    return declared(Section(
        schema_of(cls) if isinstance(cls, type) else lambda: schema_of(cls())(),
        data_key=data_key, metadata=_described(label, hint, None), **optional(required),
    ))  # fmt: skip


def many(item: "type[Any] | fields.Field[Any] | Callable[[], type[Any]]", label: str, *, required: bool = False,
         least: int = 0, most: int = 2_000, hint: str | None = None) -> Any:  # fmt: skip
    """Declare a list of sections or of values, loaded to a tuple."""
    if isinstance(item, fields.Field):
        inner: fields.Field[Any] = item
    elif isinstance(item, type):
        inner = Section(schema_of(item))
    else:
        inner = Section(lambda: schema_of(item())())
    return declared(Sequence(
        inner, most=most, validate=validate.Length(min=least), metadata=_described(label, hint, None),
        **optional(required, ()),
    ))  # fmt: skip


class Mapped(fields.Field[Mapping[str, Any]]):
    """An object whose names are data: each value is read by `item`, each name by `key`."""

    def __init__(self, item: "fields.Field[Any]", message: str, key: "fields.Field[Any] | None" = None,
                 **kwargs: Any) -> None:  # fmt: skip
        """Refuse what is no object with `message`."""
        super().__init__(**kwargs)
        self.item = item
        self.key = key or fields.String()
        self.message = message

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise error("invalid_mapping", self.message)
        loaded: dict[str, Any] = {}
        problems: dict[Any, Any] = {}
        for name, raw in value.items():
            try:
                loaded[str(self.key.deserialize(name))] = self.item.deserialize(raw)
            except ValidationError as found:
                problems[name] = found.messages
        if problems:
            raise ValidationError(problems)
        return loaded


class Sequence(fields.List[Any]):
    """A list that loads to a tuple, so that what is loaded stays as it is; too long a list is not even read."""

    def __init__(self, inner: "fields.Field[Any]", *, most: int = 2_000, **kwargs: Any) -> None:
        """Take lists of at most `most` items."""
        super().__init__(inner, **kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, list) and len(value) > self.most:
            raise error("too_many", f"Слишком много: {len(value)}, допустимо не больше {self.most}.")
        return tuple(super()._deserialize(value, attr, data, **kwargs))


def labelled(field: "fields.Field[Any]", label: str, hint: str | None = None, example: Any = None) -> Any:
    """Declare a field of a class of its own, with its label."""
    field.metadata = {**field.metadata, **_described(label, hint, example)}
    return declared(field)
