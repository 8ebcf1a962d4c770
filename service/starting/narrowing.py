"""What of a set its documents need: wrong or half-typed parts that no document asks for are left out."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from schemas.rules import read_set
from service.catalog import Kind

_OF_DOCUMENTS: Final = frozenset({"regulation", "roadmap", "pairs", "programmes", "analytical_note"})


@dataclass(frozen=True)
class Narrowed:
    """A set for some documents, and the sections that were left out of it: `pairs`, `orders.order_pairs`."""

    data: dict[str, Any]
    left_out: tuple[str, ...] = ()


def narrowed(data: Mapping[str, Any], kinds: Sequence[Kind]) -> Narrowed:
    """Return the set that asks for these kinds, to be checked and made; what the user typed is kept elsewhere.

    A ground that named an order which is left out names that order of last year, if the set's acts hold it
    (`next_year` puts it there), or goes; a document that such an order approved is approved by the head.
    """
    found: dict[str, Any] = copy.deepcopy(dict(data))
    found["documents"] = [kind.id for kind in kinds]
    needed = {path for kind in kinds for path in kind.requires}
    wrong = {_section(finding.pointer) for finding in read_set(found).errors} - needed
    left_out = sorted(name for name in wrong if name in _OF_DOCUMENTS or name.startswith("orders."))
    for section in left_out:
        top, _, key = section.partition(".")
        if key and isinstance(found.get(top), dict):
            found[top].pop(key, None)
        elif not key:
            found.pop(top, None)
    orders = found.get("orders")
    _mend_references(found, orders if isinstance(orders, dict) else {})
    return Narrowed(found, tuple(left_out))


def _section(pointer: str) -> str:
    steps = pointer.split("/")[1:]
    return ".".join(steps[:2]) if steps[:1] == ["orders"] else ".".join(steps[:1])


def _mend_references(data: dict[str, Any], orders: Mapping[str, Any]) -> None:
    acts = [act["id"] for act in _objects(data.get("acts")) if isinstance(act.get("id"), str)]
    for order in _objects(list(orders.values())):
        if isinstance(order.get("basis"), list):
            order["basis"] = [new for basis in order["basis"] if (new := _ground(basis, orders, acts)) is not None]
    for holder in (*map(data.get, ("regulation", "roadmap", "analytical_note")), *_listed(data.get("programmes"))):
        if isinstance(holder, dict) and isinstance(holder.get("marks"), list):
            holder["marks"] = [new for mark in holder["marks"] if (new := _mark(mark, orders)) is not None]


def _ground(basis: Any, orders: Mapping[str, Any], acts: Iterable[str]) -> Any:
    if not _names_absent(basis, orders):
        return basis
    older = [act for act in acts if act.rpartition("-")[0] == basis["order"]]
    return {"mode": basis.get("mode"), "act": older[-1]} if older else None


def _mark(mark: Any, orders: Mapping[str, Any]) -> Any:
    if not _names_absent(mark, orders):
        return mark
    return {"kind": "approve"} if mark.get("kind") == "approved" else None


def _names_absent(value: Any, orders: Mapping[str, Any]) -> bool:
    return isinstance(value, dict) and isinstance(value.get("order"), str) and value["order"] not in orders


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in _listed(value) if isinstance(entry, dict)]
