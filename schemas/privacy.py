"""Finds what must not stand in a public document: passport, СНИЛС, telephone numbers of people."""

import re
from collections.abc import Iterator
from typing import Any, Final

from schemas.findings import Finding, Trail, pointer_of
from schemas.walking import texts_of

_DIGITS: Final = re.compile(r"\d(?:[\s()№-]*\d){8}")  # none of the patterns matches without so many
_LONGEST: Final = 100_000  # characters; longer texts are refused by the schema anyway
_PASSPORT: Final = re.compile(r"паспорт\D{0,40}\d{2}\s?\d{2}\s?(?:№\s?)?\d{6}", re.I)
_SNILS: Final = re.compile(r"\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3,5}[\s)-]*\d{1,3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_PHONE_FIELDS: Final = frozenset({"phone"})
_PATTERNS: Final = (
    (_PASSPORT, "паспортные данные"),
    (_SNILS, "СНИЛС"),
    (_PHONE, "номер телефона"),
)  # fmt: skip


def private_data(data: Any) -> list[Finding]:
    """Find private data anywhere in the JSON; fields meant for a telephone may hold one.

    Source: ст. 7 Федерального закона от 27.07.2006 № 152-ФЗ: personal data are not disclosed without consent.
    """
    found: list[Finding] = []
    for field, text in texts_of(data):
        if _is_private(text, field):
            _search(data, (), "", found)
            break
    return found


def _is_private(text: str, field: str) -> bool:
    return bool(_DIGITS.search(text)) and len(text) < _LONGEST and any(_found(text, (), field))


def _search(value: Any, trail: Trail, field: str, found: list[Finding]) -> None:
    if isinstance(value, str):
        if _is_private(value, field):
            found.extend(_found(value, trail, field))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _search(inner, (*trail, str(name)), str(name), found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _search(inner, (*trail, index), field, found)


def _found(text: str, trail: Trail, field: str) -> Iterator[Finding]:
    for pattern, what in _PATTERNS:
        if pattern.search(text) and not (pattern is _PHONE and field in _PHONE_FIELDS):
            told = f"Похоже, здесь {what}: в этих документах их быть не должно. Уберите."
            yield Finding(pointer_of(trail), "private_data", told)
