"""What a batch is accepted from, what is told at once, and what is refused."""

import io
import json
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from benchmarks.district import Faults, make
from service.web.batches.opening import open_batches
from service.web.batches.received import NDJSON_TYPE
from service.web.reading import JSON_TYPE, XLSX_TYPE, ZIP_TYPE
from tests.web.batches.conftest import PATH, Opening, a_bad_school, a_long_file, a_school, finished


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


TWO = [a_school(1), a_school(2)]
LINES = b"\n".join(_json(one) for one in TWO)
FILES = _zip({"район/1.json": _json(TWO[0]), "район/2.json": _json(TWO[1])})


def _code(answer: Any) -> str:
    assert answer.mimetype == "application/problem+json"
    return str(answer.get_json()["code"])


@pytest.mark.parametrize(
    ("kind", "mimetype", "body"),
    [
        ("ndjson", NDJSON_TYPE, LINES),
        ("json", JSON_TYPE, _json(TWO)),
        ("json", JSON_TYPE, _json({"schools": TWO})),
        ("folder", ZIP_TYPE, FILES),
        ("xlsx", XLSX_TYPE, make(2, pairs=(1, 1))),
        ("xlsx", "application/octet-stream", make(2, pairs=(1, 1))),
    ],
)
def test_schools_come_in_many_forms(idle: FlaskClient, kind: str, mimetype: str, body: bytes) -> None:
    answer = idle.post(PATH, data=body, content_type=mimetype)

    assert answer.status_code == 202, answer.text
    assert answer.get_json()["source"]["kind"] == kind
    assert answer.get_json()["schools"]["total"] == 2


def test_a_file_of_a_form_is_taken_with_its_name(idle: FlaskClient) -> None:
    answer = idle.post(PATH, data={"file": (io.BytesIO(LINES), "мои/район.ndjson")})

    assert answer.status_code == 202
    assert answer.get_json()["source"] == {"kind": "ndjson", "name": "район.ndjson"}


def test_what_is_common_to_the_district_comes_once(client: FlaskClient) -> None:
    people = {"name": "Район", "district": {"people": TWO[0]["people"]}}
    bare = {name: value for name, value in TWO[0].items() if name != "people"}
    told = client.post(PATH, json=[people, bare]).get_json()

    assert finished(client, told["id"])["state"] == "done"


def test_an_accepted_batch_says_where_it_is_and_when_to_ask(idle: FlaskClient) -> None:
    answer = idle.post(f"{PATH}?format=docx,pdf", json=TWO)
    told = answer.get_json()

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"{PATH}/{told['id']}" == told["links"]["self"]
    assert int(answer.headers["Retry-After"]) >= 1
    assert (told["state"], told["formats"]) == ("waiting", ["docx", "pdf"])
    assert told["documents"]["total"] == 4


def test_the_wrong_schools_are_told_at_once_by_sheet_row_and_column(idle: FlaskClient) -> None:
    answer = idle.post(PATH, data=make(4, pairs=(1, 1), faults=Faults(inn=1, date=2)), content_type=XLSX_TYPE)
    told = answer.get_json()

    assert answer.status_code == 202
    assert (told["schools"]["refused"], told["schools"]["total"]) == (2, 4)
    places = [school["errors"][0]["place"] for school in told["faults"]]
    assert [(place["sheet"], place["row"], place["heading"]) for place in places] == [
        ("Школы", 4, "ИНН"),
        ("Школы", 5, "Дата приказа о парах"),
    ]
    assert all("МБ" in school["name"] and school["errors"][0]["detail"] for school in told["faults"])


def test_a_long_file_is_accepted_before_it_is_checked(idle: FlaskClient) -> None:
    answer = idle.post(PATH, data=a_long_file(*TWO), content_type=NDJSON_TYPE)
    told = answer.get_json()
    early = idle.get(told["links"]["self"] + "/result")

    assert answer.status_code == 202
    assert answer.headers["Location"] == told["links"]["self"]
    assert int(answer.headers["Retry-After"]) >= 1
    assert (told["state"], told["check"], told["refusal"]) == ("checking", {"done": 0, "total": None}, None)
    assert told["links"]["result"] is None
    assert (early.status_code, _code(early)) == (409, "batch_unfinished")


def test_the_wrong_schools_of_a_long_file_are_told_when_it_is_checked(client: FlaskClient) -> None:
    sent = a_long_file(a_school(1), a_bad_school(2))
    told = finished(client, client.post(PATH, data=sent, content_type=NDJSON_TYPE).get_json()["id"])

    assert (told["state"], told["check"]) == ("partial", None)
    assert [school["errors"][0]["place"] for school in told["faults"]] == [{"row": 2}]


def test_why_nothing_can_be_made_of_a_long_file_is_told_by_its_status(client: FlaskClient) -> None:
    sent = a_long_file(a_school(1))
    told = finished(client, client.post(f"{PATH}?only=123", data=sent, content_type=NDJSON_TYPE).get_json()["id"])

    assert (told["state"], told["refusal"]["code"]) == ("refused", "input_error")
    assert "Таких школ нет: 123" in told["refusal"]["detail"]
    assert told["links"]["result"] is None


