"""Changes a set at JSON pointers and tells what reading it finds."""

from typing import Any, Final

from schemas.rules import read_set
from tests.conftest import sample_data

Changes = dict[str, Any]


class _Nothing:
    """Stands for a field that is taken away."""

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: Final = _Nothing()


def changed(name: str, changes: Changes) -> dict[str, Any]:
    """Give a sample with the values at some pointers replaced, added («-» at the end) or taken away."""
    data = sample_data(name)
    for pointer, value in changes.items():
        *path, last = pointer.strip("/").split("/")
        owner: Any = data
        for step in path:
            owner = owner[int(step)] if isinstance(owner, list) else owner[step]
        if isinstance(owner, list) and last == "-":
            owner.append(value)
        elif value is NOTHING:
            del owner[int(last) if isinstance(owner, list) else last]
        else:
            owner[int(last) if isinstance(owner, list) else last] = value
    return data


def errors(data: Any) -> dict[tuple[str, str], str]:
    """Give the errors of a set: the sentence by pointer and code."""
    return {(found.pointer, found.code): found.message for found in read_set(data).errors}


def warnings(data: Any) -> dict[tuple[str, str], str]:
    """Give the warnings of a set: the sentence by pointer and code."""
    return {(found.pointer, found.code): found.message for found in read_set(data).warnings}
