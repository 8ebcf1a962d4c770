"""Mends slips of the keyboard in the caller's texts before they are checked: look-alike letters, invisible signs.

Only what cannot change the meaning is mended, and every change comes back as a warning with its place.
"""

import re
from typing import Any, Final

from schemas.findings import Finding
from service.language import tidy

_REPORTED: Final = frozenset({"невидимые знаки", "латинские буквы в русском слове", "две точки подряд"})
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_LONGEST: Final = 20_000  # characters; longer texts are refused by the schema anyway


def mend(data: Any, pointer: str = "") -> tuple[Any, list[Finding]]:
    """Return the JSON data with its Russian texts mended, and a warning for each text that was."""
    if isinstance(data, dict):
        fields = {name: mend(value, f"{pointer}/{_escaped(name)}") for name, value in data.items()}
        return {name: value for name, (value, _) in fields.items()}, [
            w for _, found in fields.values() for w in found
        ]
    if isinstance(data, list):
        items = [mend(value, f"{pointer}/{index}") for index, value in enumerate(data)]
        return [value for value, _ in items], [w for _, found in items for w in found]
    if isinstance(data, str) and len(data) <= _LONGEST and _CYRILLIC.search(data):
        return _mended_text(data, pointer)
    return data, []


def _mended_text(text: str, pointer: str) -> tuple[str, list[Finding]]:
    """Mend one text; the spaces at its ends stay, since they part it from its neighbours in a paragraph."""
    body = text.strip()
    tidied = tidy(body)
    changes = [change for change in tidied.changes if change.kind in _REPORTED]
    if not changes:
        return text, []
    start = text.index(body)
    told = "; ".join(f"{change.kind}: «{change.before}» → «{change.after}»" for change in changes)
    finding = Finding(pointer, "text_mended", f"Исправлено в тексте — {told}. Проверьте.", "warning")
    return text[:start] + tidied.text + text[start + len(body) :], [finding]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
