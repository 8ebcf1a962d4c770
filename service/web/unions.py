"""The shapes of the fields that take several: a line or one of several objects, as JSON Schema components."""

from typing import Any, Final

from marshmallow import fields

from schemas import deadlines, orders, responsibles
from schemas.acts import ActReference, LegalAct
from schemas.base import schema_of
from schemas.deadlines import DeadlineField
from schemas.fields import LINE_LIMIT, TEXT_LIMIT
from schemas.orders import OrderItemField
from schemas.phrases import CASES, CaseMap, Phrase, PhraseField
from schemas.responsibles import ResponsibleField
from schemas.text import TextField

Schema = dict[str, Any]
REFERENCE: Final = "#/components/schemas/"

COMPONENT_OF: Final[dict[type[fields.Field[Any]], str]] = {
    ActReference: "Act",
    CaseMap: "CaseForms",
    DeadlineField: "Deadline",
    OrderItemField: "OrderItem",
    PhraseField: "Phrase",
    ResponsibleField: "Responsible",
    TextField: "Text",
}
_VARIANTS: Final = (
    ("Deadline", deadlines.VARIANTS),
    ("Responsible", responsibles.VARIANTS),
    ("OrderItem", orders.VARIANTS),
)


def component_name(schema: Any) -> str:
    """Return the name under which the schema of a section is described; a variant is named after its union.

    A schema of flask-smorest's own has none: what we do not use is described nowhere.
    """
    section = getattr(schema, "section_class", None)
    if section is None:
        return ""
    if section is Phrase:
        return "PhraseForms"
    for union, variants in _VARIANTS:
        if section in variants.values() and not section.__name__.startswith(union):
            return f"{union}{section.__name__}"
    return str(section.__name__)


def reference(name: str) -> Schema:
    """Return a reference to a component."""
    return {"$ref": REFERENCE + name}


def union_components() -> dict[str, Schema]:
    """Return the components of the unions, by name; they refer to those of the sections."""
    return {
        "Act": _either("Id акта из раздела acts или из библиотеки актов, либо сам акт", [LegalAct]),
        "CaseForms": {
            "type": "object",
            "description": "Формы по падежам",
            "propertyNames": {"enum": list(CASES)},
            "additionalProperties": _line(),
        },
        "Deadline": _either(
            "Срок: строка («2026-09-01», «до 25 мая», «Ежемесячно») или объект одного из видов",
            list(deadlines.VARIANTS.values()),
        ),
        "OrderItem": _either(
            "Пункт приказа: строка своими словами или объект с полем kind", list(orders.VARIANTS.values())
        ),
        "Phrase": _either("Именительный падеж строкой или объект с формами по падежам", [Phrase]),
        "Responsible": _either(
            "Ответственный: строка или объект одного из видов", list(responsibles.VARIANTS.values())
        ),
        **_text_components(),
    }


def _line(limit: int = LINE_LIMIT) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": limit}


def _either(description: str, sections: list[type[Any]]) -> Schema:
    named = [reference(component_name(schema_of(section))) for section in sections]
    return {"description": description, "anyOf": [_line(), *named]}


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _several(name: str) -> Schema:
    return {"type": "array", "minItems": 1, "items": reference(name)}


def _text_components() -> dict[str, Schema]:
    lists = {name: _several("TextItem") for name in ("ul", "ol", "ol.")}
    item = {**_closed({"text": reference("TextRuns"), **lists}, ["text"]), "maxProperties": 2}
    blocks = [_closed({name: items}, [name]) for name, items in lists.items()]
    return {
        "Text": {
            "description": "Текст из абзацев: один абзац или список абзацев и перечней",
            "anyOf": [reference("TextBlock"), _several("TextBlock")],
        },
        "TextBlock": {
            "description": "Абзац строкой, абзац из частей (para) или перечень (ul, ol, ol.) до трёх уровней",
            "anyOf": [_line(TEXT_LIMIT), _closed({"para": reference("TextRuns")}, ["para"]), *blocks],
        },
        "TextItem": {
            "description": "Пункт перечня: текст или текст с вложенным перечнем",
            "anyOf": [_line(TEXT_LIMIT), _several("TextRun"), item],
        },
        "TextRuns": {
            "description": "Абзац целиком или по частям",
            "anyOf": [reference("TextRun"), _several("TextRun")],
        },
        "TextRun": {
            "description": "Часть абзаца: строка, курсив или название организации в нужном падеже",
            "anyOf": [
                _line(TEXT_LIMIT),
                _closed({"italic": _line(TEXT_LIMIT)}, ["italic"]),
                _closed({"organization": {"enum": list(CASES)}}, ["organization"]),
            ],
        },
    }
