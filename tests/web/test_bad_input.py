"""Bad input gets a clear Russian error, and odd text is printed as it is; nothing else ever happens."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.render import docx_text
from tests.web.conftest import JSON, Server, as_body

PATH = "/v1/documents/order_curator"
ORDER = "/orders/order_curator"


def _refused(client: FlaskClient, data: Any) -> list[dict[str, str]]:
    answer = client.post(PATH, data=as_body(data), headers=JSON)
    body = answer.get_json()

    assert answer.status_code == 422, body
    assert body["code"] == "invalid_data"
    found: list[dict[str, str]] = body["errors"]
    assert all(not error["detail"].isascii() for error in found)
    return found


def _order(data: dict[str, Any]) -> dict[str, Any]:
    order: dict[str, Any] = data["orders"]["order_curator"]
    return order


@pytest.mark.parametrize(
    "content",
    [b"{", b"[1,]", b"\xff\xfe{}", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 5_000, b"{'a': 1}"],
    ids=["cut off", "comma", "encoding", "NaN", "name twice", "too deep", "single quotes"],
)
def test_broken_json_is_named_as_such(client: FlaskClient, content: bytes) -> None:
    answer = client.post(PATH, data=content, headers=JSON)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "invalid_json"
    assert not answer.get_json()["detail"].isascii()


@pytest.mark.parametrize("content", [b"null", b"[]", b'"text"', b"7"])
def test_json_that_is_no_set_is_refused(client: FlaskClient, content: bytes) -> None:
    answer = client.post(PATH, data=content, headers=JSON)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "invalid_section"


def test_wrong_types_are_all_named_with_their_places(client: FlaskClient, sample_set: dict[str, Any]) -> None:
    _order(sample_set).update(number=186, date=["2026"], seal="да", items={}, basis="закон")
    found = {error["pointer"] for error in _refused(client, sample_set)}

    assert found >= {f"{ORDER}/{name}" for name in ("number", "date", "seal", "items", "basis")}


def test_a_misspelt_field_is_answered_with_the_nearest_one(
    client: FlaskClient, sample_set: dict[str, Any]
) -> None:
    order = _order(sample_set)
    order["titel"] = order.pop("title")
    found = {error["pointer"]: error for error in _refused(client, sample_set)}

    assert found[f"{ORDER}/titel"]["code"] == "unknown_field"
    assert "«title»" in found[f"{ORDER}/titel"]["detail"]


def test_an_unknown_person_is_named(client: FlaskClient, sample_set: dict[str, Any]) -> None:
    _order(sample_set)["signatory"] = "nobody"
    found = _refused(client, sample_set)

    assert [(error["pointer"], error["code"]) for error in found] == [(f"{ORDER}/signatory", "unknown_people")]


def test_a_mentor_who_is_the_mentee_is_refused(client: FlaskClient, sample_set: dict[str, Any]) -> None:
    pair = sample_set["pairs"][0]
    pair["mentees"] = [pair["mentor"]]
    found = _refused(client, sample_set)

    assert ("/pairs/0/mentees", "mentor_is_mentee") in {(error["pointer"], error["code"]) for error in found}


@pytest.mark.parametrize("day", ["31 ноября 2026 г.", "2026-11-31", "31.11.2026"])
def test_a_day_that_does_not_exist_is_refused(client: FlaskClient, sample_set: dict[str, Any], day: str) -> None:
    _order(sample_set)["date"] = day
    found = _refused(client, sample_set)

    assert [(error["pointer"], error["code"]) for error in found] == [(f"{ORDER}/date", "impossible_date")]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_line_is_refused(client: FlaskClient, sample_set: dict[str, Any], text: str) -> None:
    _order(sample_set)["title"] = text

    assert (f"{ORDER}/title", "empty") in {(e["pointer"], e["code"]) for e in _refused(client, sample_set)}


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ufffe", "\ud800"])
def test_a_control_character_is_refused(client: FlaskClient, sample_set: dict[str, Any], sign: str) -> None:
    _order(sample_set)["title"] = f"Об утверж{sign}дении"
    answer = client.post(PATH, data=json.dumps(sample_set).encode(), headers=JSON)

    assert answer.status_code == 422
    assert [error["code"] for error in answer.get_json()["errors"]] == ["control_character"]


def test_an_unknown_field_whose_name_no_utf_8_can_hold_is_told_of(client: FlaskClient) -> None:
    answer = client.post(PATH, data=b'{"\\ud800": 1}', headers=JSON)

    assert answer.status_code == 422
    assert "/\ud800" in {error["pointer"] for error in answer.get_json()["errors"]}


def test_a_request_that_is_too_large_is_refused_by_the_real_server(
    server: Server, sample_set: dict[str, Any]
) -> None:
    _order(sample_set)["title"] = "ж" * 5_000_000
    answer = server.post(PATH, as_body(sample_set))

    assert answer.status == 413
    assert answer.json["code"] == "too_large"


def test_a_request_without_a_length_is_measured_as_it_comes(server: Server) -> None:
    headers = JSON | {"Transfer-Encoding": "chunked"}
    answer = server.ask("POST", PATH, _chunked(b" " * 3_000_000), headers)

    assert answer.status == 413


def _chunked(content: bytes) -> bytes:
    pieces = [content[start : start + 100_000] for start in range(0, len(content), 100_000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_five_megabytes_in_one_field_are_refused_where_the_size_is_allowed(
    roomy: FlaskClient, sample_set: dict[str, Any]
) -> None:
    _order(sample_set)["title"] = "ж" * 5_000_000
    found = _refused(roomy, sample_set)

    assert [(error["pointer"], error["code"]) for error in found] == [(f"{ORDER}/title", "too_long")]


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{% for x in y %}", "</w:t>", "<w:br/>", "&amp; &", "a < b > c", "«Ёлка „Лапка“»", "😀", "${7}"],
)
def test_odd_text_is_printed_as_it_is(client: FlaskClient, sample_set: dict[str, Any], text: str) -> None:
    _order(sample_set)["items"].append(f"Проверить {text} в тексте")
    answer = client.post(PATH, data=as_body(sample_set), headers=JSON)

    assert answer.status_code == 200, answer.get_json()
    assert text in docx_text(answer.data).replace("\u00a0", " ")
