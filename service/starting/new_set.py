"""A new set: what each chosen kind begins with (start.json), merged, with the days of the school year."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from schemas.base import nearest
from schemas.document_set import VERSION
from schemas.rules import read_set
from service.catalog import Kind
from service.errors import InvalidJsonError, TemplateError
from service.load import parse_json
from service.starting.school_year import Calendar, SchoolYear

START: Final = "start.json"
LOOKS_BACK: Final = "looks_back"  # true in the start.json of a report on a year, which is no plan
NOT: Final = "not "
_CHOICE: Final = frozenset({"when", "then", "else"})
_PLACE: Final = re.compile(r"\{(\w+)(?:\+(\d{1,3}))?\}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_NOTHING: Final = object()  # what a choice comes to that has nothing to say
# What a new set may lack: facts that only the organisation knows.
MISSING: Final = frozenset({"required", "unknown_order", "no_signatory", "no_pairs"})


def new_set(kinds: Sequence[Kind], today: dt.date) -> dict[str, Any]:
    """Return the raw JSON of a new set for these kinds: the model's wording, no fact of any organisation.

    Raises TemplateError if a start.json is wrong.
    """
    starts = {kind.folder / START: _read(kind.folder / START) for kind in kinds if _has_start(kind)}
    report = bool(starts) and all(LOOKS_BACK in raw for raw in starts.values())
    year = SchoolYear.reported(today) if report else SchoolYear.proposed(today)
    chosen = [kind.id for kind in kinds]
    data: dict[str, Any] = {"schema_version": VERSION, "documents": chosen, "school_year": str(year)}
    for path, raw in starts.items():
        calendar = Calendar(year, today, raw.get(LOOKS_BACK, False) is True)
        told = {name: value for name, value in raw.items() if name != LOOKS_BACK}
        _merge(data, _Filling(path, frozenset(chosen), calendar).value(told, ""))
    return data


def check_starts(kinds: Mapping[str, Kind]) -> None:
    """Raise TemplateError for a start.json that could not become a sound set by filling in what is missing."""
    for kind in kinds.values():
        if not _has_start(kind):
            continue
        path = kind.folder / START
        for name in _named(_read(path)):
            if name not in kinds:
                raise TemplateError(f"{path}: вида «{name}» нет.{nearest(name, kinds)}")
        for finding in read_set(new_set([kind], dt.date(2026, 9, 1))).errors:
            if finding.code not in MISSING and not finding.pointer.startswith("/organization"):
                raise TemplateError(f"{path}: {finding.pointer}: {finding.message}")


def _merge(data: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add what `data` does not say yet; what an earlier kind has said stays."""
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(data.get(name), dict):
            _merge(data[name], value)
        else:
            data.setdefault(name, value)


def _has_start(kind: Kind) -> bool:
    return (kind.folder / START).is_file()


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = parse_json(path.read_bytes())
    except (OSError, InvalidJsonError) as problem:
        raise TemplateError(f"{path}: начальные данные не прочесть: {problem}") from problem
    if not isinstance(raw, dict):
        raise TemplateError(f"{path}: нужен объект с разделами комплекта: {{ … }}.")
    return raw


def _named(value: Any) -> Iterable[str]:
    """Yield every kind that a choice depends on."""
    if isinstance(value, dict):
        if "when" in value:
            yield from (name.removeprefix(NOT) for name in _conditions(value["when"]))
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _conditions(when: Any) -> list[str]:
    return [str(name) for name in (when if isinstance(when, list) else [when])]


@dataclass(frozen=True)
class _Filling:
    """Resolves the choices and places of one start.json."""

    path: Path
    chosen: frozenset[str]
    calendar: Calendar

    def value(self, raw: Any, pointer: str) -> Any:
        if isinstance(raw, dict) and "when" in raw:
            return self._choice(raw, pointer)
        if isinstance(raw, dict):
            pairs = [(name, self.value(inner, f"{pointer}/{name}")) for name, inner in raw.items()]
            return {name: inner for name, inner in pairs if inner is not _NOTHING}
        if isinstance(raw, list):
            found = [self.value(inner, f"{pointer}/{index}") for index, inner in enumerate(raw)]
            return [inner for inner in found if inner is not _NOTHING]
        return self._text(raw, pointer) if isinstance(raw, str) else raw

    def _choice(self, raw: Mapping[str, Any], pointer: str) -> Any:
        if unknown := sorted(set(raw) - _CHOICE):
            raise self._wrong(pointer, f"рядом с when бывают только then и else, а не «{unknown[0]}»")
        met = any(
            name.removeprefix(NOT) not in self.chosen if name.startswith(NOT) else name in self.chosen
            for name in _conditions(raw["when"])
        )
        branch = "then" if met else "else"
        return self.value(raw[branch], f"{pointer}/{branch}") if branch in raw else _NOTHING

    def _text(self, raw: str, pointer: str) -> str:
        text = _PLACE.sub(lambda match: self._place(match, pointer), raw)
        if text == raw or "{start" in raw:
            return text
        try:
            if _DAY.fullmatch(text):
                return self.calendar.fixed(dt.date.fromisoformat(text)).isoformat()
            if _MONTH.fullmatch(text):
                return self.calendar.fixed(_end_of_month(text)).isoformat()[:7]
        except ValueError as problem:
            raise self._wrong(pointer, f"такой даты нет: {text}") from problem
        return text

    def _place(self, match: "re.Match[str]", pointer: str) -> str:
        year = self.calendar.year
        known = {"first": str(year.first), "last": str(year.last), "school_year": str(year)}
        name, days = match[1], match[2]
        if name == "start":
            return self.calendar.after_start(int(days or 0)).isoformat()
        if name not in known or days:
            told = "{first}, {last}, {school_year}, {start}, {start+10}"
            raise self._wrong(pointer, f"непонятное место «{match[0]}»; есть {told}")
        return known[name]

    def _wrong(self, pointer: str, text: str) -> TemplateError:
        return TemplateError(f"{self.path}: {pointer}: {text}.")


def _end_of_month(text: str) -> dt.date:
    year, month = map(int, text.split("-"))
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
