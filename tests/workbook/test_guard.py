"""What is no workbook, or would exhaust the machine, is refused before it is opened, with words that help."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from service.errors import WorkbookError
from service.workbook import guard, read_workbook
from service.workbook.facts import DOCUMENTS
from tests.workbook.building import read, small, workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refusal(content: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(content, kinds=DOCUMENTS)
    return str(caught.value)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Это не книга Excel"),
        (b"name;inn\n1;2", "Это не книга Excel"),
        (b"PK\x03\x04broken", "повреждён"),
        (_OLE + b"\0" * 600, "старого вида (.xls)"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "защищена паролем"),
        (_zipped({"word/document.xml": b"<w/>"}), "нет книги Excel"),
        (_zipped({"xl/workbook.bin": b""}), ".xlsb"),
        (_zipped({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        (_zipped({"xl/workbook.xml": b"<broken"}), "повреждена"),
    ],
)
def test_what_is_no_workbook_is_named(content: bytes, told: str) -> None:
    assert told in _refusal(content)


def test_a_part_that_grows_a_thousandfold_is_refused() -> None:
    parts = _parts(workbook(small())) | {"xl/sharedStrings.xml": b"<sst>" + b" " * 50_000_000 + b"</sst>"}

    assert "слишком велика" in _refusal(_zipped(parts))


def test_an_archive_of_too_many_parts_is_refused() -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(guard.PARTS_LIMIT + 1)}

    assert "частей" in _refusal(_zipped(parts))


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "больше 20 МБ" in _refusal(b"PK" + b"\0" * guard.PACKED_LIMIT)


@pytest.mark.parametrize("cell", [b'r="XFD1048576"', b'r="A1048576"', b'r="XFD1"', b"r='ABCDEFG999999999'"])
def test_a_value_far_away_is_refused_for_the_reader_keeps_all_between(cell: bytes) -> None:
    parts = _parts(workbook(small()))
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = sheet.replace(b"</sheetData>", b"<row><c " + cell + b"><v>1</v></c></row></sheetData>")

    assert "слишком велика" in _refusal(_zipped(parts | {"xl/worksheets/sheet1.xml": far}))


def test_formatting_far_away_is_no_value() -> None:
    parts = _parts(workbook(small()))
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>')

    found = read_workbook(_zipped(parts | {"xl/worksheets/sheet1.xml": far}), kinds=DOCUMENTS)

    assert list(found.entries) == list(read(small()).entries)


def test_entities_are_refused() -> None:
    parts = _parts(workbook(small()))
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + parts["xl/workbook.xml"]

    assert "DOCTYPE" in _refusal(_zipped(parts | {"xl/workbook.xml": bomb}))


@pytest.mark.parametrize("encoding", [b"yes", b"utf-7", b"idna", b"rot13"])
def test_an_encoding_that_no_workbook_has_is_refused_in_words(encoding: bytes) -> None:
    parts = _parts(workbook(small()))
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b'encoding="UTF-8"', b'encoding="' + encoding + b'"')

    assert "повреждена" in _refusal(_zipped(parts))


def test_macros_are_told_and_left_behind() -> None:
    parts = _parts(workbook(small())) | {"xl/vbaProject.bin": b"\0" * 100}

    found = read_workbook(_zipped(parts), kinds=DOCUMENTS)

    assert "макросы" in found.warnings[0].finding.message
    assert list(found.entries) == list(read(small()).entries)


def test_the_reader_sees_no_part_that_was_not_looked_at() -> None:
    parts = _parts(workbook(small())) | {"xl/vbaProject.bin": b"1", "xl/media/image1.png": b"2", "evil.exe": b"3"}

    seen = _parts(guard.opened(_zipped(parts)).content)

    assert all(name.endswith((".xml", ".rels")) for name in seen)
