"""Controls of the values that have several shapes in JSON and one on the page."""

from dataclasses import dataclass
from typing import Any, Final

from service.web.forms.controls import ABSENT, Control, Finder, Leaf, Posted
from service.web.forms.deadline_words import deadline_words, read_words
from service.web.forms.helps import name_help
from service.web.forms.nodes import Field, Group, Help, Node, Shape
from service.web.forms.plain import ReferenceControl
from service.web.forms.scene import Scene
from service.web.forms.text_lines import read_lines, text_lines

_DEADLINE_EXAMPLE: Final = "до 25 мая {year} г.; сентябрь – декабрь {year}; ежемесячно"


@dataclass(frozen=True, kw_only=True)
class DeadlineControl(Leaf):
    """A deadline as words."""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the words."""
        if raw is ABSENT or raw is None:
            return ()
        words = deadline_words(raw)
        return None if words is None else (words,)

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the richest shape."""
        return read_words(texts[0])

    def example_for(self, scene: Scene) -> str:
        """Return examples of this year."""
        return _DEADLINE_EXAMPLE.format(year=scene.today.year)


@dataclass(frozen=True, kw_only=True)
class TextControl(Leaf):
    """Text of paragraphs and lists as lines of a textarea."""

    shape: Shape = "paragraph"

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the lines."""
        if raw is ABSENT or raw is None:
            return ()
        lines = text_lines(raw)
        return None if lines is None else (lines,)

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return a textarea that shows the text."""
        lines = texts[0].split("\n") if texts else []
        return "paragraph", min(20, max(3, sum(1 + len(line) // 90 for line in lines)))

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the blocks."""
        return read_lines(texts[0])


@dataclass(frozen=True, kw_only=True)
class PhraseControl(Leaf):
    """A phrase in the nominative; its other forms stay while the nominative does."""

    kind: str = "org"
    default: str = ""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the nominative."""
        if isinstance(raw, dict):
            nominative = raw.get("nom", "")
            return (nominative,) if isinstance(nominative, str) else None
        if raw is ABSENT and self.default:
            return (self.default,)
        return super().shown(raw)

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return a textarea for a long name."""
        longest = max(len(self.example), *(len(text) for text in texts), 0)
        return ("paragraph", longest // 70 + 1) if longest > 70 else ("line", 1)

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the new nominative alone: forms of the old one would be wrong."""
        return " ".join(texts[0].split())

    def help(self, raw: Any, scene: Scene) -> Help | None:
        """Return the forms that will be printed: those given here, in the lexicon, else the program's own."""
        own = raw if isinstance(raw, dict) else {}
        text = own.get("nom") if own else raw
        if not isinstance(text, str):
            return None
        return name_help(text, self.kind, overrides={**scene.forms_of(self.kind, text), **own})


@dataclass(frozen=True, kw_only=True)
class ResponsibleControl(Control):
    """Who is responsible: somebody from the list, or words."""

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return a list to choose from and a line beside it."""
        told = self._told(raw)
        if told is None:
            return self.fixed(pointer, raw, scene)
        who, words = self._inputs()
        errors, warnings = scene.found.take(pointer)
        options = who.options(told[0] or ABSENT, scene)
        common: dict[str, Any] = {"errors": (), "warnings": ()}
        return Group(
            pointer=pointer, label=self.label, errors=errors, warnings=warnings, inline=True,
            children=(
                Field(pointer=f"{pointer}/person", name=f"{pointer}/person", label=who.label, shape="select",
                      values=(told[0],), options=options, filled=bool(told[0]), **common),
                Field(pointer=f"{pointer}/text", name=f"{pointer}/text", label=words.label, shape="line",
                      values=(told[1],), filled=bool(told[1]), **common),
            ),
        )  # fmt: skip

    @staticmethod
    def _inputs() -> tuple[ReferenceControl, Leaf]:
        return ReferenceControl(label="Человек из списка"), Leaf(label="или своими словами")

    @staticmethod
    def _told(raw: Any) -> tuple[str, str] | None:
        """Return the id and the words that are shown; None for another shape."""
        if raw is ABSENT or raw is None:
            return "", ""
        if isinstance(raw, str):
            return "", raw
        if not isinstance(raw, dict) or len(raw) != 1:
            return None
        [(name, value)] = raw.items()
        if not isinstance(value, str) or name not in {"person", "role", "unit", "group", "text"}:
            return None
        return (value, "") if name == "person" else ("", value)

    def read_several(self, pointer: str, raw: Any, posted: Posted) -> list[Any]:
        """Return who is responsible: nobody, one, or two where both inputs were filled."""
        told = self._told(raw)
        person, words = posted.texts(f"{pointer}/person"), posted.texts(f"{pointer}/text")
        if told is None or (person is None and words is None):
            return [] if raw is ABSENT else [raw]
        typed = (person[-1] if person else told[0], words[-1].strip() if words else told[1])
        if typed == (told[0], told[1].strip()):
            return [] if raw is ABSENT else [raw]
        return [*([{"person": typed[0]}] if typed[0] else []), *([self._words(typed[1], raw)] if typed[1] else [])]

    @staticmethod
    def _words(text: str, raw: Any) -> Any:
        """Keep what the words are of, a role or a unit, when only the words change."""
        name = next(iter(raw), "person") if isinstance(raw, dict) else "person"
        return text if name == "person" else {name: text}

    def from_text(self, text: str, finder: Finder) -> Any:
        """Return the person whom a cell names, or its words."""
        if not text.strip():
            return ABSENT
        found = finder.find("people", text.strip())
        return text.strip() if found == text.strip() else {"person": found}
