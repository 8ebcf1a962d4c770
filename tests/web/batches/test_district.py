"""A district from its workbook to its files: DOCX and PDF, the inventory, the corrected workbook."""

import hashlib
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from benchmarks.district import Faults, make
from service.convert import Converter, Health
from service.convert.base import PdfProfile
from service.docx import AnyDocx
from service.generate import Generator
from service.web.reading import XLSX_TYPE
from tests.web.batches.conftest import PATH, Opening, finished
from tests.workbook.building import inns, mended

pytestmark = pytest.mark.libreoffice


class _Counting:
    """A converter that counts what it is asked for."""

    def __init__(self, inner: Converter) -> None:
        self._inner = inner
        self.asked = 0

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        self.asked += 1
        return self._inner.convert(docx, profile=profile)

    def health(self) -> Health:
        return self._inner.health()

    def close(self) -> None:
        """Leave the shared converter open."""


def test_a_district_from_its_workbook_to_its_files(opening: Opening, generator: Generator) -> None:
    counting = _Counting(generator.converter)
    client = opening(replace(generator, converter=counting)).test_client()
    faulty, sound = make(3, pairs=(1, 1), faults=Faults(inn=1)), make(3, pairs=(1, 1))
    answer = client.post(f"{PATH}?format=docx,pdf", data=faulty, content_type=XLSX_TYPE)
    told = finished(client, answer.get_json()["id"])
    first = client.get(told["links"]["result"], buffered=True).data
    converted = counting.asked

    assert told["state"] == "partial"
    assert (told["schools"]["done"], told["schools"]["refused"]) == (2, 1)
    assert told["documents"]["done"] == told["documents"]["total"] == 2 * converted
    _check_zip(first, 2, converted)

    fix = client.get(told["links"]["corrections"]).data
    wrong, right = inns(faulty)[1], inns(sound)[1]
    again = client.post(f"{PATH}?format=docx,pdf", data=mended(fix, wrong, right), content_type=XLSX_TYPE)
    rest = finished(client, again.get_json()["id"])
    second = client.get(rest["links"]["result"], buffered=True).data

    assert rest["state"] == "done", rest
    assert rest["documents"]["total"] == 2 * counting.asked
    _check_zip(second, 3, counting.asked)
    assert _files(first).items() <= _files(second).items()


def _files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist() if name.endswith((".docx", ".pdf"))}


def _check_zip(archive: bytes, schools: int, pdfs: int) -> None:
    """Check the files, and that the inventory tells of each with its hash."""
    files = _files(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        rows: list[list[Any]] = (
            CalamineWorkbook.from_filelike(io.BytesIO(opened.read("Опись.xlsx"))).get_sheet_by_index(0).to_python()
        )
    told = {str(cell) for row in rows for cell in row}

    assert len({name.rpartition("/")[0] for name in files}) == schools
    assert sum(name.endswith(".pdf") for name in files) == pdfs
    assert all(content.startswith(b"%PDF" if name.endswith(".pdf") else b"PK") for name, content in files.items())
    assert {hashlib.sha256(content).hexdigest() for content in files.values()} <= told
