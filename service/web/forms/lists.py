"""Controls of lists of values: a line each, boxes to tick, references, those responsible."""

from dataclasses import dataclass, field
from typing import Any, Final

from service.web.forms.controls import ABSENT, Control, Finder, Leaf, Posted
from service.web.forms.naming import spoken_day
from service.web.forms.nodes import Group, Node, Option, Options, Shape
from service.web.forms.plain import KEPT, ReferenceControl
from service.web.forms.scene import Scene
from service.web.forms.unions import ResponsibleControl

_MORE: Final = 200  # more items of one list than were shown are not read from a form


@dataclass(frozen=True, kw_only=True)
class LinesControl(Leaf):
    """A list of texts, one per line; days are shown as people write them."""

    shape: Shape = "lines"
    days: bool = False

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the lines as one text."""
        if raw is ABSENT or raw is None or raw == []:
            return ()
        if not isinstance(raw, list) or not all(isinstance(item, str) and "\n" not in item for item in raw):
            return None
        return ("\n".join(spoken_day(item) if self.days else item for item in raw),)

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return a textarea that shows the lines."""
        lines = texts[0].split("\n") if texts else []
        return "lines", min(20, max(2 if self.days else 3, sum(1 + len(line) // 90 for line in lines)))

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the lines that are not blank."""
        return [line.strip() for line in texts[0].split("\n") if line.strip()]

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read a cell whose items are parted by line breaks or semicolons."""
        return self.parse((text.replace(";", "\n"),), ABSENT) or ABSENT


@dataclass(frozen=True, kw_only=True)
class ChecksControl(Leaf):
    """A list of codes or references, ticked; those that stay keep their order, new ones follow."""

    shape: Shape = "checks"
    names: dict[str, str] = field(default_factory=dict)
    registry: str = ""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return what is ticked."""
        if raw is ABSENT or raw is None:
            return ()
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            return None
        return tuple(raw)

    def typed(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out the empty value that is sent along with the boxes."""
        return tuple(dict.fromkeys(text for text in texts if text))

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the list if other boxes are ticked than were shown."""
        texts, shown = posted.texts(pointer), self.shown(raw)
        if texts is None or shown is None:
            return raw
        ticked = self.typed(texts)
        if set(ticked) == set(shown):
            return raw
        kept = [value for value in shown if value in ticked]
        return [*kept, *(value for value in ticked if value not in kept)] or ABSENT

    def options(self, raw: Any, scene: Scene) -> Options:
        """Return the boxes, those of unknown values last."""
        known = scene.options(self.registry) if self.registry else self._named
        unknown = [value for value in dict.fromkeys(self.shown(raw) or ()) if value not in known.labels]
        told = "«{}»: такой записи больше нет" if self.registry else "{}"
        if not unknown:
            return known
        return Options([*known.items, *(Option(value, told.format(value)) for value in unknown)])

    @property
    def _named(self) -> Options:
        return Options(Option(code, name) for code, name in self.names.items())

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read a cell whose items are parted by line breaks, commas or semicolons."""
        words = [word.strip() for word in text.replace("\n", ";").split(";") if word.strip()]
        if self.registry:
            return [finder.find(self.registry, word) for word in words] or ABSENT
        codes = {name.lower(): code for code, name in self.names.items()}
        return [codes.get(word.lower(), word) for word in words] or ABSENT


@dataclass(frozen=True, kw_only=True)
class ReferencesControl(Control):
    """A short list of references: a list to choose from for each, and an empty one for the next."""

    registry: str = "people"

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the choices, numbered."""
        items = _items(raw)
        if items is None:
            return self.fixed(pointer, raw, scene)
        spare = 1 if items else 2
        one = ReferenceControl(label="", registry=self.registry)
        children = tuple(
            _relabelled(one, place).build(f"{pointer}/{place}", item, scene)
            for place, item in enumerate([*items, *[ABSENT] * spare])
        )
        errors, warnings = scene.found.take(pointer)
        return Group(pointer=pointer, label=self.label, hint=self.hint, required=self.required, errors=errors,
                     warnings=warnings, children=children, inline=True)  # fmt: skip

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the list without those that were set to none."""
        items = _items(raw)
        if items is None or not posted.touched(pointer):
            return raw
        one = ReferenceControl(label="", registry=self.registry)
        found = [one.read(f"{pointer}/{place}", item, posted) for place, item in _places(pointer, items, posted)]
        kept = [item for item in found if item is not ABSENT and item not in ("", KEPT)]
        return raw if kept == items else kept or ABSENT

    def from_text(self, text: str, finder: Finder) -> Any:
        """Find those whom a cell names, parted by line breaks, commas or semicolons."""
        words = [word.strip() for word in text.replace("\n", ";").replace(",", ";").split(";") if word.strip()]
        return [finder.find(self.registry, word) for word in words] or ABSENT


def _relabelled(control: ReferenceControl, place: int) -> ReferenceControl:
    return ReferenceControl(label=f"{place + 1}-й в списке", registry=control.registry)


@dataclass(frozen=True, kw_only=True)
class ResponsiblesControl(Control):
    """Those responsible: for each a person from the list or words, and an empty place for the next."""

    def build(self, pointer: str, raw: Any, scene: Scene) -> Node:
        """Return the places."""
        items = _items(raw)
        if items is None:
            return self.fixed(pointer, raw, scene)
        children = tuple(
            ResponsibleControl(label=f"{place + 1}-й ответственный").build(f"{pointer}/{place}", item, scene)
            for place, item in enumerate([*items, ABSENT])
        )
        errors, warnings = scene.found.take(pointer)
        return Group(pointer=pointer, label=self.label, hint=self.hint, required=self.required, errors=errors,
                     warnings=warnings, children=children)  # fmt: skip

    def read(self, pointer: str, raw: Any, posted: Posted) -> Any:
        """Return the list with what was chosen and typed."""
        items = _items(raw)
        if items is None or not posted.touched(pointer):
            return raw
        one = ResponsibleControl(label="")
        kept = [
            found
            for place, item in _places(pointer, items, posted)
            for found in one.read_several(f"{pointer}/{place}", item, posted)
        ]
        return raw if kept == items else kept or ABSENT

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read a cell whose items are parted by line breaks or semicolons."""
        one = ResponsibleControl(label="")
        words = [word.strip() for word in text.replace("\n", ";").split(";") if word.strip()]
        return [one.from_text(word, finder) for word in words] or ABSENT


def _items(raw: Any) -> list[Any] | None:
    if raw is ABSENT or raw is None:
        return []
    return raw if isinstance(raw, list) else None


def _places(pointer: str, items: list[Any], posted: Posted) -> list[tuple[int, Any]]:
    """Return the places of a list with their raw values: those that are there, then those that were sent."""
    found = list(enumerate(items))
    while posted.touched(f"{pointer}/{len(found)}") and len(found) < len(items) + _MORE:
        found.append((len(found), ABSENT))
    return found
