"""The roadmap and the programmes of a school, put together from the rows of activities."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from service.workbook.school import School
from service.workbook.sheets import Row
from service.workbook.tables import PARTS
from service.workbook.told import Told

_WIDE_FROM: Final = 5  # columns that need a landscape page
_HEADED: Final = "section_row"
_NEEDED: Final = ("need", "goal", "task", "activity", "expected")  # what a programme cannot be without
_LISTED: Final = {"task": "tasks", "direction": "directions", "expected": "expected"}
_ALONE: Final = ("goal", "strengths", "monitoring")


def roadmap(school: School) -> Any:
    """Return the roadmap; None if the school is not asked for one."""
    if not (school.makes("roadmap") or school.makes("order_approval")):
        return None
    rows = school.own_or_common("activities")
    if not rows:
        text = "Дорожной карты нет: впишите мероприятия на лист «Мероприятия»."
        return Told(None, school.row.place, text) if school.makes("roadmap") else None
    year, period = school.value("school_year"), school.fact("roadmap_period")
    stages = _stages(school, rows)
    by_activity = any(row.value("text") is not None for row in rows)
    return Told({
        "title": school.fact("roadmap_title"),
        "period": period if period.value else f"на {year} учебный год" if year else None,
        **_table(("stage", "content") if not by_activity else ("activity", "content"), rows, staged=True),
        "stages": stages,
        "marks": [{"kind": "appendix", "order": "order_approval"}] if school.has_approval else None,
    }, rows[0].place)  # fmt: skip


def _table(first: Sequence[str], rows: Iterable[Row], *, staged: bool, last: Sequence[str] = ()) -> dict[str, Any]:
    """Return columns and layout: a column for what any of the rows tells."""
    told = {name for row in rows for name in row.filled()}
    usual = {"content", "deadline", "responsible", "result", "form"} & told
    keys = ["no", *(k for k in first if k in {"stage", "activity"} or k in usual)]
    keys += [k for k in ("form", "deadline", "responsible", "result") if k in usual]
    keys += last
    whole = "stage" in first
    layout: dict[str, Any] = {"row_per": "stage" if whole else "activity", "capital_deadlines": True}
    layout["stage_as"] = _HEADED if staged and not whole else "column"
    layout["numbering"] = "1.1" if layout["stage_as"] == _HEADED else "1."
    if len(keys) >= _WIDE_FROM:
        layout["orientation"] = "landscape"
    return {"columns": [{"key": k} for k in keys], "layout": layout}


def _stages(school: School, rows: Iterable[Row]) -> list[Any]:
    """Group rows into stages: an empty cell continues the one above, a row without activity tells of the whole."""
    stages: list[Any] = []
    for row in rows:
        title = row["stage"]
        if not stages or (title.value is not None and title.value != stages[-1].value["title"].value):
            stages.append(Told({"title": title, "activities": []}, row.place))
        stage = stages[-1].value
        rest = {
            "content": row["content"],
            "deadline": row["deadline"],
            "responsible": _responsible(school, row["responsible"]),
            "result": row["result"],
        }
        text = row["text"]
        if text.value is None and not text.error:
            stage.update({name: told for name, told in rest.items() if told.value is not None or told.error})
        else:
            stage["activities"].append(Told({"text": text, **rest}, row.place))
    return stages


def _responsible(school: School, told: Told) -> Told:
    """Return those responsible: people of the school by id, others in the words of the cell."""
    if told.value is None:
        return told
    found = [school.people.named(text) for text in told.value]
    return told.but(
        [{"person": person} if person else text for person, text in zip(found, told.value, strict=True)]
    )


def programmes(school: School, pairs: Sequence[Row], ids: Sequence[str]) -> Any:
    """Return a programme for each pair: what is told of it over what is told for all."""
    if not school.makes("programme"):
        return None
    if not pairs:
        return Told(None, school.row.place, "Программ нет: впишите пары на лист «Пары».")
    rows = school.rows.get("programmes", ())
    return [
        _programme(school, row, pair, _parts(school, rows, row, pair))
        for row, pair in zip(pairs, ids, strict=True)
    ]


def _parts(school: School, rows: Iterable[Row], pair: Row, name: str) -> dict[str, list[Row]]:
    """Return the rows of each part: the pair's own, else the school's, else the common ones."""
    levels: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        part, told = row.value("part"), row.value("pair")
        if part is None or (told is not None and not _is_of(school, told, pair, name)):
            continue
        level = 2 if told is not None else 1 if row.value("inn") else 0
        levels[part][level].append(row)
    return {part: found[max(found)] for part, found in levels.items()}


def _is_of(school: School, told: str, pair: Row, name: str) -> bool:
    """Tell whether a cell means a pair: by its code or by one of its mentees."""
    if told == pair.value("code") or told == name:
        return True
    person = school.people.find(told)
    return person is not None and person in map(school.people.find, pair.value("mentees") or [])


def _programme(school: School, row: Row, pair: str, parts: dict[str, list[Row]]) -> Any:
    if not parts:
        return Told(None, row.place, warning="У этой пары нет программы: впишите её на лист «Программы».")
    missing = [PARTS[part] for part in _NEEDED if part not in parts]
    if missing:
        text = f"Программу этой пары не сделать: на листе «Программы» нет частей: {', '.join(missing)}."
        return Told(None, row.place, text)
    approve = {"kind": "approve", "person": school.office["head"], "date": school.fact("programmes_date")}
    agree = {"kind": "agreed", "person": school.office["curator"], "date": school.fact("programmes_date")}
    texts = {name: _joined(parts[name]) for name in _ALONE if name in parts}
    return Told({
        "pair": pair, "mode": school.fact("mode"),
        "needs": [Told({"difficulty": _words(r), "request": r["more"]}, r.place) for r in parts["need"]],
        **texts,
        **{field: [_words(r) for r in parts[part]] for part, field in _LISTED.items() if part in parts},
        "plan": _plan(school, parts["activity"]),
        "criteria": [
            Told({"title": _words(r), "expected": r["more"]}, r.place) for r in parts.get("criterion", ())
        ],
        "marks": [agree, approve] if school.given("curator") else [approve],
    }, row.place)  # fmt: skip


def _words(row: Row) -> Told:
    """Return the text of a row as one line."""
    told = row["text"]
    if not isinstance(told.value, list | dict):
        return told
    return Told(None, told.place, "Здесь нужна одна строка без перечня: разбейте на несколько строк листа.")


def _joined(rows: Sequence[Row]) -> Told:
    """Return the text of a part that is told once; of several rows the last one holds."""
    return rows[-1]["text"] if rows[-1].value("part") == "strengths" else _words(rows[-1])


def _plan(school: School, rows: Sequence[Row]) -> dict[str, Any]:
    staged = any(row.value("stage") is not None for row in rows)
    stages: list[Any] = []
    for row in rows:
        title = row.value("stage")
        if not stages or (title is not None and title != stages[-1]["title"].value):
            stages.append({"title": row["stage"] if staged else Told(_UNSTAGED, row.place), "activities": []})
        stages[-1]["activities"].append(Told({
            "text": row["text"], "deadline": row["deadline"], "result": row["result"], "form": row["form"],
            "responsible": _responsible(school, row["responsible"]),
        }, row.place))  # fmt: skip
    return {**_table(("activity",), rows, staged=staged, last=("mark",)), "stages": stages}


_UNSTAGED: Final = "Мероприятия программы"
