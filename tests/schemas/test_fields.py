"""Every field has a Russian label, every message is Russian, and values are cleaned on their way in."""

import datetime as dt
import re
from typing import Any

import pytest
from marshmallow import ValidationError

from schemas.dates import DayMonth, ImpossibleDateError, add_months, check_dates_within, parse_day
from schemas.fields import Day, Line, clean
from schemas.messages import Message, library_messages
from tests.schemas.walking import fields_of, sections


@pytest.mark.parametrize("cls", sections(), ids=lambda cls: f"{cls.__module__}.{cls.__qualname__}")
def test_every_field_of_a_section_has_a_russian_label(cls: type[Any]) -> None:
    labels = {name: field.metadata.get("title", "") for name, field in fields_of(cls)}

    assert labels
    assert [name for name, label in labels.items() if not re.search("[А-Яа-яё]", label)] == []


@pytest.mark.parametrize("cls", sections(), ids=lambda cls: f"{cls.__module__}.{cls.__qualname__}")
def test_hints_are_russian_and_choices_have_russian_names(cls: type[Any]) -> None:
    for name, field in fields_of(cls):
        hint = field.metadata.get("description", "по-русски")
        titles = field.metadata.get("x-titles", {})

        assert re.search("[а-яё]", hint), name
        assert all(re.search("[А-Яа-яё0-9%IVX]", title) for title in titles.values()), name


def test_no_message_of_the_library_is_left_in_english() -> None:
    bare = [re.sub(r"\{\{?.*?\}?\}|UTF-8|UUID|IPv[46]|IP\b|null|true|false|\S+@\S+|https?://\S+", "", message)
            for message in library_messages()]  # fmt: skip

    assert len(bare) > 40
    assert [message for message in bare if re.search("[A-Za-z]", message)] == []


def test_a_message_keeps_its_code_when_its_places_are_filled() -> None:
    message = Message("invalid_range", "не меньше {min}").format(min=3)

    assert message == "не меньше 3"
    assert message.code == "invalid_range"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Анна  ", "Анна"),
        ("и\u0306од", "йод"),
        ("учитель\tматематики", "учитель математики"),
        ("«Школа» & <дети>", "«Школа» & <дети>"),
    ],
)
def test_a_line_is_trimmed_and_composed_and_else_left_as_typed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_line_breaks_of_windows_are_kept_where_lines_may_break() -> None:
    assert Line(multiline=True).deserialize("№\r\nп/п") == "№\nп/п"


@pytest.mark.parametrize("typed", ["2026-09-01", "01.09.2026", "1.9.26", "01/09/2026", "1 сентября 2026 г.",
                                   "«1» сентября 2026 года", "1 Сентября 2026", "01.09.2026 г."])  # fmt: skip
def test_a_day_is_read_in_every_usual_spelling(typed: str) -> None:
    assert Day().deserialize(typed) == dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    "typed", ["31.11.2026", "2026-02-29", "29.02.2100", "32 мая 2026", "1.13.2026", "01.01.1899"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ImpossibleDateError, match=r"[А-Я].*\."):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["скоро", "", "2026", "сентябрь 2026", 20260901, None, True, ["2026-09-01"]])
def test_what_is_no_day_is_refused(typed: Any) -> None:
    with pytest.raises(ValidationError):
        Day().deserialize(typed)


def test_a_leap_day_is_a_day_of_a_leap_year_and_of_a_year_not_told() -> None:
    assert parse_day("29.02.2028") == dt.date(2028, 2, 29)
    assert parse_day("29 февраля") == DayMonth(29, 2)


def test_dates_within_a_text_are_checked_and_other_numbers_are_not() -> None:
    check_dates_within("п. 3.11, 45.13 руб., 131.11.2026, 12.12.2026")
    with pytest.raises(ImpossibleDateError, match="31 ноября"):
        check_dates_within("сдать до «31» ноября")


@pytest.mark.parametrize(("day", "months", "expected"), [
    (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)), (dt.date(2026, 9, 7), 12, dt.date(2027, 9, 7)),
    (dt.date(2026, 12, 31), 2, dt.date(2027, 2, 28)),
])  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_one(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected
