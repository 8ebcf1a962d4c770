"""The views of batches: each translates a request into the face of batches and its result into an answer."""

from pathlib import Path
from typing import Any, Final

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from service.batch import BatchStatus, Checked, Order, check_entries, corrections
from service.errors import UnfinishedError, UnknownBatchError
from service.files import safe_name
from service.web.answers import json_answer, lasting_answer
from service.web.batches.opening import batches
from service.web.batches.received import idempotency_key, received, received_source, tenant
from service.web.batches.telling import findings, told_check, told_item, told_status
from service.web.deliver import attachment, disposition
from service.web.errors import NoGoodSchoolError, NothingToMendError, RangeError, RequestError
from service.web.parts import parts
from service.web.problems import problem
from service.web.reading import (
    JSON_TYPE,
    XLSX_TYPE,
    ZIP_TYPE,
    accepted_type,
    check_parameters,
    named_formats,
)
from service.workbook import write_template

STATES: Final = ("waiting", "running", "done", "failed", "refused", "cancelled")
SCHOOLS_AT_ONCE: Final = 100
_TEMPLATE: Final = "Наставничество – район.xlsx"


def create_batch() -> Response:
    """Accept the documents of many schools to be made; a long file is checked after the answer.

    Raises NoGoodSchoolError, and keeps nothing, if the data of every school of a short file have errors.
    """
    order = Order(
        formats=named_formats(("format", "only")) or ("docx",),
        tenant=tenant(),
        idempotency_key=idempotency_key(),
        only=[key.strip() for key in request.args.get("only", "").split(",") if key.strip()],
    )
    checked: list[Checked] = []
    batch = batches().submit(received(), order, checked.append)
    if checked:
        status = batches().status(batch)
        if status.schools.refused == _wanted(checked, order):
            batches().delete(batch)
            raise NoGoodSchoolError(findings(status.problems, checked))
    return _status(batch, 202)


def _wanted(checked: list[Checked], order: Order) -> int:
    return sum(not order.only or school.key in order.only for school in checked)


def check_batch() -> Response:
    """Tell what is wrong with the data of many schools, as JSON or as the workbook «Исправить.xlsx»."""
    check_parameters()
    as_workbook = accepted_type((JSON_TYPE, XLSX_TYPE)) == XLSX_TYPE
    generator, settings = parts().generator, parts().settings
    with received_source() as source:
        schools = list(check_entries(source.entries, generator.catalog, processes=settings.workers))
        told = corrections(source, schools) if as_workbook and source.kind == "xlsx" else None
    if told is not None:
        return attachment(told, XLSX_TYPE, "Исправить.xlsx")
    return json_answer(told_check(source.problems, source.warnings, schools))


def show_template() -> Response:
    """Give the empty workbook of a district."""
    check_parameters()
    return attachment(write_template(), XLSX_TYPE, _TEMPLATE)


def fill_template() -> Response:
    """Give the workbook with the schools, people and pairs of last year's data in it."""
    check_parameters()
    with received_source() as source:
        known = [entry.data for entry in source.entries if isinstance(entry.data, dict)]
    return attachment(write_template(prefill=known), XLSX_TYPE, _TEMPLATE)


def show_batch(batch: str) -> Response:
    """Tell how a batch stands."""
    check_parameters()
    return _status(batch, 200)


def list_items(batch: str) -> Response:
    """List the schools of a batch with their documents, page by page."""
    check_parameters(("after", "limit", "state"))
    after, limit = _number("after", -1, -1), _number("limit", 20, 1, SCHOOLS_AT_ONCE)
    states = [name for name in request.args.get("state", "").split(",") if name]
    if not set(states) <= set(STATES):
        raise RequestError(f"Параметр state — из: {', '.join(STATES)}; несколько через запятую.")
    own_batch(batch, tenant())
    found = batches().schools(batch, after=after, limit=limit + 1, states=states)
    page = found[:limit]
    items = [told_item(school, batches().items(batch, after=school.position - 1, limit=1)) for school in page]
    more = len(found) > limit
    kept = {"limit": limit} | ({"state": ",".join(states)} if states else {})
    asked = "&".join(f"{name}={value}" for name, value in kept.items())
    following = f"/v1/batches/{batch}/items?after={page[-1].position}&{asked}" if more else None
    return _private(lasting_answer({"items": items, "next": following}))


