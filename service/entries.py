"""What a source of many sets gives: one entry per school, each value knowing where the user wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemas.findings import Finding


class Place(NamedTuple):
    """Where a value stands in what the user sent: a cell of a sheet, or a line of a file.

    `row` counts from 1 as Excel shows it; `column` is the letter, `heading` the words above it. A large workbook
    has a million of them, and a tuple is made in a third of the time of a frozen dataclass.
    """

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    heading: str | None = None
    file: str | None = None  # of a folder

    def __str__(self) -> str:
        """Return the place as it is told to a person."""
        told = [
            f"файл «{self.file}»" if self.file else None,
            f"лист «{self.sheet}»" if self.sheet else None,
            f"строка {self.row}" if self.row else None,
            f"столбец {self.column} «{self.heading}»" if self.column and self.heading else None,
            f"столбец {self.column}" if self.column and not self.heading else None,
        ]
        return ", ".join(part for part in told if part)


@dataclass(frozen=True)
class Problem:
    """A finding of one school at its place: what is wrong and how to mend it, in Russian."""

    finding: Finding
    place: Place | None = None


@dataclass(frozen=True)
class Entry:
    """One school: its whole set as parsed JSON, what is common to the district already merged in.

    `key` tells schools apart in the batch: the ИНН, else «№ <position>». `places` maps JSON pointers of `data` to
    where they were written; a pointer that is missing stands at the nearest one above it. `problems` were found
    while reading, before any validation of the set.
    """

    key: str
    name: str
    data: Any
    district: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def place_of(self, pointer: str) -> Place | None:
        """Return where the value at a JSON pointer was written, or the nearest value above it."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer)


@dataclass(frozen=True)
class Intake:
    """Everything that one source gave: its schools and what is wrong with the source as a whole.

    `entries` may put a school together only when it is asked for, and again when it is asked for again; `names`
    are those of all schools by their keys.
    """

    entries: Sequence[Entry]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
