"""Positions and organisations: which groups of the phrase decline and which words stay frozen.

The head noun group from the left declines, its tail does not: «учителю | математики». A group beside it
(after a comma, «и», a dash, in brackets, or an apposed generic noun) declines too when it is itself in
the nominative. Rules: Розенталь, § 154, 192–193, 210; Грамота.ру on quoted names and abbreviations.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from service.language.cases import CASES, Kind, Paradigm, combine
from service.language.dictionary import Reading, grammemes
from service.language.numbers import ordinal
from service.language.persons import decline_person
from service.language.phrase_heads import Group, Wanted, decline_participle, decline_town, find_group
from service.language.phrase_tokens import Token, tokenise
from service.language.wordlists import words

State = Literal["start", "abbreviated", "list", "dash", "tail", "named", "closed"]

_TRADER = re.compile(r"(ИП|индивидуальный предприниматель)(\s+)([А-ЯЁ][^«»\"„“]*)", re.IGNORECASE)
_NO_HEAD = "не найдено слово в именительном падеже, которое нужно склонять"
_LEFT = "«{}» после сокращения оставлено как есть: если это именительный падеж, впишите нужный"
_JOINING = frozenset(("и", "или", "либо"))
_MORE = frozenset(("а", "также", "он", "она", "же"))
_LOCATIVE = re.compile(r"\b((?:дет)?сад|полк|порт|лес)е\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading of the phrase has come to."""

    state: State = "start"
    number: str = ""
    gender: str = ""
    found: bool = False
    frozen: bool = False
    preposition: bool = False
    hereinafter: bool = False  # inside «(далее – Школа)»: the defined word stays in the nominative


@lru_cache(maxsize=4096)
def decline_phrase(text: str, kind: Kind) -> Paradigm:
    """Decline a position (animate accusative) or an organisation (inanimate); the tail stays as typed."""
    trader = _TRADER.fullmatch(text) if kind == "org" else None
    if trader:  # the only organisation that is a person
        return combine((decline_phrase(trader[1], "position"), trader[2], decline_person(trader[3])))
    tokens = tokenise(text)
    pieces: list[Paradigm | str] = []
    place, at = _Place(), 0
    choose = _position_wanted if kind == "position" else _org_wanted
    while at < len(tokens):
        group = _group(tokens, at, place, choose)
        if group:
            group = decline_town(tokens, group) if kind == "org" and place.state == "start" else group
            pieces.extend(_with_locative(group) if kind == "org" else group.pieces)
            _decline_ordinal(tokens, pieces, at, group)
            number, gender = place.number or group.number, place.gender or group.gender
            place, at = _Place("tail", number, gender, found=True), group.end
            continue
        place = _step(place, tokens[at])
        pieces.append(tokens[at].text)
        at += 1
    table = combine(pieces)
    if not place.found and not place.frozen and not _only_abbreviations(tokens):
        return Paradigm.fixed(text, _NO_HEAD)
    left = left_in_nominative(tokens) if kind == "position" else ""
    return table.doubtful(_LEFT.format(left)) if left else table


def is_bare_head(text: str) -> bool:
    """Tell whether a position is its head group alone, without a tail: «наставник», «старший воспитатель»."""
    tokens = tokenise(text)
    group = find_group(tokens, 0, Wanted(animate=True, accepts=_anybody)) if tokens else None
    return group is not None and group.end == len(tokens)


def _group(
    tokens: Sequence[Token], at: int, place: _Place, choose: Callable[[_Place], Wanted | None]
) -> Group | None:
    if tokens[at].kind != "word" or place.preposition or _is_frozen_word(tokens[at]):
        return None
    wanted = choose(place)
    if wanted is None:
        return None
    group = find_group(tokens, at, wanted)
    if group is None and not wanted.animate and place.state == "list":
        return decline_participle(tokens, at, place.number or "sing", place.gender or "n")  # МБОУ, расположенное
    if group and place.state == "start" and group.number == "plur" and _after_shortened(tokens, at):
        return None
    if group is None or (place.number and group.number != place.number and place.state != "dash"):
        return None
    return group


def _after_shortened(tokens: Sequence[Token], at: int) -> bool:
    """Tell «асс. директора», a genitive after a shortened noun, from «директора», heads of schools."""
    shortened = any(token.kind == "short" for token in tokens[max(0, at - 2) : at])
    return shortened and any({"NOUN", "sing", "gent"} <= found for found in grammemes(tokens[at].lower))


def _is_frozen_word(token: Token) -> bool:
    """Tell замдиректора and врио, which have one form, and adverbs."""
    lower = token.lower
    if lower in words("frozen_starts"):
        return True
    if not lower.startswith(("зам", "зав", "пом", "мин")) or any(
        "nomn" in g and "Fixd" not in g for g in grammemes(lower)
    ):
        return False
    rest = grammemes(lower[3:])
    return any("Fixd" in g for g in grammemes(lower)) or any(
        {"NOUN", "sing"} <= g and g & {"gent", "ablt"} for g in rest
    )


