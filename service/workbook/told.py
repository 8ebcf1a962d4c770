"""A value and the cell it was told in; a tree of them becomes a set and the places of its values."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from schemas.findings import Finding
from service.entries import Place, Problem


@dataclass(frozen=True)
class Told:
    """What a cell tells: `value` is None where the cell is empty or not understood, `error` says why.

    The value may itself be a dict or a list with more of them inside.
    """

    value: Any
    place: Place | None = None
    error: str | None = None
    warning: str | None = None

    def but(self, value: Any) -> "Told":
        """Return another value told in the same cell."""
        return replace(self, value=value)


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
            found = {name: self.settle(value, f"{pointer}/{_escaped(name)}") for name, value in node.items()}
            return {name: value for name, value in found.items() if value is not None} or None
        if isinstance(node, list | tuple):
            return self._list(node, pointer)
        return self.settle(node, pointer) if isinstance(node, Told) else node

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


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name
