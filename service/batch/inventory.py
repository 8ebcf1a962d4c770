"""«Опись.xlsx»: every file that was made, with what is worth a look in it, and every school that was not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from service.batch.output import fitting
from service.batch.records import Document, School
from service.catalog import Catalog
from service.workbook import FailedSchool, InventoryRow, write_inventory

INVENTORY: Final = "Опись.xlsx"
_MOST_REASONS: Final = 30  # of one school; the whole list stands in «Исправить»


def inventory(
    schools: Sequence[School], documents: Sequence[Document], catalog: Catalog, earlier: Collection[str] = ()
) -> dict[str, bytes]:
    """Return the file under its name; `earlier` are folders that hold documents of an earlier run."""
    made = {school.position: school for school in schools if school.state == "done"}
    rows = list(_rows(made, documents, catalog))
    return {
        INVENTORY: write_inventory(
            rows, [_failed(school, earlier) for school in schools if school.state != "done"]
        )
    }


def _rows(made: Mapping[int, School], documents: Sequence[Document], catalog: Catalog) -> Iterator[InventoryRow]:
    """Yield a row per file; the warnings of a school stand once, beside its first file."""
    told: set[int] = set()
    for document in documents:
        school = made.get(document.school)
        if school is None or document.result is None:
            continue
        kind = catalog.kinds.get(document.kind)
        first = school.position not in told
        told.add(school.position)
        yield InventoryRow(
            school=school.name,
            document=kind.title if kind else document.kind,
            file=fitting(school.folder, document.name),
            format=document.format,
            sha256=document.result,
            district=school.district,
            inn=_inn(school),
            kind=document.kind,
            number=document.number,
            date=document.date and ".".join(reversed(document.date.split("-"))),
            pages=document.pages,
            warnings=tuple(problem.finding.message for problem in school.warnings) if first else (),
            names=tuple(
                f"«{doubt['text']}» — «{doubt['written']}»: {doubt['reason']}"
                for doubt in school.doubts
                if doubt["document"] == document.kind
            ),
        )


def _failed(school: School, earlier: Collection[str]) -> FailedSchool:
    told = [
        f"{problem.place}: {problem.finding.message}" if problem.place else problem.finding.message
        for problem in school.errors[:_MOST_REASONS]
    ]
    if len(school.errors) > _MOST_REASONS:
        told.append(f"И ещё ошибок: {len(school.errors) - _MOST_REASONS}.")
    if not told:
        told = [school.detail or ("Отменено." if school.state == "cancelled" else "Не сделано.")]
    if school.folder in earlier:
        told.append("В папке школы лежат документы прошлого раза, по прежним данным.")
    return FailedSchool(school.name, tuple(told), school.district, _inn(school))


def _inn(school: School) -> str | None:
    return school.key if school.key.isdigit() else None
