"""What building a form needs to know beside the value itself: the set, its findings, what can be chosen."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal

from schemas.acts import LegalAct, library
from schemas.findings import Finding
from service.catalog import Kind
from service.web.forms.naming import act_name, pair_name, person_name
from service.web.forms.nodes import Option, Options
from service.web.forms.wording import on_the_page

Registry = Literal["people", "acts", "pairs", "orders", "kinds"]
_FIELDS: Final = {  # where on the page a finding about a whole section is mended
    "consent_missing": "/consents/mentor",
    "agreement_missing": "/extra_agreement",
    "no_signatory": "/signatory",
}
_OWN_ACTS: Final = "Свои акты"
_LIBRARY: Final = "Библиотека: действующие"
_PAST: Final = "Библиотека: больше не действуют"


class Found:
    """The findings of a set by pointer; each is taken by the node that is nearest to it, and only once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Sort the findings by pointer."""
        self._by_pointer: dict[str, list[Finding]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        for finding in findings:
            if finding.code == "required" and finding.pointer.endswith("/id"):
                continue  # the program gives it, with the first words of the row
            pointer = finding.pointer + _FIELDS.get(finding.code, "")
            if pointer not in self._by_pointer:
                for prefix in _prefixes(pointer):
                    self._below[prefix].append(pointer)
            self._by_pointer[pointer].append(finding)

    def take(self, pointer: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return errors and warnings at a pointer or below it that no node inside has taken."""
        found = [finding for place in self._below.get(pointer, ()) for finding in self._by_pointer.pop(place, ())]
        texts = [(finding.severity, on_the_page(finding)) for finding in found]
        errors = dict.fromkeys(text for severity, text in texts if severity == "error")
        warnings = dict.fromkeys(text for severity, text in texts if severity == "warning")
        return tuple(errors), tuple(warnings)

    def drop(self, pointer: str) -> None:
        """Forget the errors of what has only been begun: nothing could be typed there yet."""
        for place in self._below.get(pointer, ()):
            kept = [one for one in self._by_pointer.get(place, ()) if one.severity != "error"]
            self._by_pointer[place] = kept

    def is_wrong_below(self, pointer: str) -> bool:
        """Tell whether there is an error below a pointer that no node has taken."""
        places = (place for place in self._below.get(pointer, ()) if place != pointer)
        return any(finding.severity == "error" for place in places for finding in self._by_pointer.get(place, ()))


def _prefixes(pointer: str) -> Iterator[str]:
    yield pointer
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


class Scene:
    """One set while a form is built from it."""

    def __init__(  # noqa: PLR0913 - what a page depends on
        self,
        data: Mapping[str, Any],
        findings: Iterable[Finding],
        kinds: Iterable[Kind],
        today: dt.date,
        focus: str = "",
        *,
        brief: bool = False,
    ) -> None:
        """Take the raw set, what is wrong with it, the chosen kinds, and the id that the page will focus.

        A `brief` page shows the complete rows of heavy lists by their names.
        """
        self.data = data
        self.found = Found(findings)
        self.kinds = tuple(kinds)
        self.today = today
        self.focus = focus
        self.brief = brief
        self._people: dict[str, Mapping[str, Any]] | None = None
        self._lexicon: dict[tuple[str, str], Mapping[str, Any]] | None = None
        self.shared: dict[str, Options] = {}  # lists of options that many fields of this form share

    def people(self) -> dict[str, Mapping[str, Any]]:
        """Return the raw people by id."""
        if self._people is None:
            self._people = self._by_id()
        return self._people

    def _by_id(self) -> dict[str, Mapping[str, Any]]:
        return {str(raw["id"]): raw for raw in entries(self.data, "people") if isinstance(raw.get("id"), str)}

    def forms_of(self, kind: str, text: str) -> Mapping[str, Any]:
        """Return what the set's own lexicon tells of a text, nothing if it has no such entry."""
        if self._lexicon is None:
            self._lexicon = dict(_lexicon(self.data.get("lexicon")))
        return self._lexicon.get((kind, _plain(text)), {})

    def label(self, registry: str, name: str) -> str:
        """Return what an id of a registry is called, an empty string if nobody knows it."""
        return self.options(registry).labels.get(name, "")

    def options(self, registry: str) -> Options:
        """Return what can be chosen from a registry of the set."""
        if registry not in self.shared:
            self.shared[registry] = Options(_OPTIONS[registry](self))
        return self.shared[registry]


def entries(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list of the raw set, whatever else stands there."""
    raw = data.get(name)
    return [entry for entry in raw if isinstance(entry, dict)] if isinstance(raw, list) else []


def _lexicon(raw: Any) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    for kind, told in raw.items() if isinstance(raw, dict) else ():
        for text, forms in told.items() if isinstance(told, dict) else ():
            if isinstance(forms, dict):
                yield (kind, _plain(text)), forms


def _plain(text: str) -> str:
    """Return a text as lexicons compare it."""
    return " ".join(text.split()).lower()


def _people(scene: Scene) -> Iterator[Option]:
    for name, raw in scene.people().items():
        position = raw.get("position_short") or raw.get("position")
        told = position.get("nom") if isinstance(position, dict) else position
        yield Option(name, ", ".join(part for part in (person_name(raw), told) if isinstance(part, str) and part))


def _acts(scene: Scene) -> Iterator[Option]:
    own = {str(raw["id"]): raw for raw in entries(scene.data, "acts") if isinstance(raw.get("id"), str)}
    yield from (Option(name, act_name(raw), _OWN_ACTS) for name, raw in own.items())
    yield from (option for option in _library() if option.value not in own)


@cache
def _library() -> tuple[Option, ...]:
    """Return the acts of the library, those in force first."""
    acts = sorted(library().items(), key=lambda item: item[1].status != "in_force")
    return tuple(Option(name, _library_name(act), _LIBRARY if act.status == "in_force" else _PAST)
                 for name, act in acts)  # fmt: skip


def _library_name(act: LegalAct) -> str:
    raw = {name: getattr(act, name) for name in ("kind", "author", "number", "title", "clause", "cite")}
    told = act_name({**raw, "date": act.date.isoformat() if act.date else None})
    if act.status == "in_force":
        return told
    instead = library().get(act.superseded_by or "")
    what = "заменён" if act.status == "superseded" else "утратил силу"
    return f"{told} — {what}{f': № {instead.number}' if instead else ''}"


def _pairs(scene: Scene) -> Iterator[Option]:
    people = scene.people()
    for raw in entries(scene.data, "pairs"):
        if isinstance(raw.get("id"), str):
            yield Option(raw["id"], pair_name(raw, people))


def _orders(scene: Scene) -> Iterator[Option]:
    kinds = {path.partition(".")[2]: kind for kind in scene.kinds for path in kind.requires if "orders." in path}
    raw = scene.data.get("orders")
    for key in dict.fromkeys([*kinds, *(raw if isinstance(raw, dict) else ())]):
        yield Option(key, kinds[key].title if key in kinds else _order_name(key, raw))


def _order_name(key: str, orders: Any) -> str:
    order = orders.get(key)
    number = order.get("number") if isinstance(order, dict) else None
    return f"Приказ № {number}" if isinstance(number, str) else f"Приказ «{key}»"


def _kinds(scene: Scene) -> Iterator[Option]:
    yield from (Option(kind.id, kind.title) for kind in scene.kinds)


_OPTIONS: Final = {"people": _people, "acts": _acts, "pairs": _pairs, "orders": _orders, "kinds": _kinds}
