"""Bytes that are no sound JSON are refused in words, with line and column."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidDataError, InvalidJsonError
from service.load import load, parse_json
from tests.conftest import sample_data

WRONG: list[tuple[bytes, str]] = [
    (b"", "строка 1, столбец 1"),
    (b"   ", "строка 1"),
    (b'{"a": 1,}', "строка 1, столбец"),
    (b'{\n"a": 1\n"b": 2}', "строка 3, столбец 1"),
    (b"{'a': 1}", "строка 1, столбец 2"),
    (b'{"a": "x\ny"}', "строка 1"),
    (b'{"a": 1} {', "строка 1, столбец 10"),
    (b'{"a": 1, "b": {"c": 1, "c": 2}}', "«c»"),
    (b'{"a": NaN}', "NaN"),
    (b'{"a": Infinity}', "Infinity"),
    (b"[-Infinity]", "-Infinity"),
    ("Школа".encode("cp1251"), "UTF-8"),
    (b'{"a": "\xff"}', "байт 7"),
    ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    (b"[" * 100_000, "вложен"),
    (b"[" * 100 + b"]" * 100, "вложен"),
    (b'{"a":' * 100 + b"1" + b"}" * 100, "вложен"),
    (b"1" * 10_000, "число"),
]


@pytest.mark.parametrize(("content", "told"), WRONG, ids=[repr(row[0][:30]) for row in WRONG])
def test_what_is_no_json_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(InvalidJsonError) as raised:
        parse_json(content)

    assert told in str(raised.value)
    assert raised.value.exit_code == 2
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('{"а": "😀 «ё»"}'.encode(), {"а": "😀 «ё»"}),
        (b' \r\n\t[1, 2.5, true, null, ""] ', [1, 2.5, True, None, ""]),
        (b"[" * 30 + b"]" * 30, None),
    ],
)
def test_json_is_read_with_or_without_a_byte_order_mark(content: bytes, data: Any) -> None:
    assert data is None or parse_json(content) == data
    assert parse_json(content) is not None


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused_and_nothing_else(content: bytes) -> None:
    with suppress(InvalidJsonError):
        assert parse_json(content) == json.loads(content)


def test_errors_and_warnings_come_together() -> None:
    data = sample_data("minimal") | {"documents": ["roadmap", "regulatoin"], "zzz": 1}
    data["pairs"][0]["period"]["to"] = "2026-10-01"
    with pytest.raises(InvalidDataError) as raised:
        load(data, {"roadmap", "regulation"})

    assert {(f.pointer, f.code) for f in raised.value.findings} == {
        ("/zzz", "unknown_field"), ("/documents/1", "unknown_kind"),
    }  # fmt: skip
    assert "unusual_period" in {f.code for f in raised.value.warnings}
    assert "/zzz" in str(raised.value)


def test_an_unknown_kind_is_answered_with_the_nearest_and_with_all() -> None:
    with pytest.raises(InvalidDataError, match=r"«regulation».*Есть: regulation, roadmap"):
        load(sample_data("minimal") | {"documents": ["regulatoin"]}, {"roadmap", "regulation"})


def test_a_sound_set_is_loaded_with_its_warnings() -> None:
    data = sample_data("minimal")
    data["pairs"][0]["period"]["to"] = "2026-10-01"
    loaded = load(json.loads(json.dumps(data)), set(data["documents"]))

    assert loaded.document_set.pairs[0].id == "pair-1"
    assert [finding.code for finding in loaded.warnings] == ["unusual_period"]


def test_an_approved_document_of_no_known_kind_needs_a_name() -> None:
    data = sample_data("minimal")
    data["orders"]["order_approval"]["items"][0] = {"kind": "approve", "document": "regulaton"}

    with pytest.raises(InvalidDataError) as caught:
        load(data, ["regulation", *data["documents"]])

    pointers = [finding.pointer for finding in caught.value.findings if finding.code == "unknown_kind"]
    assert pointers == ["/orders/order_approval/items/0/document"]
    assert "regulation" in caught.value.findings[-1].message
