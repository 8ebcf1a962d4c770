"""«Опись.xlsx»: what was made, a row for each file, and which schools were not made and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.workbook.cells import Raw
from service.workbook.paper import Paper, fit

_SHEET: Final = "Опись"
_FAILED: Final = "Не сделано"


@dataclass(frozen=True)
class InventoryRow:
    """One file: whose it is, what document, where it lies in the archive (a relative path with «/»)."""

    school: str
    document: str
    file: str
    format: str
    sha256: str
    district: str | None = None
    inn: str | None = None
    kind: str | None = None
    number: str | None = None
    date: str | None = None
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # whose declension is to be checked


@dataclass(frozen=True)
class FailedSchool:
    """A school that was not made, and why."""

    school: str
    reasons: tuple[str, ...]
    district: str | None = None
    inn: str | None = None


_HEADINGS: Final = (
    ("Район", 20), ("Школа", 30), ("ИНН", 12), ("Документ", 34), ("Номер", 11), ("Дата", 11), ("Формат", 9),
    ("Страниц", 9), ("Файл", 56), ("Предупреждения", 50), ("Имена проверить", 50), ("Вид", 20), ("sha256", 20),
)  # fmt: skip
_FILE: Final = 8  # the column of the link, the last one on paper
_FAILED_HEADINGS: Final = (("Район", 22), ("Школа", 40), ("ИНН", 13), ("Почему не сделано", 110))


def inventory(rows: Sequence[InventoryRow], failed: Sequence[FailedSchool]) -> bytes:
    """Return the workbook; the second sheet is there only if a school was not made."""
    paper = Paper("Опись")
    sheet = _begin(paper, _SHEET, _HEADINGS, len(rows))
    for number, row in enumerate(rows, 1):
        told = (
            row.district, row.school, row.inn, row.document, row.number, row.date, row.format, row.pages, row.file,
            "\n".join(row.warnings), "\n".join(row.names), row.kind,
        )  # fmt: skip
        _put(paper, sheet, number, told, _HEADINGS)
        paper.put(sheet, number, len(told), row.sha256, "line")
        if number <= _LINKS_LIMIT:
            sheet.write_url(number, _FILE, f"external:{row.file}", paper.form("long link"), row.file[:255])
    sheet.print_area(0, 0, max(len(rows), 1), _FILE)
    if failed:
        sheet = _begin(paper, _FAILED, _FAILED_HEADINGS, len(failed))
        for number, school in enumerate(failed, 1):
            reasons = (school.district, school.school, school.inn, "\n".join(school.reasons))
            _put(paper, sheet, number, reasons, _FAILED_HEADINGS)
    return paper.content()


_LINKS_LIMIT: Final = 60_000  # Excel opens no sheet with more than 65 530 links


def _begin(paper: Paper, name: str, headings: Sequence[tuple[str, int]], count: int) -> Any:
    sheet = paper.sheet(name)
    for place, (heading, width) in enumerate(headings):
        paper.put(sheet, 0, place, heading, "heading")
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(count, 1), len(headings) - 1)
    sheet.repeat_rows(0)
    return sheet


def _put(
    paper: Paper, sheet: Any, number: int, told: Sequence[Raw | None], headings: Sequence[tuple[str, int]]
) -> None:
    for place, value in enumerate(told):
        if value is not None and value != "":
            paper.put(sheet, number, place, value)
    fit(sheet, number, told, [width for _, width in headings])
