"""A batch from its acceptance to its files: good schools are made, a bad document is given up alone."""

import hashlib
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.findings import Finding
from service.batch import Order, read_source
from service.errors import (
    ConverterUnavailableError,
    InputError,
    KeyReusedError,
    UnfinishedError,
    UnknownBatchError,
)
from tests.batch.conftest import Bench, PaperConverter, lines, school

POISON = "ЯДОВИТЫЙ"


def _poisoned(number: int) -> dict[str, Any]:
    data = school(number)
    data["orders"]["order_curator"]["title"] = f"О назначении куратора {POISON}"
    return data


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_every_file_of_a_batch_is_what_one_set_alone_would_give(bench: Bench) -> None:
    sets = [school(number) for number in range(3)]
    status = bench.finished(batch := bench.accept(sets))
    alone = [bench.generator.generate(bench.generator.load_data(data), ("docx", "pdf")) for data in sets]
    items = bench.batches.items(batch)

    assert status.state == "done"
    assert (status.schools.done, status.documents.done, status.documents.total) == (3, 12, 12)
    assert [item.result for item in items] == [file.sha256 for made in alone for file in made.files]
    assert [item.name for item in items] == [file.filename for made in alone for file in made.files]
    assert [item.pages for item in items] == [None, 1] * 6


def test_the_archive_holds_a_folder_per_school_and_the_list(bench: Bench) -> None:
    bench.finished(batch := bench.accept([{"district": {}, "name": "Кировский район"}, school(1), school(1)]))
    path = bench.batches.archive(batch)
    with zipfile.ZipFile(path) as archive:
        hashes = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}

    assert [name for name in _names(path) if name.endswith(".docx")] == [
        "Кировский район/МБОУ «Школа № 1»/Дорожная карта (план мероприятий).docx",
        "Кировский район/МБОУ «Школа № 1»/Приказ № 42.docx",
        "Кировский район/МБОУ «Школа № 1» (2)/Дорожная карта (план мероприятий).docx",
        "Кировский район/МБОУ «Школа № 1» (2)/Приказ № 42.docx",
    ]
    assert "Опись.xlsx" in _names(path)
    assert {item.result for item in bench.batches.items(batch)} <= hashes


def test_the_same_district_gives_the_same_archive(bench: Bench) -> None:
    sets = [school(number) for number in range(2)]
    first, second = (bench.accept(sets) for _ in range(2))
    bench.finished(first)
    bench.finished(second)

    assert bench.batches.archive(first).read_bytes() == bench.batches.archive(second).read_bytes()


def test_good_schools_are_made_though_others_are_bad(bench: Bench) -> None:
    batch = bench.accept([school(1), school(2, organization=7), "нет", school(3)])
    status = bench.finished(batch)
    states = {
        one.name: (one.state, [p.finding.pointer for p in one.errors]) for one in bench.batches.schools(batch)
    }

    assert status.state == "partial"
    assert states == {
        "МБОУ «Школа № 1»": ("done", []),
        "№ 2": ("refused", ["/organization"]),
        "строка 3": ("refused", [""]),
        "МБОУ «Школа № 3»": ("done", []),
    }
    assert bench.batches.corrections(batch) is not None
    assert "Исправить.json" in _names(bench.batches.archive(batch))


def test_a_document_that_libreoffice_refuses_is_given_up_alone_and_its_school_left_out(
    bench: Bench, converter: PaperConverter
) -> None:
    converter.poison = POISON
    status = bench.finished(batch := bench.accept([school(1), _poisoned(2)]))
    failed = [item for item in bench.batches.items(batch) if item.state == "failed"]
    (left,) = [one for one in bench.batches.schools(batch) if one.state == "failed"]

    assert (status.state, status.schools.done, status.schools.failed) == ("partial", 1, 1)
    assert [(item.kind, item.format, item.code) for item in failed] == [
        ("order_curator", "pdf", "conversion_failed")
    ]
    assert "LibreOffice" in str(left.detail)
    assert not [name for name in _names(bench.batches.archive(batch)) if "№ 2" in name]


def test_a_retry_makes_only_what_is_missing(bench: Bench, converter: PaperConverter) -> None:
    converter.poison = POISON
    bench.finished(batch := bench.accept([school(1), _poisoned(2)]))
    converter.poison = None
    before = len(converter.made)
    again = bench.batches.retry(batch)
    status = bench.finished(batch)

    assert again == 1
    assert (status.state, len(converter.made) - before) == ("done", 1)


def test_schools_that_have_not_changed_are_not_made_again(bench: Bench, converter: PaperConverter) -> None:
    bench.finished(bench.accept([school(1), school(2, organization=7), school(3)]))
    before = len(converter.made)
    status = bench.finished(batch := bench.accept([school(1), school(2), school(3)]))

    assert (status.state, status.documents.done) == ("done", 12)
    assert len(converter.made) - before == 2
    assert len(_names(bench.batches.archive(batch))) == 13


def test_only_the_schools_asked_for_are_made(bench: Bench) -> None:
    batch = bench.accept([school(1), school(2), school(3)], only=("№ 2",))
    bench.finished(batch)

    assert [one.name for one in bench.batches.schools(batch)] == ["МБОУ «Школа № 2»"]
    with pytest.raises(InputError, match="№ 9"):
        bench.accept([school(1)], only=("№ 9",))


