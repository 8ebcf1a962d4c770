"""The .docx of a template as a ZIP of parts, in the order in which they are written."""

import zipfile
import zlib
from pathlib import Path
from typing import Final

from service.docx import DOCUMENT, Part
from service.errors import TemplateError

CORE: Final = "docProps/core.xml"
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")


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
