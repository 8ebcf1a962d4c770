"""What is typed is put at its place, and nothing that is typed is lost."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from schemas.rules import read_set
from service.web.forms import read_form
from tests.conftest import sample_data
from tests.web.forms.browser import build, render, sample_steps, sent, steps


def typed(step: str, changes: dict[str, Any], name: str = "school") -> dict[str, Any]:
    """Read a step of a sample with some inputs changed."""
    data = sample_data(name)
    posted = sent(render(build(data, step)))
    for field, value in changes.items():
        posted.setlist(field, value if isinstance(value, list) else [value])
    return read_form(steps(data)[step], data, posted)


@pytest.mark.parametrize(("text", "value"), [
    ("12", 12), ("1,5", 1.5), ("1.5", 1.5), (" 8 ", 8), ("двадцать", "двадцать"), ("12 лет", "12 лет"), ("", None),
    ("1" * 400, "1" * 400), ("nan", "nan"), ("-3", -3),
])  # fmt: skip
def test_a_number_is_read_where_it_is_one_and_kept_as_typed_where_not(text: str, value: Any) -> None:
    assert typed("people", {"/people/0/experience_years": text})["people"][0].get("experience_years") == value


def test_thousands_may_be_parted_by_blanks() -> None:
    assert typed("pairs", {"/pairs/0/payment/amount": "5 000,50"})["pairs"][0]["payment"]["amount"] == 5000.5


def test_a_date_stays_as_it_is_typed() -> None:
    read = typed("order-pairs", {"/orders/order_pairs/date": "5 сентября 2026"})

    assert read["orders"]["order_pairs"]["date"] == "5 сентября 2026"
    assert read_set(read).errors == ()


def test_an_emptied_value_is_taken_away() -> None:
    person = typed("people", {"/people/0/patronymic": " ", "/people/0/hired_on": ""})["people"][0]

    assert "patronymic" not in person
    assert "hired_on" not in person


def test_an_emptied_optional_section_is_taken_away() -> None:
    payment = "/pairs/0/payment"
    emptied = {f"{payment}/{name}": "" for name in ("kind", "mode", "amount", "base", "basis_act")}

    assert "payment" not in typed("pairs", emptied)["pairs"][0]


def test_a_flag_is_set_and_taken_back() -> None:
    flag = "/organization/short_in_charter"

    assert typed("organization", {flag: [""]})["organization"]["short_in_charter"] is False
    assert typed("organization", {flag: ["", "1"]})["organization"]["short_in_charter"] is True


def test_boxes_that_stay_ticked_keep_their_order() -> None:
    data = sample_data("school")
    data["orders"]["order_pairs"]["acquaint"] = ["zayats", "belous"]
    posted = sent(render(build(data, "order-pairs")))
    posted.setlist("/orders/order_pairs/acquaint", ["", "belous", "ponomareva", "zayats"])

    read = read_form(steps(data)["order-pairs"], data, posted)

    assert read["orders"]["order_pairs"]["acquaint"] == ["zayats", "belous", "ponomareva"]


def test_a_new_nominative_drops_the_forms_of_the_old_one() -> None:
    assert typed("organization", {"/organization/term": "Гимназия"})["organization"]["term"] == "Гимназия"
    assert typed("organization", {})["organization"]["term"]["gen"] == "Школы"


def test_a_responsible_is_somebody_from_the_list_or_words() -> None:
    at = "/roadmap/stages/0/responsible"
    read = typed("roadmap", {f"{at}/0/person": "", f"{at}/0/text": "Наставники", f"{at}/2/person": "kim"})

    assert read["roadmap"]["stages"][0]["responsible"] == ["Наставники", {"person": "belous"}, {"person": "kim"}]


def test_a_responsible_both_chosen_and_typed_becomes_two() -> None:
    at = "/roadmap/stages/1/responsible"
    read = typed("roadmap", {f"{at}/1/person": "kim"})

    assert read["roadmap"]["stages"][1]["responsible"][1:] == [
        {"person": "kim"}, {"group": "Руководители методических объединений"},
    ]  # fmt: skip


def test_another_kind_of_point_keeps_the_fields_that_both_have() -> None:
    at = "/orders/order_pairs/items/3"
    read = typed("order-pairs", {f"{at}/kind": "acquaint"})

    assert read["orders"]["order_pairs"]["items"][3] == {"kind": "acquaint", "who": "belous"}


def test_people_pairs_and_acts_get_ids_that_renaming_leaves_alone() -> None:
    data: dict[str, Any] = {"documents": ["order_pairs"], "people": [{}, {}, {}], "pairs": [{}], "acts": [{}]}
    posted = MultiDict({"/people/0/surname": "Щёголева", "/people/1/surname": "Щёголева", "/people/2/surname": ""})
    people = read_form(steps(data)["people"], data, posted)
    acts = read_form(steps(data)["acts"], people, MultiDict({"/acts/0/number": "86-од"}))
    renamed = read_form(steps(data)["people"], acts, MultiDict({"/people/0/surname": "Петрова"}))

    assert [person.get("id") for person in people["people"]] == ["shchyogoleva", "shchyogoleva-2", None]
    assert renamed["people"][0] == {"surname": "Петрова", "id": "shchyogoleva"}
    assert (acts["pairs"][0]["id"], acts["acts"][0]["id"]) == ("pair-1", "act-86-od")


def test_rows_that_the_server_has_forgotten_are_read_from_what_is_sent() -> None:
    data: dict[str, Any] = {"documents": ["order_pairs"]}
    posted = MultiDict({"/people/0/surname": "Белоус", "/people/1/surname": "Ким"})

    assert [person["surname"] for person in read_form(steps(data)["people"], data, posted)["people"]] == [
        "Белоус", "Ким",
    ]  # fmt: skip


def test_what_a_control_cannot_hold_is_shown_and_kept() -> None:
    data = sample_data("school")
    data["people"][0]["surname"] = {"foo": 1}
    data["roadmap"]["stages"][0]["deadline"] = {"unknown": True}
    data["pairs"] = "не список"
    for step in ("people", "roadmap", "pairs"):
        form = build(data, step)

        assert [field.shape for field in form.fields()].count("fixed") == 1
        assert read_form(steps(data)[step], data, sent(render(form))) == data


def test_an_act_spelled_out_in_place_can_be_kept_or_replaced() -> None:
    data = sample_data("school")
    data["orders"]["order_pairs"]["basis"][0]["act"] = {"kind": "order", "number": "5", "title": "О наградах"}
    step, name = steps(data)["order-pairs"], "/orders/order_pairs/basis/0/act"
    posted = sent(render(build(data, "order-pairs")))
    replaced = MultiDict(posted)
    replaced[name] = "tk-351-8"

    assert read_form(step, data, posted) == data
    assert read_form(step, data, replaced)["orders"]["order_pairs"]["basis"][0]["act"] == "tk-351-8"


def test_unknown_names_and_other_steps_are_left_alone() -> None:
    data = sample_data("school")
    hostile = MultiDict({
        "/orders/order_pairs/number": "1", "/documents/0": "x", "/people/0/foo": "x", "/people/x/surname": "x",
        "/people/-1/surname": "x", "/people/99999999/surname": "x", "/lexicon": "x", "": "x", "/": "x", "//": "x",
        "/people": "x", "/people/0": "x", "/people/0/id": "x", "/people/0/contract": "x",
    })  # fmt: skip

    assert read_form(steps(data)["people"], data, hostile) == data


NAMES = sorted({name for sample, step in sample_steps() if sample == "minimal"
                for name in sent(render(build(sample_data(sample), step)))})  # fmt: skip
_RAW: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_POSTED = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=20), st.text(max_size=30)), max_size=40)
_SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SLOW
@given(st.sampled_from(sorted(steps(sample_data("minimal")))), _POSTED)
def test_any_post_is_read_and_shown_without_touching_other_parts(
    step: str, sent_pairs: list[tuple[str, str]]
) -> None:
    data = sample_data("minimal")
    before = copy.deepcopy(data)
    chosen = steps(data)[step]
    read = read_form(chosen, data, MultiDict(sent_pairs))
    own = {pointer.split("/")[1] for pointer in chosen.pointers}

    assert data == before
    assert {key: value for key, value in read.items() if key not in own} == {
        key: value for key, value in before.items() if key not in own
    }
    assert read_form(chosen, read, sent(render(build(read, step)))) == read


@_SLOW
@given(st.sampled_from(sorted(steps(sample_data("minimal")))), _RAW)
def test_any_data_are_shown_and_survive_a_page_sent_back(step: str, raw: Any) -> None:
    data = sample_data("minimal")
    for pointer in steps(data)[step].pointers:
        owner: Any = data
        *way, last = pointer.split("/")[1:]
        for name in way:
            owner = owner[name]
        owner[last] = raw

    read = read_form(steps(data)[step], data, sent(render(build(data, step, tuple(read_set(data).errors)))))

    assert _filled(read) == _filled(data)
    assert read_form(steps(data)[step], read, sent(render(build(read, step)))) == read


def _filled(value: Any) -> Any:
    """Give data without ids, which are given, and empty objects, which stand for sections to be filled."""
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {name: _filled(inner) for name, inner in value.items() if name != "id"}
    return {name: inner for name, inner in found.items() if inner is not None and inner != {}}


@_SLOW
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1, max_size=80))
def test_any_line_that_is_typed_comes_back_as_typed(text: str) -> None:
    read = typed("people", {"/people/0/education": text}, "minimal")
    shown = {field.name: field.value for field in build(read, "people").fields()}

    assert shown["/people/0/education"] == (text if text.strip() else "")
