"""Checks a school by the same load as a single set: whether it is good, and what is wrong where.

`main` is a process that judges for `service.batch.check`; it imports only what it needs.
"""

import json
import pickle
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.catalog import Catalog
from service.entries import Entry, Place, Problem
from service.errors import InvalidDataError, MissingSectionError
from service.load import load


@dataclass(frozen=True)
class Planned:
    """A document to come: its kind, and the number and date of the order that it is, if it is one."""

    kind: str
    number: str | None = None
    date: str | None = None  # ISO 8601


@dataclass(frozen=True)
class Checked:
    """One school: without errors it can be made. `documents` are those to come, in their order.

    `data` is the canonical JSON of its set, compressed; two sets that say the same are the same bytes.
    """

    key: str
    name: str
    district: str | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    documents: tuple[Planned, ...]
    data: bytes | None

    @property
    def good(self) -> bool:
        """Tell whether the school's documents can be made."""
        return not self.errors


@dataclass(frozen=True)
class Judged:
    """What comes of a school's set alone, wherever its values were written; the fields are those of `Checked`."""

    errors: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()
    documents: tuple[Planned, ...] = ()
    data: bytes | None = None


def check_entry(entry: Entry, catalog: Catalog) -> Checked:
    """Load one school's set and look whether it has what its documents are made from."""
    return checked(entry, judged(entry.data, catalog))


def checked(entry: Entry, verdict: Judged) -> Checked:
    """Return a school with what was found in it, each finding at its place."""

    def at_their_places(findings: Iterable[Finding]) -> Iterable[Problem]:
        return (Problem(finding, entry.place_of(finding.pointer)) for finding in findings)

    errors = _each_once((*entry.problems, *at_their_places(verdict.errors)))
    warnings = _each_once((*entry.warnings, *at_their_places(verdict.warnings)))
    return Checked(entry.key, entry.name, entry.district, errors, warnings, verdict.documents, verdict.data)


def judged(data: Any, catalog: Catalog) -> Judged:
    """Return errors, warnings and the documents to come of a school's set; of none, nothing."""
    if data is None:
        return Judged()
    errors, warnings, documents = _findings(data, catalog)
    return Judged(errors, warnings, documents, packed(data))


def _findings(data: Any, catalog: Catalog) -> tuple[Sequence[Finding], Sequence[Finding], tuple[Planned, ...]]:
    try:
        loaded = load(data, catalog.kinds)
        documents = tuple(
            _planned(loaded.document_set, kind)
            for kind in loaded.document_set.documents
            for _ in catalog.contexts(loaded.document_set, kind)
        )
    except InvalidDataError as problem:
        return problem.findings, problem.warnings, ()
    except MissingSectionError as problem:
        pointer = "/" + problem.paths[0].replace(".", "/") if problem.paths else "/documents"
        return [Finding(pointer, problem.code, str(problem))], (), ()
    return (), loaded.warnings, documents


def _planned(document_set: DocumentSet, kind: str) -> Planned:
    order = document_set.orders.get(kind)
    if order is None:
        return Planned(kind)
    return Planned(kind, order.number, order.date.isoformat())


def _each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell the first thing of each cell, and nothing twice of what is no single cell."""
    told: dict[Any, Problem] = {}
    for problem in problems:
        place = problem.place
        cell = place if place is not None and place.column else (place, problem.finding)
        told.setdefault(cell, problem)
    return tuple(told.values())


def packed(data: Any) -> bytes:
    """Return the canonical JSON of a set, compressed."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> bytes:
    """Return the canonical JSON of a packed set."""
    return zlib.decompress(data)


def problem_as_dict(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is kept and printed in JSON."""
    place = problem.place
    told = None if place is None else {name: value for name, value in place._asdict().items() if value is not None}
    return {**problem.finding.as_dict(), "place": told}


def problem_from_dict(kept: Mapping[str, Any]) -> Problem:
    """Return a problem that was kept."""
    place = kept.get("place")
    finding = Finding(kept["pointer"], kept["code"], kept["detail"])
    return Problem(finding, None if place is None else Place(**place))


def main() -> None:
    """Judge portions of sets until the input ends; the catalogue comes first. Pickles are our parent's own."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    catalog: Catalog = pickle.load(source)  # noqa: S301 - from the process that started this one
    while True:
        try:
            portion: Sequence[Any] = pickle.load(source)  # noqa: S301 - as above
        except EOFError:
            return
        pickle.dump([judged(data, catalog) for data in portion], sink)
        sink.flush()
