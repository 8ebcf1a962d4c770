"""Surnames: which declension each ending takes, for a man and for a woman.

Rules: Розенталь, «Справочник по правописанию», § 149–150; Калакуцкая, «Склонение фамилий и личных имён»;
vowel loss and stress by the common noun that the surname is spelled like.
"""

from functools import lru_cache

from service.language.cases import Gender, Paradigm
from service.language.dictionary import common_noun, decline_adjective, dictionary_surname, readings
from service.language.letters import CONSONANTS, HUSHING, VELARS, VOWELS, fold, syllables
from service.language.petrovich import ordinary
from service.language.surname_stems import instrumental_doubt, noun_of_man
from service.language.wordlists import words

_SHORT = "односложная фамилия «{}»: творительный на -ом или на -ым"
_ALIKE = "фамилия «{}» совпадает с существительным: творительный на -ом или на -ым"
_MIXED = "фамилия на «{}» может склоняться и как прилагательное, и как существительное"


@lru_cache(maxsize=4096)
def decline_surname(surname: str, gender: Gender) -> Paradigm:
    """Decline a lower-case surname; a double one by halves, some first halves being frozen."""
    if "-" in surname:
        first, _, rest = surname.partition("-")
        frozen = first in words("surname_frozen_first") or rest in words("particles") | {"заде", "заданы"}
        head = Paradigm.fixed(first) if frozen else decline_surname(first, gender)
        tail = Paradigm.fixed(rest) if rest in words("particles") else decline_surname(rest, gender)
        return Paradigm(
            tuple(f"{a}-{b}" for a, b in zip(head.forms, tail.forms, strict=True)),
            tuple(a or b for a, b in zip(head.doubts, tail.doubts, strict=True)),
        )
    if _indeclinable(surname):
        return Paradigm.fixed(surname)
    if surname[-1:] in "ая":
        return _on_vowel(surname, gender)
    if gender == "f" or surname[-1:] not in CONSONANTS | {"ь"}:
        return Paradigm.fixed(surname)
    return _of_man(surname)


def _indeclinable(surname: str) -> bool:
    """Tell surnames that decline for nobody: -о -е -и -у -ю -ы -э, -ых -их, vowel + а, Дюма."""
    if not surname or surname[-1] in VOWELS - {"а", "я"}:
        return True
    if surname.endswith("ых"):
        return syllables(surname) > 1
    if surname.endswith("их"):
        return syllables(surname) > 1 and surname not in words("german_ich")
    if surname[-1] == "а" and surname[-2:-1] in VOWELS:
        return True
    return surname in words("surname_fixed")


def _on_vowel(surname: str, gender: Gender) -> Paradigm:
    if surname in words("surname_noun_aya"):
        return first_declension(surname)
    if gender == "f" and surname.endswith(("ая", "яя")) and syllables(surname) > 2:
        return decline_adjective(surname, "f", animate=True)
    if gender == "f" and surname.endswith("ья") and surname[:-2] + "ий" in words("surname_possessive"):
        return decline_adjective(surname, "f", animate=True)
    long = syllables(surname) > 2 or surname[:-1] in words("surname_short_russian")
    if gender == "f" and surname.endswith(("ова", "ева", "ёва", "ина", "ына")) and long:
        return _possessive_of_woman(surname)
    if gender == "f" and surname.endswith(("ска", "цка")) and syllables(surname) > 2:
        return Paradigm.of(ordinary(surname, "surname", "f").forms[:6], doubt=_MIXED.format(surname[-3:]))
    return first_declension(surname)


def _possessive_of_woman(surname: str) -> Paradigm:
    adjectival = ordinary(surname, "surname", "f")
    if surname in words("surname_noun_ina"):
        return first_declension(surname).doubtful(_MIXED.format(surname[-3:]))
    if dictionary_surname(surname, "f"):
        return adjectival
    noun = common_noun(surname, "f")
    if noun and surname.endswith(("ина", "ова")):
        return adjectival.doubtful(_MIXED.format(surname[-3:]))
    return adjectival


def first_declension(word: str) -> Paradigm:
    """Decline a noun on -а/-я; -ой or -ей after a sibilant by the stress of the common noun."""
    stem, last, before = word[:-1], word[-1], word[-2:-1]
    if word.endswith("ия"):
        return Paradigm.of((word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и"))
    if last == "я":
        ins = _stressed_ending(word, "ёй") or "ей"
        return Paradigm.of((word, stem + "и", stem + "е", stem + "ю", stem + ins, stem + "е"))
    gen = "и" if before in VELARS | HUSHING else "ы"
    ins = "ой"
    if before in HUSHING | {"ц"}:
        ins = _stressed_ending(word, "ой") or "ей"
    return Paradigm.of((word, stem + gen, stem + "е", stem + "у", stem + ins, stem + "е"))


def _stressed_ending(word: str, ending: str) -> str:
    noun = common_noun(word, "f") or common_noun(word, "m")
    return ending if noun and noun.singular and noun.singular[4].endswith(ending) else ""


def _of_man(surname: str) -> Paradigm:
    if surname.endswith(("ий", "ый", "ой")):
        return _on_iy(surname)
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return _possessive_of_man(surname)
    return noun_of_man(surname)


def _possessive_of_man(surname: str) -> Paradigm:
    """Decline Иванов, Пушкин (-ым), Дарвин, Мартын (-ом)."""
    if surname in words("surname_foreign"):
        return noun_of_man(surname)
    noun = common_noun(surname, "m")
    alive = noun is not None and noun.animate
    if syllables(surname) == 1 and surname not in words("surname_short_russian"):
        return instrumental_doubt(noun_of_man(surname), "" if alive else _SHORT.format(surname))
    if dictionary_surname(surname, "m"):
        return ordinary(surname, "surname", "m")
    if noun or surname.endswith(("швин", "рвин", "двин")):
        return instrumental_doubt(noun_of_man(surname), "" if alive else _ALIKE.format(surname))
    return ordinary(surname, "surname", "m")


def _on_iy(surname: str) -> Paradigm:
    """Decline Белый, Горький, Толстой (adjectives) and Цой, Бабий, Герой (nouns)."""
    noun = common_noun(surname, "m")
    adjective = decline_adjective(surname, "m", animate=True, tags=_possessive_tags(surname))
    if surname in words("surname_possessive"):
        return adjective
    if noun:
        return Paradigm.of(noun.paradigm(animate=True).forms[:6])
    if surname.endswith("ый"):
        return adjective
    if surname.endswith("ой"):
        return _on_oy(surname, adjective)
    before = surname[-3:-2]
    if before in VELARS | HUSHING | {"н"} and syllables(surname) > 1:
        sure = before != "ч" or dictionary_surname(surname, "m") is not None or _is_adjective(surname)
        return adjective if sure else adjective.doubtful(_MIXED.format(surname[-3:]))
    return noun_of_man(surname)


def _is_adjective(surname: str) -> bool:
    return any(r.part == "adj" and r.known and "Poss" not in r.tags for r in readings(surname))


def _possessive_tags(surname: str) -> frozenset[str]:
    return frozenset({"Poss"}) if surname in words("surname_possessive") else frozenset()


def _on_oy(surname: str, adjective: Paradigm) -> Paradigm:
    if syllables(surname) == 1:
        return adjective if surname == "злой" else noun_of_man(surname)
    known = dictionary_surname(surname, "m")
    noun_like = known is not None and not fold(known.singular[1]).endswith("ого")
    return noun_of_man(surname) if noun_like else adjective
