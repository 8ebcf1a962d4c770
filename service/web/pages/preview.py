"""The preview beside a section: the printed page of the document that the section is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from schemas.findings import Finding
from service.catalog import Kind
from service.drafts import Draft
from service.web.forms import Step, html_id
from service.web.pages.desk import desk, the_draft
from service.web.pages.previews import Preview, Printed, SupersededError

_PNG: Final = "image/png"
_TRIES: Final = 3
_NOBODY_WAITS: Final = 204


@dataclass(frozen=True)
class Picture:
    """One page: where its picture is and how large it is, in points."""

    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Missing:
    """A section that keeps the document from being made: what is wrong in it and where the first of it is."""

    title: str
    told: str
    address: str


@dataclass(frozen=True)
class Panel:
    """The preview of one document, as much of it as is known."""

    kind: Kind
    number: int
    count: int  # documents of this kind
    pictures: tuple[Picture, ...] = ()
    stale: bool = False
    complete: bool = False  # all pages are there and up to date
    missing: tuple[Missing, ...] = ()
    failure: str = ""


def panel(draft: Draft, step: Step, wanted: str = "") -> Panel | None:
    """Return the preview without making anything: what is there already, else the first page to come."""
    chosen = _chosen(draft, step, wanted)
    if chosen is None:
        return None
    kind, number = chosen
    known = desk().previews.known(draft, kind.id, number)
    if known is not None:
        return _panel(draft, kind, number, Preview(known))
    errors = desk().previews.verdict(draft, kind.id, number).errors
    if errors:
        return _panel(draft, kind, number, Preview(desk().previews.last_good(draft, kind.id, number), errors))
    coming = Picture(_source(draft, kind, number, 0, f"r{draft.revision}"), 595, 842)
    return Panel(kind, number, _count(draft, kind), (coming,))


def show_preview(draft: str, step: str) -> AnyResponse:
    """Make the preview anew: the inner part of the panel; 204 if the draft has changed in the meantime."""
    found = the_draft(draft)
    chosen = next((one for one in desk().steps(found) if one.id == step), None)
    document = _chosen(found, chosen, request.args.get("document", "")) if chosen else None
    if document is None:
        abort(404)
    try:
        made = desk().previews.of(found, document[0].id, document[1])
    except SupersededError:
        return Response(status=_NOBODY_WAITS)
    return make_response(render_template("preview.html", draft=found, preview=_panel(found, *document, made)))


def show_pages(draft: str, kind: str, number: int) -> AnyResponse:
    """Show all pages of one document on a page of their own."""
    found = the_draft(draft)
    document = _document(found, f"{kind} {number}") or abort(404)
    try:
        made = desk().previews.of(found, kind, number)
    except SupersededError:
        made = desk().previews.of(the_draft(draft), kind, number)
    told = render_template("pages.html", draft=found, preview=_panel(found, *document, made))
    return make_response(told)


def open_preview(draft: str, kind: str, number: int) -> AnyResponse:
    """Give the PDF of a preview, to be shown by the browser; while there is none, the page that says why."""
    found = the_draft(draft)
    _document(found, f"{kind} {number}") or abort(404)
    printed = _newest(found, kind, number)
    if printed is None:
        return redirect(url_for("pages.show_pages", draft=draft, kind=kind, number=number), 303)
    answer = Response(printed.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "inline"
    return answer


def picture(draft: str, kind: str, number: int, page: int) -> AnyResponse:
    """Give one page as a picture: the one that the address names by its digest, else the newest."""
    found = the_draft(draft)
    _document(found, f"{kind} {number}") or abort(404)
    printed = _named(found, kind, number) or _newest(found, kind, number)
    if printed is None or not 1 <= page <= len(printed.sizes):
        abort(404)
    tag = f"{printed.digest}-{page}"
    known = request.if_none_match.contains(tag)
    answer = Response(None if known else desk().previews.picture(printed, page - 1), 304 if known else 200)
    answer.mimetype = _PNG
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _named(draft: Draft, kind: str, number: int) -> Printed | None:
    digest = request.args.get("is", "")
    there = (desk().previews.known(draft, kind, number), desk().previews.last_good(draft, kind, number))
    return next((one for one in there if one is not None and one.digest == digest), None)


def _newest(draft: Draft, kind: str, number: int) -> Printed | None:
    for _ in range(_TRIES):
        try:
            return desk().previews.of(draft, kind, number).printed
        except SupersededError:
            draft = the_draft(draft.id)
    return None


def kinds_for(step: Step, kinds: Sequence[Kind]) -> list[Kind]:
    """Return the kinds in the order in which a step is about them: those that it belongs to come first."""
    paths = {pointer[1:].replace("/", ".") for pointer in step.pointers}
    return sorted(kinds, key=lambda kind: not paths & {*kind.requires[1:], *kind.context.values()})


def _chosen(draft: Draft, step: Step, wanted: str) -> tuple[Kind, int] | None:
    """Return the document to show: the wanted one if there is such, else the one that the step is about."""
    first = next(iter(kinds_for(step, desk().kinds(draft))), None)
    return _document(draft, wanted) or ((first, 0) if first else None)


def _document(draft: Draft, wanted: str) -> tuple[Kind, int] | None:
    name, _, number = wanted.partition(" ")
    kind = next((kind for kind in desk().kinds(draft) if kind.id == name), None)
    if kind is None:
        return None
    place = int(number) if number.isdecimal() and len(number) < 5 else 0
    return kind, min(place, max(0, _count(draft, kind) - 1))


def _count(draft: Draft, kind: Kind) -> int:
    rows = draft.data.get(kind.for_each[0]) if kind.for_each else None
    return len(rows) if isinstance(rows, list) else 1


def _panel(draft: Draft, kind: Kind, number: int, made: Preview) -> Panel:
    pictures: list[Picture] = []
    if made.printed is not None:
        for page, size in enumerate(made.printed.sizes):
            source = _source(draft, kind, number, page, made.printed.digest)
            pictures.append(Picture(source, size.width, size.height))
    current = not made.missing and not made.failure
    return Panel(
        kind, number, _count(draft, kind), tuple(pictures),
        stale=bool(pictures) and not current, complete=bool(pictures) and current,
        missing=tuple(_told(draft, made.missing)), failure=made.failure,
    )  # fmt: skip


def _told(draft: Draft, errors: Sequence[Finding]) -> Iterator[Missing]:
    """Yield each section with errors once, in the order of the steps; then what belongs to none of them."""
    left = list(errors)
    for step in desk().steps(draft):
        own = [error for error in left if any(_is_in(error.pointer, pointer) for pointer in step.pointers)]
        if own:
            left = [error for error in left if error not in own]
            anchor = html_id(own[0].pointer)
            address = url_for("pages.show_step", draft=draft.id, step=step.id, focus=anchor, _anchor=anchor)
            yield Missing(step.title, _amount(own, step), address)
    if left:
        yield Missing("Прочее", f"ошибок: {len(left)}", url_for("pages.check", draft=draft.id))


def _amount(errors: Sequence[Finding], step: Step) -> str:
    """Return how many fields are wrong; a section that is not there yet has not even the fields to be counted."""
    if any(error.pointer in step.pointers for error in errors):
        return "раздел не заполнен"
    return f"полей: {len({error.pointer for error in errors})}"


def _is_in(pointer: str, owner: str) -> bool:
    return pointer == owner or pointer.startswith(f"{owner}/")


def _source(draft: Draft, kind: Kind, number: int, page: int, digest: str) -> str:
    told: dict[str, Any] = {"is": digest}
    return url_for("pages.picture", draft=draft.id, kind=kind.id, number=number, page=page + 1, **told)
