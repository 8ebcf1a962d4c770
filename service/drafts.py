"""Drafts of the pages: one set being typed, kept for its browser.

A draft is found by its id and the owner together, and the owner is known here only as a hash. Each saving is a
revision; the last ones are kept whole, so that what two tabs did since they parted can be told apart.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    select,
    update,
)

from service.database import METADATA, transaction

MOST_DRAFTS: Final = 100  # of one browser; the least recently changed one makes room
_KEPT_REVISIONS: Final = 100  # of one draft: an hour of typing with autosave
_TOKEN_BYTES: Final = 32

_DRAFTS: Final = Table(
    "drafts", METADATA,
    Column("id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("visited", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("changed", Float, nullable=False, index=True),
)  # fmt: skip
_REVISIONS: Final = Table(
    "draft_revisions", METADATA,
    Column("draft", ForeignKey(_DRAFTS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("writer", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A set as typed so far, right or wrong.

    `visited` are the steps that were left at least once; `notes` tell what was changed when the draft was begun.
    """

    id: str
    owner: str
    revision: int
    data: Mapping[str, Any]
    visited: frozenset[str]
    changed: datetime
    notes: tuple[str, ...] = ()


def new_token() -> str:
    """Return a name that nobody guesses: 256 random bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def owner_of(cookie: str) -> str:
    """Return what is kept of a browser's cookie: its hash, by which nobody becomes that browser."""
    return hashlib.sha256(cookie.encode()).hexdigest()


class Drafts:
    """The drafts of all browsers; every method raises StorageError where the database does not answer."""

    def __init__(self, engine: Engine, keep: timedelta, now: Callable[[], datetime] | None = None) -> None:
        """Keep drafts for `keep` after their last change."""
        self._engine = engine
        self._keep = keep
        self._now = now or (lambda: datetime.now(UTC))

    def create(
        self, owner: str, data: Mapping[str, Any], *, visited: Collection[str] = (), notes: Sequence[str] = ()
    ) -> Draft:
        """Begin a draft; what has lain too long is deleted on the occasion."""
        self.sweep()
        made = Draft(new_token(), owner, 1, data, frozenset(visited), self._now(), tuple(notes))
        row = {
            "id": made.id, "owner": owner, "revision": 1, "visited": json.dumps(sorted(visited)),
            "notes": json.dumps(notes, ensure_ascii=False), "changed": made.changed.timestamp(),
        }  # fmt: skip
        with transaction(self._engine) as connection:
            self._make_room(connection, owner)
            connection.execute(insert(_DRAFTS), row)
            self._keep_revision(connection, made, "")
        return made

    def of(self, owner: str) -> list[Draft]:
        """Return the drafts of a browser, the last changed first."""
        with transaction(self._engine) as connection:
            rows = connection.execute(
                self._current().where(_DRAFTS.c.owner == owner).order_by(_DRAFTS.c.changed.desc())
            )
            return [_draft(row) for row in rows.mappings()]

    def get(self, owner: str, name: str) -> Draft | None:
        """Return a draft of this browser; None if there is none such, be it another browser's."""
        with transaction(self._engine) as connection:
            found = connection.execute(
                self._current().where(_DRAFTS.c.id == name, _DRAFTS.c.owner == owner)
            ).mappings()
            row = found.first()
        return _draft(row) if row is not None else None

    def save(
        self, draft: Draft, data: Mapping[str, Any], *, writer: str = "", visited: Collection[str] = ()
    ) -> Draft | None:
        """Save what `draft` has become; return None, with nothing saved, if it was changed in the meantime.

        `writer` names the open page that saves: what a page saves by itself is no foreign change to it.
        """
        seen = draft.visited | frozenset(visited)
        if data == draft.data and seen == draft.visited:
            return draft
        made = replace(draft, revision=draft.revision + 1, data=data, visited=seen, changed=self._now())
        mine = and_(_DRAFTS.c.id == draft.id, _DRAFTS.c.owner == draft.owner, _DRAFTS.c.revision == draft.revision)
        with transaction(self._engine) as connection:
            changed = connection.execute(
                update(_DRAFTS).where(mine),
                {
                    "revision": made.revision, "visited": json.dumps(sorted(seen)),
                    "changed": made.changed.timestamp(),
                },
            )  # fmt: skip
            if changed.rowcount != 1:
                return None
            self._keep_revision(connection, made, writer)
        return made

    def data_at(self, draft: Draft, revision: int, writer: str = "") -> Mapping[str, Any] | None:
        """Return what a page saw that was made from `revision`; None if that is no longer known.

        What the page itself, as `writer`, saved right after that it has seen too.
        """
        wanted = and_(_REVISIONS.c.draft == draft.id, _REVISIONS.c.revision >= revision)
        known = select(_REVISIONS.c.revision, _REVISIONS.c.writer).where(wanted).order_by(_REVISIONS.c.revision)
        with transaction(self._engine) as connection:
            later = list(connection.execute(known))
            if not later or later[0].revision != revision:
                return None
            for row in later[1:]:
                if not writer or row.writer != writer:
                    break
                revision = row.revision
            one = and_(_REVISIONS.c.draft == draft.id, _REVISIONS.c.revision == revision)
            packed = connection.execute(select(_REVISIONS.c.data).where(one)).scalar()
        return _unpacked(packed) if packed is not None else None

    def delete(self, owner: str, name: str) -> None:
        """Delete a draft of this browser and all its revisions, at once."""
        with transaction(self._engine) as connection:
            self._delete(connection, and_(_DRAFTS.c.id == name, _DRAFTS.c.owner == owner))

    def sweep(self) -> None:
        """Delete what nobody has changed for too long."""
        oldest = (self._now() - self._keep).timestamp()
        with transaction(self._engine) as connection:
            self._delete(connection, _DRAFTS.c.changed < oldest)

    def _delete(self, connection: Connection, which: Any) -> None:
        names = select(_DRAFTS.c.id).where(which)
        connection.execute(delete(_REVISIONS).where(_REVISIONS.c.draft.in_(names)))
        connection.execute(delete(_DRAFTS).where(which))

    def _make_room(self, connection: Connection, owner: str) -> None:
        lasting = select(_DRAFTS.c.id).where(_DRAFTS.c.owner == owner).order_by(_DRAFTS.c.changed.desc())
        too_many = connection.execute(lasting.offset(MOST_DRAFTS - 1)).scalars().all()
        if too_many:
            self._delete(connection, _DRAFTS.c.id.in_(too_many))

    def _keep_revision(self, connection: Connection, draft: Draft, writer: str) -> None:
        packed = zlib.compress(json.dumps(draft.data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        row = {"draft": draft.id, "revision": draft.revision, "writer": writer, "data": packed}
        connection.execute(insert(_REVISIONS), row)
        old = and_(_REVISIONS.c.draft == draft.id, _REVISIONS.c.revision <= draft.revision - _KEPT_REVISIONS)
        connection.execute(delete(_REVISIONS).where(old))

    def _current(self) -> Any:
        joined = and_(_REVISIONS.c.draft == _DRAFTS.c.id, _REVISIONS.c.revision == _DRAFTS.c.revision)
        return select(_DRAFTS, _REVISIONS.c.data).join(_REVISIONS, joined)


def _draft(row: RowMapping) -> Draft:
    return Draft(
        id=row["id"],
        owner=row["owner"],
        revision=row["revision"],
        data=_unpacked(row["data"]),
        visited=frozenset(json.loads(row["visited"])),
        changed=datetime.fromtimestamp(row["changed"], UTC),
        notes=tuple(json.loads(row["notes"])),
    )


def _unpacked(packed: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return found
