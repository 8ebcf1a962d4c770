"""Reads many sets from what a user has: a workbook, a set per line, an array, a folder of files.

Schools come one at a time, so that a long file never lies in memory as a whole; a broken line is a problem of its
own school and the others go on. What the schools have in common stands before them, or in `_district.json`:
`{"name": "Кировский район", "district": {…}}`; another district may follow in the same file.
"""

import hashlib
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from schemas.findings import Finding
from service.batch.merging import DISTRICT, NAME, SCHOOLS, District, district_of, merged
from service.entries import Entry, Intake, Place, Problem
from service.errors import InputError, InvalidJsonError, TooLargeError
from service.load import parse_json
from service.workbook import read_workbook

SourceKind = Literal["xlsx", "ndjson", "json", "folder"]
MOST_SCHOOLS: Final = 5_000
LONGEST_SET: Final = 5_000_000  # bytes of one school's set
COMMON_FILE: Final = "_district.json"
_BEFORE: Final = b"\xef\xbb\xbf \t\r\n"  # a byte order mark, and blanks
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a ZIP (XLSX, ODS) and the older container of Excel


@dataclass(frozen=True)
class Source:
    """Where schools come from; `entries` can be gone through once.

    `content` is the user's workbook and `intake` what was read from it: corrections are written into the same.
    `digest` is the hash of all that was sent.
    """

    kind: SourceKind
    name: str
    entries: Iterable[Entry]
    digest: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    content: bytes | None = None
    intake: Intake | None = None


@dataclass
class _Reader:
    """Turns parsed sets into entries: the district merged in, a key of its own for each."""

    district: District = field(default_factory=District)
    seen: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def entry(self, data: Any, place: Place | None) -> Entry:
        """Return the entry of one set, with its problem if a school comes twice."""
        self._counted()
        if not isinstance(data, dict):
            return self._broken("Нужен объект с разделами комплекта: { … }.", "invalid_section", place)
        own = merged(self.district.common, data)
        inn, name = _named(own)
        key = inn or f"№ {self.count}"
        problems: tuple[Problem, ...] = ()
        if key in self.seen:
            text = (
                f"Школа с ИНН {key} уже есть: {self.seen[key]}. Уберите лишнюю или исправьте ИНН; у филиала без "
                "своего ИНН поле organization.inn не заполняйте."
            )
            problems = (Problem(Finding("/organization/inn", "school_twice", text), place),)
            key = f"№ {self.count}"
        self.seen[key] = f"{name}{f' ({place})' if place else ''}"
        places = {"": place} if place else {}
        return Entry(key, name or key, own, self.district.name, places=places, problems=problems)

    def broken(self, problem: InputError, place: Place | None) -> Entry:
        """Return the entry of a set that is no JSON."""
        self._counted()
        return self._broken(str(problem), problem.code, place)

    def _broken(self, text: str, code: str, place: Place | None) -> Entry:
        key = f"№ {self.count}"
        name = str(place) if place else key
        return Entry(key, name, None, problems=(Problem(Finding("", code, text), place),))

    def _counted(self) -> None:
        self.count += 1
        if self.count > MOST_SCHOOLS:
            raise TooLargeError(f"Школ больше {MOST_SCHOOLS}: разделите их на несколько файлов.")


def read_source(content: bytes, name: str, kinds: Iterable[str]) -> Source:
    """Tell by the content what was sent, and read it; raises InvalidJsonError, InputError, TooLargeError.

    `kinds` are the kinds of documents that a workbook may ask for.
    """
    digest = hashlib.sha256(content).hexdigest()
    if is_workbook(content):
        return _workbook(content, name, tuple(kinds), digest)
    if is_lines(content):
        return Source("ndjson", name, _lines(io.BytesIO(content)), digest)
    return Source("json", name, _array(parse_json(content)), digest)


