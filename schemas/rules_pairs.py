"""Rules about pairs: who, how long, by whose consent, for what pay."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from schemas.orders import AssignPairs, Order, Pay
from schemas.pairs import Pair
from schemas.regulation import FORMS
from schemas.rules_people import duplicates

LABOUR_LAW_FROM: Final = dt.date(2025, 3, 1)  # ст. 351.8 ТК РФ, введена 381-ФЗ от 09.11.2024
MANY_MENTEES: Final = 3
_RUNNING: Final = frozenset({"active", "extended"})
_MUNICIPAL: Final = ("муниципальн", "государственн", "мбоу", "маоу", "мкоу", "гбоу", "мбдоу", "мадоу", "мкдоу")


def ids_are_unique(document_set: DocumentSet) -> Iterator[Finding]:
    """Each pair has an id of its own."""
    return duplicates("pairs", (pair.id for pair in document_set.pairs))


def mentee_has_one_mentor(document_set: DocumentSet) -> Iterator[Finding]:
    """A mentee is in one running pair at a time."""
    seen: dict[str, str] = {}
    for index, pair in enumerate(document_set.pairs):
        for place, mentee in enumerate(pair.mentees):
            if pair.status in _RUNNING and mentee.id in seen:
                text = f"{mentee} уже в паре «{seen[mentee.id]}»: проверьте, нет ли ошибки."
                yield Finding(f"/pairs/{index}/mentees/{place}", "mentee_in_two_pairs", text, "warning")
            if pair.status in _RUNNING:
                seen.setdefault(mentee.id, pair.id)


def mentor_has_few_mentees(document_set: DocumentSet) -> Iterator[Finding]:
    """A mentor of many mentees can hardly help each."""
    mentees: dict[str, set[str]] = defaultdict(set)
    for index, pair in enumerate(document_set.pairs):
        if pair.status not in _RUNNING:
            continue
        before = len(mentees[pair.mentor.id])
        mentees[pair.mentor.id].update(mentee.id for mentee in pair.mentees)
        now = len(mentees[pair.mentor.id])
        if before <= MANY_MENTEES < now:
            text = f"У наставника {pair.mentor} больше {MANY_MENTEES} наставляемых ({now}): проверьте нагрузку."
            yield Finding(f"/pairs/{index}/mentor", "many_mentees", text, "warning")


def period_is_usual(document_set: DocumentSet) -> Iterator[Finding]:
    """A programme lasts from 3 months to 1 year (типовое положение, п. 1.3)."""
    for index, pair in enumerate(document_set.pairs):
        if not pair.length_is_usual:
            text = (
                "Срок пары короче 3 месяцев или длиннее года: типовое положение допускает от 3 месяцев до 1 года."
            )
            yield Finding(f"/pairs/{index}/period", "unusual_period", text, "warning")


def payment_has_an_act(document_set: DocumentSet) -> Iterator[Finding]:
    """A state or municipal organisation pays by an act of its founder (ст. 351.8 ТК РФ)."""
    name = document_set.organization.full_name.nom.lower()
    if not name.startswith(_MUNICIPAL):
        return
    for index, pair in enumerate(document_set.pairs):
        if pair.payment is not None and pair.payment.basis_act is None:
            text = "Не назван акт, которым установлена выплата: впишите basis_act."
            yield Finding(f"/pairs/{index}/payment", "payment_without_act", text, "warning")


def forms_are_in_the_regulation(document_set: DocumentSet) -> Iterator[Finding]:
    """The Regulation names every form that the pairs use."""
    if document_set.regulation is None:
        return
    for index, pair in enumerate(document_set.pairs):
        if pair.form not in document_set.regulation.forms:
            text = f"Формы «{FORMS[pair.form]}» нет в Положении: добавьте её в regulation.forms или смените форму."
            yield Finding(f"/pairs/{index}/form", "form_not_in_regulation", text, "warning")


def labour_law(document_set: DocumentSet) -> Iterator[Finding]:
    """Consents and agreements come before the order; required since 01.03.2025 (ст. 351.8 ТК РФ)."""
    for key, order in document_set.orders.items():
        if any(isinstance(item, AssignPairs) for item in order.items):
            for index, pair in enumerate(document_set.pairs):
                yield from _consents(f"/pairs/{index}", pair, order)
                yield from _agreement(f"/pairs/{index}", pair, order)
            if not document_set.pairs:
                yield Finding(f"/orders/{key}/items", "no_pairs", "Приказ закрепляет пары, а раздела pairs нет.")


def payments_are_told(document_set: DocumentSet) -> Iterator[Finding]:
    """An order that sets payments has somebody to pay."""
    paid = any(pair.payment is not None and not pair.within_job_function for pair in document_set.pairs)
    for key, order in document_set.orders.items():
        for index, item in enumerate(order.items):
            if isinstance(item, Pay) and not paid:
                text = "Пункт устанавливает выплаты, а у пар нет payment: впишите выплаты или уберите пункт."
                yield Finding(f"/orders/{key}/items/{index}", "no_payments", text)


def _consents(pointer: str, pair: Pair, order: Order) -> Iterator[Finding]:
    strict = order.date >= LABOUR_LAW_FROM
    consent = pair.consents
    if strict and not pair.within_job_function and (consent is None or consent.mentor is None):
        text = "Нет даты письменного согласия наставника (ст. 351.8 ТК РФ): впишите consents.mentor."
        yield Finding(pointer, "consent_missing", text)
    if consent is None:
        return
    dates = [("/mentor", consent.mentor), *((f"/mentees/{i}", date) for i, date in enumerate(consent.mentees))]
    for place, date in dates:
        if date is not None and date > order.date:
            text = f"Согласие дано {date:%d.%m.%Y}, позже приказа от {order.date:%d.%m.%Y}: сверьте даты."
            yield Finding(f"{pointer}/consents{place}", "consent_late", text, "error" if strict else "warning")


def _agreement(pointer: str, pair: Pair, order: Order) -> Iterator[Finding]:
    if order.date >= LABOUR_LAW_FROM and not pair.within_job_function and pair.extra_agreement is None:
        text = (
            "Нет дополнительного соглашения к трудовому договору (ст. 351.8 ТК РФ): впишите extra_agreement "
            "или отметьте within_job_function."
        )
        yield Finding(pointer, "agreement_missing", text)
