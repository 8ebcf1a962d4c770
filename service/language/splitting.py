"""Splitting a person's name: which word is the surname, the name, the patronymic; initials; particles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from service.language.given_names import name_genders, patronymic_gender
from service.language.letters import syllables
from service.language.wordlists import words

Role = Literal["surname", "name", "patronymic", "initial", "frozen", "gap"]

_TOKEN = re.compile(
    r"(?P<initial>[А-ЯЁ][а-яё]?\.(?:[-‑][А-ЯЁ]\.)?|(?<![^\W\d_])[А-ЯЁ](?![^\W\d_’'‑-]))"
    r"|(?P<word>[^\W\d_]+(?:[-‑’'][^\W\d_]+)*)|(?P<gap>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class NamePart:
    """A piece of the typed name and what it is; `gap` is everything between."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class SplitName:
    """The pieces in the typed order; `eastern` when only the last word of an East Asian name declines."""

    parts: tuple[NamePart, ...]
    eastern: bool = False
    doubt: str = ""

    def words(self, role: Role) -> list[str]:
        """Give the texts of the pieces of one role."""
        return [part.text for part in self.parts if part.role == role]


@lru_cache(maxsize=4096)
def split_name(text: str) -> SplitName:
    """Split a name typed in any order; nothing of the text is lost: the parts join back to it."""
    parts: list[NamePart] = []
    for found in _TOKEN.finditer(text):
        role: Role = "initial" if found["initial"] else "surname" if found["word"] else "gap"
        if role == "gap" and parts and parts[-1].role == "gap":
            parts[-1] = NamePart(parts[-1].text + found[0], "gap")
        else:
            parts.append(NamePart(found[0], role))
    typed = [part.text for part in parts if part.role == "surname"]
    if len(typed) == 3 and not any(part.role == "initial" for part in parts) and _is_eastern(typed):
        return SplitName(tuple(parts), eastern=True)
    _freeze_particles(parts)
    places = [i for i, part in enumerate(parts) if part.role == "surname"]
    lower = [parts[i].text.lower() for i in places]
    initials = [i for i, part in enumerate(parts) if part.role == "initial"]
    if any(part.text.lower() in words("particles") for part in parts if part.role == "frozen"):
        roles, doubt = _beside_particle(lower), ""
    elif initials:
        roles, doubt = _beside_initials(lower, places, initials), ""
    else:
        roles, doubt = _by_count(lower)
    for i, role in zip(places, roles, strict=True):
        parts[i] = replace(parts[i], role=role)
    return SplitName(tuple(parts), doubt=doubt)


def _freeze_particles(parts: list[NamePart]) -> None:
    """Freeze «фон», «де» before a surname and «Гасан оглы», «Гасан кызы» with the father's name."""
    places = [i for i, part in enumerate(parts) if part.role == "surname"]
    for order, i in enumerate(places):
        word = parts[i].text
        halves = word.lower().rsplit("-", 1)
        if halves[-1] in words("particles") and (order > 0 or len(halves) == 1):
            parts[i] = NamePart(word, "frozen")
            if order > 1 and len(halves) == 1:
                before = places[order - 1]
                parts[before] = NamePart(parts[before].text, "frozen")
        elif order < len(places) - 1 and (
            word in words("nobiliary") or (len(places) > 2 and _is_capital_particle(word))
        ):
            parts[i] = NamePart(word, "frozen")


def _is_capital_particle(word: str) -> bool:
    return word[:1].isupper() and word.lower() in words("nobiliary") and word not in {"Ли", "Бен", "Да"}


def _is_eastern(typed: Sequence[str]) -> bool:
    if not all(word[:1].isupper() for word in typed):
        return False
    lower = [word.lower() for word in typed]
    if syllables(lower[0]) > 1 and lower[0] != "нгуен":
        return False
    short = all(syllables(word.replace("-", "")) <= 2 and len(word) <= 7 for word in lower)
    return short and not any(name_genders(word) and syllables(word) > 1 for word in lower[1:]) and (
        sum(syllables(word) == 1 for word in lower) >= 2 and all(patronymic_gender(w) is None for w in lower)
    )  # fmt: skip


def _beside_particle(lower: Sequence[str]) -> list[Role]:
    roles: list[Role] = ["surname"] * len(lower)
    if len(lower) == 2:
        first, second = name_genders(lower[0]), name_genders(lower[1])
        roles = ["name", "surname"] if first and not second else ["surname", "name"]
    if len(lower) > 2:
        roles = ["surname", *(["name"] * (len(lower) - 1))]  # type: ignore[list-item]  # literals in a splat
    return roles


def _beside_initials(lower: Sequence[str], places: Sequence[int], initials: Sequence[int]) -> list[Role]:
    if len(lower) != 2:
        return ["surname"] * len(lower)
    if places[0] < initials[0] < places[1]:
        return ["name", "surname"]
    known = [bool(name_genders(word)) for word in lower]
    if known == [False, True]:
        return ["surname", "name"]
    return ["name", "surname"] if known == [True, False] else ["surname", "surname"]


def _by_count(lower: Sequence[str]) -> tuple[list[Role], str]:
    if not lower:
        return [], "в имени нет русских слов"
    if len(lower) == 1:
        return [_single(lower[0])], ""
    if len(lower) == 2:
        return _two(lower[0], lower[1]), ""
    return _many(lower)


def _single(word: str) -> Role:
    if patronymic_gender(word) == "f":
        return "patronymic"
    return "name" if name_genders(word) and not word.endswith(("ов", "ева", "ова")) else "surname"


def _looks_like_surname(word: str) -> bool:
    return word.endswith(tuple(words("surname_endings"))) and not name_genders(word)


def _two(first: str, second: str) -> list[Role]:
    named = (name_genders(first), name_genders(second))
    gender = patronymic_gender(second)
    if gender and not named[1]:
        if named[0]:
            return ["name", "patronymic"] if gender in named[0] else ["name", "surname"]
        return ["surname", "patronymic"] if _looks_like_surname(first) else ["name", "patronymic"]
    if named[0] and not named[1]:
        return ["name", "surname"]
    if named[0] and named[1] and not named[0] & named[1]:
        return ["name", "surname"] if "f" in named[0] and first[-1] in "ая" else ["surname", "name"]
    if not named[0] and not named[1] and _looks_like_surname(second) and not _looks_like_surname(first):
        return ["name", "surname"]
    return ["surname", "name"]


def _many(lower: Sequence[str]) -> tuple[list[Role], str]:
    last, middle = patronymic_gender(lower[-1]), patronymic_gender(lower[1])
    more: list[Role] = ["surname"] * (len(lower) - 2)
    if middle and name_genders(lower[0]) and (not last or not name_genders(lower[-2])):
        return ["name", "patronymic", *more], ""
    if last:
        return [*more, "name", "patronymic"], ""
    if middle:
        return ["name", "patronymic", *more], ""
    names = [bool(name_genders(word)) for word in lower]
    doubt = "" if len(lower) == 3 and any(names) else "не удалось понять, где в имени фамилия"
    rest: list[Role] = ["name"] * (len(lower) - 2)
    if names[0] and not names[-1]:
        return ["name", *rest, "surname"], doubt
    return ["surname", "name", *rest], doubt
