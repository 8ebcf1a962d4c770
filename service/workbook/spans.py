"""Deadlines between the words of a cell and the shapes of the schema, there and back."""

import re
from typing import Any, Final

from schemas.deadlines import PERIODS
from service.language import format_date, format_month, format_months, month_name, parse_date, parse_month

_DASH: Final = re.compile(r"\s+[–—-]\s+|\s*[–—]\s*|(?<=[а-я])-(?=[а-я])")
_FROM_TO: Final = re.compile(r"(?:с|со|от)\s+(.+?)\s+(?:по|до)\s+(.+)")
_YEAR: Final = re.compile(r"(?:19|20|21)\d{2}")
_NOTE: Final = re.compile(r"\s*\(([^()]+)\)$")
_ON_REQUEST: Final = "по запросу "
_BY_WORDS: Final = {name: code for code, name in PERIODS.items()}


def read_deadline(text: str) -> Any:
    """Return a deadline as the schema takes it: one of its shapes if the words are understood, else the words."""
    text = " ".join(text.replace("\u00a0", " ").split())
    low = text.lower().rstrip(".")
    if low in _BY_WORDS:
        return {"periodic": _BY_WORDS[low]}
    if low.startswith(_ON_REQUEST):
        return {"periodic": "on_request", "of": text[len(_ON_REQUEST) :]}
    noted = _NOTE.search(text)
    if noted and text[: noted.start()].lower() in _BY_WORDS:
        return {"periodic": _BY_WORDS[text[: noted.start()].lower()], "note": noted[1]}
    return _until(low, text) or _several(low) or _range(low) or _months(low) or _day(low) or text


def _day(low: str) -> Any:
    try:
        return parse_date(low).isoformat()
    except ValueError:
        return None


def _until(low: str, text: str) -> Any:
    """Read «до 25 мая 2027 г. (примечание)»; what is no date of the calendar stays as typed."""
    if not low.startswith("до "):
        return None
    noted = _NOTE.search(text)
    day = _day(low.removeprefix("до ") if noted is None else text[3 : noted.start()].strip().lower())
    if day is None:
        return None
    return {"until": day, "note": noted[1]} if noted else {"until": day}


def _month(low: str) -> str | None:
    if not re.match(r"[а-я]", low):
        return None
    try:
        return f"{parse_month(low):%Y-%m}"
    except ValueError:
        return None


def _range(low: str) -> Any:
    """Read «с … по …» and «… – …», of days and of months; a year that stands once holds for both ends."""
    found = _FROM_TO.fullmatch(low)
    ends = list(found.groups()) if found else _DASH.split(low)
    if len(ends) != 2:
        return None
    year = _YEAR.search(ends[1])
    if year and not _YEAR.search(ends[0]):
        ends[0] = f"{ends[0]} {year[0]}" if re.search(r"[а-я]", ends[0]) else f"{ends[0].rstrip('.')}.{year[0]}"
    days = [_day(end) for end in ends]
    if all(days):
        return {"from": days[0], "to": days[1]}
    first, last = (_month(_nominative(end)) for end in ends)
    if first is None or last is None:
        return None
    if last < first and len(_YEAR.findall(low)) == 1:  # «октябрь – май 2027» starts in 2026
        first = f"{int(first[:4]) - 1}{first[4:]}"
    return {"from_month": first, "to_month": last}


def _several(low: str) -> Any:
    """Read «декабрь 2026 г. и май 2027 г.»."""
    parts = [_months(part) or _day(part) for part in low.split(" и ")]
    return {"list": parts} if len(parts) > 1 and all(parts) else None


def _nominative(end: str) -> str:
    """Return «сентября 2026» as «сентябрь 2026»."""
    for number in range(1, 13):
        end = re.sub(rf"^{month_name(number, 'gen')}\b", month_name(number), end)
    return end


def _months(low: str) -> Any:
    """Read «сентябрь 2026» and «апрель, май 2027»; a year at the end holds for all."""
    year = _YEAR.search(low)
    parts = [part.strip() for part in low.split(",")]
    if year is None or len(parts) > 12:
        return None
    months = [_month(part if _YEAR.search(part) else f"{part} {year[0]}") for part in parts]
    if not all(months):
        return None
    return {"month": months[0]} if len(months) == 1 else {"months": months}


def deadline_words(value: Any) -> str:
    """Return a deadline of a set as it is written in a cell, to be read back by `read_deadline`."""
    if isinstance(value, str):
        return _dated(value)
    if not isinstance(value, dict):
        return ""
    note = f" ({value['note']})" if value.get("note") else ""
    words = ""
    if "date" in value:
        words = _dated(value["date"])
    elif "until" in value:
        words = f"до {_dated(value['until'])}"
    elif "from" in value:
        words = f"с {_dated(value['from'])} по {_dated(value.get('to', ''))}"
    elif "periodic" in value:
        of = f" {value['of']}" if value.get("of") else ""
        words = PERIODS.get(str(value["periodic"]), "") + of
    elif "list" in value and isinstance(value["list"], list):
        words = " и ".join(deadline_words(part) for part in value["list"])
    elif "text" in value:
        words = str(value["text"])
    else:
        words = _month_words(value)
    return words + note


def _dated(text: Any) -> str:
    try:
        return format_date(str(text), "digits")
    except ValueError:
        return str(text)


def _month_words(value: dict[str, Any]) -> str:
    try:
        if "month" in value:
            words = format_month(str(value["month"]))
        elif "months" in value:
            words = ", ".join(format_month(str(month)) for month in value["months"])
        else:
            first, last = parse_month(str(value["from_month"])), parse_month(str(value["to_month"]))
            words = (
                f"{format_month(first)} – {format_month(last)}" if first != last else format_months(first, last)
            )
    except (ValueError, KeyError, TypeError):
        return ""
    return words.replace("\u00a0", " ")
