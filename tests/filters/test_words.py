"""Filters on plain text."""

from typing import Any

import pytest

from service.filters.words import capital, inner_quotes, item_end, stop


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("учитель", "Учитель"), ("«росток»", "«Росток»"), ("1 сентября", "1 сентября"), ("ёлка", "Ёлка"),
        ("Уже", "Уже"), ("", ""), ("– пункт", "– Пункт"), ("…", "…"),
    ],
)  # fmt: skip
def test_the_first_letter_becomes_capital(text: str, expected: str) -> None:
    assert capital(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Да", "Да."), ("Да.", "Да."), ("Да?", "Да?"), ("Да…", "Да…"), ("Да:", "Да:"), ("Да; ", "Да;"),
     ("Седых О.В.", "Седых О.В."), ("«Росток»", "«Росток».")],
)  # fmt: skip
def test_a_sentence_ends_with_one_sign(text: str, expected: str) -> None:
    assert stop(text) == expected


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [("дело", False, "дело;"), ("дело;", False, "дело;"), ("дело.", False, "дело;"), ("дело,", True, "дело."),
     ("дело; ", True, "дело.")],
)  # fmt: skip
def test_an_item_ends_with_a_semicolon_and_the_last_with_a_full_stop(text: str, last: bool, expected: str) -> None:
    assert item_end(text, last) == expected


@pytest.mark.parametrize("text", ["до 2026 г.", "и т. д.", "и др.", "Седых О.В."])
def test_an_abbreviation_at_the_end_of_an_item_keeps_its_stop(text: str) -> None:
    assert item_end(text, last=False) == f"{text};"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Об уставе", "Об уставе"),
        ("Об уставе «Ростка»", "Об уставе „Ростка“"),
        ('Об уставе "Ростка"', "Об уставе „Ростка“"),
        ("«а» и «б»", "„а“ и „б“"),
        ("»", "“"),
        (7, "7"),
    ],
)
def test_quotes_become_inner_ones(text: Any, expected: str) -> None:
    assert inner_quotes(text) == expected
