"""Chooses the control of every field of the schema, by the class of its marshmallow field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from marshmallow import fields

from schemas.acts import Basis, LegalAct
from schemas.analytical_note import AnalyticalNote
from schemas.approvals import ApprovalMark
from schemas.base import schema_of
from schemas.deadlines import DeadlineField, Period
from schemas.document_set import DocumentSet
from schemas.fields import Choice, Day, Line, Mapped, Sequence
from schemas.orders import VARIANTS, Approve, Introduce, Order, OrderItemField, Publish
from schemas.organization import Organization
from schemas.pairs import Pair
from schemas.people import Person
from schemas.phrases import CASES, CaseMap, Phrase, PhraseField
from schemas.programmes import Programme
from schemas.references import Reference
from schemas.regulation import Regulation
from schemas.responsibles import ResponsibleField
from schemas.roadmap import Activity, Plan, Roadmap, Stage
from schemas.text import TextField
from service.web.forms.controls import Control, Fixed, Part
from service.web.forms.lists import ChecksControl, LinesControl, ReferencesControl, ResponsiblesControl
from service.web.forms.plain import (
    ChoiceControl,
    DayControl,
    FlagControl,
    LineControl,
    NumberControl,
    ReferenceControl,
)
from service.web.forms.points import PointsControl
from service.web.forms.sections import RowsControl, SectionControl
from service.web.forms.text_lines import MARKUP
from service.web.forms.unions import DeadlineControl, PhraseControl, TextControl
from service.web.forms.wording import hint_of, is_expected, label_of

_SHORT_LIST: Final = 60  # references; a longer list is ticked rather than chosen one by one
_WORTH_PASTING: Final = 20  # rows; shorter lists are not copied from Excel
_FIRST: Final = 4  # optional fields of a section that stay in sight where nothing else is said
_IN_SIGHT: Final[dict[type[Any], tuple[str, ...]]] = {
    Person: ("patronymic", "position"),
    Organization: ("head", "place", "term", "inn"),
    Pair: ("kind", "consents", "extra_agreement", "payment"),
    LegalAct: ("author", "date", "number", "title"),
    ApprovalMark: ("person", "body", "protocol", "order", "date"),
    Stage: ("content", "deadline", "responsible", "result", "activities"),
    Activity: ("deadline", "responsible", "result"),
    Order: ("signatory", "executor", "acquaint"),
    Regulation: ("legal_basis", "profile", "kinds", "valid", "labour_clause", "marks"),
    Roadmap: ("period", "marks", "signatory"),
    Plan: (),
    AnalyticalNote: ("number", "basis", "purpose", "progress", "surveys", "results", "problems", "marks"),
    Programme: ("mode", "strengths", "directions", "criteria", "monitoring", "marks"),
}
_REGISTRIES: Final[dict[tuple[type[Any], str], str]] = {
    (Approve, "document"): "kinds", (Introduce, "documents"): "kinds", (Publish, "documents"): "kinds",
    (Basis, "order"): "orders", (ApprovalMark, "order"): "orders", (LegalAct, "superseded_by"): "acts",
}  # fmt: skip  # lines that name something by its code
_ONE_OF: Final[dict[type[Any], tuple[frozenset[str], ...]]] = {
    Basis: (frozenset({"act"}), frozenset({"order"}), frozenset({"text"})),
    ApprovalMark: (frozenset({"person"}), frozenset({"body", "protocol"}), frozenset({"order"})),
}
_EACH: Final = "Каждый пункт — с новой строки"
_EACH_DAY: Final = "Каждая дата — с новой строки"
HIDDEN: Final = "id"  # given by the program
_Facts = dict[str, Any]


@cache
def section(cls: type[Any]) -> SectionControl:
    """Return the control of a section, without a label of its own."""
    return SectionControl(
        label="", cls=cls, parts=_parts(cls), on_demand=_is_on_demand(cls), inline=cls is Period,
        one_of=_ONE_OF.get(cls, ()),
    )  # fmt: skip


def _parts(cls: type[Any], leave: frozenset[str] = frozenset({HIDDEN})) -> tuple[Part, ...]:
    found = {f.data_key or name: f for name, f in schema_of(cls)().fields.items()}
    optional = [name for name, f in found.items() if not f.required and name not in leave]
    in_sight = optional if _is_on_demand(cls) else _IN_SIGHT.get(cls, optional[:_FIRST])
    return tuple(
        Part(key=name, control=control_of(f, cls, name), prominent=f.required or name in in_sight)
        for name, f in found.items()
        if name not in leave
    )


def _is_on_demand(cls: type[Any]) -> bool:
    """Tell whether a section has nothing that must be filled but switches that say something by themselves."""
    found = schema_of(cls)().fields.values()
    return not any(f.required for f in found) and any(isinstance(f, fields.Boolean) for f in found)


def control_of(field: "fields.Field[Any]", cls: type[Any] | None = None, name: str = "") -> Control:
    """Return the control of a field that stands in the section `cls` under a name."""
    facts: _Facts = {
        "label": label_of(cls, name, str(field.metadata.get("title", name))),
        "hint": hint_of(cls, name, str(field.metadata.get("description", ""))),
        "example": str((field.metadata.get("examples") or [""])[0]),
        "required": field.required,
        "expected": is_expected(cls, name),
    }
    registry = _REGISTRIES.get((cls, name), "") if cls is not None else ""
    if isinstance(field, Sequence):
        return _of_list(field, facts, registry)
    if registry:
        return ReferenceControl(registry=registry, **{**facts, "example": ""})
    for owner, make in _MAKERS.items():
        if isinstance(field, owner):
            return make(field, facts)
    return Fixed(**facts)


def _of_list(field: Sequence, facts: _Facts, registry: str) -> Control:
    inner: Any = field.inner
    if isinstance(inner, fields.Nested):
        schema: Any = inner.schema
        return RowsControl(section=section(schema.section_class), paste=field.most >= _WORTH_PASTING, **facts)
    if isinstance(inner, OrderItemField):
        return _points(facts)
    if isinstance(inner, ResponsibleField):
        return ResponsiblesControl(**facts)
    return _of_values(inner, field.most, facts, registry)


def _of_values(inner: Any, most: int, facts: _Facts, registry: str) -> Control:
    if isinstance(inner, Reference):
        if inner.registry == "people" and most > _SHORT_LIST:
            return ChecksControl(registry=inner.registry, **facts)
        return ReferencesControl(registry=inner.registry, **facts)
    if isinstance(inner, Choice):
        return ChecksControl(names=inner.names, **facts)
    if registry:
        return ChecksControl(registry=registry, **facts)
    if not isinstance(inner, Line | Day):
        return Fixed(**facts)
    hint = _EACH_DAY if isinstance(inner, Day) else _EACH
    told = f"{facts['hint']}. {hint}" if facts["hint"] else hint
    return LinesControl(days=isinstance(inner, Day), **{**facts, "hint": told})


def _points(facts: _Facts) -> PointsControl:
    made = {
        kind: SectionControl(label="", cls=cls, parts=_parts(cls, frozenset({"kind"})))
        for kind, cls in VARIANTS.items()
    }
    names = {kind: str(_kind_field(cls).names[kind]) for kind, cls in VARIANTS.items()}
    return PointsControl(section=made["free"], sections=made, names=names, **facts)


def _kind_field(cls: type[Any]) -> Choice:
    found: Any = schema_of(cls)().fields["kind"]
    return found  # type: ignore[no-any-return]


def _nested(field: Any, facts: _Facts) -> Control:
    cls = field.schema.section_class
    made = section(cls)
    parts = made.parts if field.required else tuple(_clearable(part) for part in made.parts)
    return replace(made, parts=parts, on_demand=made.on_demand and not field.required, **facts)


def _clearable(part: Part) -> Part:
    """Let a choice be taken back: a section without anything chosen is one that is not there."""
    control = part.control
    return replace(part, control=replace(control, clearable=True)) if isinstance(control, ChoiceControl) else part


def _case_forms(_: Any, facts: _Facts) -> Control:
    lines = [Part(key=case, control=LineControl(label=told[:1].upper() + told[1:], example="-"))
             for case, told in CASES.items()]  # fmt: skip
    return SectionControl(parts=tuple(lines), on_demand=True, **facts)


def _text(_: Any, facts: _Facts) -> Control:
    return TextControl(**{**facts, "hint": facts["hint"] or MARKUP})


def _phrase(field: Any, facts: _Facts) -> Control:
    default = field.load_default
    told = default.nom if isinstance(default, Phrase) else ""
    return PhraseControl(kind="position" if field.name == "position" else "org", default=told, **facts)


def _choice(field: Any, facts: _Facts) -> Control:
    default = field.load_default
    return ChoiceControl(names=field.names, default=default if isinstance(default, str) else "", **facts)


def _flag(field: Any, facts: _Facts) -> Control:
    return FlagControl(default=field.load_default is True, **facts)


def _number(field: Any, facts: _Facts) -> Control:
    whole = isinstance(field, fields.Integer)
    return NumberControl(**{**facts, "example": facts["example"].replace(".", ",")},
                         mode="numeric" if whole else "decimal")  # fmt: skip


def _line(field: Any, facts: _Facts) -> Control:
    default = field.load_default
    told = default if isinstance(default, str) else ""
    return LineControl(limit=field.limit, multiline=field.multiline, default=told, **facts)


_Maker = Callable[[Any, _Facts], Control]
_MAKERS: Final[Mapping[type[Any], _Maker]] = {
    fields.Nested: _nested,
    CaseMap: _case_forms,
    TextField: _text,
    PhraseField: _phrase,
    DeadlineField: lambda _, facts: DeadlineControl(**facts),
    Reference: lambda field, facts: ReferenceControl(registry=field.registry, **facts),
    Choice: _choice,
    fields.Boolean: _flag,
    Day: lambda _, facts: DayControl(**facts),
    fields.Number: _number,
    Line: _line,
}


@cache
def control_at(pointer: str) -> Control:
    """Return the control of a part of the set: `/people`, `/orders/order_pairs`; raise KeyError for none."""
    name, *rest = pointer.strip("/").split("/")
    field = schema_of(DocumentSet)().fields[name]
    if rest:
        if not isinstance(field, Mapped):
            raise KeyError(pointer)
        field = field.item
    made = control_of(field, DocumentSet, name)
    if isinstance(made, SectionControl):
        return replace(made, on_demand=False, required=name != "authority")
    return made
