"""Proves that nothing was lost or left over in a filled document."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, cast

from lxml import etree

from service.render.reading import is_continued
from service.render.wordml import NAMESPACE, Paragraphs, paragraph_text, paragraph_texts, style_of, w

MUST_SPEAK: Final = frozenset(
    {
        "FormName",
        "DocumentKind",
        "TextHeading",
        "Resolution",
        "Point",
        "Subpoint",
        "Title",
        "Subtitle",
        "Heading1",
        "Heading2",
        "Caption",
        "RegPoint",
        "RegItem",
        "Dash",
        "MarkWord",
        "LeadIn",
    }
)  # ids of styles whose paragraphs are never empty
MAY_BE_EMPTY: Final = "Blank"  # the style of a cell that is filled in by hand
_BARE: Final = etree.XPath("descendant::w:tc[not(descendant::w:p)]", namespaces={"w": NAMESPACE})
_TAGS: Final = ("{{", "}}", "{%", "%}", "{#", "#}")
_NOTHING: Final = re.compile(r"\b(?:None|undefined|nan)\b")
_NOTHINGS: Final = ("None", "undefined", "nan")
# what a fault looks like, its name, and what its text must hold for the slower pattern to be tried
_DOUBLED: Final = (
    (re.compile(r"(?<=[^ \u00a0]) {2,}(?=\S)"), "двойной пробел", ("  ",)),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "две точки подряд", ("..",)),
    (re.compile(r"(?:,,|;;|\(\)|«»| [,;.](?=\s|$))"), "лишний знак препинания",
     (",,", ";;", "()", "«»", " ,", " ;", " .")),
)  # fmt: skip


def proofread(root: etree._Element, printed: Sequence[str]) -> list[str]:
    """Return what is wrong with a filled part, in Russian; `printed` are the values that its tags printed."""
    paragraphs = paragraph_texts(root)
    text = "\n".join(content for _, content in paragraphs)
    return [
        *_lost(text, printed),
        *_left_over(text, printed),
        *_empty_paragraphs(paragraphs),
        *_empty_cells(root, paragraphs),
        *_doubled(paragraphs, printed),
    ]


def _lost(text: str, printed: Sequence[str]) -> Iterator[str]:
    for value in dict.fromkeys(printed):
        if value not in text:
            yield f"значение «{_short(value)}» не попало в документ"


def _left_over(text: str, printed: Sequence[str]) -> Iterator[str]:
    values = "\n".join(printed)
    for tag in _TAGS:
        if tag in text and text.count(tag) > values.count(tag):
            place = text.index(tag)
            yield f"в тексте остался тег: «{_short(text[max(0, place - 20) : place + 40])}»"
    if any(word in text for word in _NOTHINGS) and _NOTHING.search(text) and not _NOTHING.search(values):
        yield "в тексте напечатано «None»"


def _empty_paragraphs(paragraphs: Paragraphs) -> Iterator[str]:
    for paragraph, text in paragraphs:
        if not text.strip() and style_of(paragraph) in MUST_SPEAK:
            yield f"пустой абзац в стиле «{style_of(paragraph)}»"


def _empty_cells(root: etree._Element, paragraphs: Paragraphs) -> Iterator[str]:
    silent = (paragraph for paragraph, text in paragraphs if not text.strip())
    suspected = {cell for paragraph in silent for cell in paragraph.iterancestors(w("tc"))}
    suspected.update(cast("list[etree._Element]", _BARE(root)))
    empty = {cell for cell in suspected if not _speaks(cell) and not is_continued(cell)}
    for number, table in enumerate(root.iter(w("tbl")) if empty else (), 1):
        for place, row in enumerate(table.iter(w("tr")), 1):
            for column, cell in enumerate(row.iterchildren(w("tc")), 1):
                if cell in empty:
                    yield f"пустая ячейка: таблица {number}, строка {place}, столбец {column}"


def _speaks(cell: etree._Element) -> bool:
    return any(
        paragraph_text(paragraph).strip() or style_of(paragraph) == MAY_BE_EMPTY for paragraph in cell.iter(w("p"))
    )


def _doubled(paragraphs: Paragraphs, printed: Sequence[str]) -> Iterator[str]:
    whole = "\n".join(text for _, text in paragraphs)
    suspected = [(pattern, what) for pattern, what, signs in _DOUBLED if any(sign in whole for sign in signs)]
    for _, text in paragraphs if suspected else ():
        for pattern, what in suspected:
            match = pattern.search(text)
            if match and not any(pattern.search(value) for value in printed if value in text):
                yield f"{what}: «{_short(text[max(0, match.start() - 30) : match.end() + 30])}»"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"
