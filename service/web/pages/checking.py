"""What is to be said of a draft: its errors and warnings, and whether its documents can be made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.catalog import Kind
from service.errors import InvalidDataError
from service.generate import Generator
from service.starting import narrowed
from service.web.forms.scene import entries

_OF_DOCUMENTS: Final = frozenset({"orders", "regulation", "roadmap", "pairs", "programmes", "analytical_note"})

_LAW: Final = ("consents", "extra_agreement", "within_job_function")  # of a pair, what ст. 351.8 ТК РФ is about
_SOUND: Final = {"form": "teacher_teacher", "period": {"from": "2026-09-01", "to": "2027-05-31"}}


@dataclass(frozen=True)
class Verdict:
    """The findings of a set; `document_set` is there if it has no errors."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    document_set: DocumentSet | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return errors and warnings."""
        return (*self.errors, *self.warnings)


def judge(generator: Generator, data: Mapping[str, Any], kinds: Sequence[Kind]) -> Verdict:
    """Check what of a set these documents need; what is wrong elsewhere keeps none of them from being made."""
    asked = {**data, "documents": [kind.id for kind in kinds]}
    verdict = _read(generator, asked, kinds)
    if not all(_is_needed(error, kinds) for error in verdict.errors):
        asked = narrowed(asked, kinds).data
        verdict = _read(generator, asked, kinds)
    verdict = replace(verdict, errors=(*verdict.errors, *_behind(generator, asked, kinds, verdict.errors)))
    return replace(verdict, warnings=tuple(told for told in verdict.warnings if _is_needed(told, kinds)))


def _behind(
    generator: Generator, data: Mapping[str, Any], kinds: Sequence[Kind], errors: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield what the law wants of pairs while some of them have errors: she is to hear all at once.

    Rules look at sound pairs alone, so that the others are looked at as if the rest of them were right.
    """
    wrong = {error.pointer.split("/")[2] for error in errors if error.pointer.startswith("/pairs/")}
    rows, people = data.get("pairs"), entries(data, "people")
    known = [person["id"] for person in people if person.get("id")][:2]
    if not wrong or not isinstance(rows, list) or known[1:] == []:
        return
    righted = [
        {**_SOUND, "id": f"pair-{place}", "mentor": known[0], "mentees": known[1:]}
        | {name: row[name] for name in _LAW if name in row}
        if str(place) in wrong and isinstance(row, Mapping)
        else row
        for place, row in enumerate(rows)
    ]
    told = {error.pointer for error in errors}
    for error in _read(generator, {**data, "pairs": righted}, kinds).errors:
        if error.pointer.startswith("/pairs/") and error.pointer not in told:
            yield error


def judge_one(generator: Generator, data: Mapping[str, Any], kind: Kind, number: int, whole: Verdict) -> Verdict:
    """Check what of a set one document needs; of many documents of a kind, that with a number.

    `whole` is the verdict on all documents: often it tells all there is, and reading takes most of the time.
    """
    section = kind.for_each[0] if kind.for_each else ""
    if whole.document_set is not None:
        return replace(whole, document_set=_with_one(whole.document_set, section, number))
    own = tuple(error for error in whole.errors if _is_needed(error, [kind]))
    if any(not section or not error.pointer.startswith(f"/{section}/") for error in own):
        return Verdict(own, whole.warnings)
    rows = data.get(section)
    if not isinstance(rows, list) or not 0 <= number < len(rows):
        return judge(generator, data, [kind])
    verdict = judge(generator, {**data, section: [rows[number]]}, [kind])
    first, real = f"/{section}/0", f"/{section}/{number}"
    moved = tuple(replace(error, pointer=error.pointer.replace(first, real, 1)) for error in verdict.errors)
    return replace(verdict, errors=moved)


def _with_one(document_set: DocumentSet, section: str, number: int) -> DocumentSet:
    """Return the set with one row of a section, so that one document is made of it and not all."""
    rows = getattr(document_set, section, None)
    return replace(document_set, **{section: rows[number : number + 1]}) if rows else document_set


def _is_needed(error: Finding, kinds: Sequence[Kind]) -> bool:
    """Tell whether an error stands where these documents take something from."""
    steps = error.pointer.split("/")[1:]
    if not steps or steps[0] not in _OF_DOCUMENTS:
        return True
    section = ".".join(steps[:2]) if steps[0] == "orders" else steps[0]
    return section == "orders" or any(section in kind.requires for kind in kinds)


def _read(generator: Generator, data: Mapping[str, Any], kinds: Sequence[Kind]) -> Verdict:
    missing = tuple(_missing(data, kinds))
    try:
        loaded = generator.load_data(data)
    except InvalidDataError as error:
        return Verdict((*error.findings, *missing), error.warnings)
    return Verdict(missing, loaded.warnings, None if missing else loaded.document_set)


def _missing(data: Mapping[str, Any], kinds: Sequence[Kind]) -> Iterator[Finding]:
    """Yield the sections that a document needs and that are not there or have nothing in them."""
    text = "Раздел не заполнен: без него документ не сделать."
    for path in dict.fromkeys(path for kind in kinds for path in kind.requires if path != "organization"):
        value: Any = data
        for step in path.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if not value:
            yield Finding("/" + path.replace(".", "/"), "section_missing", text)
