"""Lexicons: forms and attributes of words that the rules cannot know, the school's and the bundled."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from service.language.cases import CASES, KINDS, Case, Gender, Kind

_GENDERS = {"m": "m", "f": "f", "м": "m", "ж": "f"}
_EMPTY: Mapping[Case, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of one text: forms by case, gender, whether it declines at all."""

    forms: Mapping[Case, str] = field(default_factory=lambda: _EMPTY)
    gender: Gender | None = None
    indeclinable: bool = False

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Entry":
        """Read {gen: …, gender: m|f, indeclinable: bool}; other keys are left alone; wrong types: ValueError."""
        forms: dict[Case, str] = {}
        for case in CASES:
            form = data.get(case)
            if form is None:
                continue
            if not isinstance(form, str):
                raise ValueError(f"форма «{case}» должна быть строкой")  # noqa: TRY004 - the data's fault
            forms[case] = form
        gender = data.get("gender")
        if gender is not None and gender not in _GENDERS:
            raise ValueError("gender — это «m» или «f»")
        indeclinable = data.get("indeclinable", False)
        if not isinstance(indeclinable, bool):
            raise ValueError("indeclinable — это true или false")  # noqa: TRY004 - the data's fault
        known = cast("Gender", _GENDERS[str(gender)]) if gender is not None else None
        return cls(MappingProxyType(forms), known, indeclinable)

    def form(self, case: Case) -> str | None:
        """Give the form told for a case; the locative is the prepositional unless told apart."""
        return self.forms.get(case) or (self.forms.get("prep") if case == "loc" else None)


_NOTHING = Entry()


def _key(text: str) -> str:
    return " ".join(text.split()).lower()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by kind and text; texts are compared without regard to case and extra blanks."""

    entries: Mapping[tuple[str, str], Entry] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_mapping(cls, data: Mapping[str, Mapping[str, Mapping[str, object]]]) -> "Lexicon":
        """Read {"person"|"position"|"org": {text: entry}}; an unknown kind or a wrong entry: ValueError."""
        entries: dict[tuple[str, str], Entry] = {}
        for kind, told in data.items():
            if kind not in KINDS:
                raise ValueError(f"словарь: нет раздела «{kind}», есть person, position, org")
            if not isinstance(told, Mapping):
                raise ValueError(f"словарь: раздел «{kind}» — объект, где у каждого слова свои формы")  # noqa: TRY004
            for text, entry in told.items():
                if not isinstance(entry, Mapping):
                    raise ValueError(f"словарь: «{text}»: нужен объект с формами")  # noqa: TRY004
                try:
                    entries[kind, _key(text)] = Entry.read(entry)
                except ValueError as error:
                    raise ValueError(f"словарь: «{text}»: {error}") from error
        return cls(MappingProxyType(entries))

    @classmethod
    def from_file(cls, path: Path) -> "Lexicon":
        """Read a JSON file of that shape; no such file: OSError, wrong content: ValueError."""
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("словарь: ожидается объект с разделами person, position, org")  # noqa: TRY004
        return cls.from_mapping(data)

    def find(self, text: str, kind: Kind) -> Entry:
        """Give the entry of a text, an empty one when there is none."""
        return self.entries.get((kind, _key(text)), _NOTHING)


@cache
def bundled_lexicon() -> Lexicon:
    """Give the lexicon that comes with the package."""
    source = Path(__file__).with_name("data") / "lexicon.json"
    return Lexicon.from_mapping(json.loads(source.read_text(encoding="utf-8")))
