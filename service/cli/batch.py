"""The command for a whole district: many sets in, a folder or a ZIP out, gone on with after any interruption."""

import json
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import click

from service.batch import Batches, BatchStatus, Order, School, Source, problem_as_dict, read_folder, read_source
from service.bootstrap_kept import build_batches
from service.cli.parameters import Formats, open_generator, read_input
from service.cli.terminal import ERRORS, Wrong, tell_schools, tell_source
from service.cli.watching import watching
from service.config import Settings, read_settings
from service.errors import ConverterUnavailableError, IncompleteError, InputError, UnfinishedError
from service.generate import Format, Generator

_BOOK: Final = ".komplekt"  # beside the output: what a resumed run needs
_LOOK: Final = 0.3  # seconds between two looks at the progress, at least
_REST: Final = 50.0  # times as long as a look takes, so that a region is not counted all the time
_PATIENCE: Final = 60.0  # seconds without LibreOffice before the command gives up
_MOST_TOLD: Final = 20  # schools whose errors are told one by one


@click.command()
@click.argument("source", metavar="IN", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="Папка или файл .zip.")
@click.option("--format", "formats", type=Formats(), default="docx", help="docx, pdf, pdfa через запятую.")
@click.option("--only", default="", metavar="ИНН,…", help="Только эти школы.")
@click.option("--workers", type=click.IntRange(1, 64), help="Сколько процессов LibreOffice (KOMPLEKT_WORKERS).")
@click.option("--resume", is_flag=True, help="Продолжить прерванное.")
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def batch(  # noqa: PLR0913, PLR0917 - click hands over each option by name
    source: Path,
    target: Path,
    formats: tuple[Format, ...],
    only: str,
    workers: int | None,
    resume: bool,
    as_json: bool,
) -> None:
    """Сделать документы всех школ района. «-» вместо файла — читать стандартный ввод.

    IN — книга Excel (образец: komplekt template-xlsx), комплекты по одному в строке (NDJSON), массив JSON или
    папка файлов .json. Рядом с итогом лежит .komplekt — что нужно, чтобы продолжить; готово — можно удалить.
    """
    book = _book(target)
    asked = read_settings()
    settings = replace(
        asked, data=book, database=None, results=None, broker=None, workers=workers or asked.workers
    )  # fmt: skip
    order = Order(formats, only=tuple(key.strip() for key in only.split(",") if key.strip()))
    with open_generator(settings) as generator:
        what = _read(source, generator)
        with _opened(settings, generator, book) as batches:
            number = _accepted(batches, what, order, target, resume=resume)
            with _said_how_to_go_on():
                _make(batches, generator, number, formats, quiet=as_json)
                batches.deliver(number, target, book)
            _forget_older(batches, number)
            _end(batches.status(number), batches.schools(number), target, as_json=as_json)


def _book(target: Path) -> Path:
    """Return where the tables and results lie: inside the folder that is made, or beside the ZIP."""
    return target.with_name(target.name + _BOOK) if target.suffix.lower() == ".zip" else target / _BOOK


@contextmanager
def _opened(settings: Settings, generator: Generator, book: Path) -> Iterator[Batches]:
    """Open the tables beside the output; what is refused before anything is accepted leaves no folder behind."""
    added = next((path for path in (*reversed(book.parents), book) if not path.exists()), None)
    batches = build_batches(settings, generator)
    refused = False
    try:
        yield batches
    except InputError:
        refused = not batches.latest()
        raise
    finally:
        batches.stop()
        if refused and added is not None:
            shutil.rmtree(added)


def _read(source: Path, generator: Generator) -> Source:
    if source.is_dir():
        return read_folder(source)
    return read_source(read_input(source), source.name, generator.catalog.kinds)


