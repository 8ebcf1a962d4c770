"""The store of results: files under the hash of their content, whole or not there at all."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from service.errors import OutputError

_REST: Final = 62  # signs of a hash behind the first two


class Results(Protocol):
    """Keeps bytes under their SHA-256; safe for several threads and processes at once."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their hash; keeping them twice is once. Raises OutputError."""

    def has(self, key: str) -> bool:
        """Tell whether something is kept under a hash."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes of a hash; None if they are gone or damaged."""

    def delete(self, key: str) -> None:
        """Forget a hash; one that is not kept is no error."""

    def keys(self, older_than: float) -> Iterator[str]:
        """Yield the hashes of what was put longer than so many seconds ago."""


class FolderResults:
    """A folder of results, in sub-folders by the first two signs of the hash."""

    def __init__(self, folder: Path) -> None:
        """Keep everything below `folder`, which is made when it is needed."""
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Write under a temporary name, wait for the disk, move."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        try:
            if path.stat().st_size == len(content):
                return key
        except OSError:
            pass
        try:
            self._write(path, content)
        except OSError as problem:
            raise OutputError(
                f"Не удалось записать в {self._folder}: {problem.strerror}. Проверьте место и права."
            ) from problem
        return key

    def has(self, key: str) -> bool:
        """Look for the file."""
        return self._path(key).is_file()

    def get(self, key: str) -> bytes | None:
        """Read and prove by the hash; a damaged file is removed, so that it is made anew."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != key:
            path.unlink(missing_ok=True)
            return None
        return content

    def delete(self, key: str) -> None:
        """Remove the file; its sub-folder stays, for somebody may be about to write into it."""
        self._path(key).unlink(missing_ok=True)

    def keys(self, older_than: float) -> Iterator[str]:
        """Walk the sub-folders; what a killed process has left half-written is removed on the way."""
        oldest = time.time() - older_than
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    if len(path.name) == _REST:
                        yield path.parent.name + path.name
                    else:
                        path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
