"""What a new set begins with, on any day of the year, and the packages of kinds."""

import copy
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schemas.rules import read_set
from service.bootstrap import build_generator
from service.catalog import Catalog
from service.config import bundled, read_settings
from service.errors import TemplateError
from service.generate import Generator
from service.render import docx_text
from service.starting import check_starts, new_set
from tests.conftest import GOLDEN, STARTING, Golden
from tests.docs.authoring import make_kind
from tests.test_catalog import KIND_TOML, KINDS, every_kind

JULY = dt.date(2026, 7, 20)
DAYS = [dt.date(2026, month, day) for month in range(1, 13) for day in (1, 17)]


def _new(catalog: Catalog, kinds: list[str], today: dt.date = JULY) -> dict[str, Any]:
    return new_set([catalog.kind(kind) for kind in kinds], today)


def _person(name: str, position: str) -> dict[str, str]:
    surname, given, patronymic = name.split()
    place = {"surname": surname, "name": given, "patronymic": patronymic, "position": position}
    return {"id": surname.encode("idna").decode("ascii"), **place}


PEOPLE = [
    _person("Орлова Анна Ивановна", "директор"),
    _person("Белов Пётр Ильич", "заместитель директора по учебно-воспитательной работе"),
    _person("Седова Мария Олеговна", "учитель математики"),
    _person("Власов Иван Петрович", "учитель физики"),
]
HEAD, CURATOR, MENTOR, MENTEE = (person["id"] for person in PEOPLE)


