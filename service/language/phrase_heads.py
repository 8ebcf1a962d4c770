"""Finding the head noun group at a place of a phrase: adjectives, then the noun; or an adjective as head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.language.cases import Paradigm
from service.language.dictionary import Reading, readings
from service.language.letters import CONSONANTS, graft
from service.language.phrase_tokens import Token
from service.language.surname_stems import noun_of_man
from service.language.wordlists import words

_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Abbr"))
_GUESSED = "слова «{}» нет в словаре"


@dataclass(frozen=True, slots=True)
class Group:
    """A head group: its table for every token it covers, where it ends, its number and gender."""

    pieces: tuple[Paradigm | str, ...]
    end: int
    number: str
    gender: str
    lemma: str
    noun: bool = True
    animate: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may be a head here: `animate` accusatives (positions), and a test of the noun."""

    animate: bool
    accepts: Callable[[Reading, str], bool]
    abbreviation: bool = False
    adjective: bool = True


@dataclass(frozen=True, slots=True)
class _Run:
    """Adjectives in a row: their places, and the place after them."""

    places: tuple[int, ...]
    end: int
    first_break: int  # how many of them stand before the first comma or «и»


def find_group(tokens: Sequence[Token], start: int, wanted: Wanted) -> Group | None:
    """Find the group that begins exactly at `start`, None when no nominative head begins there."""
    run = _adjectives(tokens, start)
    number, gender = _agreement(tokens, run) if run.places else ("", "")
    at = run.end
    if at < len(tokens) and (not run.places or at > start):
        noun = _noun_at(tokens, at, wanted, number, gender)
        if noun:
            return _joined(tokens, start, run, at, noun, wanted)
        if wanted.abbreviation and run.places and tokens[at].kind == "capitals":
            pieces = _decline_run(tokens, start, at, run.places, number, gender, animate=False)
            return Group((*pieces, tokens[at].text), at + 1, number, gender, tokens[at].lower)
    if run.places and wanted.adjective:
        return _adjective_head(tokens, start, run, wanted, number, gender)
    return None


def _adjective_reading(word: str, number: str = "", gender: str = "") -> Reading | None:
    plain = word.rpartition("-")[2] if "-" in word else word
    for reading in readings(plain):
        if reading.part == "adj" and not reading.fixed and reading.number in {number or reading.number}:
            if gender in {"", reading.gender} or number == "plur":
                return reading
    return None


def _skip_blank(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].kind == "other" and tokens[at].text.isspace():
        at += 1
    return at


def _adjectives(tokens: Sequence[Token], start: int) -> _Run:
    """Collect adjectives in agreement: «средняя (полная) общеобразовательная», «детский и юношеский»."""
    places: list[int] = []
    number = gender = ""
    at, end, broken, first_break = start, start, False, 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            reading = _adjective_reading(token.lower, number, gender)
            if reading is None:
                break
            places.append(at)
            number, gender = reading.number, reading.gender
            first_break += not broken
            end = at = _skip_blank(tokens, at + 1)
            joint = _joint(tokens, at)
            if joint:
                broken = broken or tokens[at].kind != "open"
                at = joint
        elif token.kind == "close" and places:
            end = at = _skip_blank(tokens, at + 1)
        else:
            break
    return _Run(tuple(places), end, first_break)


def _joint(tokens: Sequence[Token], at: int) -> int:
    """Step over «и», a comma or an opening bracket that may join two adjectives; 0 when there is none."""
    if at >= len(tokens):
        return 0
    token = tokens[at]
    if token.kind in {"comma", "open"} or (token.kind == "word" and token.lower == "и"):
        return _skip_blank(tokens, at + 1)
    return 0


def _agreement(tokens: Sequence[Token], run: _Run) -> tuple[str, str]:
    reading = _adjective_reading(tokens[run.places[0]].lower)
    return (reading.number, reading.gender) if reading else ("", "")


def _fits(reading: Reading, number: str, gender: str) -> bool:
    if reading.part != "noun" or reading.tags & _NAMES:
        return False
    if number and (reading.number != number and not reading.fixed):
        return False
    both = "ms-f" in reading.tags or not reading.gender or reading.fixed
    return not gender or reading.number == "plur" or reading.gender == gender or both


def _noun_at(
    tokens: Sequence[Token], at: int, wanted: Wanted, number: str, gender: str
) -> tuple[Paradigm, Reading] | None:
    token = tokens[at]
    if token.kind != "word":
        return None
    last = token.lower.rpartition("-")[2]
    found = [r for r in readings(last) if _fits(r, number, gender) and wanted.accepts(r, token.lower)]
    found.sort(key=lambda r: (not r.known, r.animate != wanted.animate, r.number != "sing"))
    if not found:
        return _unknown_noun(token, wanted, number, gender)
    reading = found[0]
    return _hyphenated(token, reading, wanted), reading


