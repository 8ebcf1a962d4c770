"""A file as it was sent, over HTTP for instance: what is known of it at once, and the schools in it."""

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from service.batch.intake import Source, SourceKind, is_workbook, read_folder, read_source
from service.batch.zipped import is_zip_of_sets, lay_out
from service.workbook import has_schools

# Bytes that are checked within a second or two, some 30 schools: a workbook is packed, sets in JSON are not.
_SHORT_PACKED: Final = 64_000
_SHORT: Final = 1_000_000


@dataclass(frozen=True)
class Upload:
    """The bytes that somebody sent, and the name of the file if it was told."""

    content: bytes
    name: str = ""

    @cached_property
    def digest(self) -> str:
        """Return the hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_short(self) -> bool:
        """Tell whether it is checked before somebody gets tired of waiting for the answer."""
        return len(self.content) <= (_SHORT_PACKED if is_workbook(self.content) else _SHORT)

    def looked_over(self, kinds: Collection[str]) -> SourceKind | None:
        """Return what it is, no school of it looked at; None for a workbook without any.

        Raises as `opened` does.
        """
        if is_workbook(self.content) and not is_zip_of_sets(self.content):
            return "xlsx" if has_schools(self.content) else None
        with self.opened(kinds) as source:
            return source.kind

    @contextmanager
    def opened(self, kinds: Collection[str]) -> Iterator[Source]:
        """Give the schools, to be gone through inside.

        Raises InvalidJsonError, InputError, TooLargeError; OutputError where there is no room to unpack a ZIP.
        """
        if is_zip_of_sets(self.content):
            with tempfile.TemporaryDirectory(prefix="komplekt-") as folder:
                lay_out(self.content, Path(folder))
                yield replace(read_folder(Path(folder)), name=self.name, digest=self.digest)
        else:
            yield read_source(self.content, self.name, kinds)
