"""What a row is called, from its raw data, complete or not."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from schemas import acts as act_schemas
from schemas.approvals import MARKS, ApprovalMark
from schemas.dates import parse_day
from schemas.orders import VARIANTS, Executor, Free
from schemas.pairs import Pair
from schemas.people import Person
from schemas.programmes import Need, Programme
from schemas.regulation import ExtraSection, Point, Term
from schemas.roadmap import COLUMNS, Activity, Column, Stage

LONGEST: Final = 70  # characters; a longer name says no more
NOUNS: Final[dict[type[Any], str]] = {
    Person: "Человек", Pair: "Пара", Programme: "Программа", Stage: "Этап", Activity: "Мероприятие",
    Column: "Столбец", act_schemas.LegalAct: "Акт", act_schemas.Basis: "Основание", ApprovalMark: "Гриф",
    Term: "Понятие", ExtraSection: "Раздел", Point: "Пункт", Need: "Затруднение", Free: "Пункт",
    Executor: "Исполнитель",
}  # fmt: skip
_People = Mapping[str, Mapping[str, Any]]


def noun(cls: type[Any] | None) -> str:
    """Return what a row of a section is in one word: «Этап»; «Строка» where nothing better is known."""
    return NOUNS.get(cls, "Строка") if cls is not None else "Строка"


def row_name(cls: type[Any] | None, raw: Any, place: int, people: _People) -> str:
    """Return what a row is called; `place` is counted from 1."""
    told = shortened(_told(cls, raw, people)) if raw else ""
    if cls in {Person, Pair}:
        return told or f"{noun(cls)} {place}"
    return f"{noun(cls)} {place}. {told}" if told else f"{noun(cls)} {place}"


def _told(cls: type[Any] | None, raw: Any, people: _People) -> str:
    if not isinstance(raw, dict) or cls is None:
        return first_words(raw)
    if cls is Pair:
        return pair_name(raw, people) if raw.get("mentor") or raw.get("mentees") else ""
    return _TELLERS.get(cls, first_words)(raw)


def shortened(text: str) -> str:
    """Return a text in one line, cut at a word if it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-(«") + "…"


def first_words(raw: Any) -> str:
    """Return the first text of a value that is made of letters rather than of a code."""
    if isinstance(raw, str):
        return raw.strip()
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    found = (first_words(value) for value in inner)
    return next((text for text in found if re.search("[А-Яа-яЁё]", text)), "")


def person_name(raw: Mapping[str, Any]) -> str:
    """Return «Иванова Анна Петровна»."""
    parts = [raw.get(name) for name in ("surname", "name", "patronymic")]
    return " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def short_name(raw: Mapping[str, Any]) -> str:
    """Return «Иванова А. П.»."""
    surname = raw.get("surname")
    rest = [raw.get(name) for name in ("name", "patronymic")]
    initials = [f"{part.strip()[0]}." for part in rest if isinstance(part, str) and part.strip()]
    return " ".join([surname.strip() if isinstance(surname, str) else "", *initials]).strip()


def pair_name(raw: Mapping[str, Any], people: _People) -> str:
    """Return «Пономарёва А. Ф. – Заяц А. И.»."""
    mentees = raw.get("mentees")
    ids = [raw.get("mentor"), *(mentees if isinstance(mentees, list) else [])]
    names = [short_name(people[who]) if isinstance(who, str) and who in people else "…" for who in ids]
    return f"{names[0]} – {', '.join(names[1:]) or '…'}"


def act_name(raw: Mapping[str, Any]) -> str:
    """Return «приказ Министерства … от 12.02.2026 № 86 «О …»», or the act's own citation."""
    cite = raw.get("cite")
    number, date = raw.get("number"), spoken_day(raw.get("date"))
    ref = " ".join(part for part in (f"от {date}" if date else "", f"№ {number}" if number else "") if part)
    if isinstance(cite, Mapping) and isinstance(cite.get("nom"), str):
        return str(cite["nom"]).replace("{ref}", ref)
    kind = act_schemas.KINDS.get(str(raw.get("kind")), "")
    title = raw.get("title")
    parts = (raw.get("clause"), kind, raw.get("author"), ref, f"«{title}»" if title else "")
    return " ".join(part for part in parts if isinstance(part, str) and part)


def point_name(raw: Mapping[str, Any]) -> str:
    """Return what a point of an order is about: its kind, or its own words."""
    kind = raw.get("kind")
    if kind == "free" or kind not in VARIANTS:
        return first_words(raw.get("text"))
    names = VARIANTS[kind].__dataclass_fields__["kind"].metadata["marshmallow"].names
    return str(names[kind])


def spoken_day(raw: Any) -> str:
    """Return a day written `2026-09-01` as «01.09.2026», anything else as it is typed."""
    if not isinstance(raw, str):
        return ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw.strip()):
        try:
            day = parse_day(raw)
        except ValueError:
            return raw
        return f"{day:%d.%m.%Y}" if day is not None and hasattr(day, "year") else raw
    return raw


def _mark_name(raw: Mapping[str, Any]) -> str:
    return MARKS.get(str(raw.get("kind")), "")


def _column_name(raw: Mapping[str, Any]) -> str:
    return first_words(raw.get("title")) or COLUMNS.get(str(raw.get("key")), "")


_TELLERS: Final[Mapping[type[Any], Callable[[Any], str]]] = {
    Person: person_name, act_schemas.LegalAct: act_name, ApprovalMark: _mark_name, Column: _column_name,
    Free: point_name,
}  # fmt: skip
