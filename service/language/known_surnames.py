"""What a lexicon tells of one surname, wherever the surname stands in a full name."""

from collections.abc import Sequence

from service.language.cases import Case, Gender, Inflected
from service.language.gender import guess_gender
from service.language.letters import CONSONANTS, is_capitals
from service.language.lexicon import Entry, Lexicon
from service.language.persons import decline_parts


def by_surname(
    text: str, case: Case, gender: Gender | None, lexicons: Sequence[tuple[str, Lexicon]]
) -> Inflected | None:
    """Decline a full name with the forms that a lexicon gives its surname alone; None when it gives none.

    «Мазурок: gen Мазурока» covers «Мазурок Олег Петрович» and not «Мазурок Анна Петровна», for a woman's
    surname on a consonant has one form; an entry with a gender covers that gender only.
    """
    known = gender or guess_gender(text)
    if known is None or not text.strip():
        return None
    pieces: list[str] = []
    doubts: list[str] = []
    source = ""
    for part, table in decline_parts(text, known):
        name, entry = _entry(part.text, known, lexicons) if part.role == "surname" else ("", Entry())
        form = part.text if entry.indeclinable else entry.form(case)
        if form is None:
            pieces.append(table.form(case))
            doubts.append(table.doubt(case))
        else:
            source = source or name
            pieces.append(form.upper() if is_capitals(part.text) else form)
    if not source:
        return None
    reasons = tuple(dict.fromkeys(doubt for doubt in doubts if doubt))
    return Inflected("".join(pieces), not reasons, source, reasons)


def _entry(surname: str, gender: Gender, lexicons: Sequence[tuple[str, Lexicon]]) -> tuple[str, Entry]:
    for source, lexicon in lexicons:
        entry = lexicon.find(surname, "person")
        woman = gender == "f" and entry.gender is None and surname[-1:].lower() in CONSONANTS | {"ь"}
        if entry != Entry() and entry.gender in {None, gender} and (entry.indeclinable or not woman):
            return source, entry
    return "", Entry()
