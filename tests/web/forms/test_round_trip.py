"""A page that is sent back as it is changes nothing."""

import copy
import dataclasses
from typing import Any

import pytest

from schemas.phrases import Phrase
from schemas.responsibles import Group, Role, Unit, Words
from schemas.rules import read_set
from service.web.forms import build_form, read_form
from tests.conftest import sample_data
from tests.web.forms.browser import TODAY, render, sample_steps, sent, steps


@pytest.mark.parametrize(("name", "step"), sample_steps())
def test_a_step_sent_back_as_it_is_changes_nothing(name: str, step: str) -> None:
    data = sample_data(name)
    before = copy.deepcopy(data)
    chosen = steps(data)[step]

    read = read_form(chosen, data, sent(render(build_form(chosen, data, today=TODAY))))

    assert read == before
    assert data == before
    assert read_set(read).document_set == read_set(before).document_set


@pytest.mark.parametrize("name", ["school", "kindergarten", "district_body", "seed_001", "seed_004", "minimal"])
def test_a_set_typed_from_nothing_prints_as_the_set_of_the_file(name: str) -> None:
    data = sample_data(name)
    read = {"schema_version": "1.0", "documents": data["documents"]}
    for key in ("people", "pairs", "acts"):
        read[key] = [{"id": row["id"]} for row in data.get(key, [])]  # ids are never typed
    for step in steps(data).values():
        read = read_form(step, read, sent(render(build_form(step, data, today=TODAY))))

    typed, known = read_set(read), read_set(data)

    assert typed.errors == ()
    assert typed.document_set is not None
    assert known.document_set is not None
    assert printed(typed.document_set) == printed(known.document_set)
    assert typed.document_set.options == known.document_set.options


def printed(value: Any) -> Any:
    """Give a loaded value without what a page does not ask for and a document does not need.

    Forms of phrases are corrected on the page of checks; whether words name a role or a unit is not printed.
    """
    if isinstance(value, Phrase):
        return value.nom
    if isinstance(value, Role | Unit | Group | Words):
        return str(value)
    if dataclasses.is_dataclass(value):
        found = {field.name: printed(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {name: inner for name, inner in found.items() if inner and name != "render"}
    if isinstance(value, dict):
        return {name: printed(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        codes = all(isinstance(item, str) and item.isascii() for item in value)
        return sorted(value) if codes else [printed(item) for item in value]
    return value
