"""Adjectives in a row before a noun: which of them agree, and their forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.language.cases import Paradigm
from service.language.dictionary import Reading, readings
from service.language.letters import graft
from service.language.phrase_tokens import Token


@dataclass(frozen=True, slots=True)
class Run:
    """Adjectives in agreement: their places, the place after them, their number and gender.

    `unbroken` is how many of them stand before the first comma or «и».
    """

    start: int
    places: tuple[int, ...]
    end: int
    unbroken: int
    number: str = ""
    gender: str = ""


def adjective_reading(word: str, number: str = "", gender: str = "") -> Reading | None:
    """Read a lower-case word as an adjective in the nominative; of «учебно-методический» the last part."""
    plain = word.rpartition("-")[2]
    for reading in readings(plain):
        fits = reading.part == "adj" and not reading.fixed and reading.number in {number or reading.number}
        if fits and (gender in {"", reading.gender} or number == "plur"):
            return reading
    return None


def skip_blank(tokens: Sequence[Token], at: int) -> int:
    """Step over blanks."""
    while at < len(tokens) and tokens[at].kind == "other" and tokens[at].text.isspace():
        at += 1
    return at


def adjectives(tokens: Sequence[Token], start: int) -> Run:
    """Collect adjectives: «средняя (полная) общеобразовательная», «детский и юношеский»."""
    places: list[int] = []
    number = gender = ""
    at, end, broken, unbroken = start, start, False, 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            reading = adjective_reading(token.lower, number, gender)
            if reading is None:
                break
            places.append(at)
            number, gender = reading.number, reading.gender
            unbroken += not broken
            end = at = skip_blank(tokens, at + 1)
            joint = _joint(tokens, at)
            if joint:
                broken = broken or tokens[at].kind != "open"
                at = joint
        elif token.kind == "close" and places:
            end = at = skip_blank(tokens, at + 1)
        else:
            break
    return Run(start, tuple(places), end, unbroken, number, gender)


def _joint(tokens: Sequence[Token], at: int) -> int:
    """Step over «и», a comma or an opening bracket that may join two adjectives; 0 when there is none."""
    if at >= len(tokens):
        return 0
    token = tokens[at]
    if token.kind in {"comma", "open"} or (token.kind == "word" and token.lower == "и"):
        return skip_blank(tokens, at + 1)
    return 0


def decline_run(tokens: Sequence[Token], run: Run, end: int, *, animate: bool) -> list[Paradigm | str]:
    """Decline the adjectives of a run up to `end`; what stands between them stays."""
    pieces: list[Paradigm | str] = []
    for at in range(run.start, end):
        token = tokens[at]
        reading = adjective_reading(token.lower, run.number, run.gender) if at in run.places else None
        pieces.append(_written(token.text, reading, animate=animate) if reading else token.text)
    return pieces


def _written(typed: str, reading: Reading, *, animate: bool) -> Paradigm:
    cut = max(map(typed.rfind, "-‑–")) + 1
    head, last = typed[:cut], typed[cut:]
    table = reading.paradigm(animate=animate)
    forms = tuple(head + graft(last, reading.word, form) for form in table.forms)
    return Paradigm(forms, table.doubts)
