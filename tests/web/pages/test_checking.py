"""What is said of a set: all of it at once."""

from typing import Any

from service.generate import Generator
from service.web.pages.checking import judge
from tests.conftest import sample_data


def _told(generator: Generator, data: dict[str, Any]) -> set[tuple[str, str]]:
    found = judge(generator, data, [generator.catalog.kind("order_pairs")])
    return {(error.pointer, error.code) for error in found.errors}


def test_what_the_law_wants_of_a_pair_is_told_together_with_what_else_is_wrong_in_it(generator: Generator) -> None:
    data = sample_data("school")
    for name in ("mentor", "consents", "extra_agreement"):
        data["pairs"][0].pop(name)
    data["pairs"][1].pop("consents")

    assert _told(generator, data) == {
        ("/pairs/0/mentor", "required"),
        ("/pairs/0", "consent_missing"),
        ("/pairs/0", "agreement_missing"),
        ("/pairs/1", "consent_missing"),
    }


def test_a_pair_that_only_lacks_its_mentor_is_told_to_lack_nothing_else(generator: Generator) -> None:
    data = sample_data("school")
    data["pairs"][0].pop("mentor")

    assert _told(generator, data) == {("/pairs/0/mentor", "required")}
