"""Excel: the only place that reads and writes workbooks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from service.entries import Intake, Problem
from service.workbook.cells import read_book
from service.workbook.corrections import corrections
from service.workbook.facts import SCHOOLS
from service.workbook.inventory import FailedSchool, InventoryRow, inventory
from service.workbook.reading import read_intake
from service.workbook.sheets import table_of
from service.workbook.template import template, written

__all__ = [
    "FailedSchool",
    "InventoryRow",
    "has_schools",
    "read_workbook",
    "write_corrections",
    "write_inventory",
    "write_set",
    "write_template",
]


def read_workbook(content: bytes, *, kinds: Collection[str]) -> Intake:
    """Return the schools of a workbook, what is common to the district merged into each.

    Raises WorkbookError where it is no workbook that can be read; all else are problems and warnings of the intake
    or of its schools. Each value of a school's set knows its cell: a finding at a pointer stands at
    `entry.place_of(pointer)`. A cell that is not understood is a problem of its school and tells nothing to the
    set, so that the schema may miss it too: of two findings at one cell the first is the one to tell.
    """
    return read_intake(content, kinds)


def has_schools(content: bytes) -> bool:
    """Tell whether a workbook has a sheet of schools, much quicker than all of it is understood.

    Raises WorkbookError where it is no workbook that can be read.
    """
    return any(table_of(grid) is SCHOOLS for grid in read_book(content).grids)


def write_template(*, prefill: Sequence[Any] = ()) -> bytes:
    """Return the workbook to fill in; `prefill` are parsed sets, whose schools, people and pairs it then holds.

    What belongs to the year of those sets is left out: dates, numbers of orders, notes.
    """
    return template(prefill)


def write_set(data: Any) -> bytes:
    """Return a school's parsed set as a workbook, which `read_workbook` reads back as far as its sheets reach."""
    return written(data)


def write_corrections(content: bytes, intake: Intake, problems: Mapping[str, Sequence[Problem]]) -> bytes:
    """Return «Исправить.xlsx»: the workbook that the intake was read from with the bad cells marked.

    `problems` are those of each school by its key, warnings among them if they are to be told; those of the intake
    itself are added. It reads as the original does. Raises WorkbookError where the original cannot be read.
    """
    return corrections(content, intake, problems)


def write_inventory(rows: Sequence[InventoryRow], failed: Sequence[FailedSchool] = ()) -> bytes:
    """Return «Опись.xlsx»: the files that were made and, on a second sheet, the schools that were not."""
    return inventory(rows, failed)
