"""Names of files: human, safe on Windows, unique in a set; written whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import iuliia
from pathvalidate import sanitize_filename

from service.errors import OutputError

LONGEST: Final = 120  # characters of a name without its ending; Windows allows 255 with the whole path


@lru_cache(maxsize=1024)
def safe_name(text: str) -> str:
    """Return a name without signs that Windows forbids («/» becomes «-»), no-break spaces made plain."""
    plain = " ".join(text.replace("\u00a0", " ").replace("/", "-").replace("\\", "-").split())
    name = sanitize_filename(plain, platform="universal", replacement_text="_")
    return name[:LONGEST].rstrip(" .") or "Документ"


def ascii_name(name: str) -> str:
    """Return the transliterated name for clients that know only ASCII (ГОСТ 7.79 by iuliia's Wikipedia schema)."""
    latin = iuliia.WIKIPEDIA.translate(name.replace("№", "N")).replace('"', "'")
    return "".join(sign if sign.isascii() and sign.isprintable() else "_" for sign in latin)


def unique_names(names: Iterable[str]) -> list[str]:
    """Return the names, the second of two alike with « (2)»; compared without regard to case, as Windows does."""
    taken: set[str] = set()
    found = []
    for name in names:
        number, chosen = 1, name
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{name} ({number})"
        taken.add(chosen.casefold())
        found.append(chosen)
    return found


def write_file(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and move it into its place; raise OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".komplekt-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise OutputError(f"Не удалось записать {path}: {problem.strerror}. Проверьте место и права.") from problem
