"""The PDFs of every sample, made by the real LibreOffice and looked at with the tools of poppler."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from service.bootstrap import sample_names
from service.convert import pdf_pages
from service.docx import packed
from service.generate import RenderedDocument
from service.render import docx_text
from service.render.wordml import paragraph_text, w
from tests.render.word import Docx

pytestmark = pytest.mark.libreoffice

Documents = Callable[[str], tuple[RenderedDocument, ...]]
Pdfs = Callable[[str], tuple[bytes, ...]]
every_sample = pytest.mark.parametrize("name", sample_names())


def _poppler(tool: str, pdf: Path, *options: str) -> str:
    done = subprocess.run(
        [f"/usr/bin/{tool}", *options, str(pdf), *(["-"] if tool == "pdftotext" else [])],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


@pytest.fixture
def files(
    documents: Documents, pdfs: Pdfs, tmp_path: Path
) -> Callable[[str], list[tuple[RenderedDocument, Path, int]]]:
    """Give each document of a sample with its PDF in a file and the number of its pages."""

    def write(name: str) -> list[tuple[RenderedDocument, Path, int]]:
        found = []
        for number, (document, pdf) in enumerate(zip(documents(name), pdfs(name), strict=True)):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(pdf)
            found.append((document, path, pdf_pages(pdf)))
        return found

    return write


Files = Callable[[str], list[tuple[RenderedDocument, Path, int]]]


def _words(text: str) -> Counter[str]:
    """Count the words of a text as it is read: a line may break after a hyphen or a dash, capitals may be set."""
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def _without_header(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("[header"))


def _pages(path: Path) -> list[str]:
    """Give the text of each page, that of a numbered page without its number."""
    pages = _poppler("pdftotext", path, "-raw").split("\f")[:-1]
    return [re.sub(rf"\A\s*{n}\n", "", page) if n > 1 else page for n, page in enumerate(pages, 1)]


def _repeated(docx: Docx) -> Counter[str]:
    """Count the words of the rows that stand on every page of their table."""
    rows = [row for _, table in docx.tables() for row in table.iter(w("tr"))]
    heads = [row for row in rows if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
    return _words(" ".join(paragraph_text(paragraph) for row in heads for paragraph in row.iter(w("p"))))


@every_sample
def test_a_pdf_has_the_words_of_its_docx(files: Files, name: str) -> None:
    for document, path, _ in files(name):
        printed = _words(" ".join(_pages(path)))
        written = _words(_without_header(docx_text(document.docx)))

        assert written - printed == Counter(), document.name
        assert set(printed - written) <= set(_repeated(Docx.of("", packed(document.docx)))), document.name


@every_sample
def test_pages_are_numbered_from_the_second_on(files: Files, name: str) -> None:
    for document, path, pages in files(name):
        for page in range(1, pages + 1):
            lines = _poppler("pdftotext", path, "-f", str(page), "-l", str(page), "-layout").splitlines()
            first = next(line.strip() for line in lines if line.strip())

            assert (first == str(page)) == (page > 1), (document.name, page)


@every_sample
def test_a_pdf_tells_its_title_and_author(files: Files, name: str) -> None:
    for document, path, pages in files(name):
        info = dict(line.split(":", 1) for line in _poppler("pdfinfo", path).splitlines() if ":" in line)
        core = ElementTree.fromstring(Docx.of("", packed(document.docx)).parts["docProps/core.xml"])  # noqa: S314 - our own
        told = {child.tag.rpartition("}")[2]: child.text for child in core}

        assert info["Title"].strip() == told["title"]
        assert info["Author"].strip() == told["creator"]
        assert int(info["Pages"]) == pages


@every_sample
def test_a_pdf_is_a_tagged_document_in_russian(documents: Documents, pdfs: Pdfs, files: Files, name: str) -> None:
    for (document, path, _), pdf in zip(files(name), pdfs(name), strict=True):
        assert b"/Lang(ru-RU)" in pdf, document.name
        assert re.search(r"^Tagged:\s+yes", _poppler("pdfinfo", path), re.M)


@every_sample
def test_the_fonts_of_a_pdf_are_embedded(files: Files, name: str) -> None:
    for document, path, _ in files(name):
        fonts = [line.split() for line in _poppler("pdffonts", path).splitlines()[2:]]
        embedded = [font[-5] for font in fonts]

        assert fonts
        assert all("LiberationSerif" in font[0] for font in fonts), document.name
        assert set(embedded) == {"yes"}


@every_sample
def test_the_sheets_of_a_pdf_are_a4(files: Files, name: str) -> None:
    for document, path, _ in files(name):
        sheets = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+)", _poppler("pdfinfo", path, "-l", "-1")))
        sides = {tuple(sorted(round(float(side)) for side in sheet)) for sheet in sheets}

        assert sides == {(595, 842)}, document.name
