"""Last year's set rolled over: the year moves, what was the year's own is emptied, the rest stays, all is told."""

import copy
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from schemas.rules import read_set
from service.bootstrap import sample_names
from service.generate import Generator
from service.render import docx_text
from service.starting import RolledOver, next_year
from tests.conftest import sample_data

AUGUST = dt.date(2027, 8, 20)
GIVEN_ANEW = {"required", "indicator_value"}  # what a sound set may lack when it has been rolled over


@pytest.fixture(scope="module")
def rolled() -> RolledOver:
    """The sample school in its next year."""
    return next_year(sample_data("school"), AUGUST)


def _told(rolled: RolledOver, words: str) -> list[str]:
    return [sentence for sentence in rolled.changes if words in sentence]


def test_the_year_and_its_days_move_and_it_is_told(rolled: RolledOver) -> None:
    data = rolled.data
    texts = json.dumps(data["orders"], ensure_ascii=False)

    assert data["school_year"] == "2027/2028"
    assert data["pairs"][0]["period"] == {"from": "2027-09-07", "to": "2028-05-31"}
    assert data["roadmap"]["period"] == "на 2027/2028 учебный год"
    assert data["roadmap"]["stages"][5]["deadline"] == {"from_month": "2028-05", "to_month": "2028-06"}
    assert data["programmes"][0]["plan"]["stages"][0]["activities"][2]["deadline"] == {"month": "2027-10"}
    assert "до 29.12.2027 и по итогам учебного года до 11.06.2028" in texts
    assert rolled.changes[0] == "Учебный год: 2026/2027 → 2027/2028."
    assert _told(rolled, "перенесены на год")


def test_acts_people_and_references_to_other_documents_do_not_move(rolled: RolledOver) -> None:
    before, after = sample_data("school"), rolled.data
    (basis,) = [b for b in after["orders"]["order_approval"]["basis"] if "решения" in b.get("text", "")]

    assert after["acts"][: len(before["acts"])] == before["acts"]
    assert after["organization"] == before["organization"]
    assert after["regulation"]["profile"] == before["regulation"]["profile"]
    assert after["regulation"]["legal_basis"] == before["regulation"]["legal_basis"]
    assert [p["contract"] for p in after["people"] if "contract" in p] == [
        p["contract"] for p in before["people"] if "contract" in p
    ]
    assert basis["text"] == "решения педагогического совета (протокол от 28.08.2026 № 1)"
    assert _told(rolled, basis["text"])


def test_orders_lose_their_numbers_and_stay_as_acts_to_be_cited(rolled: RolledOver) -> None:
    acts = {act["id"]: act for act in rolled.data["acts"]}

    assert not any({"number", "date", "e_signature"} & set(order) for order in rolled.data["orders"].values())
    assert acts["order_pairs-2026"]["number"] == "121-од"
    assert acts["order_pairs-2026"]["date"] == "2026-09-04"
    assert "2026/2027" in acts["order_pairs-2026"]["title"]
    assert _told(rolled, "№ 112-од, № 113-од, № 121-од")


def test_what_repealed_an_older_order_is_not_said_again(rolled: RolledOver) -> None:
    kinds = [item["kind"] for item in rolled.data["orders"]["order_approval"]["items"]]

    assert "repeal" not in kinds
    assert _told(rolled, "утратившим силу убран")


def test_pairs_begin_anew_without_last_years_consents(rolled: RolledOver) -> None:
    emptied = {"consents", "extra_agreement", "status", "reason", "extended_to"}

    assert [pair["id"] for pair in rolled.data["pairs"]] == ["pair-1", "pair-2", "pair-3", "group-1"]
    assert not any(emptied & set(pair) for pair in rolled.data["pairs"])
    assert rolled.data["pairs"][0]["payment"] == sample_data("school")["pairs"][0]["payment"]


def test_a_pair_that_was_ended_does_not_go_on_nor_does_its_programme() -> None:
    data = sample_data("school")
    data["pairs"][2]["status"] = "terminated"

    rolled = next_year(data, AUGUST)

    assert "pair-3" not in [pair["id"] for pair in rolled.data["pairs"]]
    assert "pair-3" not in [programme["pair"] for programme in rolled.data["programmes"]]
    assert _told(rolled, "Ким – Черных")


def test_outcomes_are_emptied_and_the_values_become_those_of_the_year_before(rolled: RolledOver) -> None:
    note = rolled.data["analytical_note"]
    texts = json.dumps(rolled.data["programmes"], ensure_ascii=False)

    assert [indicator.get("previous") for indicator in note["indicators"]] == [92.9, 7, 2, 3, 3, 8.4]
    assert not any({"fact", "part", "whole"} & set(indicator) for indicator in note["indicators"])
    assert not {"date", "number", "staff", "conclusions", "results", "swot"} & set(note)
    assert "выполнено" not in texts
    assert "conclusion" not in texts
    assert '"fact"' not in texts


