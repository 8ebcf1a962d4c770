"""What the buttons of rows do: add, remove, move, duplicate, paste, change the kind of a point."""

import copy
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from werkzeug.datastructures import MultiDict

from schemas.pairs import Pair
from service.catalog import Kind
from service.web.forms.controls import ABSENT, Control
from service.web.forms.dispatch import control_at
from service.web.forms.identities import give_ids
from service.web.forms.nodes import command_id, html_id
from service.web.forms.pasting import paste_rows
from service.web.forms.reading import put, value_at
from service.web.forms.scene import Scene, entries
from service.web.forms.sections import MOST_ROWS, RowsControl, SectionControl
from service.web.forms.steps import Step
from service.web.forms.using import users_of

_REGISTRIES: Final = ("people", "acts", "pairs")
_REPEATED: Final[Mapping[type[Any], tuple[str, ...]]] = {Pair: ("form", "kind", "period")}  # mostly alike


@dataclass(frozen=True)
class Acted:
    """The raw set after a command, the id to focus, and a sentence for the live region."""

    data: dict[str, Any]
    focus: str = ""
    said: str = ""


def act(step: Step, data: Mapping[str, Any], command: str, posted: "MultiDict[str, str] | None" = None) -> Acted:
    """Do what a button of a step says; a command that the step does not know changes nothing.

    `posted` holds the text to paste; what was typed is to be read into `data` before.
    """
    found = copy.deepcopy(dict(data))
    verb, _, rest = command.partition(" ")
    pointer, _, argument = rest.partition(" ")
    target = _target(step, pointer)
    if verb not in _VERBS or target is None or not _rows_exist(found, target.list_pointer):
        return Acted(found)
    text = posted.get(command, "") if posted is not None else ""
    return _VERBS[verb](_Move(found, pointer, target, argument, text, step.kinds)) or Acted(found)


@dataclass(frozen=True)
class _Target:
    """What a pointer names: a list of rows with the place of one of them, or a section that may be absent."""

    control: Control
    list_pointer: str
    place: int | None = None


@dataclass(frozen=True)
class _Move:
    """A command with everything that it needs."""

    data: dict[str, Any]
    pointer: str
    target: _Target
    argument: str
    text: str
    kinds: tuple[Kind, ...]

    @property
    def rows(self) -> RowsControl:
        """Return the control of the list."""
        assert isinstance(self.target.control, RowsControl)  # noqa: S101 - tells mypy what _row_of has asked
        return self.target.control

    @property
    def items(self) -> list[Any]:
        """Return the raw rows."""
        raw = value_at(self.data, self.target.list_pointer)
        return raw if isinstance(raw, list) else []

    def name(self, place: int) -> str:
        """Return what a row is called."""
        return self.rows.row_name(self.items[place], place, Scene(self.data, (), self.kinds, dt.date.min))

    def row_id(self, place: int) -> str:
        """Return the id of a row."""
        return html_id(f"{self.target.list_pointer}/{place}")


def _target(step: Step, pointer: str) -> _Target | None:
    """Return what a pointer names inside the step, None if it names nothing that a command can change."""
    start = next((own for own in step.pointers if pointer == own or pointer.startswith(own + "/")), None)
    if start is None:
        return None
    control: Control | None = control_at(start)
    here, way = start, pointer[len(start) :].split("/")[1:]
    while way and control is not None:
        sections = [control] if isinstance(control, SectionControl) else []
        if isinstance(control, RowsControl):
            row = way.pop(0)
            if not row.isdecimal() or len(row) > 4:
                return None
            if not way:
                return _Target(control, here, int(row))
            here, sections = f"{here}/{row}", control.all_sections()
        name = way.pop(0)
        here, control = f"{here}/{name}", _inner(sections, name)
    return _Target(control, here) if isinstance(control, RowsControl | SectionControl) else None


def _rows_exist(data: dict[str, Any], pointer: str) -> bool:
    """Tell whether every row on the way to a pointer is there."""
    steps = pointer.split("/")
    ways = ["/".join(steps[: place + 1]) for place, step in enumerate(steps) if step.isdecimal()]
    return all(value_at(data, way) is not ABSENT for way in ways)


def _inner(sections: list[SectionControl], name: str) -> Control | None:
    return next((part.control for one in sections for part in one.parts if part.key == name), None)


def _add(move: _Move) -> Acted | None:
    if move.target.place is not None:
        return None
    if isinstance(move.target.control, SectionControl):
        return _add_section(move)
    items = move.items
    if len(items) >= MOST_ROWS:
        return Acted(move.data, html_id(move.pointer), "Больше строк добавить нельзя.")
    put(move.data, move.pointer, [*items, _like_the_last(move, move.rows.new_row(move.argument))])
    give_ids(move.data)
    place = len(items)
    return Acted(move.data, move.row_id(place), f"Добавлена строка «{move.name(place)}».")


def _repeated(move: _Move) -> tuple[str, ...]:
    return _REPEATED.get(cast("type[Any]", move.rows.section.cls), ())


