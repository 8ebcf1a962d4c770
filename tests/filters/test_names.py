"""Filters for people, positions and organisations: cases, forms, what the user has fixed, doubts."""

from typing import Any

import pytest
from jinja2.runtime import Context

from schemas.base import schema_of
from schemas.organization import Organization
from schemas.people import Person
from schemas.phrases import Phrase
from service.filters.names import acquainted, described, join_and, named, org, people, person, position
from tests.filters.context import doubts_of, make_context

NBSP = "\u00a0"


def _person(**more: Any) -> Person:
    data = {"id": "p", "surname": "Иванова", "name": "Мария", "patronymic": "Петровна", "position": "директор"}
    loaded: Person = schema_of(Person)().load({k: v for k, v in (data | more).items() if v is not None})
    return loaded


@pytest.fixture
def context() -> Context:
    """The usual choices."""
    return make_context()


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("nom", "Иванова Мария Петровна"), ("gen", "Ивановой Марии Петровны"), ("dat", "Ивановой Марии Петровне"),
        ("acc", "Иванову Марию Петровну"), ("ins", "Ивановой Марией Петровной"),
    ],
)  # fmt: skip
def test_a_full_name_is_declined(context: Context, case: str, expected: str) -> None:
    assert person(context, _person(), case) == expected
    assert doubts_of(context) == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [("full", "Иванову Марию Петровну"), ("short", f"Иванову{NBSP}М.П."), ("signature", f"М.П.{NBSP}Иванову")],
)
def test_a_name_is_printed_in_three_forms(context: Context, form: Any, expected: str) -> None:
    assert person(context, _person(), "acc", form) == expected


def test_initials_stand_apart_where_the_organisation_wants_it() -> None:
    context = make_context(initials_space=True)

    assert person(context, _person(), "nom", "signature") == f"М.{NBSP}П.{NBSP}Иванова"


@pytest.mark.parametrize(
    ("data", "case", "expected"),
    [
        ({"patronymic": None, "gender": "f"}, "dat", f"Ивановой{NBSP}М."),
        ({"name": "М.", "patronymic": "П.", "gender": "f"}, "dat", f"Ивановой{NBSP}М.П."),
        ({"name": "Анна-Мария"}, "dat", f"Ивановой{NBSP}А.-М.П."),
        ({"surname": "Салтыкова-Береговая"}, "gen", f"Салтыковой-Береговой{NBSP}М.П."),
    ],
)
def test_initials_follow_what_is_known_of_the_name(
    context: Context, data: dict[str, Any], case: str, expected: str
) -> None:
    assert person(context, _person(**data), case, "short") == expected


def test_an_initial_is_never_spelt_out(context: Context) -> None:
    assert person(context, _person(name="М.", patronymic="П.", gender="f"), "gen") == f"Ивановой{NBSP}М.П."


def test_a_surname_told_to_be_frozen_stays(context: Context) -> None:
    frozen = _person(surname="Дюма", name="Олег", patronymic="Ильич", indeclinable=True)

    assert person(context, frozen, "dat") == "Дюма Олегу Ильичу"


def test_forms_of_the_user_go_before_the_programmes(context: Context) -> None:
    told = _person(surname="Богуш", cases={"dat": "Богушевой Марии Петровне"})

    assert person(context, told, "dat") == "Богушевой Марии Петровне"
    assert person(context, told, "dat", "short") == f"Богушевой{NBSP}М.П."
    assert doubts_of(context) == []


def test_a_doubtful_form_goes_into_the_report(context: Context) -> None:
    doubtful = _person(surname="Кваркш", name="Зузук", patronymic=None, position=None)
    written = person(context, doubtful, "dat")
    doubts = context["_state"].report.doubts

    assert [(doubt.text, doubt.case, doubt.document) for doubt in doubts] == [("Кваркш Зузук", "dat", "проба")]
    assert doubts[0].written == written
    assert doubts[0].reason