def test_people_have_grown_more_experienced(rolled: RolledOver) -> None:
    before = [person.get("experience_years") for person in sample_data("school")["people"]]

    after = [person.get("experience_years") for person in rolled.data["people"]]

    assert after == [years if years is None else years + 1 for years in before]


@pytest.mark.parametrize("name", sample_names())
def test_a_set_rolled_over_lacks_only_what_is_given_anew(name: str) -> None:
    reading = read_set(next_year(sample_data(name), AUGUST).data)

    assert {finding.code for finding in reading.errors} <= GIVEN_ANEW


def test_the_next_years_order_is_made_when_the_new_facts_are_filled_in(generator: Generator) -> None:
    data = next_year(sample_data("school"), AUGUST).data
    data |= {"documents": ["roadmap", "order_pairs", "programme"]}
    del data["analytical_note"]
    for day, order in enumerate(data["orders"].values(), 1):
        order |= {"number": f"{day}", "date": f"2027-09-0{day}"}
    for pair in data["pairs"]:
        pair |= {"consents": {"mentor": "2027-08-30"}, "extra_agreement": {"number": "1", "date": "2027-09-01"}}

    documents, _ = generator.render(generator.load_data(data).document_set)

    text = docx_text(documents[1].docx).replace("\u00a0", " ")
    assert "О закреплении наставнических пар и группы на 2027/2028 учебный год" in text
    assert "с 07.09.2027 по 31.05.2028" in text
    assert "стаж 2 года" in text
    assert "2026" not in text.replace("28.08.2026", "")


@pytest.mark.parametrize(
    ("saved", "today", "coming"),
    [
        ("2026/2027", "2027-05-20", "2027/2028"),
        ("2026/2027", "2026-10-01", "2027/2028"),
        ("2024/2025", "2027-08-20", "2027/2028"),
        ("2026–2027", "2027-08-20", "2027/2028"),
        (None, "2027-08-20", "2027/2028"),
    ],
)
def test_the_coming_year_is_the_next_one_or_that_of_today(saved: str | None, today: str, coming: str) -> None:
    rolled = next_year(sample_data("school") | {"school_year": saved}, dt.date.fromisoformat(today))

    assert rolled.data["school_year"] == coming
    years = int(coming[:4]) - int((saved or "2026")[:4])
    assert rolled.data["pairs"][0]["period"]["from"] == f"{2026 + years}-09-07"


def test_the_year_of_a_set_that_does_not_say_it_is_that_of_its_pairs() -> None:
    data = sample_data("school")
    del data["school_year"]
    data["pairs"][0]["period"] = {"from": "07.09.2024", "to": "31.05.2025"}

    rolled = next_year(data, AUGUST)

    assert rolled.changes[0] == "Учебный год: 2024/2025 → 2027/2028."
    assert rolled.data["pairs"][0]["period"] == {"from": "07.09.2027", "to": "31.05.2028"}
    assert _told(rolled, "перенесены на 3 года")


def test_an_act_that_has_lapsed_is_named_with_its_successor() -> None:
    data = sample_data("school")
    data["orders"]["order_approval"]["basis"].append({"mode": "pursuant_to", "act": "up-474-2020"})
    data["regulation"] |= {"profile": "2022", "legal_basis": ["np-education"]}

    rolled = next_year(data, AUGUST)

    (replaced,) = _told(rolled, "№ 474")
    assert "вместо него — Указ Президента Российской Федерации от 07.05.2024 № 309" in replaced
    assert _told(rolled, "«Образование»")[0].endswith("уберите ссылку на него.")
    assert _told(rolled, "перечень актов 2022 года")


def test_the_saved_set_itself_is_not_changed() -> None:
    data = sample_data("school")

    next_year(data, AUGUST)

    assert data == sample_data("school")


@pytest.mark.parametrize("damage", [None, "", [], {}, 7, [None], {"a": None}, True])
def test_a_half_typed_set_is_rolled_over_as_far_as_it_goes(damage: Any) -> None:
    for broken in _damaged(sample_data("minimal"), damage):
        assert next_year(broken, AUGUST).data["school_year"] == "2027/2028"


def _damaged(data: dict[str, Any], damage: Any) -> Iterator[dict[str, Any]]:
    """Yield the set with each of its values in turn replaced."""
    for path in _paths(data):
        broken = copy.deepcopy(data)
        holder: Any = broken
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = copy.deepcopy(damage)
        yield broken


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in entries:
        yield (step,)
        for rest in _paths(inner):
            yield (step, *rest)


@pytest.mark.parametrize("data", [None, [], "{}", 3])
def test_what_is_no_set_becomes_an_empty_one(data: Any) -> None:
    assert next_year(data, AUGUST) == RolledOver({}, ())
