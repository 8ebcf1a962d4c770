"""The first page: what is to be made, from nothing, from a sample or from last year's data; and the drafts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.bootstrap import sample
from service.catalog import Kind
from service.drafts import Draft
from service.starting import new_set, next_year
from service.web.forms import steps_for
from service.web.pages.browser import owner
from service.web.pages.desk import desk, the_draft, today
from service.web.pages.naming import draft_name
from service.web.pages.uploads import UploadError, read_upload
from service.web.parts import parts


def start() -> str:
    """Show the first page."""
    return _start()


def _start(error: str = "", field: str = "", chosen: Sequence[str] = ()) -> str:
    catalog = parts().generator.catalog
    drafts = [(draft, draft_name(draft.data), desk().kinds(draft)) for draft in desk().drafts.of(owner())]
    return render_template(
        "start.html",
        kinds=catalog.kinds,
        packages=catalog.packages,
        drafts=drafts,
        error=error,
        wrong_field=field,
        chosen=chosen,
    )


def create() -> AnyResponse | str:
    """Begin a draft of the chosen documents."""
    kinds = _chosen_kinds()
    if not kinds:
        return _start("Отметьте хотя бы один документ.", "kinds")
    if "sample" in request.form:
        return _begun({**json.loads(sample("school")), "documents": [kind.id for kind in kinds]}, kinds, seen=True)
    return _begun(new_set(kinds, today()), kinds)


def _chosen_kinds() -> list[Kind]:
    catalog = parts().generator.catalog
    package = next((p for p in catalog.packages if p.id == request.form.get("package")), None)
    names = package.kinds if package else request.form.getlist("kinds")
    return [catalog.kinds[name] for name in dict.fromkeys(names) if name in catalog.kinds]


def upload() -> AnyResponse | str:
    """Begin a draft from a file that was saved from here."""
    sent = request.files.get("file")
    try:
        uploaded = read_upload(
            sent.read() if sent else b"", parts().generator.catalog, parts().settings.max_request
        )
    except UploadError as error:
        return _start(str(error), "file")
    data, notes = uploaded.data, uploaded.notes
    if "roll" in request.form:
        rolled = next_year(data, today())
        data, notes = rolled.data, (*notes, *rolled.changes)
    kinds = [parts().generator.catalog.kinds[name] for name in data["documents"]]
    return _begun(data, kinds, seen=True, notes=notes)


def _begun(
    data: Mapping[str, Any], kinds: Sequence[Kind], *, seen: bool = False, notes: Sequence[str] = ()
) -> AnyResponse:
    """Begin a draft and lead to its first page: of data that came whole, to the check."""
    steps = [step.id for step in steps_for(kinds)]
    draft = desk().drafts.create(owner(), data, visited=steps if seen else (), notes=notes)
    if seen:
        return redirect(url_for("pages.check", draft=draft.id), 303)
    return redirect(url_for("pages.show_step", draft=draft.id, step=steps[0]), 303)


def show_documents(draft: str) -> str:
    """Show which documents the draft asks for."""
    return _documents(the_draft(draft))


def _documents(draft: Draft, error: str = "") -> str:
    return render_template(
        "documents.html",
        draft=draft,
        name=draft_name(draft.data),
        kinds=parts().generator.catalog.kinds,
        chosen=[kind.id for kind in desk().kinds(draft)],
        error=error,
    )


def choose_documents(draft: str) -> AnyResponse | str:
    """Change which documents are made; what was typed for the others stays in the draft."""
    found = the_draft(draft)
    kinds = _chosen_kinds()
    if not kinds:
        return _documents(found, "Отметьте хотя бы один документ.")
    for _ in range(5):
        data = _with_kinds(found.data, kinds)
        if desk().drafts.save(found, data) is not None:
            break
        found = the_draft(draft)
    return redirect(url_for("pages.show_draft", draft=draft), 303)


def _with_kinds(data: Mapping[str, Any], kinds: Sequence[Kind]) -> dict[str, Any]:
    """Return the set that asks for these kinds; sections that it has none of yet come prefilled."""
    fresh = new_set(kinds, today())
    changed = {**fresh, **data, "documents": [kind.id for kind in kinds]}
    for name, value in fresh.items():
        if isinstance(value, dict) and isinstance(data.get(name), dict):
            changed[name] = {**value, **data[name]} if name == "orders" else data[name]
    return changed


def delete(draft: str) -> AnyResponse:
    """Delete a draft at once."""
    desk().delete(the_draft(draft).id)
    return redirect(url_for("pages.start"), 303)