def test_a_position_is_declined_with_its_holder(context: Context) -> None:
    holder = _person(position="заместитель директора по учебно-воспитательной работе")

    assert position(context, holder, "dat") == "заместителю директора по учебно-воспитательной работе"
    assert described(context, holder, "acc") == (
        f"заместителя директора по учебно-воспитательной работе Иванову{NBSP}М.П."
    )
    assert (
        named(context, _person(position="учитель математики"), "ins") == f"Ивановой{NBSP}М.П., учителем математики"
    )


@pytest.mark.parametrize("case", ["nom", "dat", "ins"])
def test_who_acts_for_a_holder_has_the_position_in_the_genitive(context: Context, case: str) -> None:
    assert position(context, _person(acting=True), case) == f"и.{NBSP}о. директора"


def test_a_person_without_a_position_is_only_named(context: Context) -> None:
    nobody = _person(position=None)

    assert described(context, nobody, "acc") == named(context, nobody, "acc") == f"Иванову{NBSP}М.П."
    with pytest.raises(ValueError, match="впишите position"):
        position(context, nobody, "acc")


def test_forms_of_a_position_may_be_fixed(context: Context) -> None:
    assert position(context, Phrase(nom="завхоз", dat="завхозу школы"), "dat") == "завхозу школы"
    assert position(context, "председатель", "ins") == "председателем"


@pytest.mark.parametrize(
    ("case", "length", "expected"),
    [
        ("nom", "short", "МБОУ «Росток»"),
        ("gen", "short", "МБОУ «Росток»"),
        ("loc", "full", "Муниципальном бюджетном общеобразовательном учреждении «Росток»"),
        ("gen", "full", "Муниципального бюджетного общеобразовательного учреждения «Росток»"),
    ],
)
def test_an_organisation_is_declined_by_its_short_or_full_name(
    context: Context, case: str, length: str, expected: str
) -> None:
    full = "Муниципальное бюджетное общеобразовательное учреждение «Росток»"
    school: Organization = schema_of(Organization)().load(
        {"kind": "school", "full_name": full, "short_name": "МБОУ «Росток»"}
    )

    assert org(context, school, case, length) == expected


def test_forms_of_an_organisation_may_be_fixed_or_frozen(context: Context) -> None:
    assert org(context, Phrase(nom="Школа", gen="нашей Школы"), "gen") == "нашей Школы"
    assert org(context, Phrase(nom="Кванториум", indeclinable=True), "gen") == "Кванториум"
    assert org(context, "педагогический совет", "ins") == "педагогическим советом"


def test_people_are_listed_with_and_before_the_last(context: Context) -> None:
    others = [_person(), _person(surname="Седых"), _person(surname="Лебедь")]

    assert people(context, others[:1], "gen") == f"Ивановой{NBSP}М.П."
    assert people(context, others, "gen").startswith(f"Ивановой{NBSP}М.П., Седых{NBSP}М.П. и Лебед")
    assert join_and(["а", "б"]) == "а и б"
    assert join_and(["а", "б", "в"]) == "а, б и в"


@pytest.mark.parametrize(
    ("readers", "expected"),
    [
        ([_person()], "ознакомлена"),
        ([_person(surname="Иванов", name="Илья", patronymic="Петрович")], "ознакомлен"),
        ([_person(patronymic=None)], "ознакомлен"),
        ([_person(), _person()], "ознакомлены"),
    ],
)
def test_who_has_read_agrees_with_the_readers(readers: list[Person], expected: str) -> None:
    assert acquainted(readers) == expected


@pytest.mark.parametrize(("patronymic", "sex"), [
    ("Петровна", "f"), ("Ильинична", "f"), ("Гасан кызы", "f"), ("Петрович", "m"), ("Ильич", "m"),
    ("Али оглы", "m"), ("Чан", None), (None, None),
])  # fmt: skip
def test_the_gender_is_told_by_the_patronymic(patronymic: str | None, sex: str | None) -> None:
    assert _person(patronymic=patronymic).sex == sex
