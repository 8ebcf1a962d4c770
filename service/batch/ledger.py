"""The book of the work: who takes which package, what was made of it, what is given up. Every change is guarded.

A process that lost its package (cancelled, deleted, taken over) finds no row to change and hears LostError.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, case, func, or_, select, update

from service.batch.tables import BATCH, ITEM, PACKAGE
from service.database import transaction

LEASE: Final = 60.0  # seconds that a process may be silent before its package is anybody's
CRASHES: Final = 5  # times that a process may die over a document or over the filling of a package

# What is said once or twice for every document is put together once.
_MINE: Final = (
    PACKAGE.c.id == bindparam("claimed"), PACKAGE.c.owner == bindparam("holder"), PACKAGE.c.state == "running"
)  # fmt: skip
_TOUCH: Final = update(PACKAGE).where(*_MINE).values(lease=bindparam("until"), updated=bindparam("now"))
_BEGIN: Final = update(ITEM).where(ITEM.c.id == bindparam("item")).values(state="running", tries=ITEM.c.tries + 1)
_DONE: Final = update(ITEM).where(ITEM.c.id == bindparam("item")).values(state="done", code=None, detail=None)


class LostError(Exception):
    """The package is no longer this process's: cancelled, deleted or taken over. Nothing is left to do."""


@dataclass(frozen=True)
class Claim:
    """A package in the hands of a process."""

    package: int
    owner: str


@dataclass(frozen=True)
class Fault:
    """What something failed on: a stable code and a Russian sentence."""

    code: str
    detail: str


@dataclass(frozen=True)
class Item:
    """One document in one format, as it stands in the book."""

    id: int
    position: int
    format: str
    kind: str
    state: str
    tries: int
    faults: int
    made_from: str | None
    result: str | None
    fault: Fault | None


@dataclass(frozen=True)
class Package:
    """One school's set with its documents."""

    id: int
    batch: str
    data: bytes
    tries: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Made:
    """A finished file in the store of results, and what it was made from."""

    item: int
    made_from: str
    name: str
    result: str
    size: int
    pages: int | None


