"""Reads a DOCX back as text: what golden texts, `komplekt template-text` and the proof look at."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from service.docx import DOCUMENT, AnyDocx, packed
from service.render.numbering import Numbering
from service.render.wordml import blocks_of, paragraph_text, parse, w


def docx_text(docx: AnyDocx) -> str:
    """Return the text of a DOCX: a line per paragraph with its number, a line per table row with « | »."""
    with zipfile.ZipFile(io.BytesIO(packed(docx))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package_text(parts)


def package_text(parts: Mapping[str, bytes], *, numbered: bool = True) -> str:
    """Return the text of a DOCX given as its parts; headers come first; templates are read without numbers."""
    numbering = Numbering(parts if numbered else {})
    lines: list[str] = []
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")):
            text = "\n".join(_lines(parse(parts[name]), Numbering(parts)))
            if text.strip():
                lines.append(f"[{name.removeprefix('word/').removesuffix('.xml')}] {text.strip()}")
    lines.extend(_lines(parse(parts[DOCUMENT]), numbering))
    return "\n".join(lines) + "\n"


def _lines(root: etree._Element, numbering: Numbering) -> Iterator[str]:
    for block in blocks_of(root):
        if block.tag == w("p"):
            yield _numbered(block, numbering)
        else:
            yield from _table_lines(block, numbering)


def _numbered(paragraph: etree._Element, numbering: Numbering) -> str:
    text = paragraph_text(paragraph)
    number = numbering.before(paragraph)
    return f"{number} {text}" if number else text


def _table_lines(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(w("tr")):
        cells = []
        for cell in row.iter(w("tc")):
            cells.append(
                "" if is_continued(cell) else " ¶ ".join(_numbered(p, numbering) for p in cell.iter(w("p")))
            )
        yield "| " + " | ".join(cells) + " |"


def is_continued(cell: etree._Element) -> bool:
    """Tell whether a cell is the continuation of a vertically merged one."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"
