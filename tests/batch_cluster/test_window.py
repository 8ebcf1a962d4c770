"""Few packages of a tenant have a message at a time, tenants take turns, and what is lost is sent again."""

import pytest
from sqlalchemy import Engine, insert, select, update

from service.batch.cluster.window import FIRST, QUEUED, SETTLED, UNTAKEN, Holder, Window
from service.batch.ledger import Ledger
from service.batch.tables import BATCH, PACKAGE


class Clock:
    """A clock that a test moves."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        """Tell the seconds since 1970."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the window."""
    return Clock()


@pytest.fixture
def window(any_engine: Engine, clock: Clock) -> Window:
    """A window over an empty database."""
    return Window(any_engine, clock)


@pytest.fixture
def ledger(any_engine: Engine, clock: Clock) -> Ledger:
    """The book of the same database."""
    return Ledger(any_engine, clock)


def _batch(ledger: Ledger, name: str, tenant: str, schools: int) -> list[int]:
    """Write a batch down and return its packages."""
    now = ledger.clock()
    with ledger.engine.begin() as connection:
        connection.execute(insert(BATCH).values(
            id=name, tenant=tenant, request="", source="json", source_name="", formats="docx", created=now,
            updated=now, turn=0.0, cancelled=False, problems=[], warnings=[],
        ))  # fmt: skip
        connection.execute(insert(PACKAGE), [
            {
                "batch": name, "position": position, "key": "", "name": "", "folder": "", "state": "waiting",
                "tries": 0, "lease": 0.0, "problems": [], "warnings": [], "doubts": [], "updated": now,
            }
            for position in range(schools)
        ])  # fmt: skip
        wanted = select(PACKAGE.c.id).where(PACKAGE.c.batch == name).order_by(PACKAGE.c.position)
        return list(connection.execute(wanted).scalars())


def test_only_a_few_packages_of_a_tenant_get_a_message_and_each_of_them_one(
    window: Window, ledger: Ledger
) -> None:
    packages = _batch(ledger, "a", "район", 50)

    first, second = window.announce(), window.announce()

    assert [package for package, _ in first] == packages[:QUEUED]
    assert second == []


def test_a_package_that_was_taken_makes_room_for_the_next(window: Window, ledger: Ledger) -> None:
    packages = _batch(ledger, "a", "район", 50)
    window.announce()
    ledger.take(packages[0], "machine:1:1")

    assert [package for package, _ in window.announce()] == [packages[QUEUED]]


def test_the_first_package_of_a_small_tenant_goes_before_the_next_of_a_large_one(
    window: Window, ledger: Ledger
) -> None:
    packages = _batch(ledger, "large", "large", 50)
    window.announce()
    ledger.take(packages[0], "machine:1:1")
    _batch(ledger, "small", "small", 3)

    chosen = window.announce()

    priorities = [priority for _, priority in chosen]
    assert len(chosen) == 4
    assert priorities == [FIRST, FIRST - 1, FIRST - 2, FIRST - QUEUED]
    assert chosen[-1][0] == packages[QUEUED]


def test_batches_of_one_tenant_take_turns(window: Window, ledger: Ledger) -> None:
    first = _batch(ledger, "a", "район", 50)
    second = _batch(ledger, "b", "район", 50)

    chosen = [package for package, _ in window.announce()]

    assert sorted(chosen) == sorted([*first[: QUEUED // 2], *second[: QUEUED // 2]])


def test_what_could_not_be_sent_is_announced_again(window: Window, ledger: Ledger) -> None:
    _batch(ledger, "a", "район", 2)
    first = window.announce()

    window.withdraw([package for package, _ in first])

    assert window.announce() == first


def test_messages_that_an_empty_queue_does_not_have_are_sent_again_but_not_at_once(
    window: Window, ledger: Ledger, clock: Clock
) -> None:
    _batch(ledger, "a", "район", 2)
    first = window.announce()

    assert window.withdraw_lost() == 0
    clock.now += SETTLED + 1
    assert window.withdraw_lost() == 2
    assert window.announce() == first


def test_a_message_that_nobody_takes_counts_as_lost_after_a_while(
    window: Window, ledger: Ledger, clock: Clock
) -> None:
    _batch(ledger, "a", "район", 2)
    first = window.announce()
    clock.now += UNTAKEN

    assert window.announce() == first


def test_a_package_is_taken_from_a_holder_who_does_not_stir(window: Window, ledger: Ledger) -> None:
    (package,) = _batch(ledger, "a", "район", 1)
    ledger.take(package, "machine:1:1")
    holder = window.holder(package)

    assert holder is not None
    assert window.dismiss(package, holder)
    assert window.holder(package) is None
    assert ledger.take(package, "machine:2:2") is not None


def test_a_package_is_not_taken_from_a_holder_who_gave_a_sign_of_life(
    window: Window, ledger: Ledger, clock: Clock
) -> None:
    (package,) = _batch(ledger, "a", "район", 1)
    ledger.take(package, "machine:1:1")
    holder = window.holder(package)
    clock.now += 1
    ledger.renew("machine:1:1")

    assert holder is not None
    assert not window.dismiss(package, holder)
    assert window.holder(package) == Holder("machine:1:1", holder.lease + 1)


def test_a_package_of_a_dead_process_waits_without_a_message(window: Window, ledger: Ledger) -> None:
    (package,) = _batch(ledger, "a", "район", 1)
    window.announce()
    ledger.take(package, "machine:1:1")

    assert ledger.reclaim(lambda _: True) == 1
    assert [chosen for chosen, _ in window.announce()] == [package]


def test_a_cancelled_package_gets_no_message(window: Window, ledger: Ledger) -> None:
    _batch(ledger, "a", "район", 9)
    with ledger.engine.begin() as connection:
        connection.execute(update(PACKAGE).values(state="cancelled"))

    assert window.announce() == []


def test_every_package_is_announced_once_however_long_the_batch(window: Window, ledger: Ledger) -> None:
    packages = _batch(ledger, "a", "район", 30)
    seen: list[int] = []
    while chosen := window.announce():
        for package, _ in chosen:
            seen.append(package)
            ledger.take(package, "machine:1:1")

    assert seen == packages
