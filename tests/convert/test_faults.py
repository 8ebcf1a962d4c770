"""Whatever happens to LibreOffice, the next document is made and nothing is left behind."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert import create_converter, diagnose, guard, pdf_pages
from service.convert.direct import DirectEngine
from service.convert.machine import find_installation
from service.convert.pool import EnginePool
from service.convert.profile import PreparedProfile
from service.errors import ConversionFailedError, ConversionTimeoutError, ConverterError, ConverterUnavailableError
from tests.convert import documents
from tests.convert.conftest import Machine

pytestmark = pytest.mark.libreoffice

SOFFICE = "soffice.bin"
ABANDONED = """
import os, signal, sys
from service.convert import create_converter
create_converter(workers=1, engine=sys.argv[1]).convert(sys.stdin.buffer.read())
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
CRAMPED = """
import os, pathlib
from service.convert import create_converter
from service.convert.specimen import specimen
from service.errors import ConverterError
converter = create_converter(workers=1)
converter.start()
filling = pathlib.Path(os.environ["TMPDIR"], "filling")
with filling.open("wb", buffering=0) as file:
    try:
        while True: file.write(bytes(4096))
    except OSError: pass
try: converter.convert(specimen())
except ConverterError as error: print(error.code)
filling.unlink()
print(converter.convert(specimen())[1:4].decode().lower())
converter.close()
"""


def test_killed_hung_and_closed(this_machine: Machine) -> None:
    converter = create_converter(workers=1, timeout=4)
    docx = documents.plain()
    expected = converter.convert(docx)

    this_machine.signal(SOFFICE, signal.SIGKILL)
    assert converter.convert(docx) == expected

    this_machine.signal(SOFFICE, signal.SIGSTOP)
    with pytest.raises(ConversionTimeoutError, match="не уложился в 4 с"):
        converter.convert(docx)
    assert converter.convert(docx) == expected

    converter.close()
    converter.close()
    assert not this_machine.processes(SOFFICE)
    assert not this_machine.leavings()
    assert not converter.health().ready
    with pytest.raises(ConverterUnavailableError, match="останавливается"):
        converter.convert(docx)


def test_the_engine_to_fall_back_on_makes_the_same_pdf(this_machine: Machine) -> None:
    docx = documents.plain()
    direct = create_converter(workers=1)
    expected = direct.convert(docx, profile="pdfa")
    direct.close()
    fallback = create_converter(workers=1, engine="unoserver")

    assert fallback.convert(docx, profile="pdfa") == expected
    fallback.close()
    assert not this_machine.processes(SOFFICE)
    assert not this_machine.leavings()


def test_killed_in_the_middle_of_the_work(this_machine: Machine) -> None:
    converter = create_converter(workers=1)
    docx = documents.plain(*(f"Абзац {number}." for number in range(600)))
    expected = converter.convert(docx)
    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(converter.convert, docx)
        time.sleep(0.1)
        this_machine.signal(SOFFICE, signal.SIGKILL)
        assert working.result() == expected
    converter.close()

    assert not this_machine.leavings()


def test_the_worker_killed_and_its_folder_deleted(this_machine: Machine) -> None:
    converter = create_converter(workers=1)
    docx = documents.plain()
    expected = converter.convert(docx)

    (soffice,) = this_machine.processes(SOFFICE)
    os.kill(this_machine.parent(soffice), signal.SIGKILL)
    assert converter.convert(docx) == expected

    for folder in this_machine.leavings():
        shutil.rmtree(folder)
    assert converter.convert(docx) == expected
    converter.close()
    assert not this_machine.processes(SOFFICE)
    assert not this_machine.leavings()


def test_a_document_that_eats_memory_is_refused_and_the_next_one_made(this_machine: Machine) -> None:
    installation = find_installation()
    profile = PreparedProfile(installation.soffice)
    converter = EnginePool(
        lambda: DirectEngine(installation, profile, memory=160 * 1024**2),
        workers=1,
        timeout=30,
        restart_after=100,
    )

    with pytest.raises(ConversionFailedError, match="дважды"):
        converter.convert(documents.table(3000))
    assert pdf_pages(converter.convert(documents.plain())) == 1
    converter.close()


def test_a_linked_file_stays_out_even_if_the_guard_is_deceived(tmp_path: Path) -> None:
    linked = documents.with_linked_picture(tmp_path / "secret.png")
    installation = find_installation()
    engine = DirectEngine(installation, PreparedProfile(installation.soffice))
    engine.start()
    pdf = engine.convert(linked, "pdf", 30)
    engine.stop()

    assert pdf_pages(pdf) == 1
    assert not documents.pdf_pictures(pdf, tmp_path)
    with pytest.raises(ConversionFailedError, match="LibreOffice"):
        guard.verified(guard.opened(linked))


