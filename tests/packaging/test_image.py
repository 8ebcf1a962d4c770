"""The Dockerfile: its steps are the Makefile's, and what it starts answers; Docker itself is not needed here."""

import json
import re
import socket
import subprocess
import time
from pathlib import Path

from tests.packaging.conftest import ROOT, plain_environment, run

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
START_TIMEOUT = 30.0


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} +(.+)$", DOCKERFILE, re.MULTILINE)


def test_every_step_of_the_image_is_a_target_of_the_makefile() -> None:
    targets = {target for step in instructions("RUN") for target in re.findall(r"\bmake ([a-z][a-z -]*)", step)}

    names = {name for target in targets for name in target.split()}
    assert {"system-image", "setup-runtime"} <= names
    run("make", "--dry-run", *sorted(names), cwd=ROOT)


def test_what_the_image_copies_exists_and_is_not_ignored() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    copied = {source for step in instructions("COPY") for source in step.split()[:-1]}

    assert copied <= {line[1:] for line in lines if line.startswith("!")}
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_does_not_run_as_root_and_is_watched() -> None:
    assert instructions("USER")[-1] not in ("root", "0")
    assert "/healthz" in (ROOT / ".ci" / "healthy").read_text("utf-8")
    assert ".ci/healthy" in DOCKERFILE[DOCKERFILE.index("HEALTHCHECK") :]


def test_the_command_of_the_image_answers_its_health_check(programs: Path, tmp_path: Path) -> None:
    _, *arguments = json.loads(instructions("CMD")[-1])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = plain_environment(KOMPLEKT_PORT=port, KOMPLEKT_SOFFICE="/nonexistent")
    check = [programs / "python", ROOT / ".ci" / "healthy"]

    command = [programs / "komplekt", *arguments]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as service:
        try:
            before = time.monotonic()
            while subprocess.run(check, env=environment, capture_output=True, check=False).returncode != 0:
                assert service.poll() is None
                assert time.monotonic() - before < START_TIMEOUT
                time.sleep(0.1)
        finally:
            service.terminate()
            _, told = service.communicate(timeout=START_TIMEOUT)

    assert service.returncode == 0, told


def test_a_worker_without_its_extra_says_what_to_install(programs: Path, tmp_path: Path) -> None:
    environment = plain_environment(
        KOMPLEKT_BROKER="amqp://127.0.0.1", KOMPLEKT_DATABASE="postgresql://127.0.0.1/komplekt"
    )

    command = [str(programs / "komplekt"), "worker"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "pip install 'komplekt[cluster]'" in done.stderr
