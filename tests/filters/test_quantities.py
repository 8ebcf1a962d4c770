"""Filters for dates, deadlines, counts, shares and money."""

import datetime as dt
from typing import Any

import pytest
from jinja2.runtime import Context

from schemas.base import schema_of
from schemas.deadlines import DeadlineField, Period
from schemas.pairs import Pair, PairStatistics, Payment, Share, statistics
from schemas.people import Person
from service.filters import quantities as q
from tests.filters.context import make_context

NBSP = "\u00a0"
DAY = dt.date(2026, 9, 1)


@pytest.fixture
def digits() -> Context:
    """Dates in digits."""
    return make_context(date_style="digits")


@pytest.fixture
def words() -> Context:
    """Dates in words."""
    return make_context(date_style="words")


def _plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_date_is_printed_as_the_organisation_writes_dates(digits: Context, words: Context) -> None:
    assert q.ru_date(digits, DAY) == "01.09.2026"
    assert _plain(q.ru_date(words, DAY)) == "1 сентября 2026 г."
    assert q.ru_date(words, DAY, "digits") == "01.09.2026"


def test_a_period_is_printed_with_both_its_days(digits: Context, words: Context) -> None:
    whole = Period(start=DAY, end=dt.date(2027, 5, 31))

    assert _plain(q.period(digits, whole)) == "с 01.09.2026 по 31.05.2027"
    assert _plain(q.period(words, whole)) == "с 1 сентября 2026 г. по 31 мая 2027 г."


DEADLINES: list[tuple[Any, str, str]] = [
    ("2026-09-01", "01.09.2026", "в срок до 01.09.2026"),
    ({"date": "2026-09-01", "note": "вторник"}, "01.09.2026 (вторник)", "в срок до 01.09.2026 (вторник)"),
    ("до 25.05.2027", "до 25.05.2027", "в срок до 25.05.2027"),
    ({"until": "30 ноября", "note": "по запросу"}, "до 30 ноября (по запросу)",
     "в срок до 30 ноября (по запросу)"),
    ({"from": "2026-09-01", "to": "2027-05-31"}, "с 01.09.2026 по 31.05.2027",
     "в период с 01.09.2026 по 31.05.2027"),
    ({"month": "2026-09"}, "сентябрь 2026 г.", "в сентябре 2026 г."),
    ({"months": ["2020-04", "2020-05", "2021-01"]}, "апрель, май 2020 г., январь 2021 г.",
     "апрель, май 2020 г., январь 2021 г."),
    ({"from_month": "2020-07", "to_month": "2021-05"}, "июль 2020 г. – май 2021 г.", "июль 2020 г. – май 2021 г."),
    ({"periodic": "monthly"}, "ежемесячно", "ежемесячно"),
    ({"periodic": "on_request", "of": "региона"}, "по запросу региона", "по запросу региона"),
    ({"periodic": "regular", "note": "по запросу"}, "на регулярной основе (по запросу)",
     "на регулярной основе (по запросу)"),
    ({"list": [{"month": "2022-12"}, {"month": "2023-05"}]}, "декабрь 2022 г. и май 2023 г.",
     "декабрь 2022 г. и май 2023 г."),
    ("по плану", "по плану", "по плану"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "in_table", "in_point"), DEADLINES, ids=[str(row[0]) for row in DEADLINES])
def test_a_deadline_is_printed_in_a_table_and_in_a_point(
    digits: Context, data: Any, in_table: str, in_point: str
) -> None:
    found = DeadlineField().deserialize(data)

    assert _plain(q.deadline(digits, found)) == in_table
    assert _plain(q.due(digits, found)) == in_point


def test_a_month_may_be_parted_from_its_year_in_a_narrow_cell(digits: Context) -> None:
    assert "сентябрь 2026" in q.deadline(digits, DeadlineField().deserialize({"month": "2026-09"}))


@pytest.mark.parametrize(
    ("number", "phrase", "case", "expected"),
    [
        (1, "наставническая пара", "nom", "1 наставническая пара"),
        (2, "наставническая пара", "nom", "2 наставнические пары"),
        (5, "наставническая пара", "nom", "5 наставнических пар"),
        (11, "педагогический работник", "nom", "11 педагогических работников"),
        (21, "год", "nom", "21 год"),
        (6.0, "год", "nom", "6 лет"),
        (0, "человек", "nom", "0 человек"),
        (1, "педагогический работник", "gen", "1 педагогического работника"),
        (5, "педагогический работник", "gen", "5 педагогических работников"),
        (3, "мероприятие", "nom", "3 мероприятия"),
    ],
)
def test_a_number_agrees_with_its_noun(number: float, phrase: str, case: str, expected: str) -> None:
    assert _plain(q.count(number, phrase, case)) == expected


