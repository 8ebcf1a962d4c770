"""What the client gets and what the log gets when something of ours breaks."""

import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.bootstrap import build_generator
from service.config import Settings, bundled
from service.convert import Health
from service.docx import AnyDocx
from service.generate import Generator
from service.web.app import create_app
from tests.web.conftest import Server, as_body

PATH = "/v1/documents/order_curator"
QUOTED = "Тайна Ивановна"


class BrokenConverter:
    """A converter with a fault of ours in it, whose message quotes the caller's data."""

    def convert(self, docx: AnyDocx, *, profile: str = "pdf") -> bytes:
        """Break."""
        raise KeyError(QUOTED)

    def health(self) -> Health:
        """Know nothing of it."""
        return Health(True, "готов")

    def close(self) -> None:
        """Do nothing."""


@pytest.fixture
def broken(generator: Generator, settings: Settings) -> FlaskClient:
    """A client of a service with a fault in it, which logs JSON."""
    faulty = replace(generator, converter=BrokenConverter())
    return create_app(faulty, replace(settings, log_format="json")).test_client()


@pytest.mark.libreoffice
def test_a_killed_libreoffice_costs_at_most_one_answer(server: Server, sample_set: dict[str, object]) -> None:
    body = as_body(sample_set)
    assert server.post(f"{PATH}?format=pdf", body).status == 200
    for pid in server.offices():
        os.kill(pid, signal.SIGKILL)
    docx = server.post(PATH, body)
    during = server.post(f"{PATH}?format=pdf", body)
    after = server.post(f"{PATH}?format=pdf", body)

    assert docx.status == 200
    assert during.status in {200, 503}
    assert during.status == 200 or "Retry-After" in during.headers
    assert after.status == 200


@pytest.mark.libreoffice
def test_the_real_server_is_ready_for_pdf(server: Server) -> None:
    answer = server.ask("GET", "/readyz")

    assert (answer.status, answer.json["pdf"]) == (200, True)


@pytest.mark.libreoffice
def test_a_pdf_that_the_client_has_already_is_not_converted_again(
    client: FlaskClient, broken: FlaskClient, sample_set: dict[str, object]
) -> None:
    first = client.post(f"{PATH}?format=pdf", json=sample_set)
    known = {"If-None-Match": first.headers["ETag"]}

    assert broken.post(f"{PATH}?format=pdf", json=sample_set, headers=known).status_code == 304
    assert broken.post(f"{PATH}?format=pdfa", json=sample_set, headers=known).status_code == 500


def test_without_libreoffice_docx_is_served(officeless: FlaskClient, sample_set: dict[str, object]) -> None:
    assert officeless.post(PATH, json=sample_set).status_code == 200


def test_without_libreoffice_pdf_is_put_off(officeless: FlaskClient, sample_set: dict[str, object]) -> None:
    answer = officeless.post(f"{PATH}?format=pdf", json=sample_set)

    assert answer.status_code == 503
    assert answer.get_json()["code"] == "converter_unavailable"
    assert int(answer.headers["Retry-After"]) > 0


def test_without_libreoffice_the_service_is_not_ready(officeless: FlaskClient) -> None:
    answer = officeless.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["code"] == "converter_unavailable"
    assert "Retry-After" in answer.headers


def test_a_fault_of_ours_tells_the_client_nothing_but_its_number(
    broken: FlaskClient, sample_set: dict[str, object]
) -> None:
    answer = broken.post(f"{PATH}?format=pdf", json=sample_set)
    found = answer.get_json()

    assert answer.status_code == 500
    assert found["code"] == "internal_error"
    assert set(found) == {"type", "title", "status", "detail", "instance", "code"}
    assert QUOTED not in answer.text
    assert "KeyError" not in answer.text


def test_a_fault_of_ours_is_logged_by_place_and_not_by_data(
    broken: FlaskClient, sample_set: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = broken.post(f"{PATH}?format=pdf", json=sample_set)
    text = capsys.readouterr().err
    failed, request = [json.loads(line) for line in text.splitlines()]

    assert failed["error"] == "KeyError"
    assert "test_faults.py" in failed["where"]
    assert f"urn:uuid:{failed['request_id']}" == answer.get_json()["instance"]
    assert (request["route"], request["kind"], request["status"]) == (
        "/v1/documents/<kind>", "order_curator", 500,
    )  # fmt: skip
    assert QUOTED not in text


def test_addresses_that_lead_nowhere_are_not_logged(
    broken: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    broken.get("/v1/kinds/Ivanova/schema?name=Ivanova")
    broken.get("/Ivanova")

    assert "Ivanova" not in capsys.readouterr().err


def test_a_broken_template_is_the_author_s_and_its_insides_are_not_shown(
    settings: Settings, tmp_path: Path, sample_set: dict[str, object]
) -> None:
    shutil.copytree(bundled("doc_templates") / "order_curator", tmp_path / "order_curator")
    (tmp_path / "order_curator" / "template.docx").write_bytes(b"no archive")
    generator = build_generator(replace(settings, templates=tmp_path))
    answer = create_app(generator, settings).test_client().post(PATH, json=sample_set)

    assert answer.status_code == 500
    assert answer.get_json()["code"] == "template_error"
    assert "автор" in answer.get_json()["detail"]
    assert str(tmp_path) not in answer.text


def test_two_applications_in_one_process_do_not_mix(
    app: Flask, broken: FlaskClient, sample_set: dict[str, object]
) -> None:
    broken.post(f"{PATH}?format=pdf", json=sample_set)

    assert app.test_client().post(PATH, json=sample_set).status_code == 200