def give_result(batch: str) -> Response:
    """Give the ZIP of a finished batch, or a range of its bytes."""
    check_parameters()
    status = own_batch(batch, tenant())
    try:
        return archive_answer(status)
    except UnfinishedError as error:
        return problem(error, [("Retry-After", str(pause(status)))])


def give_corrections(batch: str) -> Response:
    """Give what says what to mend: «Исправить.xlsx» for a workbook."""
    check_parameters()
    return corrections_answer(own_batch(batch, tenant()))


def cancel_batch(batch: str) -> Response:
    """Make nothing more of a batch; what is made stays."""
    check_parameters()
    batches().cancel(own_batch(batch, tenant()).id)
    return _status(batch, 200)


def retry_batch(batch: str) -> Response:
    """Make failed and cancelled schools again."""
    check_parameters()
    batches().retry(own_batch(batch, tenant()).id)
    return _status(batch, 202)


def delete_batch(batch: str) -> Response:
    """Delete a batch, its data and its files at once, made or not."""
    check_parameters()
    batches().delete(own_batch(batch, tenant()).id)
    return Response(status=204)


def own_batch(batch: str, owner: str) -> BatchStatus:
    """Return how a batch of this tenant stands; raises UnknownBatchError for that of another one as well."""
    status = batches().status(batch)
    if status.tenant != owner:
        raise UnknownBatchError("Такого задания нет: оно удалено или адрес неверен.")
    return status


def archive_answer(status: BatchStatus) -> Response:
    """Answer with the ZIP of a batch, or the bytes of it that Range names; raises UnfinishedError, RangeError."""
    path = batches().archive(status.id)
    name = safe_name(f"{Path(status.source_name).stem or 'Район'} – документы")
    try:
        answer = send_file(path, ZIP_TYPE, etag=path.stem, conditional=True)
    except RequestedRangeNotSatisfiable as error:
        size = path.stat().st_size
        told = RangeError(f"В файле {size} байт: таких байтов, как просит заголовок Range, в нём нет.")
        return problem(told, [("Content-Range", f"bytes */{error.length or size}")])
    answer.headers["Content-Disposition"] = disposition(f"{name}.zip")
    return _private(answer)


def corrections_answer(status: BatchStatus) -> Response:
    """Answer with what says what to mend; raises NothingToMendError."""
    told = batches().corrections(status.id)
    if told is None:
        raise NothingToMendError("В данных этого задания исправлять нечего.")
    name, content = told
    return attachment(content, XLSX_TYPE if name.endswith(".xlsx") else JSON_TYPE, name)


def pause(status: BatchStatus) -> int:
    """Return the seconds after which it is worth asking again."""
    return max(1, min(15, round((status.seconds_left or 8.0) / 4)))


def _status(batch: str, code: int) -> Response:
    status = own_batch(batch, tenant())
    told: dict[str, Any] = told_status(batches(), status)
    answer = json_answer(told, code) if code != 200 or request.method != "GET" else lasting_answer(told)
    if code == 202:
        answer.headers["Location"] = told["links"]["self"]
        answer.autocorrect_location_header = False
    if not status.finished:
        answer.headers["Retry-After"] = str(pause(status))
    return _private(answer)


def _private(answer: Response) -> Response:
    """Keep what holds names of people out of caches that several use."""
    if answer.headers.get("Cache-Control") != "no-store":
        answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _number(name: str, default: int, least: int, most: int = 10**9) -> int:
    told = request.args.get(name)
    if told is None:
        return default
    if not (told.isascii() and told.lstrip("-").isdecimal() and len(told) < 10 and least <= int(told) <= most):
        raise RequestError(f"Параметр {name} — целое число от {least} до {most}.")
    return int(told)
