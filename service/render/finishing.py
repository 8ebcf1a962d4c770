"""What is done to the XML after the tags are filled: orientation, what stays together, full stops, spent runs."""

import itertools
import re
from typing import Final, cast

from lxml import etree

from schemas.plan_table import LANDSCAPE_WIDTH, PORTRAIT_WIDTH
from service.render.tables import fit_grid, let_tall_rows_break, settle_cells, widen
from service.render.wordml import NAMESPACE, Paragraphs, paragraph_texts, w

SIGNATURE: Final = "Signature"  # id of the style
_SPENT: Final = etree.XPath(
    "descendant::w:t[not(node())]/parent::w:r[not(*[not(self::w:rPr or self::w:t[not(node())])])]",
    namespaces={"w": NAMESPACE},
)
_TABBED: Final = etree.XPath(
    "descendant::w:p[w:pPr/w:pStyle[@w:val='Signature' or @w:val='Requisites' or @w:val='AcquaintLine']]",
    namespaces={"w": NAMESPACE},
)
_SIGNED: Final = etree.XPath(f"w:body/w:p[w:pPr/w:pStyle/@w:val='{SIGNATURE}']", namespaces={"w": NAMESPACE})
_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")
_LANDSCAPE: Final = {"w": "16838", "h": "11906", "orient": "landscape"}  # A4, twips
_LANDSCAPE_MARGINS: Final = {"left": "1134", "right": "1134", "top": "1701", "bottom": "567"}  # bound on top edge


def finish(root: etree._Element, *, landscape: bool) -> None:
    """Bring a filled part into the shape that Word expects."""
    tables = list(root.iter(w("tbl")))
    for table in tables:
        settle_cells(table)
        fit_grid(table)
    if landscape:
        _turn_page(root)
    paragraphs = [
        (paragraph, _with_single_stops(paragraph) if ".." in text else text)
        for paragraph, text in paragraph_texts(root)
    ]
    for table in tables:
        let_tall_rows_break(table, landscape=landscape)
    _keep_together(root, paragraphs)
    _drop_spent_runs(root)


def single_stops(text: str) -> str:
    """Return the text with one full stop where two stand together; an ellipsis stays."""
    return _TWO_STOPS.sub(".", text) if ".." in text else text


def _with_single_stops(paragraph: etree._Element) -> str:
    """Let a sentence that ends with initials or «г.» have one full stop, not two; return the text then."""
    before = ""
    for node in paragraph.iter(w("t")):
        text = single_stops(node.text or "")
        if text.startswith(".") and not text.startswith("..") and _ends_with_stop(before):
            text = text[1:]
        node.text = text
        before += text
    return paragraph_texts(paragraph)[0][1]


def _ends_with_stop(text: str) -> bool:
    return text.endswith(".") and not text.endswith("..")


def _turn_page(root: etree._Element) -> None:
    """Lay the page on its side: size and margins, tables to the full width, right tabs to the right margin."""
    for section in root.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and margins is not None:
            for element, values in ((size, _LANDSCAPE), (margins, _LANDSCAPE_MARGINS)):
                for name, value in values.items():
                    element.set(w(name), value)
    for table in root.iter(w("tbl")):
        widen(table)
    for paragraph in cast("list[etree._Element]", _TABBED(root)):
        _move_tab(paragraph)


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


def _keep_together(root: etree._Element, paragraphs: Paragraphs) -> None:
    """Let no signature stand alone on a page, and no lead-in («…:») be parted from what it leads in.

    Source: ГОСТ Р 7.0.97, requisite 22: at least two lines of the text go over with the signature.
    """
    signatures = cast("list[etree._Element]", _SIGNED(root))
    for signature in signatures:
        for before in itertools.islice(signature.itersiblings(w("p"), w("tbl"), preceding=True), 2):
            for paragraph in _last_paragraphs(before):
                _keep_with_next(paragraph)
    for paragraph, text in paragraphs:
        if text.rstrip().endswith(":") and _is_in_body(paragraph) and paragraph not in signatures:
            _keep_with_next(paragraph)


def _is_in_body(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == w("body")


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
    for run in cast("list[etree._Element]", _SPENT(root)):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
