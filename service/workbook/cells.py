"""The cells of a workbook as they were typed; the only reader of Excel's format."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from service.errors import WorkbookError
from service.workbook.guard import opened

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
LONGEST: Final = 32_767  # characters; Excel keeps no more in a cell
SHEETS_LIMIT: Final = 60
ERRORS: Final = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!", "#GETTING_DATA"})
_LARGEST: Final = 1e300
_MOST_MERGED: Final = 20_000


@dataclass(frozen=True)
class Grid:
    """One sheet: rows from 1 downwards, each a list of cells from column A; an empty cell is an empty text."""

    name: str
    rows: Sequence[Sequence[Raw]]
    hidden: bool = False

    def cell(self, row: int, column: int) -> Raw:
        """Return the cell at a row from 1 and a column from 0, an empty text outside of the sheet."""
        if not (1 <= row <= len(self.rows) and 0 <= column < len(self.rows[row - 1])):
            return ""
        return self.rows[row - 1][column]


@dataclass(frozen=True)
class Book:
    """All sheets of a workbook, and whether it had macros."""

    grids: tuple[Grid, ...]
    macros: bool = False


def read_book(content: bytes) -> Book:
    """Read the sheets of a workbook; raise WorkbookError if it cannot be read."""
    safe = opened(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(safe.content)) as workbook:
            found = workbook.sheets_metadata
            if len(found) > SHEETS_LIMIT:
                raise WorkbookError(f"В книге больше {SHEETS_LIMIT} листов: уберите лишние.")
            grids = tuple(
                _grid(workbook, sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
                for sheet in found
                if sheet.typ == SheetTypeEnum.WorkSheet
            )
    except (CalamineError, XmlError, ZipError, WorksheetNotFound, ValueError, OverflowError, OSError) as problem:
        raise WorkbookError(
            "Книгу не удалось прочесть: откройте её в Excel, сохраните заново как .xlsx и пришлите снова."
        ) from problem
    return Book(grids, safe.macros)


def _grid(workbook: CalamineWorkbook, name: str, *, hidden: bool) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[Raw]] = [
        [cell if cell == "" else _cut(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    _fill_down(rows, sheet.merged_cell_ranges or [])
    return Grid(name, rows, hidden)


def _cut(cell: Raw) -> Raw:
    """Return a cell as Excel itself would keep it: no endless texts, no numbers beyond numbers."""
    if isinstance(cell, float) and not abs(cell) < _LARGEST:
        return "#NUM!"
    return cell[:LONGEST] if isinstance(cell, str) and len(cell) > LONGEST else cell


def _fill_down(rows: list[list[Raw]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give each row of cells that are merged downwards their common value: one ИНН beside many people."""
    for (top, left), (bottom, right) in merged[:_MOST_MERGED]:
        if left != right or bottom <= top or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]


def letter(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
