"""What a user may send: lines, an array, a folder; the district merged under each school; broken parts told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.findings import Finding
from service.batch import Source, check_entries, is_single, read_folder, read_source
from service.batch.merging import merged
from service.bootstrap import sample, sample_names
from service.catalog import Catalog
from service.entries import Entry, Place, Problem
from service.errors import InputError, InvalidJsonError
from tests.batch.conftest import lines, school

DISTRICT: dict[str, Any] = {
    "name": "Кировский район",
    "district": {"school_year": "2026/2027", "acts": [{"id": "a"}]},
}


@pytest.fixture
def read(catalog: Catalog) -> Callable[[bytes], list[Entry]]:
    """Read everything from bytes."""
    return lambda content: list(read_source(content, "что угодно", catalog.kinds).entries)


def _as_array(schools: list[Any]) -> bytes:
    return json.dumps(schools, ensure_ascii=False, indent=1).encode()


def _as_object(schools: list[Any]) -> bytes:
    return json.dumps({**schools[0], "schools": schools[1:]}, ensure_ascii=False).encode()


@pytest.mark.parametrize("written", [lines, _as_array, _as_object])
def test_lines_an_array_and_an_object_say_the_same(
    read: Callable[[bytes], list[Entry]], written: Callable[[list[Any]], bytes]
) -> None:
    found = read(b"\xef\xbb\xbf" + written([DISTRICT, school(1), school(2, school_year="2025/2026")]))

    assert [(entry.key, entry.name, entry.district) for entry in found] == [
        ("№ 1", "МБОУ «Школа № 1»", "Кировский район"),
        ("№ 2", "МБОУ «Школа № 2»", "Кировский район"),
    ]
    assert [entry.data["school_year"] for entry in found] == ["2026/2027", "2025/2026"]
    assert found[0].data["acts"] == [{"id": "a"}]


def test_the_district_lies_under_a_schools_own_values() -> None:
    common = {"authority": {"name": "Отдел", "kind": "division"}, "people": [{"id": "a"}], "x": {"y": {"z": 1}}}
    own: dict[str, Any] = {"authority": {"name": "Министерство"}, "people": [], "x": None}

    assert merged(common, own) == {
        "authority": {"name": "Министерство", "kind": "division"},
        "people": [],
        "x": None,
    }
    assert common["authority"] == {"name": "Отдел", "kind": "division"}


def test_another_district_may_follow_in_the_same_file(read: Callable[[bytes], list[Entry]]) -> None:
    found = read(lines([DISTRICT, school(1), {"district": {}, "name": "Ленинский район"}, school(2)]))

    assert [entry.district for entry in found] == ["Кировский район", "Ленинский район"]
    assert [entry.data.get("school_year") for entry in found] == ["2026/2027", school(2).get("school_year")]


def test_a_broken_line_is_told_with_its_number_and_the_others_go_on(
    read: Callable[[bytes], list[Entry]],
) -> None:
    found = read(lines([school(1)]) + b'\n\n{"a": \n[1]\n' + lines([school(2)]))

    assert [bool(entry.problems) for entry in found] == [False, True, True, False]
    assert [str(entry.problems[0].place) for entry in found[1:3]] == ["строка 3", "строка 4"]
    assert "знак 6" in found[1].problems[0].finding.message
    assert str(found[3].place_of("/organization/inn")) == "строка 5"


def test_the_same_inn_twice_is_told(read: Callable[[bytes], list[Entry]]) -> None:
    twice = [school(1), school(2)]
    for one in twice:
        one["organization"]["inn"] = "9109006886"
    found = read(lines(twice))

    assert [entry.key for entry in found] == ["9109006886", "№ 2"]
    assert [problem.finding.code for problem in found[1].problems] == ["school_twice"]
    assert "строка 1" in found[1].problems[0].finding.message


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name, data in (("б.json", school(2)), ("а.json", school(1)), ("_district.json", DISTRICT)):
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "в.json").write_text("{", encoding="utf-8")
    (tmp_path / "прочее.txt").write_text("не нужно", encoding="utf-8")
    found = list(read_folder(tmp_path).entries)

    assert [(entry.name, entry.district) for entry in found[:2]] == [
        ("МБОУ «Школа № 1»", "Кировский район"),
        ("МБОУ «Школа № 2»", "Кировский район"),
    ]
    assert str(found[2].problems[0].place) == "файл «в.json»"
    assert str(found[0].place_of("/people/0")) == "файл «а.json»"


def test_an_empty_folder_and_what_is_no_json_are_refused(
    tmp_path: Path, read: Callable[[bytes], list[Entry]]
) -> None:
    with pytest.raises(InputError, match=r"нет файлов \.json"):
        read_folder(tmp_path)
    with pytest.raises(InvalidJsonError):
        read(b"[1, ")


@pytest.mark.parametrize("name", sample_names())
def test_a_single_set_is_told_from_many(name: str) -> None:
    one = json.loads(sample(name))

    assert is_single(sample(name))
    assert is_single(json.dumps(one).encode())
    assert not is_single(lines([one, one]))
    assert not is_single(_as_array([one]))
    assert not is_single(_as_object([DISTRICT, one]))


def test_what_is_no_json_at_all_counts_as_one_set() -> None:
    assert is_single(b"")
    assert is_single(b'{"documents": [}')
    assert not is_single(b"PK\x03\x04")


def _source(catalog: Catalog, count: int) -> Source:
    sets = [school(number) if number % 7 else school(number, organization=7) for number in range(count)]
    return read_source(lines(sets), "район", catalog.kinds)


def test_several_processes_find_what_one_finds(catalog: Catalog) -> None:
    alone = list(check_entries(_source(catalog, 60).entries, catalog))
    together = list(check_entries(_source(catalog, 60).entries, catalog, processes=2))

    assert alone == together
    assert sum(not one.good for one in alone) == 9


def test_of_two_findings_at_one_cell_the_first_is_told(catalog: Catalog) -> None:
    cell = Place(sheet="Школы", row=3, column="B", heading="Название")
    read = Problem(Finding("/organization/short_name", "unreadable", "Не разобрать."), cell)
    data = school(1)
    data["organization"]["short_name"] = ""
    entry = Entry("1", "Школа", data, places={"/organization/short_name": cell}, problems=(read,))
    (found,) = check_entries([entry], catalog)

    assert found.errors == (read,)


def test_a_missing_section_is_found_before_anything_is_made(catalog: Catalog) -> None:
    data = school(1)
    del data["roadmap"]
    (found,) = check_entries([Entry("1", "Школа", data)], catalog)

    assert [problem.finding.pointer for problem in found.errors] == ["/roadmap"]