def test_kills_at_random_lose_nothing(this_machine: Machine) -> None:
    converter = create_converter(workers=2)
    docx = [documents.plain(f"Абзац {number}.") for number in range(24)]
    expected = [converter.convert(document) for document in docx]
    chance, over = random.Random(7), threading.Event()  # noqa: S311 - not for secrets

    def kill() -> int:
        killed = 0
        while killed < 8 and not over.wait(chance.uniform(0.2, 0.8)):
            pids = this_machine.processes(SOFFICE)
            if pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(pids), signal.SIGKILL)
                    killed += 1
        return killed

    def convert(document: bytes) -> bytes:
        for _ in range(20):
            # If both processes in a row were killed, at work or at their start, the caller has to try again.
            with contextlib.suppress(ConverterError):
                return converter.convert(document)
        return b""

    with ThreadPoolExecutor(3) as threads:
        killer = threads.submit(kill)
        try:
            made = list(threads.map(convert, docx))
        finally:
            over.set()
        assert killer.result() > 0
    converter.close()

    assert made == expected
    assert not this_machine.processes(SOFFICE)
    assert not this_machine.leavings()


def test_a_full_disk_is_told_and_the_next_document_made(tmp_path: Path) -> None:
    unshare, mount = shutil.which("unshare"), shutil.which("mount")
    command = f"{mount} -t tmpfs -o size=2m none {tmp_path} && TMPDIR={tmp_path} {sys.executable} -c '{CRAMPED}'"
    done = subprocess.run([unshare or "unshare", "-rm", "sh", "-c", command], capture_output=True, check=False)
    if b"unshare" in done.stderr or b"mount" in done.stderr:
        pytest.skip("this machine lets nobody mount a small disk")

    assert done.stderr.decode() == ""
    assert done.stdout.decode().split() == ["converter_unavailable", "pdf"]


def test_a_folder_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    converter = create_converter(workers=1)

    with pytest.raises(ConverterUnavailableError, match="TMPDIR"):
        converter.convert(documents.plain())


def test_a_process_is_replaced_after_its_number_of_documents_by_a_warm_one(this_machine: Machine) -> None:
    converter = create_converter(workers=1, restart_after=1)
    docx = documents.plain()
    expected = converter.convert(docx)
    (old,) = this_machine.processes(SOFFICE)
    while old in this_machine.processes(SOFFICE):
        time.sleep(0.2)
        assert converter.convert(docx) == expected
    converter.close()

    assert not this_machine.processes(SOFFICE)
    assert not this_machine.leavings()


@pytest.mark.parametrize("engine", ["direct", "unoserver"])
def test_a_service_killed_outright_leaves_nothing(this_machine: Machine, engine: str) -> None:
    command = [sys.executable, "-c", ABANDONED, engine]
    done = subprocess.run(command, input=documents.plain(), capture_output=True, check=False)

    assert done.stdout == b"done\n"
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while this_machine.leavings() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not this_machine.leavings()


def test_a_service_killed_while_libreoffice_starts_leaves_nothing(this_machine: Machine) -> None:
    for moment in (0.3, 0.5, 0.7, 0.9):
        command = [sys.executable, "-c", ABANDONED, "direct"]
        service = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert service.stdin is not None
        service.stdin.write(documents.plain())
        service.stdin.close()
        time.sleep(moment)
        service.kill()
        service.wait()
    deadline = time.monotonic() + 10
    while this_machine.leavings() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not {path for path in this_machine.leavings() if "komplekt-profile" not in path}


def test_without_libreoffice_the_message_says_what_to_install(tmp_path: Path) -> None:
    converter = create_converter(soffice=str(tmp_path / "soffice"))

    assert converter.health().ready
    with pytest.raises(ConverterUnavailableError, match="libreoffice-writer-nogui") as caught:
        converter.convert(documents.plain())
    assert caught.value.retry_after > 0
    assert not converter.health().ready
    assert "libreoffice-writer-nogui" in converter.health().detail


def test_without_uno_the_message_says_what_to_install() -> None:
    converter = create_converter(python=sys.executable)

    with pytest.raises(ConverterUnavailableError, match="python3-uno"):
        converter.convert(documents.plain())


def test_libreoffice_that_does_not_start_is_unavailable(tmp_path: Path, this_machine: Machine) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 77\n")
    broken.chmod(0o755)

    with pytest.raises(ConverterUnavailableError, match="кодом 77"):
        create_converter(soffice=str(broken)).convert(documents.plain())
    assert not this_machine.leavings()


def test_the_doctor_finds_everything_here() -> None:
    assert all(finding.ok for finding in diagnose())


def test_the_doctor_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    findings = {finding.name: finding for finding in diagnose(soffice=str(tmp_path / "soffice"))}

    assert not findings["LibreOffice"].ok
    assert "libreoffice-writer-nogui" in findings["LibreOffice"].mend
    assert os.environ["PATH"] == str(tmp_path)
