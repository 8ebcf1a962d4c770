"""The database: SQLite beside the service, or PostgreSQL by URL; every table is declared on one `METADATA`."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from service.config import SettingsError

METADATA: Final = MetaData()
_BUSY: Final = 30.0  # seconds to wait for another writer


def open_database(url: str | None, folder: Path) -> Engine:
    """Return an engine whose tables exist; SQLite (WAL) in `folder` without a `url`.

    A connection is opened by the process that uses it: call this after a fork. Raises SettingsError.
    """
    try:
        engine = _postgresql(url) if url else _sqlite(folder)
        METADATA.create_all(engine)
    except (OSError, SQLAlchemyError, ArgumentError, NoSuchModuleError, ImportError) as problem:
        where = "KOMPLEKT_DATABASE" if url else f"KOMPLEKT_DATA={folder}"
        kind = type(problem).__name__  # the text may hold the password of the URL
        raise SettingsError(
            f"{where}: базу данных не открыть ({kind}). Проверьте адрес, место и права."
        ) from problem
    return engine


def _postgresql(url: str) -> Engine:
    plain = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    keepalive = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    own = keepalive if plain.startswith("postgresql") else {}
    return create_engine(plain, pool_pre_ping=True, connect_args=own)


def _sqlite(folder: Path) -> Engine:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "komplekt.db"
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY})
    event.listen(engine, "connect", _prepare)
    with engine.connect():
        path.chmod(0o600)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set what SQLite forgets with each connection; synchronous FULL, for what was answered must outlive power."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
