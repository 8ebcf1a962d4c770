"""What the machine offers for conversion: LibreOffice, the interpreter that has `uno`, fonts, scratch space."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.errors import ConverterUnavailableError

FONT = "Liberation Serif"
SCRATCH_BYTES = 128 * 1024 * 1024
OFFICE_BYTES = 512 * 1024 * 1024  # twice what one takes, for the sake of everything else
RETRY_MISSING = 60
RETRY_NO_ROOM = 30

_INSTALL_SOFFICE = "apt-get install libreoffice-writer-nogui"
_INSTALL_UNO = "apt-get install python3-uno"
_INSTALL_FONTS = "apt-get install fonts-liberation fontconfig"


@dataclass(frozen=True)
class Installation:
    """The programs a conversion is made with: `soffice` is the binary itself, `python` imports `uno`."""

    soffice: Path
    python: Path


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: `detail` says what was found, `mend` what to do (empty when `ok`)."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def find_installation(soffice: str | None = None, python: str | None = None) -> Installation:
    """Find both programs; raise ConverterUnavailableError naming the packages that are missing."""
    binary = _find_soffice(soffice)
    if binary is None:
        where = f"по пути {soffice}" if soffice else "на этой машине"
        raise ConverterUnavailableError(
            f"LibreOffice не найден {where}. Установите его: {_INSTALL_SOFFICE}. "
            "Документы DOCX доступны и без него.",
            RETRY_MISSING,
        )
    interpreter = _find_python(binary, python)
    if interpreter is None:
        raise ConverterUnavailableError(
            f"Не найден Python с модулем uno для LibreOffice. Установите его: {_INSTALL_UNO}. "
            "Документы DOCX доступны и без него.",
            RETRY_MISSING,
        )
    return Installation(binary, interpreter)


def scratch_base() -> Path:
    """Give the folder for temporary files: TMPDIR if set, else memory if it has room enough, else the disk.

    Docker gives /dev/shm 64 MB only, which a few large documents would fill.
    """
    chosen = os.environ.get("TMPDIR")
    if chosen:
        return Path(chosen)
    memory = Path("/dev/shm")  # noqa: S108 - every folder made in it is private (mkdtemp, 0700)
    if memory.is_dir() and os.access(memory, os.W_OK | os.X_OK):
        state = os.statvfs(memory)
        if state.f_bavail * state.f_frsize >= SCRATCH_BYTES:
            return memory
    return Path(tempfile.gettempdir())


def memory_for_one_more() -> bool:
    """Tell whether a LibreOffice can be started beside the others; where nobody says what is free, it cannot."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
        free = [int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("MemAvailable:")]
    except OSError:
        return False
    group = Path("/sys/fs/cgroup")
    with contextlib.suppress(OSError, ValueError):  # a container with a limit of its own
        limit, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        free.append(limit - used)
    return min(free, default=0) >= OFFICE_BYTES


def no_room(error: OSError) -> ConverterUnavailableError:
    """Put it into words that a temporary file could not be written."""
    return ConverterUnavailableError(
        f"Не удалось записать временный файл: {error.strerror}. Освободите место в {scratch_base()} или задайте "
        "другую папку в переменной TMPDIR.",
        RETRY_NO_ROOM,
    )


def diagnose(*, soffice: str | None = None, python: str | None = None) -> list[Finding]:
    """Say of everything a conversion needs whether it is there and how to mend it; starts no LibreOffice."""
    binary = _find_soffice(soffice)
    return [_check_soffice(binary), _check_python(binary, python), _check_fonts(), _check_scratch()]


def _check_soffice(binary: Path | None) -> Finding:
    if binary is None:
        return Finding("LibreOffice", False, "не найден", _INSTALL_SOFFICE)
    version = _output([str(binary), "--version"])
    if version is None:
        return Finding("LibreOffice", False, f"{binary} не запускается", _INSTALL_SOFFICE)
    return Finding("LibreOffice", True, f"{version.strip()}, {binary}")


def _check_python(binary: Path | None, python: str | None) -> Finding:
    interpreter = _find_python(binary, python)
    if interpreter is None:
        return Finding("Модуль uno", False, "ни один интерпретатор Python его не имеет", _INSTALL_UNO)
    return Finding("Модуль uno", True, f"есть у {interpreter}")


def _check_fonts() -> Finding:
    families = _output(["fc-list", ":", "family"])
    if families is None:
        return Finding("Шрифты", False, "нет программы fc-list", _INSTALL_FONTS)
    if FONT not in families:
        return Finding(
            "Шрифты", False, f"нет {FONT} (замена Times New Roman): PDF разойдётся с DOCX", _INSTALL_FONTS
        )
    return Finding("Шрифты", True, FONT)


def _check_scratch() -> Finding:
    base = scratch_base()
    try:
        with tempfile.TemporaryDirectory(prefix="komplekt-", dir=base) as folder:
            Path(folder, "probe").write_bytes(b"\0" * 4096)
    except OSError as error:
        return Finding(
            "Временные файлы",
            False,
            f"в {base} нельзя писать: {error.strerror}",
            "освободите место, исправьте права или задайте другую папку в переменной TMPDIR",
        )
    return Finding("Временные файлы", True, f"пишутся в {base}")


def _find_soffice(soffice: str | None) -> Path | None:
    """Resolve to soffice.bin: the `soffice` script beside it starts helpers that outlive a kill."""
    for name in [soffice] if soffice else ["soffice", "libreoffice"]:
        found = shutil.which(name)
        if found is None:
            continue
        path = Path(found).resolve()
        binary = path.with_name("soffice.bin")
        return binary if os.access(binary, os.X_OK) else path
    return None


def _find_python(binary: Path | None, python: str | None) -> Path | None:
    """Find the interpreter that imports `uno`: the one asked for, LibreOffice's own, the system's."""
    own = [str(binary.with_name("python"))] if binary else []
    for name in [python] if python else [*own, "/usr/bin/python3", "python3"]:
        found = shutil.which(name)
        if found is not None and _output([found, "-I", "-c", "import uno"]) is not None:
            return Path(found)
    return None


def _output(command: list[str]) -> str | None:
    """Return what a program prints, or None if it is missing, fails or takes longer than 20 s."""
    environment = {"PATH": os.defpath, "HOME": os.devnull, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
