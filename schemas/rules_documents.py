"""Rules about orders, their attachments and the roadmap."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from schemas.approvals import ApprovalMark
from schemas.base import nearest
from schemas.document_set import DocumentSet
from schemas.findings import Finding
from schemas.orders import AppointCurator, Introduce, Publish

LONGEST_HEADING: Final = 250  # characters; five lines of a 14 pt heading


def documents_are_named_once(document_set: DocumentSet) -> Iterator[Finding]:
    """A kind is asked for once."""
    for index, kind in enumerate(document_set.documents):
        if kind in document_set.documents[:index]:
            text = f"Вид «{kind}» назван дважды: уберите повтор."
            yield Finding(f"/documents/{index}", "document_twice", text)


def _marks(document_set: DocumentSet) -> Iterator[tuple[str, str, ApprovalMark]]:
    """Yield (pointer, kind of document, mark) for every mark of the set."""
    holders: list[tuple[str, str, tuple[ApprovalMark, ...]]] = []
    for name in ("regulation", "roadmap", "analytical_note"):
        part = getattr(document_set, name)
        if part is not None:
            holders.append((f"/{name}", name, part.marks))
    holders += [(f"/programmes/{i}", "programme", p.marks) for i, p in enumerate(document_set.programmes)]
    for pointer, kind, marks in holders:
        for index, mark in enumerate(marks):
            yield f"{pointer}/marks/{index}", kind, mark


def _order_references(document_set: DocumentSet) -> Iterator[tuple[str, str]]:
    for key, order in document_set.orders.items():
        for index, basis in enumerate(order.basis):
            if basis.order is not None:
                yield f"/orders/{key}/basis/{index}/order", basis.order
    for pointer, _, mark in _marks(document_set):
        if mark.order is not None:
            yield f"{pointer}/order", mark.order


def orders_exist(document_set: DocumentSet) -> Iterator[Finding]:
    """An order that is referred to is in the set."""
    for pointer, key in _order_references(document_set):
        if key not in document_set.orders:
            known = ", ".join(document_set.orders) or "приказов пока нет"
            text = f"Приказа «{key}» нет в разделе orders ({known}).{nearest(key, document_set.orders)}"
            yield Finding(pointer, "unknown_order", text)


def attachments_match(document_set: DocumentSet) -> Iterator[Finding]:
    """A document marked as approved by an own order is approved by one of its points, and so is an attachment."""
    for pointer, kind, mark in _marks(document_set):
        order = document_set.orders.get(mark.order) if mark.order else None
        if order is None or mark.kind not in {"approved", "appendix"}:
            continue
        number = order.attachment_number(kind)
        if number is None:
            text = (
                f"В приказе «{mark.order}» нет пункта, который утверждает этот документ: добавьте пункт approve."
            )
            yield Finding(pointer, "attachment_not_approved", text)
        elif mark.number is not None and mark.number != number:
            text = f"Номер приложения {mark.number}, а в приказе оно {number}-е: уберите number, он считается сам."
            yield Finding(f"{pointer}/number", "attachment_number", text)


def approved_documents_are_made(document_set: DocumentSet) -> Iterator[Finding]:
    """What an order approves should be in the set."""
    for key, order in document_set.orders.items():
        for index, item in enumerate(order.items):
            document = getattr(item, "document", None)
            if document is not None and document not in document_set.documents:
                text = f"Приказ утверждает «{document}», а среди documents его нет: приложение не будет сделано."
                yield Finding(f"/orders/{key}/items/{index}/document", "attachment_not_made", text, "warning")


def points_name_approved_documents(document_set: DocumentSet) -> Iterator[Finding]:
    """Points about documents name those that the same order approves."""
    for key, order in document_set.orders.items():
        approved = [item.document for item in order.approvals]
        for index, item in enumerate(order.items):
            if not isinstance(item, Introduce | Publish):
                continue
            for place, document in enumerate(item.documents):
                if document not in approved:
                    text = f"Этот приказ не утверждает «{document}»: добавьте пункт approve или уберите документ."
                    pointer = f"/orders/{key}/items/{index}/documents/{place}"
                    yield Finding(pointer, "document_not_approved", text)


def effective_after_the_order(document_set: DocumentSet) -> Iterator[Finding]:
    """A document comes into force on the day of its order or later."""
    for key, order in document_set.orders.items():
        for index, item in enumerate(order.items):
            if isinstance(item, Introduce) and item.date < order.date:
                text = "Документ вводится в действие раньше даты приказа: проверьте даты."
                yield Finding(f"/orders/{key}/items/{index}/date", "effective_early", text, "warning")


def headings_are_short(document_set: DocumentSet) -> Iterator[Finding]:
    """A heading takes at most five lines (ГОСТ Р 7.0.97, requisite 17)."""
    for key, order in document_set.orders.items():
        if len(order.title) > LONGEST_HEADING:
            text = f"Заголовок длиннее пяти строк ({len(order.title)} знаков): сократите его."
            yield Finding(f"/orders/{key}/title", "long_heading", text, "warning")


def curator_is_a_deputy(document_set: DocumentSet) -> Iterator[Finding]:
    """The curator is one of the deputies (типовое положение, п. 3.4)."""
    for key, order in document_set.orders.items():
        for index, item in enumerate(order.items):
            if not isinstance(item, AppointCurator) or item.person.position is None:
                continue
            if not item.person.position.nom.lower().startswith(("заместител", "зам.")):
                text = "Куратор обычно назначается из заместителей руководителя (типовое положение, п. 3.4)."
                yield Finding(f"/orders/{key}/items/{index}/person", "curator_not_deputy", text, "warning")


def somebody_signs(document_set: DocumentSet) -> Iterator[Finding]:
    """An order has a signatory with a position: the one it names, or the head of the organisation."""
    for key, order in document_set.orders.items():
        signatory = order.signatory or document_set.organization.head
        if signatory is None:
            text = "Некому подписать приказ: впишите organization.head или signatory приказа."
            yield Finding(f"/orders/{key}", "no_signatory", text)
        elif signatory.position is None:
            text = f"У того, кто подписывает приказ ({signatory}), нет должности: впишите position."
            yield Finding(f"/orders/{key}", "no_position", text)


def signatories_have_positions(document_set: DocumentSet) -> Iterator[Finding]:
    """Whoever signs a roadmap or a note signs with a position (ГОСТ Р 7.0.97, requisite 22)."""
    signed = {
        "/roadmap/signatory": document_set.roadmap.signatory if document_set.roadmap else None,
        "/analytical_note/author": document_set.analytical_note.author if document_set.analytical_note else None,
    }
    for pointer, person in signed.items():
        if person is not None and person.position is None:
            text = f"У того, кто подписывает документ ({person}), нет должности: впишите position."
            yield Finding(pointer, "no_position", text)


def deadlines_follow_the_stages(document_set: DocumentSet) -> Iterator[Finding]:
    """A later stage does not end before an earlier one."""
    if document_set.roadmap is None:
        return
    latest: dt.date | None = None
    for index, stage in enumerate(document_set.roadmap.stages):
        last = stage.deadline.last_day if stage.deadline else None
        if last is not None and latest is not None and last < latest:
            text = "Этап заканчивается раньше предыдущего: проверьте сроки."
            yield Finding(f"/roadmap/stages/{index}/deadline", "deadline_order", text, "warning")
        latest = max(filter(None, (last, latest)), default=None)