@pytest.mark.parametrize(("number", "expected"), [
    (1, "работает"), (2, "работают"), (4, "работают"), (5, "работает"), (11, "работает"), (12, "работает"),
    (22, "работают"), (112, "работает"), (0, "работает"),
])  # fmt: skip
def test_a_verb_agrees_with_the_count_after_it(number: int, expected: str) -> None:
    assert q.verb(number, "работает", "работают") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Share("", 5, 7), "71,4 %"), (Share("", 1, 1), "100 %"), (Share("", 0, 4), "0 %"), (Share("", 0, 0), "–"),
     (33.3, "33,3 %"), (100, "100 %")],
)  # fmt: skip
def test_a_share_is_printed_in_percent(value: Any, expected: str) -> None:
    assert _plain(q.percent(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [(8.4, "8,4"), (6.0, "6"), (7, "7"), (1234567, "1 234 567")])
def test_a_number_has_a_decimal_comma(value: float, expected: str) -> None:
    assert _plain(q.decimal(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [(3.5, "+3,5"), (-2, "\u22122"), (0, "0"), (-0.5, "\u22120,5")])
def test_a_change_is_printed_with_its_sign(value: float, expected: str) -> None:
    assert q.signed(value) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"mode": "fixed", "amount": 5000}, "5 000 руб. в месяц"),
        ({"mode": "percent", "amount": 15, "base": "должностного оклада"}, "15 % должностного оклада"),
        ({"mode": "percent", "amount": 12.5, "base": "оклада"}, "12,5 % оклада"),
        ({"mode": "per_mentee", "amount": 2500}, "2 500 руб. в месяц за каждого наставляемого"),
    ],
)
def test_an_amount_says_how_it_is_counted(data: dict[str, Any], expected: str) -> None:
    payment: Payment = schema_of(Payment)().load({"kind": "separate", **data})

    assert _plain(q.amount(payment)) == expected


def _pair(mentor: str, *mentees: str) -> Pair:
    def somebody(name: str) -> Person:
        return Person(id=name, surname=name, name="Ия")

    period = Period(start=DAY, end=dt.date(2027, 5, 31))
    return Pair(
        id=mentor, mentor=somebody(mentor), mentees=tuple(map(somebody, mentees)), form="teacher_teacher",
        period=period,
    )  # fmt: skip


PAIRS = (_pair("а", "б"), _pair("в", "г"), _pair("а", "д"))
GROUPS = (_pair("е", "ж", "з"), _pair("и", "к", "л"))


@pytest.mark.parametrize(
    ("pairs", "assigned", "formed"),
    [
        (PAIRS[:1], "наставническую пару", "сформирована 1 наставническая пара"),
        (PAIRS[:2], "наставнические пары", "сформированы 2 наставнические пары"),
        (GROUPS[:1], "наставническую группу", "сформирована 1 наставническая группа"),
        (GROUPS, "наставнические группы", "сформированы 2 наставнические группы"),
        (PAIRS[:1] + GROUPS[:1], "наставническую пару и наставническую группу",
         "сформирована 1 наставническая пара и 1 наставническая группа"),
        (PAIRS[:1] + GROUPS, "наставническую пару и наставнические группы",
         "сформирована 1 наставническая пара и 2 наставнические группы"),
        (PAIRS[:2] + GROUPS[:1], "наставнические пары и группу",
         "сформированы 2 наставнические пары и 1 наставническая группа"),
        (PAIRS + GROUPS, "наставнические пары и группы",
         "сформированы 3 наставнические пары и 2 наставнические группы"),
    ],
)  # fmt: skip
def test_pairs_and_groups_are_named_by_their_numbers(pairs: tuple[Pair, ...], assigned: str, formed: str) -> None:
    assert q.pairs_and_groups(pairs) == assigned
    assert _plain(q.formed(statistics(pairs))) == formed


def test_the_counts_follow_from_the_pairs() -> None:
    found: PairStatistics = statistics(PAIRS + GROUPS)

    assert (found.pairs, found.groups, found.total) == (3, 2, 5)
    assert (found.mentors, found.mentees, found.participants) == (4, 7, 11)
    assert found.forms == (Share("педагог – педагог", 5, 5),)
    assert found.kinds == ()
