"""Small DOCX files made on the spot, whole and tampered with."""

import io
import re
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import docx.document
import docx.shared
from docx.oxml.ns import qn

SENTENCE = "Наставник Щукина Ё. Ю. ведёт двух педагогов «Школы № 7»."


def plain(*paragraphs: str) -> bytes:
    """Make a document with a title, an author and the language ru-RU."""
    document = docx.Document()
    document.core_properties.title = "Приказ о наставничестве"
    document.core_properties.author = "МБОУ «Школа № 7»"
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    language.set(qn("w:val"), "ru-RU")
    document.add_heading("Общие положения", 1)
    for text in paragraphs or (SENTENCE,):
        document.add_paragraph(text)
    return _saved(document)


def table(rows: int) -> bytes:
    """Make a document with a table of five columns."""
    cell = f"<w:tc><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:tc>"
    grid = "<w:tblGrid>" + "<w:gridCol/>" * 5 + "</w:tblGrid>"
    return with_body(f"<w:tbl><w:tblPr/>{grid}" + f"<w:tr>{cell * 5}</w:tr>" * rows + "</w:tbl><w:p/>")


def with_linked_picture(picture: Path) -> bytes:
    """Make a document that shows a picture of the machine's disk by a link to it."""
    pixel = zlib.compress(b"\0\xff\0\0")
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", pixel), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n"
    for name, content in chunks:
        png += struct.pack(">I", len(content)) + name + content
        png += struct.pack(">I", zlib.crc32(name + content))
    picture.write_bytes(png)
    document = docx.Document()
    document.add_picture(str(picture), width=docx.shared.Mm(40))

    def change(parts: dict[str, bytes]) -> None:
        body, relations = "word/document.xml", "word/_rels/document.xml.rels"
        parts[body] = parts[body].replace(b"r:embed=", b"r:link=")
        target = f'TargetMode="External" Target="{picture.as_uri()}"'.encode()
        parts[relations] = re.sub(rb'Target="media/[^"]*"', target, parts[relations])
        del parts[next(name for name in parts if name.startswith("word/media/"))]

    return tampered(_saved(document), change)


def tampered(docx_bytes: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes] | None]) -> bytes:
    """Unpack a document, let `change` edit its parts in place (or return others), and pack it again."""
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts if changed is None else changed).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_body(markup: str) -> bytes:
    """Put raw WordprocessingML at the end of the body."""

    def change(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        parts["word/document.xml"] = body.replace(b"<w:sectPr", markup.encode() + b"<w:sectPr", 1)

    return tampered(plain(), change)


def with_relation(kind: str, target: str, part: str = "word/_rels/document.xml.rels") -> bytes:
    """Add an external relation rId900 of the given short type."""
    relation = (
        f'<Relationship Id="rId900" TargetMode="External" Target="{target}" Type='
        f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    ).encode()
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = parts.get(part, empty).replace(b"</Relationships>", relation)

    return tampered(plain(), change)


def pdf_text(pdf: bytes, folder: Path) -> str:
    """Read the text of a PDF, with every run of white space as one space."""
    return re.sub(r"\s+", " ", _poppler(["pdftotext", "-enc", "UTF-8"], pdf, folder, "-")).strip()


def pdf_info(pdf: bytes, folder: Path) -> dict[str, str]:
    """Read what pdfinfo says."""
    lines = _poppler(["pdfinfo"], pdf, folder).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def pdf_pictures(pdf: bytes, folder: Path) -> list[str]:
    """List the pictures that pdfimages finds."""
    return _poppler(["pdfimages", "-list"], pdf, folder).splitlines()[2:]


def pdf_fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """Read the table that pdffonts prints, without its heading."""
    return [line.split() for line in _poppler(["pdffonts"], pdf, folder).splitlines()[2:]]


def _poppler(command: list[str], pdf: bytes, folder: Path, *more: str) -> str:
    path = folder / "examined.pdf"
    path.write_bytes(pdf)
    return subprocess.run([*command, str(path), *more], capture_output=True, check=True, text=True).stdout


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
