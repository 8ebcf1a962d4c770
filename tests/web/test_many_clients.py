"""Many clients at once, and clients that leave, at the real server with the real LibreOffice."""

import contextlib
import copy
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Answer, Server, as_body, running_server

pytestmark = pytest.mark.libreoffice

PATH = "/v1/documents/order_curator?format=pdf"
CLIENTS = 50
LEAVERS = 4


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def narrow(log: Path) -> Iterator[Server]:
    """A server with one LibreOffice and a short line in front of it."""
    with running_server(log, KOMPLEKT_QUEUE="12", KOMPLEKT_LOG_FORMAT="json", TMPDIR=str(log.parent)) as running:
        assert running.ask("GET", "/readyz").status == 200
        yield running


def numbered(sample: dict[str, Any], number: int) -> bytes:
    """Return the body of a set whose order has a number of its own."""
    data = copy.deepcopy(sample)
    data["orders"]["order_curator"]["number"] = f"7{number:03}-од"
    return as_body(data)


def text_of(pdf: bytes) -> str:
    """Read the text of a PDF."""
    done = subprocess.run(["/usr/bin/pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_fifty_clients_at_once_get_their_own_file_or_are_told_when_to_come_again(
    narrow: Server, sample_set: dict[str, Any]
) -> None:
    together = threading.Barrier(CLIENTS)

    def ask(number: int) -> Answer:
        body = numbered(sample_set, number)
        together.wait()
        return narrow.post(PATH, body)

    with ThreadPoolExecutor(CLIENTS) as threads:
        answers = list(threads.map(ask, range(CLIENTS)))

    assert {answer.status for answer in answers} <= {200, 503}
    for number, answer in enumerate(answers):
        if answer.status == 200:
            assert f"7{number:03}-од" in text_of(answer.body)
        else:
            assert int(answer.headers["Retry-After"]) > 0
    assert narrow.post(PATH, numbered(sample_set, CLIENTS)).status == 200
    assert narrow.ask("GET", "/readyz").status == 200


def test_clients_that_leave_keep_nobody_waiting_and_leave_nothing(
    narrow: Server, log: Path, sample_set: dict[str, Any]
) -> None:
    (office,) = narrow.offices()
    os.kill(office, signal.SIGSTOP)  # it will not be done with the first before all have left
    leavers = [sent(narrow, numbered(sample_set, number)) for number in range(LEAVERS)]
    time.sleep(1)  # some stand in the line by now, one may be in work: all of them have to be noticed
    for leaver in leavers:
        leaver.close()
    while statuses(log)[499] < LEAVERS:
        time.sleep(0.1)
    with contextlib.suppress(ProcessLookupError):
        os.kill(office, signal.SIGCONT)
    answer = narrow.post(PATH, numbered(sample_set, LEAVERS))

    assert answer.status == 200
    assert f"7{LEAVERS:03}-од" in text_of(answer.body)
    assert len(narrow.offices()) == 1
    (folder,) = log.parent.glob("komplekt-office-*")
    assert not list(folder.glob("document-*"))


def sent(server: Server, body: bytes) -> socket.socket:
    """Send a whole request and do not wait for the answer."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


def statuses(log: Path) -> Counter[int]:
    """Count the answers in the log by their status."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return Counter(line["status"] for line in lines if line.get("event") == "request")
