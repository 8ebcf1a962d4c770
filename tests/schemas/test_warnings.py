"""Each warning: what raises it, where it is told; none of them blocks."""

import pytest

from schemas.rules import read_set
from tests.schemas.reading import NOTHING, Changes, changed, errors, warnings

APPROVAL = "/orders/order_approval"
PAIR = "/pairs/0"
PAYMENT = {"kind": "separate", "mode": "fixed", "amount": 5000}

TABLE: list[tuple[str, Changes, str, str]] = [
    ("nobody knows the gender", {"/people/3/patronymic": NOTHING}, "/people/3", "gender_unknown"),
    ("a programme shorter than three months", {f"{PAIR}/period/to": "2026-10-07"}, f"{PAIR}/period",
     "unusual_period"),
    ("a programme longer than a year", {f"{PAIR}/period/to": "2027-09-07"}, f"{PAIR}/period", "unusual_period"),
    ("pay by no act", {f"{PAIR}/payment": PAYMENT}, f"{PAIR}/payment", "payment_without_act"),
    ("a form that the regulation does not name", {f"{PAIR}/form": "head_teacher"}, f"{PAIR}/form",
     "form_not_in_regulation"),
    ("a ground that is superseded", {f"{APPROVAL}/basis/0/act": "up-204-2018"}, f"{APPROVAL}/basis/0",
     "act_superseded"),
    ("a ground that is lapsed", {"/regulation/legal_basis": ["np-education"]}, "/regulation/legal_basis/0",
     "act_superseded"),
    ("a ground not yet in force", {"/regulation/legal_basis": ["new"], "/acts": [{"id": "new", "kind": "order",
     "number": "1", "date": "2026-08-01", "in_force_from": "2027-01-01"}]}, "/regulation/legal_basis/0",
     "act_not_in_force"),
    ("a ground later than the note", {"/analytical_note/basis": ["new"], "/acts": [{"id": "new", "kind": "order",
     "number": "1", "date": "2027-08-01"}]}, "/analytical_note/basis/0", "act_later"),
    ("an attachment that is not made", {"/documents": ["order_approval", "roadmap"]},
     f"{APPROVAL}/items/0/document", "attachment_not_made"),
    ("force before the order", {f"{APPROVAL}/items/-": {"kind": "introduce", "documents": ["roadmap"],
     "date": "2026-08-01"}}, f"{APPROVAL}/items/3/date", "effective_early"),
    ("a heading of six lines", {f"{APPROVAL}/title": "О " + "наставничестве " * 17}, f"{APPROVAL}/title",
     "long_heading"),
    ("a curator who is no deputy", {"/people/1/position": "методист"},
     "/orders/order_curator/items/0/person", "curator_not_deputy"),
    ("a stage that ends before the one before", {"/roadmap/stages/0/deadline": "2026-09-30",
     "/roadmap/stages/1/deadline": "2026-09-29"}, "/roadmap/stages/1/deadline", "deadline_order"),
    ("a consent after an old order", {"/orders/order_pairs/date": "2024-09-01", f"{PAIR}/consents/mentor":
     "2024-09-02"}, f"{PAIR}/consents/mentor", "consent_late"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer", "code"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_what_is_doubtful_is_warned_of_and_does_not_block(changes: Changes, pointer: str, code: str) -> None:
    data = changed("minimal", changes)
    reading = read_set(data)

    assert (pointer, code) in warnings(data)
    assert errors(data) == {}
    assert reading.document_set is not None


@pytest.mark.parametrize("status", ["active", "extended"])
def test_a_mentee_of_two_running_pairs_is_warned_of(status: str) -> None:
    data = changed("school", {"/pairs/1/mentees": ["zayats"], "/pairs/1/status": status})

    assert ("/pairs/1/mentees/0", "mentee_in_two_pairs") in warnings(data)


def test_a_mentee_of_a_finished_pair_may_have_another_mentor() -> None:
    data = changed("school", {"/pairs/2/mentees": ["zayats"], "/pairs/2/status": "terminated"})

    assert "mentee_in_two_pairs" not in {code for _, code in warnings(data)}


def test_a_mentor_of_four_is_warned_of_once() -> None:
    data = changed("school", {"/pairs/3/mentees/-": "zayats", "/pairs/0/status": "completed"})
    found = [pointer for pointer, code in warnings(data) if code == "many_mentees"]

    assert found == ["/pairs/3/mentor"]


@pytest.mark.parametrize("to", ["2026-12-06", "2027-09-06"])
def test_a_programme_of_three_months_to_a_year_is_usual(to: str) -> None:
    assert warnings(changed("minimal", {f"{PAIR}/period/to": to})) == {}


def test_an_organisation_that_is_not_the_states_pays_as_it_likes() -> None:
    changes = {"/organization/full_name": "Частная школа «Росток»", f"{PAIR}/payment": PAYMENT}

    assert warnings(changed("minimal", changes)) == {}


def test_an_act_that_lapsed_after_the_order_is_no_reason_to_warn() -> None:
    changes = {f"{APPROVAL}/date": "2024-05-06", f"{APPROVAL}/basis/0/act": "up-204-2018"}
    found = warnings(changed("minimal", changes))

    assert (f"{APPROVAL}/basis/0", "act_superseded") not in found
