"""The tables of batches: what was asked for, one row per school, one row per document and format.

They are the truth: a queue or a thread only runs what stands here, at least once. Sets lie here compressed until
their batch is deleted; finished files lie in the store of results, known by their hashes.
"""

from typing import Final, Literal, get_args

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from service.database import METADATA

# waiting → running → done | failed; refused: its data have errors; cancelled: by the user
PackageState = Literal["waiting", "running", "done", "failed", "refused", "cancelled"]
PACKAGE_STATES: Final[tuple[PackageState, ...]] = get_args(PackageState)
OPEN: Final = ("waiting", "running")
ItemState = Literal["waiting", "running", "done", "failed"]
ITEM_STATES: Final[tuple[ItemState, ...]] = get_args(ItemState)

BATCH: Final = Table(
    "batch",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(100), nullable=False),
    Column("idempotency_key", String(255)),
    Column("request", String(64), nullable=False),  # hash of what was asked: the same key may not ask for another
    Column("source", String(10), nullable=False),  # xlsx, ndjson, json, folder
    Column("source_name", String(255), nullable=False),
    Column("formats", String(40), nullable=False),
    Column("created", Float, nullable=False),  # seconds since 1970, as every time here
    Column("updated", Float, nullable=False),
    Column("turn", Float, nullable=False),  # when a package of it was last taken: others go first
    Column("cancelled", Boolean, nullable=False),
    Column("problems", JSON, nullable=False),  # of the source as a whole, as are the warnings
    Column("warnings", JSON, nullable=False),
    Column("corrections", String(64)),  # hash of «Исправить» in the store of results
    UniqueConstraint("tenant", "idempotency_key"),
)

# There while a file is being checked and when it was refused as a whole; gone when its schools are written down.
UPLOAD: Final = Table(
    "upload",
    METADATA,
    Column("batch", String(32), ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True),
    Column("content", String(64)),  # hash of the file in the store of results; none when it was refused
    Column("only", JSON, nullable=False),  # keys of the schools that are wanted; none for all
    Column("checked", Integer, nullable=False),  # schools so far
    Column("total", Integer),  # of how many, once it is known
    Column("tries", Integer, nullable=False),  # counted before the work
    Column("owner", String(200)),  # the process that checks it
    Column("lease", Float, nullable=False),  # until when that process may be silent
    Column("code", String(60)),  # why it was refused
    Column("detail", Text),
    Index("upload_by_content", "content"),
)

PACKAGE: Final = Table(
    "package",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("batch", String(32), ForeignKey("batch.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String(100), nullable=False),
    Column("name", String(500), nullable=False),
    Column("district", String(500)),
    Column("folder", String(300), nullable=False),  # where its files lie in the output: «район/школа»
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),  # counted before the filling, none after it
    Column("owner", String(200)),  # the process at work on it
    Column("lease", Float, nullable=False),  # until when that process may be silent
    Column("data", LargeBinary),  # canonical JSON, compressed; none if the set was never readable
    Column("problems", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("doubts", JSON, nullable=False),
    Column("code", String(60)),
    Column("detail", Text),
    Column("updated", Float, nullable=False),
    UniqueConstraint("batch", "position"),
    Index("package_by_state", "state", "batch", "position"),
)

ITEM: Final = Table(
    "item",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("package", Integer, ForeignKey("package.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # of the document in its set
    Column("format", String(10), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("number", String(100)),  # of the order that the document is
    Column("date", String(10)),
    Column("name", String(255), nullable=False),  # of the file; empty until the document is filled
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),  # counted before the work: what kills its worker is found
    Column("faults", Integer, nullable=False),  # times that LibreOffice refused it
    Column("made_from", String(64)),  # hash of all that the result depends on
    Column("result", String(64)),  # hash of the file in the store of results
    Column("size", Integer),
    Column("pages", Integer),
    Column("code", String(60)),
    Column("detail", Text),
    Column("updated", Float, nullable=False),
    UniqueConstraint("package", "position", "format"),
    Index("item_by_origin", "made_from"),
    Index("item_by_result", "result"),
)
