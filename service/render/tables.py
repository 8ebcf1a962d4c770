"""Brings filled tables into shape: merges, grids that follow the cells, widths, rows that may break."""

from typing import Final, cast

from lxml import etree

from schemas.plan_table import LANDSCAPE_WIDTH
from service.render.wordml import NAMESPACE, paragraph_text, w

_LETTER: Final = 122  # twips; mean width of a Cyrillic letter of Liberation Serif at 12 pt
_PADDING: Final = 170  # twips; left and right margins of a cell
_TALLEST: Final = {False: 20, True: 13}  # lines of 12 pt, two fifths of a portrait and of a landscape page
# Cells of rows kept whole that might take more than $most lines: more than a few words or lines, and by a letter
# less to the line than there is room for. What is no letter (w:tab, w:br, w:noBreakHyphen) counts as one.
_PERHAPS_TALL: Final = etree.XPath(
    "descendant::w:tr[w:trPr/w:cantSplit]/w:tc[string-length(.) > 40 or descendant::w:p[5]][not("
    f"w:tcPr/w:tcW/@w:w > {_PADDING + 2 * _LETTER} and count(descendant::w:p)"
    " + (string-length(.) + count(descendant::w:tab | descendant::w:br | descendant::w:noBreakHyphen))"
    f" * {_LETTER} div (w:tcPr/w:tcW/@w:w - {_PADDING + _LETTER}) <= $most)]",
    namespaces={"w": NAMESPACE},
)
_GRID: Final = etree.XPath("w:tblGrid/w:gridCol/@w:w", namespaces={"w": NAMESPACE})
_FIRST_ROW: Final = etree.XPath(
    "w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w | w:tr[1]/w:tc/w:tcPr/w:gridSpan/@w:val", namespaces={"w": NAMESPACE}
)


def settle_cells(table: etree._Element) -> None:
    """Write spans and merges as the standard does: none at all where there is nothing to say."""
    for merge in list(table.iter(w("vMerge"))):
        parent = merge.getparent()
        if merge.get(w("val")) == "none" and parent is not None:
            parent.remove(merge)
        elif merge.get(w("val")) == "start":
            merge.set(w("val"), "restart")
    for span in list(table.iter(w("gridSpan"))):
        parent = span.getparent()
        if span.get(w("val")) == "1" and parent is not None:
            parent.remove(span)


def fit_grid(table: etree._Element) -> None:
    """Make the grid of a table follow the cells of its first row, whose number only the data know."""
    if _GRID(table) == _FIRST_ROW(table):
        return
    grid, row = table.find(w("tblGrid")), table.find(w("tr"))
    if grid is None or row is None:
        return
    widths = [width for cell in row.iterchildren(w("tc")) for width in _column_widths(cell)]
    if [str(width) for width in widths] == [column.get(w("w")) for column in grid]:
        return
    total = table.find(f"{w('tblPr')}/{w('tblW')}")
    if total is not None:
        total.set(w("w"), str(sum(widths)))
    for column in list(grid):
        grid.remove(column)
    for value in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(value))


def _column_widths(cell: etree._Element) -> list[int]:
    """Return the widths of the columns that a cell covers, in twips."""
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    count = int(span.get(w("val"), "1")) if span is not None else 1
    total = int(width.get(w("w"), "0")) if width is not None else 0
    return [total // count] * count


def widen(table: etree._Element) -> None:
    """Widen a table to the full width of a landscape page."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    total = sum(int(column.get(w("w"), "0")) for column in grid)
    if not total or total >= LANDSCAPE_WIDTH:
        return
    sized = [*grid, *table.iter(w("tcW")), *table.iter(w("tblW"))]
    for element in sized:
        element.set(w("w"), str(round(int(element.get(w("w"), "0")) * LANDSCAPE_WIDTH / total)))


def let_tall_rows_break(table: etree._Element, *, landscape: bool) -> None:
    """Let a row break across pages if it is so tall that keeping it whole would leave half a page empty.

    A row taller than a page must break in any case: LibreOffice would cut its text off.
    """
    most = _TALLEST[landscape]
    for cell in cast("list[etree._Element]", _PERHAPS_TALL(table, most=most)):
        row = cell.getparent()
        properties = None if row is None else row.find(w("trPr"))
        whole = None if properties is None else properties.find(w("cantSplit"))
        if properties is not None and whole is not None and _lines(cell) > most:
            properties.remove(whole)


def _lines(cell: etree._Element) -> int:
    """Estimate how many lines a cell takes."""
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    room = int(width.get(w("w"), "0")) if width is not None else 0
    letters = max(1, (room - _PADDING) // _LETTER)
    return sum(1 + len(paragraph_text(paragraph)) // letters for paragraph in cell.iter(w("p")))
