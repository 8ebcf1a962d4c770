"""What is to be said of a draft: its errors and warnings, and whether its documents can be made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.catalog import Kind
from service.errors import InvalidDataError
from service.generate import Generator
from service.starting import narrowed


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
    needed = narrowed(data, kinds).data
    missing = tuple(_missing(needed, kinds))
    try:
        loaded = generator.load_data(needed)
    except InvalidDataError as error:
        return Verdict((*error.findings, *missing), error.warnings)
    return Verdict(missing, loaded.warnings, None if missing else loaded.document_set)


def judge_one(generator: Generator, data: Mapping[str, Any], kind: Kind, number: int = 0) -> Verdict:
    """Check what of a set one document needs; of many documents of a kind, that with a number."""
    rows = data.get(kind.for_each[0]) if kind.for_each else None
    if kind.for_each is None or not isinstance(rows, list) or not 0 <= number < len(rows):
        return judge(generator, data, [kind])
    verdict = judge(generator, {**data, kind.for_each[0]: [rows[number]]}, [kind])
    first, real = f"/{kind.for_each[0]}/0", f"/{kind.for_each[0]}/{number}"
    moved = tuple(replace(error, pointer=error.pointer.replace(first, real, 1)) for error in verdict.errors)
    return replace(verdict, errors=moved)


def _missing(data: Mapping[str, Any], kinds: Sequence[Kind]) -> Iterator[Finding]:
    """Yield the sections that a document needs and that are not there or have nothing in them."""
    text = "Раздел не заполнен: без него документ не сделать."
    for path in dict.fromkeys(path for kind in kinds for path in kind.requires if path != "organization"):
        value: Any = data
        for step in path.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if not value:
            yield Finding("/" + path.replace(".", "/"), "section_missing", text)
