"""Dates and periods."""

from datetime import date

import pytest

from service.language import (
    format_date,
    format_month,
    format_months,
    format_period,
    month_name,
    parse_date,
    parse_month,
    school_year,
)  # fmt: skip

_N = "\u00a0"


@pytest.mark.parametrize(
    "text",
    [
        "01.09.2026", "1.9.26", "1.09.2026", "2026-09-01", "1 сентября 2026 г.", "01.09.2026г.", "01.09.2026 г.",
        "1 сентября 2026 года", "«1» сентября 2026 г.", '"01" сентября 2026 года', "1/9/2026", "01-09-2026",
        "2026.09.01", "1 сент. 2026", f"1{_N}сентября{_N}2026{_N}г.", " 1 Сентября 2026 ",
        "2026-09-01T00:00:00", "1 сен 2026",
    ],
)  # fmt: skip
def test_a_date_is_read_from_any_usual_spelling(text: str) -> None:
    assert parse_date(text) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.11.2026", "31 ноября: в ноябре 30 дней"), ("31 ноября 2026 г.", "31 ноября: в ноябре 30 дней"),
        ("29.02.2027", f"29 февраля: в феврале 2027{_N}г.{_N}28 дней"), ("01.13.2026", "нет месяца 13"),
        ("0.01.2026", "0 января"),
        ("вчера", "не дата"), ("5 мартобря 2020", "нет такого месяца"), ("", "не дата"), ("01.01.0026", "год 26"),
    ],
)  # fmt: skip
def test_an_impossible_date_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"[а-я]") as caught:
        parse_date(text)

    assert message.replace(_N, " ") in str(caught.value).replace(_N, " ")


def test_a_date_is_printed_in_digits_or_words() -> None:
    assert format_date("5.6.2016") == "05.06.2016"
    assert format_date(date(2016, 6, 5), "words") == f"5{_N}июня{_N}2016{_N}г."
    with pytest.raises(ValueError, match="вида даты"):
        format_date("5.6.2016", "roman")  # type: ignore[arg-type]  # the error asked for


def test_a_period_is_printed_with_its_prepositions() -> None:
    assert format_period("01.09.2026", "31.05.2027").replace(_N, " ") == "с 1 сентября 2026 г. по 31 мая 2027 г."
    assert format_period("02.09.2026", "31.05.2027").startswith("со")
    with pytest.raises(ValueError, match="кончается раньше"):
        format_period("01.09.2026", "31.05.2026")


def test_months_are_printed_alone_and_in_ranges() -> None:
    assert format_month("2022-11").replace(_N, " ") == "ноябрь 2022 г."
    assert format_month("ноябрь 2022 г.", "prep").replace(_N, " ") == "ноябре 2022 г."
    assert format_months("11.2022", "12.2022").replace(_N, " ") == "ноябрь–декабрь 2022 г."
    assert format_months("2020-07", "2021-05").replace(_N, " ") == "июль 2020 г. – май 2021 г."
    assert format_months("2022-11", "2022-11").replace(_N, " ") == "ноябрь 2022 г."
    assert parse_month("01.09.2026") == date(2026, 9, 1)


def test_every_month_declines() -> None:
    assert [month_name(11, case) for case in ("nom", "gen", "dat", "acc", "ins", "prep")] == [
        "ноябрь", "ноября", "ноябрю", "ноябрь", "ноябрём", "ноябре"
    ]  # fmt: skip
    assert [month_name(n, "ins") for n in (3, 4, 5, 8)] == ["мартом", "апрелем", "маем", "августом"]
    assert [month_name(n, "gen") for n in (3, 5, 8)] == ["марта", "мая", "августа"]


@pytest.mark.parametrize(
    ("value", "year"),
    [(2026, "2026/2027"), ("2026-2027", "2026/2027"), ("2026/27", "2026/2027"), ("01.09.2026", "2026/2027"),
     ("31.05.2027", "2026/2027"), ("2026 – 2027", "2026/2027"), ("15.08.2026", "2026/2027"),
     ("2099/2100", "2099/2100")],
)  # fmt: skip
def test_the_school_year_is_found(value: str | int, year: str) -> None:
    assert school_year(value) == year


def test_a_school_year_of_two_distant_years_is_an_error() -> None:
    with pytest.raises(ValueError, match="соседних"):
        school_year("2026/2028")
