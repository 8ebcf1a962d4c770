"""The control of the points of an order: rows of several kinds, each with fields of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.orders import VARIANTS, Free
from service.web.forms.controls import Posted
from service.web.forms.naming import Names, row_name
from service.web.forms.nodes import Button, Field, Node, Option, Options
from service.web.forms.scene import Scene
from service.web.forms.sections import RowsControl, SectionControl, read_parts


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
        return (Field(pointer=name, name=name, label="Вид пункта", required=True, shape="select", options=options,
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
