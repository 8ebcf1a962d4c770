"""Finds the sheets, their headings and their rows, wherever people have put them and however they spell them."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.findings import Finding
from service.entries import Place, Problem
from service.workbook.cells import Book, Grid, Raw, letter
from service.workbook.columns import Column, Table, normal
from service.workbook.facts import FACTS, SCHOOLS
from service.workbook.tables import TABLES
from service.workbook.told import Told
from service.workbook.values import cleaned, read_cell, shown

CORRECTIONS: Final = "Что исправить"
LISTS: Final = "Списки"
GUIDE: Final = "Как заполнить"
DISTRICT: Final = "Район"
EXAMPLE: Final = "пример"
_OURS: Final = frozenset(normal(name) for name in (CORRECTIONS, LISTS, GUIDE))
_DISTRICT: Final = frozenset(normal(name) for name in (DISTRICT, "Общее", "Общие сведения", "Округ"))
_SEARCHED: Final = 20  # rows in which headings are looked for
_TOLD: Final = 20  # unknown columns of one sheet that are told


class Row:
    """A row of a table: what each of its cells tells, by the key of its column, read when it is asked for."""

    __slots__ = ("_columns", "_raw", "_read", "place")

    def __init__(self, place: Place, raw: Sequence[Raw], columns: "Columns") -> None:
        """Hold the cells as they were typed, from column A on."""
        self.place = place
        self._raw = raw
        self._columns = columns
        self._read: dict[str, Told] = {}

    def __getitem__(self, key: str) -> Told:
        """Return a cell; one whose column is not there is empty and stands in the row."""
        return self._read.get(key) or self.get(key) or Told(None, self.place)

    def get(self, key: str) -> Told | None:
        """Return a cell, None if its column is not there."""
        told = self._read.get(key)
        if told is None and key in self._columns:
            told = self._read[key] = self._told(*self._columns[key])
        return told

    def filled(self) -> Iterator[str]:
        """Yield the keys of the cells that tell something."""
        return (key for key in self._columns if self[key].value is not None)

    def _told(self, number: int, sign: str, column: Column) -> Told:
        here = Place(self.place.sheet, self.place.row, sign, column.heading)
        cell = self._raw[number] if number < len(self._raw) else ""
        return Told(None, here) if cell == "" else read_cell(column, cell, here)

    def value(self, key: str) -> Any:
        """Return the value of a cell."""
        return self[key].value


Columns = Mapping[str, tuple[int, str, Column]]  # place from 0, letter and column, by key


@dataclass
class Sheets:
    """What a workbook holds: rows by table, facts of the district, and what is wrong with the sheets."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    district: dict[str, Told] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def rows(self, table: Table) -> list[Row]:
        """Return the rows of a table."""
        return self.tables.get(table.key, [])

    def warn(self, text: str, place: Place | None = None) -> None:
        """Tell of something doubtful."""
        self.warnings.append(Problem(Finding("", "workbook", text, "warning"), place))

    def refuse(self, text: str, place: Place | None = None) -> None:
        """Tell of something wrong."""
        self.problems.append(Problem(Finding("", "workbook", text), place))


def read_sheets(book: Book) -> Sheets:
    """Return the rows and the facts of a workbook."""
    found = Sheets()
    if book.macros:
        found.warn("В книге есть макросы: они не выполнялись и в новую книгу не попадут.")
    for grid in book.grids:
        _read_sheet(grid, found)
    if SCHOOLS.key not in found.tables:
        found.refuse(
            "В книге нет листа «Школы» со столбцами «ИНН» и «Полное наименование». Возьмите заготовку: "
            "komplekt template-xlsx."
        )
    return found


def table_of(grid: Grid) -> Table | None:
    """Return the table that a sheet is by its name or else by its headings; None if it is none."""
    name = normal(grid.name)
    named = next((table for table in TABLES if name in table.spellings), None)
    return named if named or name in _DISTRICT or name in _OURS else _by_headings(grid)


def _read_sheet(grid: Grid, found: Sheets) -> None:
    name = normal(grid.name)
    if name in _OURS or not any(cell != "" for row in grid.rows for cell in row):
        return
    if name in _DISTRICT:
        _read_district(grid, found)
        return
    table = table_of(grid)
    if table is None:
        known = [DISTRICT, *(table.title for table in TABLES)]
        found.warn(
            f"Лист «{grid.name[:40]}» не прочитан: такого нет.{_nearest(grid.name, known)}", Place(grid.name)
        )
        return
    if normal(table.title) != name and name not in table.spellings:
        found.warn(f"Лист «{grid.name[:40]}» прочитан как «{table.title}».", Place(grid.name))
    if table.key in found.tables:
        found.refuse(f"Лист «{table.title}» есть в книге дважды: оставьте один.", Place(grid.name))
        return
    found.tables[table.key] = _read_table(grid, table, found)


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(normal(name), [normal(other) for other in known], n=1, cutoff=0.6)
    title = next((other for other in known if close and normal(other) == close[0]), None)
    return f" Возможно, имелось в виду «{title}»." if title else ""


