"""A workbook to schools: rows are given to their school by ИНН, and each school becomes a set with its places."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, overload

from marshmallow import ValidationError

from schemas.document_set import VERSION
from schemas.findings import Finding
from schemas.organization import Inn
from service.entries import Entry, Intake, Problem
from service.workbook import sections
from service.workbook.cells import read_book
from service.workbook.columns import Table
from service.workbook.documents import asked
from service.workbook.facts import NOTES, SCHOOLS
from service.workbook.grounds import Grounds
from service.workbook.orders import orders
from service.workbook.pairs import pair_ids, pairs
from service.workbook.people import People, key
from service.workbook.plans import programmes, roadmap
from service.workbook.school import School
from service.workbook.sheets import Row, Sheets, read_sheets
from service.workbook.tables import ACTIVITIES, GROUNDS, LEXICON, PAIRS, PEOPLE, PROGRAMMES
from service.workbook.told import Settled, Told
from service.workbook.values import shown

SCHOOLS_LIMIT: Final = 2_000
_COMMON: Final = (ACTIVITIES, PROGRAMMES, GROUNDS, LEXICON)
_OWN: Final = (PEOPLE, PAIRS, NOTES)
_Shared = dict[str, dict[int, list[Row]]]  # rows by sheet and number of the school; common ones under -1
_ONE_DIGIT: Final = 0.9  # likeness of two ИНН that differ in one digit
_MOST_TOLD: Final = 100  # unknown ИНН of one sheet that are told


def read_intake(content: bytes, kinds: Collection[str]) -> Intake:
    """Return the schools of a workbook; raise WorkbookError if it is none."""
    sheets = read_sheets(read_book(content))
    rows = sheets.rows(SCHOOLS)
    if SCHOOLS.key in sheets.tables and not rows:
        sheets.refuse("На листе «Школы» нет ни одной школы: впишите их под заголовками столбцов.")
    if len(rows) > SCHOOLS_LIMIT:
        sheets.refuse(
            f"Школ больше {SCHOOLS_LIMIT}: разделите книгу. Прочитаны первые.", rows[SCHOOLS_LIMIT].place
        )
        rows = rows[:SCHOOLS_LIMIT]
    names = _names(rows)
    shared = {table.key: _shared(table, names, rows, sheets) for table in (*_COMMON, *_OWN)}
    entries = _Entries(rows, shared, sheets, kinds)
    told = dict(zip(entries.keys, map(_told_name, rows), strict=True))
    return Intake(entries, tuple(sheets.problems), tuple(sheets.warnings), told)


class _Entries(Sequence[Entry]):
    """The schools of a workbook, each put together when it is asked for: few of a thousand lie in memory."""

    def __init__(self, rows: Sequence[Row], shared: _Shared, sheets: Sheets, kinds: Collection[str]) -> None:
        self._rows = rows
        self._shared = shared
        self._sheets = sheets
        self._kinds = kinds
        self._twice = Counter(row.value("inn") for row in rows)
        self.keys = list(_keys(rows))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Entry: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Entry]: ...

    def __getitem__(self, number: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(number, slice):
            return [self[place] for place in range(len(self))[number]]
        return self._made(range(len(self))[number])

    def _made(self, number: int) -> Entry:
        row = self._rows[number]
        school = _school(row, number, self._shared, self._sheets)
        school.asked = asked(school, self._kinds)
        entry = _entry(self.keys[number], school)
        inn = row.value("inn")
        if inn is None or self._twice[inn] == 1:
            return entry
        others = ", ".join(str(r.place.row) for r in self._rows if r.value("inn") == inn and r is not row)
        text = f"ИНН {shown(inn)} стоит и в строке {others}: у каждой школы свой ИНН."
        problem = Problem(Finding("/organization/inn", "inn_twice", text), row["inn"].place)
        return replace(entry, problems=(*entry.problems, problem))


def _keys(rows: Sequence[Row]) -> Iterator[str]:
    """Yield what tells each school from the others: its ИНН, the second time its number."""
    used: set[str] = set()
    for number, row in enumerate(rows, 1):
        inn = row.value("inn")
        key = str(inn) if inn is not None and str(inn) not in used else f"№ {number}"
        used.add(key)
        yield key


def _is_sound(inn: str) -> bool:
    """Tell whether the control digit of an ИНН is right."""
    try:
        Inn().deserialize(inn)
    except ValidationError:
        return False
    return True


def _names(rows: Sequence[Row]) -> dict[str, int]:
    """Return what a school may be called on other sheets: its ИНН, or a name that no other school has."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for told in (row.value("inn"), row.value("short_name"), row.value("full_name")):
            if told is not None:
                found[key(str(told))].add(number)
    return {name: min(numbers) for name, numbers in found.items()}


