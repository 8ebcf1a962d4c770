"""The library of legal acts and references to people, acts and pairs."""

import datetime as dt
import tomllib

import pytest
from jinja2.runtime import Context

from schemas.acts import LegalAct, legal_choices, library, profiles
from schemas.base import schema_of
from schemas.rules import read_set
from service.config import bundled
from service.filters.acts import act
from tests.filters.context import make_context
from tests.schemas.reading import NOTHING, changed, errors

IDS = sorted(library())


@pytest.fixture
def context() -> Context:
    """A context of templates with the usual choices."""
    return make_context()


def test_no_two_acts_of_the_library_have_one_id() -> None:
    raw = tomllib.loads((bundled("schemas") / "legal_acts.toml").read_text(encoding="utf-8"))

    assert sorted(found["id"] for found in raw["acts"]) == IDS
    assert schema_of(LegalAct)(many=True).validate(raw["acts"]) == {}


@pytest.mark.parametrize("name", IDS)
def test_an_act_that_is_no_longer_in_force_says_since_when_and_by_what_it_is_replaced(name: str) -> None:
    found = library()[name]

    assert (found.status == "in_force") == (found.lapsed_on is None)
    assert (found.status == "superseded") == (found.superseded_by is not None)
    assert found.superseded_by is None or found.superseded_by in library()
    assert found.level == "federal"
    assert found.in_force_from is not None


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("case", ["nom", "gen", "ins"])
def test_an_act_of_the_library_is_cited_in_the_cases_that_orders_need_and_without_doubt(
    context: Context, name: str, case: str
) -> None:
    text = act(context, library()[name], case)

    assert "{" not in text
    assert "None" not in text
    assert "  " not in text
    assert text.count("«") == text.count("»")
    assert context["_state"].report.doubts == ()
    assert (case == "nom") == (text == act(context, library()[name], "nom"))


@pytest.mark.parametrize("profile", ["2022", "2026"])
def test_a_profile_names_acts_of_the_library_each_once(profile: str) -> None:
    named = profiles()[profile]

    assert set(named) <= set(library())
    assert len(named) == len(set(named))


def test_the_current_profile_holds_only_what_is_in_force() -> None:
    assert {library()[name].status for name in profiles()["2026"]} == {"in_force"}


def test_an_act_of_the_set_goes_before_one_of_the_library() -> None:
    own = {"id": "273-fz", "kind": "order", "number": "5"}
    changes = {"/acts": [own], "/orders/order_approval/basis/0/act": "273-fz"}
    document_set = read_set(changed("minimal", changes)).document_set

    assert document_set is not None
    assert document_set.orders["order_approval"].basis[0].act == schema_of(LegalAct)().load(own)


def test_an_act_may_be_spelt_out_where_it_is_cited() -> None:
    spelt = {"kind": "order", "number": "5", "date": "2026-01-12"}

    assert errors(changed("minimal", {"/orders/order_approval/basis/0/act": spelt})) == {}


@pytest.mark.parametrize(
    ("pointer", "name", "code", "meant"),
    [
        ("/organization/head", "directr", "unknown_people", "director"),
        ("/pairs/0/mentor", "mentr", "unknown_people", "mentor"),
        ("/pairs/0/mentees/0", "mente", "unknown_people", "mentee"),
        ("/programmes/0/pair", "pair-2", "unknown_pairs", "pair-1"),
        ("/orders/order_approval/basis/0/act", "tk-351", "unknown_acts", "tk-351-8"),
        ("/analytical_note/author", "deputi", "unknown_people", "deputy"),
    ],
)
def test_a_reference_to_nobody_is_answered_with_the_nearest(
    pointer: str, name: str, code: str, meant: str
) -> None:
    found = errors(changed("minimal", {pointer: name}))

    assert f"«{meant}»" in found[pointer, code]


def test_a_reference_to_somebody_who_is_wrong_is_not_told_a_second_time() -> None:
    found = errors(changed("minimal", {"/people/0/surname": NOTHING}))

    assert set(found) == {("/people/0/surname", "required")}


def _status(name: str, today: dt.date) -> str:
    (found,) = [choice for choice in legal_choices(today) if choice.id == name]
    return found.status


def test_the_library_is_offered_with_the_state_of_each_act_acts_in_force_first() -> None:
    choices = legal_choices(dt.date(2026, 9, 1))
    in_force = [choice.in_force for choice in choices]

    assert {choice.id for choice in choices} == set(library())
    assert in_force == sorted(in_force, reverse=True)
    assert all(choice.successor is None or choice.successor in library() for choice in choices)
    assert all("{" not in choice.title for choice in choices)


@pytest.mark.parametrize(
    ("act", "today", "status"),
    [
        ("up-474-2020", "2026-09-01", "заменён с 07.05.2024"),
        ("up-474-2020", "2024-05-06", "действует"),
        ("np-education", "2026-09-01", "утратил силу с 01.01.2025"),
        ("tk-351-8", "2025-02-28", "вступит в силу 01.03.2025"),
        ("tk-351-8", "2025-03-01", "действует"),
    ],
)
def test_the_state_of_an_act_is_that_of_the_day(act: str, today: str, status: str) -> None:
    assert _status(act, dt.date.fromisoformat(today)) == status


def test_an_act_of_ones_own_is_offered_as_it_would_be_cited() -> None:
    told = {"kind": "order", "author": "Управления образования", "date": "2026-08-18", "number": "1"}
    own = {**told, "id": "uo-1", "title": "О наставничестве", "clause": "пункт 2"}
    acts = schema_of(LegalAct)(many=True).load([own, told])

    (choice,) = legal_choices(dt.date(2026, 9, 1), acts)

    assert choice.title == "приказ (пункт 2) Управления образования от 18.08.2026 № 1 «О наставничестве»"
