"""The servers of the tests come up, keep what was written when they are killed, and leave nothing behind."""

import socket
from collections.abc import Iterator

import psycopg
import pytest

from tests.servers.postgresql import PostgreSQL

pytestmark = pytest.mark.servers


@pytest.fixture
def own_server() -> Iterator[PostgreSQL]:
    """A PostgreSQL that the test may break."""
    if missing := PostgreSQL.missing():
        pytest.skip(missing)
    server = PostgreSQL()
    server.start()
    yield server
    server.close()


def test_what_was_written_outlives_a_killed_server(own_server: PostgreSQL) -> None:
    url = own_server.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")

    own_server.kill()
    own_server.start()

    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)


def test_a_closed_server_leaves_neither_port_nor_folder(own_server: PostgreSQL) -> None:
    own_server.close()

    assert not own_server.folder.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", own_server.port)).close()
