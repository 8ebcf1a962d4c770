"""The forms of names that the program is not sure of: gathered for the page, put into the set when corrected."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from service.language import Doubt

QUESTIONS: Final[dict[str, str]] = {
    "gen": "кого? чего?",
    "dat": "кому? чему?",
    "acc": "кого? что?",
    "ins": "кем? чем?",
    "prep": "о ком? о чём?",
}
CASES: Final[dict[str, str]] = {
    "gen": "Родительный",
    "dat": "Дательный",
    "acc": "Винительный",
    "ins": "Творительный",
    "prep": "Предложный",
}
KINDS: Final = ("person", "position", "org")
_FIELD: Final = ("укажите gender", "выберите его в разделе «Люди»")
LONGEST: Final = 2_000  # characters of a form; as much as the schema takes


@dataclass
class DoubtfulName:
    """A text in doubt: where it stands, what was written of it and why, and its forms as they would be printed."""

    kind: str
    text: str
    place: str
    forms: dict[str, str]
    written: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def doubtful_names(doubts: Iterable[Doubt], data: Mapping[str, Any]) -> list[DoubtfulName]:
    """Gather the doubts about each text."""
    found: dict[tuple[str, str], DoubtfulName] = {}
    for doubt in doubts:
        name = found.get((doubt.kind, doubt.text))
        if name is None:
            name = DoubtfulName(doubt.kind, doubt.text, doubt.place, _forms(doubt, data))
            found[doubt.kind, doubt.text] = name
        if doubt.written not in name.written:
            name.written.append(doubt.written)
        for reason in doubt.reason.replace(*_FIELD).split("; "):
            if reason and reason not in name.reasons:
                name.reasons.append(reason)
    return list(found.values())


def _forms(doubt: Doubt, data: Mapping[str, Any]) -> dict[str, str]:
    told = json.loads(doubt.snippet)
    told = told.get("cases", told)
    own = _own_forms(data, doubt.place) or {}
    return {case: str(own.get(case) or told.get(case, "")) for case in CASES}


def with_forms(
    data: Mapping[str, Any], kind: str, text: str, place: str, forms: Mapping[str, str]
) -> dict[str, Any]:
    """Return the set with the forms of a text.

    They go where forms of this very place stand already; else into the lexicon of the set, which is asked by text:
    so they serve every place with that text, and none with another one after an edit.
    """
    changed: dict[str, Any] = json.loads(json.dumps(data))
    told = {case: forms[case].strip() for case in CASES if forms.get(case, "").strip()}
    own = _own_forms(changed, place)
    if own is not None:
        own.update(told)
        return changed
    lexicon = changed.get("lexicon")
    if not isinstance(lexicon, dict):
        lexicon = changed["lexicon"] = {}
    entries = lexicon.get(kind)
    if not isinstance(entries, dict):
        entries = lexicon[kind] = {}
    known = entries.get(text)
    entries[text] = {**(known if isinstance(known, dict) else {}), **told}
    return changed


def _own_forms(data: Mapping[str, Any], place: str) -> dict[str, Any] | None:
    """Return the object with forms that stands at a place of the set, None if there is none."""
    value: Any = data
    for step in place.split("/")[1:]:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return None
    if not isinstance(value, dict):
        return None
    if "surname" in value:
        value = value.get("cases")
    return value if isinstance(value, dict) and any(value.get(case) for case in CASES) else None
