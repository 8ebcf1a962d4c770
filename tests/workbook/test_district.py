"""samples/district: what the generator makes, sound but for three schools, each with the fault it was given."""

import json

import pytest

from benchmarks import district
from service.catalog import Catalog
from service.checking import Checked, check_entry
from service.entries import Intake
from service.workbook import read_workbook

WORKBOOK = (district.SAMPLE / "district.xlsx").read_bytes()
LINES = (district.SAMPLE / "district.ndjson").read_text("utf-8").splitlines()
FAULTS = {6: "invalid_inn", 17: "cell", 33: "cell"}


@pytest.fixture(scope="module")
def intake(catalog: Catalog) -> Intake:
    return read_workbook(WORKBOOK, kinds=catalog.kinds)


@pytest.fixture(scope="module")
def checked(intake: Intake, catalog: Catalog) -> list[Checked]:
    return [check_entry(entry, catalog) for entry in intake.entries]


def test_the_sample_is_what_the_generator_makes() -> None:
    faults = district.Faults(inn=6, date=17, mentor=33)

    assert district.make(60, faults=faults) == WORKBOOK
    assert list(district.lines(WORKBOOK)) == LINES


def test_the_lines_are_the_sets_that_the_workbook_gives(intake: Intake) -> None:
    assert [json.loads(line) for line in LINES[1:]] == [entry.data for entry in intake.entries]
    assert json.loads(LINES[0]) == {"name": intake.entries[0].district, "district": {}}


def test_three_schools_have_one_fault_each_and_the_others_none(intake: Intake, checked: list[Checked]) -> None:
    wrong = {number: [problem.finding.code for problem in school.errors] for number, school in enumerate(checked)}

    assert intake.problems == intake.warnings == ()
    assert {number: codes for number, codes in wrong.items() if codes} == {n: [code] for n, code in FAULTS.items()}
    assert [str(checked[n].errors[0].place) for n in FAULTS] == [
        "лист «Школы», строка 9, столбец A «ИНН»",
        "лист «Школы», строка 20, столбец AA «Дата приказа о парах»",
        "лист «Пары», строка 134, столбец C «Наставник»",
    ]


def test_a_school_has_from_four_to_twelve_documents(checked: list[Checked]) -> None:
    assert all(4 <= len(school.documents) <= 12 for school in checked if school.good)


def test_the_sample_shows_every_kind_of_school_and_of_document(intake: Intake, checked: list[Checked]) -> None:
    kinds = {entry.data["organization"]["kind"] for entry in intake.entries}
    documents = {document.kind for school in checked for document in school.documents}

    assert kinds >= {"school", "kindergarten", "college"}
    assert len(documents) == 7
