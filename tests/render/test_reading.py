"""A DOCX is read back with the numbers that Word would print."""

from collections.abc import Callable

import pytest

from service.generate import RenderedDocument
from service.render import docx_text
from service.render.numbering import Numbering
from service.render.reading import package_text
from service.render.wordml import parse, w
from tests.render.building import paragraph, table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _level(depth: int, fmt: str, text: str, start: int = 1) -> str:
    told = f'<w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{told}</w:lvl>'


_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1">{_level(0, "decimal", "%1.")}'
    f"{_level(1, 'decimal', '%1.%2.')}{_level(2, 'bullet', '–')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{_level(0, "decimal", "Приложение %1", start=3)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)


def _style(name: str, number: int, depth: int) -> str:
    told = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
    return f'<w:style w:styleId="{name}"><w:pPr><w:numPr>{told}</w:numPr></w:pPr></w:style>'


_STYLES = f"<w:styles {_W}>{_style('P', 1, 0)}{_style('S', 1, 1)}{_style('B', 1, 2)}{_style('A', 2, 0)}</w:styles>"
_PARTS = {"word/numbering.xml": _NUMBERING.encode(), "word/styles.xml": _STYLES.encode()}


def _document(*blocks: str) -> bytes:
    return f"<w:document {_W}><w:body>{''.join(blocks)}</w:body></w:document>".encode()


def _numbers(styles: str) -> list[str]:
    numbering = Numbering(_PARTS)
    root = parse(_document(*(paragraph("текст", style) for style in styles)))
    return [numbering.before(found) for found in root.iter(w("p"))]


@pytest.mark.parametrize(
    ("styles", "numbers"),
    [
        ("PPP", ["1.", "2.", "3."]),
        ("PSSPS", ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ("PBSB", ["1.", "–", "1.1.", "–"]),
        ("APA", ["Приложение 3", "1.", "Приложение 4"]),
        ("SP", ["1.1.", "1."]),
        ("XPX", ["", "1.", ""]),
    ],
)
def test_numbers_are_counted_as_word_does(styles: str, numbers: list[str]) -> None:
    assert _numbers(styles) == numbers


def test_a_paragraph_may_name_its_list_itself() -> None:
    own = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:p>'
    (found,) = parse(_document(own)).iter(w("p"))

    assert Numbering(_PARTS).before(found) == "Приложение 3"


def test_a_document_without_lists_has_no_numbers() -> None:
    (found,) = parse(_document(paragraph("текст", "P"))).iter(w("p"))

    assert Numbering({}).before(found) == ""


def test_rows_are_read_cell_by_cell_and_numbers_go_on_within() -> None:
    document = _document(paragraph("Первый", "P"), table(["а", "б"], style="P"), paragraph("Последний", "P"))
    text = package_text({**_PARTS, "word/document.xml": document})

    assert text == "1. Первый\n| 2. а | 3. б |\n4. Последний\n"


def test_a_merged_cell_is_read_once() -> None:
    merged = table(["Этап", "а"], ["скрыто", "б"]).replace(
        '<w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">скрыто',
        '<w:tcW w:w="1000" w:type="dxa"/><w:vMerge/></w:tcPr><w:p><w:r><w:t xml:space="preserve">скрыто',
    )

    assert package_text({"word/document.xml": _document(merged)}) == "| Этап | а |\n|  | б |\n"


def test_tabs_breaks_and_hyphens_are_read() -> None:
    runs = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t>"
        '<w:noBreakHyphen/><w:t>г</w:t><w:br w:type="page"/></w:r></w:p>'
    )

    assert package_text({"word/document.xml": _document(runs)}) == "а\tб в-г\n"


def test_the_points_of_an_order_are_numbered_from_one(
    documents: Callable[[str], tuple[RenderedDocument, ...]],
) -> None:
    order = next(document for document in documents("school") if document.kind == "order_pairs")
    numbers = [line.split(" ")[0] for line in docx_text(order.docx).splitlines() if line[0].isdigit()]
    points = [number for number in numbers if number.endswith(".")]

    assert points == ["1.", "2.", "3.", "3.1.", "3.2.", "3.3.", "3.4.", "4.", "4.1.", "4.2.", "4.3.", "5.", "6."]
