"""A DOCX as a ZIP of parts: read once, written with a fixed order and fixed time stamps."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.errors import TemplateError

DOCUMENT: Final = "word/document.xml"
CORE: Final = "docProps/core.xml"
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can hold; the same input gives the same bytes
_LEVEL: Final = 4  # a twentieth larger than 6, in half the time


@dataclass(frozen=True)
class Part:
    """One file of the package."""

    name: str
    content: bytes


def read_parts(path: Path) -> tuple[Part, ...]:
    """Return the parts of a DOCX in the order in which they are written; raise TemplateError if it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            contents = {name: archive.read(name) for name in names}
    except (OSError, zipfile.BadZipFile, zlib.error) as problem:
        raise TemplateError(f"{path}: это не документ Word (.docx): сохраните шаблон заново.") from problem
    if DOCUMENT not in contents:
        raise TemplateError(f"{path}: в файле нет {DOCUMENT}: это не документ Word.")
    first = [name for name in _FIRST if name in contents]
    ordered = [*first, *sorted(name for name in names if name not in first)]
    return tuple(Part(name, contents[name]) for name in ordered)


def write_parts(parts: Iterable[Part], before: bytes = b"") -> bytes:
    """Return the DOCX of these parts, behind those of another one, which are not compressed again."""
    buffer = io.BytesIO(before)
    with zipfile.ZipFile(buffer, "a" if before else "w") as archive:
        for part in parts:
            entry = zipfile.ZipInfo(part.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, part.content, compresslevel=_LEVEL)
    return buffer.getvalue()
