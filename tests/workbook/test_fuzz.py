"""Whatever stands in a workbook, it is read or refused in words; nothing breaks and nothing hangs."""

import datetime as dt
import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.catalog import Catalog
from service.checking import check_entry
from service.errors import WorkbookError
from service.workbook import read_workbook, write_corrections
from service.workbook.facts import DOCUMENTS, FACTS
from service.workbook.tables import TABLES
from tests.workbook.building import INN, read, small, workbook

HEADINGS = [column.heading for table in TABLES for column in table.columns] + [fact.heading for fact in FACTS]
NAMES = [table.title for table in TABLES] + ["Район", "Что исправить", "Списки", "Лист1"]
WORDS = st.one_of(
    st.sampled_from([INN, "да", "нет", "Новикова Вера Степановна", "пример", "31 ноября 2026", "#REF!", "=1+1",
                     "затруднение", "приказ об утверждении", "педагог – педагог", "высшая", "x" * 40_000, "1",
                     "01.09.2026", "999999-99-99", "Ким, директор", ",", "№ п/п", "~/~1", "Иванова А.А.",
                     "а\n\nб;в"]),
    st.text(max_size=30),
)  # fmt: skip
CELLS = st.one_of(
    WORDS, st.none(), st.booleans(), st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2200, 1, 1)),
    st.dates(dt.date(1901, 1, 1), dt.date(2200, 1, 1)),
)  # fmt: skip
TABLE = st.tuples(
    st.lists(st.one_of(st.sampled_from(HEADINGS), WORDS), max_size=8),
    st.lists(st.lists(CELLS, max_size=8), max_size=6),
)
BOOKS = st.dictionaries(st.sampled_from(NAMES), TABLE.map(lambda t: [t[0], *t[1]]), min_size=1, max_size=5)
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def _survives(content: bytes, catalog: Catalog) -> None:
    """Read, check and correct a workbook; the corrections read the same."""
    intake = read_workbook(content, kinds=DOCUMENTS)
    checked = {found.key: found for found in (check_entry(entry, catalog) for entry in intake.entries)}
    assert len(checked) == len(intake.entries)
    corrected = write_corrections(content, intake, {key: c.errors + c.warnings for key, c in checked.items()})
    assert list(read_workbook(corrected, kinds=DOCUMENTS).entries) == list(intake.entries)


@SLOW
@given(book=BOOKS)
def test_any_cells_under_any_headings_are_read(catalog: Catalog, book: dict[str, Any]) -> None:
    _survives(workbook(book), catalog)


@SLOW
@given(data=st.data())
def test_a_sound_workbook_with_a_few_other_cells_is_read(catalog: Catalog, data: st.DataObject) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in small().items()}
    for _ in range(data.draw(st.integers(1, 6))):
        rows = sheets[data.draw(st.sampled_from(sorted(sheets)))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)

    _survives(workbook(sheets), catalog)


@SLOW
@given(
    ranges=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 5), st.integers(0, 4)), max_size=4
    )
)
def test_cells_merged_anyhow_are_read(catalog: Catalog, ranges: list[tuple[int, int, int, int]]) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in small().items():
        sheet = book.add_worksheet(name)
        for top, left, down, right in ranges:
            if (down, right) != (0, 0):
                try:
                    sheet.merge_range(top, left, top + down, left + right, INN)
                except xlsxwriter.exceptions.OverlappingRange:
                    continue
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()

    _survives(buffer.getvalue(), catalog)


@SLOW
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_words(data: st.DataObject) -> None:
    """The XML within is damaged, not the archive around it: the reader below must not break on it."""
    with zipfile.ZipFile(io.BytesIO(workbook(small()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, max(0, len(part) - 1)))
        part[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=10))
    parts[name] = bytes(part)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for known, content in parts.items():
            archive.writestr(known, content)

    with suppress(WorkbookError):
        read_workbook(buffer.getvalue(), kinds=DOCUMENTS)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(WorkbookError):
        read_workbook(content, kinds=DOCUMENTS)


def test_a_message_never_quotes_a_huge_text(catalog: Catalog) -> None:
    huge = "Ж" * 30_000
    pairs = (("ИНН", "Наставник", "Наставляемые", "Форма наставничества"), (INN, huge, huge, huge))
    found = read(small(Пары=pairs))
    messages = [
        problem.finding.message for entry in found.entries for problem in check_entry(entry, catalog).errors
    ]

    assert messages
    assert all(len(message) < 1_000 for message in messages)
