"""Finds what must not stand in a public document: passport, СНИЛС, telephone numbers of people."""

import re
from collections.abc import Iterator
from typing import Any, Final

from schemas.findings import Finding

_DIGIT: Final = re.compile(r"\d")  # none of the patterns matches without one
_PASSPORT: Final = re.compile(r"паспорт\D{0,40}\d{2}\s?\d{2}\s?(?:№\s?)?\d{6}", re.I)
_SNILS: Final = re.compile(r"\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3,5}[\s)-]*\d{1,3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_PHONE_FIELDS: Final = frozenset({"phone"})
_PATTERNS: Final = (
    (_PASSPORT, "паспортные данные"),
    (_SNILS, "СНИЛС"),
    (_PHONE, "номер телефона"),
)  # fmt: skip


def private_data(value: Any, pointer: str = "", field: str = "") -> Iterator[Finding]:
    """Find private data anywhere in the JSON; fields meant for a telephone may hold one.

    Source: ст. 7 Федерального закона от 27.07.2006 № 152-ФЗ: personal data are not disclosed without consent.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            part = str(name).replace("~", "~0").replace("/", "~1")
            yield from private_data(inner, f"{pointer}/{part}", str(name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from private_data(inner, f"{pointer}/{index}", field)
    elif isinstance(value, str) and len(value) < 100_000 and _DIGIT.search(value):
        for pattern, what in _PATTERNS:
            if pattern.search(value) and not (pattern is _PHONE and field in _PHONE_FIELDS):
                text = f"Похоже, здесь {what}: в этих документах их быть не должно. Уберите."
                yield Finding(pointer, "private_data", text)
