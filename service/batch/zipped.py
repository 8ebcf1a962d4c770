"""A ZIP of JSON files, laid out as a folder that the batch reads; nothing in it is believed."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final

from service.batch.intake import MOST_SCHOOLS
from service.errors import InputError, OutputError, TooLargeError

_ZIP: Final = b"PK\x03\x04"
_ENDING: Final = ".json"
_LONGEST_NAME: Final = 200  # bytes
_UNPACKED_LIMIT: Final = 200_000_000  # bytes of all files


def is_zip_of_sets(content: bytes) -> bool:
    """Tell whether this is a ZIP with JSON files in it, and no workbook."""
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return any(name.lower().endswith(_ENDING) for name in names) and "xl/workbook.xml" not in names


def lay_out(content: bytes, folder: Path) -> None:
    """Write the JSON files of a ZIP into a folder, flat, under their own names.

    Raises InputError, TooLargeError, OutputError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _extract(archive, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise InputError("Архив ZIP повреждён или с паролем: создайте его заново, без пароля.") from problem
    except OSError as problem:
        raise OutputError("Архив ZIP не распаковать: на диске службы нет места.") from problem


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    listed = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(_ENDING) and not info.filename.startswith("__MACOSX/")
    ]
    if len(listed) > MOST_SCHOOLS + 1:
        raise TooLargeError(f"Школ больше {MOST_SCHOOLS}: разделите их на несколько архивов.")
    room = _UNPACKED_LIMIT
    for info in listed:
        name = info.filename.replace("\\", "/").rpartition("/")[2]
        if len(name.encode()) > _LONGEST_NAME:
            raise InputError(f"Имя файла «{name[:60]}…» в архиве слишком длинное: сократите его.")
        path = folder / (name[: -len(_ENDING)] + _ENDING)
        if path.exists():
            raise InputError(f"В архиве два файла «{name[:100]}»: дайте им разные имена.")
        with archive.open(info) as packed:
            content = packed.read(room + 1)
        room -= len(content)
        if room < 0:
            raise TooLargeError(f"Файлы архива занимают больше {_UNPACKED_LIMIT // 1_000_000} МБ: разделите его.")
        path.write_bytes(content)
