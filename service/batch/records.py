"""What is told of a batch: its state, its schools, its documents, how fast it goes and how long it will take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, func, select

from service.batch.ledger import Fault
from service.batch.tables import BATCH, ITEM, OPEN, PACKAGE, UPLOAD
from service.checking import problem_from_dict
from service.database import transaction
from service.entries import Problem
from service.errors import UnknownBatchError

RATE_OVER: Final = 60.0  # seconds that the rate is measured over
BatchState = Literal["checking", "waiting", "running", "done", "partial", "failed", "refused", "cancelled"]
_UNDER_WAY: Final = ("checking", *OPEN)


@dataclass(frozen=True)
class Counts:
    """How many schools, or documents (each format by itself), are in which state."""

    total: int = 0
    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0  # could not be made
    refused: int = 0  # schools whose data have errors
    cancelled: int = 0


@dataclass(frozen=True)
class Checking:
    """How far the check of a file is: schools looked at, and of how many if that is known."""

    done: int
    total: int | None


@dataclass(frozen=True)
class BatchStatus:
    """A batch as it stands; times are seconds since 1970, `rate` is documents per second.

    `state` is `partial` when it is finished and some schools were made, `checking` while its schools are not known
    yet, `refused` when nothing can be made of the source as a whole. `rate` and `seconds_left` are None until
    something was made. `problems` and `warnings` concern the source as a whole; `corrections` tells whether there
    is something to mend in it.
    """

    id: str
    tenant: str
    state: BatchState
    source: str
    source_name: str
    formats: tuple[str, ...]
    created: float
    updated: float
    schools: Counts
    documents: Counts
    rate: float | None
    seconds_left: float | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    corrections: bool
    checking: Checking | None = None
    refusal: Fault | None = None

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will come by itself."""
        return self.state not in _UNDER_WAY


@dataclass(frozen=True)
class School:
    """One school of a batch: its errors at their places, or what its making failed on."""

    position: int
    key: str
    name: str
    district: str | None
    folder: str
    state: str
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    doubts: tuple[Mapping[str, str], ...]
    code: str | None
    detail: str | None


@dataclass(frozen=True)
class Document:
    """One document of a school in one format; `name` is the file's, empty until it is filled."""

    school: int
    position: int
    kind: str
    number: str | None
    date: str | None  # ISO 8601
    format: str
    name: str
    state: str
    result: str | None
    size: int | None
    pages: int | None
    code: str | None
    detail: str | None


