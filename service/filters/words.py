"""Filters on plain text: capitals, full stops, quotes within quotes."""

from collections.abc import Mapping
from typing import Any, Final

from service.filters.state import Typeset

_ENDS: Final = (".", ":", ";", "!", "?", "…")


def capital(text: Any) -> str:
    """Return the text with its first letter capital; quotes before it stay."""
    words = str(text)
    place = next((i for i, sign in enumerate(words) if sign.isalnum()), None)
    if place is not None:
        words = words[:place] + words[place].upper() + words[place + 1 :]
    return Typeset(words) if isinstance(text, Typeset) else words


def stop(text: Any) -> str:
    """Return the text with a full stop at its end, unless it ends with a sign of its own."""
    words = str(text).rstrip()
    return words if words.endswith(_ENDS) else f"{words}."


def item_end(text: Any, last: bool) -> str:
    """Return an item of a list with «;» at its end, the last one with a full stop."""
    words = str(text).rstrip(" ;.,")
    return f"{words}." if last else f"{words};"


def inner_quotes(text: Any) -> str:
    """Return the text with « » inside turned to „ “, to stand within « »; straight quotes too."""
    found, opened = [], 0
    for sign in str(text):
        if sign == "«" or (sign == '"' and opened == 0):
            opened += 1
            found.append("„")
        elif sign in {"»", '"'}:
            opened = max(0, opened - 1)
            found.append("“")
        else:
            found.append(sign)
    return "".join(found)


FILTERS: Final[Mapping[str, Any]] = {
    "capital": capital, "stop": stop, "item_end": item_end, "inner_quotes": inner_quotes, "length": len,
}  # fmt: skip