def _like_the_last(move: _Move, row: Any, only: Collection[str] | None = None) -> Any:
    """Return a new row with what is mostly alike in a list, as the last row has it; `only` some of it."""
    last = move.items[-1] if move.items else None
    if not (isinstance(last, dict) and isinstance(row, dict)):
        return row
    names = [name for name in _repeated(move) if name in last and (only is None or name in only)]
    return {**{name: copy.deepcopy(last[name]) for name in names}, **row}


def _is_begun(move: _Move, row: Any) -> bool:
    """Tell whether anything was typed in a row."""
    return not isinstance(row, dict) or bool(set(row) - {"id", *_repeated(move)})


def _add_section(move: _Move) -> Acted | None:
    control = move.target.control
    if not isinstance(control, SectionControl) or not control.on_demand:
        return None
    if value_at(move.data, move.pointer) in (ABSENT, None):
        put(move.data, move.pointer, {})
    return Acted(move.data, html_id(move.pointer), f"Добавлено: {control.label}.")


def _remove(move: _Move) -> Acted | None:
    control, place = move.target.control, move.target.place
    if place is None:
        if not isinstance(control, SectionControl) or not control.on_demand:
            return None
        put(move.data, move.pointer, ABSENT)
        return Acted(move.data, command_id(f"add {move.pointer}"), f"Убрано: {control.label}.")
    items = move.items
    if place >= len(items):
        return None
    name, gone = move.name(place), items[place]
    put(move.data, move.target.list_pointer, [*items[:place], *items[place + 1 :]])
    said = f"Удалена строка «{name}».{_still_used(move, gone)}"
    left = len(items) - 1
    focus = move.row_id(min(place, left - 1)) if left else html_id(move.target.list_pointer)
    return Acted(move.data, focus, said)


def _still_used(move: _Move, gone: Any) -> str:
    """Tell where else a removed person, act or pair is chosen."""
    registry = move.target.list_pointer[1:]
    name = gone.get("id") if isinstance(gone, dict) else None
    if registry not in _REGISTRIES or not isinstance(name, str):
        return ""
    if any(row.get("id") == name for row in entries(move.data, registry)):
        return ""
    places = list(dict.fromkeys(users_of(move.data, registry, name)))
    return f" Эта запись ещё выбрана в других местах: {', '.join(places)}. Выберите там другую." if places else ""


def _moved(move: _Move, by: int) -> Acted | None:
    place, items = move.target.place, move.items
    if place is None or not (0 <= place < len(items) and 0 <= place + by < len(items)):
        return None
    name = move.name(place)
    items[place], items[place + by] = items[place + by], items[place]
    told = f"Строка «{name}» теперь {place + by + 1}-я из {len(items)}."
    return Acted(move.data, move.row_id(place + by), told)


def _copy(move: _Move) -> Acted | None:
    place, items = move.target.place, move.items
    if place is None or place >= len(items) or len(items) >= MOST_ROWS:
        return None
    twin = copy.deepcopy(items[place])
    if isinstance(twin, dict) and move.target.list_pointer[1:] in _REGISTRIES:
        twin.pop("id", None)
    items.insert(place + 1, twin)
    give_ids(move.data)
    said = f"Добавлена копия строки «{move.name(place)}»."
    return Acted(move.data, move.row_id(place + 1), said)


def _paste(move: _Move) -> Acted | None:
    if move.target.place is not None or not isinstance(move.target.control, RowsControl):
        return None
    pasted = paste_rows(move.rows, move.data, move.text)
    if not pasted.rows:
        return Acted(
            move.data, command_id(f"paste {move.pointer}"), "Вставлять нечего: скопируйте строки из Excel."
        )
    required = {part.key for part in move.rows.section.parts if part.control.required}
    rows = [_like_the_last(move, row, only=required) for row in pasted.rows]
    items = [row for row in move.items if _is_begun(move, row)]
    room = MOST_ROWS - len(items)
    put(move.data, move.pointer, [*items, *rows[:room]])
    give_ids(move.data)
    said = f"Вставлено строк: {len(pasted.rows[:room])}."
    if pasted.people:
        said += f" На страницу «Люди» добавлено: {len(pasted.people)} ({', '.join(pasted.people[:10])})."
    if pasted.unread:
        said += f" Не разобраны столбцы: {', '.join(pasted.unread)}."
    return Acted(move.data, move.row_id(len(items)), said)


def _kind(move: _Move) -> Acted | None:
    """Show the fields of the kind that was chosen: reading the form has already changed it."""
    place = move.target.place
    if place is None or place >= len(move.items):
        return None
    return Acted(move.data, move.row_id(place), f"Показаны поля: «{move.name(place)}».")


def _open(move: _Move) -> Acted | None:
    """Show the fields of a row: those of the focused one are always there."""
    place = move.target.place
    if place is None or place >= len(move.items):
        return None
    return Acted(move.data, move.row_id(place), f"Открыта строка «{move.name(place)}».")


_VERBS: Final[Mapping[str, Any]] = {
    "add": _add, "remove": _remove, "up": lambda move: _moved(move, -1), "down": lambda move: _moved(move, 1),
    "copy": _copy, "paste": _paste, "kind": _kind, "open": _open,
}  # fmt: skip
