"""Mends slips of the keyboard in the caller's texts before they are checked: look-alike letters, invisible signs.

Only what cannot change the meaning is mended, and every change comes back as a warning with its place.
"""

import re
from typing import Any, Final

from schemas.findings import Finding, Trail, pointer_of
from schemas.walking import texts_of
from service.language import Change, tidy

_REPORTED: Final = frozenset({"невидимые знаки", "латинские буквы в русском слове", "две точки подряд"})
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_LONGEST: Final = 20_000  # characters; longer texts are refused by the schema anyway


def mend(data: Any) -> tuple[Any, list[Finding]]:
    """Return the JSON data with its Russian texts mended, and a warning for each text that was."""
    warnings: list[Finding] = []
    for _, text in texts_of(data):
        if _CYRILLIC.search(text) and _changes(text):
            return _mended(data, (), warnings), warnings
    return data, warnings


def _mended(data: Any, trail: Trail, warnings: list[Finding]) -> Any:
    if isinstance(data, str):
        return _mended_text(data, trail, warnings)
    if isinstance(data, dict):
        return {name: _mended(value, (*trail, name), warnings) for name, value in data.items()}
    if isinstance(data, list):
        return [_mended(value, (*trail, index), warnings) for index, value in enumerate(data)]
    return data


def _changes(text: str) -> list[Change]:
    """Return what is to be mended and told of in one text."""
    if len(text) > _LONGEST or not _CYRILLIC.search(text):
        return []
    return [change for change in tidy(text.strip()).changes if change.kind in _REPORTED]


def _mended_text(text: str, trail: Trail, warnings: list[Finding]) -> str:
    """Mend one text; the spaces at its ends stay, since they part it from its neighbours in a paragraph."""
    changes = _changes(text)
    if not changes:
        return text
    body = text.strip()
    start = text.index(body)
    told = "; ".join(f"{change.kind}: «{change.before}» → «{change.after}»" for change in changes)
    message = f"Исправлено в тексте — {told}. Проверьте."
    warnings.append(Finding(pointer_of(trail), "text_mended", message, "warning"))
    return text[:start] + tidy(body).text + text[start + len(body) :]
