"""One door to declension: what the JSON says, then the lexicons, then the rules, then the text as typed."""

from collections.abc import Mapping

from service.language.appositions import decline_person_text, decline_position
from service.language.cases import CASES, Case, Gender, Inflected, Kind, Paradigm
from service.language.known_surnames import by_surname
from service.language.lexicon import Entry, Lexicon, bundled_lexicon
from service.language.phrases import decline_phrase


def inflect(  # noqa: PLR0913 - the issue's interface; all but three are named
    text: str,
    kind: Kind,
    case: Case,
    *,
    gender: Gender | None = None,
    overrides: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
) -> Inflected:
    """Put a nominative into a case.

    `overrides` is what the JSON gives beside the text: forms by case, `gender`, `indeclinable`; `lexicon`
    is the school's. Precedence: forms given, attributes given, the school's lexicon, the bundled one, the
    rules, the nominative as typed with `confident` False. Raises ValueError for an unknown kind or case
    or for an override of a wrong type.
    """
    if case not in CASES:
        raise ValueError(f"нет такого падежа: {case}")
    own = Entry.read(overrides) if overrides else Entry()
    lexicons = _lexicons(lexicon)
    for source, entry in [("explicit", own), *((name, book.find(text, kind)) for name, book in lexicons)]:
        found = _from_entry(entry, text, case, source)
        if found:
            return found
        gender = gender or entry.gender
    known = by_surname(text, case, gender, lexicons) if kind == "person" and lexicons else None
    if known:
        return known
    table = _table(text, kind, gender)
    doubt = table.doubt(case)
    if not doubt:
        return Inflected(table.form(case), True, "rules")
    source = "as_typed" if table.form(case) == text else "rules"
    return Inflected(table.form(case), False, source, tuple(doubt.split("; ")))


def paradigm(
    text: str,
    kind: Kind,
    *,
    gender: Gender | None = None,
    overrides: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
) -> dict[Case, Inflected]:
    """Put a nominative into every case: what `inflect` gives, by case."""
    return {case: inflect(text, kind, case, gender=gender, overrides=overrides, lexicon=lexicon) for case in CASES}


def _lexicons(lexicon: Lexicon | None) -> list[tuple[str, Lexicon]]:
    """Give the lexicons that hold anything, the school's first."""
    found = [("lexicon", lexicon)] if lexicon is not None else []
    return [(source, book) for source, book in (*found, ("bundled", bundled_lexicon())) if book.entries]


def _from_entry(entry: Entry, text: str, case: Case, source: str) -> Inflected | None:
    form = entry.form(case)
    if form is not None:
        return Inflected(form, True, source)
    if case == "nom":
        return Inflected(text, True, "rules")
    if entry.indeclinable:
        return Inflected(text, True, "attribute" if source == "explicit" else source)
    return None


def _table(text: str, kind: Kind, gender: Gender | None) -> Paradigm:
    if kind == "person":
        return decline_person_text(text, gender)
    if kind == "position":
        return decline_position(text)
    if kind == "org":
        return decline_phrase(text, kind)
    raise ValueError(f"нет такого вида текста: {kind}")
