"""The listing of kinds, and a kind that is nothing but a new folder."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.bootstrap import build_generator
from service.config import Settings, bundled
from service.web.app import create_app
from tests.test_catalog import KINDS

KIND_TOML = """
code = "X99"
title = "Памятка"
purpose = "Проверяет, что вид — это папка"
requires = ["organization", "analytical_note"]
filename = "Памятка"
[name]
gender = "f"
nom = "Памятка"
acc = "Памятку"
"""


@pytest.fixture
def extended(settings: Settings, tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of a service with a folder of kinds of its own, which holds one."""
    folder = tmp_path / "memo"
    folder.mkdir()
    (folder / "kind.toml").write_text(KIND_TOML, encoding="utf-8")
    shutil.copy(bundled("doc_templates") / "analytical_note" / "template.docx", folder)
    wider = replace(settings, templates=tmp_path)
    generator = build_generator(wider)
    yield create_app(generator, wider).test_client()
    generator.converter.close()


def test_every_kind_is_listed_with_its_addresses(client: FlaskClient) -> None:
    listed = client.get("/v1/kinds").get_json()["kinds"]

    assert sorted(kind["id"] for kind in listed) == KINDS
    for kind in listed:
        assert kind["title"]
        assert client.get(kind["links"]["schema"]).status_code == 200
        assert client.get(kind["links"]["sample"]).status_code == 200
        assert client.get(f"/v1/kinds/{kind['id']}").get_json() == kind


def test_the_packages_of_kinds_are_listed(client: FlaskClient) -> None:
    packages = client.get("/v1/kinds").get_json()["packages"]

    assert {"id": "results", "kinds": ["analytical_note"]}.items() <= {p["id"]: p for p in packages}[
        "results"
    ].items()


@pytest.mark.parametrize("address", ["/v1/kinds/memo", "/v1/kinds/memo/schema", "/v1/kinds/memo/sample"])
def test_an_unknown_kind_has_nothing(client: FlaskClient, address: str) -> None:
    assert client.get(address).get_json()["code"] == "unknown_kind"


def test_a_new_folder_is_listed_described_and_made(extended: FlaskClient) -> None:
    listed = extended.get("/v1/kinds").get_json()["kinds"]
    schema = extended.get("/v1/kinds/memo/schema").get_json(force=True)
    sample = extended.get("/v1/kinds/memo/sample").get_json()
    made = extended.post("/v1/documents/memo", json=sample)

    assert "memo" in {kind["id"] for kind in listed}
    assert schema["title"] == "Памятка"
    assert "analytical_note" in schema["required"]
    assert sample["documents"] == ["memo"]
    assert made.status_code == 200
    assert "Pamyatka.docx" in made.headers["Content-Disposition"]
    described = extended.get("/openapi.json").get_json()["paths"]["/v1/documents/{kind}"]["parameters"][0]
    assert "memo" in described["schema"]["enum"]
    assert "/v1/kinds/memo/schema" in extended.get("/docs").text