class Ledger:
    """Takes, records, gives back. All methods raise StorageError when the database is away."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        """Keep the book in the tables of `engine`; `clock` gives seconds since 1970."""
        self.engine = engine
        self.clock = clock

    def candidates(self, limit: int) -> list[int]:
        """Return waiting packages in fair order: the tenant with the least at work, then the batch, then turns."""
        running = func.count().filter(PACKAGE.c.state == "running")
        waiting = func.min(PACKAGE.c.position).filter(PACKAGE.c.state == "waiting")
        with transaction(self.engine) as connection:
            rows = connection.execute(
                select(BATCH.c.id, BATCH.c.tenant, BATCH.c.turn, BATCH.c.created, running, waiting)
                .join(PACKAGE, PACKAGE.c.batch == BATCH.c.id)
                .where(PACKAGE.c.state.in_(("waiting", "running")))
                .group_by(BATCH.c.id, BATCH.c.tenant, BATCH.c.turn, BATCH.c.created)
            ).all()
            busy: dict[str, int] = {}
            turns: dict[str, float] = {}
            for row in rows:
                busy[row.tenant] = busy.get(row.tenant, 0) + row[4]
                turns[row.tenant] = max(turns.get(row.tenant, 0.0), row.turn)
            rows = sorted(
                (row for row in rows if row[5] is not None),
                key=lambda row: (busy[row.tenant], turns[row.tenant], row[4], row.turn, row.created),
            )
            return [int(connection.execute(_package_at(row.id, row[5])).scalar_one()) for row in rows[:limit]]

    def take(self, package: int, owner: str) -> Claim | None:
        """Claim a waiting package for a process; None if somebody else was quicker. The try is counted."""
        now = self.clock()
        with transaction(self.engine) as connection:
            taken = connection.execute(
                update(PACKAGE)
                .where(PACKAGE.c.id == package, PACKAGE.c.state == "waiting")
                .values(state="running", owner=owner, lease=now + LEASE, tries=PACKAGE.c.tries + 1, updated=now)
            ).rowcount
            if taken:
                batch = select(PACKAGE.c.batch).where(PACKAGE.c.id == package).scalar_subquery()
                connection.execute(update(BATCH).where(BATCH.c.id == batch).values(turn=now, updated=now))
            return Claim(package, owner) if taken else None

    def take_next(self, owner: str) -> Claim | None:
        """Claim the package whose turn it is; None if none is waiting."""
        while candidates := self.candidates(8):
            for package in candidates:
                claim = self.take(package, owner)
                if claim is not None:
                    return claim
        return None

    def package(self, package: int) -> Package:
        """Return a package with its documents; raise LostError if it was deleted."""
        with transaction(self.engine) as connection:
            row = connection.execute(select(PACKAGE).where(PACKAGE.c.id == package)).one_or_none()
            if row is None:
                raise LostError
            items = connection.execute(
                select(ITEM).where(ITEM.c.package == package).order_by(ITEM.c.position, ITEM.c.id)
            ).all()
        return Package(row.id, row.batch, row.data, row.tries, tuple(_item(item) for item in items))

    def made_before(self, origins: Sequence[str]) -> dict[str, tuple[Made, list[dict[str, Any]]]]:
        """Return files that were made from the same in any package, with the doubts told of that package."""
        wanted = select(ITEM, PACKAGE.c.doubts).join(PACKAGE, PACKAGE.c.id == ITEM.c.package)
        with transaction(self.engine) as connection:
            rows = connection.execute(wanted.where(ITEM.c.made_from.in_(origins), ITEM.c.state == "done")).all()
        return {
            row.made_from: (
                Made(row.id, row.made_from, row.name, row.result, row.size, row.pages), list(row.doubts)
            )
            for row in rows
        }  # fmt: skip

    def renew(self, owner: str) -> None:
        """Say that a process lives: its packages stay its own."""
        with transaction(self.engine) as connection:
            connection.execute(
                update(PACKAGE)
                .where(PACKAGE.c.owner == owner, PACKAGE.c.state == "running")
                .values(lease=self.clock() + LEASE)
            )

    def reclaim(self, is_dead: Callable[[str], bool]) -> int:
        """Make packages of dead and silent processes wait again; return how many."""
        now = self.clock()
        with transaction(self.engine) as connection:
            running = PACKAGE.c.state == "running"
            owners = connection.execute(select(PACKAGE.c.owner).where(running).distinct()).scalars().all()
        dead = [owner for owner in owners if owner and is_dead(owner)]
        with transaction(self.engine) as connection:
            lost = or_(PACKAGE.c.lease < now, PACKAGE.c.owner.in_(dead))
            return connection.execute(
                update(PACKAGE).where(running, lost).values(state="waiting", owner=None, lease=0.0, updated=now)
            ).rowcount

    def filled(self, claim: Claim, made: Sequence[Made], doubts: Sequence[dict[str, Any]]) -> None:
        """Record that the templates are filled: files that are finished by that, names of the others, doubts."""
        with transaction(self.engine) as connection:
            self._touch(connection, claim, tries=0, doubts=list(doubts))
            for file in made:
                self._finish_item(connection, file)

    def begin(self, claim: Claim, item: int, made: Made | None = None) -> None:
        """Count a try before the work; record the file that was finished before it in the same go."""
        with transaction(self.engine) as connection:
            self._touch(connection, claim)
            if made is not None:
                self._finish_item(connection, made)
            connection.execute(_BEGIN, {"item": item})

    def done(self, claim: Claim, made: Made) -> None:
        """Record a finished file."""
        with transaction(self.engine) as connection:
            self._touch(connection, claim)
            self._finish_item(connection, made)

    def refused(self, claim: Claim, item: int, fault: Fault, *, final: bool) -> None:
        """Record that a document could not be made; with `final` it is given up."""
        values = {"state": "failed" if final else "waiting", "code": fault.code, "detail": fault.detail}
        with transaction(self.engine) as connection:
            self._touch(connection, claim)
            connection.execute(
                update(ITEM)
                .where(ITEM.c.id == item)
                .values(faults=ITEM.c.faults + 1, updated=self.clock(), **values)
            )

    def finish(
        self, claim: Claim, state: str, fault: Fault | None = None, problems: Sequence[Any] | None = None
    ) -> None:
        """Close a package: done, failed or refused; with what it failed on."""
        values: dict[str, Any] = {"state": state, "owner": None}
        values |= {"code": fault and fault.code, "detail": fault and fault.detail}
        if problems is not None:
            values["problems"] = list(problems)
        with transaction(self.engine) as connection:
            self._touch(connection, claim, **values)
            batch = select(PACKAGE.c.batch).where(PACKAGE.c.id == claim.package).scalar_subquery()
            connection.execute(update(BATCH).where(BATCH.c.id == batch).values(updated=self.clock()))

    def release(self, claim: Claim) -> None:
        """Give a package back unfinished, for no fault of its own: neither its try nor its documents' count."""
        with transaction(self.engine) as connection:
            tries = case((PACKAGE.c.tries > 0, PACKAGE.c.tries - 1), else_=0)
            given = connection.execute(
                update(PACKAGE).where(*_MINE).values(state="waiting", owner=None, lease=0.0, tries=tries),
                {"claimed": claim.package, "holder": claim.owner},
            ).rowcount
            if given:
                connection.execute(
                    update(ITEM)
                    .where(ITEM.c.package == claim.package, ITEM.c.state == "running")
                    .values(state="waiting", tries=ITEM.c.tries - 1)
                )

    def _touch(self, connection: Connection, claim: Claim, **values: Any) -> None:
        """Change a package that is this process's and renew its lease; raise LostError if it is not."""
        now = self.clock()
        known = {"claimed": claim.package, "holder": claim.owner, "until": now + LEASE, "now": now}
        if not connection.execute(_TOUCH.values(**values) if values else _TOUCH, known).rowcount:
            raise LostError

    def _finish_item(self, connection: Connection, made: Made) -> None:
        values = {"name": made.name, "result": made.result, "size": made.size, "pages": made.pages}
        values |= {"made_from": made.made_from, "updated": self.clock()}
        connection.execute(_DONE, {"item": made.item, **values})


def _package_at(batch: str, position: int) -> Any:
    return select(PACKAGE.c.id).where(PACKAGE.c.batch == batch, PACKAGE.c.position == position)


def _item(row: Any) -> Item:
    return Item(
        row.id, row.position, row.format, row.kind, row.state, row.tries, row.faults, row.made_from, row.result,
        Fault(row.code, row.detail or "") if row.code else None,
    )  # fmt: skip
