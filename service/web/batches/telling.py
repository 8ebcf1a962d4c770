"""What is told of a batch as JSON: how it stands, its schools and documents, each fault at its place."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from schemas.findings import Finding
from service.batch import Batches, BatchStatus, Checked, Document, School, problem_as_dict
from service.entries import Place, Problem
from service.errors import ServiceError

FAULTY: Final = ("refused", "failed")
MOST_FAULTS: Final = 1_000  # schools told with the status; the rest is told by «items»


def told_status(batches: Batches, status: BatchStatus) -> dict[str, Any]:
    """Return how a batch stands, with the schools whose data are wrong or that could not be made."""
    faults = batches.schools(status.id, states=FAULTY, limit=MOST_FAULTS)
    address = f"/v1/batches/{status.id}"
    return {
        "id": status.id,
        "state": status.state,
        "source": {"kind": status.source, "name": status.source_name},
        "formats": list(status.formats),
        "created": _moment(status.created),
        "updated": _moment(status.updated),
        "schools": asdict(status.schools),
        "documents": asdict(status.documents),
        "rate": None if status.rate is None else round(status.rate, 2),
        "seconds_left": None if status.seconds_left is None else round(status.seconds_left),
        "trouble": None if status.finished else _trouble(batches.trouble),
        "check": None if status.checking is None else asdict(status.checking),
        "refusal": None if status.refusal is None else asdict(status.refusal),
        "problems": [problem_as_dict(problem) for problem in status.problems],
        "faults": [told_school(school) for school in faults],
        "links": {
            "self": address,
            "items": f"{address}/items",
            "result": f"{address}/result" if status.finished and status.schools.total else None,
            "corrections": f"{address}/corrections" if status.corrections else None,
        },
    }


def told_school(school: School) -> dict[str, Any]:
    """Return a school: what is wrong in its data and where, or what its making failed on."""
    return {
        "position": school.position,
        "key": school.key,
        "name": school.name,
        "folder": school.folder,
        "state": school.state,
        "code": school.code,
        "detail": school.detail,
        "errors": [problem_as_dict(problem) for problem in school.errors],
        "warnings": [problem_as_dict(problem) for problem in school.warnings],
    }


def told_item(school: School, documents: Sequence[Document]) -> dict[str, Any]:
    """Return a school with its documents."""
    listed = [
        {
            "kind": document.kind,
            "number": document.number,
            "date": document.date,
            "format": document.format,
            "name": document.name or None,
            "state": document.state,
            "pages": document.pages,
            "size": document.size,
            "sha256": document.result,
            "code": document.code,
            "detail": document.detail,
        }
        for document in documents
    ]
    return {**told_school(school), "doubts": [dict(doubt) for doubt in school.doubts], "documents": listed}


def told_check(
    problems: Sequence[Problem], warnings: Sequence[Problem], schools: Sequence[Checked]
) -> dict[str, Any]:
    """Return what a check has found: of the source as a whole, and of each school with something to tell."""
    return {
        "valid": not problems and all(school.good for school in schools),
        "schools": {"total": len(schools), "good": sum(school.good for school in schools)},
        "documents": sum(len(school.documents) for school in schools if school.good),
        "problems": [problem_as_dict(problem) for problem in problems],
        "warnings": [problem_as_dict(problem) for problem in warnings],
        "faults": [
            {
                "key": school.key,
                "name": school.name,
                "errors": [problem_as_dict(problem) for problem in school.errors],
                "warnings": [problem_as_dict(problem) for problem in school.warnings],
            }
            for school in schools
            if school.errors or school.warnings
        ],
    }


@dataclass(frozen=True)
class FindingOfSchool(Finding):
    """An error that knows whose record it is in and where that was written."""

    school: str = ""
    key: str = ""
    place: Place | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as it is printed in JSON."""
        plain = Problem(Finding(self.pointer, self.code, self.message), self.place)
        return {**problem_as_dict(plain), "school": self.school, "key": self.key}


def findings(problems: Sequence[Problem], schools: Sequence[Checked]) -> list[Finding]:
    """Return every error of a source and of its schools."""
    return [
        *(FindingOfSchool(**vars(problem.finding), place=problem.place) for problem in problems),
        *(
            FindingOfSchool(**vars(problem.finding), school=school.name, key=school.key, place=problem.place)
            for school in schools
            for problem in school.errors
        ),
    ]


def _trouble(trouble: ServiceError | None) -> dict[str, str] | None:
    return None if trouble is None else {"code": trouble.code, "detail": str(trouble)}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
