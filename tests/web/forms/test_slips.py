"""What is put right while the page of people is saved."""

from typing import Any

import pytest

from service.web.forms import mend_slips
from tests.web.forms.browser import steps

HEAD = {"id": "ryabinina", "surname": "Рябинина", "name": "Ольга", "position": "директор"}
TEACHER = {"id": "khrupok", "surname": "Хрупок", "name": "Олег", "position": "учитель истории"}


Told = tuple[dict[str, Any], str]


def mended(people: list[Any], step: str = "people", *, leaving: bool = True, **data: Any) -> Told:
    found = {"documents": ["order_pairs"], "people": people, **data}
    told = mend_slips(steps(found)[step], found, leaving=leaving)
    return told.data, told.said


def test_a_full_name_typed_as_a_surname_is_parted() -> None:
    data, said = mended([{"id": "x", "surname": "Рябинина Ольга Викторовна"}])

    assert data["people"] == [{"id": "x", "surname": "Рябинина", "name": "Ольга", "patronymic": "Викторовна"}]
    assert said == "Разнесено по полям: Рябинина Ольга Викторовна."


@pytest.mark.parametrize("person", [
    {"surname": "Рябинина Ольга", "name": "Ольга"},
    {"surname": "Ким"},
    {"surname": "петров (совместитель)"},
    {"surname": 5},
])  # fmt: skip
def test_any_other_surname_is_left_alone(person: dict[str, Any]) -> None:
    data, said = mended([dict(person)])

    assert data["people"] == [person]
    assert not said


@pytest.mark.parametrize("position", ["директор", "Директор школы", "заведующая", "и. о. директора"])
def test_the_only_one_who_can_be_the_head_is_chosen_and_told(position: str) -> None:
    data, said = mended([{**HEAD, "position": position}, TEACHER])

    assert data["organization"]["head"] == "ryabinina"
    assert said == "Руководитель – Рябинина О., по должности. Выбрать другого можно на странице «Организация»."


@pytest.mark.parametrize("people", [
    [HEAD, {**HEAD, "id": "second"}],
    [TEACHER],
    [{**HEAD, "position": "директор музея"}],
    [{**HEAD, "position": "заведующий хозяйством"}],
    [{**HEAD, "position": "заместитель директора"}],
])  # fmt: skip
def test_no_head_is_chosen_where_it_is_not_plain(people: list[Any]) -> None:
    data, said = mended(people)

    assert "head" not in data.get("organization", {})
    assert not said


def test_a_head_who_was_chosen_stays() -> None:
    data, said = mended([HEAD, TEACHER], organization={"head": "khrupok"})

    assert data["organization"] == {"head": "khrupok"}
    assert not said


def test_no_head_is_chosen_while_people_are_still_added_or_on_another_page() -> None:
    assert "head" not in mended([HEAD], leaving=False)[0].get("organization", {})
    assert "head" not in mended([HEAD], "organization")[0].get("organization", {})
