"""The legal grounds of a school: acts of the library, acts spelled out in a row, words of one's own."""

from collections.abc import Sequence
from typing import Any

from service.workbook.sheets import Row
from service.workbook.told import Told

_PARTS = ("kind", "author", "date", "number", "title")


class Grounds:
    """The rows of the sheet «Основания» that hold for a school, those of the district first."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Give each act that is spelled out an id."""
        self.acts: list[Any] = []
        self._known: dict[tuple[str, ...], str] = {}
        self._rows: list[tuple[Row, Told]] = []
        for number, row in enumerate(rows, 1):
            self._rows.append((row, self._act(row, number)))

    def _act(self, row: Row, number: int) -> Told:
        """Return the id of a row's act; None where the row has words of its own instead."""
        bundled = row["library"]
        if bundled.value is not None or bundled.error:
            return bundled
        parts = {name: row[name] for name in _PARTS}
        if not any(told.value is not None or told.error for told in parts.values()):
            return Told(None, row.place)
        spelled = tuple(str(told.value) for told in parts.values())
        if spelled not in self._known:
            self._known[spelled] = f"act-{number}"
            self.acts.append(Told({"id": f"act-{number}", **parts}, row.place))
        return Told(self._known[spelled], row.place)

    def _for(self, purpose: str) -> list[tuple[Row, Told]]:
        return [(row, act) for row, act in self._rows if purpose in (row.value("purpose") or [])]

    def of_order(self, kind: str) -> list[Any]:
        """Return the grounds of an order; each is an act or words, led in as the row says."""
        return [Told(_basis(row, act), row.place) for row, act in self._for(kind)]

    def acts_for(self, purpose: str) -> list[Told]:
        """Return the ids of the acts for a purpose; words of one's own are no act."""
        return [
            act if act.value or act.error else Told(None, row.place, _NO_ACT) for row, act in self._for(purpose)
        ]

    def last_act_for(self, purpose: str) -> Told | None:
        """Return the one act for a purpose: a school's own stands after the district's and wins."""
        found = self.acts_for(purpose)
        return found[-1] if found else None


_NO_ACT = "Здесь нужен акт: выберите готовый или впишите вид, дату и номер."


def _basis(row: Row, act: Told) -> dict[str, Any]:
    mode = row["mode"]
    usual = "pursuant_to" if row.value("kind") == "order" else "in_accordance_with"
    led = mode if mode.value or mode.error else usual
    if act.value is not None or act.error:
        return {"mode": led, "act": act}
    text = row["text"]
    return {"mode": led, "text": text if text.value else Told(None, row.place, _NO_ACT)}
