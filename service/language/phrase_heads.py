"""Finding the head noun group at a place of a phrase: adjectives, then the noun; or an adjective as head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from service.language.cases import Paradigm
from service.language.dictionary import Reading, readings
from service.language.letters import CONSONANTS, graft
from service.language.phrase_adjectives import Run, adjective_reading, adjectives, decline_run, skip_blank
from service.language.phrase_compounds import GUESSED, NAMES, decline_compound, leading_half
from service.language.phrase_tokens import Token
from service.language.surname_stems import noun_of_man
from service.language.wordlists import words

_SETTLEMENTS = frozenset(("город", "село", "деревня", "посёлок", "поселок", "станица", "хутор", "аул"))
_TOWN = "название «{}» после слова «город», «село» и подобных оставлено как есть"
_OBLIQUE = ("ов", "ев", "ей", "ой", "их", "ых", "ам", "ям", "ах", "ях", "ом", "ем", "ым", "им")


def anything(_reading: Reading, _word: str) -> bool:
    """Accept any noun as a head."""
    return True


@dataclass(frozen=True, slots=True)
class Group:
    """A head group: its table for every token it covers, where it ends, its number and gender."""

    pieces: tuple[Paradigm | str, ...]
    end: int
    number: str
    gender: str
    lemma: str
    noun: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may be a head here.

    `animate` accusatives (positions); a test of the noun; whether an abbreviation after adjectives
    («Бондаревская СОШ»), an adjective alone and an adjective on -ой («участковый» yes, «основной школы»
    no) may be a head.
    """

    animate: bool
    accepts: Callable[[Reading, str], bool] = anything
    abbreviation: bool = False
    adjective: bool = True
    ambiguous: bool = True


def find_group(tokens: Sequence[Token], start: int, wanted: Wanted) -> Group | None:
    """Find the group that begins exactly at `start`, None when no nominative head begins there."""
    run = adjectives(tokens, start)
    at = run.end
    if at < len(tokens):
        found = _noun_at(tokens[at], wanted, run)
        if found:
            return _noun_group(tokens, run, found, wanted)
        if wanted.abbreviation and run.places and tokens[at].kind == "capitals":
            pieces = decline_run(tokens, run, at, animate=False)
            return Group((*pieces, tokens[at].text), at + 1, run.number, run.gender, tokens[at].lower)
    if run.places and wanted.adjective and not (at < len(tokens) and _thing_follows(tokens[at], run)):
        return _adjective_group(tokens, run, wanted)
    return None


def _thing_follows(token: Token, run: Run) -> bool:
    """Tell «детский сад» among positions: the adjective belongs to a noun that is no person."""
    return token.kind == "word" and any(
        _fits(r, run) and r.known for r in readings(token.lower.rpartition("-")[2])
    )


def _fits(reading: Reading, run: Run) -> bool:
    if reading.part != "noun" or reading.tags & NAMES:
        return False
    if run.number and (reading.number != run.number and not reading.fixed):
        return False
    both = "ms-f" in reading.tags or not reading.gender or reading.fixed
    return not run.gender or reading.number == "plur" or reading.gender == run.gender or both


def _noun_at(token: Token, wanted: Wanted, run: Run) -> tuple[Paradigm, Reading] | None:
    """Read a noun: its table and the reading that adjectives agree with."""
    if token.kind != "word":
        return None
    heads = [
        r for r in readings(token.lower.rpartition("-")[2])
        if r.part == "noun" and not r.tags & NAMES and wanted.accepts(r, token.lower)
    ]  # fmt: skip
    heads.sort(key=lambda r: (not r.known, r.animate != wanted.animate, r.number != "sing"))
    for head in heads:
        lead = leading_half(token.lower, head.number) or head
        agreed = head if _fits(head, run) and head.number == lead.number else lead
        if _fits(agreed, run):
            agreed = lead if _fits(lead, run) else head
            return decline_compound(token.text, head, animate=wanted.animate), agreed
    return _unknown_noun(token, wanted, run)


def _unknown_noun(token: Token, wanted: Wanted, run: Run) -> tuple[Paradigm, Reading] | None:
    """Decline a new word on a consonant (коуч) that the dictionary cannot even guess; doubted unless listed."""
    word = token.lower.rpartition("-")[2]
    sure = word in words("position_new")
    if not sure and ("-" in token.text or word[-1] not in CONSONANTS or len(word) < 4 or word.endswith(_OBLIQUE)):
        return None
    if run.number == "plur" or run.gender in {"f", "n"} or (not sure and any(r.known for r in readings(word))):
        return None
    table = noun_of_man(word)
    forms = table.forms if wanted.animate else (*table.forms[:3], word, *table.forms[4:])
    reading = Reading("noun", "sing", "m", wanted.animate, sure, False, frozenset(), word, singular=forms[:6])
    if not wanted.accepts(reading, word):
        return None
    written = decline_compound(token.text, reading, animate=wanted.animate)
    return (written if sure else written.doubtful(GUESSED.format(token.text))), reading