def _unknown_noun(token: Token, wanted: Wanted, number: str, gender: str) -> tuple[Paradigm, Reading] | None:
    """Decline a new word on a consonant (коуч) that the dictionary cannot even guess; always doubted."""
    word = token.lower
    if "-" in word or word[-1] not in CONSONANTS or any(r.known for r in readings(word)) or len(word) < 4:
        return None
    if number == "plur" or gender in {"f", "n"}:
        return None
    reading = Reading("noun", "sing", "m", wanted.animate, False, False, frozenset(), word)
    if not wanted.accepts(reading, word) or word.endswith(("ов", "ев", "их", "ых", "ам", "ям", "ах", "ях")):
        return None
    table = noun_of_man(word)
    forms = table.forms if wanted.animate else (*table.forms[:3], word, *table.forms[4:])
    table = Paradigm(forms).doubtful(_GUESSED.format(token.text))
    return table.map(lambda form: graft(token.text, word, form)), reading


def _decline_noun(typed: str, reading: Reading, wanted: Wanted) -> Paradigm:
    animate = (reading.animate or not reading.known) if wanted.animate else reading.animate and reading.known
    table = reading.paradigm(animate=animate)
    nominative = table.forms[0]
    written = Paradigm((typed, *(graft(typed, nominative, form) for form in table.forms[1:])))
    guessed = not reading.known and not typed.lower().endswith(_REGULAR)
    return written.doubtful(_GUESSED.format(typed)) if guessed and not reading.fixed else written


_REGULAR = tuple(
    [
        "ор",
        "ер",
        "ёр",
        "ист",
        "лог",
        "ант",
        "ент",
        "ик",
        "ник",
        "тель",
        "тор",
        "педагог",
        "граф",
        "вед",
        "фон",
        "ниум",
        "риум",
        "иум",
        "ция",
        "ка",
        "метр",
        "навт",
        "рь",
    ]
)


def _hyphenated(token: Token, reading: Reading, wanted: Wanted) -> Paradigm:
    """Decline учитель-логопед in both parts, веб-мастер and премьер-министр only in the last."""
    *firsts, last = token.text.replace("‑", "-").split("-")
    tables = [_first_half(first, reading, wanted) for first in firsts]
    tables.append(_decline_noun(last, reading, wanted))
    forms = tuple("-".join(table.forms[i] for table in tables) for i in range(7))
    doubts = tuple("; ".join(dict.fromkeys(t.doubts[i] for t in tables if t.doubts[i])) for i in range(7))
    return Paradigm((token.text, *forms[1:]), doubts)


def _first_half(first: str, reading: Reading, wanted: Wanted) -> Paradigm:
    lower = first.lower()
    if lower in words("position_frozen_first"):
        return Paradigm.fixed(first)
    for half in readings(lower):
        same = half.part == "noun" and half.known and half.number == reading.number and not half.fixed
        if same and not half.tags & _NAMES and (half.animate or not wanted.animate):
            return _decline_noun(first, half, wanted)
    return Paradigm.fixed(first)


def _decline_run(
    tokens: Sequence[Token],
    start: int,
    end: int,
    places: Sequence[int],
    number: str,
    gender: str,
    *,
    animate: bool,
) -> list[Paradigm | str]:
    pieces: list[Paradigm | str] = []
    for at in range(start, end):
        token = tokens[at]
        reading = _adjective_reading(token.lower, number, gender) if at in places else None
        if reading is None:
            pieces.append(token.text)
            continue
        head, hyphen, last = token.text.rpartition("-")
        table = reading.paradigm(animate=animate)
        pieces.append(
            table.map(lambda form, h=head + hyphen, t=last, n=reading.word: h + graft(t, n, form))  # type: ignore[misc]
        )
    return pieces


def _joined(
    tokens: Sequence[Token], start: int, run: _Run, at: int, noun: tuple[Paradigm, Reading], wanted: Wanted
) -> Group:
    table, reading = noun
    animate = table.forms[3] != table.forms[0] if reading.gender == "m" or reading.number == "plur" else True
    agree = {"m": "m", "f": "f", "n": "n"}.get(reading.gender, "")
    number = reading.number
    first = _adjective_reading(tokens[run.places[0]].lower) if run.places else None
    if first and reading.fixed:
        number, agree, animate = first.number, first.gender, wanted.animate
    gender = "" if number == "plur" else (first.gender if first else agree)
    pieces = _decline_run(tokens, start, at, run.places, number, gender, animate=animate)
    return Group((*pieces, table), at + 1, number, agree, tokens[at].lower, animate=reading.animate)


def _adjective_head(
    tokens: Sequence[Token], start: int, run: _Run, wanted: Wanted, number: str, gender: str
) -> Group:
    places = run.places[: run.first_break]
    end = places[-1] + 1
    pieces = _decline_run(tokens, start, end, places, number, gender, animate=wanted.animate)
    return Group(tuple(pieces), end, number, gender, tokens[places[-1]].lower, noun=False, animate=wanted.animate)
