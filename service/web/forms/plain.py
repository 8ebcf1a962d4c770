"""Controls of one value: lines, days, numbers, yes or no, one of several, a reference."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.fields import LINE_LIMIT
from service.web.forms.controls import ABSENT, Finder, Leaf
from service.web.forms.naming import first_words, spoken_day
from service.web.forms.nodes import Option, Options, Shape
from service.web.forms.scene import Scene

NOT_CHOSEN: Final = "не выбрано"
_EMPTY: Final = {  # where a list comes from that has nobody in it yet
    "people": "сначала добавьте людей на странице «Люди»",
    "pairs": "сначала добавьте пары на странице «Пары и группы»",
}
KEPT: Final = "="  # no id begins with it: «what stands there, spelled out»
_MOST_RADIOS: Final = 3
_LONG: Final = 56  # characters that an input of one line shows at a glance
_NUMBER: Final = re.compile(r"[-−]?\d{1,15}([.,]\d{1,10})?")


@dataclass(frozen=True, kw_only=True)
class LineControl(Leaf):
    """A line of text; a paragraph where the text may be long."""

    limit: int = LINE_LIMIT
    multiline: bool = False
    default: str = ""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the text, or the one that is printed without any."""
        return (self.default,) if raw in (ABSENT, None) and self.default else super().shown(raw)

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return a textarea for what is long or may be."""
        text = texts[0] if texts else ""
        roomy = self.multiline or (self.limit >= LINE_LIMIT and (not self.example or len(self.example) > _LONG))
        if roomy or "\n" in text or len(text) > _LONG:
            return "paragraph", max(2, text.count("\n") + 1, len(text) // _LONG + 1)
        return "line", 1

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the text; a line break in what is one line becomes a blank."""
        return texts[0] if self.multiline else re.sub(r"\s*\n\s*", " ", texts[0])


@dataclass(frozen=True, kw_only=True)
class DayControl(Leaf):
    """A day, as text in any spelling; one from JSON is shown as «01.09.2026»."""

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the day as people write it."""
        found = super().shown(raw)
        return tuple(spoken_day(text) for text in found) if found is not None else None

    def example_for(self, scene: Scene) -> str:
        """Return the example moved to the current year."""
        return example_day(self.example, scene)


def example_day(example: str, scene: Scene) -> str:
    """Return an example `2026-09-01` moved to the current year and written «01.09.2026»."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", example)
    return f"{found[3]}.{found[2]}.{int(found[1]) + scene.today.year - 2026}" if found else example


@dataclass(frozen=True, kw_only=True)
class NumberControl(Leaf):
    """A number, with a decimal comma or point; what is none stays as typed."""

    mode: str = "decimal"

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the number with a comma."""
        if isinstance(raw, bool):
            return None
        if isinstance(raw, int | float):
            return (str(raw).replace(".", ","),)
        return super().shown(raw)

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the number, or the text if it is none."""
        plain = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(\D|$))", "", texts[0].strip())
        if not _NUMBER.fullmatch(plain):
            return texts[0]
        plain = plain.replace(",", ".").replace("−", "-")
        return float(plain) if "." in plain else int(plain)


