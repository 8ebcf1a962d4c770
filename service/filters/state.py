"""What one rendering knows and gathers; filters find it in the template's context."""

from dataclasses import dataclass, field
from typing import Any, Final, cast

from jinja2.runtime import Context

from schemas.document_set import RenderOptions
from service.language import DoubtReport, Lexicon

STATE: Final = "_state"


@dataclass
class RenderState:
    """The values printed, the forms doubted, and whether the page lies on its side."""

    report: DoubtReport = field(default_factory=DoubtReport)
    lexicon: Lexicon | None = None
    printed: list[str] = field(default_factory=list)
    landscape: bool = False
    mark: bool = False  # highlight doubtful forms
    doubtful: set[str] = field(default_factory=set)  # as they are printed

    def turn(self) -> None:
        """Lay the page on its side; called from templates as `page.turn()`."""
        self.landscape = True


class Typeset(str):
    """Text that is already set by the rules of print and must stay as it is."""

    __slots__ = ()


def state_of(context: Context) -> RenderState:
    """Return the state of the rendering that a filter is called in."""
    return cast("RenderState", context.resolve_or_missing(STATE))


def options_of(context: Context) -> RenderOptions:
    """Return the organisation's choices, the usual ones where the set makes none."""
    found: Any = context.get("options")
    return found if isinstance(found, RenderOptions) else RenderOptions()
