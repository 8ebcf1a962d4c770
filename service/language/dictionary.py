"""What the dictionary knows of a word: the only importer of pymorphy3."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.language.cases import Paradigm
from service.language.letters import HUSHING, VELARS

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_RARE = frozenset(("V-oy", "V-ey", "V-be", "V-bi", "V-ie", "V-en", "Infr", "Arch", "Erro", "Litr", "Slng", "Dist"))
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
_ADJECTIVES = frozenset(("ADJF", "PRTF"))
_RUSSIAN = re.compile("[а-яё]+(?:[-’'][а-яё]+)*")
_LOCK = threading.Lock()
_PRONOUNS = {
    "все": ("вс", ("ех", "ем", "еми", "ех")),
    "весь": ("вс", ("его", "ему", "ем", "ём")),
    "вся": ("вс", ("ей", "ей", "ей", "ей", "ю")),
    "наш": ("наш", ("его", "ему", "им", "ем")),
    "наша": ("наш", ("ей", "ей", "ей", "ей", "у")),
    "наши": ("наш", ("их", "им", "ими", "их")),
}
_STRESSED_FEMININE = frozenset(("большая", "чужая", "меньшая", "небольшая"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word as a nominative.

    `number` is sing or plur, `gender` m, f, n or an empty string in the plural; `singular` and `plural`
    hold six forms each (nom gen dat acc ins prep) or nothing; `locative` is the second prepositional.
    """

    part: str
    number: str
    gender: str
    animate: bool
    known: bool
    fixed: bool
    tags: frozenset[str]
    word: str
    singular: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    locative: str = ""

    def paradigm(self, *, animate: bool, number: str = "") -> Paradigm:
        """Decline in the given number (as typed by default), the accusative by `animate`."""
        if self.fixed:
            return Paradigm.fixed(self.word)
        if self.part == "adj":
            return decline_adjective(self.word, self.gender, animate=animate, tags=self.tags)
        plural = (number or self.number) == "plur"
        forms = list(self.plural if plural else self.singular)
        if plural or self.gender == "m":
            forms[3] = forms[1] if animate else forms[0]
            if self.gender == "m" and not plural and forms[0][-1] in "ая":  # глава, судья: first declension
                forms[3] = self.singular[3]
        return Paradigm.of(forms, loc="" if plural else self.locative)


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3  # noqa: PLC0415 - 0.3 s and 15 MB that only the first inflected phrase should pay

    return pymorphy3.MorphAnalyzer(lang="ru")


def _parses(word: str) -> Any:
    if not _RUSSIAN.fullmatch(word):  # pymorphy3 raises KeyError on letters that Unicode has no name for
        return ()
    with _LOCK:
        analyser = _analyser()
    return analyser.parse(word)


def _common(tag: Any) -> bool:
    return not any(rare in tag for rare in _RARE)


def _numbers(parse: Any) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    found: dict[tuple[str, str], str] = {}
    locative = ""
    for form in parse.lexeme:
        tag = form.tag
        if tag.POS != "NOUN" or not _common(tag):
            continue
        if tag.number == "sing" and parse.tag.number == "sing" and tag.gender != parse.tag.gender:
            continue  # вожатый and вожатая are one lexeme
        if tag.case == "loc2" and tag.number == "sing":
            locative = locative or form.word
        elif tag.case in _CASES:
            found.setdefault((tag.number, tag.case), form.word)
    sing, plur = (tuple(found.get((number, case), "") for case in _CASES) for number in ("sing", "plur"))
    return (sing if all(sing) else ()), (plur if all(plur) else ()), locative


def _noun(word: str, parse: Any) -> Reading | None:
    tag = parse.tag
    singular, plural, locative = _numbers(parse)
    fixed = "Fixd" in tag
    chosen = plural if tag.number == "plur" else singular
    if not fixed and (not chosen or "Abbr" in tag):
        return None
    if tag.number == "plur" and chosen:  # директора and директоры: keep the typed one
        plural = (word, *plural[1:])
    return Reading(
        part="noun", number=tag.number or "sing", gender=_GENDERS.get(tag.gender or "", ""),
        animate="anim" in tag, known=bool(parse.is_known), fixed=fixed, tags=frozenset(tag.grammemes),
        word=word if fixed else chosen[0], singular=singular, plural=plural, locative=locative,
    )  # fmt: skip


