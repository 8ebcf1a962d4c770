"""The tree that a form is: frozen nodes, each of them one thing on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, Literal

from markupsafe import Markup, escape

Shape = Literal["line", "paragraph", "lines", "radios", "select", "checks", "flag", "fixed"]
What = Literal["field", "group", "rows"]


def html_id(pointer: str) -> str:
    """Return the id of the element that stands for a JSON pointer: `f-people-3-surname`."""
    return "f" + _UNUSUAL.sub(lambda found: f".{ord(found[0]):x}", pointer).replace("/", "-")


def command_id(command: str) -> str:
    """Return the id of the element that sends a command: `fadd-people`."""
    return html_id(command.replace(" /", "/").replace(" ", "/"))


_UNUSUAL: Final = re.compile("[^A-Za-z0-9_/]")
_NAMED: Final = 4  # tucked fields that a summary names


@dataclass(frozen=True)
class Option:
    """One thing to choose: what is sent, what is read, under which heading it stands in a list."""

    value: str
    label: str
    group: str = ""


class Options:
    """A list of options that many fields share; its HTML is made once."""

    def __init__(self, items: Iterable[Option]) -> None:
        """Keep the options in the order given; options of one heading stand together."""
        self.items: Sequence[Option] = tuple(items)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the labels by value."""
        return {option.value: option.label for option in self.items}

    @cached_property
    def html(self) -> str:
        """Return the `<option>` elements, none of them selected."""
        parts, open_group = [], ""
        for option in self.items:
            if option.group != open_group:
                parts.append("</optgroup>" if open_group else "")
                parts.append(f'<optgroup label="{escape(option.group)}">' if option.group else "")
                open_group = option.group
            parts.append(f'<option value="{escape(option.value)}">{escape(option.label)}</option>')
        return "".join([*parts, "</optgroup>" if open_group else ""])

    def selected(self, value: str) -> Markup:
        """Return the `<option>` elements with one selected; a value that is not among them selects none."""
        sign = f'<option value="{escape(value)}"'
        return Markup(self.html.replace(sign, sign + " selected", 1))  # noqa: S704 - escaped part by part


@dataclass(frozen=True)
class Help:
    """What the program makes of a name: its forms, each with its question and whether it is certain.

    A name without forms does not decline.
    """

    forms: tuple[tuple[str, str, bool], ...] = ()
    gender: str = ""

    @property
    def sure(self) -> bool:
        """Tell whether every form is certain."""
        return all(certain for _, _, certain in self.forms)

    def __str__(self) -> str:
        """Return «кого: Ивановой Анны Петровны · кому: …»."""
        told = [f"{question}: {form}" for question, form, _ in self.forms] or ["не склоняется"]
        return " · ".join([*told, *([f"пол: {self.gender}"] if self.gender else [])])


@dataclass(frozen=True, kw_only=True)
class Node:
    """What every part of a form has; `pointer` is where its value stands in the set."""

    pointer: str
    label: str
    hint: str = ""
    required: bool = False
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    help: Help | None = None

    @cached_property
    def id(self) -> str:
        """Return the id of its element: the first input of a field, the fieldset of a group."""
        return html_id(self.pointer)

    @cached_property
    def aria(self) -> Markup:
        """Return the attributes that tie its element to hint, error, warning and help, as far as there are any."""
        parts = (("hint", self.has_hint), ("error", self.errors), ("warning", self.warnings), ("help", self.help))
        told = " ".join(f"{self.id}.{name}" for name, there in parts if there)
        return Markup(f' aria-describedby="{told}"' if told else "")  # noqa: S704 - made of ids

    @property
    def has_hint(self) -> bool:
        """Tell whether a hint is shown."""
        return bool(self.hint)

    @property
    def inner(self) -> tuple["Node", ...]:
        """Return the nodes inside."""
        return ()

    @cached_property
    def wrong(self) -> bool:
        """Tell whether it or anything inside has an error."""
        return bool(self.errors) or any(node.wrong for node in self.inner)


