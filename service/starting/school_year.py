"""The school year: which one a day belongs to, and the days of it that a new set proposes."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

JUNE: Final = 6  # from June on the coming year is planned
OCTOBER: Final = 10  # until then the report is on the year before
WORK_BEGINS: Final = (8, 25)  # teachers are back, classes begin on 1 September
PREPARATION: Final = 35  # days from the beginning of the work until all pairs work
_HOLIDAYS: Final = frozenset(
    {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)  # ст. 112 ТК РФ


@dataclass(frozen=True)
class SchoolYear:
    """A school year by the calendar year in which it begins."""

    first: int

    @property
    def last(self) -> int:
        """Return the calendar year in which it ends."""
        return self.first + 1

    def __str__(self) -> str:
        """Return the year as it is printed: «2026/2027»."""
        return f"{self.first}/{self.last}"

    @classmethod
    def proposed(cls, today: dt.date) -> "SchoolYear":
        """Return the year to make documents for: the running one, from June on the coming one."""
        return cls(today.year if today.month >= JUNE else today.year - 1)

    @classmethod
    def reported(cls, today: dt.date) -> "SchoolYear":
        """Return the year to report on: the running one, in summer and September the one that has ended."""
        return cls(today.year if today.month >= OCTOBER else today.year - 1)

    @classmethod
    def read(cls, text: str) -> "SchoolYear | None":
        """Read «2026/2027», «2026–2027»; None if the text is no school year."""
        match = re.fullmatch(r"\s*(\d{4})\s*[/–-]\s*(\d{4})\s*", text)
        return cls(int(match[1])) if match and int(match[2]) == int(match[1]) + 1 else None


@dataclass(frozen=True)
class Calendar:
    """The days of a school year as they are proposed on some day, for a plan or, `looks_back`, for a report."""

    year: SchoolYear
    today: dt.date
    looks_back: bool = False

    @property
    def start(self) -> dt.date:
        """Return when the work begins: at the end of August, or now if that is over."""
        return max(dt.date(self.year.first, *WORK_BEGINS), self.today)

    def after_start(self, days: int) -> dt.date:
        """Return the working day `days` after the beginning, or the next one."""
        day = self.start + dt.timedelta(days=days)
        while day.weekday() >= 5 or (day.month, day.day) in _HOLIDAYS:
            day += dt.timedelta(days=1)
        return day

    def fixed(self, day: dt.date) -> dt.date:
        """Return a fixed day of the year as it may be proposed.

        In a plan that is begun in the middle of the year it does not come before the preparation is over, so that
        deadlines keep their order; in a report on the running year it does not come after today.
        """
        if self.looks_back:
            return min(day, self.today) if self.today >= dt.date(self.year.first, 9, 1) else day
        return max(day, self.after_start(PREPARATION)) if self.start == self.today else day
