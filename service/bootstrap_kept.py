"""The composition root of what is kept: drafts, batches, workers; apart, so that one set needs no database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from service.batch.batches import Batches
from service.batch.ledger import Ledger
from service.batch.results import FolderResults, Results
from service.batch.run import Workshop
from service.batch.runner import Making, Runner
from service.batch.version import machine_version
from service.bootstrap import build_converter, sample
from service.config import Settings, SettingsError
from service.convert import Converter, engine_version
from service.database import open_database
from service.drafts import Drafts
from service.generate import Generator

if TYPE_CHECKING:
    from service.batch.cluster import Worker

_NO_EXTRA: Final = "не установлены библиотеки для нескольких машин. Установите: pip install 'komplekt[cluster]'."


def build_drafts(settings: Settings) -> Drafts:
    """Return the drafts, their database opened: to be called by the process that serves; raises SettingsError."""
    return Drafts(open_database(settings.database, settings.data), timedelta(days=settings.keep_days))


def build_batches(settings: Settings, generator: Generator) -> Batches:
    """Return the batches over their tables and results; called in the process that uses them, after a fork.

    Nothing is made before `start`. Raises SettingsError if the database cannot be opened.
    """
    ledger = Ledger(open_database(settings.database, settings.data))
    results = _results(settings)
    batches: Batches
    runner: Making
    if settings.broker is None:
        workshop = _workshop(settings, generator, ledger, results, _versions(settings, generator))
        # While one or two packages are filled, others keep LibreOffice busy.
        runner = Runner(workshop, slots=settings.workers + 2, tidy=lambda: batches.purge())
    else:
        cluster = _cluster(settings)
        dispatch = cluster.Dispatch(ledger, cluster.PackageQueue(settings.broker))
        runner = cluster.QueueRunner(dispatch, tidy=lambda: batches.purge())
    batches = Batches(
        generator=generator,
        ledger=ledger,
        results=results,
        folder=settings.data / "archives",
        keep_days=settings.keep_days,
        processes=settings.workers,
        runner=runner,
    )
    return batches


def build_worker(
    settings: Settings, generator: Generator, make_converter: Callable[[Settings], Converter] | None = None
) -> "Worker":
    """Return a worker of the queue; raises SettingsError if it could not begin.

    Each of its processes makes a converter with one LibreOffice: `settings.workers` tells how many there are.
    """
    if settings.broker is None:
        raise SettingsError("KOMPLEKT_BROKER: укажите адрес RabbitMQ (amqp://…), из которой брать задания.")
    cluster = _cluster(settings)
    open_database(settings.database, settings.data).dispose()
    _results(settings)
    one = replace(settings, workers=1)
    versions = _versions(settings, generator)
    # Dictionaries and compiled templates are there before the fork: its processes share them.
    generator.render(generator.load(sample("minimal")).document_set)

    def open_workshop() -> Workshop:
        ledger = Ledger(open_database(settings.database, settings.data))
        own = replace(generator, converter=(make_converter or build_converter)(one))
        return _workshop(one, own, ledger, _results(settings), versions)

    made: Worker = cluster.Worker(cluster.PackageQueue(settings.broker), open_workshop, processes=settings.workers)
    return made


def _versions(settings: Settings, generator: Generator) -> tuple[str, str]:
    return machine_version(generator), engine_version(settings.soffice, settings.uno_python)


def _workshop(
    settings: Settings, generator: Generator, ledger: Ledger, results: Results, versions: tuple[str, str]
) -> Workshop:
    for_batch = getattr(generator.converter, "for_batch", lambda: generator.converter)
    return Workshop(
        ledger=ledger,
        results=results,
        generator=replace(generator, converter=for_batch()),
        version=versions[0],
        engine=versions[1],
        threads=settings.workers,
    )


def _results(settings: Settings) -> Results:
    """Return the store of results: a folder of this machine or a shared one, or an S3-like store."""
    if settings.results is None or "://" not in settings.results:
        return FolderResults(Path(settings.results) if settings.results else settings.data / "results")
    try:
        from service.batch.shared_results import StoreResults  # noqa: PLC0415 - the library is optional
    except ImportError as problem:
        raise SettingsError(f"KOMPLEKT_RESULTS: {_NO_EXTRA}") from problem
    return StoreResults(settings.results)


def _cluster(settings: Settings) -> ModuleType:
    """Return the part that speaks to RabbitMQ; raises SettingsError if something of it is missing."""
    if settings.database is None:
        raise SettingsError(
            "KOMPLEKT_DATABASE: вместе с KOMPLEKT_BROKER нужна общая база, postgresql://…: SQLite видна только "
            "одной машине."
        )
    try:
        from service.batch import cluster  # noqa: PLC0415 - its libraries are optional
    except ImportError as problem:
        raise SettingsError(f"KOMPLEKT_BROKER: {_NO_EXTRA}") from problem
    return cluster
