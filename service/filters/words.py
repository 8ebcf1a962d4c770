"""Filters on plain text: capitals, full stops, quotes within quotes."""

import re
from collections.abc import Mapping
from typing import Any, Final

from service.filters.state import Typeset
from service.language import typeset

_ABBREVIATED: Final = re.compile(
    r"(?:(?<![А-ЯЁа-яё])(?:[А-ЯЁ]|гг?|др|пр|т\. ?[дпек]|руб|коп|чел|ед|мин|ч|см|ст|п|пп|стр|им|ул|д|с|тыс|млн))\.$"
)
_ENDS: Final = (".", ":", ";", "!", "?", "…")


def spoken(value: Any) -> str:
    """Return a value as text; raise ValueError for what is no text, so that «None» is never printed."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    if "__str__" in vars(type(value)) and type(value).__module__.startswith("schemas."):
        return str(value)
    raise ValueError(f"нельзя напечатать значение вида {type(value).__name__}: окружите тег условием")


def capital(text: Any) -> str:
    """Return the text with its first letter capital; quotes before it stay."""
    words = spoken(text)
    place = next((i for i, sign in enumerate(words) if sign.isalnum()), None)
    if place is not None:
        words = words[:place] + words[place].upper() + words[place + 1 :]
    return Typeset(words) if isinstance(text, Typeset) else words


def stop(text: Any) -> str:
    """Return the text with a full stop at its end, unless it ends with a sign of its own."""
    words = spoken(text).rstrip()
    return words if words.endswith(_ENDS) else f"{words}."


def bare(text: Any) -> str:
    """Return the text without the punctuation at its end; the stop of an abbreviation or an initial stays."""
    words = spoken(text).rstrip(" ;:,")
    return words if _ABBREVIATED.search(words) else words.rstrip(" .;:,")


def item_end(text: Any, last: bool) -> str:
    """Return an item of a list with «;» at its end, the last one with a full stop."""
    words = bare(text)
    return stop(words) if last else f"{words};"


def inner_quotes(text: Any) -> Typeset:
    """Return the text, set by the rules of print, with its « » turned to „ “, to stand within « »."""
    return Typeset(typeset(spoken(text)).replace("«", "„").replace("»", "“"))


FILTERS: Final[Mapping[str, Any]] = {
    "capital": capital, "stop": stop,
    "bare": bare, "item_end": item_end, "inner_quotes": inner_quotes, "length": len,
}  # fmt: skip
