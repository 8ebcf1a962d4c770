"""«Район»: the workbook of many schools goes in, what is wrong in it and the documents come out."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.batch import BatchStatus, Order, School, Upload
from service.entries import Problem
from service.errors import InputError, InvalidDataError, InvalidJsonError
from service.generate import Format
from service.web.batches.opening import batches
from service.web.batches.received import file_name
from service.web.batches.views import archive_answer, corrections_answer, own_batch
from service.web.deliver import attachment
from service.web.pages.browser import owner
from service.web.parts import parts
from service.web.reading import XLSX_TYPE
from service.workbook import write_template

FORMATS: Final[dict[Format, str]] = {"docx": "Word", "pdf": "PDF"}
_SHOWN: Final = 300  # rows of a table; «Исправить.xlsx» has them all
_TEMPLATE: Final = "Наставничество – район.xlsx"


@dataclass(frozen=True)
class Row:
    """A line of a table: whose record, where, what is wrong or doubtful."""

    school: str
    key: str
    problem: Problem


@dataclass(frozen=True)
class Refusal:
    """Why nothing was accepted: what to do, and each thing that is wrong with the file."""

    text: str
    lines: tuple[str, ...] = ()


def add_to(flow: Blueprint) -> None:
    """Add the pages of a district."""
    flow.get("/district")(district)
    flow.post("/district")(send_district)
    flow.get("/district/template.xlsx")(district_template)
    flow.get("/district/<batch>")(show_district)
    flow.get("/district/<batch>/progress")(district_progress)
    flow.get("/district/<batch>/result.zip")(district_archive)
    flow.get("/district/<batch>/corrections")(district_corrections)
    flow.post("/district/<batch>/cancel")(cancel_district)
    flow.post("/district/<batch>/retry")(retry_district)
    flow.post("/district/<batch>/delete")(delete_district)


def district() -> str:
    """Show what to do, and what this browser has sent before."""
    return _district(request.args.get("formats", "").split(","))


def _district(chosen: list[str], refusal: Refusal | None = None) -> str:
    return render_template(
        "district.html",
        found=batches().latest(_tenant(), 50),
        moment=_moment,
        formats=FORMATS,
        chosen=[name for name in chosen if name in FORMATS] or list(FORMATS),
        refusal=refusal,
        key=secrets.token_hex(8),
        limit=parts().settings.max_upload // 1_000_000,
        keep_days=parts().settings.keep_days,
    )


def send_district() -> AnyResponse | tuple[str, int]:
    """Accept the file: good schools are made at once, whatever is wrong with others."""
    chosen = [name for name in FORMATS if name in request.form.getlist("formats")]
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    if not content:
        return _district(list(chosen), Refusal("Выберите файл с книгой Excel.")), 422
    if not chosen:
        return _district([], Refusal("Отметьте, какие файлы нужны: Word, PDF или оба.")), 422
    # Sent twice by a double click it is one batch; another file from the same page is another one.
    same = hashlib.sha256(content + ",".join(chosen).encode()).hexdigest()
    order = Order(chosen, _tenant(), f"{request.form.get('key', '')[:40]}:{same}")
    try:
        batch = batches().submit(Upload(content, file_name(sent.filename if sent else "")), order)
    except InvalidDataError as error:
        lines = tuple(finding.message for finding in error.findings)
        return _district(list(chosen), Refusal("В книге не нашлось ни одной школы:", lines)), 422
    except InvalidJsonError:
        return _district(list(chosen), Refusal("Это не книга Excel: нужен файл .xlsx.")), 422
    except InputError as error:
        return _district(list(chosen), Refusal(str(error))), 422
    return redirect(url_for("pages.show_district", batch=batch), 303)


def district_template() -> AnyResponse:
    """Give the empty workbook."""
    return attachment(write_template(), XLSX_TYPE, _TEMPLATE)


def show_district(batch: str) -> str:
    """Show how it goes, what is to be mended, and the result."""
    status = own_batch(batch, _tenant())
    schools = batches().schools(batch)
    errors = [*(Row("", "", problem) for problem in status.problems), *_rows(schools, "errors")]
    warnings = _rows(schools, "warnings")
    return render_template(
        "district_batch.html",
        **_progress(status),
        errors=errors[:_SHOWN],
        more_errors=len(errors) - _SHOWN,
        faulty=sum(bool(school.errors) for school in schools),
        warnings=warnings[:_SHOWN],
        more_warnings=len(warnings) - _SHOWN,
        created=_moment(status.created),
        kept_until=_moment(status.updated) + timedelta(days=parts().settings.keep_days),
        formats=FORMATS,
    )


def district_progress(batch: str) -> AnyResponse:
    """Show how it goes, to be put into the page; one that knew no schools yet is to be shown anew as a whole."""
    status = own_batch(batch, _tenant())
    answer = make_response(render_template("district_progress.html", **_progress(status)))
    if request.args.get("was") == "checking" != status.state:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _progress(status: BatchStatus) -> dict[str, object]:
    return {
        "batch": status,
        "failed": batches().schools(status.id, states=("failed",), limit=_SHOWN),
        "trouble": None if status.finished else batches().trouble,
        "left": _left(status.seconds_left),
    }


def _rows(schools: Sequence[School], which: str) -> list[Row]:
    return [Row(school.name, school.key, problem) for school in schools for problem in getattr(school, which)]


def district_archive(batch: str) -> AnyResponse:
    """Give everything in one ZIP."""
    return archive_answer(own_batch(batch, _tenant()))


def district_corrections(batch: str) -> AnyResponse:
    """Give «Исправить.xlsx»."""
    return corrections_answer(own_batch(batch, _tenant()))


def cancel_district(batch: str) -> AnyResponse:
    """Make nothing more."""
    batches().cancel(own_batch(batch, _tenant()).id)
    return redirect(url_for("pages.show_district", batch=batch), 303)


def retry_district(batch: str) -> AnyResponse:
    """Make again what failed or was stopped."""
    batches().retry(own_batch(batch, _tenant()).id)
    return redirect(url_for("pages.show_district", batch=batch), 303)


def delete_district(batch: str) -> AnyResponse:
    """Delete everything at once."""
    batches().delete(own_batch(batch, _tenant()).id)
    return redirect(url_for("pages.district"), 303)


def _tenant() -> str:
    """Return the tenant that a browser is; its colon, which no header may hold, keeps it apart from the API."""
    return f"browser:{owner()}"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 50:
        return "меньше минуты"
    minutes = round(seconds / 60)
    return f"около {minutes} мин" if minutes < 90 else f"около {round(minutes / 60)} ч"
