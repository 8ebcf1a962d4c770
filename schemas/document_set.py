"""DocumentSet: which documents, all the sections they are made from, and how it is read from JSON."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from marshmallow import ValidationError

from schemas.acts import LegalAct
from schemas.analytical_note import AnalyticalNote
from schemas.base import loader, nearest, schema_of, section
from schemas.fields import Line, Mapped, choice, flag, labelled, many, one
from schemas.findings import Finding, escaped
from schemas.lexicon import lexicon
from schemas.messages import error
from schemas.nested import Section
from schemas.orders import Order
from schemas.organization import Authority, Organization
from schemas.pairs import Pair, PairStatistics, statistics
from schemas.people import Person
from schemas.phrases import WordForms
from schemas.programmes import Programme
from schemas.references import Known, KnownContext, Registered
from schemas.regulation import Regulation
from schemas.roadmap import Roadmap

VERSION: Final = "1.0"
MOST_LISTED: Final = 500  # people, acts or pairs; longer lists are refused


class OrdersField(Mapped):
    """Orders by kind of document: `{"order_approval": {…}}`."""

    def __init__(self, **kwargs: Any) -> None:
        """Read each value as an order."""
        order = Section(schema_of(Order))
        super().__init__(
            order, 'Нужен объект, где у каждого приказа свой ключ: {"order_approval": {…}}.', **kwargs
        )


class SchoolYear(Line):
    """A school year: `2026/2027`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        match = re.fullmatch(r"(\d{4})\s*[/–-]\s*(\d{4})", text)
        if not match or int(match[2]) != int(match[1]) + 1:
            raise error("invalid_school_year", "Нужны два года подряд: 2026/2027.")
        return f"{match[1]}/{match[2]}"


@section
class RenderOptions:
    """An organisation's own choices where the standard leaves one."""

    date_style: str = choice("Даты", {"digits": "01.09.2026", "words": "1 сентября 2026 г."}, default="digits")
    initials_space: bool = flag("Пробел между инициалами: «А. А.»", default=False)


@section
class DocumentSet:
    """All that is known; each document takes its facts from here and from nowhere else."""

    schema_version: str = choice("Версия модели", {VERSION: "текущая"}, required=True)
    documents: tuple[str, ...] = many(Line(limit=60), "Какие документы сделать", required=True, least=1, most=100)
    render: RenderOptions | None = one(RenderOptions, "Оформление")
    lexicon: Mapping[str, Mapping[str, WordForms]] | None = lexicon("Свой словарь форм")
    school_year: str | None = labelled(SchoolYear(load_default=None), "Учебный год", example="2026/2027")
    organization: Organization = one(Organization, "Организация", required=True)
    authority: Authority | None = one(Authority, "Учредитель")
    people: tuple[Person, ...] = many(Registered(schema_of(Person)), "Люди", most=500)
    acts: tuple[LegalAct, ...] = many(
        Registered(schema_of(LegalAct)), "Свои акты, на которые ссылаются по id", most=200
    )
    orders: Mapping[str, Order] = labelled(OrdersField(load_default=dict), "Приказы")
    regulation: Regulation | None = one(Regulation, "Положение")
    roadmap: Roadmap | None = one(Roadmap, "Дорожная карта")
    pairs: tuple[Pair, ...] = many(Registered(schema_of(Pair)), "Пары и группы", most=300)
    programmes: tuple[Programme, ...] = many(Programme, "Персонализированные программы", most=300)
    analytical_note: AnalyticalNote | None = one(AnalyticalNote, "Аналитическая справка")

    @property
    def statistics(self) -> PairStatistics:
        """Return the counts that follow from the pairs."""
        return statistics(self.pairs)

    @property
    def options(self) -> RenderOptions:
        """Return the organisation's choices, or the usual ones."""
        return self.render or RenderOptions()


@dataclass(frozen=True)
class Reading:
    """What came of reading a set: the set if there is no error, and every finding."""

    document_set: DocumentSet | None
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sound: Mapping[str, Any] = field(default_factory=dict)


_WITHOUT_REFERENCES: Final = frozenset(
    {"schema_version", "documents", "render", "lexicon", "school_year", "people", "acts"}
)
_REGISTRIES: Final = (("people", Person), ("acts", LegalAct), ("pairs", Pair))


def _known(data: Mapping[str, Any]) -> Known:
    """Load people, acts and pairs ahead of the rest, so that references can load to what they name."""
    objects: dict[str, dict[str, Any]] = {}
    names: dict[str, set[str]] = {}
    sound: dict[int, Any] = {}
    for registry, cls in _REGISTRIES:
        raw = data.get(registry)
        known = raw[:MOST_LISTED] if isinstance(raw, list) else []
        entries = [entry for entry in known if isinstance(entry, dict)]
        names[registry] = {entry["id"] for entry in entries if isinstance(entry.get("id"), str)}
        objects[registry] = {}
        for entry in entries:
            try:
                with KnownContext(Known(objects, names, sound)):
                    loaded = loader(cls).load(entry)
            except ValidationError:
                continue  # reported when the whole set is loaded
            sound[id(entry)] = loaded
            if loaded.id is not None:
                objects[registry].setdefault(loaded.id, loaded)
    return Known(objects, names, sound)


def load_set(data: Any) -> Reading:
    """Load a set from parsed JSON, with every error of form; the rules between sections are not applied.

    `sound` holds the sections that loaded, so that rules can still be applied to those.
    """
    if not isinstance(data, dict):
        return Reading(None, (Finding("", "invalid_section", "Нужен объект с разделами комплекта: { … }."),))
    with KnownContext(_known(data)):
        try:
            loaded: DocumentSet = loader(DocumentSet).load(data)
        except ValidationError as problem:
            messages = problem.messages if isinstance(problem.messages, dict) else {"_schema": problem.messages}
            valid = problem.valid_data if isinstance(problem.valid_data, dict) else {}
            sound = {
                name: value
                for name, value in valid.items()
                if name not in messages and _rests_on_sound(name, messages)
            }
            return Reading(None, tuple(flatten(messages)), sound=sound)
    return Reading(loaded, sound={f.name: getattr(loaded, f.name) for f in fields(loaded)})


def _rests_on_sound(name: str, messages: Mapping[Any, Any]) -> bool:
    """Tell whether a section's references are whole: those to something broken elsewhere load to nothing."""
    if name == "programmes" and "pairs" in messages:
        return False
    return name in _WITHOUT_REFERENCES or not {"people", "acts"} & set(messages)


def flatten(messages: Any, pointer: str = "") -> list[Finding]:
    """Return marshmallow's nested messages as findings with JSON pointers (RFC 6901)."""
    if isinstance(messages, dict):
        found: list[Finding] = []
        for name, inner in messages.items():
            part = "" if name == "_schema" else "/" + escaped(str(name))
            found.extend(flatten(inner, pointer + part))
        return found
    listed = messages if isinstance(messages, list) else [messages]
    return [Finding(pointer, getattr(text, "code", "invalid"), str(text)) for text in listed]


def unknown_kind(pointer: str, kind: str, kinds: Collection[str]) -> Finding:
    """Return the finding for a kind of document that does not exist."""
    known = ", ".join(sorted(kinds))
    text = f"Вида документа «{kind}» нет.{nearest(kind, kinds)} Есть: {known}."
    return Finding(pointer, "unknown_kind", text)
