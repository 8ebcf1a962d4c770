"""What a set of a school tells of each fact and each row; a set that is not sound tells what it can."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.workbook.facts import DOCUMENTS
from service.workbook.tables import ACTS

_CASES: Final = ("gen", "dat", "acc", "ins", "prep", "loc", "gender", "indeclinable")
_STAFF: Final = {"staff_total": "total", "staff_young": "young", "staff_novices": "novices",
                 "staff_covered": "novices_with_mentor"}  # fmt: skip
_ACT: Final = ("kind", "author", "date", "number", "title")


class Part:
    """A set, or a part of it, asked without fear: what is not there is None, a list is a list."""

    def __init__(self, data: Any) -> None:
        """Look into parsed JSON."""
        self.data = data
        self.inn = self.text("organization", "inn") or ""

    def at(self, *steps: str) -> Any:
        """Return the value at a path."""
        value = self.data
        for step in steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    def text(self, *steps: str) -> str | None:
        """Return the text at a path; of a phrase its nominative."""
        value = phrase(self.at(*steps))
        return value if isinstance(value, str) else None

    def items(self, *steps: str) -> list[Any]:
        """Return the objects of the list at a path."""
        value = self.at(*steps)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def points(self, order: str, kind: str) -> list[Any]:
        """Return the points of one kind of an order."""
        return [item for item in self.items("orders", order, "items") if item.get("kind") == kind]

    def mark(self, section: str, kind: str) -> dict[str, Any]:
        """Return the first mark of a kind on a document."""
        return next((mark for mark in self.items(section, "marks") if mark.get("kind") == kind), {})

    def name(self, person: Any) -> str | None:
        """Return the full name of a person by id."""
        for known in self.items("people"):
            if known.get("id") == person and person is not None:
                return full_name(known)
        return None


def phrase(value: Any) -> Any:
    """Return the nominative of a phrase."""
    return value.get("nom") if isinstance(value, Mapping) else value


def full_name(person: Mapping[str, Any]) -> str:
    """Return surname, name and patronymic."""
    return " ".join(str(person[name]) for name in ("surname", "name", "patronymic") if person.get(name))


def _until(points: list[Any]) -> Any:
    """Return the day of the first point's deadline."""
    until = points[0].get("until") if points else None
    value = until.get("until") if isinstance(until, dict) else until
    return value.removeprefix("до ") if isinstance(value, str) else None


def _who(part: Part, points: list[Any]) -> str | None:
    return part.name(points[0].get("who")) if points else None


def facts_of(part: Part) -> dict[str, Any]:
    """Return what a set tells of each fact, in the shapes of the schema."""
    documents = part.at("documents")
    asked = documents if isinstance(documents, list) else []
    return {
        **{f"make_{kind}": kind in asked for kind in DOCUMENTS},
        "school_year": part.text("school_year"),
        "date_style": part.text("render", "date_style"),
        "initials_space": part.at("render", "initials_space"),
        "authority_name": part.text("authority", "name"),
        "authority_short": part.text("authority", "short"),
        "authority_kind": part.text("authority", "kind"),
        "authority_on_form": part.at("authority", "on_form"),
        **_organization(part),
        **_orders(part),
        **_regulation(part),
        **_note(part),
    }


def _organization(part: Part) -> dict[str, Any]:
    plain = ("full_name", "short_name", "term", "address", "phone", "email", "site", "ogrn")
    curator = next((point.get("person") for point in part.points("order_curator", "appoint_curator")), None)
    return {
        **{name: part.text("organization", name) for name in plain},
        "org_kind": part.text("organization", "kind"),
        "place_type": part.text("organization", "place", "type"),
        "place_name": part.text("organization", "place", "name"),
        "head": part.name(part.at("organization", "head")),
        "curator": part.name(curator or part.at("analytical_note", "author")),
    }


def _orders(part: Part) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, order in (("approval", "order_approval"), ("curator", "order_curator"), ("pairs", "order_pairs")):
        found[f"{name}_number"] = part.text("orders", order, "number")
        found[f"{name}_date"] = part.text("orders", order, "date")
    publish, acquaint = part.points("order_approval", "publish"), part.points("order_approval", "acquaint")
    introduce = part.points("order_approval", "introduce")
    appoint = part.points("order_curator", "appoint_curator")
    control = [p for order in ("order_approval", "order_pairs") for p in part.points(order, "control")]
    by_curator = bool(control and appoint) and all(p.get("person") == appoint[0].get("person") for p in control)
    return found | {
        "effective": introduce[0].get("date") if introduce else None,
        "publisher": _who(part, publish), "publish_until": _until(publish),
        "clerk": _who(part, acquaint), "acquaint_until": _until(acquaint),
        "accountant": _who(part, part.points("order_pairs", "pay")),
        "programmes_until": _until(part.points("order_pairs", "programmes")),
        "control": ("curator" if by_curator else "self") if control else None,
        "duties": appoint[0].get("duties") if appoint else None,
    }  # fmt: skip


