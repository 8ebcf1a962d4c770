"""The servers as fixtures: started once, when the first test asks; skipped where they are not installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from service.database import open_database
from tests.servers.postgresql import PostgreSQL
from tests.servers.rabbitmq import RabbitMQ


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """The one PostgreSQL of all tests."""
    if missing := PostgreSQL.missing():
        pytest.skip(missing)
    server = PostgreSQL()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitMQ]:
    """The one RabbitMQ of all tests."""
    if missing := RabbitMQ.missing():
        pytest.skip(missing)
    server = RabbitMQ()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def any_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database with our tables: the test runs once with SQLite and once with PostgreSQL."""
    server = request.getfixturevalue("postgresql_server") if request.param == "postgresql" else None
    engine = open_database(server.new_database() if server else None, tmp_path)
    yield engine
    engine.dispose()