def _adjective(parse: Any) -> Reading:
    tag = parse.tag
    return Reading(
        part="adj", number=tag.number, gender=_GENDERS.get(tag.gender or "", ""), animate=False,
        known=bool(parse.is_known), fixed="Fixd" in tag, tags=frozenset(tag.grammemes), word=parse.word,
    )  # fmt: skip


def _read(word: str) -> Iterator[Reading]:
    for parse in _parses(word):
        tag = parse.tag
        if tag.case != "nomn" or not _common(tag):
            continue
        if tag.POS == "NOUN":
            noun = _noun(word, parse)
            if noun:
                yield noun
        elif tag.POS in _ADJECTIVES:
            yield _adjective(parse)


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[Reading, ...]:
    """Give every nominative reading of a word in lower case, likeliest first; ё may be typed as е."""
    return tuple(dict.fromkeys(_read(word)))


@lru_cache(maxsize=8192)
def grammemes(word: str) -> tuple[frozenset[str], ...]:
    """Give the grammemes of every known reading of a word in any form."""
    return tuple(frozenset(parse.tag.grammemes) for parse in _parses(word) if parse.is_known)


def common_noun(word: str, gender: str) -> Reading | None:
    """Find the common noun that a surname is spelled like, animate before inanimate."""
    found = [
        reading for reading in readings(word)
        if reading.part == "noun" and reading.known and reading.number == "sing" and reading.gender == gender
        and not reading.fixed and not reading.tags & {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"}
    ]  # fmt: skip
    return next((reading for reading in found if reading.animate), found[0] if found else None)


def is_given_name(word: str) -> bool:
    """Tell whether the dictionary has the word as a man's given name: Лазарь, Игорь."""
    return any("Name" in reading.tags and reading.known and reading.gender == "m" for reading in readings(word))


def dictionary_surname(word: str, gender: str) -> Reading | None:
    """Find the word among the dictionary's surnames of that gender."""
    for reading in readings(word):
        if "Surn" in reading.tags and reading.known and reading.number == "sing" and reading.gender == gender:
            return reading
    return None


def _endings(stem: str, ending: str, tags: frozenset[str]) -> tuple[str, ...]:
    """Give gen, dat, ins, prep and, for the feminine, acc endings of an adjective's nominative."""
    possessive = bool(stem) and ("Poss" in tags or stem == "трет")
    back = bool(stem) and stem[-1] in HUSHING | VELARS
    if ending in {"ый", "ой", "ое"} or (ending == "ий" and stem[-1:] in VELARS):
        soft = "им" if back else "ым"
        return ("ого", "ому", soft, "ом")
    if ending in {"ий", "ее"}:
        return ("ьего", "ьему", "ьим", "ьем") if possessive and ending == "ий" else ("его", "ему", "им", "ем")
    table = {
        "ье": ("ьего", "ьему", "ьим", "ьем"),
        "ья": ("ьей", "ьей", "ьей", "ьей", "ью"),
        "яя": ("ей", "ей", "ей", "ей", "юю"),
        "ые": ("ых", "ым", "ыми", "ых"),
        "ие": ("их", "им", "ими", "их"),
        "ьи": ("ьих", "ьим", "ьими", "ьих"),
    }
    if ending == "ая":
        o = "ей" if stem[-1:] in HUSHING and stem + ending not in _STRESSED_FEMININE else "ой"
        return (o, o, o, o, "ую")
    return table.get(ending, ())


def decline_adjective(word: str, gender: str, *, animate: bool, tags: frozenset[str] = frozenset()) -> Paradigm:
    """Decline an adjective or a full participle by its own ending (Грамматика-80, § 1296–1304)."""
    tail = "ся" if word.endswith("ся") else ""
    base = word.removesuffix(tail)
    stem, ending = base[:-2], base[-2:]
    stem, found = _PRONOUNS.get(word) or (stem, _endings(stem, ending, tags))
    if not found:
        return Paradigm.fixed(word, f"«{word}»: краткое или притяжательное слово, склонение неизвестно")
    gen, dat, ins, prep = (stem + piece + tail for piece in found[:4])
    same = gen if animate and gender != "n" else word
    acc = stem + found[4] + tail if len(found) > 4 else same
    return Paradigm.of((word, gen, dat, acc, ins, prep))
