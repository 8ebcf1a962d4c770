"""Orders: grounds, typed points, signature, acquaintance.

The wording of a typed point lives in the template; here is only what it is about.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from marshmallow import fields

from schemas.acts import Basis, LegalAct, acts
from schemas.base import loader, nearest, section
from schemas.deadlines import Deadline, deadline
from schemas.fields import Line, choice, clean, day, flag, line, many, one
from schemas.messages import error
from schemas.people import Person
from schemas.phrases import Phrase, phrase
from schemas.references import Reference, reference


def _kind(code: str, label: str) -> Any:
    return choice("Вид пункта", {code: label}, required=True)


@section
class Approve:
    """Approve a document of the set, which becomes the next attachment of the order."""

    kind: str = _kind("approve", "утвердить документ")
    document: str = line("Вид документа", required=True, example="regulation", limit=60)
    title: Phrase | None = phrase("Как документ назван в приказе", hint="Нужны формы nom и acc")
    title_is_whole: bool = flag("Не добавлять к названию организацию", default=False)


@section
class Introduce:
    """Bring approved documents into force."""

    kind: str = _kind("introduce", "ввести в действие")
    documents: tuple[str, ...] = many(Line(limit=60), "Виды документов", required=True, least=1)
    date: dt.date = day("С какого дня", required=True)


@section
class AppointCurator:
    """Appoint the curator; the duties become sub-points."""

    kind: str = _kind("appoint_curator", "назначить куратора")
    person: Person = reference("people", "Кого", required=True)
    duties: tuple[str, ...] = many(Line(), "Обязанности, в неопределённой форме", most=30)


@section
class WorkingGroup:
    """Form a working group."""

    kind: str = _kind("working_group", "создать рабочую группу")
    head: Person = reference("people", "Руководитель группы", required=True)
    members: tuple[Person, ...] = many(Reference("people"), "Члены группы", required=True, least=1)


@section
class AssignPairs:
    """Appoint the mentors and assign the pairs, line by line or as a table."""

    kind: str = _kind("assign_pairs", "закрепить пары и группы")
    layout: str = choice("Как печатать", {"table": "таблицей", "lines": "построчно"}, default="table")


@section
class Programmes:
    """Have the mentors work out the programmes."""

    kind: str = _kind("programmes", "разработать программы")
    until: Deadline = deadline("Срок", required=True)


@section
class Pay:
    """Pay for the mentoring, as each pair's `payment` says."""

    kind: str = _kind("pay", "установить выплаты")
    who: Person | None = reference("people", "Кому исполнить (бухгалтеру)")


@section
class Publish:
    """Put documents on the site."""

    kind: str = _kind("publish", "разместить на сайте")
    documents: tuple[str, ...] = many(Line(limit=60), "Виды документов", hint="Без них — сам приказ")
    who: Person = reference("people", "Кому", required=True)
    until: Deadline | None = deadline("Срок")


@section
class Acquaint:
    """Acquaint the staff with the order."""

    kind: str = _kind("acquaint", "ознакомить работников")
    who: Person = reference("people", "Кому", required=True)
    whom: str | None = line("Кого, в винительном падеже", example="всех педагогических работников")
    until: Deadline | None = deadline("Срок")


@section
class Repeal:
    """Declare earlier acts lapsed."""

    kind: str = _kind("repeal", "признать утратившим силу")
    acts: tuple[LegalAct, ...] = acts("Акты")


@section
class Control:
    """Say who controls the order."""

    kind: str = _kind("control", "контроль")
    person: Person | None = reference("people", "На кого возложить", hint="Без него — «оставляю за собой»")


@section
class Free:
    """A point in words of one's own, with sub-points."""

    kind: str = _kind("free", "своими словами")
    text: str = line("Текст", required=True)
    who: Person | None = reference("people", "Кому", hint="Печатается в начале пункта в дательном падеже")
    until: Deadline | None = deadline("Срок")
    points: tuple[str, ...] = many(Line(), "Подпункты", most=40)


