"""What two tabs did to one set since they parted: laid together where they touched different things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Choice = Literal["mine", "theirs"]
ABSENT: Final = object()
UNKNOWN: Final = object()  # a base that is no longer known: every difference is a conflict


@dataclass(frozen=True)
class Conflict:
    """One place that both tabs changed differently; ABSENT is a value that is not there."""

    pointer: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The set of both; where they contradict each other and nothing was chosen, what the other tab saved."""

    data: Any
    conflicts: tuple[Conflict, ...]


def merge(base: Any, mine: Any, theirs: Any, chosen: Mapping[str, Choice] | None = None) -> Merged:
    """Merge two sets that grew out of `base`; `chosen` settles conflicts by pointer.

    Rows that have an id are followed by it; other lists of one length are compared place by place.
    """
    merging = _Merging(chosen or {})
    return Merged(merging.merge(base, mine, theirs, ""), tuple(merging.conflicts))


class _Merging:
    def __init__(self, chosen: Mapping[str, Choice]) -> None:
        self.chosen = chosen
        self.conflicts: list[Conflict] = []

    def merge(self, base: Any, mine: Any, theirs: Any, pointer: str) -> Any:
        if _same(mine, theirs) or _same(mine, base):
            return theirs
        if _same(theirs, base):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._objects(_known(dict, base), mine, theirs, pointer)
        if isinstance(mine, list) and isinstance(theirs, list):
            return self._lists(_known(list, base), mine, theirs, pointer)
        return self._settled(mine, theirs, pointer)

    def _settled(self, mine: Any, theirs: Any, pointer: str) -> Any:
        choice = self.chosen.get(pointer)
        if choice is None:
            self.conflicts.append(Conflict(pointer, mine, theirs))
        return mine if choice == "mine" else theirs

    def _objects(self, base: Any, mine: dict[str, Any], theirs: dict[str, Any], pointer: str) -> dict[str, Any]:
        found = {}
        known = base if base is not UNKNOWN else dict.fromkeys({**mine, **theirs}, UNKNOWN)
        for name in dict.fromkeys([*theirs, *mine]):
            place = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            before, here, there = (side.get(name, ABSENT) for side in (known, mine, theirs))
            value = self.merge(before, here, there, place)
            if value is not ABSENT:
                found[name] = value
        return found

    def _lists(self, base: Any, mine: list[Any], theirs: list[Any], pointer: str) -> Any:
        known = base if base is not UNKNOWN else [UNKNOWN] * len(mine)
        if base is not UNKNOWN and all(_has_ids(rows) for rows in (base, mine, theirs)):
            return self._rows(base, mine, theirs, pointer)
        if len(known) == len(mine) == len(theirs):
            places = enumerate(zip(known, mine, theirs, strict=True))
            return [self.merge(*values, f"{pointer}/{index}") for index, values in places]
        return self._settled(mine, theirs, pointer)

    def _rows(self, base: list[Any], mine: list[Any], theirs: list[Any], pointer: str) -> list[Any]:
        """Merge rows by id, in the order of the tab that moved rows."""
        sides = [{row["id"]: row for row in rows} for rows in (base, mine, theirs)]
        first, second = (theirs, mine) if _reordered(sides[0], sides[2]) else (mine, theirs)
        order = dict.fromkeys(row["id"] for row in (*first, *second))
        found = []
        for index, name in enumerate(order):
            before, here, there = (side.get(name, ABSENT) for side in sides)
            place = f"{pointer}/{index}"
            if before is ABSENT and ABSENT not in (here, there) and not _same(here, there):
                value = self._settled(here, there, place)  # two new rows that got one id by chance
            else:
                value = self.merge(before, here, there, place)
            if value is not ABSENT:
                found.append(value)
        return found


def _known(kind: type[Any], base: Any) -> Any:
    """Return what both sides grew out of; where nothing of their kind was there, an empty one."""
    return base if base is UNKNOWN or isinstance(base, kind) else kind()


def _reordered(base: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """Tell whether rows that are still there changed places."""
    return [name for name in base if name in later] != [name for name in later if name in base]


def _same(one: Any, other: Any) -> bool:
    """Compare as JSON does: true is not 1."""
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    return bool(one == other)


def _has_ids(rows: Sequence[Any]) -> bool:
    """Tell whether every row is an object with an id that no other row has."""
    names = [row.get("id") if isinstance(row, dict) else None for row in rows]
    return all(isinstance(name, str) and name for name in names) and len(set(names)) == len(names)
