"""What README.md shows can be run as it stands: commands, exit codes, the request, the targets of make."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import click
import pytest

from service.cli import cli
from service.convert import pdf_pages
from tests.docs.markdown import ROOT, code, document, part, table

README: Final = document("README.md")
BLOCKS: Final = code(README, "sh")
COMMAND: Final = Path(sys.executable).with_name("komplekt")
LONGEST_START: Final = 60.0  # seconds
PICTURE_LIMIT: Final = 150_000  # bytes


def _block(words: str) -> str:
    (found,) = [block for block in BLOCKS if words in block]
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder in which the shown commands find what they name."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "komplekt").symlink_to(COMMAND)
    return tmp_path


def _run(script: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


@pytest.mark.libreoffice
def test_the_shown_commands_check_and_make_the_set(checkout: Path) -> None:
    done = _run(_block("generate"), checkout)

    assert done.returncode == 0, done.stderr
    assert "Ошибок нет." in done.stdout
    assert {path.suffix for path in (checkout / "demo").iterdir()} == {".docx", ".pdf"}


@pytest.mark.libreoffice
def test_the_shown_command_makes_schools_of_the_district(checkout: Path) -> None:
    done = _run(_block("batch"), checkout)

    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(checkout / "district.zip") as archive:
        names = archive.namelist()

    assert "Опись.xlsx" in names
    assert len({name.split("/")[1] for name in names if name.count("/") == 2}) == 2


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of a served service of our own."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    command = [str(COMMAND), "serve", "--port", str(free)]
    served = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
    )
    try:
        _wait_for(f"http://127.0.0.1:{free}/healthz", served)
        yield free
    finally:
        served.terminate()
        served.communicate(timeout=60)


def _wait_for(address: str, served: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and served.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=LONGEST_START):  # noqa: S310 - our own address
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    served.kill()
    pytest.fail(f"the service does not answer: {served.communicate()[1].decode()}")


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("curl") is None, reason="the request is shown with curl")
def test_the_shown_request_is_answered_with_a_pdf(checkout: Path, port: int) -> None:
    request = _block("curl")

    assert "http://127.0.0.1:8000/" in request

    done = _run(request.replace(":8000/", f":{port}/"), checkout)

    assert done.returncode == 0, done.stdout + done.stderr
    assert pdf_pages((checkout / "order.pdf").read_bytes()) >= 1


def test_every_make_target_that_a_document_names_exists() -> None:
    named = {
        name
        for path in ("README.md", "CONTRIBUTING.md")
        for name in re.findall(r"(?:`|^)make (\w+)", document(path), re.MULTILINE)
    }
    rules = re.findall(r"^([a-z-]+):", document("Makefile"), re.MULTILINE)

    assert {"demo", "test", "serve"} <= named
    assert named <= set(rules)


def test_make_would_make_what_is_shown() -> None:
    for target in ("demo", "test", "serve"):
        done = subprocess.run(
            ["/usr/bin/make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
        )

        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "doc_templates/README.md", "docs/ARCHITECTURE.md"]
)
def test_every_command_that_a_document_names_exists(name: str) -> None:
    named = set(re.findall(r"komplekt ([a-z-]+)", document(name)))

    assert isinstance(cli, click.Group)
    assert named <= set(cli.list_commands(click.Context(cli)))


def test_the_exit_codes_are_those_of_the_architecture() -> None:
    described = {row[0] for row in table(part(README, "Коды завершения"))}
    known = {row[0] for row in table(part(document("docs/ARCHITECTURE.md"), "Exit codes"))}

    assert described == known - {"130"}


def test_the_pictures_exist_and_are_of_a_modest_size() -> None:
    pictures = re.findall(r'<img src="([^"]+)"', README)

    assert len(pictures) == 2
    assert all((ROOT / picture).stat().st_size < PICTURE_LIMIT for picture in pictures)
