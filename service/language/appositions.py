"""A name beside a position: «наставник Иванова М. И., учитель начальных классов» in one case.

What is a person and what is a position is told by capitals and initials; a name that may be a genitive
(«заместитель директора Иванова И. И.») is left as typed and doubted.
"""

import re
from functools import lru_cache

from service.language.cases import Gender, Kind, Paradigm, combine
from service.language.gender import guess_gender
from service.language.persons import decline_person
from service.language.phrases import decline_phrase, is_bare_head
from service.language.wordlists import words

_WORD = r"[А-ЯЁ][а-яё]+(?:[-‑][А-ЯЁ][а-яё]+)*"
_INITIALS = r"[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|ич|вна|чна|шна)"
_NAME = re.compile(
    rf"(?<![^\s(])(?:{_WORD}\s{_INITIALS}|{_INITIALS}\s?{_WORD}|{_WORD}\s{_WORD}\s{_PATRONYMIC}(?![а-яё])"
    rf"|{_WORD}\s{_PATRONYMIC}\s{_WORD})"
)
_AFTER_NAMED = re.compile(r"(?:имени|им\.|памяти|во имя)\s*\Z", re.IGNORECASE)
_IN_LIST = re.compile(r"[,;–—-]\s*\Z")
_GENITIVE = "«{}»: имя после должности может стоять в родительном падеже, оставлено как есть"
_SURNAME = "«{}» похоже на имя человека, а не на должность"
_COMMA = re.compile(r"(\s*[,;]\s+)")


@lru_cache(maxsize=4096)
def decline_position(text: str) -> Paradigm:
    """Decline a position, with a name in it when the name is plainly in the nominative."""
    found = _NAME.search(text)
    if found is None:
        return decline_phrase(text, "position")
    before, name, after = text[: found.start()], found[0], text[found.end() :]
    if not before.strip():
        return decline_phrase(text, "position").doubtful(_SURNAME.format(name))
    if _AFTER_NAMED.search(before):
        return decline_phrase(text, "position")
    beside = _IN_LIST.search(before) or is_bare_head(before.rstrip())
    if not beside and not _is_plain_nominative(name):
        table = decline_phrase(text, "position")
        return table.doubtful(_GENITIVE.format(name)) if name.split()[0].endswith(("а", "я")) else table
    return combine((decline_phrase(before, "position"), decline_person(name), _rest(after, None)))


@lru_cache(maxsize=4096)
def decline_person_text(text: str, gender: Gender | None) -> Paradigm:
    """Decline a person's name, several names, or a name with positions before and after it."""
    if "," not in text and ";" not in text and not text[:1].islower():
        return decline_person(text, gender)
    found = _NAME.search(text)
    if found is None or (found.end() < len(text) and not _COMMA.match(text, found.end())):
        return decline_person(text, gender)
    before, name, after = text[: found.start()], found[0], text[found.end() :]
    if before.strip() and (not before[:1].islower() or before.split()[-1] in words("nobiliary")):
        return decline_person(text, gender)
    head = decline_phrase(before, "position") if before.strip() else before
    return combine((head, decline_person(name, gender), _rest(after, gender)))


def _rest(text: str, gender: Gender | None) -> Paradigm | str:
    """Decline what follows a name: after each comma a position or another name."""
    pieces: list[Paradigm | str] = []
    for place, piece in enumerate(_COMMA.split(text)):
        if place % 2 or not piece.strip():
            pieces.append(piece)
        else:
            pieces.append(_piece(piece, gender))
    return combine(pieces)


def _piece(piece: str, gender: Gender | None) -> Paradigm:
    if _NAME.match(piece):
        return decline_person_text(piece, gender)
    kind: Kind = "position"
    return decline_phrase(piece, kind)


def _is_plain_nominative(name: str) -> bool:
    """Tell «Петров И. И.», «Иванова Мария Ивановна» from «Иванова И. И.», which may be of Иванов."""
    typed = [word for word in name.split() if not word.endswith(".")]
    if len(typed) == 3:
        return True
    return guess_gender(name) == "m" and not typed[0].endswith(("а", "я", "ого", "его"))
