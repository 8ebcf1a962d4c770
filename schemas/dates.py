"""Dates as people write them: `2026-09-01`, `01.09.2026`, `1 сентября 2026 г.`, with or without a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS_GENITIVE: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTHS_PREPOSITIONAL: Final = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
_LEAP_YEAR: Final = 2024  # a day without a year may be 29 февраля

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DIGITS = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?:\s*(?:г\.?|года))?")
_WORDS = re.compile(
    rf"«?(\d{{1,2}})»?\s+({'|'.join(MONTHS_GENITIVE)})(?:\s+(\d{{4}})(?:\s*(?:г\.?|года))?)?", re.I
)


class ImpossibleDateError(ValueError):
    """The day is not in the calendar; the message is Russian and says how many days the month has."""


@dataclass(frozen=True)
class DayMonth:
    """A day of some year: `30 ноября`."""

    day: int
    month: int


def checked(day: int, month: int, year: int | None) -> date | DayMonth:
    """Return the date, or the day without a year; raise ImpossibleDateError if there is no such day."""
    if not 1 <= month <= 12:
        raise ImpossibleDateError(f"Месяца с номером {month} нет: месяцы от 1 до 12.")
    if year is not None and not 1900 <= year <= 2199:
        raise ImpossibleDateError(f"Год {year} вне разумных пределов: нужен год от 1900 до 2199.")
    last = calendar.monthrange(year or _LEAP_YEAR, month)[1]
    if not 1 <= day <= last:
        when = MONTHS_PREPOSITIONAL[month - 1] + (f" {year} года" if month == 2 and year else "")
        raise ImpossibleDateError(
            f"Такой даты нет: {day} {MONTHS_GENITIVE[month - 1]} — в {when} {last} {_days(last)}. Исправьте день."
        )
    return date(year, month, day) if year is not None else DayMonth(day, month)


def _days(count: int) -> str:
    return "день" if count == 31 else "дней"


def parse_day(text: str) -> date | DayMonth | None:
    """Read a whole text as a day, with or without a year; None if it is no date at all.

    Raises ImpossibleDateError for a day that is not in the calendar.
    """
    text = text.strip().replace("\u00a0", " ")
    if match := _ISO.fullmatch(text):
        return checked(int(match[3]), int(match[2]), int(match[1]))
    if match := _DIGITS.fullmatch(text):
        return checked(int(match[1]), int(match[2]), _year(match[3]))
    if match := _WORDS.fullmatch(text):
        return checked(int(match[1]), MONTHS_GENITIVE.index(match[2].lower()) + 1, _year(match[3]))
    return None


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def check_dates_within(text: str) -> None:
    """Raise ImpossibleDateError if a running text names a day that is not in the calendar («до 31 ноября»)."""
    if _DIGIT.search(text) is None:  # nearly all texts: looked at once instead of twice
        return
    for match in _WORDS.finditer(text):
        checked(int(match[1]), MONTHS_GENITIVE.index(match[2].lower()) + 1, _year(match[3]))
    for match in re.finditer(r"(?<![\d.])(\d{2})\.(\d{2})\.(\d{4})(?!\d)", text):
        checked(int(match[1]), int(match[2]), int(match[3]))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
