"""Men's surnames that are nouns: vowels lost from the stem and the instrumental after a sibilant.

Both depend on stress and origin, which the spelling does not show: the common noun of the same spelling
decides (Заяц, Зайца), then the suffix; where neither does, the form is given with a doubt.
"""

from dataclasses import dataclass

from service.language.cases import Paradigm
from service.language.dictionary import common_noun
from service.language.letters import CONSONANTS, HUSHING, VOWELS, graft, syllables
from service.language.wordlists import words

_LOSS = "фамилия «{}»: неизвестно, выпадает ли гласная в косвенных падежах"
_STRESS = "фамилия «{}»: творительный на -ом или -ем зависит от ударения"


@dataclass(frozen=True, slots=True)
class _Stem:
    text: str
    doubt: str = ""


def noun_of_man(surname: str) -> Paradigm:
    """Decline a man's surname on a consonant, -й or -ь as a noun of the second declension."""
    noun = common_noun(surname, "m") if surname not in words("surname_keeps_vowel") else None
    if noun and noun.singular and noun.singular[1][-1] in "ая":
        forms = (graft(surname, noun.singular[0], form) for form in (*noun.singular[:3], *noun.singular[1:2]))
        nom, gen, dat, acc = forms
        ins, prep = (graft(surname, noun.singular[0], form) for form in noun.singular[4:6])
        return Paradigm.of((nom, gen, dat, acc, ins, prep))
    stem = _stem(surname)
    return _second_declension(surname, stem)


def _second_declension(surname: str, stem: _Stem) -> Paradigm:
    base, last = stem.text, surname[-1]
    if last in "ьй":
        long = surname.endswith("ий") and syllables(surname) > 1
        six = (surname, base + "я", base + "ю", base + "я", base + "ем", base + ("и" if long else "е"))
        return Paradigm.of(six, doubt=stem.doubt)
    ending, doubt = _instrumental(surname)
    table = Paradigm.of((surname, base + "а", base + "у", base + "а", base + ending, base + "е"), doubt=stem.doubt)
    if doubt and not stem.doubt:
        return Paradigm(table.forms, tuple(doubt if i == 4 else d for i, d in enumerate(table.doubts)))
    return table


def _instrumental(surname: str) -> tuple[str, str]:
    """Choose -ом or -ем after ж ш ч щ ц: by list, by suffix, else -ем with a doubt."""
    last = surname[-1]
    if last not in HUSHING | {"ц"} or surname in words("instrumental_om"):
        return "ом", ""
    if last == "ц":
        if surname.endswith("ец") and syllables(surname) > 1:
            return _instrumental_ets(surname)
        return "ем", ""
    if last == "ч":
        if surname.endswith(("ач", "яч", "юч", "уч")):
            return "ом", "" if surname.endswith("ач") else _STRESS.format(surname)
        if surname.endswith("ич"):
            return "ем", ""
    if last == "щ" or syllables(surname) == 1:
        return "ом" if last == "щ" else "ем", _STRESS.format(surname)
    return "ем", "" if last in "шж" and surname[-2] in "уаеиоя" else _STRESS.format(surname)


def _instrumental_ets(surname: str) -> tuple[str, str]:
    if surname.endswith(("иец", "аец", "еец", "оец", "инец", "анец", "янец", "енец", "мец")):
        return "ем", "" if surname.endswith(("иец", "аец", "мец")) else _STRESS.format(surname)
    return "ом", "" if syllables(surname) == 2 else _STRESS.format(surname)


def _stem(surname: str) -> _Stem:
    """Give the stem of the oblique cases."""
    if surname[-1] in "ьй":
        return _soft_stem(surname)
    if surname in words("surname_keeps_vowel") or syllables(surname) == 1:
        return _Stem(surname)
    if surname.endswith("ец"):
        return _stem_ets(surname)
    if surname.endswith(("ок", "ек", "ёк")):
        return _stem_ok(surname)
    if surname.endswith(("ёл", "ёр")):
        return _Stem(surname, _LOSS.format(surname))
    return _Stem(surname)


def _soft_stem(surname: str) -> _Stem:
    stem = surname[:-1]
    if surname.endswith("ень") and syllables(surname) > 1:
        return _Stem(stem, _LOSS.format(surname))
    if surname.endswith("вей") and surname.endswith(("бей", "вей")) and surname in words("surname_loses_vowel"):
        return _Stem(surname[:-2] + "ь")
    return _Stem(stem)


def _stem_ets(surname: str) -> _Stem:
    """Кравец, Кравца; Коломиец, Коломийца; Стрелец, Стрельца; Жнец, Жнеца (a heap of consonants keeps е)."""
    base = surname[:-2]
    before = base[-1:]
    if before in VOWELS:
        return _Stem(base + "йц")
    if before == "ь":
        return _Stem(base + "ц")
    if before == "л":
        return _Stem(base + "ьц")
    heap = len(base) > 1 and base[-2] in CONSONANTS
    if heap:
        return _Stem(surname, _LOSS.format(surname))
    return _Stem(base + "ц")


def _stem_ok(surname: str) -> _Stem:
    """Волчок, Волчка; Козлёнок, Козлёнка; Королёк, Королька; Гашек, Гашека; Мазурок is not known."""
    base, before = surname[:-2], surname[-3:-2]
    if surname.endswith("ёк"):
        soft = "й" if before in VOWELS else ("" if before in HUSHING else "ь")
        return _Stem(base + soft + "к")
    if surname.endswith("ок"):
        if before in HUSHING or surname.endswith(("енок", "ёнок", "онок")):
            return _Stem(base + "к")
        if before in VOWELS:
            return _Stem(surname)
        return _Stem(base + "к", _LOSS.format(surname))
    return _Stem(surname, _LOSS.format(surname))
