"""The book of files that wait to be checked: who checks which, how far it is, what it comes to.

As with packages every change is guarded: a process that lost its file (cancelled, deleted, taken over) hears
LostError.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import and_, case, delete, select, update

from service.batch.accepting import Order, findings_of, write_schools
from service.batch.intake import Source
from service.batch.ledger import LEASE, Fault, Ledger, LostError
from service.batch.tables import BATCH, UPLOAD
from service.checking import Checked, problem_as_dict
from service.database import transaction
from service.entries import Problem
from service.generate import Format

_GOING_ON: Final = UPLOAD.c.batch.in_(select(BATCH.c.id).where(~BATCH.c.cancelled))


@dataclass(frozen=True)
class Sent:
    """A file in the hands of a process: the hash of its bytes, and what is wanted of it."""

    batch: str
    owner: str
    content: str
    name: str
    order: Order
    tries: int


class Reception:
    """Takes, records, gives back. All methods raise StorageError when the database is away."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep the book in the tables of the ledger."""
        self._engine = ledger.engine
        self._clock = ledger.clock

    def take(self, owner: str, is_dead: Callable[[str], bool]) -> Sent | None:
        """Claim the file that waits longest, one of a dead or silent process too; the try is counted."""
        wanted = (
            select(UPLOAD, BATCH.c.source_name, BATCH.c.formats)
            .join(BATCH, BATCH.c.id == UPLOAD.c.batch)
            .where(UPLOAD.c.code.is_(None), ~BATCH.c.cancelled)
            .order_by(BATCH.c.created)
        )
        with transaction(self._engine) as connection:
            rows = connection.execute(wanted).all()
        now = self._clock()
        for row in rows:
            if row.owner is not None and row.lease >= now and not is_dead(row.owner):
                continue
            same = UPLOAD.c.owner.is_(None) if row.owner is None else UPLOAD.c.owner == row.owner
            claim = (
                update(UPLOAD)
                .where(UPLOAD.c.batch == row.batch, same, UPLOAD.c.lease == row.lease, UPLOAD.c.code.is_(None))
                .values(owner=owner, lease=now + LEASE, tries=UPLOAD.c.tries + 1, checked=0)
            )
            with transaction(self._engine) as connection:
                taken = connection.execute(claim).rowcount
            if taken:
                order = Order(cast("list[Format]", row.formats.split(",")), only=row.only)
                return Sent(row.batch, owner, row.content, row.source_name, order, row.tries + 1)
        return None

    def progress(self, sent: Sent, checked: int, total: int | None) -> None:
        """Record how many schools are checked, and that its process lives."""
        changed = update(UPLOAD).where(_mine(sent), _GOING_ON)
        with transaction(self._engine) as connection:
            values = {"checked": checked, "total": total, "lease": self._clock() + LEASE}
            if not connection.execute(changed.values(values)).rowcount:
                raise LostError

    def finish(self, sent: Sent, source: Source, schools: Sequence[Checked], corrections: str | None) -> None:
        """Write the schools down at once; from now on it is a batch like any other."""
        now = self._clock()
        with transaction(self._engine) as connection:
            if not connection.execute(delete(UPLOAD).where(_mine(sent), _GOING_ON)).rowcount:
                raise LostError
            told = findings_of(source, corrections)
            connection.execute(update(BATCH).where(BATCH.c.id == sent.batch).values(updated=now, **told))
            write_schools(connection, sent.batch, schools, sent.order, now)

    def refuse(self, sent: Sent, fault: Fault, problems: Sequence[Problem] = ()) -> None:
        """Record why nothing can be made of the file as a whole."""
        values: dict[str, Any] = {"code": fault.code, "detail": fault.detail, "content": None, "owner": None}
        with transaction(self._engine) as connection:
            if not connection.execute(update(UPLOAD).where(_mine(sent)).values(values)).rowcount:
                raise LostError
            told = [problem_as_dict(problem) for problem in problems]
            batch = update(BATCH).where(BATCH.c.id == sent.batch)
            connection.execute(batch.values(updated=self._clock(), problems=told))

    def release(self, sent: Sent) -> None:
        """Give a file back unchecked, for no fault of its own; harmless if it is this process's no more."""
        tries = case((UPLOAD.c.tries > 0, UPLOAD.c.tries - 1), else_=0)
        with transaction(self._engine) as connection:
            connection.execute(update(UPLOAD).where(_mine(sent)).values(owner=None, lease=0.0, tries=tries))


def _mine(sent: Sent) -> Any:
    return and_(UPLOAD.c.batch == sent.batch, UPLOAD.c.owner == sent.owner, UPLOAD.c.code.is_(None))
