"""Deadlines and texts as a secretary types them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.deadlines import DeadlineField
from schemas.text import TextField
from service.web.forms.deadline_words import deadline_words, read_words
from service.web.forms.text_lines import read_lines, text_lines
from tests.conftest import sample_data
from tests.web.forms.browser import SAMPLES


@pytest.mark.parametrize(("typed", "shape"), [
    ("до 25 мая 2027 г.", {"until": "25 мая 2027 г."}),
    ("До 25.05.2027", {"until": "25.05.2027"}),
    ("до 30 ноября", {"until": "30 ноября"}),
    ("1 сентября 2026 г.", {"date": "1 сентября 2026 г."}),
    ("01.09.2026", {"date": "01.09.2026"}),
    ("сентябрь 2026", {"month": "2026-09"}),
    ("Сентябрь 2026 г.", {"month": "2026-09"}),
    ("сентябрь 2026 – май 2027", {"from_month": "2026-09", "to_month": "2027-05"}),
    ("сентябрь 2026 г. - май 2027 года", {"from_month": "2026-09", "to_month": "2027-05"}),
    ("ноябрь – декабрь 2026", {"from_month": "2026-11", "to_month": "2026-12"}),
    ("апрель, май 2027", {"months": ["2027-04", "2027-05"]}),
    ("декабрь 2026 и май 2027", {"list": [{"month": "2026-12"}, {"month": "2027-05"}]}),
    ("с 1 сентября 2026 г. по 31 мая 2027 г.", {"from": "1 сентября 2026 г.", "to": "31 мая 2027 г."}),
    ("с 1 по 15 сентября 2026", {"from": "1 сентября 2026", "to": "15 сентября 2026"}),
    ("с 1 сентября по 15 октября 2026 г.", {"from": "1 сентября 2026 г.", "to": "15 октября 2026 г."}),
    ("01.09.2026–31.05.2027", {"from": "01.09.2026", "to": "31.05.2027"}),
    ("Ежемесячно", {"periodic": "monthly"}),
    ("в течение учебного года", {"periodic": "all_year"}),
    ("на регулярной основе (по запросу)", {"periodic": "regular", "note": "по запросу"}),
    ("по запросу региона", {"periodic": "on_request", "of": "региона"}),
    ("до 25.05.2027 (согласно плану)", {"until": "25.05.2027", "note": "согласно плану"}),
    ("до 31 ноября 2026", "до 31 ноября 2026"),
    ("по мере необходимости", "по мере необходимости"),
    ("после 1 сентября и до каникул", "после 1 сентября и до каникул"),
])  # fmt: skip
def test_words_of_a_deadline_are_read_to_the_richest_shape(typed: str, shape: Any) -> None:
    assert read_words(typed) == shape


@pytest.mark.parametrize("typed", [
    "до 25 мая 2027 г.", "сентябрь 2026 – май 2027", "ноябрь – декабрь 2026", "ежемесячно",
    "декабрь 2026 и май 2027", "с 1 сентября 2026 г. по 31 мая 2027 г.", "по запросу региона",
    "апрель, май 2027", "01.09.2026",
])  # fmt: skip
def test_a_deadline_is_shown_in_the_words_that_were_typed(typed: str) -> None:
    assert deadline_words(read_words(typed)) == typed


_MONTHS = st.builds("{}-{:02d}".format, st.integers(2020, 2030), st.integers(1, 12))
_DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat)
_SHAPES = st.one_of(
    st.fixed_dictionaries({"month": _MONTHS}),
    st.fixed_dictionaries({"until": _DAYS}, optional={"note": st.just("по согласованию")}),
    st.fixed_dictionaries({"date": _DAYS}),
    st.tuples(_DAYS, _DAYS).map(sorted).map(lambda both: {"from": both[0], "to": both[1]}),
    st.tuples(_MONTHS, _MONTHS).map(sorted).map(lambda both: {"from_month": both[0], "to_month": both[1]}),
    st.sampled_from(["monthly", "quarterly", "yearly", "all_year"]).map(lambda code: {"periodic": code}),
    st.lists(st.fixed_dictionaries({"month": _MONTHS}), min_size=2, max_size=3).map(lambda parts: {"list": parts}),
)


@given(_SHAPES)
def test_a_deadline_shown_and_typed_again_means_the_same(shape: Any) -> None:
    again = read_words(deadline_words(shape) or "")

    assert DeadlineField().deserialize(again) == DeadlineField().deserialize(shape)


@given(st.text(max_size=60))
def test_no_words_are_lost_whatever_is_typed_as_a_deadline(text: str) -> None:
    read = read_words(text)

    assert deadline_words(read) is not None
    if isinstance(read, str):
        assert read == " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    "broken", [{"until": 5}, {"month": "2026-13"}, {"foo": 1}, 5, {"list": []}, {"from": "x"}]
)
def test_a_deadline_of_an_unknown_shape_has_no_words(broken: Any) -> None:
    assert deadline_words(broken) is None


@pytest.mark.parametrize(("lines", "blocks"), [
    ("Один абзац.", "Один абзац."),
    ("Первый.\n\nВторой.", ["Первый.", "Второй."]),
    ("Вводное:\n– первое;\n– второе.", ["Вводное:", {"ul": ["первое;", "второе."]}]),
    ("- первое\n• второе", [{"ul": ["первое", "второе"]}]),
    ("1) раз\n2) два\n   – внутри", [{"ol": ["раз", {"text": "два", "ul": ["внутри"]}]}]),
    ("1. раз\n2. два", [{"ol.": ["раз", "два"]}]),
    ("1) раз\n1) снова раз", [{"ol": ["раз"]}, {"ol": ["снова раз"]}]),
    ("12. Не список", "12. Не список"),
    ("– а\nабзац\n– б", [{"ul": ["а"]}, "абзац", {"ul": ["б"]}]),
    ("Для [курсив: конкретной] программы в [организация: местный]",
     [{"para": ["Для ", {"italic": "конкретной"}, " программы в ", {"organization": "loc"}]}]),
    ("Скобки [просто так] и [организация: какой-то]", "Скобки [просто так] и [организация: какой-то]"),
    ("– а\n   1) б\n      – в\n– г", [{"ul": [{"text": "а", "ol": [{"text": "б", "ul": ["в"]}]}, "г"]}]),
])  # fmt: skip
def test_lines_of_a_textarea_become_paragraphs_and_lists(lines: str, blocks: Any) -> None:
    assert read_lines(lines) == blocks


def test_an_item_holds_one_list_and_no_word_is_lost() -> None:
    assert read_lines("– а\n   – б\n   1) в") == [{"ul": [{"text": "а", "ul": ["б", "1) в"]}]}]


def _texts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        names = ("content", "text", "result", "strengths", "results", "problems", "conclusions", "recommendations")
        found = [inner for name, inner in value.items() if name in names and not _is_list_item(value)]
        return found + [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []


def _is_list_item(value: dict[str, Any]) -> bool:
    return bool({"ul", "ol", "ol."} & set(value))


@pytest.mark.parametrize("name", SAMPLES)
def test_texts_of_the_samples_are_shown_and_typed_again_without_loss(name: str) -> None:
    field = TextField()
    for text in _texts(sample_data(name)):
        lines = text_lines(text)

        assert lines is not None
        assert field.deserialize(read_lines(lines)) == field.deserialize(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=200))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    shown = text_lines(read_lines(text))

    assert shown is not None
    assert [_words(line) for line in shown.split("\n") if _words(line)] == [
        _words(line) for line in text.split("\n") if _words(line)
    ]


def _words(line: str) -> list[str]:
    """Give the words of a line without the sign of a list at its beginning."""
    words = line.split()
    return words[1:] if words and (words[0] in "–—•*-" or words[0][:-1].isdigit()) else words
