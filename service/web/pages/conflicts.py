"""Two tabs wrote different things into one place: both are shown, and she chooses."""

import json
from typing import Any, Final

from flask import make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from service.drafts import Draft
from service.web.forms import Step, build_form
from service.web.forms.nodes import Field
from service.web.pages import guard, saving
from service.web.pages.desk import today
from service.web.pages.merging import ABSENT, Conflict

_LONGEST: Final = 300  # characters of a value that are shown
_STATUS: Final = 409


def page(draft: Draft, step: Step, found: tuple[Conflict, ...]) -> AnyResponse:
    """Ask which of two values stays; what was typed travels with the question, nothing of it is saved yet."""
    own = (saving.SEEN, saving.CHOICE)
    kept = [(name, value) for name, value in guard.kept_fields(request.form) if not name.startswith(own)]
    labels = _labels(draft, step)
    rows = [(conflict, labels.get(conflict.pointer, ""), _shown(conflict.mine), _shown(conflict.theirs))
            for conflict in found]  # fmt: skip
    told = render_template("conflict.html", draft=draft, step=step, rows=rows, fields=kept)
    answer = make_response(told, _STATUS)
    answer.headers["HX-Retarget"] = "main"
    answer.headers["HX-Reselect"] = "main"
    return answer


def _labels(draft: Draft, step: Step) -> dict[str, str]:
    """Return what the places of a step are called: «Демидова Анна, Должность»."""
    found: dict[str, str] = {}

    def walk(nodes: Any, trail: str) -> None:
        for node in nodes:
            name = ", ".join(part for part in (trail, node.label) if part)
            found[node.pointer] = name
            walk(node.inner, trail if isinstance(node, Field) else name if trail or node.label else "")

    walk(build_form(step, draft.data, today=today()).nodes, "")
    return found


def _shown(value: Any) -> str:
    """Return a value as words, shortened."""
    if value is ABSENT or value in (None, "", [], {}):
        return "пусто"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return f"строк: {len(value)}. {'; '.join(_shown(one) for one in value)}"[:_LONGEST]
    if isinstance(value, dict):
        return ", ".join(_shown(one) for one in value.values())[:_LONGEST]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