VARIANTS: Final[dict[str, type[Any]]] = {
    "approve": Approve, "introduce": Introduce, "appoint_curator": AppointCurator, "working_group": WorkingGroup,
    "assign_pairs": AssignPairs, "programmes": Programmes, "pay": Pay, "publish": Publish, "acquaint": Acquaint,
    "repeal": Repeal, "control": Control, "free": Free,
}  # fmt: skip
OrderItem = (
    Approve | Introduce | AppointCurator | WorkingGroup | AssignPairs | Programmes | Pay | Publish | Acquaint
    | Repeal | Control | Free
)  # fmt: skip


class OrderItemField(fields.Field[OrderItem]):
    """A point of an order: a line, or an object told apart by its `kind`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> OrderItem:
        if isinstance(value, str):
            return Free(kind="free", text=clean(value))
        if not isinstance(value, dict):
            raise error("invalid_item", 'Пункт — это строка или объект с полем kind: {"kind": "control"}.')
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in VARIANTS:
            hint = nearest(str(kind), VARIANTS)
            raise error("unknown_item_kind", f"Нужен kind — одно из: {', '.join(VARIANTS)}.{hint}", "kind")
        loaded: OrderItem = loader(VARIANTS[kind]).load(value)
        return loaded


@section
class Executor:
    """Requisite 25: who drew the document up; the name is printed in full."""

    person: Person = reference("people", "Исполнитель", required=True)
    phone: str | None = line("Телефон", example="8 (00000) 0-00-00", limit=60)


@section
class ESignature:
    """Requisite 23, printed only from the data of a real signature; ГОСТ Р 7.0.97, п. 5.23."""

    certificate: str = line("Номер сертификата", required=True, limit=120)
    owner: str = line("Владелец", required=True, limit=200)
    valid_from: dt.date = day("Действителен с", required=True)
    valid_to: dt.date = day("Действителен по", required=True)


@section
class Order:
    """An order; its number and date live here and nowhere else."""

    number: str = line("Номер", required=True, example="186-од", limit=60)
    date: dt.date = day("Дата", required=True)
    title: str = line("Заголовок без точки, «Об …»", required=True, example="Об утверждении Положения", limit=600)
    basis: tuple[Basis, ...] = many(Basis, "Основания", required=True, least=1, most=30)
    items: tuple[OrderItem, ...] = many(OrderItemField(), "Пункты", required=True, least=1, most=60)
    signatory: Person | None = reference("people", "Кто подписывает", hint="Обычно — руководитель организации")
    e_signature: ESignature | None = one(ESignature, "Электронная подпись")
    acquaint: tuple[Person, ...] = many(Reference("people"), "Кто ознакомлен под подпись", most=300)
    executor: Executor | None = one(Executor, "Исполнитель")
    seal: bool = flag("Оставить место для печати", default=False)

    @property
    def approvals(self) -> tuple[Approve, ...]:
        """Return the points that approve a document; the first is attachment 1."""
        return tuple(item for item in self.items if isinstance(item, Approve))

    def approval(self, document: str) -> Approve | None:
        """Return the point that approves a kind of document, None if there is none."""
        return next((item for item in self.approvals if item.document == document), None)

    def attachment_number(self, document: str) -> int | None:
        """Return the number of the attachment that a kind of document is, None if the order approves no such."""
        return next((n for n, item in enumerate(self.approvals, 1) if item.document == document), None)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a heading with a full stop and two attachments of one kind."""
        if data["title"].endswith("."):
            raise error("title_stop", "Заголовок пишется без точки в конце: уберите её.", "title")
        kinds = [item.document for item in data["items"] if isinstance(item, Approve)]
        if len(kinds) != len(set(kinds)):
            raise error("attachment_twice", "Один и тот же документ утверждается дважды: уберите повтор.", "items")
