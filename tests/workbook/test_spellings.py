"""Deadlines, texts and lists between a cell and the schema, there and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.deadlines import DeadlineField
from schemas.text import TextField
from service.workbook.spans import deadline_words, read_deadline
from service.workbook.texts import block_words, read_blocks, read_lines
from tests.conftest import sample_data

SAMPLES = ("school", "kindergarten", "seed_001", "seed_002", "seed_003", "seed_004", "district_body")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("до 31 августа 2026 г.", {"until": "2026-08-31"}),
        ("до 25 мая", "до 25 мая"),
        ("до 25.05.27 (согласно плану)", {"until": "2027-05-25", "note": "согласно плану"}),
        ("Сентябрь 2026 г.", {"month": "2026-09"}),
        ("апрель, май 2027", {"months": ["2027-04", "2027-05"]}),
        ("октябрь – май 2027", {"from_month": "2026-10", "to_month": "2027-05"}),
        ("с сентября 2026 по май 2027 г.", {"from_month": "2026-09", "to_month": "2027-05"}),
        ("1 сентября – 5 октября 2026", {"from": "2026-09-01", "to": "2026-10-05"}),
        ("декабрь 2026 и май 2027", {"list": [{"month": "2026-12"}, {"month": "2027-05"}]}),
        ("В течение учебного года", {"periodic": "all_year"}),
        ("по запросу региона", {"periodic": "on_request", "of": "региона"}),
        ("31 ноября 2026 г.", "31 ноября 2026 г."),
        ("когда получится", "когда получится"),
    ],
)  # fmt: skip
def test_a_deadline_is_read_as_people_write_it(words: str, value: Any) -> None:
    assert read_deadline(words) == value


def _named(value: Any, names: set[str]) -> list[Any]:
    """Return all values of some fields anywhere in a set."""
    found: list[Any] = []
    for name, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        found += [inner] if name in names else []
        found += _named(inner, names)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_deadline_of_the_samples_comes_back_the_same(name: str) -> None:
    field = DeadlineField()
    for value in _named(sample_data(name), {"deadline"}):
        assert field.deserialize(read_deadline(deadline_words(value))) == field.deserialize(value)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_of_the_samples_comes_back_the_same(name: str) -> None:
    field = TextField()
    for value in _named(sample_data(name), {"content", "result", "conclusions", "recommendations", "problems"}):
        assert field.deserialize(read_blocks(block_words(value))) == field.deserialize(value)


@pytest.mark.parametrize(
    "cell", ["а; б;в", "а\nб\nв", "1. а\n2. б\n3. в", "– а;\n– б;\n– в", " • а\n\n • б\n • в\n"]
)
def test_a_list_in_a_cell_is_read_however_it_is_parted(cell: str) -> None:
    assert read_lines(cell) == ["а", "б", "в"]


@given(st.text(max_size=300))
def test_any_words_are_read_without_a_fault(words: str) -> None:
    read_deadline(words)
    read_lines(words)

    assert isinstance(read_blocks(words), str | list | dict | None)
