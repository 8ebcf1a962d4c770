"""An application with a folder of data of its own, and small districts for it."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.bootstrap import sample
from service.config import Settings
from service.generate import Generator
from service.web.app import create_app
from service.web.batches.opening import close_batches, open_batches

PATH = "/v1/batches"
_PATIENCE = 120.0
Opening = Callable[..., Flask]


@pytest.fixture(scope="module")
def opening(
    generator: Generator, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opening]:
    """Give applications over the shared generator, each with settings of its own; all are closed in the end."""
    opened: list[Flask] = []

    def give(machine: Generator = generator, **changed: Any) -> Flask:
        own = {"data": tmp_path_factory.mktemp("data"), **changed}
        opened.append(create_app(machine, replace(settings, **own)))
        return opened[-1]

    yield give
    for app in opened:
        close_batches(app)


@pytest.fixture(scope="module")
def office(opening: Opening) -> Flask:
    """An application that makes what it accepts."""
    return opening()


@pytest.fixture
def client(office: Flask) -> FlaskClient:
    """A client of it."""
    return office.test_client()


@pytest.fixture(scope="module")
def idle_office(opening: Opening) -> Flask:
    """An application that accepts and makes nothing, so that its batches never finish."""
    app = opening()
    open_batches(app)
    close_batches(app)
    return app


@pytest.fixture
def idle(idle_office: Flask) -> FlaskClient:
    """A client of it."""
    return idle_office.test_client()


def a_long_file(*sets: Any) -> bytes:
    """Return sets as lines in a file so long that it is checked after the answer."""
    lines = b"\n".join(json.dumps(one, ensure_ascii=False).encode() for one in sets)
    return lines + b" \n" * 600_000


def a_school(number: int = 1, **changed: Any) -> dict[str, Any]:
    """Return a sound set for the shortest document; its name holds the number."""
    data: dict[str, Any] = json.loads(sample("minimal"))
    data["documents"] = ["order_curator"]
    data["organization"]["short_name"] = f"МКОУ «Школа № {number}»"
    return {**data, **changed}


def a_bad_school(number: int = 1) -> dict[str, Any]:
    """Return a set whose first person has no surname."""
    data = a_school(number)
    del data["people"][0]["surname"]
    return data


def finished(client: FlaskClient, batch: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Wait for the end of a batch as a client would, and return its last status."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        answer = client.get(f"{PATH}/{batch}", headers=headers)
        assert answer.status_code == 200
        if "Retry-After" not in answer.headers:
            told: dict[str, Any] = answer.get_json()
            return told
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)


@pytest.fixture(scope="module")
def made(office: Flask) -> tuple[FlaskClient, dict[str, Any]]:
    """A client and a finished batch: two good schools, one with errors."""
    client = office.test_client()
    answer = client.post(PATH, json=[a_school(1), a_bad_school(2), a_school(3)])
    return client, finished(client, answer.get_json()["id"])


def files_below(folder: Path) -> list[Path]:
    """List the files of a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
