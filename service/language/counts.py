"""Counts: the noun group after a number and the verb before it.

Rules: Розенталь, § 164–166, 184; Грамматика-80, § 1366–1370.
"""

from functools import lru_cache

from service.language.agreement import group_gender, short_form
from service.language.cases import CASES, Case, Paradigm, combine
from service.language.dictionary import Reading, decline_adjective, readings
from service.language.letters import NBSP, graft
from service.language.numbers import Number, format_number, to_decimal
from service.language.phrase_heads import Wanted, find_group
from service.language.phrase_tokens import tokenise

_SPECIAL = {  # genitive plural after numbers where the dictionary has two
    "человек": "человек",
    "год": "лет",
}
_MANY_OBLIQUE = {"человек": ("людям", "людьми", "людях")}


@lru_cache(maxsize=2048)
def _forms(phrase: str) -> tuple[Paradigm, Paradigm, Paradigm, Paradigm]:
    """Give the phrase's tables: singular, plural inanimate, plural animate, and after 2, 3, 4 (direct)."""
    tokens = tokenise(phrase)
    start = next((i for i, token in enumerate(tokens) if token.kind == "word"), 0)
    group = find_group(tokens, start, Wanted(animate=True))
    if group is None:
        raise ValueError(f"«{phrase}»: не найдено слово в именительном падеже")
    tables: list[list[Paradigm | str]] = [[], [], [], []]
    feminine = group.gender == "f"
    for place, token in enumerate(tokens):
        inside = start <= place < group.end and isinstance(group.pieces[place - start], Paradigm)
        if not inside:
            for table in tables:
                table.append(token.text)
            continue
        head = place == group.end - 1
        made = _noun(token.lower, group.gender) if head and group.noun else _adjective(token.lower, feminine)
        for table, piece in zip(tables, made, strict=True):
            table.append(piece.map(lambda form, t=token: graft(t.text, t.lower, form)))  # type: ignore[misc]
    one, inanimate, animate, few = (combine(table) for table in tables)
    return one, inanimate, animate, few


def _noun(word: str, gender: str) -> tuple[Paradigm, ...]:
    if "-" in word:
        first, _, last = word.rpartition("-")
        heads, tails = _noun(first, gender), _noun(last, gender)
        return tuple(combine((a, "-", b)) for a, b in zip(heads, tails, strict=True))
    reading = _noun_reading(word, gender)
    if reading is None or reading.fixed:
        return (Paradigm.fixed(word),) * 4
    one = reading.paradigm(animate=reading.animate, number="sing") if reading.singular else None
    plural = list(reading.plural or reading.singular)
    plural[1] = _SPECIAL.get(word, plural[1])
    if word in _MANY_OBLIQUE:
        plural[2], plural[4], plural[5] = _MANY_OBLIQUE[word]
    inanimate = [*plural[:3], plural[0], *plural[4:]]
    animate = [*plural[:3], plural[1], *plural[4:]]
    singular = one or Paradigm.of(inanimate)
    few = [*animate]
    few[0] = singular.form("gen")
    few[3] = animate[1] if reading.animate else few[0]
    return singular, Paradigm.of(inanimate), Paradigm.of(animate), Paradigm.of(few)


def _noun_reading(word: str, gender: str) -> Reading | None:
    found = [r for r in readings(word) if r.part == "noun" and (not gender or r.gender in {gender, ""})]
    found.sort(key=lambda reading: (not reading.known, reading.number != "sing"))
    return found[0] if found else None


def _adjective(word: str, feminine: bool) -> tuple[Paradigm, ...]:
    reading = next((r for r in readings(word) if r.part == "adj"), None)
    if reading is None:
        return (Paradigm.fixed(word),) * 4
    singular = reading.paradigm(animate=True)
    plural_word = _plural_of(reading)
    inanimate = decline_adjective(plural_word, "", animate=False, tags=reading.tags)
    animate = decline_adjective(plural_word, "", animate=True, tags=reading.tags)
    few = inanimate if feminine else Paradigm.of((animate.forms[1], *animate.forms[1:6]))
    return singular, inanimate, animate, few


def _plural_of(reading: Reading) -> str:
    word = reading.word
    tail = "ся" if word.endswith("ся") else ""
    genitive = decline_adjective(word, reading.gender, animate=True, tags=reading.tags).forms[4]
    base = genitive.removesuffix(tail)
    stem = word.removesuffix(tail)[:-2]
    soft = base.endswith(("им", "ей")) or stem[-1:] in "гкхжшчщ"
    return stem + ("ьи" if base.endswith("ьим") else "ие" if soft else "ые") + tail


def agree(number: Number, phrase: str, case: Case = "nom") -> str:
    """Put a noun group (nominative singular) after a number, without the number.

    1 пара, 2 пары, 5 пар, 21 пара, 1,5 ставки; 2 наставляемых, 2 новые пары, 2 новых педагога; with the
    case: с 5 парами. A phrase without a nominative raises ValueError.
    """
    value = to_decimal(number)
    one, inanimate, animate, few = _forms(phrase)
    if value != value.to_integral_value():
        return one.form("gen")
    whole = abs(int(value))
    if whole % 10 == 1 and whole % 100 != 11:
        return one.form(case)
    if case in {"nom", "acc"}:
        if 2 <= whole % 10 <= 4 and not 12 <= whole % 100 <= 14:
            return few.form(case) if case == "nom" or whole < 5 else few.form("nom")
        return animate.form("gen")
    return inanimate.forms[CASES.index(case)]


def count(number: Number, phrase: str, case: Case = "nom") -> str:
    """Print a number and the noun group agreeing with it, a no-break blank between: «5 пар»."""
    return f"{format_number(number)}{NBSP}{agree(number, phrase, case)}"


def predicate(number: Number, verb: str, phrase: str) -> str:
    """Put a short participle or a past verb before a count: сформирована 1 пара, сформированы 2 пары."""
    value = to_decimal(number)
    whole = abs(int(value))
    if value != value.to_integral_value() or not 1 <= whole % 10 <= 4 or 11 <= whole % 100 <= 14:
        return short_form(verb, "n")
    return short_form(verb, group_gender(phrase) if whole % 10 == 1 else "pl")
