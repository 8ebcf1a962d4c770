"""What a request may ask for, and the problem it gets when it asks for something else."""

import pytest
from flask.testing import FlaskClient

from service.web.problems import TYPE_PREFIX
from service.web.reading import DOCX_TYPE, PDF_TYPE
from tests.web.conftest import JSON

PATH = "/v1/documents/order_curator"


def _problem(answer: object, status: int, code: str) -> dict[str, object]:
    """Check that an answer is the problem `code` in every respect, and return it."""
    found: dict[str, object] = answer.get_json()  # type: ignore[attr-defined]

    assert answer.status_code == status  # type: ignore[attr-defined]
    assert answer.mimetype == "application/problem+json"  # type: ignore[attr-defined]
    assert answer.headers["Content-Language"] == "ru"  # type: ignore[attr-defined]
    assert found["code"] == code
    assert found["type"] == TYPE_PREFIX + code
    assert found["status"] == status
    assert not str(found["title"]).isascii()
    assert not str(found["detail"]).isascii()
    return found


def test_an_unknown_address_is_a_problem(client: FlaskClient) -> None:
    _problem(client.get("/v2/anything"), 404, "not_found")


def test_an_unknown_kind_is_answered_with_the_nearest_one(client: FlaskClient) -> None:
    found = _problem(client.post("/v1/documents/road_map", json={}), 404, "unknown_kind")

    assert "«roadmap»" in str(found["detail"])


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    answer = client.get(PATH)

    _problem(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_an_unknown_format_is_told_those_there_are(client: FlaskClient) -> None:
    found = _problem(client.post(f"{PATH}?format=docs", json={}), 400, "unknown_format")

    assert "«docx»" in str(found["detail"])
    assert "pdfa" in str(found["detail"])


def test_a_document_has_one_format(client: FlaskClient) -> None:
    _problem(client.post(f"{PATH}?format=docx,pdf", json={}), 400, "unknown_format")


def test_an_empty_format_is_refused(client: FlaskClient) -> None:
    _problem(client.post(f"{PATH}?format=", json={}), 400, "unknown_format")


def test_pdf_and_pdfa_would_have_one_name(client: FlaskClient) -> None:
    _problem(client.post("/v1/sets?format=pdf,pdfa", json={}), 400, "unknown_format")


def test_a_misspelt_parameter_is_not_passed_over(client: FlaskClient) -> None:
    found = _problem(client.post(f"{PATH}?fromat=pdf", json={}), 400, "unknown_parameter")

    assert "«format»" in str(found["detail"])


def test_a_type_that_cannot_be_made_is_not_acceptable(client: FlaskClient) -> None:
    found = _problem(client.post(PATH, json={}, headers={"Accept": "image/png"}), 406, "not_acceptable")

    assert DOCX_TYPE in str(found["detail"])


def test_a_set_is_a_zip_and_nothing_else(client: FlaskClient) -> None:
    _problem(client.post("/v1/sets", json={}, headers={"Accept": PDF_TYPE}), 406, "not_acceptable")


def test_the_format_of_the_address_goes_before_accept(client: FlaskClient, sample_set: dict[str, object]) -> None:
    answer = client.post(f"{PATH}?format=docx", json=sample_set, headers={"Accept": "image/png"})

    assert answer.mimetype == DOCX_TYPE


@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8", "application/*", ""])
def test_whoever_takes_anything_gets_docx(client: FlaskClient, sample_set: dict[str, object], accept: str) -> None:
    answer = client.post(PATH, json=sample_set, headers={"Accept": accept})

    assert answer.mimetype == DOCX_TYPE


@pytest.mark.parametrize("mimetype", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_that_is_not_said_to_be_json_is_refused(client: FlaskClient, mimetype: str | None) -> None:
    _problem(client.post(PATH, data=b"{}", content_type=mimetype), 415, "unsupported_media_type")


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_body_is_refused(client: FlaskClient, content: bytes) -> None:
    _problem(client.post(PATH, data=content, headers=JSON), 400, "empty_body")


def test_a_set_without_the_section_is_told_which_one(client: FlaskClient, minimal: dict[str, object]) -> None:
    bare = {name: value for name, value in minimal.items() if name != "roadmap"}
    bare["documents"] = ["order_approval"]
    answer = client.post("/v1/documents/roadmap", json=bare)

    assert "roadmap" in str(_problem(answer, 422, "missing_section")["detail"])


def test_invalid_data_come_with_their_warnings(client: FlaskClient, sample_set: dict[str, object]) -> None:
    found = _problem(client.post(PATH, json=sample_set | {"colour": "red"}), 422, "invalid_data")

    assert [error["pointer"] for error in found["errors"]] == ["/colour"]  # type: ignore[attr-defined]
    assert isinstance(found["warnings"], list)


def test_validation_of_a_sound_set_says_so(client: FlaskClient, sample_set: dict[str, object]) -> None:
    answer = client.post("/v1/validate", json=sample_set)

    assert answer.status_code == 200
    assert answer.get_json()["valid"] is True
    assert answer.get_json()["errors"] == []


def test_validation_names_every_error_and_is_still_an_answer(
    client: FlaskClient, sample_set: dict[str, object]
) -> None:
    answer = client.post("/v1/validate", json=sample_set | {"colour": "red", "people": 7})

    assert answer.status_code == 200
    assert answer.get_json()["valid"] is False
    assert {error["pointer"] for error in answer.get_json()["errors"]} >= {"/colour", "/people"}


def test_validation_names_documents_whose_sections_are_missing(
    client: FlaskClient, minimal: dict[str, object]
) -> None:
    bare = {name: value for name, value in minimal.items() if name != "roadmap"}
    bare["documents"] = ["order_approval", "roadmap"]
    found = client.post("/v1/validate", json=bare).get_json()

    assert not found["valid"]
    assert [(error["pointer"], error["code"]) for error in found["errors"]] == [
        ("/documents/1", "missing_section")
    ]


def test_validation_tells_of_doubtful_forms(client: FlaskClient, sample_set: dict[str, object]) -> None:
    head = next(p for p in sample_set["people"] if p["id"] == _curator(sample_set))  # type: ignore[attr-defined]
    head["position"] = "заместитель директора по шмурдяковой работе, шмурдяк"
    head.pop("position_short", None)
    found = client.post("/v1/validate", json=sample_set).get_json()

    assert found["valid"], found["errors"]
    assert {"document", "place", "text", "case", "written", "reason", "snippet", "kind"} == set(found["doubts"][0])


def _curator(data: dict[str, object]) -> str:
    items = data["orders"]["order_curator"]["items"]  # type: ignore[index]
    return str(next(item["person"] for item in items if item["kind"] == "appoint_curator"))


def test_broken_json_is_a_problem_of_validation_too(client: FlaskClient) -> None:
    _problem(client.post("/v1/validate", data=b"{", headers=JSON), 400, "invalid_json")


def test_what_lasts_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/v1/kinds/roadmap/schema")
    second = client.get("/v1/kinds/roadmap/schema", headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 304
    assert second.data == b""


def test_the_service_is_alive_without_asking_libreoffice(officeless: FlaskClient) -> None:
    assert officeless.get("/healthz").status_code == 200
