"""Filters for what documents say of each other, and for citing acts."""

import datetime as dt
from typing import Any

import pytest
from jinja2.runtime import Context

from schemas.acts import Basis, LegalAct, library
from schemas.approvals import ApprovalMark
from schemas.base import schema_of
from schemas.orders import AppointCurator, Approve, Order
from schemas.people import Person
from schemas.phrases import Phrase
from schemas.responsibles import ResponsiblePerson, Words
from service.catalog import Catalog
from service.filters import acts, documents
from service.filters.names import org
from tests.filters.context import doubts_of, make_context

NBSP = "\u00a0"
PERSON = Person(id="p", surname="Седых", name="Ольга", patronymic="Ильинична", position=Phrase(nom="учитель"))


def _act(**more: Any) -> LegalAct:
    data = {"kind": "order", "author": "Министерства", "date": "2026-01-12", "number": "5", "title": "О «Ростке»"}
    loaded: LegalAct = schema_of(LegalAct)().load({k: v for k, v in (data | more).items() if v is not None})
    return loaded


def _order(*documents_: str) -> Order:
    items = tuple(Approve(kind="approve", document=document) for document in documents_)
    day = dt.date(2026, 9, 1)
    curator = AppointCurator(kind="appoint_curator", person=PERSON)
    return Order(number="1", date=day, title="О деле", basis=(), items=(*items, curator))


def _mark(kind: str, **more: Any) -> ApprovalMark:
    return ApprovalMark(kind=kind, **more)


@pytest.fixture
def context(catalog: Catalog) -> Context:
    """A context of the regulation in a set with one order."""
    orders = {"order_approval": _order("roadmap", "regulation")}
    return make_context(kinds=catalog.kinds, kind=catalog.kinds["regulation"], orders=orders)


@pytest.mark.parametrize(
    ("case", "begin"),
    [("nom", "приказ"), ("gen", "приказа"), ("dat", "приказу"), ("acc", "приказ"), ("ins", "приказом")],
)
def test_an_act_is_cited_in_each_case(context: Context, case: str, begin: str) -> None:
    assert acts.act(context, _act(), case) == f"{begin} Министерства от 12.01.2026 №{NBSP}5 «О „Ростке“»"


def test_an_act_is_cited_with_a_date_in_words() -> None:
    text = acts.act(make_context(date_style="words"), _act(title=None), "gen")

    assert text.replace(NBSP, " ") == "приказа Министерства от 12 января 2026 г. № 5"
    assert "12.01.2026" in acts.act(make_context(date_style="words"), _act(), "gen", "digits")


def test_an_act_without_some_of_its_parts_is_cited_without_them(context: Context) -> None:
    assert acts.act(context, _act(date=None, author=None), "nom") == f"приказ №{NBSP}5 «О „Ростке“»"
    assert acts.act(context, _act(number=None, title="Об отпуске"), "gen") == (
        "приказа Министерства от 12.01.2026 «Об отпуске»"
    )


def test_a_clause_is_cited_before_its_act(context: Context) -> None:
    assert acts.act_name(context, _act(clause="пункт 33"), "ins") == "пунктом 33 приказа Министерства"


def test_an_amended_act_names_its_amendments(context: Context) -> None:
    amended = _act(amended_by=[{"date": "2026-02-01", "number": "6"}], amended_as="приказов Министерства")

    assert acts.act(context, amended).endswith(f"(в редакции приказов Министерства от 01.02.2026 №{NBSP}6)")


def test_a_changed_act_says_so_in_lists_only(context: Context) -> None:
    assert acts.act(context, _act(changed=True)).endswith("(с изменениями)")
    assert not acts.act(context, _act(changed=True), "gen").endswith("(с изменениями)")


def test_words_of_ones_own_are_taken_as_they_are_or_declined(context: Context) -> None:
    own = _act(cite={"nom": "устав школы {ref}", "gen": "нашего устава {ref}"})

    assert acts.act(context, own, "gen") == f"нашего устава от 12.01.2026 №{NBSP}5"
    assert acts.act(context, own, "acc") == f"устав школы от 12.01.2026 №{NBSP}5"
    assert acts.act(context, own, "ins") == f"уставом школы от 12.01.2026 №{NBSP}5"
    assert doubts_of(context) == []


