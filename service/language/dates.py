"""Dates and periods: reading the many spellings, checking the calendar, printing."""

import calendar
import re
from datetime import date
from typing import Literal

from service.language.cases import Case
from service.language.letters import NBSP

DateStyle = Literal["digits", "words"]

_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_NOMINATIVE = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_SPELLINGS = (
    re.compile(r"(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4}|\d{2})\s*(?:г\.?|года?)?"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?:[t ]\d\d:\d\d.*)?"),
    re.compile(r"[«\"„]?(?P<d>\d{1,2})[»\"“]?\s+(?P<word>[а-яё]{3,8})\.?,?\s+(?P<y>\d{4})\s*(?:г\.?|года?)?"),
)
_DASH = "–"


def parse_date(text: str | date) -> date:
    """Read 01.09.2026, 1.9.26, 2026-09-01, «1 сентября 2026 г.», 01.09.2026г.; ValueError in Russian.

    A two-digit year is of 2000–2099. The error names what is impossible: «31 ноября: в ноябре 30 дней».
    """
    if isinstance(text, date):
        return text
    plain = " ".join(text.replace(NBSP, " ").split()).lower()
    for spelling in _SPELLINGS:
        found = spelling.fullmatch(plain)
        if found:
            parts = found.groupdict()
            month = _month(parts["word"], text) if parts.get("word") else int(parts["m"])
            year = int(parts["y"])
            return make_date(year + 2000 if len(parts["y"]) == 2 else year, month, int(parts["d"]))
    raise ValueError(f"«{text}» — не дата: напишите, например, 01.09.2026")


def _month(word: str, text: str) -> int:
    for place, (genitive, nominative) in enumerate(zip(_GENITIVE, _NOMINATIVE, strict=True), start=1):
        if word in {genitive, nominative} or (len(word) >= 3 and genitive.startswith(word)):
            return place
    raise ValueError(f"«{text}»: нет такого месяца — «{word}»")


def make_date(year: int, month: int, day: int) -> date:
    """Build a date or say in Russian which of its numbers is impossible."""
    if not 1 <= month <= 12:
        raise ValueError(f"{day:02d}.{month:02d}.{year}: нет месяца {month}")
    if not 1900 <= year <= 2199:
        raise ValueError(f"{day:02d}.{month:02d}.{year}: год {year} невозможен")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        when = f"{_prepositional(month)} {year} г." if month == 2 else _prepositional(month)
        raise ValueError(f"{day} {_GENITIVE[month - 1]}: в {when} {last} {_days(last)}".replace(". ", "." + NBSP))
    return date(year, month, day)


def _days(number: int) -> str:
    return "день" if number % 10 == 1 and number != 11 else "дней"


def _prepositional(month: int) -> str:
    return month_name(month, "prep")


def month_name(month: int, case: Case = "nom") -> str:
    """Give the name of a month (1–12) in a case: ноябрь, ноября, ноябрю, ноябрь, ноябрём, ноябре."""
    name = _NOMINATIVE[month - 1]
    stem = name[:-1] if name[-1] in "ьй" else name
    stressed = month in {1, 2, 9, 10, 11, 12}
    hard = name[-1] not in "ьй"
    endings = {
        "gen": "а" if hard else "я",
        "dat": "у" if hard else "ю",
        "ins": "ом" if hard else "ём" if stressed else "ем",
        "prep": "е",
        "loc": "е",
    }
    return name if case in {"nom", "acc"} else stem + endings[case]


def format_date(value: str | date, style: DateStyle = "digits", case: Case = "gen") -> str:  # noqa: ARG001
    """Print a date: «05.06.2016» or «5 июня 2016 г.» with no-break blanks.

    The month's name is a genitive in every case («по 31 мая», «к 1 сентября»), so `case` changes nothing.
    """
    day = parse_date(value)
    if style == "digits":
        return f"{day:%d.%m.}{day.year:04d}"
    if style != "words":
        raise ValueError(f"нет такого вида даты: {style}")
    return f"{day.day}{NBSP}{_GENITIVE[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def format_period(start: str | date, end: str | date, style: DateStyle = "words") -> str:
    """Print «с 1 сентября 2026 г. по 31 мая 2027 г.»; the end before the start raises ValueError."""
    first, last = parse_date(start), parse_date(end)
    _check_order(first, last)
    preposition = "со" if first.day == 2 and style == "words" else "с"
    return f"{preposition}{NBSP}{format_date(first, style)} по{NBSP}{format_date(last, style)}"


def _check_order(first: date, last: date) -> None:
    if last < first:
        raise ValueError(f"период кончается раньше, чем начинается: {first:%d.%m.%Y} – {last:%d.%m.%Y}")


def format_month(value: str | date, case: Case = "nom") -> str:
    """Print a month alone: «ноябрь 2022 г.», «в ноябре 2022 г.»; `value` may be 2022-11 or 11.2022."""
    month = parse_month(value)
    return f"{month_name(month.month, case)}{NBSP}{month.year}{NBSP}г."


def parse_month(text: str | date) -> date:
    """Read 2022-11, 11.2022, «ноябрь 2022 г.» or a whole date as the first day of the month."""
    if isinstance(text, date):
        return text.replace(day=1)
    plain = " ".join(text.replace(NBSP, " ").split()).lower()
    named = re.fullmatch(r"([а-яё]{3,8})\.?\s+(\d{4})\s*(?:г\.?|года?)?", plain)
    if named:
        return make_date(int(named[2]), _month(named[1], text), 1)
    for pattern, year, month in ((r"(\d{4})-(\d{1,2})", 1, 2), (r"(\d{1,2})[./](\d{4})", 2, 1)):
        found = re.fullmatch(pattern, plain)
        if found:
            return make_date(int(found[year]), int(found[month]), 1)
    return parse_date(text).replace(day=1)


def format_months(start: str | date, end: str | date) -> str:
    """Print a range of months: «ноябрь–декабрь 2022 г.», «июль 2020 г. – май 2021 г.», «ноябрь 2022 г.»."""
    first, last = parse_month(start), parse_month(end)
    _check_order(first, last)
    if first == last:
        return format_month(first)
    if first.year == last.year:
        return f"{month_name(first.month)}{_DASH}{month_name(last.month)}{NBSP}{first.year}{NBSP}г."
    return f"{format_month(first)}{NBSP}{_DASH} {format_month(last)}"


def school_year(value: str | date | int) -> str:
    """Print the school year: 2026, a date of it (from 1 August on) or «2026-2027» → «2026/2027»."""
    if isinstance(value, int):
        return f"{value}/{value + 1}"
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d{4})(?:\s*[-/–—]\s*(\d{4}|\d{2}))?\s*", value)
        if found:
            return _written_year(int(found[1]), found[2], value)
    day = parse_date(value)
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}/{start + 1}"


def _written_year(start: int, end: str | None, value: str) -> str:
    if end is not None and int(end) % 100 != (start + 1) % 100:
        raise ValueError(f"«{value}»: учебный год — это два соседних года, например 2026/2027")
    return f"{start}/{start + 1}"
