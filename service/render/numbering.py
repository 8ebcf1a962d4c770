"""Counts the automatic numbers of a document as Word does, so that its text can be read with them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from service.render.wordml import parse, style_of, w

STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"


@dataclass(frozen=True)
class Level:
    """One level of a list: its first number, its format and its text, e.g. «%1.%2.»."""

    start: int
    fmt: str
    text: str


class Numbering:
    """Gives each paragraph, in reading order, the number or bullet that Word prints before it."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Read the lists of a document and the styles that use them."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if NUMBERING in parts:
            self._read_lists(parse(parts[NUMBERING]))
        if STYLES in parts:
            self._read_styles(parse(parts[STYLES]))

    def _read_lists(self, root: etree._Element) -> None:
        for abstract in root.iter(w("abstractNum")):
            levels = {}
            for level in abstract.iter(w("lvl")):
                levels[int(level.get(w("ilvl"), "0"))] = Level(
                    int(_value(level, "start") or "1"),
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                )
            self._levels[abstract.get(w("abstractNumId"), "")] = levels
        for num in root.iter(w("num")):
            self._lists[num.get(w("numId"), "")] = _value(num, "abstractNumId") or ""

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(w("style")):
            properties = style.find(f"{w('pPr')}/{w('numPr')}")
            if properties is not None:
                number = _value(properties, "numId") or "0"
                self._styles[style.get(w("styleId"), "")] = (number, int(_value(properties, "ilvl") or "0"))

    def before(self, paragraph: etree._Element) -> str:
        """Return what Word prints before this paragraph («3.2.», «–») and count it; empty if it has no number."""
        properties = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        if properties is not None:
            number, depth = _value(properties, "numId") or "0", int(_value(properties, "ilvl") or "0")
        else:
            number, depth = self._styles.get(style_of(paragraph), ("0", 0))
        abstract = self._lists.get(number, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        if level.fmt == "bullet":
            return level.text
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._written(abstract, level.text)

    def _written(self, abstract: str, text: str) -> str:
        counts, levels = self._counts[abstract], self._levels[abstract]

        def number(match: "re.Match[str]") -> str:
            depth = int(match[1]) - 1
            return str(counts.get(depth, levels[depth].start))

        return re.sub(r"%(\d)", number, text)


def _value(node: etree._Element, name: str) -> str | None:
    child = node.find(w(name))
    return None if child is None else child.get(w("val"))
