"""Turns a plan into the rows and cells of its table: numbers, merges, section rows, widths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from schemas.column_widths import fitted, longest_word
from schemas.deadlines import Deadline
from schemas.responsibles import Responsible
from schemas.roadmap import Activity, Column, Layout, Plan, Stage
from schemas.text import Paragraph, Run, Text

PORTRAIT_WIDTH: Final = 9638  # twips: 210 mm less margins of 30 and 10 mm
LANDSCAPE_WIDTH: Final = 14570  # twips: 297 mm less margins of 20 and 20 mm
WIDE_FROM: Final = 6  # columns; a table with more does not fit a portrait page in 12 pt
NARROWEST: Final = 680  # twips; «п/п» and «10.12.» on one line
WIDEST_DATE: Final = "00.00.0000."  # no date or name of a month is wider
Merge = Literal["none", "start", "continue"]


class Cell(NamedTuple):
    """One cell: `kind` says which of the values it prints; `width` in twips, `span` in columns."""

    kind: Literal["number", "text", "deadline", "responsible", "blank"]
    width: int = 0
    span: int = 1
    merge: Merge = "none"
    number: str = ""
    text: Text | None = None
    deadline: Deadline | None = None
    responsible: tuple[Responsible, ...] = ()


class Row(NamedTuple):
    """One row; a section row is the heading of a stage across the table."""

    cells: tuple[Cell, ...]
    section: bool = False


class Heading(NamedTuple):
    """The heading of a column, its width in twips."""

    title: str
    width: int

    @property
    def lines(self) -> list[str]:
        """Return the title's lines; «№ п/п» is broken where it may be."""
        return self.title.replace("№ п/п", "№\nп/п").split("\n")


@dataclass(frozen=True)
class PlanTable:
    """The table of a plan, ready to be printed."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    number_row: bool
    landscape: bool
    capital_deadlines: bool


class Place(NamedTuple):
    """Where a row stands: stage and activity from 1, and the activity's number in the whole plan."""

    stage: int
    activity: int
    overall: int


def plan_table(plan: Plan, columns: Sequence[Column]) -> PlanTable:
    """Lay a plan out; `columns` are taken where the plan names none."""
    columns = plan.columns or tuple(columns)
    layout = plan.layout or Layout()
    landscape = len(columns) >= WIDE_FROM
    if layout.orientation:
        landscape = layout.orientation == "landscape"
    total = LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH
    before = list(accumulate((len(stage.activities) for stage in plan.stages), initial=0))
    rows = tuple(
        row
        for n, (stage, done) in enumerate(zip(plan.stages, before, strict=False), 1)
        for row in _stage_rows(stage, Place(n, 0, done), columns, layout)
    )
    widths = fitted(total, [column.share for column in columns], _needs(columns, rows))
    headings = tuple(Heading(c.heading, w) for c, w in zip(columns, widths, strict=True))
    sized = tuple(_sized(row, widths) for row in rows)
    return PlanTable(headings, sized, layout.number_row, landscape, layout.capital_deadlines)


