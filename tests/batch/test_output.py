"""Results and where they go: whole or not at all, names that Windows takes, nothing of anybody else touched."""

import hashlib
import os
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from pathvalidate import is_valid_filename

from service.batch.accepting import folders
from service.batch.output import Packed, ResultLostError, fitting, write_folder, write_zip
from service.batch.results import FolderResults
from service.checking import Checked
from service.errors import OutputError


@pytest.fixture
def results(tmp_path: Path) -> FolderResults:
    """An empty store."""
    return FolderResults(tmp_path / "results")


def _school(name: str, district: str | None = None) -> Checked:
    return Checked("1", name, district, (), (), (), None)


def test_what_is_put_is_found_by_its_hash(results: FolderResults) -> None:
    key = results.put(b"content")

    assert key == hashlib.sha256(b"content").hexdigest()
    assert results.put(b"content") == key
    assert (results.has(key), results.get(key)) == (True, b"content")
    assert list(results.keys(-1)) == [key]
    results.delete(key)
    results.delete(key)
    assert (results.has(key), results.get(key), list(results.keys(-1))) == (False, None, [])


def test_a_damaged_result_is_as_good_as_none(results: FolderResults, tmp_path: Path) -> None:
    key = results.put(b"content")
    (path,) = (tmp_path / "results").glob("*/*")
    path.write_bytes(b"c0ntent")

    assert results.get(key) is None
    assert not results.has(key)


def test_many_threads_may_put_and_delete_the_same(results: FolderResults) -> None:
    stop = threading.Event()
    key = results.put(b"content")

    def delete() -> None:
        while not stop.is_set():
            results.delete(key)

    with ThreadPoolExecutor(4) as threads:
        deleting = threads.submit(delete)
        put = [threads.submit(results.put, b"content") for _ in range(300)]
        wait(put)
        stop.set()
        deleting.result()

    assert {one.result() for one in put} == {key}


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("файл", encoding="utf-8")

    with pytest.raises(OutputError, match="taken"):
        FolderResults(tmp_path / "taken").put(b"content")


def test_the_folders_of_schools_are_safe_and_no_two_alike() -> None:
    names = ["МБОУ «Школа/сад: № 1»", "МБОУ «ШКОЛА/САД: № 1»", "CON", "Я" * 300, "  . ", "Школа №\u00a01."]
    found = folders([_school(name, "Район?") for name in names])
    parts = [part for folder in found for part in folder.split("/")]

    assert len({folder.casefold() for folder in found}) == len(names)
    assert all(is_valid_filename(part, platform="universal") for part in parts)
    assert max(map(len, found)) <= 111


def test_a_path_stays_within_what_windows_opens() -> None:
    path = fitting("р" * 50 + "/" + "ш" * 60, "д" * 120 + ".docx")

    assert len(path) == 200
    assert path.endswith("д.docx")


def test_a_zip_is_the_same_whenever_it_is_written(results: FolderResults, tmp_path: Path) -> None:
    files = [Packed("Район/Школа № 1/Приказ.docx", results.put(b"a")), Packed("Школа/План.pdf", results.put(b"b"))]
    for name in ("1.zip", "2.zip"):
        write_zip(tmp_path / "deep" / name, files, {"Опись.xlsx": b"x"}, results)
    first, second = (tmp_path / "deep" / name for name in ("1.zip", "2.zip"))
    with zipfile.ZipFile(first) as archive:
        entries = archive.infolist()

    assert first.read_bytes() == second.read_bytes()
    assert [entry.filename for entry in entries] == [
        "Опись.xlsx",
        "Район/Школа № 1/Приказ.docx",
        "Школа/План.pdf",
    ]
    assert all(entry.flag_bits & 0x800 for entry in entries)
    assert sorted(path.name for path in first.parent.iterdir()) == ["1.zip", "2.zip"]


def test_a_zip_with_a_lost_file_is_not_begun(results: FolderResults, tmp_path: Path) -> None:
    with pytest.raises(ResultLostError) as caught:
        write_zip(tmp_path / "a.zip", [Packed("a", "0" * 64)], {}, results)

    assert caught.value.keys == ("0" * 64,)
    assert not (tmp_path / "a.zip").exists()


def test_a_folder_written_again_holds_the_new_and_nothing_stale(results: FolderResults, tmp_path: Path) -> None:
    out, book = tmp_path / "out", tmp_path / "book"
    old = [
        Packed(f"Ш1/{name}", results.put(name.encode())) for name in ("Приказ № 1.docx", "План.docx", "Ещё.docx")
    ]
    other = [Packed("Ш2/План.docx", results.put(b"other"))]
    write_folder(out, [*old, *other], {"Опись.xlsx": b"1"}, results, book)
    (out / "Ш1" / "Ещё.docx").write_bytes(b"changed by hand")
    (out / "Ш1" / "Своё.txt").write_bytes(b"of the user")
    before = (out / "Ш1" / "План.docx").stat().st_mtime_ns
    new = [Packed("Ш1/Приказ № 2.docx", results.put(b"new")), old[1]]
    write_folder(out, new, {"Опись.xlsx": b"2"}, results, book)
    found = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    assert found == {
        "Опись.xlsx": b"2",
        "Ш1/Приказ № 2.docx": b"new",
        "Ш1/План.docx": "План.docx".encode(),
        "Ш1/Ещё.docx": b"changed by hand",
        "Ш1/Своё.txt": b"of the user",
        "Ш2/План.docx": b"other",
    }
    assert (out / "Ш1" / "План.docx").stat().st_mtime_ns == before


def test_what_a_killed_process_left_half_written_is_swept_away(results: FolderResults, tmp_path: Path) -> None:
    key = results.put(b"content")
    left = tmp_path / "results" / key[:2] / "tmp123"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    assert list(results.keys(3600)) == []
    assert not left.exists()
    assert results.has(key)
