"""Legal acts: spelled out in the set, described in its `acts`, or taken by id from the bundled library."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from marshmallow import fields

from schemas.base import declared, loader, schema_of, section
from schemas.fields import Line, choice, day, line, many
from schemas.messages import error
from schemas.people import ID_PATTERN
from schemas.phrases import case_forms
from schemas.references import Reference, known

KINDS: Final[dict[str, str]] = {
    "constitution": "Конституция",
    "code": "кодекс",
    "federal_law": "Федеральный закон",
    "law": "Закон",
    "decree": "Указ",
    "resolution": "постановление",
    "directive": "распоряжение",
    "order": "приказ",
    "letter": "письмо",
    "protocol": "протокол",
    "decision": "решение",
    "charter": "устав",
    "other": "другой документ",
}
LEVELS: Final[dict[str, str]] = {
    "federal": "федеральный",
    "regional": "региональный",
    "municipal": "муниципальный",
    "local": "локальный",
}
STATUSES: Final[dict[str, str]] = {"in_force": "действует", "lapsed": "утратил силу", "superseded": "заменён"}


@section
class Amendment:
    """An act that changed another: printed as «в редакции …»."""

    date: dt.date = day("Дата", required=True)
    number: str = line("Номер", required=True, limit=60)


@section
class LegalAct:
    """An act with the five parts that a citation needs: kind, author, date, number, title.

    Source: ГОСТ Р 7.0.97, requisite 18: an act is cited by kind, author, date, registration number and title.
    `cite` replaces the built citation in a case where the act is cited in words of its own; the place
    `{ref}` in it is filled with «от <date> № <number>».
    """

    id: str | None = line("Код акта", pattern=ID_PATTERN, example="rk-1667")
    kind: str = choice("Вид акта", KINDS, required=True)
    author: str | None = line(
        "Чей акт, в родительном падеже", example="Министерства просвещения Российской Федерации"
    )
    date: dt.date | None = day("Дата")
    number: str | None = line("Номер", example="273-ФЗ", limit=100)
    title: str | None = line("Заголовок без кавычек", example="Об образовании в Российской Федерации")
    clause: str | None = line("Что именно", example="пункт 33")
    amended_by: tuple[Amendment, ...] = many(Amendment, "В редакции")
    amended_as: str | None = line("Чьей редакции, в родительном падеже", example="распоряжений Правительства РФ")
    changed: bool = declared(fields.Boolean(truthy={True}, falsy={False}, load_default=False,
                                            metadata={"title": "Печатать «(с изменениями)»"}))  # fmt: skip
    cite: Mapping[str, str] | None = case_forms("Своя запись по падежам", "{ref} — «от 01.09.2026 № 1»")
    level: str | None = choice("Уровень", LEVELS)
    in_force_from: dt.date | None = day("Действует с")
    lapsed_on: dt.date | None = day("Утратил силу с")
    status: str = choice("Состояние", STATUSES, default="in_force")
    superseded_by: str | None = line("Чем заменён (id)", limit=60)
    note: str | None = line("Пояснение")

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse an act that could not be printed: without a citation of its own it needs a title or a number."""
        if not data.get("cite") and not data.get("title") and not data.get("number"):
            raise error("bare_act", "У акта нет ни номера, ни заголовка: впишите number или title.", "title")


class ActReference(Reference):
    """An act: an id of the set's `acts` or of the library, or an object that spells the act out."""

    def __init__(self, **kwargs: Any) -> None:
        """Look ids up among the set's acts first, then in the library."""
        super().__init__("acts", **kwargs)

    def bundled(self) -> Iterable[str]:
        """Return the ids of the library."""
        return library()

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, dict):
            return loader(LegalAct).load(value)
        told = known("acts")
        own = told.objects.get("acts", {})
        if isinstance(value, str) and value not in own and value in library():
            return library()[value]
        return super()._deserialize(value, attr, data, **kwargs)


