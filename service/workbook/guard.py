"""Lets through to the reader only a workbook that cannot exhaust the machine, and of it only what is read.

What comes out is a new archive of the parts that were looked at here: the reader sees exactly these, whatever
tricks the original held. Macros, pictures and links to elsewhere stay behind.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.parsers import expat

from service.errors import WorkbookError

PACKED_LIMIT: Final = 20 * 1024 * 1024
UNPACKED_LIMIT: Final = 160 * 1024 * 1024
PART_RATIO_LIMIT: Final = 200  # a sheet of real cells is packed about 10 to 1, one of copied rows 60 to 1
RATIO_FREE: Final = 1024 * 1024
PARTS_LIMIT: Final = 2_000
ROWS_LIMIT: Final = 60_000
COLUMNS_LIMIT: Final = 400
CELLS_LIMIT: Final = 3_000_000  # of the rectangle that a sheet's cells span: the reader keeps all of it

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN: Final = "xl/workbook.xml"
_READ: Final = (".xml", ".rels")
_UNREAD: Final = ("xl/media/", "xl/drawings/", "xl/externallinks/", "xl/embeddings/", "xl/charts/", "customxml/",
                  "docprops/", "xl/printersettings/", "xl/theme/", "xl/pivot", "xl/comments", "xl/calcchain",
                  "xl/threadedcomments/", "xl/persons/")  # fmt: skip
_ERROR_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^<>]*?\bt=)(?:\"e\"|'e')")
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE", re.I)
_HOLDING: Final = frozenset({"v", "is", "f"})
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")


@dataclass(frozen=True)
class Opened:
    """A workbook that may be read: the bytes of a new archive, and whether macros were left behind."""

    content: bytes
    macros: bool


def opened(content: bytes) -> Opened:
    """Return the workbook as the reader may see it; raise WorkbookError that says what is wrong with it."""
    if len(content) > PACKED_LIMIT:
        raise _too_large(f"файл больше {PACKED_LIMIT // 1024**2} МБ")
    _check_start(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename.lower() for info in archive.infolist()}
            _check_names(names)
            parts = dict(_parts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as problem:
        raise WorkbookError(
            "Файл повреждён или это не книга Excel: откройте его в Excel и сохраните заново как .xlsx."
        ) from problem
    for name, part in parts.items():
        if _DOCTYPE.search(part[:4096]):
            raise WorkbookError("В книге есть запрещённое объявление DOCTYPE: сохраните её заново из Excel.")
        if not name.lower().startswith(("xl/sharedstrings", "xl/styles", "[content", "_rels/")):
            _check_size(part)
    return Opened(_packed(parts), any(name.endswith("vbaproject.bin") for name in names))


def _check_start(content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise WorkbookError("Книга защищена паролем: снимите пароль в Excel и пришлите её снова.")
        raise WorkbookError("Это книга старого вида (.xls): откройте её в Excel и сохраните как .xlsx.")
    if not content.startswith(b"PK"):
        raise WorkbookError("Это не книга Excel: нужен файл .xlsx. Заготовку даёт команда komplekt template-xlsx.")


def _check_names(names: set[str]) -> None:
    if len(names) > PARTS_LIMIT:
        raise _too_large(f"в архиве больше {PARTS_LIMIT} частей")
    if "xl/workbook.bin" in names:
        raise WorkbookError("Это двоичная книга (.xlsb): сохраните её в Excel как .xlsx.")
    if "content.xml" in names and "mimetype" in names:
        raise WorkbookError("Это таблица OpenDocument: сохраните её как книгу Excel (.xlsx).")
    if _MAIN not in names:
        raise WorkbookError("В архиве нет книги Excel: нужен файл .xlsx.")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that are read, within the limits; the sizes that the archive states are not believed."""
    room = UNPACKED_LIMIT
    for info in archive.infolist():
        name = info.filename.lower()
        if info.is_dir() or not name.endswith(_READ) or name.startswith(_UNREAD):
            continue
        if info.flag_bits & 1:
            raise WorkbookError("Книга защищена паролем: снимите пароль и пришлите её снова.")
        allowed = min(room, max(RATIO_FREE, info.compress_size * PART_RATIO_LIMIT))
        with archive.open(info) as stream:
            part = stream.read(allowed + 1)
        if len(part) > allowed:
            raise _too_large("внутри она сжата слишком сильно или занимает слишком много места")
        room -= len(part)
        # The reader shows an error value (#REF!) as an empty cell; as text it can be told to the user.
        yield info.filename, _ERROR_CELL.sub(rb'\1"str"', part) if "sheet" in name else part


def _check_size(part: bytes) -> None:
    """Refuse a sheet whose cells with values span more than the reader may keep.

    Cells without a value are not counted: formatting of whole columns reaches to row 1 048 576.
    """
    try:
        span = _Span()
        parser = expat.ParserCreate()
        parser.StartElementHandler = span.start
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError) as problem:  # the latter two for an encoding that is none
        raise WorkbookError("Книга повреждена: откройте её в Excel и сохраните заново.") from problem
    if span.rows > ROWS_LIMIT or span.columns > COLUMNS_LIMIT or span.rows * span.columns > CELLS_LIMIT:
        raise _too_large(
            f"на листе заполнены ячейки до строки {span.rows}, столбца {span.columns}, а читаются листы не больше "
            f"{ROWS_LIMIT} строк и {COLUMNS_LIMIT} столбцов. Удалите лишнее далеко внизу или справа"
        )


class _Span:
    """Counts how far the cells that hold a value reach."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one element: a row, a cell, or what a cell holds."""
        local = name.rpartition(":")[2]
        if local in _HOLDING:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
        elif local == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            if found:
                self._column, self._row = _number(found[1]), int(found[2])
            else:
                self._column += 1
        elif local == "row":
            given = attributes.get("r", "")
            self._row = min(int(given), 10**9) if given.isdigit() and len(given) < 10 else self._row + 1
            self._column = 0


@lru_cache(maxsize=1024)
def _number(letters: str) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _too_large(why: str) -> WorkbookError:
    return WorkbookError(f"Книга слишком велика: {why}. Разделите её на несколько или уберите лишнее.")
