"""Sets of schools to the rows of a workbook: what `read_workbook` reads, the other way round."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from service.language import parse_date
from service.workbook.cells import Raw
from service.workbook.columns import Column, Table, What
from service.workbook.facts import DISTRICT, FACTS, NOTES, SCHOOLS
from service.workbook.setparts import Part, facts_of, rows_of
from service.workbook.spans import deadline_words
from service.workbook.tables import ACTIVITIES, GROUNDS, LEXICON, PAIRS, PEOPLE, PROGRAMMES
from service.workbook.texts import block_words

_SHARED: Final = tuple(column for columns in DISTRICT.values() for column in columns)
_COMMON: Final = (ACTIVITIES, PROGRAMMES, GROUNDS, LEXICON)


@dataclass
class Filled:
    """The cells of a workbook: the district's facts by key, the rows of each sheet by key of the column."""

    district: dict[str, Raw] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Raw]]] = field(default_factory=dict)

    def columns(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a sheet; schools have one of each fact in which they differ."""
        if table is not SCHOOLS:
            return table.columns
        used = {name for row in self.rows.get(SCHOOLS.key, ()) for name in row}
        return table.columns + tuple(fact for fact in FACTS if fact.key in used and fact not in table.columns)


def filled(sets: Sequence[Any], *, renewed: bool = False) -> Filled:
    """Return the workbook of some sets; `renewed` leaves out what belongs to the year that is over."""
    parts = [Part(data) for data in sets if isinstance(data, dict)]
    made = Filled()
    facts = [facts_of(part) for part in parts]
    shared = {fact.key for fact in _SHARED if len({repr(told.get(fact.key)) for told in facts}) == 1}
    if facts:
        made.district = {
            f.key: _cell(f, facts[0].get(f.key)) for f in _SHARED if f.key in shared and f.key in facts[0]
        }
    own = {fact.key: fact for fact in FACTS if fact.key not in shared}
    notes = {column.key for column in NOTES.columns}
    called = _called(parts)
    for part, told in zip(parts, facts, strict=True):
        cells = {
            name: _cell(own[name], value) for name, value in told.items() if name in own and value is not None
        }
        school = {name: cell for name, cell in cells.items() if name not in notes}
        made.rows.setdefault(SCHOOLS.key, []).append({"inn": part.inn, **school})
        if note := {name: cell for name, cell in cells.items() if name in notes}:
            made.rows.setdefault(NOTES.key, []).append({"inn": called[part], **note})
        for table in (PEOPLE, PAIRS):
            made.rows.setdefault(table.key, []).extend(_rows(table, rows_of(part, table.key), called[part]))
    for table in _COMMON:
        made.rows[table.key] = _common(table, called)
    return _renewed(made) if renewed else made


def _called(parts: Sequence[Part]) -> dict[Part, str]:
    """Return what the rows of each school are known by: its ИНН, else a name that no other school has."""
    if len(parts) == 1:
        return {parts[0]: parts[0].inn}
    names = [[part.text("organization", key) or "" for key in ("short_name", "full_name")] for part in parts]
    met = Counter(name for own in names for name in set(own))
    return {
        part: part.inn or next((name for name in own if name and met[name] == 1), "")
        for part, own in zip(parts, names, strict=True)
    }


def _rows(table: Table, rows: Iterable[Mapping[str, Any]], inn: str) -> list[dict[str, Raw]]:
    columns = {column.key: column for column in table.columns}
    return [
        {"inn": inn, **{name: _cell(columns[name], value) for name, value in row.items() if value is not None}}
        for row in rows
    ]


def _common(table: Table, called: Mapping[Part, str]) -> list[dict[str, Raw]]:
    """Return the rows of a sheet: once for all if they are the same in every school, else each school's own.

    Of rows that may be added to (grounds, forms of words) those that all schools have stand once.
    """
    told = [_rows(table, rows_of(part, table.key), "") for part in called]
    if table in (GROUNDS, LEXICON):
        counted = Counter(repr(row) for rows in told for row in rows)
        everywhere = {row for row, count in counted.items() if count == len(called)}
        first = [row for row in told[0] if repr(row) in everywhere] if told else []
        return first + [
            {**row, "inn": inn} for inn, rows in zip(called.values(), told, strict=True) for row in rows
            if repr(row) not in everywhere
        ]  # fmt: skip
    if (
        len(called) > 1
        and told[0]
        and all(rows == told[0] for rows in told)
        and not any("pair" in r for r in told[0])
    ):
        return told[0]
    return [{**row, "inn": inn} for inn, rows in zip(called.values(), told, strict=True) for row in rows]


def _cell(column: Column, value: Any) -> Raw:  # noqa: PLR0911 - a line for each kind of column
    """Return a value of a set as it is typed into a cell."""
    if value is None or not (value or isinstance(value, int | float)):
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if column.what is What.DATE:
        return _day(value)
    if column.what is What.TEXT:
        return block_words(value)
    if column.what is What.DEADLINE:
        return deadline_words(value)
    if column.what in {What.NUMBER, What.WHOLE} and isinstance(value, int | float):
        return value
    if column.what is What.CHOICE:
        return column.choices.get(str(value), str(value))
    if isinstance(value, list):
        return "\n".join(column.choices.get(str(item), str(item)) for item in value)
    return str(value)


def _day(value: Any) -> Raw:
    try:
        return parse_date(str(value))
    except ValueError:
        return str(value)


_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_OLD: Final = frozenset({
    "school_year", "approval_number", "curator_number", "pairs_number", "protocol_number", "roadmap_period",
    "agreement_number", "consents", "status", "reason",
})  # fmt: skip


def _renewed(made: Filled) -> Filled:
    """Leave out dates, numbers of orders and notes of the year that is over."""
    dated = {
        column.key for table in (SCHOOLS, PAIRS) for column in made.columns(table) if column.what is What.DATE
    }
    old = _OLD | dated | {column.key for column in _SHARED if column.what is What.DATE}
    made.district = {name: cell for name, cell in made.district.items() if name not in old}
    rows = {
        name: [
            {key: cell for key, cell in row.items() if name not in {"schools", "pairs"} or key not in old}
            for row in listed
        ]
        for name, listed in made.rows.items()
        if name != NOTES.key
    }
    for row in [*rows.get(ACTIVITIES.key, ()), *rows.get(PROGRAMMES.key, ())]:
        if _dated(row.get("deadline", "")):
            row["deadline"] = ""
    rows[GROUNDS.key] = [row for row in rows.get(GROUNDS.key, ()) if not _dated(row.get("text", ""))]
    for facts in [made.district, *rows.get(SCHOOLS.key, ())]:
        if "duties" in facts:
            facts["duties"] = "\n".join(line for line in str(facts["duties"]).split("\n") if not _dated(line))
    return Filled(made.district, rows)


def _dated(words: Raw) -> bool:
    """Tell whether words name a year."""
    return _YEAR.search(str(words)) is not None
