"""`komplekt worker` behind the service as an operator runs them, and what it says when it cannot begin."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.batch_cluster.conftest import Cluster, schools
from tests.batch_cluster.fleet import wait_until
from tests.conftest import Run
from tests.web.conftest import JSON, as_body, running_server

KOMPLEKT = Path(sys.executable).with_name("komplekt")


def test_without_the_address_of_rabbitmq_it_says_what_to_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMPLEKT_BROKER", raising=False)

    done = run("worker")

    assert done.code == 2
    assert "KOMPLEKT_BROKER: укажите адрес RabbitMQ" in done.err


def test_without_a_shared_database_it_says_what_to_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPLEKT_BROKER", "amqp://127.0.0.1")
    monkeypatch.delenv("KOMPLEKT_DATABASE", raising=False)

    done = run("worker")

    assert done.code == 2
    assert "KOMPLEKT_DATABASE: вместе с KOMPLEKT_BROKER нужна общая база" in done.err


@pytest.mark.servers
@pytest.mark.libreoffice
def test_what_the_service_accepts_a_worker_makes_by_libreoffice_until_it_is_stopped(
    cluster: Cluster, tmp_path: Path
) -> None:
    settings = cluster.settings
    shared = {
        "KOMPLEKT_DATABASE": str(settings.database), "KOMPLEKT_BROKER": str(settings.broker),
        "KOMPLEKT_DATA": str(settings.data), "KOMPLEKT_WORKERS": "1", "KOMPLEKT_CACHE": "off",
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    environment = {**os.environ, **shared}
    sent = [one | {"documents": ["roadmap", "order_curator"]} for one in json.loads(schools(3))]
    # The service has no LibreOffice: whatever is made is the worker's.
    with (
        running_server(tmp_path / "log", **shared, KOMPLEKT_SOFFICE="/nowhere/soffice") as service,
        subprocess.Popen([KOMPLEKT, "worker"], env=environment, start_new_session=True) as worker,
    ):
        try:
            accepted = service.ask("POST", "/v1/batches?format=docx,pdf", as_body(sent), JSON)
            place = accepted.headers["Location"]
            wait_until(lambda: "Retry-After" not in service.ask("GET", place).headers, "the end of the batch")
            told = service.ask("GET", place).json
            result = service.ask("GET", told["links"]["result"])
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(60)
        finally:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)

    assert (accepted.status, result.status, code) == (202, 200, 0)
    assert (told["state"], told["schools"]["done"], told["documents"]["done"]) == ("done", 3, 12)
    with zipfile.ZipFile(io.BytesIO(result.body)) as archive:
        made = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(made) == 6
        assert all(archive.read(name).startswith(b"%PDF-") for name in made)
        assert "Опись.xlsx" in archive.namelist()
    assert not _left_in_session(worker.pid)


def _left_in_session(session: int) -> list[str]:
    """Return the commands of processes that a session has left behind."""
    left = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().rpartition(")")
        except OSError:
            continue  # has just ended
        fields = rest.split()
        if fields[0] != "Z" and int(fields[3]) == session:
            left.append(name)
    return left
