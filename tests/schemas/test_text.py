"""Texts of several paragraphs: lists to depth 3, markers, italics, the organisation's name; what is refused."""

from typing import Any

import pytest
from marshmallow import ValidationError

from schemas.document_set import flatten
from schemas.text import Paragraph, Run, Text, TextField


def _load(data: Any) -> Text:
    return TextField().deserialize(data)  # type: ignore[no-any-return]


def _shape(text: Text) -> list[tuple[int, str, str]]:
    return [(paragraph.level, paragraph.marker, str(paragraph)) for paragraph in text.paragraphs]


def test_a_line_is_one_paragraph() -> None:
    assert _load("  Один абзац. ").paragraphs == (Paragraph((Run("Один абзац."),)),)


def test_lists_are_marked_and_nested_to_depth_three() -> None:
    text = _load(
        ["Вводное:", {"ul": ["первое;", {"text": "второе:", "ol": ["а", {"text": "б", "ol.": ["в", "г"]}]}]}]
    )

    assert _shape(text) == [
        (0, "", "Вводное:"), (1, "–", "первое;"), (1, "–", "второе:"), (2, "1)", "а"), (2, "2)", "б"),
        (3, "1.", "в"), (3, "2.", "г"),
    ]  # fmt: skip
    assert str(text) == "Вводное:\n– первое;\n– второе:\n1) а\n2) б\n1. в\n2. г"


def test_a_list_alone_is_a_text() -> None:
    assert _shape(_load({"ol": ["раз", "два"]})) == [(1, "1)", "раз"), (1, "2)", "два")]


def test_italics_and_the_organisations_name_keep_the_spaces_about_them() -> None:
    text = _load({"para": ["выбор для ", {"italic": "конкретной"}, " программы в ", {"organization": "loc"}]})

    assert text.paragraphs[0].runs == (
        Run("выбор для "), Run("конкретной", italic=True), Run(" программы в "), Run(organization="loc"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "pointer", "code"),
    [
        ([], "", "empty"),
        ("", "", "empty"),
        (7, "", "invalid_block"),
        ({"ul": []}, "/ul", "invalid_list"),
        ({"ul": "пункт"}, "/ul", "invalid_list"),
        ({"ul": ["а"], "ol": ["б"]}, "", "invalid_block"),
        ({"text": "а"}, "", "invalid_block"),
        ({"para": []}, "/para", "empty"),
        ({"para": [" ", " "]}, "/para", "empty"),
        ({"para": [{"bold": "а"}]}, "/para", "invalid_run"),
        ({"para": [{"organization": "xxx"}]}, "/para", "unknown_choice"),
        (["а", {"ul": ["б", {"ul": ["в"]}]}], "/1/ul/1", "invalid_item"),
        ({"ul": [{"text": "а", "ul": ["б"], "ol": ["в"]}]}, "/ul/0", "invalid_item"),
        ({"ul": [{"text": "а", "ul": [{"text": "б", "ul": [{"text": "в", "ul": ["г"]}]}]}]}, "/ul/0/ul/0/ul/0/ul",
         "too_deep"),
        (["а" * 20_001], "/0", "too_long"),
        (["а", "31 июня все отчитались"], "/1", "impossible_date"),
    ],
)  # fmt: skip
def test_a_wrong_text_is_refused_at_its_place(data: Any, pointer: str, code: str) -> None:
    with pytest.raises(ValidationError) as raised:
        _load(data)

    assert (pointer, code) in {(found.pointer, found.code) for found in flatten(raised.value.messages)}


def test_every_wrong_paragraph_is_told() -> None:
    with pytest.raises(ValidationError) as raised:
        _load(["", "хорошо", {"ul": ["", "хорошо", 7]}])

    assert [found.pointer for found in flatten(raised.value.messages)] == ["/0", "/2/ul/0", "/2/ul/2"]


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% if x %}", "</w:t>", "a & b < c", "«»„“", "😀 и 👩‍🏫"])
def test_signs_of_other_languages_are_only_text(text: str) -> None:
    assert str(_load(text)) == text
