"""Names that the program is not sure of are shown with their forms, corrected in place and printed so."""

import json
from typing import Any

import pytest

from service.language import Case, Doubt
from service.render import docx_text
from service.web.pages.words import doubtful_names, with_forms
from tests.conftest import sample_data
from tests.web.pages.visiting import Visitor

FORMS = {"gen": "Кваркши", "dat": "Кваркше", "acc": "Кваркшу", "ins": "Кваркшей", "prep": "Кваркше"}


def _with_doubt() -> dict[str, Any]:
    data = sample_data("school")
    data["documents"] = ["order_curator"]
    curator = next(i["person"] for i in data["orders"]["order_curator"]["items"] if i["kind"] == "appoint_curator")
    person = next(person for person in data["people"] if person["id"] == curator)
    person.update(surname="Кваркш", name="Зузук")
    for told in ("patronymic", "gender"):
        person.pop(told, None)
    return data


@pytest.fixture
def doubtful(visitor: Visitor) -> Visitor:
    """The check page of a set with a name that nobody can decline."""
    return visitor.upload(json.dumps(_with_doubt()).encode())


def _word(visitor: Visitor) -> str:
    return docx_text(visitor.client.get(f"{visitor.draft}/files/0.docx").data)


def test_a_doubtful_name_is_shown_with_its_forms_and_the_reason(doubtful: Visitor) -> None:
    form = doubtful.form(f"//form[@action='{doubtful.draft}/names']")

    assert "Кваркш Зузук" in form.text_content()
    assert [field.get("name") for field in form.xpath(".//input[@type='text']")] == list(FORMS)
    assert "Пол неизвестен" in form.text_content()
    assert "gender" not in form.text_content()


def test_corrected_forms_are_printed_and_the_doubt_is_gone(doubtful: Visitor) -> None:
    forms = {case: f"{form} Зузук" for case, form in FORMS.items()}

    doubtful.send(forms, form=f"//form[@action='{doubtful.draft}/names']")

    assert "Формы сохранены" in doubtful.text
    assert "Сомнений нет" in doubtful.text
    assert "Кваркшу" in _word(doubtful)
    assert doubtful.data()["lexicon"]["person"]["Кваркш Зузук"]["acc"] == "Кваркшу Зузук"


def test_the_field_of_a_corrected_name_shows_the_corrected_forms(doubtful: Visitor) -> None:
    forms = {case: f"{form} Зузук" for case, form in FORMS.items()}

    doubtful.send(forms, form=f"//form[@action='{doubtful.draft}/names']")

    people = doubtful.open(f"{doubtful.draft}/steps/people").text
    assert "Кваркши Зузук" in people
    assert "Кваркшей Зузук" in people


def test_the_field_of_a_corrected_position_shows_the_corrected_forms(visitor: Visitor) -> None:
    data = _with_doubt()
    data["people"][0]["position"] = "кварконаставник"
    data["lexicon"] = {"position": {"Кварконаставник": {"gen": "кварконаставницы"}}}

    visitor.upload(json.dumps(data).encode()).open(f"{visitor.draft}/steps/people")

    assert "кварконаставницы" in visitor.text


def test_forms_of_one_name_do_not_serve_another(doubtful: Visitor) -> None:
    forms = {case: f"{form} Зузук" for case, form in FORMS.items()}
    doubtful.send(forms, form=f"//form[@action='{doubtful.draft}/names']")
    index = next(i for i, person in enumerate(doubtful.data()["people"]) if person["surname"] == "Кваркш")

    doubtful.open(f"{doubtful.draft}/steps/people").send({f"/people/{index}/surname": "Белова"}, do="save")

    assert "Кваркш" not in _word(doubtful)
    assert "Белов" in _word(doubtful)


def test_forms_that_stand_in_the_set_are_corrected_where_they_stand() -> None:
    data: dict[str, Any] = {
        "people": [{"surname": "Кваркш", "cases": {"gen": "Кваркш"}}],
        "organization": {"full_name": {"gen": "Ш"}},
    }

    changed = with_forms(data, "person", "Кваркш", "/people/0", FORMS)
    again = with_forms(changed, "org", "Школа", "/organization/full_name", {"gen": "Школы"})

    assert again["people"][0]["cases"] == FORMS
    assert again["organization"]["full_name"] == {"gen": "Школы"}
    assert "lexicon" not in again
    assert data["people"] == [{"surname": "Кваркш", "cases": {"gen": "Кваркш"}}]


@pytest.mark.parametrize("place", ["", "/people/7", "/people/x", "/nothing/here", "/people/0/surname"])
def test_forms_without_a_place_go_into_the_lexicon(place: str) -> None:
    changed = with_forms(
        {"people": [{"surname": "К"}], "lexicon": 7}, "position", "тьютор", place, {"gen": " тьютора "}
    )

    assert changed["lexicon"] == {"position": {"тьютор": {"gen": "тьютора"}}}


def test_doubts_of_one_text_are_told_once() -> None:
    written: list[tuple[Case, str]] = [("gen", "Кваркша"), ("dat", "Кваркшу"), ("gen", "Кваркша")]
    snippet = '{"cases": {"gen": "Кваркша"}}'
    doubts = [
        Doubt("order", "/people/0", "Кваркш", case, form, "нет в словаре", snippet, "person")
        for case, form in written
    ]

    found = doubtful_names(doubts, {})

    assert [(name.text, name.written, name.reasons) for name in found] == [
        ("Кваркш", ["Кваркша", "Кваркшу"], ["нет в словаре"])
    ]
    assert found[0].forms["gen"] == "Кваркша"


@pytest.mark.parametrize("kind", ["", "lexicon", "../x"])
def test_forms_of_an_unknown_kind_are_refused(doubtful: Visitor, kind: str) -> None:
    before = doubtful.data()

    doubtful.client.post(f"{doubtful.draft}/names", data={
        "kind": kind, "text": "Х", "csrf_token": doubtful.page.xpath("//input[@name='csrf_token']/@value")[0],
    })  # fmt: skip

    assert doubtful.data() == before
