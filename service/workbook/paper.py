"""A new workbook on paper: formats, headings, lists to choose from; the only writer of Excel's format."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from service.workbook.cells import LONGEST, Raw
from service.workbook.columns import Column, What

MADE: Final = dt.datetime(2026, 1, 1)  # the same input gives the same bytes
LISTS: Final = "Списки"
FONT: Final = {"font_name": "Arial", "font_size": 10, "valign": "top"}
DATE: Final = "dd.mm.yyyy"
_LINE: Final = 12.75  # points of height
_HIGHEST: Final = 400  # Excel takes 409
_WRAPPED: Final = FONT | {"text_wrap": True}
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "text": _WRAPPED | {"num_format": "@"},
    "plain": _WRAPPED,
    "line": FONT | {"num_format": "@"},
    "date": FONT | {"num_format": DATE, "align": "left"},
    "time": FONT | {"num_format": "[h]:mm", "align": "left"},
    "heading": _WRAPPED | {"bold": True, "bg_color": "#DCE6F1", "border": 1, "border_color": "#9FB4CC"},
    "required": _WRAPPED | {"bold": True, "bg_color": "#FFE699", "border": 1, "border_color": "#C9A227"},
    "section": _WRAPPED | {"bold": True, "bg_color": "#EFEFEF"},
    "example": _WRAPPED | {"italic": True, "font_color": "#7F7F7F", "bg_color": "#F7F7F7"},
    "note": _WRAPPED | {"italic": True, "font_color": "#555555"},
    "title": FONT | {"bold": True, "font_size": 14},
    "link": FONT | {"font_color": "#0563C1", "underline": 1},
    "long link": _WRAPPED | {"font_color": "#0563C1", "underline": 1},
    "error": _WRAPPED | {"bg_color": "#F8CBAD", "border": 1, "border_color": "#C00000", "num_format": "@"},
    "error date": FONT | {"bg_color": "#F8CBAD", "border": 1, "border_color": "#C00000", "num_format": DATE,
                          "align": "left"},
    "warning": _WRAPPED | {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF9000", "num_format": "@"},
    "warning date": FONT | {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF9000", "num_format": DATE,
                            "align": "left"},
    "number": FONT | {"align": "left"},
    "error number": FONT | {"bg_color": "#F8CBAD", "border": 1, "border_color": "#C00000", "align": "left"},
    "warning number": FONT | {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF9000", "align": "left"},
}  # fmt: skip


class Paper:
    """A workbook that is being written; `content` closes it and gives its bytes."""

    def __init__(self, title: str) -> None:
        """Begin an empty workbook."""
        self._buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._buffer, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "remove_timezone": True,
        })  # fmt: skip
        self.book.set_properties({"title": title, "author": "Комплект", "created": MADE})
        self._formats = {name: self.book.add_format(form) for name, form in _FORMATS.items()}
        self._lists: dict[tuple[str, ...], int] = {}

    def sheet(self, name: str) -> Any:
        """Add a sheet."""
        added = self.book.add_worksheet(name)
        added.set_landscape()
        added.set_paper(9)  # A4
        added.fit_to_pages(1, 0)
        return added

    def form(self, name: str) -> Any:
        """Return a format."""
        return self._formats[name]

    def put(self, sheet: Any, row: int, column: int, value: Raw | None, form: str = "text") -> None:
        """Write a value at a row and a column from 0, as what it is: nothing becomes a formula or a link."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.form(form))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.form(form))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.form(form if form != "text" else "number"))
        elif isinstance(value, dt.date | dt.time | dt.timedelta):
            dated = {"text": "date" if isinstance(value, dt.date) else "time"}.get(form, form)
            sheet.write_datetime(row, column, value, self.form(dated))
        else:
            sheet.write_string(row, column, value[:LONGEST], self.form(form))

    def head(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """Write headings with their notes, freeze them and give the columns their widths and formats."""
        for place, column in enumerate(columns):
            marked = f"{column.heading} *" if column.required else column.heading
            self.put(sheet, row, place, marked, "required" if column.required else "heading")
            sheet.set_column(place, place, column.width, self.form("date" if column.what is What.DATE else "text"))
            if told := note(column):
                sheet.write_comment(row, place, told, _comment(told))
        sheet.set_row(row, 42)
        sheet.freeze_panes(row + 1, 1)

    def choose(self, sheet: Any, rows: tuple[int, int], place: int, column: Column) -> None:
        """Offer the choices of a column as a drop-down list; other words are warned of, not refused."""
        titles = choices(column)
        if not titles:
            return
        source = f"={LISTS}!$A$1:$A$1"
        number = self._lists.setdefault(titles, len(self._lists))
        letter = xlsxwriter.utility.xl_col_to_name(number)
        source = f"={LISTS}!${letter}$1:${letter}${len(titles)}"
        sheet.data_validation(rows[0], place, rows[1], place, {
            "validate": "list", "source": source, "error_type": "warning",
            "error_title": "Такого значения нет", "error_message": "Выберите значение из списка.",
        })  # fmt: skip

    def content(self) -> bytes:
        """Write the lists, close the workbook and return its bytes."""
        if self._lists:
            sheet = self.sheet(LISTS)
            for titles, place in self._lists.items():
                for row, title in enumerate(titles):
                    self.put(sheet, row, place, title)
                sheet.set_column(place, place, 30)
            sheet.hide()
        self.book.close()
        return self._buffer.getvalue()


def choices(column: Column) -> tuple[str, ...]:
    """Return what may be chosen in a column, nothing where several may be."""
    if column.what is What.FLAG:
        return ("да", "нет")
    return tuple(column.choices.values()) if column.what is What.CHOICE else ()


def note(column: Column) -> str:
    """Return the note on a heading: what to write, an example, the choices."""
    told = [
        "Обязательно." if column.required else "",
        f"{column.hint.rstrip('.')}." if column.hint else "",
        f"Пример: {column.example}" if column.example and not column.choices else "",
        "Одно из: " + "; ".join(column.choices.values()) if column.choices and len(column.choices) <= 15 else "",
        "да или нет" if column.what is What.FLAG else "",
    ]
    return "\n".join(part for part in told if part)


def _comment(text: str) -> dict[str, Any]:
    """Return a size that the text fits into, in pixels."""
    lines = sum(1 + len(line) // 38 for line in text.split("\n"))
    return {"width": 260, "height": min(30 + 16 * lines, 400), "font_size": 9, "author": "Комплект"}


def comment(sheet: Any, row: int, column: int, text: str) -> None:
    """Put a note on a cell."""
    sheet.write_comment(row, column, text[:2000], _comment(text[:2000]))


def fit(sheet: Any, row: int, told: Sequence[Raw | None], places: Sequence[int]) -> None:
    """Make a row as high as its longest cell in columns of such widths: not every program does so by itself."""
    lines = 1
    for value, width in zip(told, places, strict=False):
        lines = max(lines, sum(1 + (len(part) - 1) // width for part in str(value or "").split("\n")))
    sheet.set_row(row, min(_LINE * lines + 2, _HIGHEST))


def widths(rows: Iterable[Sequence[Raw]], known: Mapping[int, int]) -> dict[int, int]:
    """Return widths of columns in signs: the known ones, else what most of a column's cells need."""
    longest: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row):
            if cell != "":
                longest[place] = max(longest.get(place, 0), min(len(str(cell)), 40))
    return {place: known.get(place, max(9, length + 2)) for place, length in longest.items()}
