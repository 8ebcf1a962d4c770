"""The ways to make a PDF that are compared: each starts, converts bytes to bytes and goes without a trace."""

import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Protocol, Self

from unoserver.client import UnoClient

from service.convert import create_converter
from service.convert.machine import find_installation, scratch_base
from service.convert.process import ProcessGroup
from service.convert.profile import (
    PreparedProfile,
    arguments,
    environment,
    ipc_socket,
    settings_xml,
    socket_file,
)
from service.convert.unoserver import UnoserverEngine

HERE = Path(__file__).parent


class Way(Protocol):
    """One way to convert; `workers` documents at a time are worth while, `clients` may ask: some of them wait."""

    name: str
    workers: int
    clients: int

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def convert(self, docx: bytes) -> bytes:
        """Return the PDF."""


class PlainProfile(PreparedProfile):
    """A profile as LibreOffice makes it by itself, with none of our settings: that is how the peers are run."""

    def _settings(self) -> str:
        return settings_xml(())


class _Folder:
    """What the peers have in common: a folder in memory with a profile."""

    workers = clients = 1
    profile: type[PreparedProfile] = PlainProfile

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="komplekt-bench-", dir=scratch_base()))
        self.office = find_installation()
        self.profile(self.office.soffice).write(self.folder / "profile")
        self._numbers = itertools.count()
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        ipc_socket(self.folder / "profile").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self) -> None:
        """Start what has to be started."""

    def end(self) -> None:
        """Stop it."""

    def convert(self, docx: bytes) -> bytes:
        """Convert through files."""
        folder = self.folder / f"document-{next(self._numbers)}"
        folder.mkdir()
        source, target = folder / "in.docx", folder / "in.pdf"
        source.write_bytes(docx)
        self.run(source, target)
        pdf = target.read_bytes()
        shutil.rmtree(folder)
        return pdf

    def run(self, source: Path, target: Path) -> None:
        """Make the target from the source."""
        raise NotImplementedError


class SofficePerFile(_Folder):
    """`soffice --convert-to pdf`, started for each document anew."""

    name = "soffice per file"

    def run(self, source: Path, target: Path) -> None:
        """Start the program."""
        command = [*arguments(self.office.soffice, self.folder / "profile"), "--convert-to", "pdf", str(source)]
        subprocess.run(
            [*command, "--outdir", str(target.parent)],
            env=environment(self.folder),
            check=True,
            capture_output=True,
        )


class UnoserverDefault:
    """unoserver with its own client, called as its manual says: no filters named."""

    name = "unoserver, default call"
    workers = clients = 1

    def __enter__(self) -> Self:
        installation = find_installation()
        self._engine = UnoserverEngine(installation, PlainProfile(installation.soffice))
        self._engine.start()
        self._client = UnoClient("127.0.0.1", str(self._engine._port))
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.stop()

    def convert(self, docx: bytes) -> bytes:
        """Send the bytes, get the bytes."""
        pdf: bytes = self._client.convert(indata=docx, convert_to="pdf")
        return pdf


class StraightUno(_Folder):
    """The floor: straight UNO to a warm soffice with our profile, and nothing around it."""

    name = "straight UNO (floor)"
    profile = PreparedProfile

    def begin(self) -> None:
        """Start the floor's worker."""
        self._pipe = f"bench_{os.getpid()}"
        command = arguments(self.office.soffice, self.folder / "profile")
        worker = [str(self.office.python), "-I", str(HERE / "floor_worker.py"), json.dumps(command), self._pipe]
        self._group = ProcessGroup(worker, environment=environment(self.folder), folder=self.folder)
        self._group.receive(60)

    def end(self) -> None:
        """Stop it."""
        self._group.stop()
        socket_file(self._pipe).unlink(missing_ok=True)

    def run(self, source: Path, target: Path) -> None:
        """Ask the worker."""
        self._group.send(json.dumps([source.as_uri(), target.as_uri()]).encode())
        self._group.receive(60)


class Carbone(_Folder):
    """Carbone Community with two factories, its own pool of LibreOffice processes."""

    name = "Carbone Community"
    workers = 2
    clients = 4

    def __init__(self, installed: Path) -> None:
        """Remember the throw-away folder that npm has installed carbone in."""
        self._installed = installed

    def begin(self) -> None:
        """Start node with the peer's script and give its factories time to come up."""
        self._answers: dict[int, str | None] = {}
        self._arrived = threading.Condition()
        # It looks for soffice.bin and python3 on the path.
        path = f"{self.office.soffice.parent}:{self.office.python.parent}:/usr/bin:/bin"
        own = {"NODE_PATH": str(self._installed / "node_modules"), "PATH": path}
        self._node = subprocess.Popen(
            [shutil.which("node") or "node", str(HERE / "carbone_peer.js"), str(self.workers), str(self.folder)],
            env=environment(self.folder) | own,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        time.sleep(4)

    def end(self) -> None:
        """Kill node and its factories."""
        os.killpg(self._node.pid, 9)
        self._node.communicate()

    def run(self, source: Path, target: Path) -> None:
        """Ask node."""
        number = next(self._numbers)
        line = json.dumps({"id": number, "source": str(source), "target": str(target)}) + "\n"
        with self._arrived:
            assert self._node.stdin is not None
            self._node.stdin.write(line.encode())
            self._node.stdin.flush()
            if not self._arrived.wait_for(lambda: number in self._answers, 60):
                raise TimeoutError
            error = self._answers.pop(number)
        if error is not None:
            raise RuntimeError(error)

    def _listen(self) -> None:
        assert self._node.stdout is not None
        for line in self._node.stdout:
            answer: dict[str, Any] = json.loads(line)
            with self._arrived:
                self._answers[answer["id"]] = answer["error"]
                self._arrived.notify_all()


class Ours:
    """Our converter, with everything that it does: checks, lean copy, supervision, the same bytes."""

    def __init__(self, workers: int) -> None:
        """Measure a pool of so many workers."""
        self.workers = workers
        self.clients = 2 * workers
        self.name = f"ours, {workers} worker{'s' if workers > 1 else ''}"

    def __enter__(self) -> Self:
        self._converter = create_converter(workers=self.workers)
        return self

    def __exit__(self, *_: object) -> None:
        self._converter.close()

    def convert(self, docx: bytes) -> bytes:
        """Convert."""
        return self._converter.convert(docx)


def carbone_or_reason(folder: Path) -> Carbone | str:
    """Install carbone into a folder that the caller throws away; give the reason if that cannot be done."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "npm is not there: Carbone Community was not measured"
    command = [
        "npm",
        "install",
        "--prefix",
        str(folder),
        "--ignore-scripts",
        "--no-fund",
        "--no-audit",
        "carbone@3",
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    except subprocess.SubprocessError as error:
        return f"npm could not install carbone, it was not measured: {error}"
    return Carbone(folder)
