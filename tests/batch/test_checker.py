"""Long files: accepted at once, checked afterwards, by whichever process lives; then batches like any other."""

from collections.abc import Iterator

import pytest

from benchmarks.district import Faults, make
from service.batch.ledger import CRASHES, Fault, Ledger, LostError
from service.batch.owner import is_dead, this_process
from service.batch.reception import Reception
from service.database import open_database
from service.errors import InputError, InvalidDataError, KeyReusedError, UnknownBatchError, WorkbookError
from service.workbook import InventoryRow, write_inventory
from tests.batch.conftest import Bench, lines, long, school
from tests.workbook.building import with_picture

TWO = long(lines([school(1), school(2, organization=7)]))
DEAD = f"{this_process().rsplit(':', 2)[0]}:999999999:1"  # a process of this machine that is gone


@pytest.fixture
def reception(any_bench: Bench) -> Iterator[Reception]:
    """The book of the files, as another process would have it."""
    engine = open_database(any_bench.settings.database, any_bench.settings.data)
    yield Reception(Ledger(engine))
    engine.dispose()


def test_a_long_file_is_accepted_at_once_and_checked_afterwards(any_bench: Bench) -> None:
    batch = any_bench.submit(TWO)
    accepted = any_bench.batches.status(batch)
    kept = len(any_bench.kept())
    any_bench.batches.start()
    status = any_bench.finished(batch)
    any_bench.batches.stop()

    assert (accepted.state, accepted.finished, accepted.schools.total) == ("checking", False, 0)
    assert accepted.checking is not None
    assert kept == 1
    assert (status.state, status.checking) == ("partial", None)
    assert [(one.name, one.state) for one in any_bench.batches.schools(batch)] == [
        ("МБОУ «Школа № 1»", "done"),
        ("№ 2", "refused"),
    ]
    assert any_bench.batches.corrections(batch) is not None
    assert len(any_bench.kept()) == 2 + 1  # documents and corrections: the file itself is gone


def test_what_cannot_be_made_as_a_whole_is_told_by_the_status(bench: Bench) -> None:
    batch, another = bench.submit(long(b"[]")), bench.submit(TWO, only=("№ 9",))
    empty, unknown = bench.finished(batch), bench.finished(another)
    bench.batches.stop()

    assert (empty.state, unknown.state) == ("refused", "refused")
    assert empty.refusal == Fault("input_error", "Нет ни одной школы: заполните хотя бы одну строку.")
    assert unknown.refusal is not None
    assert "Таких школ нет: № 9" in unknown.refusal.detail
    assert bench.kept() == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04" + bytes(70_000), WorkbookError),
        (b"\xd0\xcf\x11\xe0" + bytes(70_000), WorkbookError),
        (long(b"[{"), InputError),
    ],
)
def test_what_is_known_at_once_is_refused_at_once(bench: Bench, content: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        bench.submit(content)

    assert bench.batches.latest() == []
    assert bench.kept() == []


def test_a_long_workbook_without_schools_is_refused_at_once(bench: Bench) -> None:
    inventory = write_inventory([InventoryRow("Школа", "Приказ", "Приказ.docx", "docx", "0" * 64)])

    with pytest.raises(InvalidDataError, match="нет листа «Школы»"):
        bench.submit(with_picture(inventory))


def test_a_long_workbook_tells_its_faults_afterwards(bench: Bench) -> None:
    content = with_picture(make(3, pairs=(1, 1), faults=Faults(inn=1)))
    status = bench.finished(batch := bench.submit(content))
    (wrong,) = [one for one in bench.batches.schools(batch) if one.errors]

    assert (status.state, status.schools.done, status.schools.refused) == ("partial", 2, 1)
    assert "лист «Школы», строка 4, столбец A" in str(wrong.errors[0].place)


def test_a_key_makes_sending_a_long_file_twice_once(any_bench: Bench) -> None:
    first = any_bench.submit(TWO, idempotency_key="a")

    assert any_bench.submit(TWO, idempotency_key="a") == first
    with pytest.raises(KeyReusedError):
        any_bench.submit(TWO + b" ", idempotency_key="a")


def test_the_check_of_a_process_that_died_is_begun_anew(any_bench: Bench, reception: Reception) -> None:
    batch = any_bench.submit(TWO)
    lost = reception.take(DEAD, lambda _: False)
    any_bench.batches.start()
    status = any_bench.finished(batch)

    assert lost is not None
    assert (status.state, status.schools.total) == ("partial", 2)
    with pytest.raises(LostError):
        reception.progress(lost, 1, 2)


def test_nobody_takes_a_file_that_a_living_process_checks(any_bench: Bench, reception: Reception) -> None:
    any_bench.submit(TWO)
    mine = reception.take(this_process(), is_dead)

    assert mine is not None
    assert reception.take("другой", is_dead) is None
    reception.release(mine)
    assert reception.take("другой", is_dead) is not None


def test_a_file_that_its_process_died_over_too_often_is_given_up(any_bench: Bench, reception: Reception) -> None:
    batch = any_bench.submit(TWO)
    for _ in range(CRASHES):
        reception.take(DEAD, lambda _: True)
    any_bench.batches.start()
    status = any_bench.finished(batch)
    any_bench.batches.stop()

    assert status.state == "refused"
    assert status.refusal is not None
    assert status.refusal.code == "gave_up"
    assert any_bench.kept() == []


def test_a_check_that_is_stopped_may_be_taken_up_again(any_bench: Bench, reception: Reception) -> None:
    batch = any_bench.submit(TWO)
    sent = reception.take("кто-то", is_dead)
    any_bench.batches.cancel(batch)
    stopped = any_bench.batches.status(batch)
    assert sent is not None
    with pytest.raises(LostError):
        reception.progress(sent, 1, 2)
    reception.release(sent)
    any_bench.batches.start()
    any_bench.batches.retry(batch)

    assert (stopped.state, stopped.finished) == ("cancelled", True)
    assert any_bench.finished(batch).schools.done == 1


@pytest.mark.parametrize("begun", [False, True])
def test_a_file_that_is_deleted_while_it_is_checked_leaves_nothing(
    any_bench: Bench, reception: Reception, begun: bool
) -> None:
    batch = any_bench.submit(TWO)
    sent = reception.take("кто-то", is_dead) if begun else None
    any_bench.batches.delete(batch)

    assert any_bench.kept() == []
    with pytest.raises(UnknownBatchError):
        any_bench.batches.status(batch)
    if sent is not None:
        with pytest.raises(LostError):
            reception.progress(sent, 1, 2)


def test_a_file_that_was_sent_twice_is_kept_until_both_are_checked(bench: Bench) -> None:
    bench.batches.stop()
    first, second = bench.submit(TWO), bench.submit(TWO)
    bench.batches.delete(first)
    kept = len(bench.kept())
    bench.batches.start()

    assert kept == 1
    assert bench.finished(second).schools.done == 1