def _by_headings(grid: Grid) -> Table | None:
    """Return the table that most headings of the sheet belong to: a sheet of any name may be one."""
    scored = [(len(heading_row(grid, table)[1]), table) for table in TABLES]
    best, table = max(scored, key=lambda pair: pair[0])
    return table if best >= 3 else None


def _columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that a table may have: schools may have a column of any fact."""
    if table is not SCHOOLS:
        return table.columns
    return table.columns + tuple(fact for fact in FACTS if fact not in table.columns)


def heading_row(grid: Grid, table: Table | None) -> tuple[int, dict[int, Column]]:
    """Return the row of the headings (from 1, 0 if there is none) and the columns by their place."""
    known: dict[str, Column] = {}
    for column in _columns(table) if table else ():
        for spelling in column.spellings:
            known.setdefault(spelling, column)
    best: tuple[int, dict[int, Column]] = (0, {})
    for number, row in enumerate(grid.rows[:_SEARCHED], 1):
        here: dict[int, Column] = {}
        for place, cell in enumerate(row):
            named = known.get(normal(cell)) if isinstance(cell, str) and cell else None
            if named is not None and named not in here.values():
                here[place] = named
        if len(here) > len(best[1]):
            best = number, here
    return best


def _read_table(grid: Grid, table: Table, found: Sheets) -> list[Row]:
    number, columns = heading_row(grid, table)
    if len(columns) < 2:
        found.refuse(
            f"На листе «{grid.name}» не найдены заголовки столбцов: нужны, например, "
            f"«{'», «'.join(column.heading for column in table.columns if column.required)}».", Place(grid.name),
        )  # fmt: skip
        return []
    _check_columns(grid, table, number, columns, found)
    rows = []
    lettered = {column.key: (place, letter(place), column) for place, column in columns.items()}
    for row in range(number + 1, len(grid.rows) + 1):
        first = next((cell for cell in grid.rows[row - 1] if not isinstance(cell, str) or cell.strip()), None)
        if first is not None and not (isinstance(first, str) and normal(first) == EXAMPLE):
            rows.append(Row(Place(grid.name, row), grid.rows[row - 1], lettered))
    return rows


def _check_columns(grid: Grid, table: Table, number: int, columns: Mapping[int, Column], found: Sheets) -> None:
    """Warn of headings that are not known, and of required columns that are missing."""
    known = [column.heading for column in _columns(table) if column not in columns.values()]
    unknown = [
        (place, cell) for place, cell in enumerate(grid.rows[number - 1]) if cell != "" and place not in columns
    ]
    for place, cell in unknown[:_TOLD]:
        heading = shown(cleaned(cell) if isinstance(cell, str) else cell)
        text = f"Столбец «{heading}» не прочитан: такого нет или он повторяется.{_nearest(heading, known)}"
        found.warn(text, Place(grid.name, number, letter(place), heading))
    missing = [c.heading for c in table.columns if c.required and c not in columns.values()]
    if "full" in {c.key for c in table.columns} and {"surname", "name"} <= {c.key for c in columns.values()}:
        missing = [heading for heading in missing if heading != "ФИО"]
    for heading in missing:
        found.refuse(f"На листе «{grid.name}» нет столбца «{heading}»: добавьте его.", Place(grid.name, number))


def _read_district(grid: Grid, found: Sheets) -> None:
    """Read names and values that stand side by side; a value is in the column «Значение» or next to its name."""
    known = {spelling: fact for fact in FACTS for spelling in fact.spellings}
    given = _value_column(grid)
    for number, row in enumerate(grid.rows, 1):
        named = next((place for place, cell in enumerate(row) if cell != ""), None)
        name = row[named] if named is not None else ""
        if named is None or not isinstance(name, str) or number == given[0]:
            continue
        told_of = known.get(normal(name))
        place = given[1] if given[0] else named + 1
        raw = grid.cell(number, place)
        if told_of is None:
            if raw != "":
                hint = _nearest(name, [fact.heading for fact in FACTS])
                text = f"Строка «{shown(cleaned(name))}» не прочитана: такой нет.{hint}"
                found.warn(text, Place(grid.name, number, letter(named)))
            continue
        told = read_cell(told_of, raw, Place(grid.name, number, letter(place), told_of.heading))
        if found.district.get(told_of.key, Told(None)).value is None:
            found.district[told_of.key] = told


def _value_column(grid: Grid) -> tuple[int, int]:
    """Return the row and the place of the heading «Значение», (0, 0) if there is none."""
    for number, row in enumerate(grid.rows[:_SEARCHED], 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and normal(cell) == "значение":
                return number, place
    return 0, 0
