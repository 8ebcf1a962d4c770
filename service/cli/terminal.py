"""What a person sees: findings, doubts and progress, all on the standard error stream."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schemas.findings import Finding
from service.entries import Place, Problem
from service.language import Doubt


@dataclass(frozen=True)
class Wrong:
    """A school as it is told: its name, what is wrong and doubtful, or what its making failed on."""

    name: str
    errors: Sequence[Problem]
    warnings: Sequence[Problem] = ()
    detail: str | None = None


ERRORS: Final = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Any]:
    """Show a bar on a terminal; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("Документы"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERRORS, transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def tell(warnings: tuple[Finding, ...], doubts: tuple[Doubt, ...] = ()) -> None:
    """Print what is doubtful to stderr; it never blocks."""
    for finding in warnings:
        ERRORS.print(f"[yellow]Обратите внимание[/] {finding.pointer}: ", end="")
        ERRORS.print(finding.message, markup=False)
    for doubt in doubts:
        ERRORS.print("[yellow]Проверьте форму[/] ", end="")
        text = (
            f"{doubt.document}: «{doubt.text}» — «{doubt.written}» ({doubt.case}): {doubt.reason}. {doubt.snippet}"
        )
        ERRORS.print(text, markup=False)


def tell_place(problem: Problem, *, doubtful: bool = False) -> None:
    """Print one problem with where it stands in what the user sent."""
    stands, pointer = problem.place, problem.finding.pointer
    exact = stands is not None and stands.column is not None
    place = ", ".join(part for part in (str(stands or ""), "" if exact else pointer) if part)
    colour = "yellow" if doubtful else "red"
    ERRORS.print(f"  [{colour}]•[/] ", end="")
    ERRORS.print(f"{place}: {problem.finding.message}" if place else problem.finding.message, markup=False)


def tell_source(problems: Sequence[Problem], warnings: Sequence[Problem]) -> None:
    """Print what is wrong with a source as a whole."""
    for problem in problems:
        tell_place(problem)
    for problem in warnings:
        tell_place(problem, doubtful=True)


def tell_schools(schools: Sequence[Wrong], most: int | None = None) -> None:
    """Print what is wrong with each school; what many have from the same cell of the district stands once."""
    at = Counter(_cell(problem) for school in schools for problem in school.errors)
    shared = {cell for cell, number in at.items() if number > 1 and cell is not None}
    first = {
        _cell(problem): problem for school in schools for problem in school.errors if _cell(problem) in shared
    }
    if first:
        ERRORS.print("Общее для нескольких школ", style="bold")
        tell_source(list(first.values()), ())
    for school in schools[:most]:
        own = [problem for problem in school.errors if _cell(problem) not in shared]
        detail = school.detail if not school.errors else None
        if own or school.warnings or detail:
            ERRORS.print(school.name, markup=False, style="bold")
            tell_source(own, school.warnings)
        if detail:
            ERRORS.print(f"  {detail}", markup=False)
    if most is not None and len(schools) > most:
        ERRORS.print(f"И ещё школ: {len(schools) - most}.")


def _cell(problem: Problem) -> tuple[Place, str] | None:
    """Return the single cell that a problem stands at, and what is said of it; None where there is no cell."""
    place = problem.place
    return None if place is None or place.column is None else (place, problem.finding.message)
