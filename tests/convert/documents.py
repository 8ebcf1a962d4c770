"""Small DOCX files made on the spot, whole and tampered with."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import docx.document
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
