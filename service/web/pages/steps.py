"""A page per section of the set: shown, saved, its rows changed, with nothing typed ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.drafts import Draft, new_token
from service.web.forms import Acted, Step, act, build_form, help_for, html_id, mend_slips, read_form
from service.web.pages import conflicts, guard, preview, saving
from service.web.pages.desk import desk, the_draft, today
from service.web.parts import parts

State = Literal["new", "wrong", "done"]
STATES: Final[dict[State, str]] = {"new": "не начато", "wrong": "есть ошибки", "done": "заполнено"}
SAVE: Final = "save"
CONTINUE: Final = "continue"
SHOW: Final = "show"
_PEOPLE: Final = "people"  # nothing is right or wrong about nobody, and yet nothing can be made of it
LAPSED: Final = (
    "Страница была открыта слишком долго, и браузер её забыл. Введённое на месте: нажмите кнопку ещё раз. "
    "Если это повторяется, разрешите в браузере файлы cookie для этого сайта."
)


@dataclass(frozen=True)
class Progress:
    """A step in the list of steps: how it stands with it."""

    step: Step
    state: State

    @property
    def told(self) -> str:
        """Return the state in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class View:
    """What the page of a step shows beside its form: where to go, what to say, which document to preview."""

    data: Mapping[str, Any]
    focus: str = ""
    said: str = ""
    notice: str = ""
    document: str = ""
    base: int = 0
    writer: str = field(default_factory=new_token)


def progress(draft: Draft) -> list[Progress]:
    """Return how it stands with every step."""
    errors = [finding.pointer for finding in desk().verdict(draft).errors]
    return [Progress(step, _state(step, draft, errors)) for step in desk().steps(draft)]


def _state(step: Step, draft: Draft, errors: list[str]) -> State:
    if step.id not in draft.visited or (step.id == _PEOPLE and not draft.data.get(_PEOPLE)):
        return "new"
    return "wrong" if any(belongs(pointer, step) for pointer in errors) else "done"


def belongs(pointer: str, step: Step) -> bool:
    """Tell whether a finding is to be mended on a step."""
    return any(pointer == own or pointer.startswith(f"{own}/") for own in step.pointers)


def show_draft(draft: str) -> AnyResponse:
    """Lead to where the work on a draft goes on: the first step that is not done, else the check."""
    found = the_draft(draft)
    if not desk().kinds(found):
        return redirect(url_for("pages.show_documents", draft=draft), 303)
    undone = next((one.step.id for one in progress(found) if one.state != "done"), None)
    if undone is None:
        return redirect(url_for("pages.check", draft=draft), 303)
    return redirect(url_for("pages.show_step", draft=draft, step=undone), 303)


def show_step(draft: str, step: str) -> AnyResponse:
    """Show a section, or take what was typed in it."""
    found = the_draft(draft)
    chosen = _the_step(found, step)
    if request.method == "POST":
        return _take(found, chosen)
    asked = request.args
    view = View(
        found.data, focus=asked.get("focus", ""), said=desk().said(found), document=asked.get("document", "")
    )
    return _page(found, chosen, view)


def _the_step(draft: Draft, name: str) -> Step:
    return next((step for step in desk().steps(draft) if step.id == name), None) or abort(404)


def _take(draft: Draft, step: Step) -> AnyResponse:
    """Save what was typed and do what the button says; after a command of a row the page says what happened."""
    command = request.form.get("do", SAVE)
    acted = Acted({})

    def change(base: Mapping[str, Any]) -> Mapping[str, Any]:
        nonlocal acted
        mended = mend_slips(step, read_form(step, base, request.form), leaving=command in {SAVE, CONTINUE})
        acted = Acted(mended.data)
        if command not in {SAVE, CONTINUE} and not command.startswith(SHOW):
            acted = act(step, acted.data, command, request.form)
        acted = replace(acted, said=f"{acted.said} {mended.said}".strip())
        return acted.data

    if guard.lapsed():
        typed = read_form(step, draft.data, request.form)
        return _page(draft, step, View(typed, notice=LAPSED, base=_base(draft)), status=400)
    left = (step.id,) if command in {SAVE, CONTINUE} else ()
    limit = parts().settings.max_request
    saved = saving.save(desk().drafts, draft, request.form, change, visited=left, limit=limit)
    if saved.conflicts:
        return conflicts.page(saved.draft, step, saved.conflicts)
    if "HX-Request" in request.headers:
        view = View(saved.draft.data, focus=acted.focus, said=acted.said, document=_document())
        answer = _page(saved.draft, step, view)
        answer.headers["HX-Trigger-After-Swap"] = "draft-saved"
        return answer
    desk().say(saved.draft, acted.said)
    return redirect(_next(saved.draft, step, command, acted.focus), 303)


def _base(draft: Draft) -> int:
    told = request.form.get(saving.REVISION, "")
    return int(told) if told.isdecimal() and len(told) < 10 else draft.revision


def _document() -> str:
    return request.form.get("document", "")


def _next(draft: Draft, step: Step, command: str, focus: str) -> str:
    """Return where to go after saving: on, unless the section has errors that are to be seen first."""
    own = url_for("pages.show_step", draft=draft.id, step=step.id)
    if command == CONTINUE:
        wrong = any(belongs(finding.pointer, step) for finding in desk().verdict(draft).errors)
        return f"{own}?focus=summary#summary" if wrong else following(draft, step)[1]
    verb, _, argument = command.partition(" ")
    if verb == SHOW:
        return url_for("pages.show_step", draft=draft.id, step=step.id, document=argument, _anchor="preview")
    if focus:
        return url_for("pages.show_step", draft=draft.id, step=step.id, focus=focus, _anchor=focus)
    return own


def following(draft: Draft, step: Step) -> tuple[str, str]:
    """Return what comes after a step: its title and address."""
    steps = desk().steps(draft)
    place = [one.id for one in steps].index(step.id) + 1
    if place < len(steps):
        return steps[place].title, url_for("pages.show_step", draft=draft.id, step=steps[place].id)
    return "Проверьте", url_for("pages.check", draft=draft.id)


def _page(draft: Draft, step: Step, view: View, status: int = 200) -> AnyResponse:
    verdict = desk().verdict(draft)
    told = verdict.findings if step.id in draft.visited else ()
    form = build_form(step, view.data, told, today=today(), focus=view.focus, brief=True)
    page = render_template(
        "step.html",
        draft=draft,
        step=step,
        steps=progress(draft),
        form=form,
        view=view,
        revision=view.base or draft.revision,
        following=following(draft, step),
        preview=preview.panel(draft, step, view.document),
        documents=desk().kinds(draft),
    )
    return make_response(page, status)


def autosave(draft: str, step: str) -> AnyResponse:
    """Save while she types: nothing is said of errors, and what contradicts another tab waits for her to save."""
    found = the_draft(draft)
    chosen = _the_step(found, step)
    limit = parts().settings.max_request
    saved = saving.save(
        desk().drafts, found, request.form, lambda base: read_form(chosen, base, request.form), limit=limit
    )
    form = build_form(chosen, saved.draft.data, today=today())
    helps = [{"id": html_id(pointer), "help": told} for pointer, told in help_for(form).items()]
    page = render_template("autosave.html", draft=saved.draft, helps=helps, conflicts=saved.conflicts)
    answer = make_response(page)
    if not saved.conflicts:
        answer.headers["HX-Trigger"] = "draft-saved"
    return answer
