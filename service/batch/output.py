"""Brings what was made to its reader: a folder per school, or one ZIP whose bytes depend on nothing but the files.

A school whose documents are not all there is left out. Nothing is ever half there: files are written aside and
moved.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.batch.records import Document, School
from service.batch.results import Results
from service.errors import OutputError
from service.files import write_file

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can tell
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16
_LONGEST_PATH: Final = 200  # signs inside the output: Windows opens 260 with the folder that it is put in
_DELIVERED: Final = "delivered.json"


class ResultLostError(Exception):
    """Results are gone from the store or damaged; `keys` names them. They have to be made again."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Keep the hashes."""
        super().__init__(f"{len(keys)} results are lost")
        self.keys = tuple(keys)


@dataclass(frozen=True)
class Packed:
    """One file of the output: its path with «/», and where its bytes are."""

    path: str
    result: str


def layout(schools: Iterable[School], documents: Iterable[Document]) -> list[Packed]:
    """Return the files of all schools that are done, in the order of schools and documents."""
    folders = {school.position: school.folder for school in schools if school.state == "done"}
    return [
        Packed(fitting(folders[document.school], document.name), document.result)
        for document in documents
        if document.school in folders and document.result is not None
    ]


def fitting(folder: str, name: str) -> str:
    """Return the path of a file, its name shortened where the whole would be too long for Windows."""
    room = _LONGEST_PATH - len(folder) - 1
    stem, dot, ending = name.rpartition(".")
    return f"{folder}/{stem[: room - len(ending) - 1].rstrip(' .')}{dot}{ending}"


def revision(files: Iterable[Packed], extra: Mapping[str, bytes]) -> str:
    """Return the hash of what an output consists of."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.path}\0{file.result}\0".encode())
    for name, content in extra.items():
        digest.update(f"{name}\0".encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def write_zip(path: Path, files: Sequence[Packed], extra: Mapping[str, bytes], results: Results) -> None:
    """Write everything as one ZIP; raises ResultLostError, OutputError.

    DOCX and PDF are compressed already and are only stored; one file at a time is in memory.
    """
    _refuse_lost(files, results)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _aside(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for name, content in extra.items():
                archive.writestr(_entry(name), content)
            for file in files:
                archive.writestr(_entry(file.path), _content(file, results))
    except OSError as problem:
        raise OutputError(f"Не удалось записать {path}: {problem.strerror}. Проверьте место и права.") from problem


def write_folder(
    folder: Path, files: Sequence[Packed], extra: Mapping[str, bytes], results: Results, book: Path
) -> None:
    """Write everything into a folder, file by file; raises ResultLostError, OutputError.

    What an earlier run has put there for the same school, and what is not of this one, is removed unless somebody
    has changed it; `book` is the folder in which it is remembered what was put.
    """
    _refuse_lost(files, results)
    before = _delivered(book)
    for file in files:
        path = folder / file.path
        if not _is_there(path, file.result):
            write_file(path, _content(file, results))
    for name, content in extra.items():
        write_file(folder / name, content)
    now = {file.path: file.result for file in files}
    now |= {name: hashlib.sha256(content).hexdigest() for name, content in extra.items()}
    schools = {path.rpartition("/")[0] for path in now}  # what belongs to none is in «»
    for old, result in before.items():
        if old not in now and old.rpartition("/")[0] in schools and _is_there(folder / old, result):
            (folder / old).unlink(missing_ok=True)
    kept = {old: result for old, result in before.items() if old.rpartition("/")[0] not in schools}
    write_file(book / _DELIVERED, json.dumps(kept | now, ensure_ascii=False).encode())


def delivered_folders(book: Path) -> frozenset[str]:
    """Return the folders of the schools that earlier runs have put into an output."""
    return frozenset(path.rpartition("/")[0] for path in _delivered(book))


def _delivered(book: Path) -> dict[str, str]:
    try:
        found = json.loads((book / _DELIVERED).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_there(path: Path, result: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == result
    except OSError:
        return False


def _refuse_lost(files: Iterable[Packed], results: Results) -> None:
    lost = [file.result for file in files if not results.has(file.result)]
    if lost:
        raise ResultLostError(lost)


def _content(file: Packed, results: Results) -> bytes:
    content = results.get(file.result)
    if content is None:
        raise ResultLostError([file.result])
    return content


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry


@contextlib.contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Give a temporary name beside `path` that becomes `path` when all went well."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".komplekt-")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
