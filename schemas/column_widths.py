"""Shares of a table's width in twips, widened where a column would have to break a word in two."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

_EM: Final = 240  # twips of 12 pt
_WIDE: Final = frozenset("жмфшщыюЖМФШЩЫЮДЦ")
_LETTER, _WIDE_LETTER, _CAPITAL = 0.51, 0.75, 0.72  # shares of an em in a serif face, a little on the safe side
_BOLD: Final = 1.08
_PADDING: Final = 190  # twips; margins of a cell and its borders
_BREAKS: Final = re.compile(r"[\s\u00a0/\-–—]+")


def longest_word(texts: Iterable[str], *, bold: bool = False) -> int:
    """Return the width in twips that the longest unbreakable word of some texts needs at 12 pt."""
    widest = max(map(_widest, texts), default=0.0)
    return round(widest * (_BOLD if bold else 1)) + _PADDING


@lru_cache(maxsize=8192)
def _widest(text: str) -> float:
    return max(map(_width, _BREAKS.split(text)))


def _width(word: str) -> float:
    return _EM * sum(
        _WIDE_LETTER if sign in _WIDE else _CAPITAL if sign.isupper() else _LETTER for sign in word
    )  # fmt: skip


def fitted(total: int, shares: Sequence[float], needs: Sequence[int]) -> tuple[int, ...]:
    """Divide `total` twips by shares; a column gets at least what it needs, at the cost of those that can spare.

    If not even the needs fit, the columns are as wide as their needs are to each other.
    """
    whole = sum(shares)
    widths = [total * share / whole for share in shares]
    missing = sum(max(0.0, need - width) for width, need in zip(widths, needs, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needs, strict=True))
    if missing and spare >= missing:
        widths = [
            need if width < need else width - missing * (width - need) / spare
            for width, need in zip(widths, needs, strict=True)
        ]
    elif missing:
        widths = [total * need / sum(needs) for need in needs]
    rounded = [round(width) for width in widths]
    rounded[-1] += total - sum(rounded)
    return tuple(rounded)