def _step(place: _Place, token: Token) -> _Place:
    """Move past a token that does not decline."""
    opened = _opened(place, token)
    if opened:
        return replace(place, state=opened, preposition=False, hereinafter=False)
    if token.kind == "other" and token.text.isspace():
        return place
    preposition = token.kind == "word" and token.lower in words("prepositions")
    if token.kind == "short" and token.lower.replace(" ", "") in {"им.", "ул.", "г.", "с.", "п.", "пгт.", "д."}:
        return replace(place, state="closed" if place.found or place.state == "tail" else place.state)
    if token.kind == "word" and token.lower in {"имени", "далее", "именуемое", "именуемый", "именуемая"}:
        return replace(place, state="closed", preposition=False, hereinafter=token.lower != "имени")
    if place.state == "start":
        return _step_at_start(place, token)
    state: State = place.state
    if place.state in {"list", "dash"}:
        kept = token.kind in {"capitals", "short", "quoted"} or (token.kind == "word" and _is_adverb(token.lower))
        state = place.state if kept else "tail"
    elif token.kind == "quoted":
        state = "named" if place.state != "closed" else "closed"
    return replace(place, state=state, preposition=preposition)


def _opened(place: _Place, token: Token) -> State | None:
    """Tell which marks let a new group begin."""
    if place.hereinafter and token.kind != "close":
        return None
    if token.kind == "dash":
        return "dash"
    if token.kind == "word" and token.lower in _JOINING:
        return place.state if place.state in {"start", "closed"} else "list"
    if token.kind in {"comma", "slash", "open"} or (place.state == "list" and token.lower in _MORE):
        return "list"
    if token.kind == "close":
        return "tail" if place.found or place.frozen else "start"
    return None


def _step_at_start(place: _Place, token: Token) -> _Place:
    lower = token.lower.replace(" ", "")
    if (
        lower in words("frozen_starts")
        or lower.rstrip(".") in words("frozen_starts")
        or "и.о." in lower
        or _is_frozen_word(token)
    ):
        return replace(place, state="tail", frozen=True)
    if token.kind == "capitals":
        return replace(place, state="abbreviated")
    if token.kind == "word" and not _is_adverb(lower):
        return replace(place, state="tail")
    return place


def _is_adverb(word: str) -> bool:
    return any("ADVB" in found for found in grammemes(word))


def _position_wanted(place: _Place) -> Wanted | None:
    if place.state in {"tail", "named", "closed"}:
        return None
    if place.state == "start":
        return Wanted(animate=True, accepts=_anybody)
    return Wanted(animate=True, accepts=_person, adjective=place.state != "abbreviated", ambiguous=False)


def _anybody(reading: Reading, word: str) -> bool:
    """Accept any head but «образования» and its like, which after «пед. доп.» are genitives."""
    plural_thing = reading.number == "plur" and not reading.animate
    return not (plural_thing and any({"NOUN", "inan", "sing", "gent"} <= g for g in grammemes(word)))


def _person(reading: Reading, word: str) -> bool:
    """Accept a person after a comma or «и», but not «математики» that may be the genitive of a subject."""
    if reading.fixed or not (reading.animate or (not reading.known and "anim" in reading.tags)):
        return False
    return not (reading.number == "plur" and any({"NOUN", "inan", "sing", "gent"} <= g for g in grammemes(word)))


def _org_wanted(place: _Place) -> Wanted | None:
    if place.state == "start":
        return Wanted(animate=False, abbreviation=True)
    if place.state == "closed":
        return None
    beside = place.state in {"abbreviated", "dash"}
    return Wanted(animate=False, accepts=_generic, abbreviation=beside, adjective=False)


def left_in_nominative(tokens: Sequence[Token]) -> str:
    """Find a generic noun typed in the nominative inside a tail: «заведующий МБДОУ | детский сад»."""
    wanted = Wanted(animate=False, accepts=_generic, adjective=False)
    for at in range(2, len(tokens) - 2):
        if tokens[at].kind == "capitals" and tokens[at + 1].text.isspace():
            group = find_group(tokens, at + 2, wanted)
            if group and group.number == "sing":
                return "".join(token.text for token in tokens[at + 2 : group.end])
    return ""


def _generic(reading: Reading, word: str) -> bool:
    plural = reading.number == "plur" and reading.word != "ясли" and word != "ясли"
    return word.rpartition("-")[2] in words("org_nouns") and not plural


def _decline_ordinal(tokens: Sequence[Token], pieces: list[Paradigm | str], at: int, group: Group) -> None:
    """Decline «1-й» right before the head: 1-го заместителя, 1-й гимназии."""
    found = re.fullmatch(r"(\d+)-[йяе]", tokens[at - 2].text) if at > 1 else None
    if found and tokens[at - 1].text.isspace():
        gender = "pl" if group.number == "plur" else group.gender or "m"
        animate = _is_accused_alike(group)
        forms = tuple(ordinal(int(found[1]), case, gender, animate=animate) for case in CASES)
        pieces[at - 2] = Paradigm(forms)


def _is_accused_alike(group: Group) -> bool:
    last = next(piece for piece in reversed(group.pieces) if isinstance(piece, Paradigm))
    return last.form("acc") == last.form("gen")


def _with_locative(group: Group) -> Sequence[Paradigm | str]:
    """Give «сад» its second prepositional: о саде, в саду; other nouns have one in speech only."""
    last = group.pieces[-1]
    if not isinstance(last, Paradigm):
        return group.pieces
    locative = last.forms[5]
    if group.number == "sing" and group.noun:
        locative = _LOCATIVE.sub(lambda found: found[1] + ("У" if found[0].isupper() else "у"), locative)
    return (*group.pieces[:-1], Paradigm((*last.forms[:6], locative), last.doubts))


def _only_abbreviations(tokens: Sequence[Token]) -> bool:
    return any(token.kind in {"capitals", "quoted"} for token in tokens) and not any(
        token.kind == "word" and token.text[:1].islower() for token in tokens[:3]
    )
