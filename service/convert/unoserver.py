"""One supervised unoserver process, spoken to in XML-RPC with time limits of our own."""

import contextlib
import http.client
import shutil
import socket
import time
import xmlrpc.client
from importlib import metadata
from pathlib import Path

from service.convert import keeper
from service.convert.base import Gone, PdfProfile, nobody_leaves
from service.convert.engine import EXPORT_FILTER, IMPORT_FILTER, EngineDiedError, export_options
from service.convert.machine import Installation, no_room
from service.convert.process import ProcessGroup
from service.convert.profile import PreparedProfile, environment, ipc_socket
from service.errors import ConversionFailedError, ConversionTimeoutError, ConverterUnavailableError

LOOPBACK = "127.0.0.1"
START_TIMEOUT = 45.0
PROBE_TIMEOUT = 5.0
_START_TRIES = 3


class UnoserverEngine:
    """unoserver with its LibreOffice: own folder, own profile, own ports on the loopback."""

    def __init__(self, installation: Installation, profile: PreparedProfile) -> None:
        """Remember the programs; `start` starts them."""
        self._installation = installation
        self._profile = profile
        self._group: ProcessGroup | None = None
        self._folder: Path | None = None
        self._port = 0
        self._counter = 0

    def start(self) -> None:
        """Start unoserver, with other ports if somebody took ours in between."""
        for _ in range(_START_TRIES):
            self._launch()
            if self._wait_until_ready():
                return
            self.stop()
        raise ConverterUnavailableError(
            f"unoserver не запустился за {_START_TRIES} попытки. Проверьте LibreOffice: «komplekt doctor»."
        )

    @property
    def alive(self) -> bool:
        """Tell whether unoserver still runs; its keeper leaves together with it."""
        return self._group is not None and self._group.alive

    def convert(self, docx: bytes, profile: PdfProfile, timeout: float, gone: Gone = nobody_leaves) -> bytes:
        """Convert through a folder of the document's own."""
        if self._folder is None:
            raise EngineDiedError("not started")
        self._counter += 1
        folder = self._folder / f"document-{self._counter}"
        source, target = folder / "in.docx", folder / "out.pdf"
        try:
            folder.mkdir()
            source.write_bytes(docx)
            self._ask_to_convert(source, target, profile, timeout)
            return target.read_bytes()
        except FileNotFoundError as error:
            raise EngineDiedError("the folder of the process is gone") from error
        except OSError as error:
            raise no_room(error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        """Kill the group, then remove the folder."""
        group, self._group = self._group, None
        if group is not None:
            group.stop()
        if self._folder is not None:
            ipc_socket(self._folder / "profile").unlink(missing_ok=True)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self) -> None:
        try:
            self._folder = self._profile.new_folder()
            _link_package(self._folder / "lib")
            self._port, uno_port = _free_ports()
            self._group = ProcessGroup(
                self._command(self._folder, uno_port),
                environment=environment(self._folder) | {"PYTHONPATH": str(self._folder / "lib")},
                folder=self._folder,
            )
        except OSError as error:
            self.stop()
            raise ConverterUnavailableError(
                f"unoserver не запускается: {error.strerror}. Проверьте LibreOffice: «komplekt doctor»."
            ) from error

    def _command(self, folder: Path, uno_port: int) -> list[str]:
        python = str(self._installation.python)
        unoserver = [python, "-s", "-m", "unoserver.server", "--executable", str(self._installation.soffice)]
        addresses = ["--interface", LOOPBACK, "--port", str(self._port)]
        uno_addresses = ["--uno-interface", LOOPBACK, "--uno-port", str(uno_port)]
        places = ["--user-installation", str(folder / "profile"), "--temp-dir", str(folder)]
        own = [python, "-I", str(Path(keeper.__file__)), str(folder), str(ipc_socket(folder / "profile"))]
        return [*own, "--", *unoserver, *addresses, *uno_addresses, *places, "--quiet"]

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.alive:
            if self._answers():
                return True
            time.sleep(0.1)
        return False

    def _answers(self) -> bool:
        """Tell whether unoserver and the LibreOffice behind it both answer."""
        with contextlib.suppress(OSError, http.client.HTTPException, xmlrpc.client.Error):
            self._call("info", (), PROBE_TIMEOUT)
            return True
        return False

    def _ask_to_convert(self, source: Path, target: Path, profile: PdfProfile, timeout: float) -> None:
        options = [f"{name}={str(value).lower()}" for name, value in export_options(profile).items()]
        update_index = False
        arguments = (
            *(str(source), None, str(target), None, EXPORT_FILTER),
            *(options, update_index, IMPORT_FILTER),
        )
        try:
            self._call("convert", arguments, timeout)
        except TimeoutError as error:
            raise ConversionTimeoutError(f"LibreOffice не уложился в {timeout:.0f} с и был остановлен.") from error
        except (OSError, http.client.HTTPException) as error:
            raise EngineDiedError(str(error)) from error
        except xmlrpc.client.Error as error:
            # A refused document and a killed LibreOffice look alike here; only the latter stays silent.
            if not self._answers():
                raise EngineDiedError(str(error)) from error
            raise ConversionFailedError(
                "LibreOffice не смог прочитать документ или записать PDF. Откройте DOCX в Word или "
                "LibreOffice и проверьте, что он не повреждён."
            ) from error

    def _call(self, method: str, arguments: tuple[object, ...], timeout: float) -> None:
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=timeout)
        with contextlib.closing(connection):
            body = xmlrpc.client.dumps(arguments, method, allow_none=True)  # type: ignore[arg-type]
            connection.request("POST", "/RPC2", body.encode(), {"Content-Type": "text/xml"})
            xmlrpc.client.loads(connection.getresponse().read())


def _link_package(folder: Path) -> None:
    """Show the interpreter of LibreOffice unoserver alone: nothing else of our environment is made for it."""
    folder.mkdir()
    distribution = metadata.distribution("unoserver")
    tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
    for name in tops:
        (folder / name).symlink_to(Path(str(distribution.locate_file(name))).resolve())


def _free_ports() -> tuple[int, int]:
    """Find two ports that nobody listens on at this moment."""
    with socket.socket() as first, socket.socket() as second:
        first.bind((LOOPBACK, 0))
        second.bind((LOOPBACK, 0))
        return first.getsockname()[1], second.getsockname()[1]