@dataclass(frozen=True, kw_only=True)
class Field(Node):
    """One thing to type or choose; `name` is the name of the input, the JSON pointer.

    `values` are what is typed or ticked: one text for all shapes but `checks`.
    """

    what: ClassVar[What] = "field"

    shape: Shape
    name: str
    values: tuple[str, ...] = ()
    filled: bool = False  # a default that is shown does not fill it
    example: str = ""
    options: Options = field(default_factory=lambda: Options(()))
    lines: int = 1
    mode: str = ""  # inputmode, where the keyboard of a phone may help

    @property
    def value(self) -> str:
        """Return the one text that is typed or chosen."""
        return self.values[0] if self.values else ""

    @property
    def has_hint(self) -> bool:
        """Tell whether a hint or an example is shown."""
        return bool(self.hint or self.example)


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button of a row or of rows: `command` is the value of `do`; `told` names what it acts upon."""

    command: str
    label: str
    told: str
    warning: bool = False

    @property
    def id(self) -> str:
        """Return the id of the button."""
        return command_id(self.command)


@dataclass(frozen=True, kw_only=True)
class Group(Node):
    """Fields that belong together; `more` are the rarely used ones, tucked away unless `more_open`.

    An `inline` group is one value that takes several inputs: a person or words of one's own. A `bare` one is the
    whole page, whose heading names it. A `tucked` one may be left out and is long: it opens where it is needed.
    """

    what: ClassVar[What] = "group"

    children: tuple[Node, ...] = ()
    more: tuple[Node, ...] = ()
    more_open: bool = False
    buttons: tuple[Button, ...] = ()
    inline: bool = False
    bare: bool = False
    tucked: bool = False

    @property
    def inner(self) -> tuple[Node, ...]:
        """Return the nodes inside."""
        return (*self.children, *self.more)

    @cached_property
    def filled(self) -> bool:
        """Tell whether anything inside is filled, wrong or doubtful."""
        return self.wrong or any(leaf.filled or leaf.warnings for leaf in leaves([self])) or bool(self.warnings)

    @property
    def more_told(self) -> str:
        """Return what the tucked fields are, for the summary: «пол, категория, стаж и другое: 7»."""
        labels = [
            node.label if node.label[1:2].isupper() else node.label[:1].lower() + node.label[1:]
            for node in self.more
        ]
        named = labels if len(labels) <= _NAMED + 1 else labels[:_NAMED]
        rest = f" и другое: {len(labels) - _NAMED}" if len(labels) > len(named) else ""
        return ", ".join(named) + rest

    @property
    def more_filled(self) -> int:
        """Return how many of the tucked fields are filled."""
        return sum(1 for node in self.more if any(leaf.filled for leaf in leaves([node])))


@dataclass(frozen=True, kw_only=True)
class Row(Group):
    """One section of a list; its label names it.

    A `folded` row is complete and opens on the page; a `closed` one, of a heavy list, has its fields left out: a
    button asks for them.
    """

    folded: bool = False
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Paste:
    """A place to paste rows from Excel: the name of the textarea, the command, what columns are expected."""

    name: str
    command: str
    columns: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the id of the textarea."""
        return command_id(self.command)


@dataclass(frozen=True, kw_only=True)
class Rows(Node):
    """A list of sections; several `adds` where a row may be of several kinds."""

    what: ClassVar[What] = "rows"

    rows: tuple[Row, ...] = ()
    adds: tuple[Button, ...] = ()
    adding: str = "Добавить"  # what opens the choice between several
    paste: Paste | None = None
    bare: bool = False

    @property
    def inner(self) -> tuple[Node, ...]:
        """Return the rows."""
        return self.rows


@dataclass(frozen=True)
class Form:
    """The form of one step; `errors` and `warnings` are for the summary: (id of the element, text)."""

    step_id: str
    title: str
    nodes: tuple[Node, ...]
    errors: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    def fields(self) -> Iterator[Field]:
        """Yield every field, in the order of the page."""
        return leaves(self.nodes)


def leaves(nodes: Iterable[Node]) -> Iterator[Field]:
    """Yield the fields of some nodes, in the order of the page."""
    for node in nodes:
        if isinstance(node, Field):
            yield node
        yield from leaves(node.inner)