@dataclass(frozen=True, kw_only=True)
class FlagControl(Leaf):
    """A yes or no. An empty value is sent along with the box, to tell «no» from «was not on the page»."""

    shape: Shape = "flag"
    default: bool = False

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return a text if the box is ticked."""
        value = self.default if raw is ABSENT or raw is None else raw
        return (("1",) if value else ()) if isinstance(value, bool) else None

    def typed(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Leave the empty value out."""
        return ("1",) if any(texts) else ()

    def read(self, pointer: str, raw: Any, posted: Any) -> Any:
        """Return yes or no if the box was changed."""
        texts, shown = posted.texts(pointer), self.shown(raw)
        if texts is None or shown is None or self.typed(texts) == shown:
            return raw
        return bool(self.typed(texts))

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read «да», «нет», «+», «1»."""
        plain = text.strip().lower()
        return ABSENT if not plain else plain in {"да", "+", "1", "есть", "верно", "true"}


@dataclass(frozen=True, kw_only=True)
class ChoiceControl(Leaf):
    """One of a few codes, shown by their names; an unknown one stays chosen until another is."""

    names: dict[str, str] = field(default_factory=dict)
    default: str = ""
    clearable: bool = False  # it stands in a section that may be left out

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the code, or the default one."""
        if raw is ABSENT or raw is None:
            return (self.default,) if self.default else ()
        return super().shown(raw)

    def shape_for(self, texts: tuple[str, ...]) -> tuple[Shape, int]:
        """Return radio buttons for a few of which one is always chosen, else a list."""
        chosen = bool(self.default) or (self.required and not self.clearable)
        return ("radios" if chosen and len(self.names) <= _MOST_RADIOS else "select"), 1

    def options(self, raw: Any, scene: Scene) -> Options:
        """Return the codes with their names, and a way to choose none where that is possible."""
        unknown = [Option(code, code) for code in self.shown(raw) or () if code not in self.names]
        return self._known if not unknown else Options([*self._known.items, *unknown])

    @property
    def _known(self) -> Options:
        none = [] if self.default or self.shape_for(())[0] == "radios" else [Option("", NOT_CHOSEN)]
        return Options([*none, *(Option(code, name) for code, name in self.names.items())])

    def from_text(self, text: str, finder: Finder) -> Any:
        """Read the name of a code, or the code."""
        plain = text.strip().lower()
        if not plain:
            return ABSENT
        alike = (code for code, name in self.names.items() if plain in {code, name.lower()})
        close = (code for code, name in self.names.items() if name.lower().startswith(plain))
        return next(alike, next(close, text.strip()))


@dataclass(frozen=True, kw_only=True)
class ReferenceControl(Leaf):
    """One of the people, pairs, acts, orders or kinds of document; what is spelled out in place is kept."""

    shape: Shape = "select"
    registry: str = "people"

    def shown(self, raw: Any) -> tuple[str, ...] | None:
        """Return the id; an object that stands instead of an id is a choice of its own."""
        return (KEPT,) if isinstance(raw, dict) else super().shown(raw)

    def options(self, raw: Any, scene: Scene) -> Options:
        """Return what the registry holds, none, and what is chosen without being there."""
        return reference_options(self.registry, self.shown(raw) or (), raw, scene)

    def parse(self, texts: tuple[str, ...], raw: Any) -> Any:
        """Return the id; «as it is» says nothing where nothing is."""
        return ABSENT if texts[0] == KEPT else texts[0]

    def from_text(self, text: str, finder: Finder) -> Any:
        """Find what the cell names."""
        return finder.find(self.registry, text.strip()) if text.strip() else ABSENT


def reference_options(registry: str, chosen: tuple[str, ...], raw: Any, scene: Scene) -> Options:
    """Return the options of a registry, with «none» first and anything chosen that is not among them."""
    known = scene.options(registry)
    missing = [value for value in chosen if value and value not in known.labels]
    if not missing:
        return _with_none(registry, scene)
    told = [Option(value, _told(value, raw)) for value in missing]
    return Options([*_with_none(registry, scene).items, *told])


def _told(value: str, raw: Any) -> str:
    if value == KEPT:
        return f"оставить как есть: {first_words(raw)}"
    return f"«{value}»: такой записи больше нет"


def _with_none(registry: str, scene: Scene) -> Options:
    key = f"{registry}+"
    found: Options | None = scene.shared.get(key)
    if found is None:
        items = scene.options(registry).items
        none = NOT_CHOSEN if items else _EMPTY.get(registry, NOT_CHOSEN)
        found = scene.shared[key] = Options([Option("", none), *items])
    return found
