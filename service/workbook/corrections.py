"""«Исправить.xlsx»: the user's own workbook with the bad cells marked, and a list of them in front."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.entries import Intake, Place, Problem
from service.workbook.cells import Grid, read_book
from service.workbook.columns import Column, normal
from service.workbook.paper import LISTS, Paper, comment, fit, widths
from service.workbook.sheets import CORRECTIONS, DISTRICT, heading_row, table_of
from service.workbook.values import shown

_HEADINGS: Final = (("Школа", 34), ("Лист", 14), ("Строка", 8), ("Столбец", 26), ("Сейчас в ячейке", 26),
                    ("Что не так и как исправить", 80), ("Перейти", 12))  # fmt: skip
_TOLD: Final = 5_000  # faults in the list; a workbook with more is not mended by hand
_SIGNS: Final = re.compile(r"[\[\]:*?/\\']")
_MORE_ROWS: Final = 300  # rows below the last one that the lists to choose from hold for


@dataclass(frozen=True)
class _Fault:
    """One line of the list: whose, where, what."""

    school: str
    place: Place | None
    text: str
    error: bool


def corrections(content: bytes, intake: Intake, problems: Mapping[str, Sequence[Problem]]) -> bytes:
    """Return the workbook; raise WorkbookError where the original cannot be read."""
    book = read_book(content)
    faults = list(_faults(intake, problems))
    paper = Paper(CORRECTIONS)
    grids = [grid for grid in book.grids if normal(grid.name) not in {normal(CORRECTIONS), normal(LISTS)}]
    names = _names(grids)
    _list(paper, faults, {grid.name: (names[grid.name], grid) for grid in grids})
    marked: dict[str, dict[tuple[int, int], list[_Fault]]] = defaultdict(lambda: defaultdict(list))
    for fault in faults:
        if fault.place is not None and fault.place.sheet and fault.place.row:
            marked[fault.place.sheet][fault.place.row - 1, _number(fault.place.column)].append(fault)
    for grid in grids:
        _copy(paper, grid, names[grid.name], marked.get(grid.name, {}))
    return paper.content()


def _faults(intake: Intake, problems: Mapping[str, Sequence[Problem]]) -> Iterator[_Fault]:
    """Yield what is wrong once for each place: what the whole district shares is not told for each school."""
    seen: set[tuple[Place | None, str]] = set()
    met = Counter((p.place, p.finding.message) for listed in problems.values() for p in set(listed))
    told = [("", problem) for problem in intake.problems]
    told += [(key, problem) for key, listed in problems.items() for problem in listed]
    whole = [(key, problem) for key, problem in told if problem.finding.severity == "error"]
    for key, problem in whole + [pair for pair in told if pair[1].finding.severity != "error"]:
        place, text = problem.place, problem.finding.message
        if (place, text) in seen:
            continue
        if place is not None:
            seen.add((place, text))
        district = place is not None and place.sheet is not None and normal(place.sheet) == normal(DISTRICT)
        shared = district or (place is not None and met[place, text] > 1)
        school = "весь район" if shared or not key else intake.names.get(key, key)
        yield _Fault(school, place, text, problem.finding.severity == "error")


def _names(grids: Iterable[Grid]) -> dict[str, str]:
    """Return a name that Excel takes for each sheet; almost always its own."""
    found: dict[str, str] = {}
    taken = {CORRECTIONS.lower(), LISTS.lower()}
    for number, grid in enumerate(grids, 1):
        name = _SIGNS.sub(" ", grid.name).strip()[:31]
        if not name or name.lower() in taken or name.lower() == "history":
            name = f"Лист {number}"
        while name.lower() in taken:
            name = f"{name[:28]} {number}"
        taken.add(name.lower())
        found[grid.name] = name
    return found


def _number(column: str | None) -> int:
    number = 0
    for sign in column or "A":
        number = number * 26 + ord(sign) - 64
    return number - 1


def _list(paper: Paper, faults: Sequence[_Fault], grids: Mapping[str, tuple[str, Grid]]) -> None:
    sheet = paper.sheet(CORRECTIONS)
    count = sum(fault.error for fault in faults)
    paper.put(sheet, 0, 0, f"Что исправить: ошибок — {count}, предупреждений — {len(faults) - count}", "title")
    advice = (
        "Исправьте закрашенные ячейки на листах этой книги и отправьте её снова как есть. Красные — ошибки: без "
        "исправления документов этой школы не будет. Жёлтые — предупреждения. Этот лист читать не будут."
    )
    sheet.merge_range(1, 0, 1, len(_HEADINGS) - 1, advice, paper.form("note"))
    sheet.set_row(1, 30)
    for place, (heading, width) in enumerate(_HEADINGS):
        paper.put(sheet, 2, place, heading, "heading")
        sheet.set_column(place, place, width)
    sheet.freeze_panes(3, 0)
    for row, fault in enumerate(faults[:_TOLD], 3):
        _line(paper, sheet, row, fault, grids)
    if len(faults) > _TOLD:
        paper.put(sheet, _TOLD + 3, 5, f"И ещё: {len(faults) - _TOLD}. Исправьте названное и проверьте снова.")
    if faults:
        sheet.autofilter(2, 0, 2 + min(len(faults), _TOLD), len(_HEADINGS) - 1)


def _line(paper: Paper, sheet: Any, row: int, fault: _Fault, grids: Mapping[str, tuple[str, Grid]]) -> None:
    place = fault.place or Place()
    heading = (
        f"{place.column} «{place.heading}»" if place.column and place.heading else place.column or place.heading
    )
    name, grid = grids.get(place.sheet or "", ("", None))
    cell = grid.cell(place.row, _number(place.column)) if grid and place.row and place.column else ""
    told = (fault.school, place.sheet, place.row, heading, shown(cell), fault.text)
    for column, value in enumerate(told):
        paper.put(sheet, row, column, value, "error" if fault.error and column == 5 else "text")
    fit(sheet, row, told, [width for _, width in _HEADINGS])
    if name and place.row:
        target = f"{place.column or 'A'}{place.row}"
        sheet.write_url(row, 6, f"internal:'{name}'!{target}", paper.form("link"), f"к ячейке {target}")


def _copy(paper: Paper, grid: Grid, name: str, faults: Mapping[tuple[int, int], Sequence[_Fault]]) -> None:
    """Write a sheet anew with every value at its place, known headings dressed, bad cells marked."""
    sheet = paper.sheet(name)
    table = table_of(grid)
    head, columns = heading_row(grid, table)
    for place, width in widths(grid.rows[:200], {p: c.width for p, c in columns.items()}).items():
        sheet.set_column(place, place, width)
    for number, row in enumerate(grid.rows):
        for place, value in enumerate(row):
            if value != "" and (number, place) not in faults:
                form = "text"
                if number + 1 == head and place in columns:
                    form = "required" if columns[place].required else "heading"
                paper.put(sheet, number, place, value, form)
    for (number, place), listed in faults.items():
        _mark(paper, sheet, grid, (number, place), listed)
    if table is not None and head:
        _dress(paper, sheet, head, columns, len(grid.rows))
    if grid.hidden:
        sheet.hide()


def _mark(paper: Paper, sheet: Any, grid: Grid, at: tuple[int, int], faults: Sequence[_Fault]) -> None:
    value = grid.cell(at[0] + 1, at[1])
    form = "error" if any(fault.error for fault in faults) else "warning"
    if not isinstance(value, str | bool):
        form += " number" if isinstance(value, int | float) else " date"
    paper.put(sheet, *at, value, form)
    comment(sheet, *at, "\n".join(dict.fromkeys(fault.text for fault in faults)))


def _dress(paper: Paper, sheet: Any, head: int, columns: Mapping[int, Column], rows: int) -> None:
    for place, column in columns.items():
        paper.choose(sheet, (head, rows + _MORE_ROWS), place, column)
    sheet.freeze_panes(head, 1)
