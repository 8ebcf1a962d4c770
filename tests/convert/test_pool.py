"""What the pool does with an engine that fails in each of its ways; the engine is a fake."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.convert.base import Gone, PdfProfile
from service.convert.engine import EngineDiedError
from service.convert.pool import EnginePool
from service.errors import (
    ClientGoneError,
    ConversionFailedError,
    ConversionTimeoutError,
    ConverterError,
    ConverterUnavailableError,
)
from tests.convert import documents

PDF = b"%PDF\n/ID [ <" + b"A" * 32 + b">\n<" + b"A" * 32 + b"> ]\n/DocChecksum /" + b"B" * 32 + b"\n%%EOF\n"


class FakeEngine:
    """An engine that does what it is told with each document, in turn, and afterwards converts."""

    made: list["FakeEngine"]
    orders: list[Exception | None]
    on_start: Exception | None
    gate: threading.Event

    def __init__(self) -> None:
        self.alive = False
        self.stopped = 0
        self.made.append(self)

    def start(self) -> None:
        if self.on_start is not None:
            raise self.on_start
        self.alive = True

    def convert(self, docx: bytes, profile: PdfProfile, timeout: float, gone: Gone) -> bytes:
        self.gate.wait(10)
        if gone():
            raise ClientGoneError("никто не ждёт")
        order = self.orders.pop(0) if self.orders else None
        if order is not None:
            self.alive = not isinstance(order, EngineDiedError)
            raise order
        return PDF

    def stop(self) -> None:
        self.alive = False
        self.stopped += 1


@pytest.fixture
def kind() -> type[FakeEngine]:
    class Kind(FakeEngine):
        made: list[FakeEngine] = []  # noqa: RUF012 - a new class for each test
        orders: list[Exception | None] = []  # noqa: RUF012 - as above
        on_start = None
        gate = threading.Event()

    Kind.gate.set()
    return Kind


@pytest.fixture
def pool(kind: type[FakeEngine]) -> Iterator[EnginePool]:
    made = EnginePool(kind, workers=1, timeout=5, restart_after=3)
    yield made
    made.close()


def test_nothing_is_started_before_it_is_needed(pool: EnginePool, kind: type[FakeEngine]) -> None:
    assert not kind.made
    assert pool.health().ready
    assert pool.health().since_success is None


def test_a_process_that_died_is_replaced_without_anybody_noticing(
    pool: EnginePool, kind: type[FakeEngine]
) -> None:
    kind.orders = [None, EngineDiedError("killed")]
    first = pool.convert(documents.plain())

    assert pool.convert(documents.plain()) == first
    assert len(kind.made) == 2
    assert kind.made[0].stopped


def test_a_process_that_died_in_its_idle_time_is_replaced(pool: EnginePool, kind: type[FakeEngine]) -> None:
    pool.convert(documents.plain())
    kind.made[0].alive = False
    pool.convert(documents.plain())

    assert len(kind.made) == 2
    assert kind.made[0].stopped


def test_a_document_that_kills_two_processes_is_refused(pool: EnginePool, kind: type[FakeEngine]) -> None:
    kind.orders = [EngineDiedError("killed"), EngineDiedError("killed")]

    with pytest.raises(ConversionFailedError, match="дважды"):
        pool.convert(documents.plain())
    assert pool.convert(documents.plain())


@pytest.mark.parametrize(
    ("order", "replaced"), [(ConversionTimeoutError("t"), True), (ConversionFailedError("f"), False)]
)
def test_a_hung_process_is_replaced_and_one_that_refused_is_not(
    pool: EnginePool, kind: type[FakeEngine], order: ConverterError, replaced: bool
) -> None:
    kind.orders = [order]

    with pytest.raises(type(order)):
        pool.convert(documents.plain())
    pool.convert(documents.plain())
    assert len(kind.made) == 1 + replaced


def test_a_process_is_replaced_after_its_number_of_documents_by_one_that_is_warm(
    pool: EnginePool, kind: type[FakeEngine]
) -> None:
    for _ in range(3):
        pool.convert(documents.plain())
    while len(kind.made) < 2 or pool._slots[0]._heir is None or pool._slots[0]._heir.warming:
        threading.Event().wait(0.001)

    assert not kind.made[0].stopped
    pool.convert(documents.plain())
    assert kind.made[0].stopped
    assert kind.made[1].alive
    assert len(kind.made) == 2


def test_a_process_whose_heir_does_not_start_goes_on(pool: EnginePool, kind: type[FakeEngine]) -> None:
    pool.convert(documents.plain())
    kind.on_start = ConverterUnavailableError("нет памяти")
    for _ in range(2):
        pool.convert(documents.plain())
    while len(kind.made) < 2 or not kind.made[1].stopped:
        threading.Event().wait(0.001)

    assert pool.convert(documents.plain())
    assert not kind.made[0].stopped
    assert pool.health().ready


def test_closing_stops_a_process_that_is_being_warmed(pool: EnginePool, kind: type[FakeEngine]) -> None:
    for _ in range(2):
        pool.convert(documents.plain())
    kind.gate.clear()
    with ThreadPoolExecutor(1) as thread:
        third = thread.submit(pool.convert, documents.plain())
        kind.gate.set()
        third.result()
        pool.close()

    assert all(engine.stopped and not engine.alive for engine in kind.made)


def test_a_client_that_has_left_costs_nobody_anything(pool: EnginePool, kind: type[FakeEngine]) -> None:
    with pytest.raises(ClientGoneError):
        pool.for_client(lambda: True).convert(documents.plain())

    assert not kind.made
    assert pool.for_client(lambda: False).convert(documents.plain())


def test_a_process_at_work_for_a_client_that_leaves_is_replaced(pool: EnginePool, kind: type[FakeEngine]) -> None:
    answers = iter((False, True))
    with pytest.raises(ClientGoneError):
        pool.for_client(lambda: next(answers)).convert(documents.plain())

    assert kind.made[0].stopped
    assert pool.convert(documents.plain())


def test_a_start_that_fails_is_told_cleaned_up_and_tried_anew(pool: EnginePool, kind: type[FakeEngine]) -> None:
    kind.on_start = ConverterUnavailableError("нет LibreOffice")

    with pytest.raises(ConverterUnavailableError):
        pool.convert(documents.plain())
    assert kind.made[0].stopped
    assert pool.health().detail == "нет LibreOffice"
    assert not pool.check().ready
    kind.on_start = None
    assert pool.check().ready
    assert pool.health().ready


def test_start_warms_every_process_and_check_believes_a_recent_document(kind: type[FakeEngine]) -> None:
    pool = EnginePool(kind, workers=3, timeout=5, restart_after=100)
    pool.start()

    assert len(kind.made) == 3
    since = pool.check(max_age=60).since_success
    assert since is not None
    assert since < 60
    pool.close()
    assert all(engine.stopped for engine in kind.made)


def test_closing_ends_a_document_under_way(pool: EnginePool, kind: type[FakeEngine]) -> None:
    kind.gate.clear()
    kind.orders = [EngineDiedError("killed")]
    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(pool.convert, documents.plain())
        while not kind.made or not kind.made[0].alive:
            threading.Event().wait(0.001)
        pool.close()
        kind.gate.set()
        with pytest.raises(ConverterUnavailableError, match="останавливается"):
            working.result()
    assert all(not engine.alive for engine in kind.made)


def test_a_batch_uses_the_same_processes_and_cannot_close_them(pool: EnginePool, kind: type[FakeEngine]) -> None:
    batch = pool.for_batch()
    batch.convert(documents.plain())
    batch.close()
    pool.convert(documents.plain())

    assert len(kind.made) == 1
    assert batch.health().ready


def test_a_forked_child_starts_processes_of_its_own(pool: EnginePool, kind: type[FakeEngine]) -> None:
    pool.convert(documents.plain())
    child = os.fork()
    if child == 0:
        code = 1
        try:
            pool.convert(documents.plain())
            code = 0 if len(kind.made) == 2 and not kind.made[0].stopped else 2
        finally:
            os._exit(code)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