def test_an_act_without_date_and_number_leaves_blanks_for_a_pen(context: Context) -> None:
    assert acts.act_reference(context, _act()) == f"от 12.01.2026 №{NBSP}5"
    assert "____" in acts.act_reference(context, _act(date=None, number=None))


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (Basis(mode="pursuant_to", text="плана"), "во исполнение"),
        (Basis(mode="in_accordance_with", text="планом"), "в соответствии с"),
        (Basis(mode="in_accordance_with", text="статьёй 28"), "в соответствии со"),
        (Basis(mode="in_accordance_with", act=library()["tk-351-8"], text=None), "в соответствии со"),
        (Basis(mode="in_accordance_with", order="order_approval", text=None), "в соответствии с"),
        (Basis(mode="for_the_purpose_of", text="развития"), "в целях"),
    ],
)
def test_a_ground_is_led_in(context: Context, basis: Basis, expected: str) -> None:
    assert acts.leading_words(context, basis) == expected


@pytest.mark.parametrize(("mode", "case"), [
    ("in_accordance_with", "ins"), ("guided_by", "ins"), ("pursuant_to", "gen"), ("on_the_ground_of", "gen"),
])  # fmt: skip
def test_the_leading_words_govern_a_case(mode: str, case: str) -> None:
    assert Basis(mode=mode, text="плана").case == case


def test_a_document_is_named_by_its_kind_or_by_the_point(context: Context, catalog: Catalog) -> None:
    by_kind = Approve(kind="approve", document="roadmap")
    by_point = Approve(kind="approve", document="другое", title=Phrase(nom="Программа развития"))

    assert documents.document_name(context, by_kind, "acc") == catalog.kinds["roadmap"].name.acc
    assert documents.document_name(context, by_point, "acc") == "Программу развития"
    with pytest.raises(ValueError, match="впишите title"):
        documents.document_name(context, Approve(kind="approve", document="другое"))


def test_the_word_of_approval_agrees_with_the_document(context: Context) -> None:
    assert documents.approved_word(context, _mark("approved")) == "УТВЕРЖДЕНО"
    assert documents.approved_word(context, _mark("approved", agree_with="pl")) == "УТВЕРЖДЕНЫ"


def test_the_number_of_an_attachment_is_counted_from_the_order(context: Context) -> None:
    assert documents.appendix_number(context, _mark("appendix", order="order_approval")) == 2
    assert documents.appendix_number(context, _mark("appendix", number=7)) == 7
    assert documents.appendix_number(context, _mark("appendix")) is None


def test_marks_stand_right_and_left_the_attachment_first() -> None:
    marks = [_mark("approved"), _mark("agreed"), _mark("appendix"), _mark("adopted"), _mark("approve")]

    assert [mark.kind for mark in documents.on_the_right(marks)] == ["appendix", "approved", "approve"]
    assert [mark.kind for mark in documents.on_the_left(marks)] == ["agreed", "adopted"]
    assert documents.has_approval(marks)
    assert not documents.has_approval(marks[1:])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, "учитель"), ({"position_short": "уч."}, "уч."), ({"position": None}, None)],
)
def test_who_is_responsible_is_named_with_the_short_position(
    context: Context, changes: dict[str, Any], expected: str | None
) -> None:
    who = Person(**({field: getattr(PERSON, field) for field in PERSON.__dataclass_fields__} | changes))
    text = documents.responsible(context, ResponsiblePerson(person=who))

    assert text == f"Седых{NBSP}О.И." + (f", {expected}" if expected else "")
    assert documents.responsible(context, Words(text="Все")) == "Все"


def test_the_curator_is_found_in_the_orders() -> None:
    assert documents.curator({"a": _order(), "b": _order()}) is PERSON
    assert documents.curator({}) is None


def test_a_doubtful_organisation_goes_into_the_report(context: Context) -> None:
    org(context, "Фонд «Ы»", "gen")
    org(context, "Брызгомёт зелёновый", "gen")

    assert {text for text, _ in doubts_of(context)} >= {"Брызгомёт зелёновый"}
