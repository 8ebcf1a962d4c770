"""What is written reads back: the template, a set, «Исправить.xlsx», «Опись.xlsx»."""

import io
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from schemas.base import schema_of
from schemas.pairs import Pair
from service.catalog import Catalog
from service.checking import Checked, check_entry
from service.entries import Intake
from service.workbook import (
    FailedSchool,
    InventoryRow,
    read_workbook,
    write_corrections,
    write_inventory,
    write_set,
    write_template,
)
from service.workbook.cells import read_book
from service.workbook.facts import DOCUMENTS
from service.workbook.tables import TABLES
from tests.conftest import sample_data
from tests.workbook.building import INN, PAIRS, SCHOOL, read, schools, small, told, workbook

SAMPLES = ("minimal", "school", "kindergarten", "district_body", "seed_000", "seed_001", "seed_004")


def _cells(content: bytes) -> dict[str, list[list[Any]]]:
    return {grid.name: [list(row) for row in grid.rows] for grid in read_book(content).grids}


def _checked(intake: Intake, catalog: Catalog) -> list[Checked]:
    return [check_entry(entry, catalog) for entry in intake.entries]


def _corrected(content: bytes, catalog: Catalog) -> bytes:
    intake = read_workbook(content, kinds=DOCUMENTS)
    problems = {checked.key: checked.errors + checked.warnings for checked in _checked(intake, catalog)}
    return write_corrections(content, intake, problems)


def test_the_template_has_every_sheet_with_every_column_and_no_school() -> None:
    cells = _cells(write_template())

    assert [name for name in cells if name != "Списки"][:2] == ["Как заполнить", "Район"]
    for table in TABLES:
        headings = [str(cell).removesuffix(" *") for cell in cells[table.title][1]]
        assert headings == [column.heading for column in table.columns]
        assert cells[table.title][2][0] == "пример"
    assert list(read_workbook(write_template(), kinds=DOCUMENTS).entries) == []


def test_the_lists_of_the_template_are_the_choices_of_the_schema() -> None:
    lists = _cells(write_template())["Списки"]
    forms = schema_of(Pair)().fields["form"].metadata["x-titles"].values()

    assert list(forms) in [[row[place] for row in lists if row[place]] for place in range(len(lists[0]))]


def test_an_own_school_in_the_template_makes_a_whole_set(catalog: Catalog) -> None:
    """The proposals of the template are enough: only the school's own facts are to be filled in."""
    sheets: dict[str, Any] = {name: rows for name, rows in _cells(write_template()).items() if name != "Списки"}
    sheets["Школы"] = schools()
    for name in ("Люди", "Пары"):
        own = small()[name]
        sheets[name] = own
    (checked,) = _checked(read(sheets), catalog)

    assert checked.errors == ()
    assert len(checked.documents) == 6


def test_the_template_of_last_year_has_its_people_and_none_of_its_dates() -> None:
    content = write_template(prefill=[sample_data("school"), sample_data("kindergarten")])
    school, kindergarten = read_workbook(content, kinds=DOCUMENTS).entries

    assert (school.key, kindergarten.key) == ("9901047307", "9902073155")
    assert len(school.data["pairs"]) == 4
    assert [person["id"] for person in kindergarten.data["people"]] == [
        person["id"] for person in sample_data("kindergarten")["people"]
    ]
    assert {name: set(order) & {"number", "date"} for name, order in school.data["orders"].items()} == {
        "order_approval": set(), "order_curator": set(), "order_pairs": set(),
    }  # fmt: skip
    assert "2026" not in str([school.data["orders"], school.data["pairs"]])


def _without(item: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}


def test_schools_without_an_inn_keep_their_people_and_pairs() -> None:
    sets = [sample_data("school"), sample_data("school")]
    for number, data in enumerate(sets):
        del data["organization"]["inn"]
        data["organization"]["full_name"] = f"Школа № {number}"
        data["people"][0]["surname"] = ("Первая", "Вторая")[number]
    found = read_workbook(write_template(prefill=sets), kinds=DOCUMENTS)

    assert not found.problems
    for entry, data in zip(found.entries, sets, strict=True):
        assert entry.data["organization"]["full_name"] == data["organization"]["full_name"]
        assert entry.data["people"][0]["surname"] == data["people"][0]["surname"]
        assert len(entry.data["people"]) == len(data["people"])
        assert len(entry.data["pairs"]) == len(data["pairs"])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_set_comes_back_from_its_workbook(name: str, catalog: Catalog) -> None:
    data = sample_data(name)
    (entry,) = read_workbook(write_set(data), kinds=DOCUMENTS).entries
    sections = ("school_year", "documents", "schema_version")

    assert told(entry) == []
    assert {s: entry.data.get(s) for s in sections} == {s: data.get(s) for s in sections}
    for order, told_of in data.get("orders", {}).items():
        assert {k: entry.data["orders"][order][k] for k in ("number", "date")} == {
            k: told_of[k] for k in ("number", "date")
        }
    for section in ("people", "pairs"):
        plain = [_without(item, {"position", "payment"}) for item in data.get(section, ())]
        back = entry.data.get(section, ())
        assert [
            {k: v for k, v in item.items() if k in known} for item, known in zip(back, plain, strict=True)
        ] == plain
    if name in {"minimal", "school", "kindergarten"}:
        (checked,) = _checked(read_workbook(write_set(data), kinds=DOCUMENTS), catalog)
        assert checked.errors == ()


