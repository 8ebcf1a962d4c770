"""RabbitMQ of the machine as a node of its own: own folder, ports, cookie and epmd, nothing beyond loopback."""

import contextlib
import shutil
import signal
import socket
import tempfile
from pathlib import Path
from typing import Final

from tests.servers.process import ServerProcess, free_port, program

# Debian's /usr/sbin/rabbitmq-server becomes the user `rabbitmq` and writes to /var: this is what it calls.
_SCRIPTS: Final = Path("/usr/lib/rabbitmq/bin")
_GREETING: Final = b"AMQP\x00\x00\x09\x01"
_METHOD_FRAME: Final = 1


class RabbitMQ:
    """A node for the user guest on loopback, without plugins."""

    @staticmethod
    def missing() -> str | None:
        """Say what is not installed."""
        absent = [name for name in ("rabbitmq-server", "erl", "epmd") if program(name, _SCRIPTS) is None]
        return f"{', '.join(absent)}: install the package rabbitmq-server (make test does)" if absent else None

    def __init__(self) -> None:
        """Write its settings into a folder of its own."""
        self.folder = Path(tempfile.mkdtemp(prefix="komplekt-rabbitmq-"))
        self.port, self._epmd_port = free_port(), free_port()
        self._data = self.folder / "mnesia"
        (self.folder / "plugins").write_text("[].\n")
        # Read as it is: rabbitmq.conf would first be translated, at each start.
        (self.folder / "advanced.config").write_text(
            f'[{{rabbit, [{{tcp_listeners, [{{"127.0.0.1", {self.port}}}]}}, {{disk_free_limit, 1000000}}]}}].\n'
        )
        self._epmd = ServerProcess(
            [program("epmd") or "epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1"],
            log=self.folder / "epmd.log", ready=lambda: _listens(self._epmd_port),
        )  # fmt: skip
        # Replaced by the Erlang machine itself, no shell in between: a signal reaches what it is meant for.
        self._process = ServerProcess(
            [program("rabbitmq-server", _SCRIPTS) or "rabbitmq-server"],
            log=self.folder / "server.log", ready=self._ready, environment=self._environment(),
        )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),  # of the cookie
            "LC_ALL": "C.UTF-8",
            "RABBITMQ_ALLOW_INPUT": "true",
            "RABBITMQ_NODENAME": f"komplekt{self.port}@localhost",
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "advanced.config"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_MNESIA_BASE": str(self._data),
            "RABBITMQ_LOG_BASE": str(self.folder),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self.folder / "config"),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-noinput -kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._epmd_port),
        }

    @property
    def url(self) -> str:
        """Return its address."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        """Start the node and wait until it greets."""
        if not self._epmd.running:
            self._epmd.start()
        self._process.start()

    def stop(self) -> None:
        """Stop the node orderly."""
        self._process.end(signal.SIGTERM)

    def kill(self) -> None:
        """End the node as a fallen machine would."""
        self._process.end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start again on the same port with the same queues."""
        self.stop()
        self.start()

    def wipe(self) -> None:
        """Come back on the same port without any queue, as after the loss of a disk."""
        self.kill()
        shutil.rmtree(self._data)
        self.start()

    def close(self) -> None:
        """End the node and its epmd, remove everything."""
        self.kill()
        self._epmd.end(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ready(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            connection.sendall(_GREETING)
            answer = connection.recv(1)
            return bool(answer) and answer[0] == _METHOD_FRAME
        return False


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False
