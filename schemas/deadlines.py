"""A deadline in every shape that real roadmaps have.

In JSON it is a line («2026-09-01», «до 25 мая», «Ежемесячно») or one of the objects below, told apart by
the names of their fields.
"""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from marshmallow import fields

from schemas.base import declared, loader, nearest, section
from schemas.dates import DayMonth, ImpossibleDateError, parse_day
from schemas.fields import Sequence, choice, clean, day, labelled, line, read_day
from schemas.messages import error

PERIODS: Final[dict[str, str]] = {
    "monthly": "ежемесячно",
    "quarterly": "ежеквартально",
    "yearly": "ежегодно",
    "regular": "на регулярной основе",
    "on_request": "по запросу",
    "in_period": "в отчётный период",
    "all_year": "в течение учебного года",
}


class Deadline(Protocol):
    """When something has to be done; `last_day` is None where the deadline names no day of the calendar."""

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which it may still be done."""


class MonthField(fields.Field[tuple[int, int]]):
    """A month of a year: `2022-11`, loaded to (year, month)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[int, int]:
        match = re.fullmatch(r"(\d{4})-(\d{2})", value) if isinstance(value, str) else None
        if match is None or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 2199:
            raise error("invalid_month", "Нужен месяц вида 2022-11: год и номер месяца от 01 до 12.")
        return int(match[1]), int(match[2])


def _month(label: str, data_key: str | None = None) -> Any:
    metadata = {"title": label, "examples": ["2022-11"], "type": "string"}
    return declared(MonthField(required=True, data_key=data_key, metadata=metadata))


def _end_of(month: tuple[int, int]) -> dt.date:
    return dt.date(*month, calendar.monthrange(*month)[1])


class DayOfYear(fields.Field[dt.date | DayMonth]):
    """A day with or without a year."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> dt.date | DayMonth:
        return read_day(value)


@section
class On:
    """On a day."""

    date: dt.date = day("Дата", required=True)
    note: str | None = line("Пояснение в скобках")

    @property
    def last_day(self) -> dt.date | None:
        """Return the day."""
        return self.date


@section
class Until:
    """Until a day, with or without a year, with a remark in brackets."""

    until: dt.date | DayMonth = labelled(DayOfYear(required=True), "До какого дня", example="2021-05-25")
    note: str | None = line("Пояснение в скобках", example="согласно периоду взаимодействия")

    @property
    def last_day(self) -> dt.date | None:
        """Return the day if its year is known."""
        return self.until if isinstance(self.until, dt.date) else None


@section
class Period:
    """From one day to another, both included."""

    start: dt.date = day("С", required=True, data_key="from")
    end: dt.date = day("По", required=True, data_key="to", example="2027-05-31")

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day."""
        return self.end

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a period that ends before it starts."""
        if data["end"] < data["start"]:
            raise error("period_reversed", "Конец периода раньше начала: поменяйте даты местами.", "to")


@section
class InMonth:
    """In one month."""

    month: tuple[int, int] = _month("Месяц")

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day of the month."""
        return _end_of(self.month)


@section
class InMonths:
    """In several months, each named: «апрель, май 2020 г.»."""

    months: tuple[tuple[int, int], ...] = declared(
        Sequence(MonthField(metadata={"type": "string"}), required=True, metadata={"title": "Месяцы"})
    )

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day of the last month."""
        return max(_end_of(month) for month in self.months)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse an empty list."""
        if not data["months"]:
            raise error("empty", "Впишите хотя бы один месяц.", "months")


@section
class MonthRange:
    """From one month to another: «июль 2020 г. – май 2021 г.»."""

    start: tuple[int, int] = _month("С какого месяца", data_key="from_month")
    end: tuple[int, int] = _month("По какой месяц", data_key="to_month")

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day of the last month."""
        return _end_of(self.end)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a range that ends before it starts."""
        if data["end"] < data["start"]:
            raise error("period_reversed", "Последний месяц раньше первого: поменяйте их местами.", "to_month")


@section
class Periodic:
    """Again and again: «По запросу региона», «На регулярной основе (по запросу)»."""

    periodic: str = choice("Как часто", PERIODS, required=True)
    of: str | None = line("Чего", example="региона")
    note: str | None = line("Пояснение в скобках", example="по запросу")

    @property
    def last_day(self) -> dt.date | None:
        """Return None: there is no last day."""
        return None


@section
class Free:
    """Words of one's own."""

    text: str = line("Срок своими словами", required=True)

    @property
    def last_day(self) -> dt.date | None:
        """Return None: the words are not understood."""
        return None


class DeadlineField(fields.Field[Deadline]):
    """A deadline: a line, or an object of one of the shapes in `VARIANTS`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Deadline:
        if isinstance(value, str):
            return read_deadline(clean(value))
        if not isinstance(value, dict):
            raise error("invalid_deadline", 'Срок — это строка или объект, например {"until": "2027-05-25"}.')
        for name, variant in VARIANTS.items():
            if name in value:
                loaded: Deadline = loader(variant).load(value)
                return loaded
        hint = nearest(str(next(iter(value), "")), VARIANTS)
        raise error("invalid_deadline", f"Непонятный срок: нужно одно из полей {', '.join(VARIANTS)}.{hint}")


@section
class Several:
    """Several deadlines, joined by «и»: «декабрь 2022 г. и май 2023 г.»."""

    parts: tuple[Deadline, ...] = declared(
        Sequence(DeadlineField(), required=True, data_key="list", metadata={"title": "Сроки"})
    )

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day of all parts that have one."""
        return max((part.last_day for part in self.parts if part.last_day), default=None)


VARIANTS: Final[dict[str, type[Any]]] = {
    "date": On, "until": Until, "from": Period, "month": InMonth, "months": InMonths,
    "from_month": MonthRange, "periodic": Periodic, "list": Several, "text": Free,
}  # fmt: skip


def read_deadline(text: str) -> Deadline:
    """Read a deadline typed as a line; what is no date stays as typed."""
    try:
        found = parse_day(text.removeprefix("до ").removeprefix("До "))
    except ImpossibleDateError as problem:
        raise error("impossible_date", str(problem)) from problem
    if found is None:
        return Free(text=text)
    if text.lower().startswith("до "):
        return Until(until=found)
    return On(date=found) if isinstance(found, dt.date) else Free(text=text)


def deadline(label: str, *, required: bool = False) -> Any:
    """Declare a deadline."""
    more: dict[str, Any] = {"required": True} if required else {"load_default": None}
    return labelled(DeadlineField(**more), label, example="2026-09-30")