def _needs(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    """Return the least width of each column: that of the longest word in its heading and its cells, in twips."""
    needs = [max(NARROWEST, longest_word([column.heading], bold=True)) for column in columns]
    for row in rows:
        place = 0
        for cell in row.cells:
            if cell.span == 1:
                needs[place] = max(needs[place], longest_word(_words(cell)))
            place += cell.span
    return needs


def _words(cell: Cell) -> list[str]:
    if cell.text is not None:
        return [str(paragraph) for paragraph in cell.text.paragraphs]
    if cell.deadline is not None:
        return [WIDEST_DATE]
    return [str(getattr(who, "person", who)) for who in cell.responsible] or [cell.number]


def _sized(row: Row, widths: Sequence[int]) -> Row:
    cells, column = [], 0
    for cell in row.cells:
        cells.append(cell._replace(width=sum(widths[column : column + cell.span])))
        column += cell.span
    return row._replace(cells=tuple(cells))


def _stage_rows(stage: Stage, place: Place, columns: Sequence[Column], layout: Layout) -> Iterator[Row]:
    n = place.stage
    if layout.stage_as == "section_row":
        yield _section_row(stage, n, columns, layout)
    if layout.row_per == "stage" and (layout.stage_as == "column" or stage.content is not None):
        yield Row(tuple(_stage_cell(c.key, stage, n, layout) for c in columns))
        return
    for m, activity in enumerate(stage.activities, 1):
        here = Place(n, m, place.overall + m)
        staged = layout.stage_as == "section_row" or any(column.key == "stage" for column in columns)
        yield Row(tuple(_activity_cell(c.key, stage, activity, here, layout, staged=staged) for c in columns))
    if not stage.activities:
        yield Row(tuple(_stage_cell(c.key, stage, n, layout) for c in columns))


def _section_row(stage: Stage, n: int, columns: Sequence[Column], layout: Layout) -> Row:
    numbered = columns[0].key == "no" and layout.numbering != "none"
    title = stage.title if numbered else _numbered_title(stage, n, layout)
    rest = Cell("text", text=_plain(title), span=len(columns) - numbered)
    number = (Cell("number", number=stage_number(n, layout)),) if numbered else ()
    return Row((*number, rest), section=True)


def stage_number(n: int, layout: Layout) -> str:
    """Return the number of stage `n` (from 1) as the layout writes it: «3.», «III.» or nothing."""
    if layout.numbering == "none":
        return ""
    return f"{_roman(n)}." if layout.numbering == "roman" else f"{n}."


def _roman(n: int) -> str:
    digits = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for value, sign in digits:
        found += sign * (n // value)
        n %= value
    return found


def _numbered_title(stage: Stage, n: int, layout: Layout) -> str:
    return f"{stage_number(n, layout)} {stage.title}".strip()


def _plain(title: str) -> Text:
    return Text(tuple(Paragraph((Run(part.strip()),)) for part in title.split("\n") if part.strip()))


def _text(text: Text | None) -> Cell:
    return Cell("text", text=text) if text else Cell("blank")


def _activities(stage: Stage) -> Text | None:
    """Return a stage's content, or its activities as a numbered list."""
    if stage.content is not None or not stage.activities:
        return stage.content
    if len(stage.activities) == 1:
        return stage.activities[0].text
    paragraphs: list[Paragraph] = []
    for number, activity in enumerate(stage.activities, 1):
        first, *rest = activity.text.paragraphs
        paragraphs.append(replace(first, level=1, marker=f"{number})"))
        paragraphs.extend(replace(p, level=min(p.level + 1, 3), marker=p.marker) for p in rest)
    return Text(tuple(paragraphs))


def _stage_cell(key: str, stage: Stage, n: int, layout: Layout) -> Cell:
    """Return a cell of a row that stands for a whole stage."""
    if key == "no":
        return Cell("number", number=stage_number(n, layout))
    if key == "deadline":
        return Cell("deadline", deadline=stage.deadline) if stage.deadline else Cell("blank")
    if key == "responsible":
        return Cell("responsible", responsible=stage.responsible) if stage.responsible else Cell("blank")
    texts = {"content": _activities(stage), "activity": _activities(stage), "result": stage.result}
    if key == "stage":
        texts["stage"] = _plain(stage.title if layout.numbering != "roman" else _numbered_title(stage, n, layout))
    return _text(texts.get(key))


def _activity_cell(  # noqa: PLR0913 - what a cell depends on
    key: str, stage: Stage, activity: Activity, place: Place, layout: Layout, *, staged: bool
) -> Cell:
    """Return a cell of a row that stands for one activity; `staged` tells whether its stage is printed."""
    n, m = place.stage, place.activity
    merge: Merge = "none" if len(stage.activities) < 2 else "start" if m == 1 else "continue"
    if key == "no":
        return _activity_number(place, layout, merge, staged=staged)
    if key == "stage":
        stage_cell = _stage_cell("stage", stage, n, layout)
        return stage_cell._replace(merge=merge) if layout.merge_stage else stage_cell
    if key == "deadline":
        if layout.merge_deadline and stage.deadline:
            return _stage_cell("deadline", stage, n, layout)._replace(merge=merge)
        found = activity.deadline or stage.deadline
        return Cell("deadline", deadline=found) if found else Cell("blank")
    if key == "responsible":
        people = activity.responsible or stage.responsible
        return Cell("responsible", responsible=people) if people else Cell("blank")
    return _text(_activity_texts(activity, m, layout).get(key))


def _activity_number(place: Place, layout: Layout, merge: Merge, *, staged: bool) -> Cell:
    """Number a row by its stage where that stands in a column of the table, else by its activity."""
    if layout.numbering == "none":
        return Cell("number")
    if not staged:
        return Cell("number", number=f"{place.overall}.")
    if layout.numbering == "1.1":
        return Cell("number", number=f"{place.stage}.{place.activity}.")
    if layout.stage_as == "column":
        number = stage_number(place.stage, layout)
        return Cell("number", number=number, merge=merge if layout.merge_stage else "none")
    return Cell("number", number=f"{place.activity}.")


def _activity_texts(activity: Activity, m: int, layout: Layout) -> dict[str, Text | None]:
    text = activity.text
    if layout.numbering == "roman":
        first, *rest = text.paragraphs
        text = Text((replace(first, level=1, marker=f"{m}."), *rest))
    words = {"form": activity.form, "mark": activity.mark}
    found: dict[str, Text | None] = {key: _plain(value) if value else None for key, value in words.items()}
    return found | {"activity": text, "content": activity.content or text, "result": activity.result}
