"""What sets repeat word for word is loaded once; whatever names somebody by id belongs to its own set."""

from typing import Any

from schemas.document_set import DocumentSet
from schemas.rules import read_set
from tests.conftest import sample_data


def _read(data: dict[str, Any]) -> DocumentSet:
    found = read_set(data).document_set
    assert found is not None
    return found


def _activity(data: dict[str, Any]) -> dict[str, Any]:
    stage = data["roadmap"]["stages"][0]
    found: dict[str, Any] = stage.setdefault("activities", [{"text": "Мероприятие"}])[0]
    return found


def test_the_same_words_in_two_sets_are_loaded_once() -> None:
    first, second = sample_data("school"), sample_data("school")
    for data in (first, second):
        _activity(data).update(text="Совсем особое мероприятие", responsible=["Куратор"])
    second["organization"]["short_name"] = "МБОУ «Другая школа»"

    found = [_read(data).roadmap.stages[0].activities[0] for data in (first, second)]  # type: ignore[union-attr]

    assert found[0] is found[1]
    assert str(found[0].text) == "Совсем особое мероприятие"


def test_the_same_id_means_the_person_of_its_own_set() -> None:
    first, second = sample_data("school"), sample_data("school")
    second["people"][0]["surname"] = "Другова"
    for data in (first, second):
        _activity(data)["responsible"] = [{"person": data["people"][0]["id"]}]

    found = [_read(data).roadmap.stages[0].activities[0].responsible[0] for data in (first, second)]  # type: ignore[union-attr]

    assert [told.person.surname for told in found] == [  # type: ignore[union-attr]
        first["people"][0]["surname"], "Другова",
    ]  # fmt: skip


def test_what_is_wrong_is_told_each_time() -> None:
    data = sample_data("school")
    _activity(data)["deadline"] = "31 ноября"

    found = [[error.pointer for error in read_set(data).errors] for _ in range(2)]

    assert found[0] == found[1] == ["/roadmap/stages/0/activities/0/deadline"]


def test_a_number_is_not_a_truth_value_of_the_same_words() -> None:
    data = sample_data("school")
    payment = next(pair["payment"] for pair in data["pairs"] if "payment" in pair)
    payment["amount"] = 1
    sound = read_set(data).errors
    payment["amount"] = True

    assert sound == ()
    assert [error.code for error in read_set(data).errors] == ["invalid_number"]
