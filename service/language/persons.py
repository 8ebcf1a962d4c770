"""Persons: the whole name in every case, and its printed forms: full, short, signature."""

from functools import lru_cache

from service.language.cases import Gender, Paradigm, combine
from service.language.gender import gender_of, is_guess
from service.language.given_names import decline_given, decline_patronymic, patronymic_gender
from service.language.letters import graft
from service.language.splitting import NamePart, SplitName, split_name
from service.language.surnames import decline_surname

_UNKNOWN = "пол неизвестен, а формы мужчины и женщины различаются: укажите gender"
_GUESSED = "пол угадан по имени, которого нет в словаре: укажите gender"
_EASTERN = "восточное имя: склоняется только последняя часть"
_FOREIGN = "имя записано не русскими буквами"


def _decline_part(part: NamePart, gender: Gender) -> Paradigm | str:
    word = part.text.lower().replace("‑", "-")
    if part.role == "surname":
        table = decline_surname(word, gender)
    elif part.role == "name":
        table = decline_given(word, gender)
    elif part.role == "patronymic":
        table = decline_patronymic(word)
    else:
        return part.text
    return _written(part.text, table)


def _written(typed: str, table: Paradigm) -> Paradigm:
    """Carry the capitals and ё of each hyphenated half over to the forms."""
    halves, nominative = typed.replace("‑", "-").split("-"), table.forms[0].split("-")
    forms = []
    for form in table.forms:
        pieces = form.split("-")
        forms.append("-".join(map(graft, halves, nominative, pieces)))
    return Paradigm((typed, *forms[1:]), table.doubts)


def decline_parts(name: str, gender: Gender) -> list[tuple[NamePart, Paradigm]]:
    """Give each part of a name with its table, in the typed order, blanks among them."""
    found: list[tuple[NamePart, Paradigm]] = []
    for part in split_name(name).parts:
        table = _decline_part(part, gender)
        found.append((part, table if isinstance(table, Paradigm) else Paradigm.fixed(table)))
    return found


def _decline(split: SplitName, gender: Gender) -> Paradigm:
    if split.eastern:
        last = max(i for i, part in enumerate(split.parts) if part.role == "surname")
        pieces: list[Paradigm | str] = [part.text for part in split.parts]
        pieces[last] = _decline_part(split.parts[last], gender)
        return combine(pieces).doubtful(_EASTERN)
    table = combine(_decline_part(part, gender) for part in split.parts)
    return table.doubtful(split.doubt) if split.doubt else table


@lru_cache(maxsize=4096)
def decline_person(name: str, gender: Gender | None = None) -> Paradigm:
    """Decline a name typed in any order; without gender guess it, or keep as typed what would differ."""
    split = split_name(name)
    if not any(part.role not in {"gap", "initial"} for part in split.parts) or not _is_russian(name):
        return Paradigm.fixed(name, _FOREIGN)
    told = _told_by_patronymic(split)
    known = gender or gender_of(split)
    if known:
        table = _decline(split, known)
        if told and told != known:
            return table.doubtful("пол не согласуется с отчеством")
        if not gender and is_guess(split) and table.forms != _decline(split, "m").forms:
            return table.doubtful(_GUESSED)
        return table
    man, woman = _decline(split, "m"), _decline(split, "f")
    forms, doubts = [name], [""]
    for i in range(1, 7):
        same = man.forms[i] == woman.forms[i]
        forms.append(man.forms[i] if same else name)
        doubts.append(man.doubts[i] or woman.doubts[i] if same else _UNKNOWN)
    if name in forms[1:] and any(doubt == _UNKNOWN for doubt in doubts):
        return Paradigm(tuple(forms), tuple(doubts))
    return Paradigm(tuple(forms), tuple(doubts))


def _is_russian(name: str) -> bool:
    return all("а" <= letter.lower() <= "я" or letter.lower() == "ё" for letter in name if letter.isalpha())


def _told_by_patronymic(split: SplitName) -> Gender | None:
    found = [patronymic_gender(word.lower()) for word in split.words("patronymic")]
    return found[0] if found else None
