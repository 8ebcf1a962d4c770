"""Typography of the user's text: the same rules, Latin look-alikes mended, every change reported."""

import re
from dataclasses import dataclass
from functools import lru_cache

from service.language.lookalikes import mend
from service.language.typography import STEPS, Step, guarded

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]|(?<=\\w)\u200d(?=\\w)")  # a joiner holds emoji together
_BULLET = re.compile(r"^[•·▪●◦*]\s*(?=\S)", re.MULTILINE)
_TWO_STOPS = re.compile(r"(?<![.…])\.\.(?![.…])")
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the user's text: what kind, and the place before and after."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tidied:
    """The tidied text and what was changed in it, in the order of the steps."""

    text: str
    changes: tuple[Change, ...]


_OWN: tuple[Step, ...] = (
    ("невидимые знаки", lambda text: _INVISIBLE.sub("", text)),
    ("латинские буквы в русском слове", mend),
    ("две точки подряд", lambda text: _TWO_STOPS.sub(".", text)),
    ("знак перечня", lambda text: _BULLET.sub("– ", text)),
    ("пробелы по краям", str.strip),
)


@lru_cache(maxsize=4096)
def tidy(text: str) -> Tidied:
    """Tidy a user's text gently: ё, capitals and words stay; every change is listed."""
    changes: list[Change] = []
    for kind, step in (*_OWN, *STEPS):
        changed = guarded(text, step)
        if changed != text:
            changes.append(_change(kind, text, changed))
            text = changed
    return Tidied(text, tuple(changes))


def _change(kind: str, before: str, after: str) -> Change:
    """Cut both texts down to the place that differs with a little around it."""
    start = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        start += 1
    end = 0
    shorter = min(len(before), len(after)) - start
    while end < shorter and before[-1 - end] == after[-1 - end]:
        end += 1
    begin = max(0, start - _CONTEXT)
    ends = (min(len(text), len(text) - end + _CONTEXT) for text in (before, after))
    return Change(kind, *(text[begin:stop] for text, stop in zip((before, after), ends, strict=True)))
