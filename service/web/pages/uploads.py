"""A file that was saved from here, back into a set: JSON, or a workbook with one school in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from schemas.document_set import VERSION
from service.catalog import Catalog
from service.entries import Problem
from service.errors import InputError
from service.load import parse_json
from service.web.pages.naming import capitalize_first
from service.workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_SECTIONS: Final = frozenset({"organization", "people", "orders", "regulation", "roadmap", "pairs", "programmes",
                              "analytical_note"})  # fmt: skip


class UploadError(Exception):
    """The file is not what it should be; the message says in Russian what to do."""


@dataclass(frozen=True)
class Uploaded:
    """The set of a file, and what of the file was not understood, a Russian sentence each."""

    data: dict[str, Any]
    notes: tuple[str, ...] = ()


def read_upload(content: bytes, catalog: Catalog, limit: int) -> Uploaded:
    """Return the set of a file, its documents being kinds that exist; raises UploadError."""
    if not content:
        raise UploadError("Выберите файл: JSON или Excel (.xlsx), который вы скачали отсюда в прошлый раз.")
    data, notes = _workbook(content, catalog) if content.startswith(_ZIP) else (_json(content, limit), ())
    if not isinstance(data, dict) or not _SECTIONS & set(data):
        raise UploadError(
            "В файле нет сведений о школе. Нужен файл, который вы скачали здесь кнопкой «Скачать данные»."
        )
    return Uploaded(_asking_for_known(data, catalog), notes)


def _json(content: bytes, limit: int) -> Any:
    if content.startswith(_OLE):
        raise UploadError(
            "Это старый формат Word или Excel. Откройте файл в Excel и сохраните как «Книга Excel (.xlsx)»."
        )
    if content.startswith(b"%PDF"):
        raise UploadError("Это PDF, из него сведения не взять. Нужен файл с данными: JSON или Excel (.xlsx).")
    if len(content) > limit:
        raise UploadError(f"Файл больше {limit // 1000} КБ: это не данные одного комплекта.")
    try:
        return parse_json(content)
    except InputError as error:
        raise UploadError(f"{error} Нужен файл, который вы скачали здесь кнопкой «Скачать данные».") from error


def _workbook(content: bytes, catalog: Catalog) -> tuple[Any, tuple[str, ...]]:
    """Return the set of the one school of a workbook; cells that are not understood are told."""
    try:
        intake = read_workbook(content, kinds=catalog.kinds)
    except InputError as error:
        raise UploadError(str(error)) from error
    if len(intake.entries) > 1:
        raise UploadError(
            f"В этой книге школ: {len(intake.entries)}. Здесь делаются документы одной школы, а для многих есть "
            "страница «Район»."
        )
    if not intake.entries:
        raise UploadError("В этой книге нет ни одной школы. Нужна книга, которую вы скачали здесь.")
    entry = intake.entries[0]
    problems = (*intake.problems, *entry.problems, *intake.warnings, *entry.warnings)
    return entry.data, tuple(dict.fromkeys(map(_told, problems)))


def _told(problem: Problem) -> str:
    text = problem.finding.message
    return capitalize_first(f"{problem.place}: {text}" if problem.place else text)


def _asking_for_known(data: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return the set with the kinds that exist here; all that it has sections for if it names none."""
    told = data.get("documents")
    names = [name for name in told if isinstance(name, str)] if isinstance(told, list) else []
    kinds = [name for name in dict.fromkeys(names) if name in catalog.kinds]
    if not kinds:
        kinds = [kind.id for kind in catalog.kinds.values() if _has(data, kind.requires)] or list(catalog.kinds)
    return {"schema_version": VERSION, **data, "documents": kinds}


def _has(data: Mapping[str, Any], paths: tuple[str, ...]) -> bool:
    for path in paths:
        value: Any = data
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if not value:
            return False
    return True