def _noun_group(tokens: Sequence[Token], run: Run, found: tuple[Paradigm, Reading], wanted: Wanted) -> Group:
    table, reading = found
    masculine = reading.gender == "m" or reading.number == "plur"
    animate = table.forms[3] != table.forms[0] if masculine else reading.gender == "f"
    if masculine and not wanted.animate:  # детский дом-школа, acc. детский дом-школу
        animate = reading.animate and reading.known
    number, gender = reading.number, reading.gender
    if run.places and (reading.fixed or not gender or "ms-f" in reading.tags):
        number, gender, animate = run.number, run.gender, wanted.animate
    pieces = decline_run(tokens, run, run.end, animate=animate)
    end = run.end + 1
    pieces.append(table)
    while wanted.animate and reading.number == "sing":
        second = _second_noun(tokens, end)
        if second is None:
            break
        place, extra = second
        pieces += [token.text for token in tokens[end:place]]
        pieces.append(decline_compound(tokens[place].text, extra, animate=True))
        end = place + 1
    after = _adjectives_after(tokens, end, number, gender)
    if after is not None:
        pieces += [token.text for token in tokens[end : after.start]]
        pieces += decline_run(tokens, after, after.places[-1] + 1, animate=animate)
        end = after.places[-1] + 1
    return Group(tuple(pieces), end, number, gender, tokens[run.end].lower)


def _adjectives_after(tokens: Sequence[Token], end: int, number: str, gender: str) -> Run | None:
    """Find adjectives right after their noun: «сестра медицинская»; -ой may be a genitive and is left."""
    start = skip_blank(tokens, end)
    if start == end or start >= len(tokens):
        return None
    run = adjectives(tokens, start)
    if not run.places or run.number != number or (number == "sing" and run.gender != gender):
        return None
    if run.unbroken != len(run.places) or any(tokens[place].lower.endswith("ой") for place in run.places):
        return None
    return None if run.end < len(tokens) and _thing_follows(tokens[run.end], run) else run


def _second_noun(tokens: Sequence[Token], end: int) -> tuple[int, Reading] | None:
    """Find an apposed noun right after the head: «врач педиатр»; only forms that are no other case."""
    place = skip_blank(tokens, end)
    if place == end or place >= len(tokens) or tokens[place].kind != "word":
        return None
    for reading in readings(tokens[place].lower.rpartition("-")[2]):
        sure = reading.part == "noun" and reading.known and reading.animate and reading.number == "sing"
        if sure and reading.gender == "m" and not reading.fixed and not reading.tags & NAMES:
            return place, reading
    return None


def decline_participle(tokens: Sequence[Token], at: int, number: str, gender: str) -> Group | None:
    """Decline a participle after a comma: «учреждение, осуществляющее обучение»."""
    run = adjectives(tokens, at)
    if not run.places or run.number != number or (number == "sing" and run.gender != gender):
        return None
    if not any("PRTF" in reading.tags for reading in readings(tokens[at].lower)):
        return None
    pieces = decline_run(tokens, run, at + 1, animate=False)
    return Group(tuple(pieces), at + 1, number, gender, tokens[at].lower, noun=False)


def decline_town(tokens: Sequence[Token], group: Group) -> Group:
    """Decline the name after «город» at the head of a text: города Кирова; an unknown one is doubted."""
    place = skip_blank(tokens, group.end)
    if group.lemma not in _SETTLEMENTS or not group.end < place < len(tokens) or tokens[place].kind != "word":
        return group
    typed, blank = tokens[place].text, "".join(token.text for token in tokens[group.end : place])
    towns = (r for r in readings(tokens[place].lower) if "Geox" in r.tags and r.number == "sing")
    town = next(towns, None)
    if group.lemma == "город" and town is not None and town.known and town.gender != "n":
        forms = town.paradigm(animate=False).forms
        table = Paradigm((typed, *("-".join(map(graft, *_halves(typed, town.word, form))) for form in forms[1:])))
    else:
        table = Paradigm.fixed(typed, _TOWN.format(typed))
    return replace(group, pieces=(*group.pieces, blank, table), end=place + 1, noun=False)


def _halves(*spellings: str) -> list[list[str]]:
    return [spelling.replace("‑", "-").split("-") for spelling in spellings]


def _names_person(adjective: str) -> bool:
    """Tell «ответственный», «старший», «работающий» from «(английский, немецкий)», which are languages."""
    return any(
        reading.tags & {"PRTF", "Subx", "Qual"} or (reading.part == "noun" and reading.animate)
        for reading in readings(adjective.rpartition("-")[2])
    )


def _adjective_group(tokens: Sequence[Token], run: Run, wanted: Wanted) -> Group | None:
    places = run.places[: run.unbroken]
    last = tokens[places[-1]].lower
    if not wanted.ambiguous and (any(tokens[p].lower.endswith("ой") for p in places) or not _names_person(last)):
        return None
    pieces = decline_run(tokens, run, places[-1] + 1, animate=wanted.animate)
    reading = adjective_reading(last, run.number, run.gender)
    group = Group(tuple(pieces), places[-1] + 1, run.number, run.gender, last, noun=False)
    if reading and not reading.known:
        doubted = tuple(p.doubtful(GUESSED.format(last)) if isinstance(p, Paradigm) else p for p in group.pieces)
        return Group(doubted, group.end, group.number, group.gender, last, noun=False)
    return group
