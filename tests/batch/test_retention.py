"""How long a batch is kept: after that, or at a word, everything of it is gone and nothing of another one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, func, select, update

from service.batch.tables import BATCH, ITEM, PACKAGE, UPLOAD
from service.database import open_database
from service.errors import UnfinishedError, UnknownBatchError
from tests.batch.conftest import Bench, lines, long, school

DAY = 86_400.0
BROKEN = school(3, organization=7)


@pytest.fixture
def engine(any_bench: Bench) -> Iterator[Engine]:
    """The tables as somebody from outside sees them."""
    made = open_database(any_bench.settings.database, any_bench.settings.data)
    yield made
    made.dispose()


def _left(engine: Engine) -> dict[str, int]:
    tables: tuple[Table, ...] = (BATCH, PACKAGE, ITEM, UPLOAD)
    with engine.begin() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }


def _age(engine: Engine, batch: str, days: float) -> None:
    """Let some days pass since the last thing that happened to a batch."""
    with engine.begin() as connection:
        connection.execute(update(BATCH).where(BATCH.c.id == batch).values(updated=BATCH.c.updated - days * DAY))


def _archives(bench: Bench) -> list[Path]:
    return list((bench.settings.data / "archives").rglob("*.zip"))


def _made(bench: Bench, *numbers: int) -> str:
    """Make a batch with a school that is wrong, and its ZIP."""
    batch = bench.accept([*(school(number) for number in numbers), BROKEN], ("docx",))
    bench.finished(batch)
    bench.batches.archive(batch)
    return batch


@pytest.mark.parametrize("by_age", [True, False])
def test_what_is_deleted_is_gone_and_another_batch_keeps_what_it_shares(
    any_bench: Bench, engine: Engine, by_age: bool
) -> None:
    any_bench.batches.start()
    new = _made(any_bench, 1, 2)
    alone = (_left(engine), {path.name for path in any_bench.kept()}, _archives(any_bench))
    old = _made(any_bench, 2, 5)
    between = len(any_bench.kept())
    if by_age:
        _age(engine, old, any_bench.settings.keep_days + 1)
        any_bench.batches.purge()
    else:
        any_bench.batches.delete(old)

    assert between > len(alone[1])
    assert (_left(engine), {path.name for path in any_bench.kept()}, _archives(any_bench)) == alone
    assert any_bench.batches.corrections(new) is not None
    assert any_bench.batches.status(new).schools.done == 2
    with pytest.raises(UnknownBatchError):
        any_bench.batches.status(old)


def test_a_file_that_was_never_checked_is_deleted_with_its_batch(any_bench: Bench, engine: Engine) -> None:
    old = any_bench.submit(long(lines([school(1)])))
    other = any_bench.submit(long(lines([school(2)])))
    _age(engine, old, any_bench.settings.keep_days + 1)
    any_bench.batches.purge()
    any_bench.batches.start()

    assert _left(engine) == {"batch": 1, "package": 0, "item": 0, "upload": 1}
    assert any_bench.finished(other).state == "done"


def test_what_was_touched_lately_is_kept(any_bench: Bench, engine: Engine) -> None:
    batch = any_bench.accept([school(1)])
    _age(engine, batch, any_bench.settings.keep_days - 1)
    any_bench.batches.purge()

    assert any_bench.batches.status(batch).state == "waiting"


def test_results_that_nobody_needs_are_swept_away_after_a_day(any_bench: Bench, engine: Engine) -> None:
    any_bench.batches.start()
    _made(any_bench, 1)
    needed = {path.name for path in any_bench.kept()}
    orphan = any_bench.settings.data / "results" / "ab" / ("c" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"left by a process that was killed")
    any_bench.batches.purge()
    young = orphan.is_file()
    for path in any_bench.kept():
        os.utime(path, (0, 0))
    any_bench.batches.purge()

    assert young
    assert {path.name for path in any_bench.kept()} == needed


def test_what_is_lost_or_was_stopped_is_made_again(any_bench: Bench, engine: Engine) -> None:
    any_bench.batches.start()
    batch = _made(any_bench, 1, 2)
    for path in _archives(any_bench):
        path.unlink()
    fix = any_bench.batches.corrections(batch)
    next(path for path in any_bench.kept() if fix is None or path.read_bytes() != fix[1]).unlink()
    with pytest.raises(UnfinishedError, match="заново"):
        any_bench.batches.archive(batch)
    again = any_bench.finished(batch)
    any_bench.batches.cancel(batch)
    nothing = any_bench.batches.retry(batch)

    assert again.schools.done == 2
    assert any_bench.batches.archive(batch).is_file()
    assert nothing == 0
