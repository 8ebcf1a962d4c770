"""The real server as a process: how it starts, refuses to start, and ends."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from service.config import Settings
from service.generate import Generator
from service.web.server import AddressInUseError, serve
from tests.web.conftest import running_server


def test_a_taken_address_is_said_so_before_anything_starts(generator: Generator, settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(AddressInUseError, match=str(port)):
            serve(generator, replace(settings, host="127.0.0.1", port=port))


@pytest.mark.libreoffice
def test_a_stopped_server_ends_well_and_leaves_no_libreoffice(tmp_path: Path) -> None:
    with running_server(tmp_path / "log", TMPDIR=str(tmp_path)) as server:
        assert server.ask("GET", "/readyz").status == 200
        offices = server.offices()

    assert offices
    assert server.running(offices) == []
    assert server.process.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "log"]
