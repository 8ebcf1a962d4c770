"""A PDF is what the document said, with title, author, language and fonts, in the same bytes every time."""

import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert import Converter, PdfProfile, pdf_pages
from service.convert.specimen import specimen
from service.errors import ConversionFailedError
from tests.convert import documents

pytestmark = pytest.mark.libreoffice

ELSEWHERE = """
import hashlib, sys
from service.convert import create_converter
docx = sys.stdin.buffer.read()
converter = create_converter(workers=1)
for profile in ("pdf", "pdfa"):
    print(hashlib.sha256(converter.convert(docx, profile=profile)).hexdigest())
converter.close()
"""


def test_the_pdf_says_what_the_document_says(shared_converter: Converter, tmp_path: Path) -> None:
    pdf = shared_converter.convert(documents.plain("Один & <два>.", documents.SENTENCE))

    assert documents.pdf_text(pdf, tmp_path) == f"Общие положения Один & <два>. {documents.SENTENCE}"
    assert pdf_pages(pdf) == 1


def test_title_author_and_language_get_into_the_pdf(shared_converter: Converter, tmp_path: Path) -> None:
    pdf = shared_converter.convert(documents.plain())
    info = documents.pdf_info(pdf, tmp_path)

    assert info["Title"] == "Приказ о наставничестве"
    assert info["Author"] == "МБОУ «Школа № 7»"
    assert info["Tagged"] == "yes"
    assert b"/Lang(ru-RU)" in pdf


def test_a_document_that_names_no_language_is_russian(shared_converter: Converter) -> None:
    assert b"/Lang(ru-RU)" in shared_converter.convert(specimen())


@pytest.mark.parametrize("profile", ["pdf", "pdfa"])
def test_every_font_is_embedded(shared_converter: Converter, profile: PdfProfile, tmp_path: Path) -> None:
    fonts = documents.pdf_fonts(shared_converter.convert(documents.plain(), profile=profile), tmp_path)

    assert fonts
    assert all(line[-5] == "yes" for line in fonts)


def test_the_archive_profile_is_pdf_a_2b(shared_converter: Converter) -> None:
    pdf = shared_converter.convert(documents.plain(), profile="pdfa")

    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", pdf)
    assert re.search(rb"<pdfaid:conformance>B</pdfaid:conformance>", pdf)
    assert pdf_pages(pdf) == 1


def test_another_process_makes_the_same_bytes(shared_converter: Converter) -> None:
    docx = documents.plain("Первый абзац.", "Второй абзац.")
    command = [sys.executable, "-c", ELSEWHERE]
    elsewhere = subprocess.run(command, input=docx, capture_output=True, check=True).stdout.decode().split()
    profiles: list[PdfProfile] = ["pdf", "pdfa"]
    here = [shared_converter.convert(docx, profile=profile) for profile in profiles]

    assert [hashlib.sha256(pdf).hexdigest() for pdf in here] == elsewhere


def test_a_font_that_is_replaced_gives_the_same_bytes_twice(shared_converter: Converter, tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Courier" w:hAnsi="Courier"/></w:rPr>'
    docx = documents.with_body(f"<w:p><w:r>{font}<w:t>Letters</w:t></w:r></w:p>")
    first = shared_converter.convert(docx)

    assert all("TrueType" in line for line in documents.pdf_fonts(first, tmp_path))
    for _ in range(4):
        assert shared_converter.convert(docx) == first


def test_eight_threads_at_once_get_each_its_own(shared_converter: Converter, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        pdfs = list(threads.map(shared_converter.convert, [documents.plain(f"Абзац {n}.") for n in range(16)]))

    for number, pdf in enumerate(pdfs):
        assert documents.pdf_text(pdf, tmp_path) == f"Общие положения Абзац {number}."


def test_a_document_that_libreoffice_cannot_read_is_refused_and_the_next_one_made(
    shared_converter: Converter,
) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = b"<w:document"

    with pytest.raises(ConversionFailedError):
        shared_converter.convert(documents.tampered(documents.plain(), change))
    assert pdf_pages(shared_converter.convert(documents.plain())) == 1


def test_garbage_is_no_document(shared_converter: Converter) -> None:
    with pytest.raises(ConversionFailedError):
        shared_converter.convert(b"garbage")


def test_bytes_that_are_no_pdf_have_no_pages() -> None:
    with pytest.raises(ConversionFailedError):
        pdf_pages(b"garbage")
