"""The table of name endings: the only importer of pytrovich."""

from functools import lru_cache
from typing import Any, Literal

from service.language.cases import Gender, Paradigm

Part = Literal["surname", "name", "patronymic"]


@lru_cache(maxsize=1)
def _tables() -> tuple[Any, dict[str, Any], dict[str, Any], tuple[Any, ...]]:
    from pytrovich.enums import Case, NamePart  # noqa: PLC0415 - read when the first name is declined
    from pytrovich.enums import Gender as Sex  # noqa: PLC0415
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415

    parts = {"surname": NamePart.LASTNAME, "name": NamePart.FIRSTNAME, "patronymic": NamePart.MIDDLENAME}
    cases = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
    return PetrovichDeclinationMaker(), parts, {"m": Sex.MALE, "f": Sex.FEMALE}, cases


def ordinary(word: str, part: Part, gender: Gender) -> Paradigm:
    """Decline a lower-case part of an ordinary name by the table of endings."""
    maker, parts, genders, cases = _tables()
    oblique = (str(maker.make(parts[part], genders[gender], case, word)) for case in cases)
    return Paradigm.of((word, *oblique))
