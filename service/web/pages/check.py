"""«Проверьте»: all data with links to where they are changed, what is wrong, and names to be declined rightly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from schemas.findings import Finding
from service.drafts import Draft
from service.web.forms import Form, Step, build_form
from service.web.forms.wording import on_the_page
from service.web.pages import words
from service.web.pages.desk import desk, the_draft, today
from service.web.pages.naming import draft_name
from service.web.pages.steps import belongs, progress

_TRIES = 5


@dataclass(frozen=True)
class Line:
    """A line of a summary: what is wrong and where to mend it."""

    text: str
    address: str


@dataclass(frozen=True)
class Part:
    """A section on the page: its form, to be read, and where it is changed."""

    step: Step
    form: Form
    address: str


def check(draft: str) -> str:
    """Show everything before the documents are made."""
    found = the_draft(draft)
    verdict = desk().verdict(found)
    parts = [_part(found, step, verdict.findings) for step in desk().steps(found)]
    filled = desk().filled(found)
    names = words.doubtful_names(filled.doubts, found.data) if filled else []
    return render_template(
        "check.html",
        draft=found,
        name=draft_name(found.data),
        steps=progress(found),
        parts_=parts,
        errors=[*_lines(parts, "errors"), *_general(found, verdict.errors)],
        warnings=[*_lines(parts, "warnings"), *_general(found, verdict.warnings)],
        names=names,
        named=bool(filled),
        cases=words.CASES,
        questions=words.QUESTIONS,
        kinds=desk().kinds(found),
        titles={kind.id: kind.title for kind in desk().kinds(found)},
        said="said" in request.args,
    )


def _part(draft: Draft, step: Step, findings: tuple[Finding, ...]) -> Part:
    form = build_form(step, draft.data, findings, today=today())
    return Part(step, form, url_for("pages.show_step", draft=draft.id, step=step.id))


def _lines(parts: list[Part], which: str) -> list[Line]:
    return [
        Line(f"{part.step.title} — {text}", f"{part.address}?focus={where}#{where}")
        for part in parts
        for where, text in getattr(part.form, which)
    ]


def _general(draft: Draft, findings: tuple[Finding, ...]) -> list[Line]:
    """Return the findings that belong to no section."""
    steps = desk().steps(draft)
    address = url_for("pages.show_documents", draft=draft.id)
    own = [finding for finding in findings if not any(belongs(finding.pointer, step) for step in steps)]
    return [Line(text, address) for text in dict.fromkeys(map(_worded, own))]


def _worded(finding: Finding) -> str:
    return f"{finding.pointer}: {on_the_page(finding)}" if finding.pointer else on_the_page(finding)


def correct(draft: str) -> AnyResponse:
    """Take the forms of a name, corrected or confirmed."""
    found = the_draft(draft)
    kind, text = request.form.get("kind", ""), request.form.get("text", "")[: words.LONGEST]
    if kind not in words.KINDS or not text.strip():
        abort(400)
    forms = {case: request.form.get(case, "")[: words.LONGEST] for case in words.CASES}
    place = _place(request.form.get("place", ""))
    for _ in range(_TRIES):
        changed: Mapping[str, Any] = words.with_forms(found.data, kind, text, place, forms)
        if desk().drafts.save(found, changed) is not None:
            break
        found = the_draft(draft)
    return redirect(url_for("pages.check", draft=draft, said=1, _anchor="said"), 303)


def _place(told: str) -> str:
    return told if re.fullmatch(r"(/[\w~.-]{1,100}){0,12}", told) else ""
