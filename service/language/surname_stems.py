"""Men's surnames that are nouns: vowels lost from the stem and the instrumental after a sibilant.

Both depend on stress and origin, which the spelling does not show: the common noun of the same spelling
decides (Заяц, Зайца), then the suffix; where neither does, the form is given with a doubt.
"""

from service.language.cases import Paradigm
from service.language.dictionary import common_noun, is_given_name
from service.language.letters import CONSONANTS, HUSHING, VOWELS, graft, syllables
from service.language.wordlists import words

_LOSS = "фамилия «{}»: неизвестно, выпадает ли гласная в косвенных падежах"
_STRESS = "фамилия «{}»: творительный на -ом или -ем зависит от ударения"
_UNSTRESSED_ETS = ("иец", "аец", "еец", "оец", "мец")
_LIKELY_UNSTRESSED_ETS = ("инец", "анец", "янец", "енец", "жец")


def noun_of_man(surname: str) -> Paradigm:
    """Decline a man's surname on a consonant, -й or -ь as a noun of the second declension."""
    listed = surname in words("surname_keeps_vowel") | words("surname_loses_vowel")
    noun = None if listed else common_noun(surname, "m")
    if noun and noun.singular and noun.singular[1][-1] in "ая":
        nom, gen, dat, _, ins, prep = (graft(surname, noun.singular[0], form) for form in noun.singular)
        if surname in words("instrumental_both"):
            ins = surname[:-1] + "ем"
            return instrumental_doubt(Paradigm.of((nom, gen, dat, gen, ins, prep)), _STRESS.format(surname))
        lost = syllables(surname) == syllables(gen) == 1 and not noun.animate and surname != "пень"
        return Paradigm.of((nom, gen, dat, gen, ins, prep), doubt=_LOSS.format(surname) if lost else "")
    return _second_declension(surname)


def _second_declension(surname: str) -> Paradigm:
    base, loss = _stem(surname)
    if surname[-1] in "ьй":
        prep = "и" if surname.endswith("ий") and syllables(surname) > 1 else "е"
        given = is_given_name(surname)
        ins = "ём" if surname.endswith(("ёнь", "арь")) and not given else "ем"
        table = Paradigm.of((surname, base + "я", base + "ю", base + "я", base + ins, base + prep), doubt=loss)
        return instrumental_doubt(table, _STRESS.format(surname) if ins == "ём" else "")
    ending, stress = _instrumental(surname)
    six = (surname, base + "а", base + "у", base + "а", base + ending, base + "е")
    table = Paradigm.of(six, doubt=loss)
    return table if loss else instrumental_doubt(table, stress)


def instrumental_doubt(table: Paradigm, reason: str) -> Paradigm:
    """Doubt the instrumental alone; an empty reason changes nothing."""
    return Paradigm(table.forms, tuple(reason if i == 4 and reason else d for i, d in enumerate(table.doubts)))


def _instrumental(surname: str) -> tuple[str, str]:
    """Choose -ом or -ем after ж ш ч щ ц: by list, by suffix, else with a doubt."""
    last = surname[-1]
    if last not in HUSHING | {"ц"} or surname in words("instrumental_om"):
        return "ом", ""
    if last == "ц":
        return _after_ts(surname)
    if last == "ч":
        return _after_ch(surname)
    if last == "щ":
        return "ом" if syllables(surname) == 1 else "ем", _STRESS.format(surname)
    sure = syllables(surname) > 1 and surname[-2] in "уаеиоя"
    return "ем", "" if sure else _STRESS.format(surname)


def _after_ts(surname: str) -> tuple[str, str]:
    """Choose after ц: Шварцем, Кацем, Коломийцем; Кравцом, Швецом."""
    if not surname.endswith("ец"):
        return "ем", ""
    if surname.endswith(_UNSTRESSED_ETS):
        return "ем", ""
    if surname.endswith(_LIKELY_UNSTRESSED_ETS):
        return "ем", _STRESS.format(surname)
    return "ом", "" if syllables(surname) == 2 and surname.endswith("вец") else _STRESS.format(surname)


def _after_ch(surname: str) -> tuple[str, str]:
    """Choose after ч: Ткачом, Деркачом (stressed), Бабичем, Рабиновичем (not)."""
    if surname.endswith("ич"):
        return "ем", ""
    if surname.endswith(("ач", "оуч")):
        return ("ем" if surname.endswith("оуч") else "ом"), ""
    if surname.endswith(("яч", "юч", "уч", "ыч", "оч")) and syllables(surname) > 1:
        return "ом", _STRESS.format(surname)
    return "ем", _STRESS.format(surname)


def _stem(surname: str) -> tuple[str, str]:
    """Give the stem of the oblique cases and the reason to doubt it."""
    if surname in words("surname_loses_vowel"):
        return surname[:-3] + surname[-2], ""
    if surname[-1] in "ьй":
        fleeting = (surname.endswith("ень") and syllables(surname) > 1) or surname.endswith("вель")
        return surname[:-1], _LOSS.format(surname) if fleeting else ""
    if surname in words("surname_keeps_vowel") or syllables(surname) == 1:
        return surname, ""
    if surname.endswith("ец"):
        return _stem_ets(surname)
    if surname.endswith(("ок", "ек", "ёк")):
        return _stem_ok(surname)
    return surname, _LOSS.format(surname) if surname.endswith(("ёл", "ёр")) else ""


def _stem_ets(surname: str) -> tuple[str, str]:
    """Кравец, Кравца; Коломиец, Коломийца; Стрелец, Стрельца; Жнец, Жнеца (a heap of consonants keeps е)."""
    base = surname[:-2]
    before = base[-1:]
    if before in VOWELS:
        return base + "йц", ""
    if len(base) > 1 and before in CONSONANTS and base[-2] in CONSONANTS - {"й"}:
        return surname, _LOSS.format(surname)
    return base + ("ьц" if before == "л" else "ц"), ""


def _stem_ok(surname: str) -> tuple[str, str]:
    """Волчок, Волчка; Козлёнок, Козлёнка; Королёк, Королька; Гашек, Гашека; Мазурок is not known."""
    base, before = surname[:-2], surname[-3:-2]
    if surname.endswith("ёк"):
        soft = "й" if before in VOWELS else "" if before in HUSHING else "ь"
        return base + soft + "к", ""
    if surname.endswith("ок"):
        if before in HUSHING or surname.endswith(("енок", "ёнок", "онок")):
            return base + "к", ""
        return (surname, "") if before in VOWELS else (base + "к", _LOSS.format(surname))
    return surname, _LOSS.format(surname)
