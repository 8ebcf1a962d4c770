"""Writes a batch into the book in one transaction, and changes it as its owner asks: cancel, retry, delete."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.batch.intake import Source, SourceKind
from service.batch.ledger import Ledger
from service.batch.tables import BATCH, ITEM, OPEN, PACKAGE, UPLOAD
from service.batch.uploads import Upload
from service.checking import Checked, Planned, problem_as_dict
from service.database import transaction
from service.errors import KeyReusedError, UnknownBatchError
from service.files import safe_name, unique_names
from service.generate import Format

_LONGEST_DISTRICT: Final = 50  # signs of a folder's name: the whole path has to stay within what Windows opens
_LONGEST_SCHOOL: Final = 60


@dataclass(frozen=True)
class Order:
    """What is asked for: the files of which formats, for whom; `idempotency_key` makes asking twice once."""

    formats: Sequence[Format]
    tenant: str = ""
    idempotency_key: str | None = None
    only: Sequence[str] = ()

    def digest(self, source: Source | Upload) -> str:
        """Return the hash of the whole request."""
        parts = (source.digest, ",".join(self.formats), *sorted(self.only))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def known_batch(ledger: Ledger, source: Source | Upload, order: Order) -> str | None:
    """Return the batch that was accepted for the same key; raise KeyReusedError if it asked for something else."""
    if order.idempotency_key is None:
        return None
    wanted = select(BATCH.c.id, BATCH.c.request).where(
        BATCH.c.tenant == order.tenant, BATCH.c.idempotency_key == order.idempotency_key
    )
    with transaction(ledger.engine) as connection:
        row = connection.execute(wanted).one_or_none()
    if row is not None and row.request != order.digest(source):
        raise KeyReusedError("С этим Idempotency-Key уже принято другое задание: возьмите новый ключ.")
    return None if row is None else str(row.id)


def asked_before(ledger: Ledger, source: Source, order: Order) -> str | None:
    """Return the latest batch of the tenant that asked for exactly the same."""
    same = and_(BATCH.c.tenant == order.tenant, BATCH.c.request == order.digest(source))
    with transaction(ledger.engine) as connection:
        found = select(BATCH.c.id).where(same).order_by(BATCH.c.created.desc()).limit(1)
        return connection.execute(found).scalar_one_or_none()


def write_batch(
    ledger: Ledger, source: Source, schools: Sequence[Checked], order: Order, corrections: str | None
) -> str:
    """Write batch, packages and items at once, and return the batch's id, which cannot be guessed."""
    told = {"source": source.kind, "source_name": source.name[:255], **findings_of(source, corrections)}
    return _written(
        ledger, source, order, told,
        lambda connection, batch: write_schools(connection, batch, schools, order, ledger.clock()),
    )  # fmt: skip


def write_upload(ledger: Ledger, upload: Upload, kind: SourceKind, order: Order) -> str:
    """Write down a file that is still to be checked, its bytes being in the store of results; return the id."""
    row = {"content": upload.digest, "only": list(order.only), "checked": 0, "tries": 0, "lease": 0.0}
    told = {"source": kind, "source_name": upload.name[:255], "problems": [], "warnings": []}
    return _written(
        ledger, upload, order, told,
        lambda connection, batch: connection.execute(insert(UPLOAD).values(batch=batch, **row)),
    )  # fmt: skip


def _written(
    ledger: Ledger,
    sent: Source | Upload,
    order: Order,
    told: dict[str, Any],
    also: Callable[[Connection, str], object],
) -> str:
    """Write a batch with what belongs to it; return its id, or that of the one that had the same key before."""
    batch, now = secrets.token_hex(16), ledger.clock()
    row = {
        "id": batch, "tenant": order.tenant, "idempotency_key": order.idempotency_key,
        "request": order.digest(sent), "formats": ",".join(order.formats), "created": now, "updated": now,
        "turn": 0.0, "cancelled": False, **told,
    }  # fmt: skip
    try:
        with transaction(ledger.engine) as connection:
            connection.execute(insert(BATCH).values(row))
            also(connection, batch)
    except IntegrityError:  # the same key at the same moment: the other one was quicker
        known = known_batch(ledger, sent, order)
        if known is None:
            raise
        return known
    return batch


def findings_of(source: Source, corrections: str | None) -> dict[str, Any]:
    """Return what a batch says of its source as a whole, and where «Исправить» is."""
    return {
        "problems": [problem_as_dict(p) for p in source.problems],
        "warnings": [problem_as_dict(p) for p in source.warnings],
        "corrections": corrections,
    }


def write_schools(
    connection: Connection, batch: str, schools: Sequence[Checked], order: Order, now: float
) -> None:
    """Write the packages and items of a batch, of the schools that the order wants."""
    wanted = set(order.only)
    for position, (school, folder) in enumerate(zip(schools, folders(schools), strict=True)):
        if not wanted or school.key in wanted:
            package = _package(batch, position, school, folder, now)
            written = connection.execute(insert(PACKAGE).values(package).returning(PACKAGE.c.id))
            _insert_items(connection, written.scalar_one(), school.documents, order.formats, now)


def folders(schools: Iterable[Checked]) -> list[str]:
    """Return where the files of each school go: «район/школа», safe on Windows, no two alike."""
    named = [
        "/".join(
            safe_name(part)[:limit].rstrip(" .")
            for part, limit in ((school.district, _LONGEST_DISTRICT), (school.name, _LONGEST_SCHOOL))
            if part
        )
        for school in schools
    ]
    return unique_names(named)


