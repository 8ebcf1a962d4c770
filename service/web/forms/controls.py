"""A control: how one field of the schema is shown on the page and read back from it.

What comes back as it was shown leaves the raw value alone, so that a page that is sent unchanged changes nothing,
whatever the shape of the value in JSON.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from service.web.forms.nodes import Field, Help, Node, Options, Shape
from service.web.forms.scene import Scene

LONGEST: Final = 100_000  # characters of one input; the schema refuses texts far below that
_MOST_VALUES: Final = 2_000  # values of one name


class Absent(Enum):
    """Stands for a value that is not in the JSON."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Posted:
    """What a browser sent: texts by name, with line breaks as in JSON."""

    def __init__(self, posted: "MultiDict[str, str]") -> None:
        """Take the posted form; overlong values are cut."""
        self._texts = {
            name: tuple(_plain(text[:LONGEST]) for text in texts[:_MOST_VALUES]) for name, texts in posted.lists()
        }

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return what was sent under a name, None if the name was not sent."""
        return self._texts.get(name)

    def touched(self, pointer: str) -> bool:
        """Tell whether anything was sent at a pointer or below it."""
        return pointer in self._prefixes

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        found: set[str] = set()
        for name in self._texts:
            while name and name not in found:
                found.add(name)
                name = name.rpartition("/")[0]  # noqa: PLW2901 - climbs to the root
        return frozenset(found)


def _plain(text: str) -> str:
    """Return a text with line breaks as in JSON and without the sign that no page can show."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@dataclass(frozen=True, kw_only=True)
class Control:
    """One field of a section on the page."""

    label: str
    hint: str = ""
    example: str = ""
    required: bool = False
    expected: bool = False  # JSON may leave it out, the page does not call it optional

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the node that shows the raw value; `raw` is ABSENT where there is none."""
        raise NotImplementedError

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the raw value with what was typed put into it; ABSENT if there is to be none."""
        raise NotImplementedError

    def from_text(self, text: str, finder: "Finder") -> Any:
        """Return the raw value of a cell of a table that was pasted; ABSENT for an empty one."""
        raise NotImplementedError

    def fixed(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return a node that only shows what the control cannot hold."""
        errors, warnings = scene.found.take(pointer)
        told = json.dumps(raw, ensure_ascii=False, indent=1)
        return Field(pointer=pointer, label=self.label, errors=errors, warnings=warnings, shape="fixed",
                     name=pointer, values=(told,), filled=True)  # fmt: skip


class Finder:
    """Finds what the words of a pasted cell name; knows nobody unless it is told otherwise."""

    def find(self, registry: str, text: str) -> str:
        """Return the id of what a registry of the set calls `text`, or the text itself."""
        raise NotImplementedError


def is_blank(texts: Iterable[str]) -> bool:
    """Tell whether nothing was typed."""
    return not any(text.strip() for text in texts)


@dataclass(frozen=True, kw_only=True)
class Leaf(Control):
    """A control of one input."""

    shape: Shape = "line"
    mode: str = ""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the texts that the input shows, None if it cannot show the value."""
        if raw is ABSENT or raw is None:
            return ()
        return (raw,) if isinstance(raw, str) else None

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the raw value for texts that were typed, not all of them blank."""
        return texts[0]

    def options(self, raw: Any, scene: Scene) -> Options:
        """Return what can be chosen."""
        return Options(())

    def help(self, raw: Any, scene: Scene) -> Help | None:
        """Return what the program makes of the value."""
        return None

    def example_for(self, scene: Scene) -> str:
        """Return the example as it is told today."""
        return self.example

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return the shape of the input and how many lines it is high."""
        return self.shape, 1

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the field."""
        texts = self.shown(raw)
        if texts is None:
            return self.fixed(pointer, raw, scene)
        errors, warnings = scene.found.take(pointer)
        shape, lines = self.shape_for(texts)
        example = "" if texts and not errors and not is_blank(texts) else self.example_for(scene)
        return Field(
            pointer=pointer, label=self.label, hint=self.hint, required=self.required or self.expected,
            errors=errors, warnings=warnings, help=self.help(raw, scene), shape=shape, name=pointer, values=texts,
            filled=raw is not ABSENT and not is_blank(texts),
            example=example, options=self.options(raw, scene), lines=lines, mode=self.mode,
        )  # fmt: skip

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the raw value, changed if what was typed differs from what was shown."""
        texts, shown = posted.texts(pointer), self.shown(raw)
        if texts is None or shown is None:
            return raw
        typed = self.typed(texts)
        if typed == tuple(map(_plain, shown)) or (is_blank(typed) and is_blank(shown)):
            return raw
        return ABSENT if is_blank(typed) else self.parse(typed, raw)

    def typed(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was typed; only the last of several values of one input counts."""
        return texts[-1:]

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read a cell as if it were typed."""
        return ABSENT if is_blank([text]) else self.parse((text.strip(),), ABSENT)


@dataclass(frozen=True, kw_only=True)
class Fixed(Control):
    """A field that no control knows: shown, never changed."""

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the value for reading."""
        return self.fixed(pointer, None if raw is ABSENT else raw, scene)

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the raw value."""
        return raw

    def from_text(self, text: str, finder: Finder) -> Any:
        """Take no cell."""
        return ABSENT


@dataclass(frozen=True, kw_only=True)
class Part:
    """A field of a section: its name in JSON and its control."""

    key: str
    control: Control
    prominent: bool = True


Parts = tuple[Part, ...]
Raw = Mapping[str, Any]
__all__ = [
    "ABSENT", "Control", "Finder", "Fixed", "Leaf", "Part", "Parts", "Posted", "Raw", "field", "is_blank",
]  # fmt: skip
