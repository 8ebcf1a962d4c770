"""A Word document in memory: an archive as it came, or parts that are packed only where the file itself is wanted.

The archive has a fixed order and fixed time stamps: the same parts give the same bytes.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

DOCUMENT: Final = "word/document.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can hold; the same input gives the same bytes
_LEVEL: Final = 4  # a twentieth larger than 6, in half the time


@dataclass(frozen=True)
class Part:
    """One file of the package."""

    name: str
    content: bytes


class Frame:
    """The parts that all documents of a template have in common, packed once."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Pack these parts; they come first in every document."""
        self.parts: Final = {part.name: part.content for part in parts}
        self.archive: Final = write_parts(Part(*part) for part in self.parts.items())
        self.digest: Final = hashlib.sha256(self.archive).digest()


class Docx:
    """A document of ours: a frame and the parts of its own, the text among them."""

    def __init__(self, frame: Frame, own: Mapping[str, bytes]) -> None:
        """Put the document's `own` parts behind those of the frame."""
        self._frame = frame
        self._own = own

    def __eq__(self, other: object) -> bool:
        """Tell whether another document has the same parts."""
        return isinstance(other, Docx) and self.parts() == other.parts()

    def __hash__(self) -> int:
        """Return the same for documents with the same parts."""
        return hash(self._own[DOCUMENT])

    def parts(self) -> dict[str, bytes]:
        """Return all parts by name, in the order of the archive."""
        return {**self._frame.parts, **self._own}

    def packed(self) -> bytes:
        """Return the file."""
        return write_parts((Part(*part) for part in self._own.items()), self._frame.archive)

    def digest(self) -> bytes:
        """Return a hash of all parts."""
        found = hashlib.sha256(self._frame.digest)
        for name, content in self._own.items():
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
        return found.digest()


AnyDocx = bytes | Docx


def packed(docx: AnyDocx) -> bytes:
    """Return the file."""
    return docx if isinstance(docx, bytes) else docx.packed()


def digest_of(docx: AnyDocx) -> bytes:
    """Return 32 bytes that tell one document from another; a document of ours and its file have two of them."""
    return hashlib.sha256(docx).digest() if isinstance(docx, bytes) else docx.digest()


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
