"""What a row is called, from its raw data, complete or not."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from schemas import acts as act_schemas
from schemas.analytical_note import Indicator, StageProgress, Survey
from schemas.approvals import MARKS, ApprovalMark
from schemas.dates import parse_day
from schemas.orders import VARIANTS, Free
from schemas.pairs import Pair
from schemas.people import Person
from schemas.programmes import Criterion, Need, Programme
from schemas.regulation import ExtraSection, Point, Term
from schemas.roadmap import COLUMNS, Activity, Column, Stage

_ROW: Final = ("Строка", "строку")
LONGEST: Final = 70  # characters; a longer name says no more
NOUNS: Final[dict[type[Any], tuple[str, str]]] = {  # what a row is, and the same in «добавить …»
    Person: ("Человек", "человека"), Pair: ("Пара", "пару"), Programme: ("Программа", "программу"),
    Stage: ("Этап", "этап"), Activity: ("Мероприятие", "мероприятие"), Column: ("Столбец", "столбец"),
    act_schemas.LegalAct: ("Акт", "акт"), act_schemas.Basis: ("Основание", "основание"),
    act_schemas.Amendment: ("Редакция", "редакцию"), ApprovalMark: ("Гриф", "гриф"), Term: ("Понятие", "понятие"),
    ExtraSection: ("Раздел", "раздел"), Point: ("Пункт", "пункт"), Need: ("Затруднение", "затруднение"),
    Criterion: ("Показатель", "показатель"), Indicator: ("Показатель", "показатель"),
    StageProgress: ("Этап", "этап"), Survey: ("Опрос", "опрос"), Free: ("Пункт", "пункт"),
}  # fmt: skip


class Names(Protocol):
    """What a row needs to be named after others: the people of the set, and what a choice is called."""

    def people(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the raw people by id."""

    def label(self, registry: str, name: str) -> str:
        """Return what an id of a registry is called, an empty string if nobody knows it."""


def noun(cls: type[Any] | None) -> str:
    """Return what a row of a section is in one word: «Этап»; «Строка» where nothing better is known."""
    return NOUNS.get(cls, _ROW)[0] if cls is not None else _ROW[0]


def added_noun(cls: type[Any] | None) -> str:
    """Return the same as it stands after «Добавить»: «этап», «программу»."""
    return NOUNS.get(cls, _ROW)[1] if cls is not None else _ROW[1]


def row_name(cls: type[Any] | None, raw: Any, place: int, names: Names) -> str:
    """Return what a row is called; `place` is counted from 1."""
    told = shortened(_told(cls, raw, names)) if raw else ""
    if cls in {Person, Pair}:
        return told or f"{noun(cls)} {place}"
    return f"{noun(cls)} {place}. {told}" if told else f"{noun(cls)} {place}"


def _told(cls: type[Any] | None, raw: Any, names: Names) -> str:
    if not isinstance(raw, dict) or cls is None:
        return first_words(raw)
    if cls is Pair:
        return pair_name(raw, names.people()) if raw.get("mentor") or raw.get("mentees") else ""
    if cls is Programme:
        return names.label("pairs", str(raw.get("pair")))
    if cls in {act_schemas.Basis, Free}:
        return (_point_name if cls is Free else _basis_name)(raw, names)
    return _TELLERS.get(cls, first_words)(raw)


def _basis_name(raw: Mapping[str, Any], names: Names) -> str:
    act, order = raw.get("act"), raw.get("order")
    told = act_name(act) if isinstance(act, dict) else names.label("acts", str(act)) if act else ""
    told = told or (names.label("orders", str(order)) if order else first_words(raw.get("text")))
    lead = act_schemas.LEADING.get(str(raw.get("mode")), "")
    return f"{lead} … {told}" if lead and told else told or lead


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


def pair_name(raw: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]]) -> str:
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


def _point_name(raw: Mapping[str, Any], names: Names) -> str:
    """Return what a point of an order is about: its kind and what or whom it names, or its own words."""
    kind = raw.get("kind")
    if kind == "free" or kind not in VARIANTS:
        return first_words(raw.get("text"))
    told = str(VARIANTS[kind].__dataclass_fields__["kind"].metadata["marshmallow"].names[kind])
    who = next((raw[name] for name in ("person", "head", "who") if isinstance(raw.get(name), str)), "")
    documents = raw.get("document") or raw.get("documents")
    listed = [documents] if isinstance(documents, str) else documents if isinstance(documents, list) else []
    named = [names.label("kinds", str(name)) for name in listed] or [short_name(names.people().get(who, {}))]
    return ": ".join(part for part in (told, ", ".join(filter(None, named))) if part)


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
}  # fmt: skip
