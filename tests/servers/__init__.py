"""The real servers of the machine, started for the tests on loopback: PostgreSQL and RabbitMQ."""

from tests.servers.postgresql import PostgreSQL
from tests.servers.rabbitmq import RabbitMQ

__all__ = ["PostgreSQL", "RabbitMQ"]
