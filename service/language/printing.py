"""A person's name as printed: whole, surname with initials, initials with surname."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.language.cases import Case, Gender, Inflected
from service.language.inflection import inflect
from service.language.letters import NBSP
from service.language.lexicon import Lexicon
from service.language.splitting import split_name

NameForm = Literal["full", "short", "signature"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name in the case it was typed in; `initials` are letters with stops: («М.», «П.»)."""

    surname: str
    name: str
    patronymic: str
    initials: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "PersonName":
        """Split a name typed in any order; a part that was not typed is an empty string."""
        return _parse(text)


@lru_cache(maxsize=4096)
def _parse(text: str) -> PersonName:
    split = split_name(text)
    names, patronymics = split.words("name"), split.words("patronymic")
    frozen = dict.fromkeys(("before", "after"), "")
    seen = False
    for part in split.parts:
        seen = seen or part.role in {"surname", "name", "patronymic"}
        if part.role == "frozen":
            key = "after" if seen else "before"
            frozen[key] = f"{frozen[key]} {part.text}".strip()
    if split.eastern:
        words = split.words("surname")
        return PersonName(words[0], " ".join(words[1:]), "", ())
    typed = [_dotted(initial) for initial in split.words("initial")]
    made = [f"{_first_letter(word)}." for word in (*names, *patronymics)]
    if not patronymics and frozen["after"]:
        made.append(f"{frozen['after'][0].upper()}.")
    surname = f"{frozen['before']} {' '.join(split.words('surname'))}".strip()
    return PersonName(
        surname, " ".join(names), " ".join(patronymics) or frozen["after"], tuple(made) + tuple(typed)
    )


def _first_letter(word: str) -> str:
    return ".-".join(half[:1].upper() for half in word.split("-") if half)


def _dotted(initial: str) -> str:
    return initial if initial.endswith(".") else f"{initial}."


def format_person(  # noqa: PLR0913 - as inflect, all but three are named
    name: str,
    form: NameForm = "full",
    case: Case = "nom",
    *,
    initials_space: bool = False,
    gender: Gender | None = None,
    overrides: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
) -> Inflected:
    """Print a name in a case: full «Иванову Марию Петровну», short «Иванову М.П.», signature «М.П. Иванова».

    With `initials_space` there is a blank between the initials: «М. П.»; every blank beside an initial is
    a no-break one. The whole name is declined first, so the gender is taken from all of its parts, and
    the initials of the nominative stay.
    """
    inflected = inflect(name, "person", case, gender=gender, overrides=overrides, lexicon=lexicon)
    if form == "full":
        return inflected
    nominative = PersonName.parse(name)
    surname = _surname(name, inflected, nominative)
    if not surname or not nominative.initials:
        return inflected
    initials = (NBSP if initials_space else "").join(nominative.initials)
    pair = (surname, initials) if form == "short" else (initials, surname)
    return Inflected(NBSP.join(pair), inflected.confident, inflected.source, inflected.reasons)


def _surname(name: str, inflected: Inflected, nominative: PersonName) -> str:
    """Take the surname's words out of the inflected name by their places in the typed one."""
    typed, written = name.split(), inflected.text.split()
    surname = nominative.surname.split()
    if len(typed) != len(written):  # forms given by hand may have other words
        return PersonName.parse(inflected.text).surname
    places = [i for i, word in enumerate(typed) if word in surname]
    if len(places) < len(surname):
        return PersonName.parse(inflected.text).surname
    return " ".join(written[i] for i in places[: len(surname)])
