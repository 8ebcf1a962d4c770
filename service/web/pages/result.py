"""The result: the finished documents to look at and to take away, and the data for next year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.catalog import Kind
from service.drafts import Draft
from service.files import safe_name
from service.generate import Format, GeneratedFile, RenderedDocument
from service.web.answers import json_bytes
from service.web.deliver import disposition, zip_of
from service.web.pages.desk import Filled, desk, the_draft
from service.web.pages.naming import draft_name
from service.web.pages.steps import progress
from service.web.reading import DOCX_TYPE, JSON_TYPE, PDF_TYPE, ZIP_TYPE
from service.workbook import write_set

_FORMATS: Final[dict[str, Format]] = {"docx": "docx", "pdf": "pdf"}
_TYPES: Final[dict[Format, str]] = {"docx": DOCX_TYPE, "pdf": PDF_TYPE}
_XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Finished:
    """A document of the result: its place in the set, and in its kind."""

    place: int
    number: int
    kind: Kind
    name: str


def result(draft: str) -> AnyResponse | str:
    """Show the finished documents; while there are errors, what is left to mend."""
    found = the_draft(draft)
    filled = desk().filled(found)
    if filled is None:
        return redirect(url_for("pages.check", draft=draft), 303)
    return render_template(
        "result.html",
        draft=found,
        name=draft_name(found.data),
        steps=progress(found),
        finished=_finished(filled.documents),
        doubts=len({(doubt.kind, doubt.text) for doubt in filled.doubts}),
        warnings=len(desk().verdict(found).warnings),
    )


def _finished(documents: Sequence[RenderedDocument]) -> list[Finished]:
    kinds = desk().generator.catalog.kinds
    seen: dict[str, int] = {}
    found = []
    for place, document in enumerate(documents):
        number = seen.get(document.kind, 0)
        seen[document.kind] = number + 1
        found.append(Finished(place, number, kinds[document.kind], document.name))
    return found


def document(draft: str, place: int, format: str) -> Response:  # noqa: A002 - the word of the address
    """Give one document as a file."""
    return _file(the_draft(draft), place, format, shown=False)


def opened(draft: str, place: int) -> Response:
    """Give a PDF to be shown by the browser."""
    return _file(the_draft(draft), place, "pdf", shown=True)


def _file(draft: Draft, place: int, name: str, *, shown: bool) -> Response:
    documents = _filled(draft).documents
    chosen = _FORMATS.get(name)
    if chosen is None or place >= len(documents):
        abort(404)
    file = desk().generator.file(documents[place], chosen)
    return _attachment(file.content, _TYPES[chosen], file.filename, shown=shown)


def archive(draft: str) -> Response:
    """Give the whole set as one ZIP, each document as DOCX and as PDF."""
    found = the_draft(draft)
    files: list[GeneratedFile] = list(desk().generator.files(_filled(found).documents, ("docx", "pdf")))
    return _attachment(zip_of(files), ZIP_TYPE, f"{safe_name(draft_name(found.data))}.zip")


def _filled(draft: Draft) -> Filled:
    """Return the documents; while there are errors, lead to what is left to mend."""
    return desk().filled(draft) or abort(redirect(url_for("pages.check", draft=draft.id), 303))


def data_json(draft: str) -> Response:
    """Give the data, right or wrong, to be loaded again: next year, or on another computer."""
    found = the_draft(draft)
    name = safe_name(f"{draft_name(found.data)} – данные")
    return _attachment(json_bytes(found.data), JSON_TYPE, f"{name}.json")


def data_xlsx(draft: str) -> Response:
    """Give the data as a workbook."""
    found = the_draft(draft)
    name = safe_name(f"{draft_name(found.data)} – данные")
    return _attachment(write_set(found.data), _XLSX_TYPE, f"{name}.xlsx")


def _attachment(content: bytes, mimetype: str, filename: str, *, shown: bool = False) -> Response:
    answer = Response(content, mimetype=mimetype)
    told = disposition(filename)
    answer.headers["Content-Disposition"] = told.replace("attachment", "inline", 1) if shown else told
    return answer
