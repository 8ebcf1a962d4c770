"""Who takes what: fair between tenants, never twice, given up after so many deaths."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from service.batch.accepting import Order, cancel, remove, write_batch
from service.batch.intake import Source
from service.batch.ledger import CRASHES, LEASE, Claim, Ledger, LostError, Made
from service.batch.owner import is_dead, this_process
from service.batch.records import Records
from service.batch.results import FolderResults
from service.batch.run import Workshop, run_package
from service.checking import Checked, Planned, packed
from service.generate import Generator
from tests.batch.conftest import school


class Clock:
    """Time as a test wants it."""

    now = 1_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def ledger(any_engine: Engine, clock: Clock) -> Ledger:
    """A book with nothing in it, in each kind of database."""
    return Ledger(any_engine, clock)


Accept = Callable[..., str]


@pytest.fixture
def accept(ledger: Ledger) -> Accept:
    """Write down a batch of so many schools."""
    number = itertools.count()

    def call(schools: int, tenant: str = "") -> str:
        source = Source("ndjson", "район", (), f"{next(number)}")
        checked = [
            Checked(
                f"№ {place}",
                f"Школа № {place}",
                None,
                (),
                (),
                (Planned("roadmap"),),
                packed(school(place, kinds=["roadmap"])),
            )
            for place in range(schools)
        ]
        return write_batch(ledger, source, checked, Order(("pdf",), tenant), None)

    return call


def _batches(ledger: Ledger, claims: list[Claim]) -> list[str]:
    return [ledger.package(claim.package).batch for claim in claims]


def _take(ledger: Ledger, count: int, owner: str = "я") -> list[Claim]:
    claims = [ledger.take_next(owner) for _ in range(count)]
    return [claim for claim in claims if claim is not None]


def test_a_small_batch_behind_a_long_one_of_another_has_its_turn_at_once(
    ledger: Ledger, accept: Accept, clock: Clock
) -> None:
    long = accept(100, "край")
    for _ in range(3):
        clock.now += 1
        _take(ledger, 1)
    short = accept(2, "школа")
    clock.now += 1

    assert _batches(ledger, _take(ledger, 3)) == [short, short, long]


def test_batches_of_one_tenant_take_turns(ledger: Ledger, accept: Accept, clock: Clock) -> None:
    first = accept(9)
    clock.now += 1
    second = accept(9)
    order = []
    for _ in range(6):
        clock.now += 1
        (claim,) = _take(ledger, 1)
        order += _batches(ledger, [claim])
        ledger.finish(claim, "done")

    assert order == [first, second] * 3


def test_nobody_takes_what_another_has(ledger: Ledger, accept: Accept) -> None:
    accept(3)
    mine, yours = _take(ledger, 2, "я"), _take(ledger, 2, "ты")

    assert len({claim.package for claim in [*mine, *yours]}) == len(mine) + len(yours) == 3
    assert ledger.take(mine[0].package, "ты") is None


def test_what_a_dead_process_had_is_taken_up_again_and_of_a_living_one_not(
    ledger: Ledger, accept: Accept, clock: Clock
) -> None:
    accept(2)
    (mine,) = _take(ledger, 1, this_process())
    (dead,) = _take(ledger, 1, "другой")

    assert ledger.reclaim(is_dead) == 0
    assert ledger.reclaim(lambda owner: owner == "другой") == 1
    with pytest.raises(LostError):
        ledger.begin(dead, 1)
    clock.now += LEASE / 2
    ledger.renew(this_process())
    clock.now += LEASE / 2 + 1
    assert ledger.reclaim(is_dead) == 0
    clock.now += LEASE
    assert ledger.reclaim(is_dead) == 1
    with pytest.raises(LostError):
        ledger.finish(mine, "done")


def test_a_process_that_is_gone_is_known_to_be_dead() -> None:
    living = this_process()
    machine, pid, started = living.rsplit(":", 2)

    assert not is_dead(living)
    assert is_dead(f"{machine}:{pid}:{int(started) + 1}")
    assert is_dead(f"{machine}:999999999:1")
    assert not is_dead(f"другая:{pid}:1")


@pytest.mark.parametrize("change", [cancel, remove])
def test_whoever_lost_a_package_can_change_nothing_more(
    ledger: Ledger, accept: Accept, change: Callable[[Ledger, str], object]
) -> None:
    batch = accept(1)
    (claim,) = _take(ledger, 1)
    change(ledger, batch)

    with pytest.raises(LostError):
        ledger.done(claim, Made(1, "a", "имя", "b", 1, 1))
    with pytest.raises(LostError):
        ledger.filled(claim, [], [])
    ledger.release(claim)
    assert _take(ledger, 1) == []


def _workshop(ledger: Ledger, generator: Generator, folder: Path) -> Workshop:
    return Workshop(ledger, FolderResults(folder), generator, "версия", "движок")


def test_a_document_that_its_process_died_over_too_often_is_given_up(
    ledger: Ledger, accept: Accept, generator: Generator, tmp_path: Path
) -> None:
    batch = accept(1)
    for _ in range(CRASHES):
        (claim,) = _take(ledger, 1)
        (item,) = ledger.package(claim.package).items
        ledger.filled(claim, [], [])
        ledger.begin(claim, item.id)
        ledger.reclaim(lambda _: True)
    (claim,) = _take(ledger, 1)
    outcome = run_package(_workshop(ledger, generator, tmp_path / "results"), claim)
    (item_told,) = Records(ledger.engine).documents(batch)

    assert outcome == "failed"
    assert (item_told.state, item_told.code) == ("failed", "gave_up")


def test_a_package_that_its_process_died_filling_too_often_is_given_up(
    ledger: Ledger, accept: Accept, generator: Generator, tmp_path: Path
) -> None:
    batch = accept(1)
    for _ in range(CRASHES):
        _take(ledger, 1)
        ledger.reclaim(lambda _: True)
    (claim,) = _take(ledger, 1)
    outcome = run_package(_workshop(ledger, generator, tmp_path / "results"), claim)
    (told,) = Records(ledger.engine).schools(batch)

    assert (outcome, told.state, told.code) == ("failed", "failed", "gave_up")


def test_what_is_given_back_has_lost_no_try(ledger: Ledger, accept: Accept) -> None:
    accept(1)
    for _ in range(CRASHES * 2):
        (claim,) = _take(ledger, 1)
        (item,) = ledger.package(claim.package).items
        ledger.begin(claim, item.id)
        ledger.release(claim)
    (claim,) = _take(ledger, 1)
    package = ledger.package(claim.package)

    assert (package.tries, package.items[0].tries, package.items[0].state) == (1, 0, "waiting")
