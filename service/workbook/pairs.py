"""The pairs of a school, a row each."""

import re
from collections.abc import Sequence
from typing import Any, Final

from schemas.people import ID_PATTERN
from service.workbook.columns import Column, What
from service.workbook.school import School
from service.workbook.sheets import Row
from service.workbook.told import Told
from service.workbook.values import read_cell

_DAY: Final = Column("day", "Дата", What.DATE)
_PAYMENT: Final = ("payment_kind", "payment_mode", "payment_amount", "payment_base")


def pair_ids(rows: Sequence[Row]) -> list[str]:
    """Return an id for each pair: its code if that is one, else «pair-<place>»."""
    taken: list[str] = []
    for number, row in enumerate(rows, 1):
        code = str(row.value("code") or "")
        name = code if re.match(ID_PATTERN[0], code) and code not in taken else f"pair-{number}"
        taken.append(name if name not in taken else f"pair-{number}x")
    return taken


def pairs(school: School, rows: Sequence[Row], ids: Sequence[str], payment_act: Told | None) -> list[Any]:
    """Return the pairs as the schema takes them."""
    return [_pair(school, row, name, payment_act) for row, name in zip(rows, ids, strict=True)]


def _pair(school: School, row: Row, name: str, payment_act: Told | None) -> Told:
    mentees = row["mentees"]
    form = row["form"]
    start, end = (
        told if told.value is not None or told.error else _common(school.fact(key), told)
        for key, told in (("pairs_from", row["start"]), ("pairs_to", row["end"]))
    )
    return Told({
        "id": row["code"].but(name), "mentor": school.people.refer(row["mentor"]),
        "mentees": mentees.but([school.people.refer(mentees, text) for text in mentees.value or []]),
        "form": form if form.value or form.error else form.but("teacher_teacher"),
        "form_title": row["form_title"], "kind": row["kind"], "period": {"from": start, "to": end},
        "consents": {"mentor": row["consent"], "mentees": _consents(row["consents"], len(mentees.value or []))},
        "within_job_function": row["within_job_function"],
        "extra_agreement": {"number": row["agreement_number"], "date": row["agreement_date"]},
        "payment": _payment(row, payment_act), "status": row["status"], "reason": row["reason"],
        "extended_to": row["extended_to"],
    }, row.place)  # fmt: skip


def _common(shared: Told, own: Told) -> Told:
    """Return the district's value; where it has none, the empty cell of the row is to be filled in."""
    return shared if shared.value is not None or shared.error else own


def _consents(told: Told, mentees: int) -> Told:
    """Return a date for each mentee; one date holds for all."""
    if told.value is None or told.place is None:
        return told
    days = [read_cell(_DAY, text, told.place) for text in told.value]
    return told.but(days * mentees if len(days) == 1 else days)


def _payment(row: Row, act: Told | None) -> dict[str, Any] | None:
    told = {name: row[name] for name in _PAYMENT}
    if not any(cell.value is not None or cell.error for cell in told.values()):
        return None
    kind, amount = told["payment_kind"], told["payment_amount"]
    return {
        "kind": kind if kind.value or kind.error else kind.but("separate"),
        "mode": told["payment_mode"],
        "amount": _percent(amount) if row.value("payment_mode") == "percent" else amount,
        "base": told["payment_base"],
        "basis_act": act,
    }  # fmt: skip


def _percent(told: Told) -> Told:
    """Return 15 for the 0.15 that a cell in percent holds."""
    if not isinstance(told.value, float) or not 0 < told.value < 1:
        return told
    value = round(told.value * 100, 2)
    text = f"Размер {told.value:g} прочитан как {value:g} %. Проверьте."
    return Told(int(value) if value.is_integer() else value, told.place, told.error, text)
