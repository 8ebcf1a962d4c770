"""The copy that is sent to LibreOffice gives the same PDF, to the byte, as the document itself."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from service.convert import guard, lean, package, stable, table_styles
from service.convert.direct import DirectEngine
from service.convert.machine import find_installation
from service.convert.profile import PreparedProfile
from service.docx import packed
from service.generate import RenderedDocument
from tests.convert import documents as word

TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
TEMPLATES = sorted(Path(__file__).parents[2].glob("doc_templates/*/template.docx"))


def every_style(kind: int) -> bytes:
    """Use every style of a kind once; a document of python-docx brings 160 of them."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    for style in document.styles:
        if style.type is None or int(style.type) != kind:
            continue
        if kind == 3:
            table = document.add_table(rows=2, cols=2, style=style.name)
            table.cell(0, 0).text = style.name or ""
        else:
            paragraph = document.add_paragraph("Абзац ", style if kind == 1 else None)
            paragraph.add_run(style.name or "", style if kind == 2 else None)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_lists() -> bytes:
    """Two lists, a heading, a header and a page number in the footer."""
    document = docx.Document()
    document.add_heading("Раздел", 2)
    for style in ("List Number", "List Bullet", "List Number 2"):
        for number in range(3):
            document.add_paragraph(f"Пункт {number}", style)
    document.sections[0].header.paragraphs[0].text = "Верх"
    document.sections[0].footer.paragraphs[0].text = "Низ"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def assert_same_pdf(engine: DirectEngine, document: bytes) -> None:
    whole = guard.verified(guard.opened(document))
    small = table_styles.written_out(guard.verified(lean.lean(guard.opened(document))))
    pdfs = [engine.convert(package.pack(parts), "pdf", 60) for parts in (whole, small)]
    created = package.created(whole)

    assert stable.frozen(pdfs[0], created) == stable.frozen(pdfs[1], created)


@pytest.fixture(scope="module")
def engine() -> Iterator[DirectEngine]:
    installation = find_installation()
    engine = DirectEngine(installation, PreparedProfile(installation.soffice))
    engine.start()
    yield engine
    engine.stop()


def grid() -> bytes:
    """Make a table in the style that Word gives every table, with merged cells and a list."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Во всю ширину"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "В две строки"
    table.cell(1, 1).paragraphs[0].style = "List Bullet"
    table.cell(1, 1).paragraphs[0].add_run("Пункт").bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def tables_with_style(document: bytes) -> int:
    """Count the tables that are still sent with a style."""
    parts = table_styles.written_out(guard.verified(lean.lean(guard.opened(document))))
    return parts["word/document.xml"].count(b"<w:tblStyle")


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "document",
    [word.plain(), with_lists(), every_style(1), every_style(2), every_style(3), grid()],
    ids=["plain", "lists", "paragraph styles", "character styles", "table styles", "grid"],
)
def test_the_pdf_is_the_same(engine: DirectEngine, document: bytes) -> None:
    assert_same_pdf(engine, document)


@pytest.mark.libreoffice
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name)
def test_the_pdf_of_every_template_is_the_same(engine: DirectEngine, template: Path) -> None:
    assert_same_pdf(engine, template.read_bytes())


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["school", "kindergarten", "district_body"])
def test_the_pdf_of_every_filled_document_is_the_same(
    engine: DirectEngine, documents: Callable[[str], tuple[RenderedDocument, ...]], name: str
) -> None:
    for document in documents(name):
        assert_same_pdf(engine, packed(document.docx))


def test_what_a_table_style_says_is_written_into_its_tables() -> None:
    assert tables_with_style(grid()) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tblLook", '<w:tblBorders><w:top w:val="nil"/></w:tblBorders><w:tblLook'),
        ("<w:tcPr>", '<w:tcPr><w:tcBorders><w:top w:val="nil"/></w:tcBorders>'),
        ("</w:tbl>", f"</w:tbl>{TABLE}"),
        ('<w:pStyle w:val="ListBullet"/>', '<w:pStyle w:val="Heading1"/>'),
        ('<w:pStyle w:val="ListBullet"/>', '<w:pStyle w:val="ListBullet"/><w:spacing w:before="20"/>'),
    ],
    ids=["borders of the table", "borders of a cell", "a table behind", "a spaced style", "a spaced paragraph"],
)
def test_a_table_keeps_its_style_where_something_else_has_a_say(before: str, after: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(before.encode(), after.encode(), 1)

    changed = word.tampered(grid(), change)

    assert tables_with_style(changed) == 1 + (TABLE in after)


def test_unused_styles_and_lists_go_and_used_ones_stay_with_their_kin() -> None:
    before = guard.opened(with_lists())
    parts = lean.lean(before)
    styles, numbering = parts["word/styles.xml"], parts["word/numbering.xml"]

    assert len(styles) < 20_000
    for kept in (b'"Heading2"', b'"Heading2Char"', b'"Normal"', b'"ListBullet"', b'"Header"'):
        assert b"w:styleId=" + kept in styles
    assert b'"LightGrid"' not in styles
    assert numbering.count(b"<w:num ") < before["word/numbering.xml"].count(b"<w:num ")
    assert "word/stylesWithEffects.xml" not in parts


def test_a_style_that_is_referred_to_in_another_form_keeps_them_all() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:pStyle w:val="', b'w:pStyle  w:val="')

    before = guard.opened(word.tampered(word.plain(), change))

    assert lean.lean(before)["word/styles.xml"] == before["word/styles.xml"]


def test_a_field_that_names_styles_keeps_them_all() -> None:
    before = guard.opened(word.with_body('<w:p><w:fldSimple w:instr="STYLEREF Title"/></w:p>'))

    assert lean.lean(before)["word/styles.xml"] == before["word/styles.xml"]