def _package(batch: str, position: int, school: Checked, folder: str, now: float) -> dict[str, Any]:
    return {
        "batch": batch, "position": position, "key": school.key[:100], "name": school.name[:500],
        "district": school.district and school.district[:500],
        "folder": folder, "state": "waiting" if school.good else "refused", "tries": 0, "lease": 0.0,
        "data": school.data, "problems": [problem_as_dict(p) for p in school.errors],
        "warnings": [problem_as_dict(p) for p in school.warnings], "doubts": [], "updated": now,
    }  # fmt: skip


def _insert_items(
    connection: Connection, package: int, documents: Sequence[Planned], formats: Sequence[Format], now: float
) -> None:
    rows = [
        {
            "package": package, "position": position, "format": chosen, "kind": document.kind,
            "number": document.number and document.number[:100], "date": document.date, "name": "",
            "state": "waiting", "tries": 0, "faults": 0, "updated": now,
        }
        for position, document in enumerate(documents)
        for chosen in formats
    ]  # fmt: skip
    if rows:
        connection.execute(insert(ITEM), rows)


def cancel(ledger: Ledger, batch: str) -> None:
    """Stop a batch: what is made stays, what is under way is left at the next document."""
    with transaction(ledger.engine) as connection:
        now = ledger.clock()
        # Packages first, as whoever makes them does: PostgreSQL would stop one of two that wait for each other.
        connection.execute(
            update(PACKAGE)
            .where(PACKAGE.c.batch == batch, PACKAGE.c.state.in_(OPEN))
            .values(state="cancelled", owner=None, updated=now)
        )
        if not connection.execute(
            update(BATCH).where(BATCH.c.id == batch).values(cancelled=True, updated=now)
        ).rowcount:
            raise UnknownBatchError("Такого задания нет: оно удалено или адрес неверен.")


def retry(ledger: Ledger, batch: str) -> int:
    """Make failed and cancelled schools wait again, their finished documents kept; return how many."""
    with transaction(ledger.engine) as connection:
        now = ledger.clock()
        if not connection.execute(
            update(BATCH).where(BATCH.c.id == batch).values(cancelled=False, updated=now)
        ).rowcount:
            raise UnknownBatchError("Такого задания нет: оно удалено или адрес неверен.")
        again = and_(PACKAGE.c.batch == batch, PACKAGE.c.state.in_(("failed", "cancelled")))
        connection.execute(
            update(ITEM)
            .where(ITEM.c.package.in_(select(PACKAGE.c.id).where(again)), ITEM.c.state != "done")
            .values(state="waiting", tries=0, faults=0, code=None, detail=None)
        )
        return connection.execute(
            update(PACKAGE)
            .where(again)
            .values(state="waiting", owner=None, lease=0.0, tries=0, code=None, detail=None, updated=now)
        ).rowcount


def make_again(ledger: Ledger, batch: str, lost: Sequence[str]) -> None:
    """Make the documents wait again whose results are lost from the store."""
    with transaction(ledger.engine) as connection:
        packages = select(PACKAGE.c.id).where(PACKAGE.c.batch == batch)
        gone = and_(ITEM.c.package.in_(packages), ITEM.c.result.in_(lost))
        touched = connection.execute(select(ITEM.c.package).where(gone).distinct()).scalars().all()
        connection.execute(update(ITEM).where(gone).values(state="waiting", tries=0, faults=0, result=None))
        connection.execute(
            update(PACKAGE)
            .where(PACKAGE.c.id.in_(touched), PACKAGE.c.state == "done")
            .values(state="waiting", owner=None, lease=0.0, tries=0, updated=ledger.clock())
        )


def remove(ledger: Ledger, batch: str) -> list[str]:
    """Delete a batch with all it says of people; return hashes of results that nobody needs any more."""
    with transaction(ledger.engine) as connection:
        packages = select(PACKAGE.c.id).where(PACKAGE.c.batch == batch)
        upload = select(UPLOAD.c.content).where(UPLOAD.c.batch == batch)
        # Whoever checks the file or makes a school has written by now, or finds it gone.
        sent = connection.execute(upload.with_for_update()).scalar_one_or_none()
        connection.execute(packages.with_for_update())
        results = set(
            connection.execute(
                select(ITEM.c.result).where(ITEM.c.package.in_(packages), ITEM.c.result.is_not(None)).distinct()
            ).scalars()
        )
        corrections = connection.execute(
            select(BATCH.c.corrections).where(BATCH.c.id == batch)
        ).scalar_one_or_none()
        connection.execute(delete(ITEM).where(ITEM.c.package.in_(packages)))
        connection.execute(delete(PACKAGE).where(PACKAGE.c.batch == batch))
        connection.execute(delete(UPLOAD).where(UPLOAD.c.batch == batch))
        if not connection.execute(delete(BATCH).where(BATCH.c.id == batch)).rowcount:
            raise UnknownBatchError("Такого задания нет: оно удалено или адрес неверен.")
        wanted = {result for result in [*results, corrections, sent] if result}
        return sorted(wanted - _still_needed(connection, wanted))


def _still_needed(connection: Connection, results: set[str]) -> set[str]:
    found: set[str] = set()
    listed = sorted(results)
    for start in range(0, len(listed), 500):
        some = listed[start : start + 500]
        for column in (ITEM.c.result, BATCH.c.corrections, UPLOAD.c.content):
            found.update(connection.execute(select(column).where(column.in_(some))).scalars())
    return found


def outdated(ledger: Ledger, keep: float) -> list[str]:
    """Return batches that nothing has happened to for `keep` seconds."""
    old = select(BATCH.c.id).where(BATCH.c.updated < ledger.clock() - keep)
    with transaction(ledger.engine) as connection:
        return list(connection.execute(old).scalars())


def unknown_results(ledger: Ledger, results: Sequence[str]) -> list[str]:
    """Return those of the results that no batch needs."""
    with transaction(ledger.engine) as connection:
        return sorted(set(results) - _still_needed(connection, set(results)))
