"""A cluster on this machine: python -m benchmarks.cluster [failures] [fair] [--schools N] [--workers N].

failures  a batch of N schools (60) while a worker is killed for good, one freezes as when its machine loses power,
          PostgreSQL and RabbitMQ are restarted: seconds until the work goes on, what was lost or doubled;
fair      three schools of one tenant behind N schools (290) of another: seconds until they are ready.
Real RabbitMQ, PostgreSQL and LibreOffice; each worker has one LibreOffice.
"""

import argparse
import contextlib
import copy
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine, select

from benchmarks import machine
from service.batch import Batches, Order, read_source
from service.batch.tables import PACKAGE
from service.bootstrap import build_generator, sample
from service.bootstrap_kept import build_batches
from service.config import Settings, read_settings
from service.database import open_database
from service.generate import Generator
from tests.servers import PostgreSQL, RabbitMQ

KOMPLEKT = Path(sys.executable).with_name("komplekt")
Workers = list[subprocess.Popen[bytes]]


@dataclass
class Cluster:
    """What runs: servers, workers, and the face of batches."""

    postgresql: PostgreSQL
    rabbitmq: RabbitMQ
    settings: Settings
    generator: Generator
    batches: Batches
    engine: Engine
    workers: Workers

    def accept(self, schools: int, tenant: str) -> str:
        """Hand in so many schools."""
        source = read_source(_sets(schools, tenant), "district.json", self.generator.catalog.kinds)
        return self.batches.accept(source, Order(("pdf",), tenant))

    def done(self, batch: str) -> int:
        """Return how many documents are made."""
        return self.batches.status(batch).documents.done

    def held_by(self, worker: int) -> list[int]:
        """Return the packages that the processes of a worker hold."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(PACKAGE.c.id, PACKAGE.c.owner).where(PACKAGE.c.state == "running"))
            return [row.id for row in rows if _session(int(row.owner.split(":")[-2])) == self.workers[worker].pid]

    def owners(self, packages: list[int]) -> list[tuple[str, str | None]]:
        """Return state and owner of packages."""
        with self.engine.connect() as connection:
            wanted = select(PACKAGE.c.state, PACKAGE.c.owner).where(PACKAGE.c.id.in_(packages))
            return [(row.state, row.owner) for row in connection.execute(wanted.order_by(PACKAGE.c.id))]


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="*", choices=("failures", "fair"), default=["failures", "fair"])
    parser.add_argument("--schools", type=int)
    parser.add_argument("--workers", type=int, default=3)
    options = parser.parse_args()
    print(f"{machine.describe()}; load before: {machine.load():.1f}; {options.workers} workers")
    held = True
    for run in options.runs:
        with _cluster(options.workers) as cluster:
            if run == "failures":
                held &= _failures(cluster, options.schools or 60)
            else:
                _fair(cluster, options.schools or 290)
    return 0 if held else 1


def _failures(cluster: Cluster, schools: int) -> bool:
    begun = time.monotonic()
    batch = cluster.accept(schools, "район")
    total = cluster.batches.status(batch).documents.total

    _until(lambda: cluster.done(batch) > total // 6 and bool(cluster.held_by(0)))
    _report("one worker killed -9", _takeover(cluster, 0, signal.SIGKILL))
    _until(lambda: cluster.done(batch) > total // 3 and bool(cluster.held_by(1)))
    _report("one worker frozen, its connections open", _takeover(cluster, 1, signal.SIGSTOP))
    os.killpg(cluster.workers[1].pid, signal.SIGCONT)
    for name, server in (("PostgreSQL", cluster.postgresql), ("RabbitMQ", cluster.rabbitmq)):
        _until(lambda: cluster.done(batch) > total // 2)
        before = time.monotonic()
        server.restart()
        away, made = time.monotonic() - before, cluster.done(batch)
        _report(f"{name} restarted, away {away:.1f} s, then", _until(lambda made=made: cluster.done(batch) > made))  # type: ignore[misc]
    _until(lambda: cluster.batches.status(batch).finished)
    results = [document.result for document in cluster.batches.items(batch)]
    kept = {p.parent.name + p.name for p in (cluster.settings.data / "results").glob("*/*")}
    print(f"{total} documents in {time.monotonic() - begun:.0f} s, {results.count(None)} lost, "
          f"{len(kept - set(results))} results that nobody needs")  # fmt: skip
    return None not in results and kept == set(results)


def _takeover(cluster: Cluster, worker: int, how: signal.Signals) -> float:
    """Do something to a worker and return the seconds until others have all of its packages."""
    packages = cluster.held_by(worker)
    os.killpg(cluster.workers[worker].pid, how)
    before = cluster.owners(packages)

    def elsewhere() -> bool:
        now = cluster.owners(packages)
        return all(was != here and here[0] != "waiting" for was, here in zip(before, now, strict=True))

    return _until(elsewhere)


def _fair(cluster: Cluster, schools: int) -> None:
    alone = cluster.accept(3, "разогрев")
    _until(lambda: cluster.batches.status(alone).finished)
    _report("three schools alone", _until(_finished(cluster, cluster.accept(3, "одна"))))
    large = cluster.accept(schools, "область")
    total = cluster.batches.status(large).documents.total
    _until(lambda: cluster.done(large) > total // 100)
    small = cluster.accept(3, "школа")
    number = cluster.batches.status(small).documents.total
    seconds = _until(_finished(cluster, small))
    _report(f"{number} documents behind {total}", seconds)
    print(f"  of the {total}, {cluster.batches.status(large).documents.done} were made by then")


def _finished(cluster: Cluster, batch: str) -> Callable[[], bool]:
    return lambda: cluster.batches.status(batch).finished


def _report(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.1f} s", flush=True)


def _until(happened: Callable[[], bool]) -> float:
    before = time.monotonic()
    while not happened():
        time.sleep(0.05)
    return time.monotonic() - before


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _sets(schools: int, tenant: str) -> bytes:
    sets = []
    for number in range(1, schools + 1):
        data = copy.deepcopy(json.loads(sample("minimal")))
        data["organization"]["short_name"] = f"МКОУ «Школа № {number}» ({tenant})"
        data["organization"]["full_name"] = f"Муниципальное казённое учреждение «Школа № {number}» ({tenant})"
        sets.append(data)
    return json.dumps(sets, ensure_ascii=False).encode()


@contextlib.contextmanager
def _cluster(number: int) -> Iterator[Cluster]:
    """Start everything and end it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ending:
        postgresql, rabbitmq = PostgreSQL(), RabbitMQ()
        ending.callback(postgresql.close)
        ending.callback(rabbitmq.close)
        postgresql.start()
        rabbitmq.start()
        database, data = postgresql.new_database(), Path(folder)
        settings = replace(read_settings(), database=database, broker=rabbitmq.url, data=data, cache=None)
        environment = {
            **os.environ, "KOMPLEKT_DATABASE": database, "KOMPLEKT_BROKER": rabbitmq.url, "KOMPLEKT_DATA": folder,
            "KOMPLEKT_CACHE": "off", "KOMPLEKT_WORKERS": "1",
        }  # fmt: skip
        generator = build_generator(settings)
        batches = build_batches(settings, generator)
        ending.callback(batches.stop)
        workers: Workers = []
        for _ in range(number):
            workers.append(
                subprocess.Popen(
                    [KOMPLEKT, "worker"], env=environment, start_new_session=True, stderr=subprocess.DEVNULL
                )
            )
            ending.callback(_kill, workers[-1])
        engine = open_database(settings.database, settings.data)
        ending.callback(engine.dispose)
        yield Cluster(postgresql, rabbitmq, settings, generator, batches, engine, workers)


def _kill(worker: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


if __name__ == "__main__":
    sys.exit(main())
