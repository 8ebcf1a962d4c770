"""Three versions of one set become one, or a question."""

from typing import Any

import pytest

from service.web.pages.merging import ABSENT, UNKNOWN, Conflict, merge

ANNA = {"id": "a", "name": "Анна"}
BORIS = {"id": "b", "name": "Борис"}
VERA = {"id": "v", "name": "Вера"}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ({"x": 1}, {"x": 2}, {"x": 1, "y": 3}, {"x": 2, "y": 3}),
        ({"x": 1, "y": 1}, {"x": 1}, {"x": 1, "y": 1, "z": 1}, {"x": 1, "z": 1}),
        ({"x": {"y": 1, "z": 1}}, {"x": {"y": 2, "z": 1}}, {"x": {"y": 1, "z": 2}}, {"x": {"y": 2, "z": 2}}),
        ([1, 2], [1, 3], [4, 2], [4, 3]),
        ({"x": 1}, {"x": 2}, {"x": 2}, {"x": 2}),
    ],
)
def test_changes_of_different_places_are_laid_together(base: Any, mine: Any, theirs: Any, merged: Any) -> None:
    assert merge(base, mine, theirs).data == merged
    assert merge(base, mine, theirs).conflicts == ()


def test_rows_are_followed_by_their_id() -> None:
    renamed = {**BORIS, "name": "Богдан"}

    found = merge([ANNA, BORIS], [BORIS], [ANNA, renamed, VERA])

    assert found.data == [renamed, VERA]
    assert found.conflicts == ()


def test_the_order_of_the_tab_that_moved_rows_stays() -> None:
    assert merge([ANNA, BORIS], [BORIS, ANNA], [ANNA, BORIS, VERA]).data == [BORIS, ANNA, VERA]
    assert merge([ANNA, BORIS], [ANNA, BORIS, VERA], [BORIS, ANNA]).data == [BORIS, ANNA, VERA]


def test_a_row_removed_here_and_changed_there_is_a_question() -> None:
    renamed = {**BORIS, "name": "Богдан"}

    found = merge([ANNA, BORIS], [ANNA], [ANNA, renamed])

    assert found.conflicts == (Conflict("/1", ABSENT, renamed),)
    assert merge([ANNA, BORIS], [ANNA], [ANNA, renamed], {"/1": "mine"}).data == [ANNA]
    assert merge([ANNA, BORIS], [ANNA], [ANNA, renamed], {"/1": "theirs"}).data == [ANNA, renamed]


def test_lists_without_ids_that_both_grew_are_a_question() -> None:
    found = merge({"s": ["a"]}, {"s": ["a", "b"]}, {"s": ["a", "c"]})

    assert found.conflicts == (Conflict("/s", ["a", "b"], ["a", "c"]),)
    assert found.data == {"s": ["a", "c"]}


def test_yes_is_not_one() -> None:
    assert merge({"x": 1}, {"x": True}, {"x": 1}).data == {"x": True}
    assert merge({"x": 1}, {"x": True}, {"x": 1}).data["x"] is True


def test_without_a_base_every_difference_is_a_question() -> None:
    found = merge(UNKNOWN, {"x": 1, "y": 1, "z": [1]}, {"x": 2, "y": 1, "z": [1, 2]})

    assert [conflict.pointer for conflict in found.conflicts] == ["/x", "/z"]
    assert merge(UNKNOWN, {"x": 1}, {"x": 2}, {"/x": "mine"}).data == {"x": 1}


def test_names_in_pointers_are_escaped() -> None:
    assert merge({"a/b~": 1}, {"a/b~": 2}, {"a/b~": 3}).conflicts == (Conflict("/a~1b~0", 2, 3),)


def test_two_new_rows_with_one_id_are_a_question() -> None:
    assert merge([], [ANNA], [{**BORIS, "id": "a"}]).conflicts == (Conflict("/0", ANNA, {**BORIS, "id": "a"}),)
