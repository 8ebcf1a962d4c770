"""Gender of a person: by the patronymic, then the given name, then the surname's ending."""

from service.language.cases import Gender
from service.language.dictionary import common_noun
from service.language.given_names import name_genders, patronymic_gender
from service.language.letters import syllables
from service.language.splitting import SplitName, split_name
from service.language.surnames import decline_surname
from service.language.wordlists import words

_SONS = frozenset(["оглы", "оглу", "улы", "уулу", "угли"])


def guess_gender(name: str) -> Gender | None:
    """Guess the gender of a person's name as typed; None when nothing in it tells."""
    return gender_of(split_name(name))


def gender_of(split: SplitName) -> Gender | None:
    """Guess the gender of a split name; None when nothing in it tells."""
    return _told(split) or ("f" if is_guess(split) else None)


def _told(split: SplitName) -> Gender | None:
    for word in split.words("patronymic"):
        found = patronymic_gender(word.lower())
        if found:
            return found
    for word in split.words("frozen"):
        particle = word.lower().rsplit("-", 1)[-1]
        if particle in words("particles"):
            return "m" if particle in _SONS else "f"
    names = [word.lower() for word in split.words("name")]
    for name in names:
        whose = name_genders(name)
        if len(whose) == 1:
            return next(iter(whose))
    for surname in (half for word in split.words("surname") for half in reversed(word.lower().split("-"))):
        told = _told_by_surname(surname)
        if told:
            return told
    return None


def is_guess(split: SplitName) -> bool:
    """Tell whether nothing but an unknown given name on -а or -я speaks for a woman: Туяна, but Грачья."""
    names = [word.lower() for word in split.words("name")]
    unknown = [name for name in names if not name_genders(name)]
    return bool(unknown) and unknown[0].endswith(("а", "я")) and not _told(split)


def _told_by_surname(surname: str) -> Gender | None:
    if syllables(surname) < 2:
        return None
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return None if common_noun(surname, "m") or surname in words("surname_foreign") else "m"
    if surname.endswith(("ова", "ева", "ёва", "ина", "ына")) and syllables(surname) > 2:
        taken = surname in words("surname_noun_ina") or common_noun(surname, "f")
        return None if taken else "f"
    if surname.endswith(("ская", "цкая", "ая", "яя")) and syllables(surname) > 2:
        return "f"
    man = decline_surname(surname, "m")  # Толстой, Рыжий decline as adjectives; a Цой, a Гордий may be a woman
    adjective = surname.endswith(("ий", "ый", "ой")) and man.form("gen").endswith(("ого", "его"))
    return "m" if adjective and not man.doubt("gen") else None
