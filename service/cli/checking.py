"""Checks many sets at once for the command `check`: what is wrong, by school and place, and the file to mend."""

import json
from pathlib import Path
from typing import Any, Final

import click

from service.batch import Checked, Source, check_entries, corrections, problem_as_dict
from service.cli.terminal import ERRORS, Wrong, tell_schools, tell_source
from service.entries import Problem
from service.errors import InputError
from service.files import write_file
from service.generate import Generator

_WRONG: Final = InputError.exit_code


def check_many(source: Source, generator: Generator, *, fix: Path | None, processes: int, as_json: bool) -> None:
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
