"""Deadlines as words: JSON written as people write it, and what is typed read to the richest shape."""

import re
from collections.abc import Mapping
from typing import Any, Final

from schemas.dates import MONTHS_GENITIVE, ImpossibleDateError, parse_day
from schemas.deadlines import PERIODS
from service.language import month_name
from service.web.forms.naming import spoken_day

_MONTHS: Final = {month_name(number): number for number in range(1, 13)}
_NAMED: Final = "|".join(_MONTHS)
_YEAR: Final = r"(?:\s*(?:г\.?|года?))?"
_MONTH: Final = re.compile(rf"({_NAMED})\s+(\d{{4}}){_YEAR}")
_RANGE: Final = re.compile(rf"(?:с\s+)?({_NAMED})(?:\s+(\d{{4}}){_YEAR})?\s*[-–—]\s*({_NAMED})\s+(\d{{4}}){_YEAR}")
_LISTED: Final = re.compile(rf"((?:(?:{_NAMED}),\s*)+(?:{_NAMED}))\s+(\d{{4}}){_YEAR}")
_FROM_TO: Final = re.compile(r"со?\s+(.+?)\s+по\s+(.+)")
_DASHED: Final = re.compile(r"([\d.]{6,10})\s*[-–—]\s*([\d.]{6,10})")
_SHORT_DAY: Final = re.compile(r"\d{1,2}")
_NOTE: Final = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_BY_NAME: Final = {name: code for code, name in PERIODS.items()}
_OF: Final = "по запросу"  # the one period that is told of somebody


def deadline_words(raw: Any) -> str | None:
    """Return a deadline in words, None for a shape that has none."""
    if isinstance(raw, str):
        return spoken_day(raw)
    if not isinstance(raw, Mapping):
        return None
    told = next((write(raw) for name, write in _WRITERS.items() if name in raw), None)
    note = raw.get("note")
    known = set(raw) <= {*_WRITERS, "to", "to_month", "of", "note"}
    if told is None or not known or not isinstance(note, str | None):
        return None
    return f"{told} ({note})" if note else told


def _until(raw: Mapping[str, Any]) -> str | None:
    return f"до {spoken_day(raw['until'])}" if isinstance(raw["until"], str) else None


def _period(raw: Mapping[str, Any]) -> str | None:
    start, end = raw["from"], raw.get("to")
    both = isinstance(start, str) and isinstance(end, str)
    return f"с {spoken_day(start)} по {spoken_day(end)}" if both else None


def _month(value: Any) -> tuple[str, str] | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})", value) if isinstance(value, str) else None
    return (month_name(int(found[2])), found[1]) if found and 1 <= int(found[2]) <= 12 else None


def _one_month(raw: Mapping[str, Any]) -> str | None:
    month = _month(raw["month"])
    return " ".join(month) if month else None


def _months(raw: Mapping[str, Any]) -> str | None:
    listed = raw["months"] if isinstance(raw["months"], list) else []
    months = [_month(value) for value in listed]
    found = [month for month in months if month is not None]
    if not found or len(found) != len(months) or len({year for _, year in found}) != 1:
        return None
    return f"{', '.join(name for name, _ in found)} {found[0][1]}"


def _range(raw: Mapping[str, Any]) -> str | None:
    start, end = _month(raw["from_month"]), _month(raw.get("to_month"))
    if start is None or end is None:
        return None
    return f"{start[0] if start[1] == end[1] else ' '.join(start)} – {' '.join(end)}"


def _periodic(raw: Mapping[str, Any]) -> str | None:
    name, of = PERIODS.get(raw["periodic"]) if isinstance(raw["periodic"], str) else None, raw.get("of")
    if name is None or not isinstance(of, str | None):
        return None
    return f"{name} {of}" if of else name


def _several(raw: Mapping[str, Any]) -> str | None:
    parts = raw["list"] if isinstance(raw["list"], list) else []
    told = [deadline_words(part) for part in parts]
    found = [text for text in told if text]
    return " и ".join(found) if found and len(found) == len(told) else None


def _plain(name: str) -> Any:
    return lambda raw: spoken_day(raw[name]) if isinstance(raw[name], str) else None


_WRITERS: Final[dict[str, Any]] = {
    "date": _plain("date"), "until": _until, "from": _period, "month": _one_month, "months": _months,
    "from_month": _range, "periodic": _periodic, "list": _several, "text": _plain("text"),
}  # fmt: skip


def read_words(text: str) -> Any:
    """Return the richest JSON of a deadline typed as words; dates and what is not understood stay as typed."""
    plain = " ".join(text.replace("\u00a0", " ").split())
    found = _simple(plain)
    if found is None and (noted := _NOTE.fullmatch(plain)):
        inner = _simple(noted[1])
        if isinstance(inner, dict) and set(inner) & {"date", "until", "periodic"}:
            found = {**inner, "note": noted[2].strip()}
    if found is None and " и " in plain:
        parts = [_simple(part) for part in plain.split(" и ")]
        found = {"list": parts} if all(isinstance(part, dict) for part in parts) else None
    return plain if found is None else found


def _simple(text: str) -> dict[str, Any] | None:
    """Return the object for words of one shape, None if they are of none."""
    low = text.lower()
    if low in _BY_NAME:
        return {"periodic": _BY_NAME[low]}
    if low.startswith(_OF + " ") and "(" not in low and " и " not in low:
        return {"periodic": _BY_NAME[_OF], "of": text[len(_OF) + 1 :]}
    return _in_months(low) or _on_days(text)


def _in_months(low: str) -> dict[str, Any] | None:
    if found := _MONTH.fullmatch(low):
        return {"month": _coded(found[1], found[2])}
    if found := _RANGE.fullmatch(low):
        return {"from_month": _coded(found[1], found[2] or found[4]), "to_month": _coded(found[3], found[4])}
    if found := _LISTED.fullmatch(low):
        return {"months": [_coded(name.strip(), found[2]) for name in found[1].split(",")]}
    return None


def _coded(name: str, year: str) -> str:
    return f"{year}-{_MONTHS[name]:02d}"


def _on_days(text: str) -> dict[str, Any] | None:
    low = text.lower()
    if low.startswith("до ") and _is_day(text[3:]):
        return {"until": text[3:]}
    if _is_day(text, with_year=True):
        return {"date": text}
    found = _FROM_TO.fullmatch(text) or _FROM_TO.fullmatch(low) or _DASHED.fullmatch(text)
    if not found:
        return None
    start, end = _completed(found[1], found[2]), found[2]
    return {"from": start, "to": end} if _is_day(start, with_year=True) and _is_day(end, with_year=True) else None


def _completed(start: str, end: str) -> str:
    """Give the start the month and year of the end: «с 1 по 15 сентября 2026 г.», «с 1 мая по 1 июня 2027»."""
    words = re.fullmatch(rf"\d{{1,2}}(\s+(?:{'|'.join(MONTHS_GENITIVE)}).*)", end, re.I)
    if words and _SHORT_DAY.fullmatch(start):
        return start + words[1]
    year = re.search(r"\d{4}.*$", end)
    if year and re.fullmatch(rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS_GENITIVE)})", start, re.I):
        return f"{start} {year[0]}"
    return start


def _is_day(text: str, *, with_year: bool = False) -> bool:
    try:
        day = parse_day(text)
    except ImpossibleDateError:
        return False
    return day is not None and (not with_year or hasattr(day, "year"))
