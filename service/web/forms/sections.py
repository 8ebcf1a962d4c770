"""Controls of sections and of lists of sections: groups of fields, rows, points of an order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.orders import VARIANTS, Free
from schemas.people import Person
from service.web.forms.controls import ABSENT, Control, Finder, Part, Parts, Posted
from service.web.forms.helps import person_help
from service.web.forms.naming import Names, added_noun, row_name
from service.web.forms.nodes import Button, Field, Group, Node, Option, Options, Paste, Row, Rows
from service.web.forms.scene import Scene

MOST_ROWS: Final = 500  # rows of one list that a form shows and reads; longer lists stay as they are
_FOLDED_FROM: Final = 6  # rows; a list of more shows complete rows by their names
_MANY: Final = 10  # rows; in longer lists what is filled but rare stays tucked away


@dataclass(frozen=True, kw_only=True)
class SectionControl(Control):
    """A section: its fields as a group. One `on_demand` is asked for: filling cannot tell that it is there."""

    cls: type[Any] | None = None
    parts: Parts = ()
    on_demand: bool = False
    inline: bool = False

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
        return Group(
            pointer=pointer, label=self.label, hint=self.hint, required=self.required, errors=errors,
            warnings=warnings, children=children, more=more, more_open=_is_open(more, shy=False),
            buttons=(removing,) if self.on_demand else (), inline=self.inline,
        )  # fmt: skip

    def build_parts(self, pointer: str, raw: Any, scene: Scene) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Return the nodes of the fields: those in sight and those tucked away."""
        values = raw if isinstance(raw, dict) else {}
        children: list[Node] = []
        more: list[Node] = []
        for part in self.parts:
            node = part.control.build(f"{pointer}/{part.key}", values.get(part.key, ABSENT), scene)
            (children if part.prominent else more).append(node)
        if len(more) == 1:
            return (*children, *more), ()
        return tuple(children), tuple(more)

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
        rows = tuple(self._row(pointer, place, items, scene) for place in range(len(items)))
        errors, warnings = scene.found.take(pointer)
        return Rows(pointer=pointer, label=self.label, hint=self.hint, required=self.required, errors=errors,
                    warnings=warnings, rows=rows, adds=self.adds(pointer),
                    adding=f"Добавить {added_noun(self.section.cls)}", paste=self._paste(pointer))  # fmt: skip

    def _row(self, pointer: str, place: int, items: list[Any], scene: Scene) -> Row:
        here, raw = f"{pointer}/{place}", items[place]
        name = self.row_name(raw, place, scene)
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
            help=person_help(raw) if self.section.cls is Person and isinstance(raw, dict) else None,
        )  # fmt: skip
        return _folded(found, raw, scene) if len(items) > _FOLDED_FROM else found

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
    focused = scene.focus == row.id or scene.focus.startswith(row.id + "-")
    if row.wrong or not raw or focused:
        return row
    return replace(row, folded=True)


@dataclass(frozen=True, kw_only=True)
class PointsControl(RowsControl):
    """The points of an order: each of a kind, with the fields of that kind."""

    sections: Mapping[str, SectionControl]
    names: Mapping[str, str]
    paste: bool = False

    def section_for(self, raw: Any) -> SectionControl:
        """Return the section of a point's kind; a point of no known kind is in words of one's own."""
        kind = raw.get("kind") if isinstance(raw, dict) else None
        return self.sections[kind if isinstance(kind, str) and kind in self.sections else "free"]

    def all_sections(self) -> list[SectionControl]:
        """Return the sections of all kinds."""
        return list(self.sections.values())

    def adds(self, pointer: str) -> tuple[Button, ...]:
        """Return a button for each kind."""
        return tuple(Button(command=f"add {pointer} {kind}", label=name[:1].upper() + name[1:], told=self.label)
                     for kind, name in self.names.items())  # fmt: skip

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the points; one that is a plain text is shown as words of one's own."""
        if isinstance(raw, list):
            raw = [{"kind": "free", "text": item} if isinstance(item, str) else item for item in raw]
        return super().build(pointer, raw, scene)

    def heads(self, pointer: str, raw: Any) -> tuple[Node, ...]:
        """Return the choice of the kind."""
        if not isinstance(raw, dict):
            return ()
        kind = raw.get("kind")
        options = Options(Option(code, name) for code, name in self.names.items())
        name = f"{pointer}/kind"
        return (Field(pointer=name, name=name, label="Вид пункта", shape="select", options=options,
                      values=(kind,) if isinstance(kind, str) else ()),)  # fmt: skip

    def row_name(self, raw: Any, place: int, names: Names) -> str:
        """Return «Пункт 2. утвердить документ»."""
        return row_name(Free, raw, place + 1, names)

    def read_row(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return a point; with another kind it loses the fields which that kind has not."""
        point = {"kind": "free", "text": raw} if isinstance(raw, str) else raw
        if not isinstance(point, dict):
            return raw
        new = read_parts(self.section_for(point).parts, pointer, point, posted)
        chosen = (posted.texts(f"{pointer}/kind") or ("",))[-1]
        if chosen in self.sections and chosen != point.get("kind"):
            parts = self.sections[chosen].parts
            kept = {part.key: new[part.key] for part in parts if part.key in new}
            new = {"kind": chosen, **read_parts(parts, pointer, kept, posted)}
        return raw if new == point else new

    def new_row(self, argument: str) -> Any:
        """Return an empty point of a kind."""
        return {"kind": argument if argument in VARIANTS else "free"}