def _accepted(batches: Batches, source: Source, order: Order, target: Path, *, resume: bool) -> str:
    """Return the batch to make: the interrupted one, or a new one; raise UnfinishedError if that was not said."""
    unfinished = [status for status in batches.latest() if not status.finished]
    if unfinished and not resume:
        schools = unfinished[0].schools
        raise UnfinishedError(
            f"В {target} есть незаконченное: сделано школ {schools.done} из {schools.total}. Чтобы продолжить, "
            "повторите команду с --resume; чтобы начать заново, выберите другое место или удалите "
            f"{_book(target)}."
        )
    same = batches.asked_before(source, order) if resume else None
    if same is not None:
        batches.retry(same)
        return same
    for status in unfinished:
        batches.cancel(status.id)
    checked = 0

    def count(_school: Any) -> None:
        nonlocal checked
        checked += 1

    number = batches.accept(source, order, count)
    ERRORS.print(f"Проверено школ: {checked}.")
    return number


def _make(
    batches: Batches, generator: Generator, number: str, formats: tuple[Format, ...], *, quiet: bool
) -> None:
    """Make everything and show how it goes; raise what keeps it from going on."""
    start = getattr(generator.converter, "start", None)
    if start is not None and set(formats) - {"docx"} and batches.status(number).documents.waiting:
        start()
    batches.start()
    with watching(quiet=quiet) as show:
        stuck = time.monotonic()
        while True:
            asked = time.monotonic()
            status = batches.status(number)
            pause = max(_LOOK, _REST * (time.monotonic() - asked))
            show(status)
            if status.finished:
                return
            trouble = batches.trouble
            if trouble is None:
                stuck = time.monotonic()
            elif not isinstance(trouble, ConverterUnavailableError) or time.monotonic() - stuck > _PATIENCE:
                batches.stop()
                raise trouble
            time.sleep(pause)


@contextmanager
def _said_how_to_go_on() -> Iterator[None]:
    """Stop cleanly at Ctrl-C and SIGTERM: what is made is kept."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except BaseException:
        ERRORS.print("Остановлено, сделанное сохранено. Продолжить: та же команда с --resume.")
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _forget_older(batches: Batches, number: str) -> None:
    for status in batches.latest():
        if status.id != number:
            batches.delete(status.id)


def _end(status: BatchStatus, schools: Any, target: Path, *, as_json: bool) -> None:
    """Tell what was made and what was not; raise IncompleteError if that is not all."""
    left = [school for school in schools if school.state != "done"]
    if as_json:
        click.echo(json.dumps(_outcome(status, schools, target), ensure_ascii=False, indent=2))
        if left or status.problems:
            raise SystemExit(IncompleteError.exit_code)
        return
    tell_source(status.problems, status.warnings)
    tell_schools([Wrong(school.name, school.errors, detail=school.detail) for school in left], _MOST_TOLD)
    click.echo(
        f"Сделано школ: {status.schools.done} из {status.schools.total}, документов: {status.documents.done}."
    )
    click.echo(target)
    if left or status.problems:
        told = f"Не сделано школ: {len(left)}." if left else "Часть сведений не отнесена ни к одной школе."
        where = " — в файле «Исправить» рядом с документами" if status.corrections else " — сказано выше"
        raise IncompleteError(f"{told} Что исправить{where}; потом та же команда.")


def _outcome(status: BatchStatus, schools: Any, target: Path) -> dict[str, Any]:
    return {
        "state": status.state,
        "out": str(target),
        "schools": asdict(status.schools),
        "documents": asdict(status.documents),
        "problems": [problem_as_dict(problem) for problem in status.problems],
        "warnings": [problem_as_dict(problem) for problem in status.warnings],
        "list": [_told(school) for school in schools],
    }


def _told(school: School) -> dict[str, Any]:
    return {
        "key": school.key,
        "name": school.name,
        "state": school.state,
        "folder": school.folder if school.state == "done" else None,
        "errors": [problem_as_dict(problem) for problem in school.errors],
        "warnings": [problem_as_dict(problem) for problem in school.warnings],
        "doubts": list(school.doubts),
        "detail": school.detail,
    }