def test_what_is_cancelled_stops_and_may_be_taken_up_again(bench: Bench, converter: PaperConverter) -> None:
    converter.open.clear()
    batch = bench.accept([school(number) for number in range(8)])
    bench.until(batch, lambda status: status.documents.running > 0)
    bench.batches.cancel(batch)
    converter.open.set()
    cancelled = bench.finished(batch)
    bench.batches.retry(batch)

    assert (cancelled.state, cancelled.schools.cancelled) == ("cancelled", 8)
    assert bench.finished(batch).schools.done == 8


def test_without_libreoffice_the_batch_waits_and_goes_on_when_it_is_back(
    bench: Bench, converter: PaperConverter
) -> None:
    converter.away = ConverterUnavailableError("LibreOffice нет", retry_after=0)
    batch = bench.accept([school(1), school(2)])
    seen = threading.Event()
    bench.until(batch, lambda _: seen.is_set() or bench.batches.trouble is not None)
    converter.away = None
    status = bench.finished(batch)

    assert (status.state, status.documents.failed) == ("done", 0)
    assert bench.batches.trouble is None


def test_an_unfinished_batch_has_no_archive_and_an_unknown_one_nothing(
    bench: Bench, converter: PaperConverter
) -> None:
    converter.open.clear()
    batch = bench.accept([school(1)])

    with pytest.raises(UnfinishedError, match="дождитесь"):
        bench.batches.archive(batch)
    for call in (bench.batches.status, bench.batches.archive, bench.batches.cancel, bench.batches.delete):
        with pytest.raises(UnknownBatchError):
            call("нет такого")


def test_a_key_makes_asking_twice_once(bench: Bench) -> None:
    first = bench.accept([school(1)], idempotency_key="a", tenant="район")

    assert bench.accept([school(1)], idempotency_key="a", tenant="район") == first
    assert bench.accept([school(1)], idempotency_key="a", tenant="другой") != first
    with pytest.raises(KeyReusedError):
        bench.accept([school(2)], idempotency_key="a", tenant="район")


def test_a_deleted_batch_leaves_nothing_of_its_people(bench: Bench) -> None:
    secret = school(1)
    secret["people"][0]["surname"] = "Неповторимова"
    bench.finished(batch := bench.accept([secret, school(2, organization=7)]))
    bench.batches.archive(batch)
    bench.batches.delete(batch)
    left = [path for path in bench.settings.data.rglob("*") if path.is_file()]

    assert {path.name for path in left} <= {"komplekt.db", "komplekt.db-wal", "komplekt.db-shm"}
    for path in left:
        assert "Неповторимова".encode() not in path.read_bytes()
        assert "МБОУ".encode() not in path.read_bytes()


def test_results_that_another_batch_needs_outlive_a_deletion(bench: Bench) -> None:
    first, second = (bench.accept([school(1)]) for _ in range(2))
    bench.finished(first)
    bench.finished(second)
    bench.batches.delete(first)

    assert len(_names(bench.batches.archive(second))) == 5


def test_lost_results_are_made_again(bench: Bench) -> None:
    bench.finished(batch := bench.accept([school(1), school(2)]))
    victim = next((bench.settings.data / "results").glob("*/*"))
    victim.write_bytes(b"damaged")
    with pytest.raises(UnfinishedError, match="заново"):
        bench.batches.archive(batch)
    bench.finished(batch)

    assert len(_names(bench.batches.archive(batch))) == 9


def test_a_source_without_schools_is_refused(bench: Bench) -> None:
    kinds = bench.generator.catalog.kinds

    with pytest.raises(InputError, match="Нет ни одной школы"):
        bench.batches.accept(read_source(b"[]", "пусто.json", kinds), Order(("docx",)))


def test_two_processes_on_the_same_tables_share_the_work(open_bench: Callable[[], Bench]) -> None:
    first, second = open_bench(), open_bench()
    first.batches.start()
    second.batches.start()
    batch = first.accept([school(number) for number in range(10)])
    status = second.finished(batch)

    assert (status.state, status.documents.done) == ("done", 40)
    assert len(first.converter.made) == 20


def test_what_was_left_by_a_stop_goes_on_at_the_next_start(
    open_bench: Callable[[], Bench], converter: PaperConverter
) -> None:
    first = open_bench()
    converter.open.clear()
    first.batches.start()
    batch = first.accept([school(number) for number in range(6)])
    first.until(batch, lambda status: status.documents.running > 0)
    threading.Timer(0.2, converter.open.set).start()
    first.batches.stop()
    second = open_bench()
    waiting = second.batches.status(batch)
    second.batches.start()

    assert waiting.schools.running == 0
    assert waiting.schools.waiting > 0
    assert second.finished(batch).state == "done"
    assert len(converter.made) == 12


def test_lines_and_their_problems_are_kept(bench: Bench) -> None:
    content = lines([school(1)]) + b"\n{broken\n"
    source = read_source(content, "район.ndjson", bench.generator.catalog.kinds)
    batch = bench.batches.accept(source, Order(("docx",)))
    (wrong,) = [one for one in bench.batches.schools(batch) if one.errors]

    assert (wrong.key, str(wrong.errors[0].place)) == ("№ 2", "строка 2")
    assert wrong.errors[0].finding == Finding("", "invalid_json", wrong.errors[0].finding.message)
