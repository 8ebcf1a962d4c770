"""Highlights doubtful forms in a filled document, for a person to look at before signing."""

import copy
import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from service.render.wordml import w

DOUBT: Final = "Doubt"  # id of the character style of the templates
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def mark_doubts(root: etree._Element, forms: Iterable[str]) -> None:
    """Give every occurrence of the doubtful `forms`, as whole words, the style of doubt; longer ones first."""
    for form in sorted(set(forms), key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w)({re.escape(form)})(?!\w)")
        for run in list(root.iter(w("r"))):
            texts = run.findall(w("t"))
            if len(texts) == 1 and not _is_marked(run):
                _split(run, pattern.split(texts[0].text or ""))


def _is_marked(run: etree._Element) -> bool:
    style = run.find(f"{w('rPr')}/{w('rStyle')}")
    return style is not None and style.get(w("val")) == DOUBT


def _split(run: etree._Element, pieces: list[str]) -> None:
    """Put every second piece, a doubtful form, into a run of its own."""
    parent = run.getparent()
    if parent is None or len(pieces) < 2:
        return
    place = parent.index(run)
    parent.remove(run)
    for number, text in enumerate(pieces):
        if text:
            parent.insert(place, _run_of(run, text, marked=number % 2 == 1))
            place += 1


def _run_of(pattern: etree._Element, text: str, *, marked: bool) -> etree._Element:
    run = copy.deepcopy(pattern)
    for node in run.iter(w("t")):
        node.text = text
        node.set(_SPACE, "preserve")
    if marked:
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        style = etree.Element(w("rStyle"))
        style.set(w("val"), DOUBT)
        properties.insert(0, style)
    return run
