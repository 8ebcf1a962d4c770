"""Whatever is wrong with the data is told at its place, in Russian, and never as an exception."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.rules import read_set
from tests.conftest import sample_data
from tests.schemas.reading import changed, errors
from tests.schemas.walking import Path, apart, leaves, objects, pointer, put, shape

UNKNOWN = "neznakomoe_pole"


def _one_of_each(paths: list[Path]) -> list[Path]:
    """Keep one path of each shape."""
    return list({shape(path): path for path in paths}.values())


SCHOOL_LEAVES = apart(_one_of_each(list(leaves(sample_data("school")))))
REFERRED_TO = [path for path in leaves(sample_data("minimal")) if path[0] in {"people", "organization", "pairs"}]
SCHOOL_OBJECTS = apart(_one_of_each([path for path in objects(sample_data("school")) if path]))


def _told_at(path: Path) -> str:
    """Give the pointer of a value, that of the whole paragraph for a part of one."""
    return pointer(path[: path.index("para") + 1] if "para" in path else path)


@pytest.mark.parametrize("number", range(len(SCHOOL_LEAVES)))
def test_a_value_of_a_wrong_type_is_told_at_its_place(number: int) -> None:
    data = sample_data("school")
    for path in SCHOOL_LEAVES[number]:
        put(data, path, {"zzz": 1} if number % 2 else [[]])
    found = {at for at, _ in errors(data)}
    missed = [path for path in SCHOOL_LEAVES[number] if not any(at.startswith(_told_at(path)) for at in found)]

    assert missed == []


@pytest.mark.parametrize("path", REFERRED_TO, ids=pointer)
def test_one_value_of_a_wrong_type_never_breaks_the_reading(path: Path) -> None:
    data = sample_data("minimal")
    put(data, path, {"zzz": 1})

    assert any(at.startswith(pointer(path)) for at, _ in errors(data))


@pytest.mark.parametrize("pointer_", ["/people/0/surname", "/pairs/0/mentor", "/roadmap/stages", "/organization"])
def test_null_is_refused_where_a_value_is_required(pointer_: str) -> None:
    assert (pointer_, "null") in errors(changed("minimal", {pointer_: None}))


@pytest.mark.parametrize(
    "pointer_", ["/people/0/birth_year", "/roadmap/period", "/authority", "/regulation/valid"]
)
def test_null_is_as_good_as_nothing_where_a_value_may_be_left_out(pointer_: str) -> None:
    assert errors(changed("minimal", {pointer_: None})) == {}


@pytest.mark.parametrize("number", range(len(SCHOOL_OBJECTS)))
def test_an_unknown_field_is_refused_at_every_level(number: int) -> None:
    data = sample_data("school")
    for path in SCHOOL_OBJECTS[number]:
        owner: Any = data
        for step in path:
            owner = owner[step]
        owner[UNKNOWN] = 1
    found = {at for at, _ in errors(data)}
    missed = [path for path in SCHOOL_OBJECTS[number] if not any(at.startswith(_told_at(path)) for at in found)]

    assert missed == []


@pytest.mark.parametrize(
    ("place", "name", "meant"),
    [
        ("", "organisation", "organization"),
        ("/organization", "fullname", "full_name"),
        ("/people/0", "surnam", "surname"),
        ("/orders/order_approval", "titel", "title"),
        ("/orders/order_approval/items/2", "persn", "person"),
        ("/orders/order_approval/basis/0", "akt", "act"),
        ("/roadmap/stages/1", "deadlin", "deadline"),
        ("/pairs/0/period", "form", "from"),
        ("/pairs/0/consents", "mentoor", "mentor"),
        ("/programmes/0/plan/stages/0/activities/0", "responsable", "responsible"),
        ("/analytical_note/staff", "novises", "novices"),
    ],
)
def test_a_misspelt_field_is_answered_with_the_nearest_known_one(place: str, name: str, meant: str) -> None:
    found = errors(changed("minimal", {f"{place}/{name}": "x"}))

    assert f"«{meant}»" in found[f"{place}/{name}", "unknown_field"]


@pytest.mark.parametrize("data", [None, [], "комплект", 7, 1.5, True, {}])
def test_what_is_no_set_at_all_is_refused(data: Any) -> None:
    assert errors(data)


def test_a_slash_and_a_tilde_in_a_name_are_written_as_the_standard_of_pointers_says() -> None:
    assert ("/a~1b~0c", "unknown_field") in errors(changed("minimal", {}) | {"a/b~c": 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SECTIONS = st.sampled_from(sorted(sample_data("school")))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_arbitrary_json_is_refused_and_nothing_else(data: Any) -> None:
    reading = read_set(data)

    assert reading.document_set is None
    assert reading.errors


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(SECTIONS, JSON, min_size=1, max_size=4))
def test_arbitrary_sections_in_a_sound_set_never_break_the_reading(sections: dict[str, Any]) -> None:
    reading = read_set(sample_data("minimal") | sections)

    assert (reading.document_set is None) == bool(reading.errors)


MINIMAL_LEAVES = list(leaves(sample_data("minimal")))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(MINIMAL_LEAVES), JSON, min_size=1, max_size=4))
def test_arbitrary_values_in_a_sound_set_never_break_the_reading(values: dict[Path, Any]) -> None:
    data = sample_data("minimal")
    for path, value in values.items():
        put(data, path, value)
    reading = read_set(data)

    assert (reading.document_set is None) == bool(reading.errors)


def test_every_sentence_is_russian() -> None:
    data = sample_data("school")
    for path in _one_of_each(list(leaves(data))):
        put(data, path, 17.5)
    sentences = errors(data).values()

    assert all(re.match("[«А-ЯЁ]", sentence) for sentence in sentences)
    assert len(sentences) > 50


def test_five_megabytes_of_text_are_refused_at_their_place_in_no_great_answer() -> None:
    found = errors(changed("minimal", {"/analytical_note/conclusions": "я" * 5_000_000}))

    assert set(found) == {("/analytical_note/conclusions", "too_long")}
    assert len(json.dumps(list(found.values()))) < 2_000


@pytest.mark.parametrize("text", ["", "   ", "\t", "\n"])
@pytest.mark.parametrize("place", ["/people/0/surname", "/analytical_note/conclusions", "/organization/full_name"])
def test_an_empty_string_is_refused(place: str, text: str) -> None:
    assert (place, "empty") in errors(changed("minimal", {place: text}))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff", "\u2028"])
@pytest.mark.parametrize("place", ["/people/0/surname", "/analytical_note/conclusions", "/organization/full_name"])
def test_a_control_character_is_refused_by_its_number(place: str, sign: str) -> None:
    found = errors(changed("minimal", {place: f"Лебед{sign}ева"}))

    assert f"U+{ord(sign):04X}" in found[place, "control_character"]


def test_a_line_break_is_refused_where_one_line_is_wanted() -> None:
    assert ("/people/0/surname", "line_break") in errors(changed("minimal", {"/people/0/surname": "Лебе\nдева"}))
