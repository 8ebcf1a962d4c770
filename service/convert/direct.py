"""One supervised worker with its LibreOffice, spoken to in lines of JSON with hard time limits."""

import contextlib
import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from service.convert.base import Gone, PdfProfile, nobody_leaves
from service.convert.engine import EXPORT_FILTER, IMPORT_FILTER, EngineDiedError, export_options
from service.convert.machine import Installation, no_room
from service.convert.process import ProcessGroup
from service.convert.profile import PreparedProfile, arguments, environment, ipc_socket, socket_file
from service.errors import (
    ClientGoneError,
    ConversionFailedError,
    ConversionTimeoutError,
    ConverterUnavailableError,
)

START_TIMEOUT = 30.0
MEMORY_LIMIT = 1024**3
START_COST = 2.0  # seconds

_WORKER = Path(__file__).with_name("worker.py")
log = logging.getLogger(__name__)


class DirectEngine:
    """LibreOffice over straight UNO: no network, own folder in memory, own profile, bounded memory."""

    def __init__(self, installation: Installation, profile: PreparedProfile, memory: int = MEMORY_LIMIT) -> None:
        """Remember the programs; a process may take `memory` bytes of data."""
        self._installation = installation
        self._profile = profile
        self._memory = memory
        self._group: ProcessGroup | None = None
        self._folder: Path | None = None
        self._sockets: list[Path] = []
        self._counter = 0

    def start(self) -> None:
        """Start the worker and wait until its LibreOffice takes documents; once more if it was killed."""
        for final in (False, True):
            try:
                self._group = self._launch()
                answer = json.loads(self._group.receive(START_TIMEOUT))
                break
            except (OSError, EOFError) as error:
                # TimeoutError is an OSError, but without a number.
                reason = self._last_words() or str(error)
                self.stop()
                log.warning("libreoffice did not start: %s", reason)
                if isinstance(error, OSError) and error.errno is not None:
                    raise no_room(error) from error
                if final or not isinstance(error, EOFError):
                    raise ConverterUnavailableError(
                        "LibreOffice не запускается. Проверьте его командой «komplekt doctor»."
                    ) from error
        if not answer["isolated"]:
            log.info("libreoffice keeps the network: the machine does not allow a namespace of its own")

    @property
    def alive(self) -> bool:
        """Tell whether the worker runs; it leaves as soon as it finds its LibreOffice dead."""
        return self._group is not None and self._group.alive

    def convert(self, docx: bytes, profile: PdfProfile, timeout: float, gone: Gone = nobody_leaves) -> bytes:
        """Convert through a folder of the document's own."""
        if self._folder is None or self._group is None:
            raise EngineDiedError("not started")
        self._counter += 1
        folder = self._folder / f"document-{self._counter}"
        try:
            folder.mkdir()
            (folder / "in.docx").write_bytes(docx)
            request = {
                "source": (folder / "in.docx").as_uri(),
                "target": (folder / "out.pdf").as_uri(),
                "options": export_options(profile),
            }
            self._ask(self._group, request, timeout, gone)
            return (folder / "out.pdf").read_bytes()
        except FileNotFoundError as error:
            raise EngineDiedError("the folder of the process is gone") from error
        except OSError as error:
            raise no_room(error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        """Kill the group, then remove what it leaves."""
        group, self._group = self._group, None
        if group is not None:
            group.stop()
        for path in self._sockets:
            path.unlink(missing_ok=True)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self) -> ProcessGroup:
        self._folder = folder = self._profile.new_folder()
        user_profile = folder / "profile"
        pipe = f"komplekt_{os.getpid()}_{secrets.token_hex(4)}"
        self._sockets = [socket_file(pipe), ipc_socket(user_profile)]
        plan = {
            "folder": str(folder),
            "command": arguments(self._installation.soffice, user_profile),
            "pipe": pipe,
            "sockets": [str(path) for path in self._sockets],
            "import_filter": IMPORT_FILTER,
            "export_filter": EXPORT_FILTER,
            "memory": self._memory,
        }
        command = [str(self._installation.python), "-I", str(_WORKER), json.dumps(plan)]
        return ProcessGroup(command, environment=environment(folder), folder=folder)

    def _ask(self, group: ProcessGroup, request: Mapping[str, object], timeout: float, gone: Gone) -> None:
        try:
            group.send(json.dumps(request).encode())
            answer = json.loads(_receive(group, timeout, gone))
        except EOFError as error:
            raise EngineDiedError(self._last_words() or str(error)) from error
        if "refused" in answer:
            if self._folder is None or not (self._folder / "profile").is_dir():
                raise EngineDiedError("the folder of the process is gone")
            log.warning("libreoffice refused a document: %s", answer["refused"])
            raise ConversionFailedError(
                "LibreOffice не смог прочитать документ или записать PDF. Откройте DOCX в Word или "
                "LibreOffice и проверьте, что он не повреждён."
            )

    def _last_words(self) -> str:
        """Read the end of what the process has written to its standard error."""
        try:
            return (self._folder or Path()).joinpath("log").read_text("utf-8", "replace")[-400:].strip()
        except OSError:
            return ""


def _receive(group: ProcessGroup, timeout: float, gone: Gone) -> bytes:
    """Wait for an answer, in steps of what a new process costs: to give up sooner would gain nothing."""
    started = time.monotonic()
    while (left := timeout - (time.monotonic() - started)) > 0:
        with contextlib.suppress(TimeoutError):
            return group.receive(min(left, START_COST))
        if gone():
            raise ClientGoneError("Запрос отменён: клиент закрыл соединение.")
    raise ConversionTimeoutError(f"LibreOffice не уложился в {timeout:.0f} с и был остановлен.")
