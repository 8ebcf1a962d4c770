"""Counts: the noun group after a number and the verb before it.

Rules: Розенталь, § 164–166, 184; Грамматика-80, § 1366–1370.
"""

from dataclasses import dataclass
from functools import lru_cache

from service.language.agreement import group_gender, short_form
from service.language.cases import Case, Paradigm, combine
from service.language.dictionary import Reading, decline_adjective, readings
from service.language.letters import NBSP, graft
from service.language.numbers import Number, format_number, to_decimal
from service.language.phrase_heads import Group, Wanted, find_group
from service.language.phrase_tokens import tokenise
from service.language.wordlists import words

_SPECIAL = {  # genitive plural after numbers where the dictionary has two
    "человек": "человек",
    "год": "лет",
}
_MANY_OBLIQUE = {"человек": ("людям", "людьми", "людях")}


@dataclass(frozen=True, slots=True)
class _Forms:
    """The tables of a phrase: one, many, and the nominative after 2, 3, 4; whether its head is alive."""

    one: Paradigm
    many: Paradigm
    few: Paradigm
    animate: bool


@lru_cache(maxsize=2048)
def _forms(phrase: str) -> _Forms:
    tokens = tokenise(phrase)
    start = next((i for i, token in enumerate(tokens) if token.kind == "word"), 0)
    group = find_group(tokens, start, Wanted(animate=True))
    if group is None:
        raise ValueError(f"«{phrase}»: не найдено слово в именительном падеже")
    animate = _is_alive(tokens[group.end - 1].lower, group)
    tables: list[list[Paradigm | str]] = [[], [], []]
    for place, token in enumerate(tokens):
        inside = start <= place < group.end and isinstance(group.pieces[place - start], Paradigm)
        if not inside:
            for table in tables:
                table.append(token.text)
            continue
        if place == group.end - 1 and group.noun:
            made = _noun(token.lower, group.gender)
        else:
            made = _adjective(token.lower, feminine=group.gender == "f", animate=animate)
        for table, piece in zip(tables, made, strict=True):
            table.append(piece.map(lambda form, t=token: graft(t.text, t.lower, form)))  # type: ignore[misc]
    one, many, few = (combine(table) for table in tables)
    return _Forms(one, many, few, animate)


def _is_alive(head: str, group: Group) -> bool:
    if not group.noun:
        return True  # наставляемый, заведующий
    reading = _noun_reading(head.rpartition("-")[2], group.gender)
    return reading is not None and reading.animate


def _noun(word: str, gender: str) -> tuple[Paradigm, ...]:
    if "-" in word:
        first, _, last = word.rpartition("-")
        heads, tails = _noun(first, gender), _noun(last, "")
        return tuple(combine((a, "-", b)) for a, b in zip(heads, tails, strict=True))
    reading = _noun_reading(word, gender)
    if reading is None or reading.fixed:
        return (Paradigm.fixed(word),) * 3
    one = reading.paradigm(animate=reading.animate, number="sing") if reading.singular else None
    plural = list(reading.plural or reading.singular)
    plural[1] = _SPECIAL.get(word, plural[1])
    if word in _MANY_OBLIQUE:
        plural[2], plural[4], plural[5] = _MANY_OBLIQUE[word]
    plural[3] = plural[1] if reading.animate else plural[0]
    many = Paradigm.of(plural)
    singular = one or many
    return singular, many, Paradigm.of((singular.form("gen"), *plural[1:]))


def _noun_reading(word: str, gender: str) -> Reading | None:
    found = [r for r in readings(word) if r.part == "noun" and (not gender or r.gender in {gender, ""})]
    person = word in words("position_new")  # the dictionary guesses тьютор for a thing first
    found.sort(key=lambda r: (not r.known, person and not r.animate, r.number != "sing"))
    return found[0] if found else None


def _adjective(word: str, *, feminine: bool, animate: bool) -> tuple[Paradigm, ...]:
    reading = next((r for r in readings(word) if r.part == "adj"), None)
    if reading is None:
        return (Paradigm.fixed(word),) * 3
    singular = reading.paradigm(animate=animate)
    many = decline_adjective(_plural_of(reading), "", animate=animate, tags=reading.tags)
    first = many.form("nom") if feminine else many.form("gen")
    return singular, many, Paradigm.of((first, *many.forms[1:6]))


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
    forms = _forms(phrase)
    if value != value.to_integral_value():
        return forms.one.form("gen")
    whole = abs(int(value))
    if whole % 10 == 1 and whole % 100 != 11:
        return forms.one.form(case)
    if case not in {"nom", "acc"}:
        return forms.many.form(case)
    if 2 <= whole % 10 <= 4 and not 12 <= whole % 100 <= 14:
        accused = case == "acc" and forms.animate and whole < 5
        return forms.many.form("gen") if accused else forms.few.form("nom")
    return forms.many.form("gen")


def one_or_many(number: Number, phrase: str, case: Case = "nom") -> str:
    """Put a phrase into the singular for one and into the plural for more, without a numeral's government.

    «наставнику» for a list of one, «наставникам» for a longer one.
    """
    forms = _forms(phrase)
    return (forms.one if to_decimal(number) == 1 else forms.many).form(case)


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
