"""Filters for dates, deadlines, counts, shares and money."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from jinja2 import pass_context
from jinja2.runtime import Context

from schemas.dates import MONTHS_GENITIVE, DayMonth
from schemas.deadlines import (
    PERIODS,
    Deadline,
    Free,
    InMonth,
    InMonths,
    MonthRange,
    On,
    Period,
    Periodic,
    Several,
    Until,
)
from schemas.pairs import Pair, PairStatistics, Payment, Share
from service.filters.names import join_and
from service.filters.state import Typeset, options_of
from service.language import count as counted
from service.language import (
    format_date,
    format_month,
    format_months,
    format_number,
    format_period,
    month_name,
    typeset,
)
from service.language import money as roubles
from service.language import percent as percentage
from service.language import predicate as agreed

NBSP: Final = "\u00a0"
# A narrow cell may part a month from its year and «по» from a date, which would be broken inside otherwise.
_LOOSE: Final = re.compile(r"(?<=[а-я])\u00a0(?=\d{4}|\d{2}\.\d{2}\.)")
Style = Literal["digits", "words"]


@pass_context
def ru_date(context: Context, value: dt.date, style: Style | None = None) -> str:
    """Print a date as the organisation writes dates, or in the style given."""
    chosen: Any = style or options_of(context).date_style
    return format_date(value, chosen)


@pass_context
def period(context: Context, value: Period) -> str:
    """Print a period: «с 1 сентября 2026 г. по 31 мая 2027 г.»."""
    chosen: Any = options_of(context).date_style
    return format_period(value.start, value.end, chosen)


@pass_context
def deadline(context: Context, value: Deadline) -> str:
    """Print a deadline as it stands in a table."""
    text = _with_note(_deadline(context, value), getattr(value, "note", None))
    return Typeset(_LOOSE.sub(" ", typeset(text)))


def _with_note(text: str, note: str | None) -> str:
    return f"{text} ({note})" if note else text


def _deadline(context: Context, value: Deadline) -> str:
    if isinstance(value, On):
        return ru_date(context, value.date)
    if isinstance(value, Until):
        return f"до {_day(context, value.until)}"
    if isinstance(value, Period):
        return period(context, value)
    if isinstance(value, Periodic):
        return f"{PERIODS[value.periodic]} {value.of}" if value.of else PERIODS[value.periodic]
    if isinstance(value, Several):
        return join_and([deadline(context, part) for part in value.parts])
    return _months(value)


def _months(value: Deadline) -> str:
    if isinstance(value, InMonth):
        return format_month(dt.date(*value.month, 1))
    if isinstance(value, MonthRange):
        return format_months(dt.date(*value.start, 1), dt.date(*value.end, 1))
    if isinstance(value, InMonths):
        years = groupby(value.months, key=lambda month: month[0])
        return ", ".join(f"{', '.join(month_name(m) for _, m in group)} {year}{NBSP}г." for year, group in years)
    if isinstance(value, Free):
        return value.text
    raise TypeError(f"срок вида {type(value).__name__} напечатать нельзя")


def _day(context: Context, value: "dt.date | DayMonth") -> str:
    if isinstance(value, DayMonth):
        return f"{value.day}{NBSP}{MONTHS_GENITIVE[value.month - 1]}"
    return ru_date(context, value)


@pass_context
def due(context: Context, value: Deadline) -> str:
    """Print a deadline as it stands in a point of an order: «в срок до 25.09.2026», «в сентябре 2026 г.»."""
    if isinstance(value, On):
        return _with_note(f"в срок до {ru_date(context, value.date)}", value.note)
    if isinstance(value, Until):
        return f"в срок {deadline(context, value)}"
    if isinstance(value, Period):
        return f"в период {period(context, value)}"
    if isinstance(value, InMonth):
        return f"в {format_month(dt.date(*value.month, 1), 'loc')}"
    return deadline(context, value)


def count(value: float, phrase: str, case: Any = "nom") -> str:
    """Print a number with its noun: «5 наставнических пар», in a case «с 5 наставническими парами»."""
    return counted(_whole(value), phrase, case)


def _whole(value: float) -> float:
    """Return a number without a fraction as a whole one, so that 6.0 is printed «6»."""
    return int(value) if float(value).is_integer() else value


def verb(value: int, one: str, few: str) -> str:
    """Choose a present-tense verb by the count after it: работает 1 (5) учителей, работают 2 учителя."""
    return few if 2 <= value % 10 <= 4 and not 12 <= value % 100 <= 14 else one


def formed(value: PairStatistics) -> str:
    """Say how many pairs and groups were formed: «сформированы 3 наставнические пары и 1 группа»."""
    phrases = [(value.pairs, "наставническая пара"), (value.groups, "наставническая группа")]
    present = [(number, phrase) for number, phrase in phrases if number]
    words = join_and([counted(number, phrase) for number, phrase in present])
    return f"{agreed(present[0][0], 'сформирован', present[0][1])} {words}"


def pairs_and_groups(pairs: Sequence[Pair]) -> str:
    """Name what is assigned, in the accusative: «наставнические пары и группы», «наставническую пару»."""
    groups = sum(pair.is_group for pair in pairs)
    single = len(pairs) - groups
    words = []
    if single:
        words.append("наставническую пару" if single == 1 else "наставнические пары")
    if groups:
        head = "" if single > 1 else "наставническую " if groups == 1 else "наставнические "
        words.append(head + ("группу" if groups == 1 else "группы"))
    return " и ".join(words)


def percent(value: Share | float) -> str:
    """Print a share or a number of percent: «71,4 %»; a share of nothing is a dash."""
    number = value.percent if isinstance(value, Share) else value
    return "–" if number is None else percentage(number)


def involved(value: Any, statistics: PairStatistics) -> str:
    """Print what part of the staff takes part in mentoring, in percent."""
    return percent(Share("участники", statistics.participants, value.staff.total))


def decimal(value: float) -> str:
    """Print a number with a decimal comma."""
    return format_number(_whole(value))


def signed(value: float) -> str:
    """Print a change with its sign: «+3,5», «−2», «0»."""
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return sign + format_number(_whole(abs(value)))


def amount(value: Payment) -> str:
    """Print the amount of a payment: «5 000 руб. в месяц», «15 % должностного оклада»."""
    if value.mode == "percent":
        return f"{percentage(_whole(value.amount))} {value.base}"
    text = f"{roubles(_whole(value.amount))} в месяц"
    return f"{text} за каждого наставляемого" if value.mode == "per_mentee" else text


FILTERS: Final[Mapping[str, Any]] = {
    "ru_date": ru_date, "period": period, "deadline": deadline, "due": due, "count": count, "verb": verb,
    "formed": formed, "pairs_and_groups": pairs_and_groups, "percent": percent, "involved": involved,
    "decimal": decimal, "signed": signed, "amount": amount,
}  # fmt: skip
