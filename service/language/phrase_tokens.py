"""Cutting a position or an organisation into words, quoted names, marks and everything else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.language.dictionary import Reading, readings
from service.language.letters import is_capitals
from service.language.wordlists import words

TokenKind = Literal["word", "capitals", "short", "quoted", "comma", "dash", "slash", "open", "close", "other"]

_OPENING = {"«": "»", "„": "“", "“": "”", '"': '"', "'": "'", "”": "”", "‟": "”"}
_PIECE = re.compile(
    r"(?P<word>[^\W\d_]+(?:[-‑–’'][^\W_]+)*)|(?P<dash>\s+[-–—−]\s+)|(?P<comma>[,;])|(?P<slash>/)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<other>\s+|[\d№](?:[^\s,;()«»]|,(?=\d))*|.)",
    re.DOTALL,
)
_HALVES = re.compile("([^-‑–]+)([-‑–])([^-‑–]+)")
_BLANK = frozenset(("", " ", "\u00a0"))
_SHORT = re.compile(r"(?:вр\.\s?)?и\.\s?о\.|[дя]/с(?![^\W\d_])|и/о(?![^\W\d_])|[А-ЯЁа-яё]{1,6}\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `capitals` is a word that is an abbreviation (МБОУ), `short` has a stop (ст.)."""

    text: str
    kind: TokenKind

    @property
    def lower(self) -> str:
        """Give the word in lower case with a plain hyphen."""
        return self.text.lower().replace("‑", "-").replace("–", "-")


def tokenise(text: str) -> list[Token]:
    """Cut the text; the tokens join back to it."""
    bare = "".join(piece for piece, quoted in _mask(text) if not quoted)
    shouting = not any(letter.islower() for letter in bare)
    tokens: list[Token] = []
    for piece, quoted in _mask(text):
        if quoted:
            tokens.append(Token(piece, "quoted"))
        else:
            tokens.extend(_cut(piece, shouting=shouting))
    return tokens


def _mask(text: str) -> Iterator[tuple[str, bool]]:
    """Part quoted names from the rest, nested quotes inside; a quote that is never closed is no quote."""
    start = position = 0
    while position < len(text):
        if text[position] in _OPENING and (text[position] != "'" or text[position - 1 : position] in _BLANK):
            end = _closing(text, position)
            if end:
                yield text[start:position], False
                yield text[position:end], True
                start = position = end
                continue
        position += 1
    yield text[start:], False


def _closing(text: str, start: int) -> int:
    opening = text[start]
    closing = _OPENING[opening]
    if opening == closing:
        return text.find(closing, start + 1) + 1
    depth = 0
    for position in range(start, len(text)):
        if text[position] == opening and opening != closing:
            depth += 1
        elif text[position] == closing and position > start:
            depth -= 1
            if depth <= 0:
                return position + 1
    return _unbalanced(text, start, closing)


def _unbalanced(text: str, start: int, closing: str) -> int:
    """«СОШ «Радуга» – the inner quote is closed, the outer one is not: take all up to the last mark."""
    return text.rfind(closing) + 1 if text.rfind(closing) > start else 0


def _cut(piece: str, *, shouting: bool) -> Iterator[Token]:
    position = 0
    while position < len(piece):
        short = _SHORT.match(piece, position)
        if short and (position == 0 or not piece[position - 1].isalpha()):
            yield Token(short[0], "short")
            position = short.end()
            continue
        found = _PIECE.match(piece, position)
        assert found is not None  # noqa: S101 - the last alternative takes any character
        kind = found.lastgroup or "other"
        position = found.end()
        if kind == "word":
            yield from _word(found[0], shouting=shouting)
        else:
            yield Token(found[0], kind)  # type: ignore[arg-type]  # names of the groups are kinds


def _word(text: str, *, shouting: bool) -> Iterator[Token]:
    """Give a word; «школа-детский» comes as three tokens, for «детский» belongs to what follows."""
    halves = _HALVES.fullmatch(text)
    if halves and _is_pair(halves[1], halves[3]):
        yield Token(halves[1], "word")
        yield Token(halves[2], "dash")
        yield Token(halves[3], "word")
        return
    yield Token(text, "capitals" if _is_abbreviation(text, shouting=shouting) else "word")


def _is_pair(first: str, rest: str) -> bool:
    """Tell «школа-детский», «директор-главный» from «Ханты-Мансийский», one adjective of a proper name."""
    nouns = first.lower() in words("org_nouns") or (rest[:1].islower() and _is_noun(first))
    return nouns and _is_adjective(rest)


def _is_adjective(word: str) -> bool:
    found = readings(word.lower())
    return any(reading.part == "adj" and reading.known for reading in found) and not _is_noun(word)


def _is_noun(word: str) -> bool:
    return any(reading.part == "noun" and reading.known for reading in readings(word.lower()))


def _ordinary(reading: Reading) -> bool:
    return reading.known and not reading.fixed and "Abbr" not in reading.tags


def _is_abbreviation(word: str, *, shouting: bool) -> bool:
    if not is_capitals(word.partition("-")[0]) or len(word) < 2:
        return word in {"СПбГУ", "МОиН", "ЦДиК"} or (sum(map(str.isupper, word)) > 2 and not word.isupper())
    if not is_capitals(word):
        return False
    if not shouting:
        return True
    return not any(_ordinary(reading) for reading in readings(word.lower().rpartition("-")[2]))
