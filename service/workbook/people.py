"""The people of one school: read from their rows, found by name or code wherever another cell names them."""

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from schemas.people import ID_PATTERN
from service.language.lookalikes import mend
from service.workbook.sheets import Row
from service.workbook.told import Told
from service.workbook.values import shown

_TAILS: Final = frozenset({"оглы", "оглу", "улы", "угли", "кызы", "гызы", "оол", "уулу"})
_INITIALS: Final = re.compile(r"(\S+)\s+([А-ЯЁA-Z])\.?\s*(?:([А-ЯЁA-Z])\.?)?")
_INITIALS_FIRST: Final = re.compile(r"([А-ЯЁA-Z])\.\s*(?:([А-ЯЁA-Z])\.)?\s*(\S+)")
_FIELDS: Final = ("gender", "position", "position_short", "category", "experience_years", "birth_year", "hired_on",
                  "education", "acting", "indeclinable")  # fmt: skip


def split_name(text: str) -> tuple[str, str, str | None] | None:
    """Return the parts of «Алиев Рашид Мамед оглы», «Богуш А.А.», «Ким Анна»; None if they are unclear."""
    text = " ".join(text.split())
    if found := _INITIALS.fullmatch(text):
        return found[1], f"{found[2]}.", f"{found[3]}." if found[3] else None
    words = text.split(" ")
    tail = [words.pop()] if len(words) > 3 and words[-1].lower() in _TAILS else []
    if not 2 <= len(words) <= 3:
        return None
    surname, name, *rest = (_cased(word) for word in words)
    patronymic = " ".join([*rest, *(word.lower() for word in tail)])
    return surname, name, patronymic or None