def read_folder(folder: Path) -> Source:
    """Read a folder of JSON files in the order of their names."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != COMMON_FILE)
    if not paths:
        raise InputError(f"В папке {folder} нет файлов .json.")
    digest = hashlib.sha256()
    for path in [folder / COMMON_FILE, *paths]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return Source("folder", folder.name, _files(folder, paths), digest.hexdigest())


def is_workbook(content: bytes) -> bool:
    """Tell whether these bytes begin as a workbook does."""
    return content.startswith(_WORKBOOKS)


def is_single(content: bytes) -> bool:
    """Tell whether this is one set, or no set at all, rather than many."""
    if is_workbook(content) or content[:100].lstrip(_BEFORE).startswith(b"[") or is_lines(content):
        return False
    try:
        data = parse_json(content)
    except InvalidJsonError:
        return True
    return not (isinstance(data, dict) and SCHOOLS in data)


def is_lines(content: bytes) -> bool:
    """Tell whether this is a set per line: more than one line, and one of the first is an object by itself."""
    lines = (line.strip(_BEFORE) for line in io.BytesIO(content))
    first = list(itertools.islice((line for line in lines if line), 2))
    return len(first) > 1 and any(line.startswith(b"{") and line.endswith(b"}") for line in first)


def _workbook(content: bytes, name: str, kinds: tuple[str, ...], digest: str) -> Source:
    intake = read_workbook(content, kinds=kinds)
    return Source("xlsx", name, intake.entries, digest, intake.problems, intake.warnings, content, intake)


def _lines(lines: Iterable[bytes]) -> Iterator[Entry]:
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(row=number)
        try:
            data = parse_json(_limited(line.rstrip()))
        except InputError as problem:
            yield reader.broken(_in_its_line(problem), place)
            continue
        district = district_of(data)
        if district is None:
            yield reader.entry(data, place)
        else:
            reader.district = district


def _in_its_line(problem: InputError) -> InputError:
    """Leave out the line number that JSON counts within the line itself."""
    return InvalidJsonError(str(problem).replace("строка 1, столбец", "знак"))


def _array(data: Any) -> Iterator[Entry]:
    reader = _Reader()
    sets = data if isinstance(data, list) else [data]
    if isinstance(data, dict) and SCHOOLS in data and set(data) <= {DISTRICT, NAME, SCHOOLS}:
        listed = data.pop(SCHOOLS)
        sets = [*([data] if data else []), *(listed if isinstance(listed, list) else [listed])]
    for one in sets:
        district = district_of(one)
        if district is None:
            yield reader.entry(one, None)
        else:
            reader.district = district


def _files(folder: Path, paths: Iterable[Path]) -> Iterator[Entry]:
    reader = _Reader()
    common = folder / COMMON_FILE
    if common.is_file():
        data = parse_json(_limited(common.read_bytes()))
        reader.district = district_of(data) or District(data if isinstance(data, dict) else {})
    for path in paths:
        place = Place(file=path.name)
        try:
            yield reader.entry(parse_json(_limited(path.read_bytes())), place)
        except OSError as problem:
            yield reader.broken(InputError(f"Файл не прочесть: {problem.strerror}."), place)
        except InvalidJsonError as problem:
            yield reader.broken(problem, place)


def _limited(content: bytes) -> bytes:
    if len(content) > LONGEST_SET:
        raise InvalidJsonError(f"Комплект длиннее {LONGEST_SET // 1_000_000} МБ: это не одна школа.")
    return content


def _named(data: Mapping[str, Any]) -> tuple[str | None, str]:
    """Return the ИНН and the name that a set gives itself, as far as it is sound."""
    organization = data.get("organization")
    if not isinstance(organization, dict):
        return None, ""
    inn, name = organization.get("inn"), organization.get("short_name")
    text = name.get("nom") if isinstance(name, dict) else name
    return (inn[:100] if isinstance(inn, str) and inn else None), (text[:500] if isinstance(text, str) else "")


def only(source: Source, keys: Iterable[str]) -> Source:
    """Keep the schools of these keys; the others are as if they had not been sent."""
    wanted = set(keys)
    return (
        replace(source, entries=(entry for entry in source.entries if entry.key in wanted)) if wanted else source
    )
