"""A phrase that will be declined: typed in the nominative, with forms of its own where language cannot know."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from marshmallow import fields

from schemas.base import loader, section
from schemas.fields import Choice, Line, Mapped, choice, clean, flag, labelled, line
from schemas.messages import error

Case = Literal["nom", "gen", "dat", "acc", "ins", "prep", "loc"]
CASES: Final[dict[str, str]] = {
    "nom": "именительный",
    "gen": "родительный",
    "dat": "дательный",
    "acc": "винительный",
    "ins": "творительный",
    "prep": "предложный (о ком, о чём)",
    "loc": "местный (в чём, на чём)",
}
GENDERS: Final[dict[str, str]] = {"m": "мужской", "f": "женский"}


@section
class WordForms:
    """What is told of one text: forms by case, gender, whether it declines at all."""

    gen: str | None = line("Родительный падеж")
    dat: str | None = line("Дательный падеж")
    acc: str | None = line("Винительный падеж")
    ins: str | None = line("Творительный падеж")
    prep: str | None = line("Предложный падеж")
    loc: str | None = line("Местный падеж")
    gender: str | None = choice("Род", GENDERS)
    indeclinable: bool = flag("Не склоняется", default=False)

    @property
    def forms(self) -> Mapping[str, str]:
        """Return the forms that the user has fixed, by case."""
        found = {case: getattr(self, case) for case in CASES if case != "nom"}
        return {case: form for case, form in found.items() if form is not None}


@section
class Phrase(WordForms):
    """A name, position or organisation in the nominative, with the forms that the user has fixed."""

    nom: str = line("Именительный падеж", required=True)

    def __str__(self) -> str:
        """Return the nominative."""
        return self.nom


class PhraseField(fields.Field[Phrase]):
    """A phrase: a line in the nominative, or an object with its forms."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Phrase:
        if isinstance(value, str):
            return Phrase(nom=clean(value))
        if not isinstance(value, dict):
            raise error("invalid_phrase", 'Нужна строка или объект с формами: {"nom": "…", "gen": "…"}.')
        loaded: Phrase = loader(Phrase).load(value)
        return loaded


def phrase(label: str, *, required: bool = False, default: str | None = None, example: str | None = None,
           hint: str | None = None) -> Any:  # fmt: skip
    """Declare a phrase."""
    more: dict[str, Any] = {"required": True}
    if not required:
        more = {"load_default": Phrase(nom=default) if default else None}
    return labelled(PhraseField(**more), label, hint, example)


class CaseMap(Mapped):
    """Forms by case: `{"dat": "Богуш Анне Андреевне"}`."""

    def __init__(self, **kwargs: Any) -> None:
        """Read each value as a line."""
        super().__init__(Line(), 'Нужен объект с падежами: {"gen": "…", "dat": "…"}.', Choice(CASES), **kwargs)


def case_forms(label: str, hint: str | None = None) -> Any:
    """Declare forms by case, each overriding what the program would write."""
    return labelled(CaseMap(load_default=None), label, hint)
