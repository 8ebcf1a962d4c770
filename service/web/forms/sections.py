"""Controls of sections and of lists of sections: groups of fields, rows, points of an order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.people import Person
from service.web.forms.controls import ABSENT, Control, Finder, Part, Parts, Posted
from service.web.forms.helps import person_help
from service.web.forms.naming import Names, added_noun, row_name
from service.web.forms.nodes import Button, Field, Group, Help, Node, Paste, Row, Rows, html_id
from service.web.forms.scene import Scene

MOST_ROWS: Final = 500  # rows of one list that a form shows and reads; longer lists stay as they are
_FOLDED_FROM: Final = 6  # rows; a list of more shows complete rows by their names
_HEAVY: Final = 250  # values; of a heavier list a brief page shows only what is being worked on
_ROOMY: Final = 3  # fields; a longer section that may be left out is tucked away
_MANY: Final = 10  # rows; in longer lists what is filled but rare stays tucked away


@dataclass(frozen=True, kw_only=True)
class SectionControl(Control):
    """A section: its fields as a group. One `on_demand` is asked for: filling cannot tell that it is there."""

    cls: type[Any] | None = None
    parts: Parts = ()
    on_demand: bool = False
    inline: bool = False
    one_of: tuple[frozenset[str], ...] = ()  # ways to say the same: with one filled the others are tucked away

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the group."""
        if not _is_section(raw):
            return self.fixed(pointer, raw, scene)
        if self.on_demand and raw in (ABSENT, None):
            errors, warnings = scene.found.take(pointer)
            button = Button(command=f"add {pointer}", label="Добавить", told=self.label)
            return Group(pointer=pointer, label=self.label, hint=self.hint, errors=errors, warnings=warnings,
                         buttons=(button,))  # fmt: skip
        children, more = self.build_parts(pointer, raw, scene)
        errors, warnings = scene.found.take(pointer)
        removing = Button(command=f"remove {pointer}", label="Убрать", told=self.label, warning=True)
        told = self.required or self.expected
        return Group(
            pointer=pointer, label=self.label, hint=self.hint, required=told, errors=errors,
            warnings=warnings, children=children, more=more, more_open=_is_open(more, shy=False),
            buttons=(removing,) if self.on_demand else (), inline=self.inline,
            tucked=not told and not self.on_demand and len(children) + len(more) > _ROOMY,
        )  # fmt: skip

    def build_parts(self, pointer: str, raw: Any, scene: Scene) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Return the nodes of the fields: those in sight and those tucked away."""
        values = raw if isinstance(raw, dict) else {}
        others = self._others(values)
        children: list[Node] = []
        more: list[Node] = []
        for part in self.parts:
            node = part.control.build(f"{pointer}/{part.key}", values.get(part.key, ABSENT), scene)
            tucked = not part.prominent or (part.key in others and not node.wrong)
            (more if tucked else children).append(node)
        if len(more) == 1:
            return (*children, *more), ()
        return tuple(children), tuple(more)

    def _others(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Return the fields of the ways that are not taken, once one is."""
        taken = [way for way in self.one_of if any(values.get(name) for name in way)]
        return frozenset().union(*self.one_of).difference(*taken) if taken else frozenset()

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the section with what was typed; an optional one without anything in it is no more."""
        if not _is_section(raw) or not posted.touched(pointer):
            return raw
        old = raw if isinstance(raw, dict) else {}
        new = read_parts(self.parts, pointer, old, posted)
        if new or raw == new:
            return raw if raw == new else new
        demanded = self.required and any(part.control.required for part in self.parts)
        if demanded or (self.on_demand and isinstance(raw, dict)):
            return new
        return ABSENT if isinstance(raw, dict) else raw

    def from_text(self, text: str, finder: Finder) -> Any:
        """Take no cell: its fields have columns of their own."""
        return ABSENT


def read_parts(parts: Parts, pointer: str, old: Mapping[str, Any], posted: Posted) -> dict[str, Any]:
    """Return the fields of a section with what was typed put into them; others stay."""
    new = dict(old)
    for part in parts:
        value = part.control.read(f"{pointer}/{part.key}", old.get(part.key, ABSENT), posted)
        if value is ABSENT:
            new.pop(part.key, None)
        else:
            new[part.key] = value
    return new


def _is_section(raw: Any) -> bool:
    return raw is ABSENT or raw is None or isinstance(raw, dict)


def _is_open(more: tuple[Node, ...], *, shy: bool) -> bool:
    if any(node.wrong or node.warnings for node in more):
        return True
    return not shy and any(isinstance(node, Field) and node.filled for node in more)


@dataclass(frozen=True, kw_only=True)
class RowsControl(Control):
    """A list of sections, a row each."""

    section: SectionControl
    least: int = 0
    paste: bool = True

    def section_for(self, raw: Any) -> SectionControl:
        """Return the section of a row."""
        return self.section

    def all_sections(self) -> list[SectionControl]:
        """Return the sections that rows may be of."""
        return [self.section]

    def adds(self, pointer: str) -> tuple[Button, ...]:
        """Return the buttons that add a row."""
        label = f"Добавить {added_noun(self.section.cls)}"
        return (Button(command=f"add {pointer}", label=label, told=self.label),)

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the rows."""
        items = [] if raw in (ABSENT, None) else raw
        if not isinstance(items, list) or len(items) > MOST_ROWS:
            return self.fixed(pointer, raw, scene)
        heavy = scene.brief and sum(map(_weight, items)) > _HEAVY
        rows = tuple(
            self._closed(pointer, place, items, scene)
            if heavy and _is_complete(f"{pointer}/{place}", items[place], scene)
            else self._row(pointer, place, items, scene)
            for place in range(len(items))
        )
        errors, warnings = scene.found.take(pointer)
        return Rows(pointer=pointer, label=self.label, hint=self.hint, required=self.required, errors=errors,
                    warnings=warnings, rows=rows, adds=self.adds(pointer),
                    adding=f"Добавить {added_noun(self.section.cls)}", paste=self._paste(pointer))  # fmt: skip

    def _row(self, pointer: str, place: int, items: list[Any], scene: Scene) -> Row:
        here, raw = f"{pointer}/{place}", items[place]
        name = self.row_name(raw, place, scene)
        if scene.focus == html_id(here) and self._is_new(raw):
            scene.found.drop(here)
        if isinstance(raw, dict):
            children, more = self.section_for(raw).build_parts(here, raw, scene)
        else:
            children, more = (self.fixed(here, raw, scene),), ()
        errors, warnings = scene.found.take(here)
        found = Row(
            pointer=here, label=name, errors=errors, warnings=warnings,
            children=(*self.heads(here, raw), *children),
            more=more, more_open=_is_open(more, shy=len(items) > _MANY),
            buttons=_row_buttons(here, name, place, len(items)), required=True,
            help=self._help(raw, scene),
        )  # fmt: skip
        return _folded(found, raw, scene) if len(items) > _FOLDED_FROM else found

    def _is_new(self, raw: Any) -> bool:
        """Tell whether the first thing that a row must have is still to be typed."""
        must = (part.key for part in self.section_for(raw).parts if part.control.required)
        return isinstance(raw, dict) and not raw.get(next(must, ""))

    def _closed(self, pointer: str, place: int, items: list[Any], scene: Scene) -> Row:
        """Return a row without its fields: what is not on the page stays as it is."""
        here, raw = f"{pointer}/{place}", items[place]
        name = self.row_name(raw, place, scene)
        errors, warnings = scene.found.take(here)
        opening = Button(command=f"open {here}", label="Изменить", told=name)
        return Row(
            pointer=here, label=name, errors=errors, warnings=warnings, required=True, closed=True,
            buttons=(opening, *_row_buttons(here, name, place, len(items))), help=self._help(raw, scene),
        )  # fmt: skip

    def _help(self, raw: Any, scene: Scene) -> Help | None:
        return person_help(raw, scene) if self.section.cls is Person and isinstance(raw, dict) else None

    def heads(self, pointer: str, raw: Any) -> tuple[Node, ...]:
        """Return what stands before the fields of a row."""
        return ()

    def row_name(self, raw: Any, place: int, names: Names) -> str:
        """Return what a row is called."""
        return row_name(self.section.cls, raw, place + 1, names)

    def _paste(self, pointer: str) -> Paste | None:
        if not self.paste:
            return None
        columns = tuple(label for label, _ in self.columns())
        return Paste(name=f"paste {pointer}", command=f"paste {pointer}", columns=columns) if columns else None

    def columns(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """Return the columns of a table that is pasted: the heading and the fields on the way to its value."""
        return tuple(_columns(self.section.parts))

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the rows with what was typed put into them."""
        items = [] if raw in (ABSENT, None) else raw
        if not isinstance(items, list) or len(items) > MOST_ROWS or not posted.touched(pointer):
            return raw
        sent = len(items)
        while posted.touched(f"{pointer}/{sent}") and sent < MOST_ROWS:
            sent += 1
        new = [self.read_row(f"{pointer}/{n}", items[n] if n < len(items) else {}, posted) for n in range(sent)]
        return raw if new == items else new

    def read_row(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return a row with what was typed put into it."""
        return read_parts(self.section_for(raw).parts, pointer, raw, posted) if isinstance(raw, dict) else raw

    def new_row(self, argument: str) -> Any:
        """Return a row to be added."""
        return {}

    def from_text(self, text: str, finder: Finder) -> Any:
        """Take no cell."""
        return ABSENT


def _columns(parts: Parts) -> "list[tuple[str, tuple[Part, ...]]]":
    found: list[tuple[str, tuple[Part, ...]]] = []
    for part in sorted(parts, key=lambda one: not one.prominent):
        control = part.control
        if isinstance(control, SectionControl):
            inner = [] if control.on_demand else _columns(control.parts)
            found += [(f"{control.label}: {label}", (part, *way)) for label, way in inner]
        elif not isinstance(control, RowsControl):
            found.append((control.label, (part,)))
    return found


def _row_buttons(pointer: str, name: str, place: int, count: int) -> tuple[Button, ...]:
    found = [Button(command=f"remove {pointer}", label="Удалить", told=name, warning=True)]
    if place > 0:
        found.append(Button(command=f"up {pointer}", label="Выше", told=name))
    if place < count - 1:
        found.append(Button(command=f"down {pointer}", label="Ниже", told=name))
    return (*found, Button(command=f"copy {pointer}", label="Дублировать", told=name))


def _folded(row: Row, raw: Any, scene: Scene) -> Row:
    return row if row.wrong or not raw or _is_focused(row.pointer, scene) else replace(row, folded=True)


def _is_focused(pointer: str, scene: Scene) -> bool:
    own = html_id(pointer)
    return scene.focus == own or scene.focus.startswith((f"{own}-", f"{own}."))


def _is_complete(pointer: str, raw: Any, scene: Scene) -> bool:
    """Tell whether nothing in a row has to be mended; warnings are told beside its name."""
    return bool(raw) and not scene.found.is_wrong_below(pointer) and not _is_focused(pointer, scene)


def _weight(raw: Any) -> int:
    """Return how many values there are in a part of the set."""
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else None
    return 1 if inner is None else sum(map(_weight, inner))
