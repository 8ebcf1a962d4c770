"""Finished files as an answer: one file as it is, several as a ZIP whose bytes depend on nothing but the files."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from flask import Response

from service.files import ascii_name, safe_name
from service.generate import Generated, GeneratedFile
from service.web.reading import DOCX_TYPE, PDF_TYPE, ZIP_TYPE

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can tell
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


def deliver(made: Generated, archive_name: str, *, archive: bool = False) -> Response:
    """Answer with the files; a ZIP if there are several or if `archive` asks for one."""
    if len(made.files) == 1 and not archive:
        file = made.files[0]
        mimetype = DOCX_TYPE if file.format == "docx" else PDF_TYPE
        answer = attachment(file.content, mimetype, file.filename)
    else:
        answer = attachment(zip_of(made.files), ZIP_TYPE, f"{safe_name(archive_name)}.zip")
    answer.headers["Komplekt-Warnings"] = str(len(made.warnings))
    answer.headers["Komplekt-Doubts"] = str(len(made.doubts))
    return answer


def zip_of(files: Sequence[GeneratedFile]) -> bytes:
    """Return the files as a ZIP; they are compressed already, so that they are only stored."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.filename, _BEGINNING)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, file.content)
    return held.getvalue()


def disposition(filename: str) -> str:
    """Return the header that names a file: transliterated for old clients, in UTF-8 for others (RFC 6266)."""
    plain = ascii_name(filename).replace("\\", "_").replace('"', "'")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def attachment(content: bytes, mimetype: str, filename: str) -> Response:
    """Answer with a file that is not to be stored."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = disposition(filename)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_etag(hashlib.sha256(content).hexdigest())
    return answer
