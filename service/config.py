"""Settings of the service, read once from the environment (KOMPLEKT_*); all bad values are told at once."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from environs import Env, EnvValidationError, validate

from service.errors import ServiceError

PREFIX: Final = "KOMPLEKT_"
OFF: Final = "off"
# One address, or several of RabbitMQ with «;» between: an «@» only before the host.
_ADDRESS: Final = validate.Regexp(
    r"(?:(?:^|;)[A-Za-z0-9+.-]+://(?:[^@/?#]*@)?[^@/?#;]*(?:[/?#][^@;]*)?)+\Z",
    error="адрес не разобрать. Знаки @ / ? # в пароле пишут как %40 %2F %3F %23.",
)
LogFormat = Literal["plain", "json"]
Engine = Literal["direct", "unoserver"]


class SettingsError(ServiceError):
    """A setting is wrong; the service does not start."""

    code = "wrong_settings"
    title = "Неверные настройки"
    exit_code = 2


@dataclass(frozen=True)
class Settings:
    """What the operator may set; each field is the variable KOMPLEKT_<NAME>."""

    templates: Path | None  # a folder of kinds beside the bundled ones
    lexicon: Path | None  # a JSON lexicon of the organisation
    workers: int  # LibreOffice processes
    timeout: float  # seconds for one document
    restart_after: int  # documents of one LibreOffice process
    soffice: str | None  # path of soffice where it is not in the usual places
    uno_python: str | None  # interpreter that has `uno`
    max_request: int  # bytes of one request
    host: str
    port: int
    log_format: LogFormat
    cache: Path | None = None  # folder of finished PDFs; «off» keeps none
    cache_size: int = 512  # MiB
    cache_days: int = 7  # PDFs hold names of people: they do not lie about for long
    data: Path = Path()  # folder of drafts, batches and their results
    database: str | None = None  # URL of PostgreSQL; without it SQLite in the folder of data
    results: str | None = None  # folder or URL of a store shared by several machines
    broker: str | None = None  # URL of RabbitMQ; without it batches run in this process
    keep_days: int = 30  # days that a batch or a draft is kept: names of people again
    max_upload: int = 20_000_000  # bytes of one workbook or batch
    engine: Engine = "direct"  # our own worker, or unoserver to fall back on
    queue: int = 64  # documents that wait for LibreOffice before others are refused
    memory: int = 1024  # MiB that one LibreOffice may take


def _cache_folder() -> Path:
    """Return where the cache lies unless told: the folder of the XDG standard."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "komplekt"


def _data_folder() -> Path:
    """Return where drafts and batches lie unless told: the folder of the XDG standard."""
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "komplekt"


def bundled(package: str) -> Path:
    """Return the folder of a data package that comes with the service."""
    return Path(str(files(package)))


def read_settings() -> Settings:
    """Read the settings from the environment; raise SettingsError."""
    env = Env(eager=False, prefix=PREFIX)
    positive = validate.Range(min=1)
    found = {
        "templates": env.path("TEMPLATES", None),
        "lexicon": env.path("LEXICON", None),
        "workers": env.int("WORKERS", 2, validate=positive),
        "timeout": env.float("TIMEOUT", 60.0, validate=validate.Range(min=0.1)),
        "restart_after": env.int("RESTART_AFTER", 500, validate=positive),
        "soffice": env.str("SOFFICE", None),
        "uno_python": env.str("UNO_PYTHON", None),
        "max_request": env.int("MAX_REQUEST", 2_000_000, validate=positive),
        "host": env.str("HOST", "127.0.0.1"),
        "port": env.int("PORT", 8000, validate=validate.Range(min=1, max=65535)),
        "cache": env.str("CACHE", str(_cache_folder())),
        "cache_size": env.int("CACHE_SIZE", 512, validate=positive),
        "cache_days": env.int("CACHE_DAYS", 7, validate=positive),
        "data": env.path("DATA", _data_folder()),
        "database": env.str("DATABASE", None, validate=_ADDRESS),
        "results": env.str("RESULTS", None),
        "broker": env.str("BROKER", None, validate=_ADDRESS),
        "keep_days": env.int("KEEP_DAYS", 30, validate=positive),
        "max_upload": env.int("MAX_UPLOAD", 20_000_000, validate=positive),
        "engine": env.str("ENGINE", "direct", validate=validate.OneOf(["direct", "unoserver"])),
        "queue": env.int("QUEUE", 64, validate=positive),
        "memory": env.int("MEMORY", 1024, validate=validate.Range(min=256)),
        "log_format": env.str("LOG_FORMAT", "plain", validate=validate.OneOf(["plain", "json"])),
    }
    try:
        env.seal()
    except EnvValidationError as problem:
        told = dict(problem.error_messages) if isinstance(problem.error_messages, dict) else {}
        wrong = "; ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in told.items())
        raise SettingsError(f"Исправьте настройки: {wrong}") from problem
    found["cache"] = None if found["cache"] == OFF else Path(str(found["cache"]))
    return Settings(**found)  # type: ignore[arg-type]
