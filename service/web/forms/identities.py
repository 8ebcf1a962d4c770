"""The ids that people, pairs and acts are known by: given by the program, unique, never changed."""

import re
from typing import Any, Final

from service.files import ascii_name

_LONGEST: Final = 40  # characters; the schema allows 60


def give_ids(data: dict[str, Any]) -> None:
    """Give an id to every person, pair and act of the set that has none, once there is anything to tell of it."""
    for name, make in _MAKERS.items():
        rows = data.get(name)
        if not isinstance(rows, list):
            continue
        taken = {row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}
        for row in rows:
            if isinstance(row, dict) and not row.get("id") and (stem := make(row)):
                row["id"] = _free(stem, taken)
                taken.add(row["id"])


def _free(stem: str, taken: set[str]) -> str:
    """Return the stem, or the stem with the first free number; one that ends in «-» always gets a number."""
    if not stem.endswith("-") and stem not in taken:
        return stem
    base, number = stem.rstrip("-"), 1 if stem.endswith("-") else 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _latin(text: Any) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_name(text).lower()) if isinstance(text, str) else ""
    return plain.strip("-")[:_LONGEST].strip("-")


def _person(row: dict[str, Any]) -> str:
    told = next((row[name] for name in ("surname", "name", "patronymic", "position") if row.get(name)), None)
    return (_latin(told) or "person") if told is not None else ""


def _act(row: dict[str, Any]) -> str:
    if not row:
        return ""
    number = _latin(row.get("number"))
    return f"act-{number}" if number else "act-"


_MAKERS: Final = {"people": _person, "pairs": lambda _: "pair-", "acts": _act}
