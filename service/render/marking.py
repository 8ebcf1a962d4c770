"""Highlights doubtful forms in a filled document, for a person to look at before signing."""

import copy
from collections.abc import Iterable
from typing import Final

from lxml import etree

from service.render.wordml import w

DOUBT: Final = "Doubt"  # id of the character style of the templates
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def mark_doubts(root: etree._Element, forms: Iterable[str]) -> None:
    """Give the runs that hold one of the doubtful `forms` the style of doubt; longer forms come first."""
    for form in sorted(set(forms), key=len, reverse=True):
        for node in list(root.iter(w("t"))):
            run = node.getparent()
            if run is not None and form in (node.text or "") and not _is_marked(run):
                _split(run, node, form)


def _is_marked(run: etree._Element) -> bool:
    style = run.find(f"{w('rPr')}/{w('rStyle')}")
    return style is not None and style.get(w("val")) == DOUBT


def _split(run: etree._Element, node: etree._Element, form: str) -> None:
    """Put the form into a run of its own between what stands before and after it."""
    before, _, after = (node.text or "").partition(form)
    parent = run.getparent()
    if parent is None or len(run.findall(w("t"))) != 1:
        return
    place = parent.index(run)
    parent.remove(run)
    for text, marked in ((before, False), (form, True), (after, False)):
        if text:
            parent.insert(place, _run_of(run, text, marked=marked))
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
