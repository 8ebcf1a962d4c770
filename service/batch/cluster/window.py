"""Which packages get a message, and when: few of each tenant wait in the queue, the rest only in the tables.

A waiting package whose `lease` lies ahead has a message in the queue; when it is over, the message counts as lost.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Engine, Row, and_, func, select, update

from service.batch.tables import BATCH, OPEN, PACKAGE
from service.database import transaction

QUEUED: Final = 4  # messages of one tenant that wait for a process: taking one brings the next
UNTAKEN: Final = 300.0  # seconds after which a message that nobody took counts as lost
SETTLED: Final = 3.0  # seconds after which a message must be seen in the queue or be taken
FIRST: Final = 9  # priority of the first package of a tenant that has nothing at work; each further one less

_WAITING: Final = PACKAGE.c.state == "waiting"


@dataclass(frozen=True)
class Holder:
    """Who holds a package and until when it may be silent."""

    owner: str
    lease: float


@dataclass
class _Tenant:
    """What one tenant has under way."""

    running: int = 0
    queued: int = 0
    batches: list[Any] = field(default_factory=list)


class Window:
    """Chooses in fair order. All methods raise StorageError when the database is away."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        """Work on the tables of `engine`; `clock` gives seconds since 1970."""
        self._engine = engine
        self._clock = clock

    def announce(self) -> list[tuple[int, int]]:
        """Mark the packages that are to get a message now and return them, each with its priority, 0 to 9.

        Each is returned to one caller only, however many ask at once.
        """
        chosen: list[tuple[int, int]] = []
        for tenant in self._tenants().values():
            under_way = tenant.running + tenant.queued
            room = QUEUED - tenant.queued
            for package in self._in_turn(tenant.batches, room):
                if self._mark(package):
                    chosen.append((package, max(0, FIRST - under_way)))
                    under_way += 1
        return sorted(chosen, key=lambda one: -one[1])

    def withdraw(self, packages: Sequence[int]) -> None:
        """Take back what was announced but not sent."""
        with transaction(self._engine) as connection:
            wanted = and_(PACKAGE.c.id.in_(packages), _WAITING)
            connection.execute(update(PACKAGE).where(wanted).values(lease=0.0))

    def withdraw_lost(self) -> int:
        """Take back every message of a while ago, the queue being known to be empty; return how many."""
        now = self._clock()
        with transaction(self._engine) as connection:
            lost = and_(_WAITING, PACKAGE.c.lease > now, PACKAGE.c.lease < now + UNTAKEN - SETTLED)
            return connection.execute(update(PACKAGE).where(lost).values(lease=0.0)).rowcount

    def holder(self, package: int) -> Holder | None:
        """Return who is at work on a package, None if nobody is."""
        with transaction(self._engine) as connection:
            row = connection.execute(
                select(PACKAGE.c.owner, PACKAGE.c.lease).where(
                    PACKAGE.c.id == package, PACKAGE.c.state == "running"
                )
            ).one_or_none()
        return None if row is None else Holder(str(row.owner), float(row.lease))

    def dismiss(self, package: int, holder: Holder) -> bool:
        """Take a package from a holder who has not stirred since; its try stays counted."""
        with transaction(self._engine) as connection:
            same = and_(PACKAGE.c.owner == holder.owner, PACKAGE.c.lease == holder.lease)
            taken = update(PACKAGE).where(PACKAGE.c.id == package, PACKAGE.c.state == "running", same)
            return bool(connection.execute(taken.values(state="waiting", owner=None, lease=0.0)).rowcount)

    def _tenants(self) -> dict[str, _Tenant]:
        """Return what each tenant has under way, with those of its batches that have unannounced packages."""
        now = self._clock()
        idle = and_(_WAITING, PACKAGE.c.lease <= now)
        with transaction(self._engine) as connection:
            rows = connection.execute(
                select(
                    BATCH.c.id, BATCH.c.tenant, BATCH.c.turn, BATCH.c.created,
                    func.count().filter(PACKAGE.c.state == "running").label("running"),
                    func.count().filter(and_(_WAITING, PACKAGE.c.lease > now)).label("queued"),
                    func.count().filter(idle).label("idle"),
                )
                .join(PACKAGE, PACKAGE.c.batch == BATCH.c.id)
                .where(PACKAGE.c.state.in_(OPEN))
                .group_by(BATCH.c.id, BATCH.c.tenant, BATCH.c.turn, BATCH.c.created)
            ).all()  # fmt: skip
        tenants: dict[str, _Tenant] = defaultdict(_Tenant)
        for row in rows:
            tenant = tenants[row.tenant]
            tenant.running += row.running
            tenant.queued += row.queued
            if row.idle:
                tenant.batches.append(row)
        return tenants

    def _in_turn(self, batches: Sequence[Row[Any]], room: int) -> Iterator[int]:
        """Yield packages of one tenant: of the batch with the least under way, then of the longest waiting."""
        if room <= 0 or not batches:
            return
        rows = {row.id: row for row in batches}
        load = {row.id: row.running + row.queued for row in batches}
        left = {row.id: self._idle(row.id, room) for row in batches}
        for _ in range(room):
            ready = [batch for batch in rows if left[batch]]
            if not ready:
                return
            batch = min(ready, key=lambda name: (load[name], rows[name].turn, rows[name].created))
            load[batch] += 1
            yield left[batch].pop(0)

    def _idle(self, batch: str, limit: int) -> list[int]:
        wanted = and_(PACKAGE.c.batch == batch, _WAITING, PACKAGE.c.lease <= self._clock())
        with transaction(self._engine) as connection:
            found = select(PACKAGE.c.id).where(wanted).order_by(PACKAGE.c.position).limit(limit)
            return list(connection.execute(found).scalars())

    def _mark(self, package: int) -> bool:
        now = self._clock()
        with transaction(self._engine) as connection:
            free = and_(PACKAGE.c.id == package, _WAITING, PACKAGE.c.lease <= now)
            return bool(connection.execute(update(PACKAGE).where(free).values(lease=now + UNTAKEN)).rowcount)