def test_a_set_that_is_not_sound_is_written_all_the_same() -> None:
    broken: list[Any] = [
        {}, [], None, {"people": 3, "pairs": [1, {"mentees": "x"}], "orders": {"order_pairs": []}},
        {"organization": {"place": "x", "inn": 5}, "roadmap": {"stages": [{"deadline": 5}]}},
    ]  # fmt: skip

    for data in broken:
        assert read_workbook(write_set(data), kinds=DOCUMENTS).problems is not None


def test_the_same_input_gives_the_same_bytes() -> None:
    data = sample_data("school")

    assert write_set(data) == write_set(data)
    assert write_template(prefill=[data]) == write_template(prefill=[data])


SECOND = {**SCHOOL, "ИНН": "9902073155", "Дата приказа о парах": "01.09.2026", "Свой столбец": "и это"}
FAULTY = small(
    Школы=(*schools(**{"Дата приказа о парах": "31 ноября 2026", "Свой столбец": "наше"}), tuple(SECOND.values())),
    Пары=(PAIRS[0], (INN, "Никто Никита", *PAIRS[1][2:])),
    **{"Смета": [["план", 1.5], [True, "факт"]]},
)  # fmt: skip


def test_corrections_read_as_the_original_and_keep_every_value(catalog: Catalog) -> None:
    content = workbook(FAULTY)
    corrected = _corrected(content, catalog)
    before, after = read_workbook(content, kinds=DOCUMENTS), read_workbook(corrected, kinds=DOCUMENTS)
    cells = _cells(corrected)

    assert list(after.entries) == list(before.entries)
    assert {name: cells[name] for name in FAULTY} == _cells(content)
    assert _corrected(corrected, catalog) == _corrected(content, catalog)


def test_corrections_list_each_fault_with_its_cell_and_a_link(catalog: Catalog) -> None:
    corrected = _corrected(workbook(FAULTY), catalog)
    listed = _cells(corrected)["Что исправить"][3:]

    assert [row[:5] for row in listed[:2]] == [
        ["МКОУ «Ручьёвская школа»", "Школы", 2, "N «Дата приказа о парах»", "31 ноября 2026"],
        ["МКОУ «Ручьёвская школа»", "Пары", 2, "B «Наставник»", "Никто Никита"],
    ]
    assert "в ноябре 30 дней" in listed[0][5]
    assert listed[0][6] == "к ячейке N2"


def test_corrections_that_were_mended_are_accepted(catalog: Catalog) -> None:
    sheets: dict[str, Any] = _cells(_corrected(workbook(FAULTY), catalog))
    sheets["Школы"][1][13] = "04.09.2026"
    sheets["Пары"][1][1] = "Новикова Вера Степановна"
    first = _checked(read(sheets), catalog)[0]

    assert first.errors == ()


def test_what_the_district_has_wrong_is_told_once(catalog: Catalog) -> None:
    two = (*schools(), tuple({**SCHOOL, "ИНН": "9902073155"}.values()))
    corrected = _corrected(workbook(small(Школы=two, Район=(("Учебный год", "когда-нибудь"),))), catalog)
    rows = [row for row in _cells(corrected)["Что исправить"] if row[1] == "Район"]

    assert [(row[0], row[3]) for row in rows] == [("весь район", "B «Учебный год»")]


def test_the_inventory_has_a_row_for_each_file_and_a_sheet_for_what_was_not_made() -> None:
    row = InventoryRow("МБОУ «СОШ № 1»", "Положение", "школа/Положение.pdf", "pdf", "a" * 64, pages=12,
                       warnings=("одно", "другое"), names=("=1+1",))  # fmt: skip
    content = write_inventory([row], [FailedSchool("МБОУ «СОШ № 2»", ("нет даты",), inn=INN)])
    cells = _cells(content)

    assert cells["Опись"][1][:2] == ["", "МБОУ «СОШ № 1»"]
    assert cells["Опись"][1][7] == 12
    assert cells["Опись"][1][9:] == ["одно\nдругое", "=1+1", "", "a" * 64]
    assert cells["Не сделано"][1] == ["", "МБОУ «СОШ № 2»", INN, "нет даты"]
    assert content == write_inventory([row], [FailedSchool("МБОУ «СОШ № 2»", ("нет даты",), inn=INN)])


def test_no_text_of_the_user_becomes_a_formula(catalog: Catalog) -> None:
    evil = '=HYPERLINK("http://evil.example")'
    corrected = _corrected(workbook(small(Школы=schools(Телефон=evil, Сайт="+7(000)"))), catalog)

    with CalamineWorkbook.from_filelike(io.BytesIO(corrected)) as book:
        assert evil in book.get_sheet_by_name("Школы").to_python()[1]
    assert b"<f>" not in b"".join(_raw_sheets(corrected))


def _raw_sheets(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