def act(label: str, *, required: bool = False) -> Any:
    """Declare an act."""
    more: dict[str, Any] = {"required": True} if required else {"load_default": None}
    return declared(ActReference(metadata={"title": label}, **more))


def acts(label: str, *, hint: str | None = None) -> Any:
    """Declare a list of acts."""
    return many(ActReference(), label, hint=hint, most=60)


@cache
def library() -> Mapping[str, LegalAct]:
    """Return the bundled acts by id (schemas/legal_acts.toml)."""
    raw = _library_file()["acts"]
    loaded = schema_of(LegalAct)(many=True).load(raw)
    return {found.id: found for found in loaded}


@cache
def profiles() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each profile's acts: `2022` as in the federal model, `2026` the current law."""
    return {name: tuple(ids) for name, ids in _library_file()["profiles"].items()}


def _library_file() -> Any:
    return tomllib.loads(files("schemas").joinpath("legal_acts.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class LegalChoice:
    """An act as it is offered to choose from: its id, how it reads, its state, the id of what replaced it."""

    id: str
    title: str
    status: str
    in_force: bool
    successor: str | None = None
    note: str | None = None


def legal_choices(today: dt.date, acts: Iterable[LegalAct] | None = None) -> tuple[LegalChoice, ...]:
    """Return the library's acts, or those given, as choices; acts in force come first."""
    known = library().values() if acts is None else acts
    found = (_choice(act, today) for act in known if act.id is not None)
    return tuple(sorted(found, key=lambda choice: not choice.in_force))


def _choice(act: LegalAct, today: dt.date) -> LegalChoice:
    gone = act.status != "in_force" and (act.lapsed_on is None or act.lapsed_on <= today)
    coming = act.in_force_from is not None and act.in_force_from > today
    if gone:
        status = STATUSES[act.status] + (f" с {act.lapsed_on:%d.%m.%Y}" if act.lapsed_on else "")
    elif coming:
        status = f"вступит в силу {act.in_force_from:%d.%m.%Y}"
    else:
        status = STATUSES["in_force"]
    in_force = not gone and not coming
    return LegalChoice(act.id or "", act_title(act), status, in_force, act.superseded_by, act.note)


def act_title(act: LegalAct) -> str:
    """Return an act as it reads in a list, without declension: «указ … от 07.05.2024 № 309 «…»»."""
    date = f"от {act.date:%d.%m.%Y}" if act.date else ""
    reference = " ".join(part for part in (date, f"№ {act.number}" if act.number else "") if part)
    if act.cite and "nom" in act.cite:
        return act.cite["nom"].replace("{ref}", reference)
    title = f"«{act.title}»" if act.title else ""
    kind = f"{KINDS[act.kind]} ({act.clause})" if act.clause else KINDS[act.kind]
    return " ".join(part for part in (kind, act.author, reference, title) if part)


LEADING: Final[dict[str, str]] = {
    "pursuant_to": "во исполнение",
    "in_accordance_with": "в соответствии с",
    "on_the_ground_of": "на основании",
    "guided_by": "руководствуясь",
    "for_the_purpose_of": "в целях",
}


@section
class Basis:
    """One ground of an order: how it is led in and what it is."""

    mode: str = choice("Как вводится", LEADING, required=True)
    act: LegalAct | None = act("Акт")
    order: str | None = line("Свой приказ этого комплекта", limit=60, example="order_approval")
    text: str | None = declared(Line(load_default=None, metadata={"title": "Своими словами, в нужном падеже"}))

    @property
    def leading(self) -> str:
        """Return the leading words."""
        return LEADING[self.mode]

    @property
    def case(self) -> str:
        """Return the case that the leading words govern."""
        return "ins" if self.mode in {"in_accordance_with", "guided_by"} else "gen"

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Require exactly one of act, order and text."""
        given = [name for name in ("act", "order", "text") if data.get(name) is not None]
        if len(given) != 1:
            raise error("basis_choice", "Основание — это ровно одно из полей act, order, text.")
