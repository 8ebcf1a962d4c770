"""JSON bytes to a DocumentSet, or every error at once."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import ValidationError

from schemas.base import loader
from schemas.document_set import DocumentSet, Reading, flatten, unknown_kind
from schemas.findings import Finding
from schemas.inquiry import Inquiry
from schemas.orders import Approve
from schemas.rules import read_set
from service.errors import InvalidDataError, InvalidJsonError
from service.mending import mend

_DEEPEST: Final = 40  # levels of nesting; a real set has about twelve
_TOO_DEEP: Final = f"JSON вложен глубже {_DEEPEST} уровней: это не комплект."
_MOST_FINDINGS: Final = 1_000  # told at once; nobody reads more


@dataclass(frozen=True)
class Loaded:
    """A sound set and what is doubtful in it."""

    document_set: DocumentSet
    warnings: tuple[Finding, ...]


def parse_json(content: bytes) -> Any:
    """Parse JSON in UTF-8 (a byte order mark is let pass); raise InvalidJsonError with line and column.

    A name that stands twice in one object is an error: silently losing one of them would lose data.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse)
    except UnicodeDecodeError as problem:
        raise InvalidJsonError(
            f"Файл не в кодировке UTF-8 (байт {problem.start}): сохраните его в UTF-8."
        ) from problem
    except json.JSONDecodeError as problem:
        raise InvalidJsonError(
            f"Это не JSON: строка {problem.lineno}, столбец {problem.colno}. Проверьте запятые, кавычки и скобки."
        ) from problem
    except ValueError as problem:  # a number of thousands of digits
        raise InvalidJsonError("В JSON слишком длинное число: впишите число покороче.") from problem
    except RecursionError as problem:
        raise InvalidJsonError(_TOO_DEEP) from problem
    if _is_deeper(data, _DEEPEST):
        raise InvalidJsonError(_TOO_DEEP)
    return data


def _is_deeper(data: Any, limit: int) -> bool:
    """Tell whether objects and lists are nested deeper than `limit` levels, without recursion."""
    level = [data]
    for _ in range(limit):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidJsonError(f"Поле «{twice}» стоит в одном объекте дважды: уберите лишнее.")
    return found


def _refuse(name: str) -> Any:
    raise InvalidJsonError(f"В JSON не бывает значения {name}: впишите число.")


def load(data: Any, kinds: Collection[str]) -> Loaded:
    """Load a set from parsed JSON; raise InvalidDataError with every error and warning.

    `kinds` are the kinds of documents that exist.
    """
    mended, changes = mend(data)
    reading = read_set(mended)
    errors = _bounded([*reading.errors, *_unknown_kinds(mended, kinds), *_unnamed(reading, kinds)])
    warnings = (*changes, *reading.warnings)
    if errors or reading.document_set is None:
        raise InvalidDataError(errors, warnings)
    return Loaded(reading.document_set, warnings)


def _unnamed(reading: Reading, kinds: Collection[str]) -> list[Finding]:
    """Find the points that approve a document of no known kind and do not say how it is called."""
    orders = reading.sound.get("orders") or {}
    return [
        unknown_kind(f"/orders/{key}/items/{index}/document", item.document[:60], kinds)
        for key, order in orders.items()
        for index, item in enumerate(order.items)
        if isinstance(item, Approve) and item.title is None and item.document not in kinds
    ]


def load_inquiry(data: Any) -> Inquiry:
    """Load what is asked of declension; raise InvalidDataError with every error."""
    try:
        loaded: Inquiry = loader(Inquiry).load(data)
    except ValidationError as problem:
        raise InvalidDataError(flatten(problem.messages)) from problem
    return loaded


def _bounded(findings: list[Finding]) -> list[Finding]:
    """Return the first findings, and how many more there are."""
    if len(findings) <= _MOST_FINDINGS:
        return findings
    more = f"И ещё ошибок: {len(findings) - _MOST_FINDINGS}. Исправьте названные и проверьте снова."
    return [*findings[:_MOST_FINDINGS], Finding("", "more_errors", more)]


def _unknown_kinds(data: Any, kinds: Collection[str]) -> list[Finding]:
    documents = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(documents, list):
        return []
    return [
        unknown_kind(f"/documents/{index}", name[:60], kinds)
        for index, name in enumerate(documents)
        if isinstance(name, str) and name.strip() and name not in kinds
    ]