def _regulation(part: Part) -> dict[str, Any]:
    adopted = part.mark("regulation", "adopted")
    protocol = Part(adopted.get("protocol"))
    programmes = [Part(programme) for programme in part.items("programmes")]
    approved = [mark.get("date") for p in programmes for mark in p.items("marks") if mark.get("kind") == "approve"]
    return {
        **{name: part.at("regulation", name) for name in ("profile", "forms", "kinds", "has_council")},
        "curator_rule": part.text("regulation", "curator_rule"),
        "body": phrase(adopted.get("body")),
        "protocol_number": protocol.text("number"),
        "protocol_date": protocol.text("date"),
        "union": part.name(part.mark("regulation", "agreed").get("person")),
        "roadmap_title": part.text("roadmap", "title"),
        "roadmap_period": part.text("roadmap", "period"),
        "mode": programmes[0].text("mode") if programmes else None,
        "programmes_date": approved[0] if approved else None,
    }


def _note(part: Part) -> dict[str, Any]:
    surveys = {survey.get("audience"): survey for survey in part.items("analytical_note", "surveys")}
    texts = ("methods", "results", "problems", "conclusions", "recommendations")
    author = part.name(part.at("analytical_note", "author"))
    return {
        "note_date": part.text("analytical_note", "date"),
        "note_number": part.text("analytical_note", "number"),
        "note_from": part.text("analytical_note", "period", "from"),
        "note_to": part.text("analytical_note", "period", "to"),
        **{key: part.at("analytical_note", "staff", name) for key, name in _STAFF.items()},
        **{name: part.at("analytical_note", name) for name in texts},
        "note_author": author,
        **{
            f"{audience}_{name}": survey.get(name)
            for audience, survey in surveys.items()
            for name in ("respondents", "satisfied", "mean")
        },
    }


def rows_of(part: Part, table: str) -> list[dict[str, Any]]:
    """Return the rows that a set has on a sheet, in the shapes of the schema."""
    return list(_ROWS[table](part))


def _people(part: Part) -> Iterator[dict[str, Any]]:
    plain = ("gender", "position_short", "category", "experience_years", "birth_year", "hired_on", "education",
             "acting", "indeclinable")  # fmt: skip
    for person in part.items("people"):
        contract = Part(person.get("contract"))
        words = f"{person.get('surname')}{person.get('name')}{person.get('patronymic') or ''}"
        whole = {"full": full_name(person)} if " " not in words.replace(" оглы", "") else {
            name: person.get(name) for name in ("surname", "name", "patronymic")
        }  # fmt: skip
        yield {
            "code": person.get("id"), **whole, "position": phrase(person.get("position")),
            **{name: person.get(name) for name in plain},
            "contract_number": contract.text("number"), "contract_date": contract.text("date"),
        }  # fmt: skip


def _pairs(part: Part) -> Iterator[dict[str, Any]]:
    plain = ("form", "form_title", "kind", "within_job_function", "status", "reason", "extended_to")
    for data in part.items("pairs"):
        pair = Part(data)
        mentees = data.get("mentees")
        consents = pair.at("consents", "mentees")
        yield {
            "code": data.get("id"), "mentor": part.name(data.get("mentor")),
            "mentees": [part.name(name) or name for name in mentees] if isinstance(mentees, list) else None,
            **{name: data.get(name) for name in plain},
            "start": pair.text("period", "from"), "end": pair.text("period", "to"),
            "consent": pair.text("consents", "mentor"),
            "consents": consents if isinstance(consents, list) else None,
            "agreement_number": pair.text("extra_agreement", "number"),
            "agreement_date": pair.text("extra_agreement", "date"),
            **{f"payment_{name}": pair.at("payment", name) for name in ("kind", "mode", "amount", "base")},
        }  # fmt: skip


def _responsible(part: Part, value: Any) -> list[str]:
    found = []
    for who in value if isinstance(value, list) else []:
        words = part.name(who.get("person")) if isinstance(who, dict) and "person" in who else None
        found.append(words or str(next(iter(who.values()), "") if isinstance(who, dict) else who))
    return found


