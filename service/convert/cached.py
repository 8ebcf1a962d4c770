"""PDFs kept on disk by the hash of what they are made from: an unchanged document costs nothing.

Names are hashes, so that no name tells anything of a person; what lies too long, or over the limit, is deleted.
Several processes may share a folder: files are written aside and moved, and a file that is gone is no error.
"""

import contextlib
import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from service.convert.base import Converter, Gone, Health, PdfProfile, PooledConverter
from service.convert.machine import find_installation
from service.docx import AnyDocx, digest_of
from service.errors import ConverterUnavailableError

log = logging.getLogger(__name__)
_DIGEST: Final = 32  # bytes of SHA-256 that close each file and prove it whole
_SWEEP_EVERY: Final = 64  # writes between two sweeps
_VERSION: Final = b"2"  # raise it when the way from DOCX to PDF changes


class PdfStore:
    """A folder of PDFs, bounded by size and age."""

    def __init__(self, folder: Path, *, limit: int, max_age: float) -> None:
        """Keep at most `limit` bytes, none longer than `max_age` seconds since its last use."""
        self._folder = folder
        self._limit = limit
        self._max_age = max_age
        self._writes = 0

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing is or if the file is damaged."""
        path = self._path(key)
        try:
            held = path.read_bytes()
        except OSError:
            return None
        content, digest = held[:-_DIGEST], held[-_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            path.unlink(missing_ok=True)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a PDF; where there is no room or no right to write, do without."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content + hashlib.sha256(content).digest())
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as problem:
            log.warning("cache not written: %s", problem.strerror)
            return
        if self._writes % _SWEEP_EVERY == 0:
            self.sweep()
        self._writes += 1

    def sweep(self) -> None:
        """Delete what is too old, then the least recently used until the rest is within the limit."""
        found = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        found.sort(reverse=True)
        oldest, room = time.time() - self._max_age, self._limit
        for used, size, path in found:
            room -= size
            if used < oldest or room < 0:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


class CachedConverter:
    """A pooled converter that looks into a store first."""

    def __init__(self, inner: PooledConverter, store: PdfStore, fingerprint: Callable[[], bytes | None]) -> None:
        """Convert by `inner`; `fingerprint` tells which engine makes the PDFs, None if there is none."""
        self._inner = inner
        self._store = store
        self._fingerprint = fingerprint

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Return the PDF, kept or made; raises what the inner converter raises."""
        return self._through(self._inner, docx, profile)

    def _through(self, maker: Converter, docx: AnyDocx, profile: PdfProfile) -> bytes:
        engine = self._fingerprint()
        if engine is None:
            return maker.convert(docx, profile=profile)
        key = hashlib.sha256(b"\0".join((_VERSION, engine, profile.encode(), digest_of(docx)))).hexdigest()
        kept = self._store.get(key)
        if kept is not None:
            return kept
        made = maker.convert(docx, profile=profile)
        self._store.put(key, made)
        return made

    def start(self) -> None:
        """Start the processes of the inner converter."""
        self._inner.start()

    def check(self, max_age: float = 60.0) -> Health:
        """Check the inner converter: what is kept proves nothing."""
        return self._inner.check(max_age)

    def for_batch(self) -> Converter:
        """Give a view that lets interactive documents go ahead and uses the same store."""
        return _View(self, self._inner.for_batch())

    def for_client(self, gone: Gone) -> Converter:
        """Give a view for one client that may leave, over the same store."""
        return _View(self, self._inner.for_client(gone))

    def health(self) -> Health:
        """Tell the health of the inner converter."""
        return self._inner.health()

    def close(self) -> None:
        """Close the inner converter; what is kept stays."""
        self._inner.close()


class _View:
    """The cached converter over a view of the inner one."""

    def __init__(self, cached: CachedConverter, inner: Converter) -> None:
        self._cached = cached
        self._inner = inner

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Convert as the inner view does, unless the PDF is kept."""
        return self._cached._through(self._inner, docx, profile)

    def health(self) -> Health:
        """Tell the health of the pool."""
        return self._inner.health()

    def close(self) -> None:
        """Do nothing: the processes belong to the pool."""


def engine_fingerprint(binary: Path) -> bytes:
    """Return what tells one LibreOffice from another: its program file and its version file."""
    state = binary.stat()
    version = binary.with_name("versionrc")
    told = version.read_bytes() if version.is_file() else b""
    return hashlib.sha256(f"{binary}:{state.st_size}:{state.st_mtime_ns}".encode() + told).digest()


@cache
def _program(soffice: str | None, python: str | None) -> Path:
    """Find LibreOffice once: finding it takes a process; what is not found is looked for anew."""
    return find_installation(soffice, python).soffice


def engine_version(soffice: str | None = None, python: str | None = None) -> str:
    """Return what tells this machine's LibreOffice from another, an empty string if there is none."""
    try:
        return engine_fingerprint(_program(soffice, python)).hex()
    except (ConverterUnavailableError, OSError):
        return ""


def with_cache(  # noqa: PLR0913 - each is a setting of the operator, given by name
    inner: PooledConverter,
    *,
    folder: Path,
    limit: int,
    max_age: float,
    soffice: str | None = None,
    python: str | None = None,
) -> CachedConverter:
    """Return `inner` with a store in `folder` before it; without LibreOffice nothing is looked up."""

    def fingerprint() -> bytes | None:
        return bytes.fromhex(engine_version(soffice, python)) or None

    return CachedConverter(inner, PdfStore(folder, limit=limit, max_age=max_age), fingerprint)
