"""The copy without what is not used gives the same PDF to the byte."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from service.convert import guard, lean, package, stable
from service.convert.direct import DirectEngine
from service.convert.machine import find_installation
from service.convert.profile import PreparedProfile
from tests.convert import documents

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
    small = guard.verified(lean.lean(guard.opened(document)))
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


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "document",
    [documents.plain(), with_lists(), every_style(1), every_style(2), every_style(3)],
    ids=["plain", "lists", "paragraph styles", "character styles", "table styles"],
)
def test_the_pdf_is_the_same(engine: DirectEngine, document: bytes) -> None:
    assert_same_pdf(engine, document)


@pytest.mark.libreoffice
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name)
def test_the_pdf_of_every_template_is_the_same(engine: DirectEngine, template: Path) -> None:
    assert_same_pdf(engine, template.read_bytes())


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

    before = guard.opened(documents.tampered(documents.plain(), change))

    assert lean.lean(before)["word/styles.xml"] == before["word/styles.xml"]


def test_a_field_that_names_styles_keeps_them_all() -> None:
    before = guard.opened(documents.with_body('<w:p><w:fldSimple w:instr="STYLEREF Title"/></w:p>'))

    assert lean.lean(before)["word/styles.xml"] == before["word/styles.xml"]
