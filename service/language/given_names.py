"""Given names and patronymics: whose they are and how they decline.

Rules: Розенталь, § 149; Калакуцкая on women's names on -ь; Грамота.ру on Зульфия́ — Зульфие́.
"""

from functools import lru_cache

from service.language.cases import Gender, Paradigm
from service.language.dictionary import readings
from service.language.letters import CONSONANTS, HUSHING, VOWELS, fold, syllables
from service.language.petrovich import ordinary
from service.language.surnames import first_declension
from service.language.wordlists import words

_STRESSED_ICH = ("ильич", "кузьмич", "фомич", "лукич", "козьмич")
_SHORT_ICH = (*_STRESSED_ICH, "никитич", "саввич", "ионич", "силич", "фокич", "миныч", "саввич", "зосимич")


@lru_cache(maxsize=4096)
def name_genders(name: str) -> frozenset[Gender]:
    """Tell whose given name this lower-case word is: {m}, {f}, both, or nobody's."""
    name = name.partition("-")[0]
    if name in words("given_not"):
        return frozenset()
    if name in words("given_both"):
        return frozenset(("m", "f"))
    found: set[Gender] = set()
    if name in words("given_m"):
        found.add("m")
    if name in words("given_f"):
        found.add("f")
    if found:
        return frozenset(found)
    for reading in readings(name):
        if "Name" in reading.tags and reading.known and reading.number == "sing":
            found |= {"m", "f"} if "ms-f" in reading.tags else {"m"} if reading.gender == "m" else {"f"}
    return frozenset(found)


def patronymic_gender(word: str) -> Gender | None:
    """Tell the gender of a lower-case patronymic, None for any other word."""
    if word.endswith(("ович", "евич", "ёвич")) and (syllables(word) > 2 or word == "львович"):
        return "m"
    if fold(word) in _SHORT_ICH or (word.endswith(("ьич", "ыч", "тич")) and fold(word) in {"ильич", "кузьмич"}):
        return "m"
    if word.endswith(("овна", "евна", "ёвна", "ична", "ишна")) and (syllables(word) > 2 or word == "львовна"):
        return "f"
    return None


@lru_cache(maxsize=4096)
def decline_patronymic(word: str) -> Paradigm:
    """Decline a patronymic; Ильич, Кузьмич, Фомич and Лукич are stressed at the end: -ом."""
    if word.endswith("на"):
        return ordinary(word, "patronymic", "f")
    if word.endswith("ич") or word.endswith("ыч"):
        ending = "ом" if fold(word) in _STRESSED_ICH else "ем"
        return Paradigm.of((word, word + "а", word + "у", word + "а", word + ending, word + "е"))
    return Paradigm.fixed(word, f"«{word}»: не похоже на отчество в именительном падеже")


@lru_cache(maxsize=4096)
def decline_given(name: str, gender: Gender) -> Paradigm:
    """Decline a lower-case given name; of a man's double name only the last part declines."""
    if "-" in name:
        first, _, rest = name.partition("-")
        both = gender == "f" and first[-1:] in "ая"
        head = decline_given(first, gender) if both else Paradigm.fixed(first)
        tail = decline_given(rest, gender)
        return Paradigm(
            tuple(f"{a}-{b}" for a, b in zip(head.forms, tail.forms, strict=True)),
            tuple(a or b for a, b in zip(head.doubts, tail.doubts, strict=True)),
        )
    if not name or (name[-1] in VOWELS - {"а", "я"}):
        return _on_o(name) if gender == "m" and name in {"данило", "михайло", "гаврило"} else Paradigm.fixed(name)
    if name == "шота" or (name[-1] == "а" and name[-2:-1] in VOWELS):
        return Paradigm.fixed(name)
    if name[-1] in "ая":
        return _on_a(name)
    return _woman(name) if gender == "f" else _man(name)


def _on_o(name: str) -> Paradigm:
    stem = name[:-1]
    six = (name, stem + "ы", stem + "е", stem + "у", stem + "ой", stem + "е")
    return Paradigm.of(six, doubt=f"имя «{name}» склоняется по-разному")


def _doubted(six: tuple[str, ...], doubt: str, places: tuple[int, ...]) -> Paradigm:
    return Paradigm((*six, six[5]), tuple(doubt if place in places else "" for place in range(7)))


def _on_a(name: str) -> Paradigm:
    stem = name[:-1]
    if name in words("given_stressed_iya"):
        doubt = f"имя «{name}»: ударение на последнем слоге даёт «-ие», «-ёй», иначе «-ии», «-ей»"
        return _doubted((name, stem + "и", stem + "е", stem + "ю", stem + "ёй", stem + "е"), doubt, (2, 4, 5, 6))
    if name.endswith("ия") and syllables(name) == 2:
        doubt = f"имя «{name}»: в дательном и предложном пишут и «-ии», и «-ие»"
        return _doubted((name, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и"), doubt, (2, 5, 6))
    if name == "илья":
        return Paradigm.of((name, "ильи", "илье", "илью", "ильёй", "илье"))
    if name[-2:-1] in HUSHING | {"ц"}:
        gen = "ы" if name[-2] == "ц" else "и"
        return Paradigm.of((name, stem + gen, stem + "е", stem + "у", stem + "ей", stem + "е"))
    if name[-2:-1] in VOWELS or name[-1] == "я":
        return _plain_ya(name)
    return first_declension(name)


def _plain_ya(name: str) -> Paradigm:
    stem = name[:-1]
    prep = "и" if name.endswith("ия") else "е"
    if name.endswith("а"):
        return first_declension(name)
    return Paradigm.of((name, stem + "и", stem + prep, stem + "ю", stem + "ей", stem + prep))


def _woman(name: str) -> Paradigm:
    if name[-1] != "ь":
        return Paradigm.fixed(name)
    stem = name[:-1]
    six = (name, stem + "и", stem + "и", name, name + "ю", stem + "и")
    doubt = "" if name in words("given_third") else f"женское имя «{name}» склоняют не все"
    return Paradigm.of(six, doubt=doubt)


def _man(name: str) -> Paradigm:
    if name[-1] not in CONSONANTS | {"ь"}:
        return Paradigm.fixed(name)
    if name in {"павел", "лев", "пётр"}:
        return ordinary(name, "name", "m")
    if name == "петр":
        return Paradigm.of((name, "петра", "петру", "петра", "петром", "петре"))
    stem = name[:-1]
    if name.endswith("ий") and syllables(name) > 1:
        return Paradigm.of((name, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "и"))
    if name[-1] in "ьй":
        return Paradigm.of((name, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "е"))
    ending = "ем" if name[-1] in HUSHING | {"ц"} else "ом"
    return Paradigm.of((name, name + "а", name + "у", name + "а", name + ending, name + "е"))
