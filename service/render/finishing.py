"""What is done to the XML after the tags are filled: table grids, the page's orientation, spent runs."""

import re
from typing import Final

from lxml import etree

from service.render.wordml import w

_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")
_LANDSCAPE: Final = {"w": "16838", "h": "11906", "orient": "landscape"}  # A4, twips
_LANDSCAPE_MARGINS: Final = {"left": "1134", "right": "1134", "top": "1701", "bottom": "567"}  # bound on top edge


def finish(root: etree._Element, *, landscape: bool) -> None:
    """Bring a filled part into the shape that Word expects."""
    for table in root.iter(w("tbl")):
        _settle_cells(table)
        _fit_grid(table)
    if landscape:
        _turn_page(root)
    for paragraph in root.iter(w("p")):
        _single_stops(paragraph)
    _drop_spent_runs(root)


def single_stops(text: str) -> str:
    """Return the text with one full stop where two stand together; an ellipsis stays."""
    return _TWO_STOPS.sub(".", text)


def _single_stops(paragraph: etree._Element) -> None:
    """Let a sentence that ends with initials or «г.» have one full stop, not two."""
    before = ""
    for node in paragraph.iter(w("t")):
        text = single_stops(node.text or "")
        if (
            before.endswith(".")
            and not before.endswith("..")
            and text.startswith(".")
            and not text.startswith("..")
        ):
            text = text[1:]
        node.text = text
        before = text or before


def _settle_cells(table: etree._Element) -> None:
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


def _fit_grid(table: etree._Element) -> None:
    """Make the grid of a table follow the cells of its first row, whose number only the data know."""
    grid, row = table.find(w("tblGrid")), table.find(w("tr"))
    if grid is None or row is None:
        return
    widths: list[int] = []
    for cell in row.iterchildren(w("tc")):
        properties = cell.find(w("tcPr"))
        width = None if properties is None else properties.find(w("tcW"))
        span = None if properties is None else properties.find(w("gridSpan"))
        count = int(span.get(w("val"), "1")) if span is not None else 1
        total = int(width.get(w("w"), "0")) if width is not None else 0
        widths.extend([total // count] * count)
    if len(widths) == len(grid) and [str(x) for x in widths] == [c.get(w("w")) for c in grid]:
        return
    for column in list(grid):
        grid.remove(column)
    for value in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(value))


def _turn_page(root: etree._Element) -> None:
    for section in root.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margins is None:
            continue
        for name, value in _LANDSCAPE.items():
            size.set(w(name), value)
        for name, value in _LANDSCAPE_MARGINS.items():
            margins.set(w(name), value)


def _drop_spent_runs(root: etree._Element) -> None:
    """Remove runs left empty where a tag stood."""
    for run in list(root.iter(w("r"))):
        content = [child for child in run if child.tag != w("rPr")]
        parent = run.getparent()
        empty = all(child.tag == w("t") and not child.text for child in content)
        if empty and parent is not None:
            parent.remove(run)
