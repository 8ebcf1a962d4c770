"""PDFs that are kept: found again, never mixed up, never in the way."""

import os
import time
from pathlib import Path

import pytest

from service.convert.base import Converter, Gone, Health, PdfProfile
from service.convert.cached import CachedConverter, PdfStore
from service.docx import AnyDocx, packed
from service.errors import ConversionFailedError


class CountingConverter:
    """Stands at the edge of the process: says what it was asked for and how often."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked = 0
        self.fails = fails

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        self.asked += 1
        if self.fails:
            raise ConversionFailedError("LibreOffice не справился.")
        return b"%PDF " + profile.encode() + packed(docx)

    def start(self) -> None:
        """Nothing to start."""

    def check(self, max_age: float = 60.0) -> Health:
        return self.health()

    def for_batch(self) -> Converter:
        return self

    def for_client(self, gone: Gone) -> Converter:
        return self

    def health(self) -> Health:
        return Health(True, "")

    def close(self) -> None:
        """Nothing to close."""


def _cached(inner: CountingConverter, folder: Path, engine: bytes | None = b"7.4") -> CachedConverter:
    return CachedConverter(inner, PdfStore(folder, limit=10_000, max_age=3600), lambda: engine)


def test_the_same_document_is_converted_once(tmp_path: Path) -> None:
    inner = CountingConverter()

    first = _cached(inner, tmp_path).convert(b"docx")
    second = _cached(inner, tmp_path).convert(b"docx")

    assert first == second == b"%PDF pdfdocx"
    assert inner.asked == 1


@pytest.mark.parametrize(("docx", "profile", "engine"), [(b"other", "pdf", b"7.4"), (b"docx", "pdfa", b"7.4"),
                                                         (b"docx", "pdf", b"24.2")])  # fmt: skip
def test_another_document_profile_or_engine_is_another_pdf(
    tmp_path: Path, docx: AnyDocx, profile: PdfProfile, engine: bytes
) -> None:
    inner = CountingConverter()
    _cached(inner, tmp_path).convert(b"docx")

    made = _cached(inner, tmp_path, engine).convert(docx, profile=profile)

    assert made == b"%PDF " + profile.encode() + packed(docx)
    assert inner.asked == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    inner = CountingConverter()
    cached = _cached(inner, tmp_path)
    cached.convert(b"docx")
    kept = next(path for path in tmp_path.glob("*/*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-5])

    made = cached.convert(b"docx")

    assert made == b"%PDF pdfdocx"
    assert inner.asked == 2


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    inner = CountingConverter(fails=True)
    with pytest.raises(ConversionFailedError):
        _cached(inner, tmp_path).convert(b"docx")
    inner.fails = False

    assert _cached(inner, tmp_path).convert(b"docx") == b"%PDF pdfdocx"


def test_without_an_engine_nothing_is_looked_up(tmp_path: Path) -> None:
    inner = CountingConverter()
    _cached(inner, tmp_path).convert(b"docx")

    _cached(inner, tmp_path, None).convert(b"docx")

    assert inner.asked == 2


def test_the_batch_finds_what_a_person_had_made(tmp_path: Path) -> None:
    inner = CountingConverter()
    cached = _cached(inner, tmp_path)
    cached.convert(b"docx")

    cached.for_batch().convert(b"docx")

    assert inner.asked == 1


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("не папка", encoding="utf-8")

    assert _cached(CountingConverter(), blocked).convert(b"docx") == b"%PDF pdfdocx"


def test_names_of_files_tell_nothing(tmp_path: Path) -> None:
    _cached(CountingConverter(), tmp_path).convert("Иванова Мария".encode())
    names = "".join(path.name for path in tmp_path.rglob("*"))

    assert set(names) <= set("0123456789abcdef")


def test_the_least_recently_used_go_first_when_there_is_no_room(tmp_path: Path) -> None:
    store = PdfStore(tmp_path, limit=2_500, max_age=3600)
    for number in range(3):
        store.put(f"{number}" * 64, bytes(1_000))
        path = tmp_path / f"{number}{number}" / (f"{number}" * 62)
        os.utime(path, (time.time() - 100 + number, time.time() - 100 + number))

    store.sweep()

    assert store.get("0" * 64) is None
    assert store.get("2" * 64) == bytes(1_000)


def test_what_is_too_old_is_deleted(tmp_path: Path) -> None:
    store = PdfStore(tmp_path, limit=10_000, max_age=60)
    store.put("a" * 64, b"pdf")
    os.utime(tmp_path / "aa" / ("a" * 62), (time.time() - 3600, time.time() - 3600))

    store.sweep()

    assert store.get("a" * 64) is None
