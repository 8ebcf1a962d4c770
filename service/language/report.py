"""The report of doubtful forms: what was written, where and why, and a JSON snippet that settles it."""

import json
from dataclasses import asdict, dataclass, field

from service.language.cases import Case, Gender, Inflected, Kind
from service.language.inflection import paradigm
from service.language.lexicon import Lexicon

_CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prep")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful form: `written` stands in `document` at `place` for `text` in `case`.

    `snippet` is a JSON object with all six forms, ready to be corrected and put into the data; `kind` tells
    whether the text is a person, a position or an organisation.
    """

    document: str
    place: str
    text: str
    case: Case
    written: str
    reason: str
    snippet: str
    kind: Kind

    def as_dict(self) -> dict[str, str]:
        """Give the doubt as a JSON object."""
        return dict(asdict(self))


@dataclass(slots=True)
class DoubtReport:
    """Collects doubts of one run; made by the caller, passed explicitly, one for each run and thread."""

    document: str = ""
    _doubts: dict[tuple[str, str, str, Case], Doubt] = field(default_factory=dict)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Give what has been collected, each text and case once for a place."""
        return tuple(self._doubts.values())

    def add(  # noqa: PLR0913 - as inflect, all but four are named
        self,
        text: str,
        kind: Kind,
        case: Case,
        inflected: Inflected,
        *,
        place: str = "",
        key: str = "",
        gender: Gender | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        """Note a form unless it is confident; `key` names the field of the nominative in the snippet."""
        if inflected.confident:
            return
        known = (self.document, place, text, case)
        if known in self._doubts:
            return
        self._doubts[known] = Doubt(
            document=self.document, place=place, text=text, case=case, written=inflected.text,
            reason="; ".join(inflected.reasons),
            snippet=snippet(text, kind, key=key, gender=gender, lexicon=lexicon), kind=kind,
        )  # fmt: skip


def snippet(
    text: str, kind: Kind, *, key: str = "", gender: Gender | None = None, lexicon: Lexicon | None = None
) -> str:
    """Write the JSON object of a text with its six forms: {"nom": …, "gen": …, … "prep": …}."""
    forms = paradigm(text, kind, gender=gender, lexicon=lexicon)
    found: dict[str, str] = {key or case: forms[case].text for case in _CASES if case == "nom"}
    found |= {case: forms[case].text for case in _CASES if case != "nom"}
    return json.dumps(found, ensure_ascii=False)