def _shared(table: Table, names: dict[str, int], schools: Sequence[Row], sheets: Sheets) -> dict[int, list[Row]]:
    """Return the rows of a sheet by the number of their school, the common ones under -1; tell of the others."""
    found: dict[int, list[Row]] = defaultdict(list)
    lost: dict[str, list[Row]] = defaultdict(list)
    for row in sheets.rows(table):
        inn = row.value("inn")
        if inn is None and (table in _COMMON or len(schools) == 1):
            found[-1 if table in _COMMON else 0].append(row)
        elif inn is not None and key(str(inn)) in names:
            found[names[key(str(inn))]].append(row)
        else:
            lost["" if inn is None else str(inn)].append(row)
    known = [str(row.value("inn")) for row in schools if row.value("inn") is not None]
    mistyped = [inn for inn in known if not _is_sound(inn)][:_MOST_TOLD]
    for inn in list(lost)[:_MOST_TOLD]:
        # Told of the school's ИНН already: its rows are its own, whatever digit is wrong there.
        meant = difflib.get_close_matches(inn, mistyped, n=2, cutoff=_ONE_DIGIT) if inn else []
        if len(meant) == 1:
            found[names[meant[0]]].extend(lost.pop(inn))
    for inn, rows in list(lost.items())[:_MOST_TOLD]:
        sheets.refuse(_lost(inn, rows, known), rows[0]["inn"].place or rows[0].place)
    return found


def _lost(inn: str, rows: Sequence[Row], known: Sequence[str]) -> str:
    """Say that rows belong to no school."""
    numbers = [str(row.place.row) for row in rows]
    listed = ", ".join(numbers[:10]) + (f" и ещё {len(numbers) - 10}" if len(numbers) > 10 else "")
    where = f"строки {listed}" if len(numbers) > 1 else f"строка {listed}"
    if not inn:
        return f"Не сказано, какая это школа ({where}): впишите ИНН."
    close = difflib.get_close_matches(inn, known, n=1, cutoff=0.85)
    hint = f" Возможно, это {close[0]}." if close else ""
    return f"Школы с ИНН {shown(inn)} на листе «Школы» нет ({where}): исправьте ИНН или добавьте школу.{hint}"


def _school(row: Row, number: int, shared: _Shared, sheets: Sheets) -> School:
    """Return what is told of the school in a row, by its number."""
    rows = {table.key: [*shared[table.key].get(-1, []), *shared[table.key].get(number, [])] for table in _COMMON}
    rows |= {table.key: shared[table.key].get(number, []) for table in _OWN}
    notes = rows[NOTES.key]
    return School(row, notes[0] if notes else None, sheets.district, rows, People(rows[PEOPLE.key]))


def _entry(name: str, school: School) -> Entry:
    """Return a school: its set, where each value stands, what is wrong with its cells."""
    row, notes = school.row, school.rows[NOTES.key]
    settled = Settled()
    data = settled.settle(_set(school)) or {}
    settled.problems.extend(Problem(Finding("", "cell", str(told.error)), told.place) for told in _gaps(school))
    settled.places[""] = row.place
    for extra in notes[1:]:
        text = "У этой школы справка уже есть строкой выше: оставьте одну."
        settled.problems.append(Problem(Finding("/analytical_note", "note_twice", text), extra.place))
    district = school.value("district")
    return Entry(
        name, _told_name(row), data, str(district)[:200] if district else None, settled.places,
        tuple(settled.problems), tuple(settled.warnings),
    )  # fmt: skip


def _told_name(row: Row) -> str:
    """Return what a school is called when it is told of."""
    told = row.value("short_name") or row.value("full_name") or row.value("inn")
    return str(told or f"Школа в строке {row.place.row}")[:200]


def _set(school: School) -> dict[str, Any]:
    """Return the tree of a school's set."""
    grounds = Grounds(school.rows[GROUNDS.key])
    rows = school.rows[PAIRS.key]
    ids = pair_ids(rows)
    made = {
        "schema_version": VERSION,
        "documents": Told(school.asked, school.fact("documents").place or school.row.place),
        "render": {"date_style": school.fact("date_style"), "initials_space": school.fact("initials_space")},
        "lexicon": sections.lexicon(school.rows[LEXICON.key]),
        "school_year": school.fact("school_year"),
        "organization": sections.organization(school),
        "authority": sections.authority(school),
        "orders": orders(school, grounds),
        "regulation": sections.regulation(school, grounds),
        "roadmap": roadmap(school),
        "pairs": pairs(school, rows, ids, grounds.last_act_for("payment")),
        "programmes": programmes(school, rows, ids),
        "analytical_note": sections.analytical_note(school, grounds),
    }
    # People are last: whoever holds an office without a row of «Люди» has joined them by now.
    return {**made, "acts": grounds.acts, "people": school.people.nodes}


def _gaps(school: School) -> Iterator[Told]:
    """Yield what rows of the common sheets lack: without it nobody knows what the row is about."""
    for table in _COMMON:
        needed = [column for column in table.columns if column.required]
        for row in school.rows[table.key]:
            for column in needed:
                told = row[column.key]
                if told.value is None:
                    text = f"Не заполнено «{column.heading}»: без этого строка не понятна."
                    yield told if told.error else Told(None, told.place, text)
