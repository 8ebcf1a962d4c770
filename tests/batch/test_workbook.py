"""A district's workbook from end to end: made, told where it is wrong, mended, completed without making twice."""

import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from benchmarks.district import Faults, make
from service.batch import FIX_XLSX, Order, check_entries, read_source
from tests.batch.conftest import Bench, PaperConverter
from tests.conftest import Run

SCHOOLS = 4


@pytest.fixture(scope="module")
def wrong() -> bytes:
    """A workbook in which two schools have a fault."""
    return make(SCHOOLS, pairs=(1, 2), faults=Faults(inn=1, date=2))


@pytest.fixture(scope="module")
def mended() -> bytes:
    """The same workbook without faults."""
    return make(SCHOOLS, pairs=(1, 2))


def _rows(content: bytes, sheet: str) -> list[list[object]]:
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    ]


def test_faults_are_told_by_sheet_row_and_column(bench: Bench, wrong: bytes) -> None:
    catalog = bench.generator.catalog
    schools = list(check_entries(read_source(wrong, "район.xlsx", catalog.kinds).entries, catalog))
    places = [str(problem.place) for school in schools for problem in school.errors]

    assert [school.good for school in schools].count(False) == 2
    assert all("лист «" in place and "строка" in place and "столбец" in place for place in places)


def test_the_mended_workbook_completes_the_rest_without_making_the_good_ones_again(
    bench: Bench, converter: PaperConverter, wrong: bytes, mended: bytes
) -> None:
    kinds = bench.generator.catalog.kinds
    order = Order(("pdf",))
    partly = bench.finished(bench.batches.accept(read_source(wrong, "район.xlsx", kinds), order))
    made = len(converter.made)
    whole = bench.finished(batch := bench.batches.accept(read_source(mended, "район.xlsx", kinds), order))
    archive = bench.batches.archive(batch)
    with zipfile.ZipFile(archive) as held:
        listed = _rows(held.read("Опись.xlsx"), "Опись")
        names = set(held.namelist())

    assert (partly.state, partly.schools.done, partly.schools.refused) == ("partial", SCHOOLS - 2, 2)
    assert (whole.state, whole.schools.done) == ("done", SCHOOLS)
    assert len(converter.made) == whole.documents.total > made > 0
    assert len(listed) - 1 == whole.documents.total == len(names) - 1
    assert {str(row[listed[0].index("Файл")]) for row in listed[1:]} == names - {"Опись.xlsx"}


def test_what_to_mend_lies_in_the_archive_and_reads_as_the_original(bench: Bench, wrong: bytes) -> None:
    kinds = bench.generator.catalog.kinds
    batch = bench.batches.accept(read_source(wrong, "район.xlsx", kinds), Order(("docx",)))
    bench.finished(batch)
    told = bench.batches.corrections(batch)
    with zipfile.ZipFile(bench.batches.archive(batch)) as held:
        failed = _rows(held.read("Опись.xlsx"), "Не сделано")
        inside = held.read(FIX_XLSX)
    assert told is not None
    name, content = told
    original = [entry.data for entry in read_source(wrong, "", kinds).entries]

    assert (name, content) == (FIX_XLSX, inside)
    assert [entry.data for entry in read_source(content, "", kinds).entries] == original
    assert len(failed) - 1 == 2


def test_the_command_takes_a_workbook(run: Run, tmp_path: Path, wrong: bytes, mended: bytes) -> None:
    source, target = tmp_path / "район.xlsx", tmp_path / "район.zip"
    source.write_bytes(wrong)
    checked = run("check", source, "--fix", tmp_path / FIX_XLSX)
    partly = run("batch", source, "--out", target)
    source.write_bytes(mended)
    whole = run("batch", source, "--out", target)

    assert (checked.code, partly.code, whole.code) == (2, 5, 0)
    assert (tmp_path / FIX_XLSX).is_file()
    assert f"Сделано школ: {SCHOOLS} из {SCHOOLS}" in whole.out


def test_an_empty_template_is_written_and_last_years_schools_stand_in_it(run: Run, tmp_path: Path) -> None:
    empty, filled = tmp_path / "пустая.xlsx", tmp_path / "с прошлого года.xlsx"
    last_year = tmp_path / "прошлый.xlsx"
    last_year.write_bytes(make(2, pairs=(1, 1)))

    assert run("template-xlsx", empty).out.strip() == str(empty)
    assert run("template-xlsx", filled, "--from", last_year).code == 0
    assert len(_rows(filled.read_bytes(), "Школы")) > len(_rows(empty.read_bytes(), "Школы"))
