"""The key that forms are signed with: made once, kept beside the data, the same for every process."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from service.errors import OutputError

_NAME: Final = "secret.key"
_BYTES: Final = 32


def secret_key(folder: Path) -> bytes:
    """Return the key kept in a folder, a new one if there is none yet; raises OutputError."""
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _make(path)
        return path.read_bytes()
    except OSError as problem:
        raise OutputError(
            f"Ключ {path} не прочесть и не создать: {problem.strerror}. Проверьте папку KOMPLEKT_DATA."
        ) from problem


def _make(path: Path) -> None:
    """Write a key whole; of two processes that do so at once, the first one's stays."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret-")  # of mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        Path(temporary).unlink(missing_ok=True)
