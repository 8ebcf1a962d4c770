"""Declension over HTTP, and what becomes of documents with doubtful forms."""

from typing import Any

from flask.testing import FlaskClient

from tests.conftest import sample_data


def _inflected(client: FlaskClient, **body: Any) -> Any:
    return client.post("/v1/inflect", json=body)


def _doubtful() -> dict[str, Any]:
    """Return a set whose director has a surname that cannot be declined without the gender."""
    data = sample_data("minimal")
    clerk = {"id": "clerk", "surname": "Шевчук", "name": "О.", "position": "делопроизводитель"}
    data["people"].append(clerk)
    data["orders"]["order_approval"]["items"].append({"kind": "free", "text": "вести дело", "who": "clerk"})
    return data


def test_every_form_of_a_name_is_told(client: FlaskClient) -> None:
    forms = _inflected(client, text="Кравец Любовь Ильинична", kind="person").get_json()["forms"]

    assert forms["dat"] == {"text": "Кравец Любови Ильиничне", "confident": True, "source": "rules", "reasons": []}
    assert list(forms) == ["nom", "gen", "dat", "acc", "ins", "prep", "loc"]


def test_a_known_form_goes_before_the_rules(client: FlaskClient) -> None:
    forms = _inflected(client, text="Кот", kind="person", gender="m", forms={"gen": "Кота"}).get_json()["forms"]

    assert forms["gen"] == {"text": "Кота", "confident": True, "source": "explicit", "reasons": []}


def test_a_wrong_inquiry_is_told_all_at_once(client: FlaskClient) -> None:
    problem = _inflected(client, text="", kind="persn", sex="m").get_json()

    assert {error["pointer"] for error in problem["errors"]} == {"/text", "/kind", "/sex"}


def test_doubtful_forms_are_counted_by_default(client: FlaskClient) -> None:
    answer = client.post("/v1/documents/order_approval", json=_doubtful())

    assert answer.status_code == 200
    assert answer.headers["Komplekt-Doubts"] == "1"


def test_doubtful_forms_are_refused_when_asked(client: FlaskClient) -> None:
    answer = client.post("/v1/documents/order_approval?doubts=strict", json=_doubtful())
    problem = answer.get_json()

    assert answer.status_code == 422
    assert problem["code"] == "doubtful_forms"
    assert [error["code"] for error in problem["errors"]] == ["doubtful_form"]


def test_doubtful_forms_are_highlighted_when_asked(client: FlaskClient) -> None:
    plain = client.post("/v1/documents/order_approval", json=_doubtful())
    marked = client.post("/v1/documents/order_approval?doubts=mark", json=_doubtful())

    assert marked.status_code == 200
    assert marked.data != plain.data


def test_an_unknown_mode_of_doubt_is_refused_with_those_there_are(client: FlaskClient) -> None:
    answer = client.post("/v1/documents/order_approval?doubts=strikt", json=_doubtful())

    assert answer.status_code == 400
    assert "strict" in answer.get_json()["detail"]