def _cased(word: str) -> str:
    """Return «ИВАНОВА-ПЕТРОВА» as «Иванова-Петрова»; a word that is not all capitals stays."""
    if len(word) < 3 or not word.isupper():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Return a name as names are compared: no case, ё, stops, Latin look-alikes."""
    return " ".join(re.sub(r"[^0-9a-zа-я-]+", " ", mend(name[:300]).lower().replace("ё", "е")).split())


class People:
    """Those of one school, by code, name and surname with initials."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Read the rows of the sheet «Люди» that belong to the school."""
        self.nodes: list[Any] = []
        self._ids: dict[str, set[str]] = {}
        self._full: dict[str, str] = {}
        self._with_position: set[str] = set()
        taken: set[str] = set()
        for number, row in enumerate(rows, 1):
            self._add_row(number, row, taken)

    def _add_row(self, number: int, row: Row, taken: set[str]) -> None:
        parts, error = _name_of(row)
        code = row["code"]
        known = str(code.value or "")
        person = known if re.match(ID_PATTERN[0], known) and known not in taken else f"p{number}"
        while person in taken:
            person += "x"
        taken.add(person)
        if known:
            self._ids.setdefault(key(known), set()).add(person)
        contract = {"number": row["contract_number"], "date": row["contract_date"]}
        given = any(told.value is not None or told.error for told in contract.values())
        node: dict[str, Any] = {
            "id": code.but(person) if known else person,
            **parts,
            **{name: row[name] for name in _FIELDS},
        }
        node |= {"contract": contract if given else None}
        if row.value("position"):
            self._with_position.add(person)
        self.nodes.append(Told(node, row.place, error))
        self._learn(person, *(parts[name].value for name in ("surname", "name", "patronymic")))

    def _learn(self, person: str, surname: str | None, name: str | None, patronymic: str | None) -> None:
        if not surname or not name:
            return
        full = " ".join(part for part in (surname, name, patronymic) if part)
        initials = f"{surname} {name[0]} {patronymic[0]}" if patronymic else f"{surname} {name[0]}"
        for spelling in {
            key(full),
            key(initials),
            key(f"{surname} {name}"),
            key(f"{surname} {name[0]}"),
            key(surname),
        }:
            self._ids.setdefault(spelling, set()).add(person)
        self._full[person] = full

    def find(self, text: str) -> str | None:
        """Return the id of the one person that a code or a name means; None if there is none or more than one."""
        spelling = key(text)
        if found := _INITIALS_FIRST.fullmatch(text.strip()):
            spelling = key(" ".join(part for part in (found[3], found[1], found[2]) if part))
        elif found := _INITIALS.fullmatch(text.strip()):
            spelling = key(" ".join(part for part in found.groups() if part))
        known = self._ids.get(spelling, set())
        return next(iter(known)) if len(known) == 1 else None

    def named(self, text: str) -> str | None:
        """Return the id of the person whose full name, or surname with initials, a text is; else None."""
        return self.find(text) if " " in text.strip() or "." in text else None

    def refer(self, told: Told, text: str | None = None) -> Told:
        """Return the id of the person that a cell, or one line of it, names; else what is wrong with it."""
        text = text if text is not None else told.value
        if text is None:
            return told
        person = self.find(text)
        if person is None:
            return Told(None, told.place, self._unknown(text))
        mixed = f"В имени «{shown(text)}» латинские буквы: исправьте." if mend(text) != text else None
        return Told(person, told.place, told.error, told.warning or mixed)

    def _unknown(self, text: str) -> str:
        spelling = key(text)
        if len(self._ids.get(spelling, ())) > 1:
            return f"«{shown(text)}» на листе «Люди» у этой школы не один: впишите код или полное имя."
        close = difflib.get_close_matches(spelling, [key(name) for name in self._full.values()], n=1, cutoff=0.7)
        hint = next(
            (f" Возможно, это {full}." for full in self._full.values() if close and key(full) == close[0]), ""
        )
        return f"«{shown(text)}» нет на листе «Люди» у этой школы: исправьте имя или добавьте строку.{hint}"

    def officer(self, told: Told, position: Told | None = None, usual: str | None = None) -> Told:
        """Return the id of somebody who may be no row of «Люди»: «ФИО, должность», or a position told beside."""
        if told.value is None:
            return told
        name, _, office = (part.strip() for part in str(told.value).partition(","))
        if self.find(name) is not None:
            found = self.refer(told, name)
            if position is not None and found.value not in self._with_position:
                self._give_position(found.value, position)
            return found
        parts = split_name(name)
        given = told.but(office) if office else position
        if parts is None or (given is None and usual is None):
            return Told(None, told.place, self._unknown(name) + " Можно вписать «ФИО, должность».")
        return told.but(self._new(told, parts, given, usual))

    def _new(
        self, told: Told, parts: tuple[str, str, str | None], position: Told | None, usual: str | None
    ) -> str:
        person = f"o{len(self.nodes) + 1}"
        names = dict(zip(("surname", "name", "patronymic"), (told.but(part) for part in parts), strict=True))
        office = position if position is not None and (position.value or usual is None) else told.but(usual)
        node: dict[str, Any] = {"id": person, **names, "position": _needed(office)}
        self.nodes.append(Told(node, told.place))
        self._learn(person, *parts)
        self._with_position.add(person)
        return person

    def _give_position(self, person: str, position: Told) -> None:
        for told in self.nodes:
            if told.value["id"] == person or getattr(told.value["id"], "value", None) == person:
                told.value["position"] = _needed(position)


def _needed(position: Told) -> Told:
    """Return a position, with an error where it is missing: whoever signs has one."""
    if position.value is not None or position.error:
        return position
    heading = position.place.heading if position.place else None
    where = f"впишите её в столбец «{heading}» или на лист «Люди»" if heading else "впишите её на лист «Люди»"
    return Told(None, position.place, f"Нет должности: {where}.")


def _name_of(row: Row) -> tuple[dict[str, Told], str | None]:
    """Return surname, name and patronymic from their own cells or from the one with all three."""
    own = {name: row[name] for name in ("surname", "name", "patronymic")}
    if own["surname"].value or own["name"].value:
        return own, None
    full = row["full"]
    if full.value is None:
        return {**own, "surname": Told(None, full.place, full.error)}, full.error
    parts = split_name(str(full.value))
    if parts is None:
        text = (
            f"«{shown(full.value)}»: не понять, где фамилия и имя. Впишите фамилию, имя и отчество через пробел."
        )
        return {**own, "surname": Told(None, full.place, text)}, None
    return dict(zip(own, (full.but(part) for part in parts), strict=True)), None
