"""The quick look at all texts of a JSON value, before a walk that keeps their places."""

from typing import Any


def texts_of(data: Any) -> list[tuple[str, str]]:
    """Return every text with the name of its field, that of the list for one in a list, in no particular order."""
    found: list[tuple[str, str]] = []
    left: list[tuple[str, Any]] = [("", [data])]
    while left:
        field, value = left.pop()
        for name, inner in value.items() if type(value) is dict else [(field, inner) for inner in value]:
            if type(inner) is str:
                found.append((name, inner))
            elif type(inner) is dict or type(inner) is list:
                left.append((name, inner))
    return found
