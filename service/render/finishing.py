"""What is done to the XML after the tags are filled: table grids, the page's orientation, spent runs."""

import re
from typing import Final

from lxml import etree

from schemas.plan_table import LANDSCAPE_WIDTH, PORTRAIT_WIDTH
from service.render.wordml import paragraph_text, style_of, w

SIGNATURE: Final = "Signature"  # id of the style
_TABBED: Final = frozenset({"Signature", "Requisites", "AcquaintLine"})
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
    _keep_together(root)
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


def _turn_page(root: etree._Element) -> None:
    """Lay the page on its side: size and margins, tables to the full width, right tabs to the right margin."""
    for section in root.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and margins is not None:
            for element, values in ((size, _LANDSCAPE), (margins, _LANDSCAPE_MARGINS)):
                for name, value in values.items():
                    element.set(w(name), value)
    for table in root.iter(w("tbl")):
        _widen(table)
    for paragraph in root.iter(w("p")):
        if style_of(paragraph) in _TABBED:
            _move_tab(paragraph)


def _widen(table: etree._Element) -> None:
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    total = sum(int(column.get(w("w"), "0")) for column in grid)
    if not total or total >= LANDSCAPE_WIDTH:
        return
    sized = [*grid, *table.iter(w("tcW")), *table.iter(w("tblW"))]
    for element in sized:
        element.set(w("w"), str(round(int(element.get(w("w"), "0")) * LANDSCAPE_WIDTH / total)))


def _move_tab(paragraph: etree._Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return
    tabs = etree.Element(w("tabs"))
    for value, position in (("clear", PORTRAIT_WIDTH), ("right", LANDSCAPE_WIDTH)):
        tab = etree.SubElement(tabs, w("tab"))
        tab.set(w("val"), value)
        tab.set(w("pos"), str(position))
    properties.insert(1, tabs)


def _keep_together(root: etree._Element) -> None:
    """Let no signature stand alone on a page, and no lead-in («…:») be parted from what it leads in.

    Source: ГОСТ Р 7.0.97, requisite 22: at least two lines of the text go over with the signature.
    """
    body = root.find(w("body"))
    blocks = [] if body is None else [child for child in body if child.tag in (w("p"), w("tbl"))]
    for place, block in enumerate(blocks):
        if block.tag == w("tbl"):
            continue
        if style_of(block) == SIGNATURE:
            for before in blocks[max(0, place - 2) : place]:
                for paragraph in _last_paragraphs(before):
                    _keep_with_next(paragraph)
        elif paragraph_text(block).rstrip().endswith(":"):
            _keep_with_next(block)


def _last_paragraphs(block: etree._Element) -> list[etree._Element]:
    """Return a paragraph itself, or the paragraphs of a table's last row."""
    if block.tag == w("p"):
        return [block]
    rows = block.findall(w("tr"))
    return list(rows[-1].iter(w("p"))) if rows else []


def _keep_with_next(paragraph: etree._Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(w("keepNext")) is None:
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else 1, etree.Element(w("keepNext")))


def _drop_spent_runs(root: etree._Element) -> None:
    """Remove runs left empty where a tag stood."""
    for run in list(root.iter(w("r"))):
        content = [child for child in run if child.tag != w("rPr")]
        parent = run.getparent()
        empty = all(child.tag == w("t") and not child.text for child in content)
        if empty and parent is not None:
            parent.remove(run)
