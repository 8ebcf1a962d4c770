"""Rows copied from Excel: tab-separated text to raw rows, columns known by their headings or by their order."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.people import Person
from service.web.forms.controls import ABSENT, Finder, Part
from service.web.forms.identities import give_ids
from service.web.forms.naming import person_name, short_name
from service.web.forms.scene import Scene, entries
from service.web.forms.sections import RowsControl

_LONGEST: Final = 500_000  # characters of the pasted text
_FULL_NAME: Final = ("фио", "ф.и.о.", "ф. и. о.", "фамилия, имя, отчество", "фамилия имя отчество", "сотрудник",
                     "работник", "педагог")  # fmt: skip
_NAMES: Final = ("surname", "name", "patronymic")
_NUMBER: Final = ("№", "№ п/п", "п/п", "n", "№ п.п.")
Way = tuple[Part, ...]


@dataclass(frozen=True)
class Pasted:
    """The raw rows, the names of people who were added for them, the headings that nothing was made of."""

    rows: list[Any]
    people: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Column:
    """One column: the way to the value it fills; `names` splits a full name, `skipped` is no value at all."""

    heading: str
    way: Way = ()
    names: bool = False
    skipped: bool = False


def paste_rows(control: RowsControl, data: dict[str, Any], text: str) -> Pasted:
    """Return the rows of a table pasted from Excel; people whom it names and nobody knows are added to `data`."""
    table = [line.split("\t") for line in _lines(text) if line.strip()]
    if not table:
        return Pasted([])
    columns, body = _columns(control, table)
    people = _People(data)
    rows = [_row(columns, cells, people) for cells in body]
    unread = [column.heading for column in columns if not (column.way or column.names or column.skipped)]
    return Pasted([row for row in rows if row], people.added, [name for name in unread if name])


def _lines(text: str) -> list[str]:
    """Split a pasted text into rows; Excel puts cells with line breaks in quotes."""
    plain = text[:_LONGEST].replace("\r\n", "\n").strip("\n")
    quoted = re.sub(r'(?<![^\t\n])"((?:[^"]|"")*)"(?=[\t\n]|$)',
                    lambda found: found[1].replace('""', '"').replace("\n", "\v"), plain)  # fmt: skip
    return quoted.split("\n")


def _columns(control: RowsControl, table: list[list[str]]) -> tuple[list[_Column], list[list[str]]]:
    """Return the columns and the rows below the headings, if there are any."""
    known = {_plain(label): way for label, way in control.columns()}
    known |= {_plain(label.rpartition(": ")[2]): way for label, way in control.columns()
              if _plain(label.rpartition(": ")[2]) not in known}  # fmt: skip
    headed = [_headed(control, known, cell) for cell in table[0]]
    if any(column.way or column.names for column in headed):
        return headed, table[1:]
    ways = [way for _, way in control.columns()]
    if control.section.cls is Person and is_full_name(table[0][0]):
        rest = [_Column("", way) for way in ways if way[0].key not in _NAMES]
        return [_Column("", names=True), *rest], table
    return [_Column("", way) for way in ways], table


def _plain(heading: str) -> str:
    return re.sub(r"[\s*:.]+", " ", heading.lower().replace("ё", "е")).strip()


def _headed(control: RowsControl, known: dict[str, Way], cell: str) -> _Column:
    heading = _plain(cell)
    if heading in {_plain(name) for name in _NUMBER}:
        return _Column(cell, skipped=True)
    if control.section.cls is Person and heading in {_plain(name) for name in _FULL_NAME}:
        return _Column(cell, names=True)
    way = known.get(heading)
    if way is None and len(heading) > 3:
        close = [name for name in known if name.startswith(heading) or heading.startswith(name)]
        way = known[close[0]] if len(close) == 1 else None
    return _Column(cell.strip(), way or ())


def is_full_name(cell: str) -> bool:
    """Tell whether a text is a surname and a name, with or without a patronymic."""
    return bool(re.fullmatch(r"[А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё.-]*){1,2}", " ".join(cell.split())))


def _row(columns: Sequence[_Column], cells: list[str], people: "_People") -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        text = cell.replace("\v", "\n").strip()
        if not text or column.skipped:
            continue
        if column.names:
            row |= split_name(text)
        elif column.way:
            _fill(row, column.way, text, people)
    return row


def _fill(row: dict[str, Any], way: Way, text: str, people: "_People") -> None:
    value = way[-1].control.from_text(text, people)
    if value is ABSENT:
        return
    for part in way[:-1]:
        row = row.setdefault(part.key, {})
    row[way[-1].key] = value


def split_name(text: str) -> dict[str, str]:
    """Return surname, name and patronymic of a full name in this order; initials may stick together."""
    words = re.sub(r"(?<=\.)(?=\S)", " ", text.split("\n", maxsplit=1)[0].split(",", maxsplit=1)[0]).split()
    surname, *rest = words or [""]
    found = {"surname": surname}
    if rest:
        found["name"] = rest[0]
    if rest[1:]:
        found["patronymic"] = " ".join(rest[1:])
    return found


class _People(Finder):
    """Finds people of the set by full name or by surname and initials; adds those whom nobody knows."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Know the people of the raw set."""
        self.data = data
        self.added: list[str] = []

    def find(self, registry: str, text: str) -> str:
        """Return the id of what a cell names; a person who is not there yet is added."""
        if registry != "people":
            return self._labelled(registry, text)
        found = self._known(text)
        if found is None and is_full_name(text):
            self._add(text)
            found = self._known(text)
        return found or text

    def _known(self, text: str) -> str | None:
        wanted = _name(text)
        for raw in entries(self.data, "people"):
            if isinstance(raw.get("id"), str) and wanted in {_name(person_name(raw)), _name(short_name(raw))}:
                return str(raw["id"])
        return None

    def _add(self, text: str) -> None:
        people = self.data.setdefault("people", [])
        if isinstance(people, list):
            people.append(split_name(text))
            self.added.append(text)
            give_ids(self.data)

    def _labelled(self, registry: str, text: str) -> str:
        options = Scene(self.data, (), (), dt.date.min).options(registry)
        wanted = text.casefold()
        return next((o.value for o in options.items if wanted in {o.value.casefold(), o.label.casefold()}), text)


def _name(text: str) -> str:
    return re.sub(r"[\s.]+", " ", text.casefold().replace("ё", "е")).strip()
