"""A test client over the shared generator, and a real server in a process of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.bootstrap import build_generator, kind_sample
from service.config import Settings
from service.generate import Generator
from service.web.app import create_app

JSON = {"Content-Type": "application/json"}
_PROGRAM = (
    "from service.bootstrap import build_generator\n"
    "from service.config import read_settings\n"
    "from service.web.server import serve\n"
    "settings = read_settings()\n"
    "serve(build_generator(settings), settings)\n"
)
_START = 120.0  # seconds; on a busy machine the libraries alone take half a minute


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body parsed."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    """A running server: spoken to over the loopback, its processes seen in /proc."""

    port: int
    process: "subprocess.Popen[bytes]"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request over a connection of its own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, dict(headers or {}))
            found = connection.getresponse()
            return Answer(found.status, dict(found.getheaders()), found.read())

    def post(self, path: str, body: bytes) -> Answer:
        """Send a set."""
        return self.ask("POST", path, body, JSON)

    def offices(self) -> list[int]:
        """List the LibreOffice processes of this server."""
        parents, names = _processes()
        return [pid for pid, name in names.items() if name == "soffice.bin" and self._is_ours(pid, parents)]

    @staticmethod
    def running(pids: list[int]) -> list[int]:
        """List those of the processes that still run."""
        return [pid for pid in pids if pid in _processes()[1]]

    def _is_ours(self, pid: int, parents: Mapping[int, int]) -> bool:
        while pid in parents and pid != self.process.pid:
            pid = parents[pid]
        return pid == self.process.pid


def _processes() -> tuple[dict[int, int], dict[int, str]]:
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, parent = tail.split()[:2]
        pid, _, name = head.partition(" (")
        if state != "Z":
            parents[int(pid)], names[int(pid)] = int(parent), name
    return parents, names


@contextmanager
def running_server(log: Path, **environment: str) -> Iterator[Server]:
    """Run `serve` in a process of its own on a free port; stop it as an operator would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {
        "KOMPLEKT_PORT": str(port), "KOMPLEKT_WORKERS": "1", "KOMPLEKT_DATA": str(log.parent / "data"),
        "KOMPLEKT_CACHE": "off",  # PDFs are really made
    }  # fmt: skip
    variables = {**os.environ, **ours, **environment}
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-c", _PROGRAM], env=variables, stderr=output)
    server = Server(port, process)
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=_START)


def _wait_until_it_answers(server: Server) -> None:
    deadline = time.monotonic() + _START
    while True:
        try:
            server.ask("GET", "/healthz")
        except OSError:
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server with the real LibreOffice, shared by the tests that leave it well."""
    with running_server(tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="session")
def app(generator: Generator, settings: Settings) -> Flask:
    """The application over the shared generator."""
    return create_app(generator, settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that needs no network."""
    return app.test_client()


@pytest.fixture
def officeless(settings: Settings) -> Iterator[FlaskClient]:
    """A client of a machine without LibreOffice."""
    bare = replace(settings, soffice="/nowhere/soffice")
    generator = build_generator(bare)
    yield create_app(generator, bare).test_client()
    generator.converter.close()


@pytest.fixture
def sample_set(generator: Generator) -> dict[str, Any]:
    """A set for the shortest kind, to be changed at will."""
    return kind_sample(generator, "order_curator")


def as_body(data: Any) -> bytes:
    """Return data as the body of a request."""
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.fixture
def roomy(generator: Generator, settings: Settings) -> FlaskClient:
    """A client whose server takes large requests."""
    return create_app(generator, replace(settings, max_request=20_000_000)).test_client()
