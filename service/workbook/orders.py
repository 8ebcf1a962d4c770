"""The orders of a school: number and date are told, the usual points and grounds are proposed."""

from typing import Any, Final

from service.workbook.grounds import Grounds
from service.workbook.school import School
from service.workbook.told import Told

_APPROVED: Final = ("regulation", "roadmap")
_DUTIES: Final = (
    "вести банк наставников и наставляемых и обновлять его не реже одного раза в год",
    "координировать разработку и реализацию персонализированных программ наставничества",
    "проводить мониторинг реализации программ и представлять руководителю его итоги",
)
_LABOUR_CODE: Final = {"mode": "in_accordance_with", "act": "tk-351-8"}
_CONSENTS: Final = {"mode": "on_the_ground_of", "text": "письменных согласий педагогических работников"}
_MODEL: Final = (
    {"mode": "pursuant_to", "act": "3273-r-33"}, {"mode": "on_the_ground_of", "act": "az-1128-08"},
)  # fmt: skip


def orders(school: School, grounds: Grounds) -> dict[str, Any]:
    """Return the orders that are asked for, or whose number is told."""
    found: dict[str, Any] = {}
    if school.has_approval:
        found["order_approval"] = _approval(school, grounds)
    if school.makes("order_curator") or school.given("curator_number"):
        found["order_curator"] = _curator(school, grounds)
    if school.makes("order_pairs") or school.given("pairs_number"):
        found["order_pairs"] = _pairs(school, grounds)
    return found


def _order(school: School, name: str, own: dict[str, Any], acquainted: list[Told]) -> Any:
    """Return an order with what all have: number, date, control, those who are acquainted with it."""
    number = school.fact(f"{name}_number")
    control = {"kind": "control", "person": _controller(school)}
    head = school.office["head"].value
    people = dict.fromkeys(told.value for told in acquainted if told.value is not None and told.value != head)
    return Told({
        "number": number, "date": school.fact(f"{name}_date"), **own, "items": [*own["items"], control],
        "acquaint": list(people),
    }, number.place)  # fmt: skip


def _controller(school: School) -> Told | None:
    return school.office["curator"] if school.value("control") == "curator" else None


def _approval(school: School, grounds: Grounds) -> Any:
    approved = [kind for kind in _APPROVED if school.makes(kind)] or list(_APPROVED)
    titles = {
        ("regulation", "roadmap"): "Положения о системе наставничества педагогических работников и дорожной карты "
        "по его реализации",
        ("regulation",): "Положения о системе наставничества педагогических работников",
        ("roadmap",): "дорожной карты по реализации системы наставничества педагогических работников",
    }
    office = school.office
    items: list[Any] = [{"kind": "approve", "document": kind} for kind in approved]
    if school.given("effective"):
        items.append({"kind": "introduce", "documents": approved, "date": school.fact("effective")})
    if school.given("publisher"):
        until = {"until": school.fact("publish_until")}
        items.append({"kind": "publish", "documents": approved, "who": office["publisher"], "until": until})
    items += _acquaint(school, "всех педагогических работников")
    basis = grounds.of_order("order_approval") or [_LABOUR_CODE, *_MODEL]
    own = {"title": f"Об утверждении {titles[tuple(approved)]}", "basis": basis, "items": items}
    return _order(school, "approval", own, [office["curator"], office["publisher"], office["clerk"]])


def _acquaint(school: School, whom: str) -> list[Any]:
    if not school.given("clerk"):
        return []
    until = {"until": school.fact("acquaint_until")}
    return [{"kind": "acquaint", "who": school.office["clerk"], "whom": whom, "until": until}]


def _curator(school: School, grounds: Grounds) -> Any:
    curator, duties = school.office["curator"], school.fact("duties")
    items = [{"kind": "appoint_curator", "person": curator, "duties": duties if duties.value else list(_DUTIES)}]
    basis = [*_own_order(school), *grounds.of_order("order_curator")] or [_LABOUR_CODE]
    title = "О назначении куратора реализации программ наставничества"
    return _order(school, "curator", {"title": title, "basis": basis, "items": items}, [curator])


def _own_order(school: School) -> list[Any]:
    return [{"mode": "on_the_ground_of", "order": "order_approval"}] if school.has_approval else []


def _pairs(school: School, grounds: Grounds) -> Any:
    rows = school.rows.get("pairs", ())
    office = school.office
    items: list[Any] = [{"kind": "assign_pairs"}]
    if school.given("programmes_until"):
        items.append({"kind": "programmes", "until": {"until": school.fact("programmes_until")}})
    if any(
        row.value("payment_amount") is not None and row.value("within_job_function") is not True for row in rows
    ):
        items.append({"kind": "pay", "who": office["accountant"] if school.given("accountant") else None})
    items += _acquaint(school, "наставников и наставляемых")
    given = grounds.of_order("order_pairs")
    basis = [*given, *_own_order(school)] if given else [_LABOUR_CODE, *_own_order(school), _CONSENTS]
    people = [school.people.refer(row["mentor"]) for row in rows]
    people += [school.people.refer(row["mentees"], name) for row in rows for name in row.value("mentees") or []]
    groups = any(len(row.value("mentees") or []) > 1 for row in rows)
    whom = (
        "наставнических пар и групп"
        if groups
        else "наставнических пар"
        if len(rows) > 1
        else "наставнической пары"
    )
    year = school.value("school_year")
    title = f"О закреплении {whom}" + (f" на {year} учебный год" if year else "")
    own = {"title": title, "basis": basis, "items": items}
    return _order(school, "pairs", own, [office["curator"], *people, office["accountant"]])
