"""The DOCX as LibreOffice gets it: parts in an archive without compression, and the time it was created."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
_TIMES = (
    re.compile(rb"<dcterms:modified\b[^>]*>([^<]+)<"),
    re.compile(rb"<dcterms:created\b[^>]*>([^<]+)<"),
)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write the archive; packing and unpacking its parts would only cost time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return buffer.getvalue()


def created(parts: Mapping[str, bytes]) -> datetime:
    """Read from the core properties when the document was last changed, 2000-01-01 if they do not say.

    The PDF takes this time as its own: the present time would make every PDF different.
    """
    properties = parts.get("docProps/core.xml", b"")
    for pattern in _TIMES:
        match = pattern.search(properties)
        if match is None:
            continue
        try:
            time = datetime.fromisoformat(match[1].decode("ascii").strip())
        except ValueError:
            continue
        return time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return _UNKNOWN
