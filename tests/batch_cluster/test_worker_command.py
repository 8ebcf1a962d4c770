"""`komplekt worker` as an operator runs it: with the real LibreOffice, and what it says when it cannot begin."""

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.batch_cluster.conftest import Cluster, schools
from tests.conftest import Run

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
def test_it_makes_pdfs_by_libreoffice_until_it_is_stopped(cluster: Cluster, tmp_path: Path) -> None:
    settings = cluster.settings
    environment = {
        **os.environ, "KOMPLEKT_DATABASE": str(settings.database), "KOMPLEKT_BROKER": str(settings.broker),
        "KOMPLEKT_DATA": str(settings.data), "KOMPLEKT_WORKERS": "1", "KOMPLEKT_CACHE": "off",
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    with subprocess.Popen([KOMPLEKT, "worker"], env=environment, start_new_session=True) as worker:
        try:
            batch = cluster.accept(schools(2), formats=("docx", "pdf"))
            state = cluster.finish(batch)
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(60)
        finally:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)

    assert (state, code) == ("done", 0)
    with zipfile.ZipFile(cluster.batches.archive(batch)) as archive:
        made = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(made) == 14
        assert all(archive.read(name).startswith(b"%PDF-") for name in made)
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
