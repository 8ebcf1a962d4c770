"""Filters for what documents say of each other: names, approval marks, attachments, plans."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from schemas.approvals import AGREEMENT, ApprovalMark
from schemas.orders import AppointCurator, Approve, Order
from schemas.people import Person
from schemas.plan_table import PlanTable, plan_table
from schemas.responsibles import Responsible, ResponsiblePerson
from schemas.roadmap import Column, Plan
from service.filters.names import decline, person, position


@pass_context
def document_name(context: Context, value: Approve, case: str = "nom") -> str:
    """Name a document as orders do: the name in the point, or that of the kind."""
    kinds: Any = context["kinds"]
    if value.title is not None:
        return decline(context, value.title.nom, "org", case, overrides=dict(value.title.forms))
    if value.document not in kinds:
        raise ValueError(f"как называется документ «{value.document}», неизвестно: впишите title")
    name = kinds[value.document].name
    return str(name.acc if case == "acc" else name.nom)


@pass_context
def approved_word(context: Context, value: ApprovalMark) -> str:
    """Choose УТВЕРЖДЕН, УТВЕРЖДЕНА, УТВЕРЖДЕНО or УТВЕРЖДЕНЫ by the kind of the approved document."""
    kind: Any = context["kind"]
    return AGREEMENT[value.agree_with or kind.name.gender]


@pass_context
def appendix_number(context: Context, value: ApprovalMark) -> int | None:
    """Return the number of the attachment: from the own order, or as given for another's act."""
    if value.number is not None or value.order is None:
        return value.number
    orders: Mapping[str, Order] = context["orders"]
    kind: Any = context["kind"]
    return orders[value.order].attachment_number(kind.id)


def has_approval(marks: Sequence[ApprovalMark]) -> bool:
    """Tell whether УТВЕРЖДЕН(А, О, Ы) stands among the marks; then ПРИЛОЖЕНИЕ does not repeat the order."""
    return any(mark.kind == "approved" for mark in marks)


def on_the_right(marks: Sequence[ApprovalMark]) -> list[ApprovalMark]:
    """Return the marks of the right corner: first the attachment, then the approval."""
    return sorted((m for m in marks if m.on_the_right), key=lambda mark: mark.kind != "appendix")


def on_the_left(marks: Sequence[ApprovalMark]) -> list[ApprovalMark]:
    """Return the marks of agreement, in the order given."""
    return [mark for mark in marks if not mark.on_the_right]


@pass_context
def responsible(context: Context, value: Responsible) -> str:
    """Print who is responsible: a person with the short position, or the words given."""
    if not isinstance(value, ResponsiblePerson):
        return str(value)
    name = person(context, value.person, "nom", "short")
    if value.person.position_short:
        return f"{name}, {value.person.position_short}"
    return f"{name}, {position(context, value.person)}" if value.person.position else name


def curator(orders: Mapping[str, Order]) -> Person | None:
    """Return the curator whom an order of the set appoints, None if none does."""
    for order in orders.values():
        for item in order.items:
            if isinstance(item, AppointCurator):
                return item.person
    return None


def lay_out(value: Plan, *columns: str) -> PlanTable:
    """Lay a plan out as a table; `columns` are the keys taken where the plan names none."""
    return plan_table(value, [Column(key=key) for key in columns])


FILTERS: Final[Mapping[str, Any]] = {
    "document_name": document_name, "approved_word": approved_word, "appendix_number": appendix_number,
    "has_approval": has_approval, "on_the_right": on_the_right, "on_the_left": on_the_left,
    "responsible": responsible, "curator": curator, "plan_table": lay_out,
}  # fmt: skip