class Records:
    """Reads what the book says; raises UnknownBatchError, StorageError."""

    def __init__(self, engine: Engine) -> None:
        """Read from the tables of `engine`."""
        self._engine = engine

    def status(self, batch: str, now: float) -> BatchStatus:
        """Return the state of a batch, with its rate over the last minute."""
        with transaction(self._engine) as connection:
            # First: what comes of a file is written with the end of its check, so who sees the end sees that too.
            upload = connection.execute(select(UPLOAD).where(UPLOAD.c.batch == batch)).one_or_none()
            row = _batch(connection, batch)
            schools = _counts(connection, batch)
            documents = _document_counts(connection, batch)
            recent = connection.execute(_recent(batch, now)).one()
        rate = recent[0] / max(1.0, now - recent[1]) if recent[0] else None
        left = documents.waiting + documents.running
        refusal = Fault(upload.code, upload.detail or "") if upload is not None and upload.code else None
        checking = Checking(upload.checked, upload.total) if upload is not None and refusal is None else None
        state = _state(row.cancelled, schools, checking=checking is not None, refused=refusal is not None)
        return BatchStatus(
            row.id, row.tenant, state, row.source, row.source_name,
            tuple(row.formats.split(",")), row.created, row.updated, schools, documents, rate,
            left / rate if rate and left else None,
            tuple(problem_from_dict(kept) for kept in row.problems),
            tuple(problem_from_dict(kept) for kept in row.warnings), row.corrections is not None,
            checking, refusal,
        )  # fmt: skip

    def batch(self, batch: str) -> Any:
        """Return the row of a batch."""
        with transaction(self._engine) as connection:
            return _batch(connection, batch)

    def batches(self, tenant: str | None, limit: int) -> list[str]:
        """Return the ids of the latest batches of a tenant, or of all."""
        wanted = select(BATCH.c.id).order_by(BATCH.c.created.desc()).limit(limit)
        with transaction(self._engine) as connection:
            found = wanted if tenant is None else wanted.where(BATCH.c.tenant == tenant)
            return list(connection.execute(found).scalars())

    def schools(
        self, batch: str, *, after: int = -1, limit: int | None = None, states: Collection[str] = ()
    ) -> list[School]:
        """Return schools in their order, those behind position `after`, of some `states` if they are named."""
        wanted = (
            select(*(column for column in PACKAGE.c if column is not PACKAGE.c.data))  # long, and nothing to tell
            .where(PACKAGE.c.batch == batch, PACKAGE.c.position > after)
            .order_by(PACKAGE.c.position)
            .limit(limit)
        )
        with transaction(self._engine) as connection:
            _batch(connection, batch)
            rows = connection.execute(wanted.where(PACKAGE.c.state.in_(states)) if states else wanted).all()
        return [
            School(
                row.position, row.key, row.name, row.district, row.folder, row.state,
                tuple(problem_from_dict(kept) for kept in row.problems),
                tuple(problem_from_dict(kept) for kept in row.warnings),
                tuple(row.doubts), row.code, row.detail,
            )
            for row in rows
        ]  # fmt: skip

    def documents(self, batch: str, *, after: int = -1, limit: int | None = None) -> list[Document]:
        """Return the documents of the schools behind position `after`, of at most `limit` schools, in order."""
        place = PACKAGE.c.position
        with transaction(self._engine) as connection:
            _batch(connection, batch)
            wanted = (
                select(place.label("school"), ITEM)
                .join(PACKAGE, PACKAGE.c.id == ITEM.c.package)
                .where(PACKAGE.c.batch == batch, place > after)
                .order_by(place, ITEM.c.position, ITEM.c.id)
            )
            if limit is not None:
                wanted = wanted.where(place <= after + limit)
            rows = connection.execute(wanted).all()
        return [
            Document(
                row.school, row.position, row.kind, row.number, row.date, row.format, row.name, row.state,
                row.result, row.size, row.pages, row.code, row.detail,
            )
            for row in rows
        ]  # fmt: skip


def _batch(connection: Connection, batch: str) -> Any:
    row = connection.execute(select(BATCH).where(BATCH.c.id == batch)).one_or_none()
    if row is None:
        raise UnknownBatchError("Такого задания нет: оно удалено или адрес неверен.")
    return row


def _counts(connection: Connection, batch: str) -> Counts:
    rows = connection.execute(
        select(PACKAGE.c.state, func.count()).where(PACKAGE.c.batch == batch).group_by(PACKAGE.c.state)
    ).all()
    found = {row[0]: int(row[1]) for row in rows}
    return Counts(total=sum(found.values()), **found)


def _document_counts(connection: Connection, batch: str) -> Counts:
    """Count the documents; those of a school that is closed are not to be made any more."""
    rows = connection.execute(
        select(PACKAGE.c.state, ITEM.c.state, func.count())
        .join(PACKAGE, PACKAGE.c.id == ITEM.c.package)
        .where(PACKAGE.c.batch == batch)
        .group_by(PACKAGE.c.state, ITEM.c.state)
    ).all()
    found: dict[str, int] = {}
    for school, state, number in rows:
        closed = state in OPEN and school not in OPEN
        name = ("cancelled" if school == "cancelled" else "failed") if closed else state
        found[name] = found.get(name, 0) + int(number)
    return Counts(total=sum(found.values()), **found)


def _recent(batch: str, now: float) -> Any:
    return (
        select(func.count(), func.min(ITEM.c.updated))
        .select_from(ITEM)
        .join(PACKAGE, PACKAGE.c.id == ITEM.c.package)
        .where(PACKAGE.c.batch == batch, ITEM.c.state == "done", ITEM.c.updated > now - RATE_OVER)
    )


def _state(cancelled: bool, schools: Counts, *, checking: bool, refused: bool) -> BatchState:
    if refused:
        return "refused"
    if checking:
        return "cancelled" if cancelled else "checking"
    if schools.running or schools.waiting:
        return "running" if schools.running or schools.done or schools.failed else "waiting"
    if cancelled:
        return "cancelled"
    if schools.done == schools.total and schools.total:
        return "done"
    return "partial" if schools.done else "failed"