def with_facts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Add to a new set what only the school knows, and nothing else."""
    filled: dict[str, Any] = copy.deepcopy(dict(data))
    filled["organization"] = {
        "kind": "school",
        "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Сосновская школа»",
        "short_name": "МБОУ «Сосновская школа»",
        "head": HEAD,
    }
    filled["people"] = PEOPLE
    for day, order in enumerate(filled.get("orders", {}).values(), 1):
        order |= {"number": f"{day}-од", "date": f"2026-09-0{day}"}
        for item in order["items"]:
            if isinstance(item, dict) and item["kind"] in {"publish", "acquaint"}:
                item["who"] = CURATOR
            if isinstance(item, dict) and item["kind"] == "appoint_curator":
                item["person"] = CURATOR
    for pair in filled.get("pairs", []):
        pair |= {"mentor": MENTOR, "mentees": [MENTEE], "consents": {"mentor": "2026-08-28"}}
        pair |= {"extra_agreement": {"number": "1", "date": "2026-08-31"}}
    for programme in filled.get("programmes", []):
        programme["needs"] = [{"difficulty": "не хватает времени урока", "request": "посетить уроки наставника"}]
    if note := filled.get("analytical_note"):
        note |= {"date": "2027-06-01", "author": CURATOR, "conclusions": "Пара работает по плану."}
        note |= {"staff": {"total": 30, "young": 5, "novices": 2, "novices_with_mentor": 1}}
        note["progress"] = [{**stage, "planned": 2, "done": 2} for stage in note["progress"]]
        note["surveys"] = [{**survey, "respondents": 1, "satisfied": 1} for survey in note["surveys"]]
    return filled


ORDER = "/orders/{0}/number /orders/{0}/date"
MISSING = {
    "order_approval": f"{ORDER.format('order_approval')} /orders/order_approval/items/3/who "
    "/orders/order_approval/items/4/who",
    "regulation": "",
    "roadmap": "",
    "order_curator": f"{ORDER.format('order_curator')} /orders/order_curator/items/0/person",
    "order_pairs": f"{ORDER.format('order_pairs')} /pairs/0/mentor /pairs/0/mentees",
    "programme": "/pairs/0/mentor /pairs/0/mentees /programmes/0/needs",
    "analytical_note": " ".join([
        "/analytical_note/date /analytical_note/staff /analytical_note/conclusions /analytical_note/author",
        *(f"/analytical_note/progress/{n}/{name}" for n in range(7) for name in ("planned", "done")),
        *(f"/analytical_note/surveys/{n}/{name}" for n in range(2) for name in ("respondents", "satisfied")),
    ]),
}  # fmt: skip


@every_kind
def test_a_new_set_lacks_only_what_the_school_alone_knows(catalog: Catalog, kind: str) -> None:
    reading = read_set(_new(catalog, [kind]))

    assert {finding.pointer for finding in reading.errors} == {"/organization", *MISSING[kind].split()}
    assert {finding.code for finding in reading.errors} == {"required"}
    assert reading.warnings == ()


def test_every_kind_has_something_to_begin_with() -> None:
    begun = {path.parent.name for path in bundled("doc_templates").glob("*/start.json")}

    assert begun == set(KINDS)


@every_kind
def test_one_kind_alone_is_made_when_the_facts_are_filled_in(generator: Generator, kind: str) -> None:
    data = with_facts(_new(generator.catalog, [kind]))

    documents, doubts = generator.render(generator.load_data(data).document_set)

    assert [document.kind for document in documents] == [kind]
    assert doubts == []


def test_the_whole_new_set_reads_as_it_was_last_looked_at(generator: Generator, golden: Golden) -> None:
    loaded = generator.load_data(with_facts(_new(generator.catalog, KINDS)))

    documents, doubts = generator.render(loaded.document_set)

    assert (loaded.warnings, doubts) == ((), [])
    for document in documents:
        golden.check(GOLDEN / STARTING / f"{document.kind}.txt", docx_text(document.docx))
    golden.check_none_stale(GOLDEN / STARTING, {f"{kind}.txt" for kind in KINDS})


def test_every_package_is_made_when_the_facts_are_filled_in(generator: Generator) -> None:
    for package in generator.catalog.packages:
        loaded = generator.load_data(with_facts(_new(generator.catalog, list(package.kinds))))

        documents, _ = generator.render(loaded.document_set)

        assert [document.kind for document in documents] == list(package.kinds)
        assert loaded.warnings == ()


@pytest.mark.parametrize(
    ("today", "plan", "report"),
    [
        ("2026-05-31", "2025/2026", "2025/2026"),
        ("2026-06-01", "2026/2027", "2025/2026"),
        ("2026-09-30", "2026/2027", "2025/2026"),
        ("2026-10-01", "2026/2027", "2026/2027"),
        ("2027-01-15", "2026/2027", "2026/2027"),
    ],
)
def test_the_school_year_is_proposed_by_the_day(catalog: Catalog, today: str, plan: str, report: str) -> None:
    day = dt.date.fromisoformat(today)

    assert _new(catalog, ["roadmap"], day)["school_year"] == plan
    assert _new(catalog, ["roadmap", "analytical_note"], day)["school_year"] == plan
    assert _new(catalog, ["analytical_note"], day)["school_year"] == report


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_on_no_day_is_a_deadline_proposed_that_has_passed_or_out_of_order(
    catalog: Catalog, today: dt.date
) -> None:
    kinds = [kind for kind in KINDS if kind != "analytical_note"]
    data = _new(catalog, kinds, today)
    days = list(_days(data))

    reading = read_set(with_facts(data))

    assert min(days) >= f"{today}"[:7]
    assert all(day >= str(today) for day in days if len(day) == 10)
    assert {warning.code for warning in reading.warnings} <= {"unusual_period", "effective_early"}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_on_no_day_does_a_report_cover_what_is_still_to_come(catalog: Catalog, today: dt.date) -> None:
    period = _new(catalog, ["analytical_note"], today)["analytical_note"]["period"]

    assert period["from"] <= period["to"] <= str(today)


def _days(value: Any) -> Iterator[str]:
    """Yield every date and month of raw JSON."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _days(inner)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        yield value


def test_orders_and_marks_refer_only_to_what_is_made_with_them(catalog: Catalog) -> None:
    alone = json.dumps(_new(catalog, ["regulation", "roadmap", "order_pairs"]))
    partly = _new(catalog, ["order_approval", "regulation"])["orders"]["order_approval"]

    assert "order_approval" not in alone
    assert "roadmap" not in json.dumps(partly)
    assert partly["title"].endswith("работников")


def _own(folder: Path, start: str) -> Catalog:
    make_kind(folder, "memo", KIND_TOML, ["Памятка"])
    (folder / "memo" / "start.json").write_text(start, encoding="utf-8")
    return Catalog((bundled("doc_templates"), folder))


