"""The tables of names, positions and organisations, written from the rules of grammar."""

import pytest

from service.language import CASES, Kind, inflect
from tests.language.corpus import Row, rows

_TABLES: tuple[tuple[str, Kind], ...] = (
    ("persons.tsv", "person"),
    ("positions.tsv", "position"),
    ("organisations.tsv", "org"),
)
_ALL = [
    pytest.param(kind, row, id=f"{row.text[:40]} {row.gender or ''}")
    for name, kind in _TABLES
    for row in rows(name)
]


@pytest.mark.parametrize(("kind", "row"), _ALL)
def test_every_case_is_as_the_rule_says(kind: Kind, row: Row) -> None:
    forms = {case: inflect(row.text, kind, case, gender=row.gender).text for case in CASES}  # type: ignore[arg-type]  # a table's word

    assert forms == row.forms, row.rule


@pytest.mark.parametrize(
    ("name", "least"), [("persons.tsv", 300), ("positions.tsv", 150), ("organisations.tsv", 80)]
)
def test_a_table_is_large_enough_and_names_its_rules(name: str, least: int) -> None:
    table = list(rows(name))

    assert len({(row.text, row.gender) for row in table}) >= least
    assert all(row.rule for row in table)


def test_without_gender_a_person_is_never_silently_wrong() -> None:
    wrong = [
        (row.text, case)
        for row in rows("persons.tsv")
        for case in CASES
        for form in [inflect(row.text, "person", case)]
        if form.confident and form.text != row.forms[case]
    ]

    assert wrong == []


def test_without_gender_nine_persons_in_ten_are_right() -> None:
    table = list(rows("persons.tsv"))
    right = sum(inflect(row.text, "person", case).text == row.forms[case] for row in table for case in CASES)

    assert right >= 0.95 * len(table) * len(CASES)
