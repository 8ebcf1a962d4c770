"""PostgreSQL of the machine in a folder of its own: no service manager, no socket file, nothing kept."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.servers.process import ServerProcess, free_port, program

_OPTIONS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the tests end servers, not machines
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",  # a chroot may have no /dev/shm
    "logging_collector": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def _programs() -> list[Path]:
    """Return the folders of Debian's versions, newest first."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))


class PostgreSQL:
    """A server with trust for everybody on loopback; databases are made at will."""

    @staticmethod
    def missing() -> str | None:
        """Say what is not installed."""
        absent = [name for name in ("initdb", "postgres") if program(name, *_programs()) is None]
        return f"{', '.join(absent)}: install the package postgresql (make test does)" if absent else None

    def __init__(self) -> None:
        """Make the data folder; it belongs to the user `postgres` where we are root, for initdb refuses root."""
        self.folder = Path(tempfile.mkdtemp(prefix="komplekt-postgresql-"))
        self.port = free_port()
        self._numbers = count(1)
        owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
        if owner:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = self.folder / "data"
        environment = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.folder)}
        as_owner: dict[str, Any] = {"user": user, "group": group, "extra_groups": []} if owner else {}
        made = subprocess.run(
            [
                str(program("initdb", *_programs())), "--pgdata", str(data), "--username=komplekt", "--auth=trust",
                "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions",
            ],
            capture_output=True, text=True, cwd="/", check=False, env={**os.environ, **environment}, **as_owner,
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"initdb: {made.stdout}{made.stderr}")
        options = [part for name, value in _OPTIONS.items() for part in ("-c", f"{name}={value}")]
        postgres = program("postgres", *_programs()) or Path("postgres")
        self._process = ServerProcess(
            [postgres, "-D", data, "-p", str(self.port), *options],
            log=self.folder / "server.log", ready=self._ready, environment=environment, user=user, group=group,
        )  # fmt: skip

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://komplekt@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        """Start the server and wait for it."""
        self._process.start()

    def stop(self) -> None:
        """Stop at once but orderly: sessions are cut off, as at a restart by an administrator."""
        self._process.end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a fallen machine would."""
        self._process.end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start again on the same port with the same data."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it and remove everything."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ready(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True