def _activities(part: Part) -> Iterator[dict[str, Any]]:
    for stage in part.items("roadmap", "stages"):
        keys = ("content", "deadline", "result")
        whole = {name: stage.get(name) for name in keys}
        whole["responsible"] = _responsible(part, stage.get("responsible"))
        if any(whole.values()) or not stage.get("activities"):
            yield {"stage": stage.get("title"), **whole}
        for activity in Part(stage).items("activities"):
            yield {
                "stage": stage.get("title"), "text": activity.get("text"),
                **{name: activity.get(name) for name in keys},
                "responsible": _responsible(part, activity.get("responsible")),
            }  # fmt: skip


def _programmes(part: Part) -> Iterator[dict[str, Any]]:
    for data in part.items("programmes"):
        programme = Part(data)
        yield from ({"pair": data.get("pair"), **row} for row in _programme(part, programme))


def _programme(part: Part, programme: Part) -> Iterator[dict[str, Any]]:
    for need in programme.items("needs"):
        yield {"part": "need", "text": need.get("difficulty"), "more": need.get("request")}
    for name in ("strengths", "goal"):
        if programme.at(name):
            yield {"part": name, "text": programme.at(name)}
    for name, field in (("task", "tasks"), ("direction", "directions")):
        yield from ({"part": name, "text": text} for text in programme.at(field) or ())
    for stage in programme.items("plan", "stages"):
        for activity in Part(stage).items("activities"):
            yield {
                "part": "activity", "stage": stage.get("title"), "text": activity.get("text"),
                **{name: activity.get(name) for name in ("deadline", "result", "form")},
                "responsible": _responsible(part, activity.get("responsible")),
            }  # fmt: skip
    yield from ({"part": "expected", "text": text} for text in programme.at("expected") or ())
    for criterion in programme.items("criteria"):
        yield {"part": "criterion", "text": criterion.get("title"), "more": criterion.get("expected")}
    if programme.at("monitoring"):
        yield {"part": "monitoring", "text": programme.at("monitoring")}


def _grounds(part: Part) -> Iterator[dict[str, Any]]:
    for order in ("order_approval", "order_curator", "order_pairs"):
        for basis in part.items("orders", order, "basis"):
            if basis.get("order") is None:
                told = _act(part, basis["act"]) if basis.get("act") is not None else {"text": basis.get("text")}
                yield {"purpose": [order], "mode": basis.get("mode"), **told}
    for purpose, section, field in (("regulation",) * 2 + ("legal_basis",), ("analytical_note",) * 2 + ("basis",)):
        acts = part.at(section, field)
        yield from ({"purpose": [purpose], **_act(part, act)} for act in (acts if isinstance(acts, list) else ()))
    paid = [pair.get("payment") for pair in part.items("pairs")]
    acts = [payment.get("basis_act") for payment in paid if isinstance(payment, dict)]
    acts.append(part.at("regulation", "labour_clause", "payment_act"))
    for act in [act for act in acts if act is not None][:1]:
        yield {"purpose": ["payment"], **_act(part, act)}


def _once(grounds: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield an act once with all that it is for."""
    found: dict[str, dict[str, Any]] = {}
    for row in grounds:
        same = found.setdefault(repr({**row, "purpose": None}), row)
        if same is not row:
            same["purpose"] = [*same["purpose"], *row["purpose"]]
    yield from found.values()


def _act(part: Part, act: Any) -> dict[str, Any]:
    own = next((known for known in part.items("acts") if known.get("id") == act), None)
    spelled = act if isinstance(act, dict) else own
    if spelled is not None:
        return {name: spelled.get(name) for name in _ACT}
    return {"library": act} if act in ACTS else {"text": act}


def _lexicon(part: Part) -> Iterator[dict[str, Any]]:
    for kind, entries in (part.at("lexicon") or {}).items():
        for nom, forms in (entries if isinstance(entries, dict) else {}).items():
            if isinstance(forms, dict):
                yield {"kind": kind, "nom": nom, **{case: forms.get(case) for case in _CASES}}
    phrases = [("org", part.at("organization", name)) for name in ("full_name", "short_name", "term")]
    phrases += [("org", part.at("authority", "name")), ("org", part.mark("regulation", "adopted").get("body"))]
    phrases += [("position", person.get("position")) for person in part.items("people")]
    for kind, value in phrases:
        if isinstance(value, dict) and isinstance(value.get("nom"), str):
            yield {"kind": kind, "nom": value["nom"], **{case: value.get(case) for case in _CASES}}
    for person in part.items("people"):
        cases = person.get("cases")
        if isinstance(cases, dict):
            yield {"kind": "person", "nom": full_name(person), **{case: cases.get(case) for case in _CASES}}


_ROWS: Final = {
    "people": _people, "pairs": _pairs, "activities": _activities, "programmes": _programmes,
    "grounds": lambda part: _once(_grounds(part)), "lexicon": _lexicon,
}  # fmt: skip
