"""A browser without a window: renders a form as a page does and sends back what a real one would."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from schemas.findings import Finding
from service.catalog import Catalog
from service.config import bundled
from service.web import forms
from service.web.forms import Form, Step, build_form, steps_for
from tests.conftest import sample_data

TODAY = dt.date(2026, 11, 22)
SAMPLES = sorted(path.stem for path in (Path(__file__).parents[3] / "samples").glob("*.json"))
_PAGE = (
    '{% import "forms/form.html" as forms %}<form>'
    "{{ forms.error_summary(form) }}{{ forms.warning_summary(form) }}{{ forms.show(form, hooks) }}</form>"
)


@cache
def catalog() -> Catalog:
    """Give the bundled kinds."""
    return Catalog([bundled("doc_templates")])


def steps(data: Mapping[str, Any]) -> dict[str, Step]:
    """Give the steps of a set by id."""
    return {step.id: step for step in steps_for([catalog().kinds[name] for name in data["documents"]])}


def sample_steps() -> list[tuple[str, str]]:
    """Give every sample with every step that its documents need."""
    return [(name, step) for name in SAMPLES for step in steps(sample_data(name))]


def build(data: Mapping[str, Any], step: str, findings: tuple[Finding, ...] = (), focus: str = "", *,
          brief: bool = False) -> Form:  # fmt: skip
    """Build the form of a step."""
    return build_form(steps(data)[step], data, findings, today=TODAY, focus=focus, brief=brief)


@cache
def _app() -> Flask:
    return Flask("forms", template_folder=str(Path(forms.__file__).parents[1] / "templates"))


def render(form: Form, hooks: Mapping[str, Any] | None = None) -> Any:
    """Give the parsed page of a form."""
    with _app().app_context():
        return lxml.html.fromstring(render_template_string(_PAGE, form=form, hooks=hooks))


def sent(page: Any) -> "MultiDict[str, str]":
    """Give what a browser sends when the page is submitted as it is."""
    return MultiDict(list(_controls(page)))


def _controls(page: Any) -> Iterator[tuple[str, str]]:
    for control in page.iter("input", "select", "textarea"):
        name = control.get("name")
        if control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            options = chosen or list(control.iter("option"))[:1]
            yield from ((name, option.get("value")) for option in options)
        elif control.tag == "textarea":
            text = control.text or ""
            yield name, text.removeprefix("\n").replace("\n", "\r\n")
        elif control.get("type") in {"checkbox", "radio"}:
            if control.get("checked") is not None:
                yield name, control.get("value")
        else:
            yield name, control.get("value").replace("\n", "")
