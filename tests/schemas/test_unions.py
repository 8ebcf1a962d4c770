"""Every shape of a deadline, of who is responsible and of a point of an order loads; strange ones are refused."""

import datetime as dt
from typing import Any

import pytest
from marshmallow import ValidationError

from schemas import deadlines, orders, responsibles
from schemas.dates import DayMonth
from schemas.deadlines import (
    DeadlineField,
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
from schemas.orders import OrderItemField
from schemas.people import Person
from schemas.references import Known, KnownContext
from schemas.responsibles import Group, ResponsibleField, ResponsiblePerson, Role, Unit, Words

PERSON = Person(id="p", surname="Седых", name="Ольга")
KNOWN = Known({"people": {"p": PERSON}}, {"people": {"p"}})

DEADLINES: list[tuple[Any, Any, dt.date | None]] = [
    ("2026-09-01", On(date=dt.date(2026, 9, 1)), dt.date(2026, 9, 1)),
    ("1 сентября 2026 г.", On(date=dt.date(2026, 9, 1)), dt.date(2026, 9, 1)),
    ("до 25.05.2027", Until(until=dt.date(2027, 5, 25)), dt.date(2027, 5, 25)),
    ("до 30 ноября", Until(until=DayMonth(30, 11)), None),
    ("30 ноября", Free(text="30 ноября"), None),
    ("Ежемесячно", Free(text="Ежемесячно"), None),
    ({"date": "01.09.2026", "note": "пятница"}, On(date=dt.date(2026, 9, 1), note="пятница"), dt.date(2026, 9, 1)),
    ({"until": "29 февраля"}, Until(until=DayMonth(29, 2)), None),
    ({"from": "2026-09-01", "to": "2027-05-31"}, Period(start=dt.date(2026, 9, 1), end=dt.date(2027, 5, 31)),
     dt.date(2027, 5, 31)),
    ({"month": "2024-02"}, InMonth(month=(2024, 2)), dt.date(2024, 2, 29)),
    ({"months": ["2020-05", "2020-04"]}, InMonths(months=((2020, 5), (2020, 4))), dt.date(2020, 5, 31)),
    ({"from_month": "2020-07", "to_month": "2021-05"}, MonthRange(start=(2020, 7), end=(2021, 5)),
     dt.date(2021, 5, 31)),
    ({"periodic": "on_request", "of": "региона"}, Periodic(periodic="on_request", of="региона"), None),
    ({"text": "по плану"}, Free(text="по плану"), None),
    ({"list": ["2026-09-01", {"month": "2026-12"}]}, Several(parts=(On(date=dt.date(2026, 9, 1)),
     InMonth(month=(2026, 12)))), dt.date(2026, 12, 31)),
    ({"list": ["сразу"]}, Several(parts=(Free(text="сразу"),)), None),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected", "last_day"), DEADLINES, ids=[str(row[0]) for row in DEADLINES])
def test_a_deadline_loads_in_each_of_its_shapes(data: Any, expected: Any, last_day: dt.date | None) -> None:
    loaded = DeadlineField().deserialize(data)

    assert loaded == expected
    assert loaded.last_day == last_day


def test_every_shape_of_a_deadline_is_tried() -> None:
    assert {type(row[1]) for row in DEADLINES} == set(deadlines.VARIANTS.values())


@pytest.mark.parametrize("data", [7, None, [], {}, {"untill": "2026-09-01"}, {"date": "2026-09-01", "until": "x"}])
def test_a_strange_deadline_is_refused(data: Any) -> None:
    with pytest.raises(ValidationError):
        DeadlineField().deserialize(data)


def test_a_misspelt_deadline_is_answered_with_the_nearest_shape() -> None:
    with pytest.raises(ValidationError, match="«until»"):
        DeadlineField().deserialize({"untill": "2026-09-01"})


RESPONSIBLES: list[tuple[Any, Any]] = [
    ("Администрация", Words(text="Администрация")),
    ({"person": "p"}, ResponsiblePerson(person=PERSON)),
    ({"role": "Наставники"}, Role(role="Наставники")),
    ({"unit": "Отдел образования"}, Unit(unit="Отдел образования")),
    ({"group": "члены группы"}, Group(group="члены группы")),
    ({"text": "все"}, Words(text="все")),
]


@pytest.mark.parametrize(("data", "expected"), RESPONSIBLES, ids=[str(row[0]) for row in RESPONSIBLES])
def test_who_is_responsible_loads_in_each_shape(data: Any, expected: Any) -> None:
    with KnownContext(KNOWN):
        assert ResponsibleField().deserialize(data) == expected


def test_every_shape_of_responsible_is_tried_and_prints_as_typed() -> None:
    assert {type(expected) for _, expected in RESPONSIBLES} == set(responsibles.VARIANTS.values())
    typed = [str(expected) for _, expected in RESPONSIBLES[2:]]

    assert typed == ["Наставники", "Отдел образования", "члены группы", "все"]


@pytest.mark.parametrize("data", [7, None, [], {}, {"persn": "p"}, {"person": "q"}, {"role": "x", "unit": "y"}])
def test_a_strange_responsible_is_refused(data: Any) -> None:
    with pytest.raises(ValidationError), KnownContext(KNOWN):
        ResponsibleField().deserialize(data)


ITEMS: list[dict[str, Any]] = [
    {"kind": "approve", "document": "regulation"},
    {"kind": "introduce", "documents": ["regulation"], "date": "2026-09-01"},
    {"kind": "appoint_curator", "person": "p", "duties": ["вести банк"]},
    {"kind": "working_group", "head": "p", "members": ["p"]},
    {"kind": "assign_pairs", "layout": "lines"},
    {"kind": "programmes", "until": "2026-09-18"},
    {"kind": "pay", "who": "p"},
    {"kind": "publish", "documents": ["regulation"], "who": "p", "until": "до 10.09.2026"},
    {"kind": "acquaint", "who": "p", "whom": "всех"},
    {"kind": "repeal", "acts": ["273-fz"]},
    {"kind": "control"},
    {"kind": "free", "text": "создать раздел", "who": "p", "points": ["открыть"]},
]


@pytest.mark.parametrize("data", ITEMS, ids=[item["kind"] for item in ITEMS])
def test_a_point_of_an_order_loads_in_each_kind(data: dict[str, Any]) -> None:
    with KnownContext(KNOWN):
        loaded = OrderItemField().deserialize(data)

    assert type(loaded) is orders.VARIANTS[data["kind"]]
    assert loaded.kind == data["kind"]


def test_every_kind_of_point_is_tried_and_a_bare_line_is_a_free_one() -> None:
    assert [item["kind"] for item in ITEMS] == list(orders.VARIANTS)
    assert OrderItemField().deserialize("Создать раздел.") == orders.Free(kind="free", text="Создать раздел.")


@pytest.mark.parametrize("data", [7, None, [], {}, {"kind": 7}, {"kind": ["free"]}, {"kind": "contrl"}])
def test_a_strange_point_is_refused(data: Any) -> None:
    with pytest.raises(ValidationError):
        OrderItemField().deserialize(data)


def test_a_misspelt_kind_of_point_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValidationError, match="«control»"):
        OrderItemField().deserialize({"kind": "contrl"})
