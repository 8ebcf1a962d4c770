"""Finds the Word fields that would pull a foreign file or program into a document."""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FOREIGN = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "RD", "DATABASE", "EMBED"}
)
_WORDS = re.compile(r"[A-Z]+")


def forbidden(content: bytes) -> str | None:
    """Name in Russian the first such field of a part, or None.

    Word splits a field's instruction into any number of runs, so the pieces are put together first.
    """
    if b"nstrText" not in content and b"fldSimple" not in content:
        return None
    try:
        root = fromstring(content)  # noqa: S314 - <!DOCTYPE is refused before
    except ParseError:
        return "часть с нарушенным строением XML"
    for instruction in _instructions(root):
        word = _WORDS.match(instruction.strip().upper())
        if word is not None and word[0] in _FOREIGN:
            return f"поле {word[0]}, которое подтягивает чужой файл"
    return None


def _instructions(root: Element) -> list[str]:
    found = [""]
    open_fields: list[int] = []
    for element in root.iter():
        name = element.tag.replace(_STRICT_W, _W)
        if name == f"{_W}fldSimple":
            found.append(_attribute(element, "instr"))
        elif name == f"{_W}fldChar":
            kind = _attribute(element, "fldCharType")
            if kind == "begin":
                open_fields.append(len(found))
                found.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif name in (f"{_W}instrText", f"{_W}delInstrText"):
            found[open_fields[-1] if open_fields else 0] += element.text or ""
    return found


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT_W}{name}") or ""