def test_if_no_school_is_good_nothing_is_accepted_and_all_errors_are_told(opening: Opening) -> None:
    app = opening()
    answer = app.test_client().post(PATH, json=[a_bad_school(1), a_bad_school(2)])
    errors = answer.get_json()["errors"]

    assert answer.status_code == 422
    assert _code(answer) == "no_good_school"
    assert [error["pointer"] for error in errors] == ["/people/0/surname"] * 2
    assert [error["school"] for error in errors] == ["МКОУ «Школа № 1»", "МКОУ «Школа № 2»"]
    assert open_batches(app).latest() == []


def test_only_the_named_schools_are_made(idle: FlaskClient) -> None:
    told = idle.post(f"{PATH}?only=№ 2", json=[a_bad_school(1), a_school(2)]).get_json()

    assert (told["schools"]["total"], told["schools"]["waiting"]) == (1, 1)


def test_the_same_key_with_the_same_request_is_the_same_batch(idle: FlaskClient) -> None:
    asked = [idle.post(PATH, json=TWO, headers={"Idempotency-Key": "a-1"}) for _ in range(2)]

    assert [answer.status_code for answer in asked] == [202, 202]
    assert len({answer.headers["Location"] for answer in asked}) == 1


def test_the_same_key_with_another_request_is_refused(idle: FlaskClient) -> None:
    key = {"Idempotency-Key": "b-1"}
    idle.post(PATH, json=TWO, headers=key)

    assert _code(idle.post(PATH, json=TWO[:1], headers=key)) == "key_reused"
    assert _code(idle.post(f"{PATH}?format=pdf", json=TWO, headers=key)) == "key_reused"


def test_tenants_do_not_share_keys(idle: FlaskClient) -> None:
    key = {"Idempotency-Key": "c-1"}
    places = [
        idle.post(PATH, json=TWO, headers={**key, "Komplekt-Tenant": tenant}).headers["Location"]
        for tenant in ("north", "south")
    ]

    assert places[0] != places[1]


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"Idempotency-Key": ""}, ""),
        ({"Idempotency-Key": "x" * 256}, ""),
        ({"Komplekt-Tenant": "browser:1"}, ""),
        ({}, "?format=odt"),
        ({}, "?formats=pdf"),
    ],
)
def test_a_request_that_is_not_understood_is_refused(
    idle: FlaskClient, headers: dict[str, str], query: str
) -> None:
    answer = idle.post(PATH + query, json=TWO, headers=headers)

    assert answer.status_code == 400
    assert _code(answer) in {"bad_request", "unknown_format", "unknown_parameter"}


BOMB = _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * 30_000_000})
HOSTILE = {
    "empty": (b" ", XLSX_TYPE, 400, "empty_body"),
    "no file in the form": (b"--x--\r\n", "multipart/form-data; boundary=x", 400, "empty_body"),
    "another type": (b"<html>", "text/html", 415, "unsupported_media_type"),
    "no workbook": (b"PK\x03\x04 and nothing", XLSX_TYPE, 400, "invalid_workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), XLSX_TYPE, 400, "invalid_workbook"),
    "an archive of something else": (_zip({"a.txt": b"a"}), ZIP_TYPE, 400, "invalid_workbook"),
    "a bomb": (BOMB, XLSX_TYPE, 400, "invalid_workbook"),
    "a bomb of JSON": (_zip({"a.json": b" " * 201_000_000}), ZIP_TYPE, 413, "too_large"),
    "two files of a name": (_zip({"a/1.json": b"{}", "b/1.json": b"{}"}), ZIP_TYPE, 400, "input_error"),
    "a long name": (_zip({"я" * 101 + ".json": b"{}"}), ZIP_TYPE, 400, "input_error"),
    "no JSON": (b"[{", JSON_TYPE, 400, "invalid_json"),
    "no school": (b"[]", JSON_TYPE, 400, "input_error"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_district_is_refused_in_russian(idle: FlaskClient, name: str) -> None:
    body, mimetype, status, code = HOSTILE[name]
    answer = idle.post(PATH, data=body, content_type=mimetype)

    assert (answer.status_code, _code(answer)) == (status, code)
    assert not answer.get_json()["detail"].isascii()


@pytest.mark.parametrize("form", [False, True])
def test_more_than_is_taken_is_refused(opening: Opening, form: bool) -> None:
    small = opening(max_upload=1_000).test_client()
    body = _json([a_school(number) for number in range(60)])
    answer = (
        small.post(PATH, data={"file": (io.BytesIO(body), "a.json")})
        if form
        else small.post(PATH, data=body, content_type=JSON_TYPE)
    )

    assert (answer.status_code, _code(answer)) == (413, "too_large")


def test_a_name_in_an_archive_leads_nowhere_else(idle_office: Flask) -> None:
    archive = _zip({"../../../../../tmp/komplekt-escape.json": _json(TWO[0])})
    answer = idle_office.test_client().post(PATH, data=archive, content_type=ZIP_TYPE)

    assert answer.status_code == 202
    assert answer.get_json()["schools"]["total"] == 1


def test_a_form_of_a_foreign_page_is_refused(idle: FlaskClient) -> None:
    answer = idle.post(
        PATH, data={"file": (io.BytesIO(LINES), "a.ndjson")}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert (answer.status_code, _code(answer)) == (400, "bad_request")
