"""The JSON Schema of a kind says of data what the service says of them."""

import copy
import json
from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.bootstrap import sample, sample_names
from tests.test_catalog import KINDS
from tests.web.json_check import faults


def _schema(client: FlaskClient, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/kinds/{kind}/schema").get_json(force=True)
    return found


@cache
def _sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sample(name))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_of_a_kind_fits_its_schema(client: FlaskClient, kind: str) -> None:
    schema = _schema(client, kind)

    assert faults(client.get(f"/v1/kinds/{kind}/sample").get_json(), schema, schema) == []


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_fits_the_schema_of_a_kind_that_it_asks_for(client: FlaskClient, name: str) -> None:
    data = _sample(name)
    schema = _schema(client, data["documents"][0])

    assert faults(data, schema, schema) == []


def _with(change: dict[str, Any]) -> dict[str, Any]:
    return {**copy.deepcopy(_sample("school")), **change}


def _with_order(change: dict[str, Any]) -> dict[str, Any]:
    data = _with({})
    data["orders"]["order_curator"].update(change)
    return data


BAD = {
    "an unknown field": _with({"colour": "red"}),
    "no version": {name: value for name, value in _sample("school").items() if name != "schema_version"},
    "people that are no list": _with({"people": {}}),
    "a number as text": _with_order({"number": 186}),
    "a point of no kind": _with_order({"items": [{"kind": "nothing"}]}),
    "no points": _with_order({"items": []}),
    "an empty title": _with_order({"title": ""}),
    "a long title": _with_order({"title": "ж" * 601}),
    "a deadline of no shape": _with_order({"items": [{"kind": "programmes", "until": {"till": "2027-01-01"}}]}),
    "a month that is none": _with_order({"items": [{"kind": "programmes", "until": {"month": "2027-13"}}]}),
    "an act that is a number": _with_order({"basis": [{"mode": "guided_by", "act": 7}]}),
}
GOOD = {
    "a point in words": _with_order({"items": ["Своими словами"]}),
    "a deadline in words": _with_order({"items": [{"kind": "programmes", "until": "до 25 мая"}]}),
    "nested deadlines": _with_order({
        "items": [{"kind": "programmes", "until": {"list": ["2027-01-15", {"month": "2027-05"}]}}],
    }),
    "nothing where nothing is usual": _with_order({"signatory": None, "e_signature": None}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_the_schema_refuses_the_service_refuses_too(client: FlaskClient, name: str) -> None:
    schema = _schema(client, "order_curator")

    assert faults(BAD[name], schema, schema) != []
    assert client.post("/v1/documents/order_curator", json=BAD[name]).status_code == 422


@pytest.mark.parametrize("name", GOOD)
def test_what_the_service_takes_fits_the_schema(client: FlaskClient, name: str) -> None:
    schema = _schema(client, "order_curator")

    assert client.post("/v1/documents/order_curator", json=GOOD[name]).status_code == 200
    assert faults(GOOD[name], schema, schema) == []


@pytest.mark.parametrize(
    "blocks",
    [
        "Один абзац.",
        ["Вводное:", {"ul": ["первое;", {"text": "второе:", "ol": ["вложенное."]}]}],
        {"para": ["выбор ", {"italic": "конкретной"}, " программы в ", {"organization": "loc"}]},
    ],
)
def test_text_blocks_of_every_shape_fit_the_schema(client: FlaskClient, blocks: Any) -> None:
    data = _with({})
    data["analytical_note"]["conclusions"] = blocks
    schema = _schema(client, "analytical_note")

    assert faults(data, schema, schema) == []
    assert client.post("/v1/validate", json=data | {"documents": ["order_curator"]}).get_json()["valid"]


@pytest.mark.parametrize(
    "blocks", [[], {"ul": []}, {"table": []}, {"ul": [{"ol": ["x"]}]}, {"para": [{"bold": "x"}]}]
)
def test_text_blocks_of_no_shape_do_not_fit(client: FlaskClient, blocks: Any) -> None:
    data = _with({})
    data["analytical_note"]["conclusions"] = blocks
    schema = _schema(client, "analytical_note")

    assert faults(data, schema, schema) != []
    assert not client.post("/v1/validate", json=data).get_json()["valid"]


def test_a_kind_requires_its_own_sections(client: FlaskClient) -> None:
    schema = _schema(client, "order_pairs")
    without_order = _with({"orders": {}})
    without_pairs = _with({"pairs": []})

    assert faults(without_order, schema, schema) == ["/orders: lacks order_pairs"]
    assert faults(without_pairs, schema, schema) == ["/pairs: must not fit"]
    assert "pairs" in schema["required"]


def test_a_schema_stands_alone_and_speaks_russian(client: FlaskClient) -> None:
    answer = client.get("/v1/kinds/roadmap/schema")
    schema = answer.get_json(force=True)

    assert answer.mimetype == "application/schema+json"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "#/components" not in answer.text
    person = schema["$defs"]["Person"]["properties"]
    assert person["surname"]["title"] == "Фамилия"
    assert person["surname"]["examples"] == ["Демидова"]
    assert person["category"]["enum"] == ["none", "conformity", "first", "highest", "methodist", "mentor", None]
