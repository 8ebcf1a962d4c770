"""Looks at a DOCX as Word does: parts, effective properties of styles, tables as a grid."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from service.render.wordml import parse, style_of, w

Element = etree._Element


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """Give an attribute of the element at a path of WordprocessingML names, None if there is none."""
    found = None if element is None else element.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(w(name))


@dataclass(frozen=True)
class Docx:
    """A DOCX, parsed."""

    name: str
    parts: dict[str, bytes]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Docx":
        """Read a DOCX from its bytes."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls(name, {part: archive.read(part) for part in archive.namelist()})

    @classmethod
    def at(cls, path: Path) -> "Docx":
        """Read a DOCX from a file."""
        return cls.of(path.parent.name, path.read_bytes())

    def part(self, name: str) -> Element:
        """Give a part of `word/` as XML."""
        return parse(self.parts[f"word/{name}.xml"])

    @cached_property
    def document(self) -> Element:
        """The main part."""
        return self.part("document")

    @cached_property
    def section(self) -> Element:
        """The page: there is one section in each document."""
        (found,) = self.document.iter(w("sectPr"))
        return found

    @cached_property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""
        return value(self.section, "pgSz", "orient") == "landscape"

    @cached_property
    def blocks(self) -> list[Element]:
        """The paragraphs and tables of the body."""
        body = self.document.find(w("body"))
        return [] if body is None else [child for child in body if child.tag in (w("p"), w("tbl"))]

    @cached_property
    def styles(self) -> dict[str, Element]:
        """The styles by id."""
        return {style.get(w("styleId"), ""): style for style in self.part("styles").iter(w("style"))}

    def said_by_style(self, paragraph: Element, path: str, name: str = "val") -> str | None:
        """Give what a paragraph's style, or one that it is based on, says; the document's default otherwise."""
        style = self.styles.get(style_of(paragraph) or "Normal")
        while style is not None:
            found = value(style, path, name)
            if found is not None:
                return found
            style = self.styles.get(value(style, "basedOn") or "")
        group = "rPrDefault" if path.startswith("rPr") else "pPrDefault"
        return value(self.part("styles"), f"docDefaults/{group}/{path}", name)

    def says(self, paragraph: Element, switch: str) -> bool:
        """Tell whether a switch like keepNext is on, by the paragraph itself or by its style."""
        if paragraph.find(f"{w('pPr')}/{w(switch)}") is not None:
            return True
        style = self.styles.get(style_of(paragraph) or "Normal")
        while style is not None:
            if style.find(f"{w('pPr')}/{w(switch)}") is not None:
                return True
            style = self.styles.get(value(style, "basedOn") or "")
        return False

    def tables(self) -> Iterator[tuple[int, Element]]:
        """Yield the tables with their numbers from 1."""
        yield from enumerate(self.document.iter(w("tbl")), 1)

    def data_tables(self) -> Iterator[tuple[int, Element]]:
        """Yield the tables with ruled cells; the one of the approval marks has none."""
        for number, table in self.tables():
            if value(table, "tblPr/tblStyle") == "DocumentTable":
                yield number, table


def span_of(cell: Element) -> int:
    """Give how many columns of the grid a cell covers."""
    return int(value(cell, "tcPr/gridSpan") or "1")


def placed(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row with the column of the grid that each begins in."""
    column = 0
    for cell in row.iterchildren(w("tc")):
        yield column, cell
        column += span_of(cell)
