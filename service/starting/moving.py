"""Moves the days of a school year: in dates, in months, and in running text that names its years."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.dates import MONTHS_GENITIVE, ImpossibleDateError, add_months, parse_day
from service.starting.school_year import SchoolYear

# What holds facts that do not move with the year: acts, the words of an electronic signature.
_KEPT: Final = frozenset({"act", "acts", "basis_act", "payment_act", "legal_basis", "amended_by", "e_signature"})
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_MOVING: Final = re.compile(r"[А-Яа-яЁё]|^\d{4}\s*[/–-]\s*\d{4}$")  # ids and codes do not move with the year
# «от 28.08.2026 № 1», «от 28 августа 2026 г.»: the date of another document, which has a new one every year.
_REFERENCE: Final = re.compile(
    rf"\bот\s+«?(?:\d{{1,2}}[./]\d{{2}}[./]\d{{4}}|\d{{1,2}}»?\s+(?:{'|'.join(MONTHS_GENITIVE)})\s+\d{{4}})", re.I
)
_YEAR: Final = re.compile(r"(?<![\d№-])(?<!№ )(\d{4})(?![\d-])")


@dataclass
class Mover:
    """Moves everything from one school year to another; `kept` gathers texts whose dates were left alone."""

    old: SchoolYear
    new: SchoolYear
    kept: list[str] = field(default_factory=list)

    @property
    def years(self) -> int:
        """Return by how many years."""
        return self.new.first - self.old.first

    @property
    def by(self) -> str:
        """Return by how much, as it is told: «на год»."""
        years = self.years
        return "на год" if years == 1 else f"на {years} года" if years < 5 else f"на {years} лет"

    def moved(self, value: Any, key: str = "") -> Any:
        """Return the JSON value with its days moved."""
        if key in _KEPT or (key == "basis" and not _is_grounds(value)):
            return value
        if isinstance(value, dict):
            return {name: self.moved(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.moved(inner) for inner in value]
        return self.text(value) if isinstance(value, str) else value

    def text(self, value: str) -> str:
        """Return a date, a month or a text with its years moved."""
        if (day := self._day(value)) is not None:
            return day
        if match := _MONTH.fullmatch(value.strip()):
            return f"{int(match[1]) + self.years:04}-{match[2]}"
        if not _MOVING.search(value):
            return value
        references = list(_REFERENCE.finditer(value))
        if any(self.names_old_year(match[0]) for match in references):
            self.kept.append(value)
        spans = [match.span() for match in references]

        def year(match: "re.Match[str]") -> str:
            inside = any(start <= match.start() < end for start, end in spans)
            named = int(match[1]) in (self.old.first, self.old.last)
            return str(int(match[1]) + self.years) if named and not inside else match[1]

        return _YEAR.sub(year, value)

    def _day(self, value: str) -> str | None:
        """Return a date moved, in digits as it was typed; None if the value is no whole date."""
        try:
            day = parse_day(value)
        except ImpossibleDateError:
            return value  # told when the set is checked
        if not isinstance(day, dt.date):
            return None
        moved = add_months(day, 12 * self.years)
        return moved.isoformat() if "-" in value else f"{moved:%d.%m.%Y}"

    def names_old_year(self, text: str) -> bool:
        """Tell whether a text names one of the years that are over."""
        return any(int(match[1]) in (self.old.first, self.old.last) for match in _YEAR.finditer(text))


def _is_grounds(value: Any) -> bool:
    """Tell the grounds of an order, which may hold words of one's own, from the acts of a note."""
    return isinstance(value, list) and all(isinstance(entry, dict) and "mode" in entry for entry in value)
