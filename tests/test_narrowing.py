"""Only what the chosen documents need is asked for: the rest of a set may be half typed."""

from typing import Any

import pytest

from schemas.rules import read_set
from service.catalog import Catalog
from service.generate import Generator
from service.render import docx_text
from service.starting import Narrowed, narrowed, new_set, next_year
from tests.conftest import sample_data
from tests.test_next_year import AUGUST
from tests.test_starting import JULY, with_facts

WHOLE = ["order_approval", "regulation", "roadmap", "order_curator", "order_pairs", "programme", "analytical_note"]


@pytest.fixture
def typed(catalog: Catalog) -> dict[str, Any]:
    """The facts of a whole new set, but none of its orders and of its note."""
    fresh = new_set([catalog.kind(kind) for kind in WHOLE], JULY)
    return {**with_facts(fresh), "orders": fresh["orders"], "analytical_note": fresh["analytical_note"]}


@pytest.mark.parametrize("kinds", [["regulation"], ["roadmap"], ["programme"], ["regulation", "programme"]])
def test_documents_are_made_whatever_is_missing_in_others(
    generator: Generator, typed: dict[str, Any], kinds: list[str]
) -> None:
    data = narrowed(typed, [generator.catalog.kind(kind) for kind in kinds]).data

    documents, _ = generator.render(generator.load_data(data).document_set)

    assert [document.kind for document in documents] == kinds
    assert not data.get("orders")


def test_what_a_chosen_document_lacks_is_still_told(catalog: Catalog, typed: dict[str, Any]) -> None:
    data = narrowed(typed, [catalog.kind("regulation"), catalog.kind("order_pairs")]).data

    pointers = {finding.pointer for finding in read_set(data).errors}

    assert pointers == {"/orders/order_pairs/number", "/orders/order_pairs/date"}


def test_what_is_sound_stays_though_no_document_requires_it(catalog: Catalog) -> None:
    school = sample_data("school")

    found = narrowed(school, [catalog.kind("programme")])

    assert found == Narrowed({**school, "documents": ["programme"]})


def test_next_years_order_rests_on_last_years_order_that_is_not_made_anew(generator: Generator) -> None:
    data = next_year(sample_data("school"), AUGUST).data
    data["orders"]["order_pairs"] |= {"number": "95-од", "date": "2027-09-03"}
    for pair in data["pairs"]:
        pair |= {"consents": {"mentor": "2027-08-30"}, "extra_agreement": {"number": "1", "date": "2027-09-01"}}
    kinds = [generator.catalog.kind(kind) for kind in ("roadmap", "order_pairs")]

    loaded = generator.load_data(narrowed(data, kinds).data)

    roadmap, order = (docx_text(document.docx) for document in generator.render(loaded.document_set)[0])
    assert "приказа от 31.08.2026 № 112-од «Об утверждении Положения" in order.replace("\u00a0", " ")
    assert "112-од" not in roadmap


def test_what_was_left_out_is_told_and_nothing_common_is(catalog: Catalog, typed: dict[str, Any]) -> None:
    typed |= {"authority": {}, "raodmap": {}}

    found = narrowed(typed, [catalog.kind("regulation")])

    assert found.left_out == (
        "analytical_note", "orders.order_approval", "orders.order_curator", "orders.order_pairs",
    )  # fmt: skip
    assert {"authority", "raodmap", "pairs"} <= set(found.data)


def test_a_document_is_approved_by_the_head_when_its_order_is_not_made(
    catalog: Catalog, typed: dict[str, Any]
) -> None:
    data = narrowed(typed, [catalog.kind("roadmap")]).data

    assert data["roadmap"]["marks"] == [{"kind": "approve"}]


def test_the_set_itself_is_not_changed(catalog: Catalog, typed: dict[str, Any]) -> None:
    before = repr(typed)

    narrowed(typed, [catalog.kind("roadmap")])

    assert repr(typed) == before
