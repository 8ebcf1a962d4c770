"""A context of templates for filters called by themselves."""

from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

from schemas.document_set import RenderOptions
from service.filters.state import STATE, RenderState
from service.language import DoubtReport


def make_context(*, date_style: str = "digits", initials_space: bool = False, **values: Any) -> Context:
    """Give a context with an organisation's choices and a state of its own."""
    options = RenderOptions(date_style=date_style, initials_space=initials_space)
    state = RenderState(report=DoubtReport(document="проба"))
    return Context(Environment(autoescape=True), {"options": options, STATE: state, **values}, None, {})


def doubts_of(context: Context) -> list[tuple[str, str]]:
    """Give the texts and forms that were doubted in a context."""
    return [(doubt.text, doubt.written) for doubt in context[STATE].report.doubts]
