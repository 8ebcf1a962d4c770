"""Rules about legal acts."""

import datetime as dt
from collections.abc import Iterator

from schemas.acts import LegalAct
from schemas.document_set import DocumentSet
from schemas.findings import Finding
from schemas.rules_people import duplicates


def ids_are_unique(document_set: DocumentSet) -> Iterator[Finding]:
    """Each act of the set has an id of its own."""
    return duplicates("acts", (act.id for act in document_set.acts))


def _cited(document_set: DocumentSet) -> Iterator[tuple[str, LegalAct, dt.date | None]]:
    """Yield every act that is cited, where, and the date of the document that cites it."""
    for key, order in document_set.orders.items():
        for index, basis in enumerate(order.basis):
            if basis.act is not None:
                yield f"/orders/{key}/basis/{index}", basis.act, order.date
    if document_set.regulation:
        approval = document_set.orders.get("order_approval")
        for index, act in enumerate(document_set.regulation.legal_basis):
            yield f"/regulation/legal_basis/{index}", act, approval.date if approval else None
    if document_set.analytical_note:
        for index, act in enumerate(document_set.analytical_note.basis):
            yield f"/analytical_note/basis/{index}", act, document_set.analytical_note.date


def acts_are_in_force(document_set: DocumentSet) -> Iterator[Finding]:
    """A document should not rest on an act that is no longer, or not yet, in force on its date."""
    for pointer, act, when in _cited(document_set):
        name = " ".join(
            part for part in (act.number and f"№ {act.number}", act.title and f"«{act.title}»") if part
        )
        gone = act.status != "in_force" and (act.lapsed_on is None or when is None or act.lapsed_on <= when)
        if gone:
            instead = f" Вместо него: {act.superseded_by}." if act.superseded_by else ""
            text = f"Акт {name} больше не действует.{instead} Проверьте, нужна ли ссылка на него."
            yield Finding(pointer, "act_superseded", text, "warning")
        if when is not None and act.in_force_from is not None and act.in_force_from > when:
            text = f"Акт {name} вступил в силу {act.in_force_from:%d.%m.%Y}, позже даты документа."
            yield Finding(pointer, "act_not_in_force", text, "warning")
        if when is not None and act.date is not None and act.date > when:
            yield Finding(
                pointer, "act_later", f"Акт {name} принят позже даты документа: сверьте даты.", "warning"
            )
