"""Builds the form of a step from the raw set and what is wrong with it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.findings import Finding
from service.web.forms.dispatch import control_at
from service.web.forms.helps import name_help, person_help
from service.web.forms.nodes import Field, Form, Group, Help, Node, Row, Rows
from service.web.forms.reading import value_at
from service.web.forms.scene import Scene
from service.web.forms.steps import Step


def build_form(  # noqa: PLR0913 - what a page depends on, half of it by name
    step: Step,
    data: Mapping[str, Any],
    findings: Sequence[Finding] = (),
    *,
    today: dt.date,
    focus: str = "",
    brief: bool = False,
) -> Form:
    """Return the form of a step; `focus` is the id that the page will focus, so that it is not folded away.

    A `brief` form leaves out the fields of complete rows in heavy lists; a button of each row asks for them.
    """
    own = [finding for finding in findings if _is_of(step, finding.pointer)]
    scene = Scene(data, own, step.kinds, today, focus, brief=brief)
    nodes = tuple(control_at(pointer).build(pointer, value_at(data, pointer), scene) for pointer in step.pointers)
    if len(nodes) == 1 and isinstance(nodes[0], Group | Rows):
        nodes = (replace(nodes[0], label=step.title, required=True, bare=True),)
    nodes = tuple(_bare(node) if node.label == step.title else node for node in nodes)
    told = list(_told(nodes, ""))
    return Form(
        step.id, step.title, nodes,
        errors=tuple((where, text) for severity, where, text in told if severity == "error"),
        warnings=tuple((where, text) for severity, where, text in told if severity == "warning"),
    )  # fmt: skip


def _bare(node: Node) -> Node:
    """Return a group that is named like the page without a heading of its own."""
    return replace(node, bare=True) if isinstance(node, Group) else node


def _is_of(step: Step, pointer: str) -> bool:
    return any(pointer == own or pointer.startswith(own + "/") for own in step.pointers)


def _told(nodes: Iterable[Node], trail: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong for the summary: (severity, id of the element, «row, field: text»)."""
    for node in nodes:
        for severity, texts in (("error", node.errors), ("warning", node.warnings)):
            name = ", ".join(part for part in (trail, node.label) if part)
            yield from ((severity, node.id, f"{name}: {text}" if name else text) for text in texts)
        named = isinstance(node, Row) or (isinstance(node, Group) and bool(trail or not node.required))
        yield from _told(node.inner, ", ".join(part for part in (trail, node.label if named else "") if part))


def name_rows(form: Form) -> dict[str, str]:
    """Return what each row of a form is called, by its pointer."""
    return {node.pointer: node.label for node in _nodes(form.nodes) if isinstance(node, Row)}


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.inner)


def help_for(form: Form) -> dict[str, Help]:
    """Return what the program makes of the names of a form, by pointer."""
    return {node.pointer: node.help for node in _nodes(form.nodes) if node.help is not None}


__all__ = ["Field", "build_form", "help_for", "name_help", "name_rows", "person_help"]
