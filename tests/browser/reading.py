"""The text of what was downloaded, spaces evened out."""

import io
import re
import subprocess
import zipfile
from pathlib import Path


def text_of_docx(content: bytes) -> str:
    """Return the text of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return _plain(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")))


def text_of_pdf(path: Path) -> str:
    """Return the text of a PDF."""
    told = subprocess.run(["/usr/bin/pdftotext", path, "-"], capture_output=True, check=True)
    return _plain(told.stdout.decode("utf-8"))


def _plain(text: str) -> str:
    return " ".join(text.split())
