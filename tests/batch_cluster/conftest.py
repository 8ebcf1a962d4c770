"""A cluster on loopback: real RabbitMQ and PostgreSQL, workers at will, an empty database for each test."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from service.batch import Batches, Order, read_source
from service.batch.cluster import PackageQueue
from service.bootstrap_kept import build_batches
from service.config import Settings
from service.generate import Format, Generator
from tests.batch_cluster.fleet import Fleet, WorkerProcess, wait_until
from tests.batch_cluster.press import POISON, Press
from tests.conftest import sample_data
from tests.servers import PostgreSQL, RabbitMQ

Outcome = dict[tuple[int, int, str], tuple[str, str | None]]


def schools(number: int, *, poisoned: int | None = None) -> bytes:
    """Return so many different sets as a JSON array; one of them may have a document that kills its process."""
    sets: list[dict[str, Any]] = []
    least = sample_data("minimal")
    for position in range(number):
        data = copy.deepcopy(least)
        data["organization"]["short_name"] = f"МКОУ «Школа № {position + 1}»"
        data["organization"]["full_name"] = f"Муниципальное казённое учреждение «Школа № {position + 1}»"
        if position == poisoned:
            data["analytical_note"]["conclusions"] = f"Это {POISON}."
        sets.append(data)
    return json.dumps(sets, ensure_ascii=False).encode()


@dataclass
class Desk:
    """Batches as a service has them, embedded or in front of a queue."""

    batches: Batches
    generator: Generator

    def accept(self, content: bytes, tenant: str = "район", formats: tuple[Format, ...] = ("pdf",)) -> str:
        """Hand in sets."""
        source = read_source(content, "район.json", self.generator.catalog.kinds)
        return self.batches.accept(source, Order(formats, tenant))

    def made(self, batch: str) -> int:
        """Return how many documents are made."""
        return self.batches.status(batch).documents.done

    def wait_for(self, batch: str, documents: int) -> None:
        """Wait until so many documents are made."""
        wait_until(lambda: self.made(batch) >= documents, f"{documents} documents")

    def finish(self, batch: str) -> str:
        """Wait for the end of a batch and return its state."""
        wait_until(lambda: self.batches.status(batch).finished, "the end of the batch")
        return self.batches.status(batch).state

    def outcome(self, batch: str) -> Outcome:
        """Return state and hash of each document."""
        return {(d.school, d.position, d.format): (d.state, d.result) for d in self.batches.items(batch)}


@dataclass
class Cluster(Desk):
    """A service, its servers and its workers."""

    settings: Settings
    postgresql: PostgreSQL
    rabbitmq: RabbitMQ
    queue: PackageQueue
    fleet: Fleet
    workers: list[WorkerProcess] = field(default_factory=list)

    def start_workers(self, number: int) -> None:
        """Start workers with one process each."""
        told = {
            "KOMPLEKT_DATABASE": self.settings.database, "KOMPLEKT_BROKER": self.settings.broker,
            "KOMPLEKT_DATA": str(self.settings.data), "KOMPLEKT_WORKERS": "1", "KOMPLEKT_CACHE": "off",
        }  # fmt: skip
        self.workers += [
            self.fleet.start({name: value for name, value in told.items() if value}) for _ in range(number)
        ]

    def kept(self) -> set[str]:
        """Return the hashes of all files in the store of results."""
        folder = self.settings.data / "results"
        return {path.parent.name + path.name for path in folder.glob("*/*")}


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """What starts the workers of all tests."""
    made = Fleet(tmp_path_factory.mktemp("fleet") / "log")
    yield made
    made.close()


@pytest.fixture
def cluster(
    postgresql_server: PostgreSQL, rabbitmq_server: RabbitMQ, fleet: Fleet, generator: Generator,
    settings: Settings, tmp_path: Path,
) -> Iterator[Cluster]:  # fmt: skip
    """A service without workers yet, an empty queue and an empty database."""
    own = replace(
        settings, broker=rabbitmq_server.url, database=postgresql_server.new_database(), data=tmp_path / "data"
    )  # fmt: skip
    queue = PackageQueue(rabbitmq_server.url)
    queue.length()
    queue.purge()
    made = Cluster(
        build_batches(own, generator), generator, own, postgresql_server, rabbitmq_server, queue, fleet
    )  # fmt: skip
    yield made
    for worker in made.workers:
        if worker.alive:
            worker.kill()
    made.batches.stop()
    queue.app.close()


@pytest.fixture
def embedded(generator: Generator, settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    """The same batches made in this process, undisturbed: what a cluster has to arrive at."""
    batches = build_batches(replace(settings, data=tmp_path / "embedded"), replace(generator, converter=Press()))
    batches.start()
    yield Desk(batches, generator)
    batches.stop()
