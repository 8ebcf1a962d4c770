"""One school as the workbook tells it: its facts, its own over the district's, and its rows of every sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from service.entries import Place
from service.workbook.facts import DISTRICT, FACTS, INN
from service.workbook.people import People
from service.workbook.sheets import Row
from service.workbook.told import Told

_HEADINGS: Final = {fact.key: fact.heading for fact in FACTS}
_UNION: Final = "председатель первичной профсоюзной организации"
_SHARED: Final = frozenset(column.key for columns in DISTRICT.values() for column in columns)


@dataclass
class School:
    """What is known of one school; `rows` are those of every other sheet, the common ones first."""

    row: Row
    note: Row | None
    district: Mapping[str, Told]
    rows: Mapping[str, Sequence[Row]]
    people: People
    asked: list[Told] = field(default_factory=list)

    @property
    def inn(self) -> Told:
        """Return the ИНН."""
        return self.row[INN.key]

    def fact(self, key: str) -> Told:
        """Return a fact: the school's own, else the district's; an empty one stands where it may be filled in."""
        places = [self.row.get(key), self.note.get(key) if self.note else None, self.district.get(key)]
        given = [told for told in places if told is not None]
        for told in given:
            if told.value is not None or told.error:
                return told
        if given:
            return given[-1] if key in _SHARED else given[0]
        return Told(None, Place(self.row.place.sheet, self.row.place.row, None, _HEADINGS[key]))

    def value(self, key: str) -> Any:
        """Return the value of a fact."""
        return self.fact(key).value

    def given(self, *keys: str) -> bool:
        """Tell whether any of some facts was filled in, be it wrongly."""
        return any(told.value is not None or told.error for told in map(self.fact, keys))

    def makes(self, kind: str) -> bool:
        """Tell whether a kind of document is asked for."""
        return any(told.value == kind for told in self.asked)

    def own_or_common(self, key: str) -> Sequence[Row]:
        """Return the school's own rows of a sheet; the common ones if it has none."""
        rows = self.rows.get(key, ())
        return [row for row in rows if row.value("inn")] or rows

    @cached_property
    def office(self) -> Mapping[str, Told]:
        """Return the ids of those with an office: head, curator, union, publisher, clerk, accountant."""
        officer = self.people.officer
        return {
            "head": officer(self.fact("head"), self.fact("head_position")),
            "curator": officer(self.fact("curator"), self.fact("curator_position")),
            "union": officer(self.fact("union"), usual=_UNION),
            **{name: officer(self.fact(name)) for name in ("publisher", "clerk", "accountant")},
        }

    @property
    def has_approval(self) -> bool:
        """Tell whether the school has an order of approval that others may refer to."""
        return self.makes("order_approval") or self.given("approval_number")
