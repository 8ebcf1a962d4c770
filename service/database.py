"""The database: SQLite beside the service, or PostgreSQL by URL; every table is declared on one `METADATA`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, func, select
from sqlalchemy.exc import ArgumentError, InterfaceError, NoSuchModuleError, OperationalError, SQLAlchemyError

from service.config import SettingsError
from service.errors import StorageError

METADATA: Final = MetaData()
_TABLES: Final = 7_401  # number of the lock: any that nobody else takes in our database
_BUSY: Final = 30.0  # seconds to wait for another writer
_JSON: Final = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))  # Russian takes a third of the room


def open_database(url: str | None, folder: Path) -> Engine:
    """Return an engine whose tables exist; SQLite (WAL) in `folder` without a `url`.

    A connection is opened by the process that uses it: call this after a fork. Raises SettingsError.
    """
    try:
        engine = _postgresql(url) if url else _sqlite(folder)
        _create_tables(engine)
    except (OSError, SQLAlchemyError, ArgumentError, NoSuchModuleError, ImportError) as problem:
        where = "KOMPLEKT_DATABASE" if url else f"KOMPLEKT_DATA={folder}"
        kind = type(problem).__name__  # the text may hold the password of the URL
        raise SettingsError(
            f"{where}: базу данных не открыть ({kind}). Проверьте адрес, место и права."
        ) from problem
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are kept together or not at all; raises StorageError.

    SQLite starts to write with the first change, so that what was read before it may be old: changes are guarded
    by their own WHERE, never by an earlier SELECT.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, InterfaceError) as problem:
        kind = type(problem.orig).__name__  # the whole text holds the values
        raise StorageError(
            f"База данных не отвечает или ей нет места ({kind}). Проверьте место на диске и сам сервер."
        ) from problem


def empty_log(engine: Engine) -> None:
    """Empty the log of SQLite, where what was just deleted would stand until it is written over.

    Somebody who is reading puts it off to the next time. Raises StorageError.
    """
    if engine.dialect.name == "sqlite":
        with transaction(engine) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _create_tables(engine: Engine) -> None:
    """Create what is missing; processes that start together do it one after the other."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_TABLES)))
        METADATA.create_all(connection)


def _postgresql(url: str) -> Engine:
    plain = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    keepalive = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    own = keepalive if plain.startswith("postgresql") else {}
    return create_engine(plain, pool_pre_ping=True, connect_args=own, json_serializer=_JSON)


def _sqlite(folder: Path) -> Engine:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "komplekt.db"
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY}, json_serializer=_JSON)
    event.listen(engine, "connect", _prepare)
    with engine.connect():
        path.chmod(0o600)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set what SQLite forgets with each connection.

    What was answered must outlive a power cut (synchronous), what was deleted must be gone (secure_delete).
    """
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
