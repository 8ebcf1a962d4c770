"""A value and the cell it was told in; a tree of them becomes a set and the places of its values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schemas.findings import Finding, escaped
from service.entries import Place, Problem


@dataclass(slots=True)
class Told:
    """What a cell tells: `value` is None where the cell is empty or not understood, `error` says why.

    The value may itself be a dict or a list with more of them inside. Nobody changes one; it is not frozen because
    a large workbook has a million of them, and those are made three times as fast.
    """

    value: Any
    place: Place | None = None
    error: str | None = None
    warning: str | None = None

    def but(self, value: Any) -> "Told":
        """Return another value told in the same cell."""
        return Told(value, self.place, self.error, self.warning)


def plain(told: Any) -> Any:
    """Return the value of a Told, or the thing itself."""
    return told.value if isinstance(told, Told) else told


@dataclass
class Settled:
    """A tree put down as JSON: `places` by pointer, what is wrong and what is doubtful with its cells."""

    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def settle(self, node: Any, pointer: str = "") -> Any:
        """Return the node as JSON, keeping what its cells have told; what is None or empty is left out."""
        if isinstance(node, Told):
            if node.place is not None:
                self.places[pointer] = node.place
            if node.error is not None or node.warning is not None:
                self._note(node, pointer)
            node = node.value
        if node is None or isinstance(node, str):
            return node
        if isinstance(node, dict):
            return self._dict(node, pointer)
        if isinstance(node, list | tuple):
            return self._list(node, pointer)
        return self.settle(node, pointer) if isinstance(node, Told) else node

    def _dict(self, node: dict[str, Any], pointer: str) -> dict[str, Any] | None:
        """Put an object down; what is settled without a call is most of it."""
        found: dict[str, Any] = {}
        for name, inner in node.items():
            if inner is None:
                continue
            settled = inner if type(inner) is str else self.settle(inner, f"{pointer}/{escaped(name)}")
            if settled is not None:
                found[name] = settled
        return found or None

    def _list(self, nodes: Iterable[Any], pointer: str) -> list[Any] | None:
        """Put a list down; pointers count only the items that stay."""
        found: list[Any] = []
        for node in nodes:
            value = self.settle(node, f"{pointer}/{len(found)}")
            if value is not None:
                found.append(value)
        return found or None

    def _note(self, told: Told, pointer: str) -> None:
        if told.error is not None:
            self._add(self.problems, Problem(Finding(pointer, "cell", told.error), told.place))
        if told.warning is not None:
            self._add(self.warnings, Problem(Finding(pointer, "cell", told.warning, "warning"), told.place))

    def _add(self, told: list[Problem], problem: Problem) -> None:
        """Keep a problem once, though its cell stands at several places of the set."""
        known = {(other.place, other.finding.message) for other in told}
        if (problem.place, problem.finding.message) not in known:
            told.append(problem)
