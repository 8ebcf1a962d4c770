"""The vocabulary of the package: cases, genders, kinds, one answer and one table of forms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Case: TypeAlias = Literal["nom", "gen", "dat", "acc", "ins", "prep", "loc"]
Gender: TypeAlias = Literal["m", "f"]
Kind: TypeAlias = Literal["person", "position", "org"]

CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prep", "loc")
KINDS: tuple[Kind, ...] = ("person", "position", "org")


@dataclass(frozen=True, slots=True)
class Inflected:
    """One form and how sure the program is of it.

    `source` is one of: `explicit` (a form from the JSON), `attribute` (gender or indeclinable from the
    JSON), `lexicon` (the school's), `bundled` (ours), `rules`, `as_typed` (nothing could be decided).
    `reasons` are Russian sentences; they are empty when `confident`.
    """

    text: str
    confident: bool
    source: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Seven forms in the order of `CASES` and, beside each, the reason to doubt it (empty: none)."""

    forms: tuple[str, ...]
    doubts: tuple[str, ...] = ("",) * 7

    @classmethod
    def of(cls, six: Iterable[str], *, loc: str = "", doubt: str = "") -> "Paradigm":
        """Build from nom, gen, dat, acc, ins, prep; `loc` is prep unless given; nom is never in doubt."""
        forms = tuple(six)
        return cls((*forms, loc or forms[5]), ("", *(doubt,) * 6))

    @classmethod
    def fixed(cls, word: str, doubt: str = "") -> "Paradigm":
        """Build the table of a word that has one form."""
        return cls((word,) * 7, ("", *(doubt,) * 6))

    def doubtful(self, reason: str) -> "Paradigm":
        """Return the same forms, every oblique one doubted for `reason` unless it has a reason already."""
        return Paradigm(self.forms, ("", *(known or reason for known in self.doubts[1:])))

    def map(self, change: Callable[[str], str]) -> "Paradigm":
        """Return the table with every form changed alike."""
        return Paradigm(tuple(change(form) for form in self.forms), self.doubts)

    def form(self, case: Case) -> str:
        """Give the form of a case."""
        return self.forms[CASES.index(case)]

    def doubt(self, case: Case) -> str:
        """Give the reason to doubt the form of a case, or an empty string."""
        return self.doubts[CASES.index(case)]


def combine(parts: Iterable[Paradigm | str]) -> Paradigm:
    """Join tables and unchanging strings left to right into the table of the whole."""
    tables = [part if isinstance(part, Paradigm) else Paradigm.fixed(part) for part in parts]
    forms = tuple("".join(table.forms[i] for table in tables) for i in range(7))
    doubts = tuple("; ".join(dict.fromkeys(t.doubts[i] for t in tables if t.doubts[i])) for i in range(7))
    return Paradigm(forms, doubts)
