"""Filters for people, positions and organisations: `{{ deputy | person("acc") }}`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, cast

from jinja2 import pass_context
from jinja2.runtime import Context

from schemas.organization import Organization
from schemas.people import Person
from schemas.phrases import Phrase
from service.filters.state import options_of, state_of
from service.language import Case, Gender, Kind, inflect, typeset

Form = Literal["full", "short", "signature"]
FORMS: Final = ("full", "short", "signature")
NBSP: Final = "\u00a0"


def decline(context: Context, text: str, kind: Kind, case: str, *, overrides: Mapping[str, object] | None = None,
            gender: str | None = None, place: str = "", key: str = "") -> str:  # fmt: skip
    """Put a text into a case; a form that is not certain goes into the report of the rendering."""
    state, wanted, sex = state_of(context), cast("Case", case), cast("Gender | None", gender)
    found = inflect(text, kind, wanted, gender=sex, overrides=overrides, lexicon=state.lexicon)
    state.report.add(text, kind, wanted, found, place=place, key=key, gender=sex, lexicon=state.lexicon)
    if not found.confident:
        state.doubtful.add(typeset(found.text))
    return found.text


def _overrides(phrase: Phrase) -> dict[str, object]:
    told: dict[str, object] = dict(phrase.forms)
    if phrase.gender:
        told["gender"] = phrase.gender
    if phrase.indeclinable:
        told["indeclinable"] = True
    return told


@pass_context
def person(context: Context, value: Person, case: str = "nom", form: Form = "full") -> str:
    """Print a person: full «Иванову Марию Петровну», short «Иванову М.П.», signature «М.П. Иванова»."""
    if form not in FORMS:
        raise ValueError(f"нет такого вида имени: «{form}»; есть {', '.join(FORMS)}")
    words = _declined_name(context, value, case)
    written = _written(context, value, words, form)
    if typeset(" ".join(words)) in state_of(context).doubtful:
        state_of(context).doubtful.add(typeset(written))
    return written


def _written(context: Context, value: Person, words: Sequence[str], form: Form) -> str:
    """Write the declined words of a name in full, or the surname with initials after or before it."""
    size = len(value.surname.split())
    surname, given_names = " ".join(words[:size]), words[size:]
    if form == "full" and not any(map(_is_initial, given_names)):
        return " ".join([surname, *given_names])
    gap = NBSP if options_of(context).initials_space else ""
    initials = gap.join(_initial(name) for name in (value.name, *(value.patronymic or "").split()[:1]))
    return f"{initials}{NBSP}{surname}" if form == "signature" else f"{surname}{NBSP}{initials}"


def _declined_name(context: Context, value: Person, case: str) -> list[str]:
    """Return the words of the full name in a case, as given or as declined; a frozen surname stays."""
    told = value.cases or {}
    if value.indeclinable and case not in told:
        given = " ".join(part for part in (value.name, value.patronymic) if part)
        if _is_initial(value.name):
            return [*value.surname.split(), *given.split()]
        return [*value.surname.split(), *decline(context, given, "person", case, gender=value.sex).split()]
    place = _pointer(context, value)
    return decline(context, str(value), "person", case, overrides=told, gender=value.sex, place=place).split()


def _pointer(context: Context, value: Person) -> str:
    """Return the JSON pointer of a person of the set."""
    known: Sequence[Person] = context.get("people") or ()
    return next((f"/people/{index}" for index, person in enumerate(known) if person.id == value.id), "")


def _is_initial(name: str) -> bool:
    return name.endswith(".")


def _initial(name: str) -> str:
    """Return the initials of a name, both of a double one: «Анна-Мария» → «А.-М.»."""
    if _is_initial(name):
        return name
    return "-".join(f"{part[0].upper()}." for part in name.split("-") if part)


@pass_context
def position(context: Context, value: Person | Phrase | str, case: str = "nom") -> str:
    """Print a position, of a person or by itself; one who acts for the holder gets «и. о.» and the genitive."""
    if isinstance(value, Person):
        if value.position is None:
            raise ValueError(f"у человека «{value.id}» нет должности: впишите position")
        place = f"{_pointer(context, value)}/position"
        if value.acting:
            return f"и.{NBSP}о. {_phrase(context, value.position, 'position', 'gen', place)}"
        return _phrase(context, value.position, "position", case, place)
    return _phrase(context, value, "position", case, "")


@pass_context
def org(context: Context, value: Organization | Phrase | str, case: str = "nom", length: str = "short") -> str:
    """Print an organisation or a body: the short name, or with "full" the full one."""
    if isinstance(value, Organization):
        name = value.full_name if length == "full" else value.short_name
        return _phrase(context, name, "org", case, f"/organization/{length}_name")
    return _phrase(context, value, "org", case, "")


def _phrase(context: Context, value: Phrase | str, kind: Kind, case: str, place: str) -> str:
    if isinstance(value, str):
        return decline(context, value, kind, case, place=place)
    return decline(context, value.nom, kind, case, overrides=_overrides(value), gender=value.gender, place=place,
                   key="nom")  # fmt: skip


@pass_context
def described(context: Context, value: Person, case: str) -> str:
    """Print position and name in one case: «заместителя директора Сидорову Е.П.»."""
    name = person(context, value, case, "short")
    return f"{position(context, value, case)} {name}" if value.position else name


@pass_context
def named(context: Context, value: Person, case: str) -> str:
    """Print name and position in apposition, in one case: «Иванову М.И., учителя математики»."""
    name = person(context, value, case, "short")
    return f"{name}, {position(context, value, case)}" if value.position else name


@pass_context
def people(context: Context, values: Sequence[Person], case: str) -> str:
    """Print a list of people, short: «Петровой А.А., Седых О.В. и Лебедя С.П.»."""
    return join_and([person(context, value, case, "short") for value in values])


def join_and(texts: Sequence[str]) -> str:
    """Join with commas and «и» before the last."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} и {texts[-1]}"


def acquainted(readers: Sequence[Person]) -> str:
    """Choose «ознакомлен», «ознакомлена» or «ознакомлены» by who reads."""
    if len(readers) > 1:
        return "ознакомлены"
    return "ознакомлена" if readers[0].sex == "f" else "ознакомлен"


FILTERS: Final[Mapping[str, Any]] = {
    "person": person, "position": position, "org": org, "described": described, "named": named,
    "people": people, "acquainted": acquainted,
}  # fmt: skip