def test_a_kind_of_ones_own_brings_its_own_beginning(tmp_path: Path) -> None:
    start = {"orders": {"memo": {"title": "О памятке на {first} год"}}, "school_year": {"when": "roadmap"}}
    catalog = _own(tmp_path, json.dumps(start))

    check_starts(catalog.kinds)

    assert new_set([catalog.kinds["memo"]], JULY)["orders"] == {"memo": {"title": "О памятке на 2026 год"}}


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("{", "строка 1, столбец 2"),
        ("[]", "нужен объект с разделами комплекта"),
        ('{"roadmap": {"period": "{frist}"}}', "/roadmap/period: непонятное место «{frist}»"),
        ('{"roadmap": {"period": "{first+3}"}}', "/roadmap/period: непонятное место"),
        ('{"orders": {"memo": {"date": "{last}-02-30"}}}', "/orders/memo/date: такой даты нет: 2027-02-30"),
        ('{"roadmap": {"when": "roadmap", "them": {}}}', "/roadmap: рядом с when бывают только then и else"),
        ('{"roadmap": {"when": "not raodmap", "then": {}}}', "вида «raodmap» нет. Возможно"),
        ('{"regulation": {"form": []}}', "/regulation/form: Поля «form» здесь нет"),
        ('{"roadmap": {"stages": [{"title": "Этап", "content": ""}]}}', "/roadmap/stages/0/content"),
    ],
)  # fmt: skip
def test_a_wrong_beginning_is_told_with_its_file_and_place(tmp_path: Path, start: str, told: str) -> None:
    catalog = _own(tmp_path, start)

    with pytest.raises(TemplateError) as found:
        check_starts(catalog.kinds)

    assert str(tmp_path / "memo" / "start.json") in str(found.value)
    assert told in str(found.value)


def test_the_service_does_not_start_with_a_wrong_beginning(generator: Generator, tmp_path: Path) -> None:
    _own(tmp_path, "{")

    with pytest.raises(TemplateError, match=r"start\.json"):
        build_generator(replace(read_settings(), templates=tmp_path), generator.converter)


PACKAGE = '[[packages]]\nid = "own"\ntitle = "Свой"\npurpose = "Для себя"\nkinds = ["order_pairs"]\n'


def test_the_packages_name_every_kind_and_say_what_they_are_for(catalog: Catalog) -> None:
    assert {kind for package in catalog.packages for kind in package.kinds} == set(KINDS)
    assert all(package.title and package.purpose for package in catalog.packages)


def test_a_package_of_ones_own_is_added_and_one_of_the_same_name_replaces(tmp_path: Path) -> None:
    own = PACKAGE + PACKAGE.replace('"own"', '"pairs"')
    (tmp_path / "packages.toml").write_text(own, encoding="utf-8")

    found = {package.id: package for package in Catalog((bundled("doc_templates"), tmp_path)).packages}

    assert found["own"].kinds == found["pairs"].kinds == ("order_pairs",)
    assert found["pairs"].title == "Свой"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PACKAGE.replace("order_pairs", "order_pair"), "в пакете «own» вида «order_pair» нет. Возможно"),
        (PACKAGE.replace('["order_pairs"]', '["order_pairs", "order_pairs"]'), "вид назван дважды"),
        (PACKAGE.replace('purpose = "Для себя"\n', ""), "в пакете 1 не хватает полей: purpose"),
        (PACKAGE + 'kind = "x"', "поля «kind» нет. Возможно, имелось в виду «kinds»"),
        ('packages = ["own"]', "пакеты не прочесть"),
        ('[packages]\nid = "own"', "пакеты не прочесть"),
        ("", "нет ни одного пакета"),
        ("[[packages", "пакеты не прочесть"),
    ],
)
def test_a_wrong_package_is_told_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "packages.toml").write_text(text, encoding="utf-8")

    with pytest.raises(TemplateError) as found:
        Catalog((bundled("doc_templates"), tmp_path))

    assert str(tmp_path / "packages.toml") in str(found.value)
    assert told in str(found.value)
