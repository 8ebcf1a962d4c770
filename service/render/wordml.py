"""The few names and walks of WordprocessingML that the renderer needs."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from lxml import etree

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{NAMESPACE}}}{name}"


_PARAGRAPH, _RUN, _TEXT, _TAB, _BREAK, _TYPE = w("p"), w("r"), w("t"), w("tab"), w("br"), w("type")
_SIGNS: Final = {_TAB: "\t", _BREAK: " ", w("noBreakHyphen"): "-"}
_STYLE: Final = etree.XPath("string(w:pPr/w:pStyle/@w:val)", namespaces={"w": NAMESPACE})


def parse(xml: bytes) -> etree._Element:
    """Parse a part without entities, DTD or network."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def serialize(root: etree._Element) -> bytes:
    """Return the part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return a paragraph's text; tabs and line breaks become a tab and a space."""
    return "".join(_text_of(node) for run in paragraph.iter(_RUN) for node in run)


Paragraphs = list[tuple[etree._Element, str]]


def paragraph_texts(root: etree._Element) -> Paragraphs:
    """Return all paragraphs, each with its text, in one walk; one inside another has its text to itself."""
    found: list[tuple[etree._Element, list[str]]] = []
    pieces: list[str] = []
    for node in root.iter(_PARAGRAPH, _TEXT, *_SIGNS):
        tag = node.tag
        if tag == _PARAGRAPH:
            pieces = []
            found.append((node, pieces))
        elif tag == _TEXT:
            pieces.append(node.text or "")
        elif not _is_stop(node):
            pieces.append(_text_of(node))
    return [(paragraph, "".join(pieces)) for paragraph, pieces in found]


def _is_stop(node: etree._Element) -> bool:
    """Tell whether a tab is a stop of its paragraph, no sign in a text."""
    if node.tag != _TAB:
        return False
    parent = node.getparent()
    return parent is not None and parent.tag != _RUN


def _text_of(node: etree._Element) -> str:
    tag = node.tag
    if tag == _TEXT:
        return node.text or ""
    if tag == _BREAK and node.get(_TYPE) == "page":
        return ""
    return _SIGNS.get(tag, "")


def style_of(paragraph: etree._Element) -> str:
    """Return the id of a paragraph's style, an empty string for the default one."""
    return str(_STYLE(paragraph))


def blocks_of(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables that stand directly in a body, header or footer."""
    body = root.find(w("body"))
    for child in root if body is None else body:
        if child.tag in (w("p"), w("tbl")):
            yield child
