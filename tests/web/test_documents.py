"""Every kind through the real server in both formats, and what the answers look like."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import etree

from service.bootstrap import kind_sample
from service.generate import Generator
from service.render import docx_text
from service.web.reading import DOCX_TYPE, PDF_TYPE, ZIP_TYPE
from tests.test_catalog import KINDS
from tests.web.conftest import JSON, Server, as_body

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EPOCH = (1980, 1, 1, 0, 0, 0)


def _squeezed(text: str) -> str:
    """Return text without what a layout may change: spaces, line ends, capitals that a style makes."""
    return "".join(text.split()).casefold()


def _docx_words(docx: bytes) -> str:
    lines = [line for line in docx_text(docx).splitlines() if not line.startswith(("[header", "[footer"))]
    return _squeezed("\n".join(lines).replace("|", "").replace("¶", ""))


def _heading_rows(docx: bytes) -> list[str]:
    """Return, for each table, the text of the rows that are repeated on every page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    tables = [
        "".join(
            text
            for row in table.iter(f"{_W}tr")
            if row.find(f"{_W}trPr/{_W}tblHeader") is not None
            for text in map(str, row.itertext(f"{_W}t"))
        )
        for table in root.iter(f"{_W}tbl")
    ]
    return [_squeezed(heading) for heading in tables if heading]


def _pdf_words(pdf: bytes, headings: list[str]) -> str:
    found = subprocess.run(
        ["/usr/bin/env", "pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = found.stdout.decode().split("\f")
    bare = [_squeezed(re.sub(rf"\A{number}\n", "", page)) for number, page in enumerate(pages, 1)]
    return bare[0] + "".join(_without_heading(page, headings) for page in bare[1:])


def _without_heading(page: str, headings: list[str]) -> str:
    return next((page.removeprefix(heading) for heading in headings if page.startswith(heading)), page)


def _files(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an answer, be it one document or a ZIP."""
    if body.startswith(b"%PDF"):
        yield "document.pdf", body
        return
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        if "word/document.xml" in archive.namelist():
            yield "document.docx", body
            return
        for name in archive.namelist():
            yield name, archive.read(name)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_comes_in_both_formats_with_the_same_text(server: Server, kind: str) -> None:
    sample = server.ask("GET", f"/v1/kinds/{kind}/sample").body
    docx = server.post(f"/v1/documents/{kind}", sample)
    pdf = server.post(f"/v1/documents/{kind}?format=pdf", sample)

    assert (docx.status, pdf.status) == (200, 200), docx.body[:500] + pdf.body[:500]
    pairs = list(zip(_files(docx.body), _files(pdf.body), strict=True))
    assert pairs
    for (_, filled), (_, printed) in pairs:
        assert _pdf_words(printed, _heading_rows(filled)) == _docx_words(filled)


@pytest.mark.libreoffice
def test_a_whole_set_comes_as_a_zip_in_the_order_of_the_set(server: Server, generator: Generator) -> None:
    data = kind_sample(generator, "order_curator") | {"documents": ["order_pairs", "order_curator"]}
    answer = server.post("/v1/sets?format=docx,pdf", as_body(data))

    assert answer.headers["Content-Type"] == ZIP_TYPE
    numbers = [data["orders"][kind]["number"] for kind in ("order_pairs", "order_curator")]
    expected = [f"Приказ № {number}.{ending}" for number in numbers for ending in ("docx", "pdf")]
    assert [name for name, _ in _files(answer.body)] == expected


@pytest.mark.libreoffice
def test_accept_chooses_pdf(server: Server, generator: Generator) -> None:
    body = as_body(kind_sample(generator, "order_curator"))
    answer = server.ask("POST", "/v1/documents/order_curator", body, JSON | {"Accept": PDF_TYPE})

    assert answer.headers["Content-Type"] == PDF_TYPE
    assert answer.body.startswith(b"%PDF")


@pytest.mark.libreoffice
def test_pdfa_is_a_format_of_its_own(server: Server, generator: Generator) -> None:
    answer = server.post(
        "/v1/documents/order_curator?format=pdfa", as_body(kind_sample(generator, "order_curator"))
    )

    assert answer.headers["Content-Type"] == PDF_TYPE
    assert b"pdfaid" in answer.body


def test_a_file_is_named_in_cyrillic_and_in_latin_letters(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    answer = client.post("/v1/documents/order_curator", json=sample_set)

    named = answer.headers["Content-Disposition"]
    assert 'filename="Prikaz N 113-od.docx"' in named
    expected = "%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%20113-%D0%BE%D0%B4.docx"
    assert f"filename*=UTF-8''{expected}" in named


def test_a_file_says_how_many_warnings_and_doubts_there_are(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    verdict = client.post("/v1/validate", json=sample_set).get_json()
    answer = client.post("/v1/documents/order_curator", json=sample_set)

    assert answer.headers["Komplekt-Warnings"] == str(len(verdict["warnings"]))
    assert answer.headers["Komplekt-Doubts"] == str(len(verdict["doubts"]))


def test_a_file_is_neither_stored_nor_guessed_at(client: FlaskClient, sample_set: dict[str, object]) -> None:
    answer = client.post("/v1/documents/order_curator", json=sample_set)

    assert answer.headers["Content-Type"] == DOCX_TYPE
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Language"] == "ru"


def test_the_kind_of_the_address_counts_and_not_the_documents_of_the_set(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    answer = client.post("/v1/documents/order_curator", json=sample_set | {"documents": ["order_pairs"]})

    assert "113-od" in answer.headers["Content-Disposition"]


def test_the_same_set_gives_the_same_zip_and_the_same_etag(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    first, second = (client.post("/v1/sets", json=sample_set) for _ in range(2))

    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    with zipfile.ZipFile(io.BytesIO(first.data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())


def test_one_document_comes_in_a_zip_when_only_a_zip_is_accepted(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    answer = client.post("/v1/documents/order_curator", json=sample_set, headers={"Accept": ZIP_TYPE})

    assert answer.headers["Content-Type"] == ZIP_TYPE
    assert [name for name, _ in _files(answer.data)] == ["Приказ № 113-од.docx"]


def test_a_kind_with_a_document_for_each_entry_gives_a_zip(client: FlaskClient, generator: Generator) -> None:
    data = kind_sample(generator, "programme")
    answer = client.post("/v1/documents/programme", json=data)

    assert answer.headers["Content-Type"] == ZIP_TYPE
    assert len(list(_files(answer.data))) == len(data["programmes"])


def test_what_the_client_has_already_is_not_made_again(client: FlaskClient, sample_set: dict[str, object]) -> None:
    first = client.post("/v1/documents/order_curator", json=sample_set)
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.post("/v1/documents/order_curator", json=sample_set, headers=known)
    marked = client.post("/v1/documents/order_curator?doubts=mark&format=docx", json=sample_set, headers=known)
    set_of_it = client.post("/v1/sets", json=sample_set, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (marked.status_code == 304) == (marked.headers["ETag"] == first.headers["ETag"])
    assert set_of_it.status_code == 200
