"""What a person sees: findings, doubts and progress, all on the standard error stream."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schemas.findings import Finding
from service.entries import Problem
from service.language import Doubt

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


def tell_school(
    name: str, errors: Sequence[Problem], detail: str | None = None, warnings: Sequence[Problem] = ()
) -> None:
    """Print what is wrong with a school, or what its making failed on."""
    ERRORS.print(name, markup=False, style="bold")
    for problem in errors:
        tell_place(problem)
    for problem in warnings:
        tell_place(problem, doubtful=True)
    if detail and not errors:
        ERRORS.print(f"  {detail}", markup=False)
