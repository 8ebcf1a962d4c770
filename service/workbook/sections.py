"""The other sections of a school's set: organisation, founder, Regulation, note, lexicon, choices."""

import re
from collections.abc import Iterable
from typing import Any, Final

from service.workbook.grounds import Grounds
from service.workbook.school import School
from service.workbook.sheets import Row
from service.workbook.told import Told

_TOWN: Final = re.compile(
    r"(г\.|с\.|д\.|п\.|пос\.|пгт\.?|ст-ца|станица|х\.|аул|село|город|рп\.?|р\. ?п\.|деревня|посёлок|хутор)\s*(.+)",
    re.I,
)
_AUTHORITIES: Final = (("министер", "ministry"), ("центр", "centre"), ("отдел", "division"),
                       ("управлени", "department"), ("департамент", "department"), ("комитет", "department"),
                       ("администрац", "administration"))  # fmt: skip
_STAFF: Final = {"total": "staff_total", "young": "staff_young", "novices": "staff_novices",
                 "novices_with_mentor": "staff_covered"}  # fmt: skip
_CASES: Final = ("gen", "dat", "acc", "ins", "prep", "loc", "gender", "indeclinable")


def organization(school: School) -> dict[str, Any]:
    """Return the organisation."""
    plain = ("full_name", "short_name", "term", "address", "phone", "email", "site", "ogrn")
    return {
        "kind": school.fact("org_kind"),
        "inn": school.inn,
        **{name: school.fact(name) for name in plain},
        "place": _place(school),
        "head": school.office["head"],
    }


def _place(school: School) -> dict[str, Any] | None:
    kind, name = school.fact("place_type"), school.fact("place_name")
    if kind.value is None and isinstance(name.value, str) and (found := _TOWN.fullmatch(name.value)):
        return {"type": name.but(found[1]), "name": name.but(found[2])}
    return {"type": kind, "name": name}


def authority(school: School) -> dict[str, Any] | None:
    """Return the founder; its kind is seen from its name where it is not told."""
    name, kind = school.fact("authority_name"), school.fact("authority_kind")
    if name.value is None and not name.error:
        return None
    low = str(name.value).lower()
    seen = next((code for word, code in _AUTHORITIES if word in low), None)
    return {
        "name": name,
        "short": school.fact("authority_short"),
        "kind": kind if kind.value or kind.error else kind.but(seen),
        "on_form": school.fact("authority_on_form"),
    }


def regulation(school: School, grounds: Grounds) -> Any:
    """Return the Regulation; None if it is neither asked for nor approved."""
    if not (school.makes("regulation") or school.has_approval):
        return None
    forms, profile, effective = school.fact("forms"), school.fact("profile"), school.fact("effective")
    used = dict.fromkeys(row.value("form") or "teacher_teacher" for row in school.rows.get("pairs", ()))
    payment = grounds.last_act_for("payment")
    return {
        "profile": profile if profile.value or profile.error else profile.but("2026"),
        "legal_basis": grounds.acts_for("regulation"),
        "forms": forms if forms.value or forms.error else list(used) or ["teacher_teacher"],
        "kinds": school.fact("kinds"),
        "has_council": school.fact("has_council"),
        "curator_rule": school.fact("curator_rule"),
        "valid": {"date": effective},
        "labour_clause": {"payment_act": payment} if payment else None,
        "marks": _marks(school),
    }


def _marks(school: School) -> list[Any]:
    marks: list[Any] = []
    if school.given("protocol_number", "protocol_date", "body"):
        body = school.fact("body")
        record = {"number": school.fact("protocol_number"), "date": school.fact("protocol_date")}
        marks.append(
            {
                "kind": "adopted",
                "body": body if body.value else body.but("педагогический совет"),
                "protocol": record,
            }
        )
    if school.given("union"):
        marks.append({"kind": "agreed", "person": school.office["union"]})
    if school.has_approval:
        marks.append({"kind": "approved", "order": "order_approval"})
    return marks


def analytical_note(school: School, grounds: Grounds) -> Any:
    """Return the note on the year; None if it is not asked for."""
    if not school.makes("analytical_note"):
        return None
    author = school.fact("note_author")
    written = school.people.officer(author) if author.value else school.office["curator"]
    texts = ("methods", "results", "problems", "conclusions", "recommendations")
    note = {
        "date": school.fact("note_date"),
        "number": school.fact("note_number"),
        "period": {"from": school.fact("note_from"), "to": school.fact("note_to")},
        "basis": grounds.acts_for("analytical_note"),
        "staff": {name: school.fact(key) for name, key in _STAFF.items()},
        "surveys": [_survey(school, audience) for audience in ("mentors", "mentees")],
        **{name: school.fact(name) for name in texts},
        "author": written,
        "marks": [{"kind": "approve", "person": school.office["head"]}],
    }
    return Told(note, school.note.place if school.note else school.row.place)


def _survey(school: School, audience: str) -> Any:
    told = {name: school.fact(f"{audience}_{name}") for name in ("respondents", "satisfied", "mean")}
    if not any(cell.value is not None or cell.error for cell in told.values()):
        return None
    return {"audience": audience, **told}


def lexicon(rows: Iterable[Row]) -> dict[str, Any] | None:
    """Return forms of words by kind and nominative; a school's own stand after the district's and win."""
    found: dict[str, Any] = {}
    for row in rows:
        kind, nom = row.value("kind"), row.value("nom")
        if kind is not None and nom is not None:
            found.setdefault(kind, {})[nom] = Told({case: row[case] for case in _CASES}, row.place)
    return found or None
