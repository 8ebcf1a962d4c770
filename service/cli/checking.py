"""The command `check`: what is wrong with one set, or with many by school and place, and the file to mend."""

import json
from pathlib import Path
from typing import Any, Final

import click

from schemas.findings import Finding
from service.batch import (
    Checked,
    Source,
    check_entries,
    corrections,
    is_single,
    problem_as_dict,
    read_folder,
    read_source,
)
from service.cli.parameters import open_generator, read_input
from service.cli.terminal import ERRORS, Wrong, tell, tell_schools, tell_source
from service.config import read_settings
from service.entries import Problem
from service.errors import InputError, InvalidDataError
from service.files import write_file
from service.generate import Generator
from service.language import Doubt

_WRONG: Final = InputError.exit_code


@click.command()
@click.argument("source", metavar="SET.json", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--fix", type=click.Path(dir_okay=False, path_type=Path), help="Куда записать «Исправить.xlsx».")
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def check(source: Path, fix: Path | None, as_json: bool) -> None:
    """Проверить данные: все ошибки и предупреждения сразу.

    SET.json — комплект одной школы или данные многих: книга Excel, NDJSON, массив JSON, папка.
    """
    settings = read_settings()
    with open_generator(settings) as generator:
        content = None if source.is_dir() else read_input(source)
        if content is not None and is_single(content):
            _check_one(content, generator, as_json=as_json)
            return
        many = (
            read_folder(source) if content is None else read_source(content, source.name, generator.catalog.kinds)
        )
        _check_many(many, generator, fix=fix, processes=settings.workers, as_json=as_json)


def _check_one(content: bytes, generator: Generator, *, as_json: bool) -> None:
    try:
        loaded = generator.load(content)
    except InvalidDataError as problem:
        if as_json:
            click.echo(_checked(problem.findings, problem.warnings, ()))
            raise SystemExit(problem.exit_code) from problem
        tell(problem.warnings)
        raise
    _, doubts = generator.render(loaded.document_set)
    if as_json:
        click.echo(_checked((), loaded.warnings, tuple(doubts)))
        return
    tell(loaded.warnings, tuple(doubts))
    click.echo("Ошибок нет.")


def _checked(errors: tuple[Finding, ...], warnings: tuple[Finding, ...], doubts: tuple[Doubt, ...]) -> str:
    found = {
        "valid": not errors,
        "errors": [finding.as_dict() for finding in errors],
        "warnings": [finding.as_dict() for finding in warnings],
        "doubts": [doubt.as_dict() for doubt in doubts],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _check_many(source: Source, generator: Generator, *, fix: Path | None, processes: int, as_json: bool) -> None:
    """Tell everything that is wrong in a source and end with the exit code of it."""
    schools = list(check_entries(source.entries, generator.catalog, processes=processes))
    content = corrections(source, schools)
    if fix is not None and content is not None:
        write_file(fix, content)
    if as_json:
        click.echo(json.dumps(_outcome(source, schools), ensure_ascii=False, indent=2))
    else:
        _tell(source, schools)
        if fix is not None and content is not None:
            click.echo(fix)
    if source.problems or not schools or any(school.errors for school in schools):
        raise SystemExit(_WRONG)


def _tell(source: Source, schools: list[Checked]) -> None:
    tell_source(source.problems, source.warnings)
    tell_schools([Wrong(_called(school), school.errors, school.warnings) for school in schools])
    if not schools:
        ERRORS.print("Нет ни одной школы.")
    wrong = [school for school in schools if school.errors]
    if wrong:
        errors = sum(len(school.errors) for school in wrong)
        click.echo(f"Школ: {len(schools)}, с ошибками: {len(wrong)}, всего ошибок: {errors}.")
    elif schools and not source.problems:
        click.echo(f"Школ: {len(schools)}. Ошибок нет.")


def _called(school: Checked) -> str:
    return school.name if school.key == school.name else f"{school.name} ({school.key})"


def _outcome(source: Source, schools: list[Checked]) -> dict[str, Any]:
    def told(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
        return [problem_as_dict(problem) for problem in problems]

    return {
        "valid": bool(schools) and not source.problems and all(school.good for school in schools),
        "errors": told(source.problems),
        "warnings": told(source.warnings),
        "schools": [
            {"key": s.key, "name": s.name, "errors": told(s.errors), "warnings": told(s.warnings)} for s in schools
        ],
    }
