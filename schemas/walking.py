"""The quick look at all texts of a JSON value, before a walk that keeps their places."""

from collections.abc import Iterator
from typing import Any


def texts_of(data: Any) -> Iterator[tuple[str, str]]:
    """Yield every text with the name of its field, that of the list for one in a list, in no particular order."""
    left: list[tuple[str, Any]] = [("", [data])]
    while left:
        field, value = left.pop()
        inside = value.items() if isinstance(value, dict) else [(field, inner) for inner in value]
        for name, inner in inside:
            if isinstance(inner, str):
                yield name, inner
            elif isinstance(inner, dict | list):
                left.append((name, inner))
