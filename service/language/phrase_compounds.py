"""Writing one noun of a phrase in its cases: plain or hyphenated, with the typed letters kept."""

import re

from service.language.cases import Paradigm, combine
from service.language.dictionary import Reading, readings
from service.language.letters import graft
from service.language.surname_stems import noun_of_man
from service.language.wordlists import words

NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Abbr"))
GUESSED = "слова «{}» нет в словаре"
_HYPHEN = re.compile("([-‑–])")
_AGENTS = ("тор", "тель", "ер", "ист", "ник", "лог", "ант")


def is_regular(word: str) -> bool:
    """Tell a new word that declines without fail: listed, or with a productive suffix."""
    return word in words("position_new") or word.endswith(tuple(words("regular_endings")))


def leading_half(word: str, number: str) -> Reading | None:
    """Find the first noun of «школа-интернат», with which adjectives agree; None when it does not decline."""
    first, hyphen, last = word.partition("-")
    if not hyphen or first in words("position_frozen_first"):
        return None
    for half in readings(first):
        plain = half.part == "noun" and half.known and not half.fixed and not half.tags & NAMES
        if plain and (half.number == number or last == "ясли"):
            return half
    return None


def decline_compound(typed: str, reading: Reading, *, animate: bool) -> Paradigm:
    """Decline учитель-логопед in both parts, веб-мастер and премьер-министр only in the last.

    `reading` is that of the last part; `animate` asks for the accusative of a person.
    """
    *before, last = _HYPHEN.split(typed)
    pieces: list[Paradigm | str] = []
    for place, piece in enumerate(before):
        pieces.append(piece if place % 2 else _first_half(piece, reading, animate=animate))
    pieces.append(_decline_noun(last, reading, animate=animate))
    return combine(pieces)


def _decline_noun(typed: str, reading: Reading, *, animate: bool) -> Paradigm:
    table = reading.paradigm(animate=_is_animate(typed.lower(), reading, animate=animate))
    nominative = table.forms[0]
    written = Paradigm((typed, *(graft(typed, nominative, form) for form in table.forms[1:])))
    singular = reading.singular[0] if reading.singular else typed.lower()
    regular = reading.known or reading.fixed or is_regular(typed.lower()) or is_regular(singular)
    return written if regular else written.doubtful(GUESSED.format(typed))


def _is_animate(word: str, reading: Reading, *, animate: bool) -> bool:
    """Tell the accusative: a position names a person, even a модератор, whom the dictionary takes for a thing."""
    if not animate:
        return reading.animate and reading.known
    agent = word.endswith(_AGENTS) and word not in words("org_nouns")
    return reading.animate or not reading.known or agent


def _first_half(first: str, reading: Reading, *, animate: bool) -> Paradigm:
    lower = first.lower()
    if lower in words("position_frozen_first"):
        return Paradigm.fixed(first)
    if lower in words("position_new") and reading.number == "sing":
        return noun_of_man(lower).map(lambda form: graft(first, lower, form))
    found = readings(lower)
    for half in found:
        if _pairs(half, lower, reading) and (half.animate or not animate):
            return _decline_noun(first, half, animate=animate)
    for half in found:  # заведующий-методист
        if half.part == "adj" and half.known and (half.number, half.gender) == (reading.number, reading.gender):
            table = half.paradigm(animate=animate)
            return Paradigm(tuple(graft(first, half.word, form) for form in table.forms))
    sure = any(half.known for half in found) or not lower.isalpha() or first.isupper()
    return Paradigm.fixed(first, "" if sure else GUESSED.format(first))


def _pairs(half: Reading, word: str, reading: Reading) -> bool:
    """Tell whether a first half declines beside the last one: both nouns of the same number."""
    if half.part != "noun" or half.fixed or half.tags & NAMES or not (half.known or is_regular(word)):
        return False
    return half.number == reading.number or "ясли" in {word, reading.word}
