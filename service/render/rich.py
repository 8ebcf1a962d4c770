"""Paragraphs with italics and the organisation's name, as docxtpl's rich text."""

from typing import Final

from docxtpl import RichText
from jinja2 import pass_context
from jinja2.runtime import Context

from schemas.text import Paragraph
from service.filters.names import org
from service.filters.state import state_of
from service.language import typeset

ITALIC: Final = "Emphasis"  # the character style of the templates


@pass_context
def rich(context: Context, value: Paragraph) -> RichText:
    """Return a paragraph's runs; used as `{{r line | rich }}`."""
    found, whole = RichText(), ""
    for run in value.runs:
        text = org(context, context["organization"], run.organization) if run.organization else run.text
        text = _typeset(text)
        state_of(context).printed.append(text)
        found.add(text, style=ITALIC if run.italic else None)
        whole += text
    state_of(context).printed.append(whole)  # what stands where two runs meet is the caller's too
    return found


def _typeset(text: str) -> str:
    """Set a run by the rules of print, keeping the spaces that part it from its neighbours."""
    body = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{typeset(body)}{after}" if body else text
