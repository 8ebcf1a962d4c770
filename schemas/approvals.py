"""Approval marks: УТВЕРЖДАЮ, УТВЕРЖДЕН(А/О/Ы), СОГЛАСОВАНО, ПРИНЯТО, РАССМОТРЕНО, ПРИЛОЖЕНИЕ.

Source: ГОСТ Р 7.0.97, requisites 16 (гриф утверждения), 19 (отметка о приложении), 20 (гриф согласования).
What is not given is printed as a blank line to fill by hand.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from schemas.acts import LegalAct, act
from schemas.base import section
from schemas.fields import choice, day, integer, line, many, one
from schemas.messages import error
from schemas.people import Person
from schemas.phrases import Phrase, phrase
from schemas.references import reference

MARKS: Final[dict[str, str]] = {
    "approve": "УТВЕРЖДАЮ",
    "approved": "УТВЕРЖДЕН(А, О, Ы)",
    "agreed": "СОГЛАСОВАНО",
    "adopted": "ПРИНЯТО",
    "considered": "РАССМОТРЕНО",
    "appendix": "ПРИЛОЖЕНИЕ",
}
AGREEMENT: Final[dict[str, str]] = {"m": "УТВЕРЖДЕН", "f": "УТВЕРЖДЕНА", "n": "УТВЕРЖДЕНО", "pl": "УТВЕРЖДЕНЫ"}
RIGHT: Final = frozenset({"approve", "approved", "appendix"})


@section
class Protocol:
    """The record of a collegiate body; what is missing is left blank."""

    number: str | None = line("Номер протокола", example="1", limit=60)
    date: dt.date | None = day("Дата протокола")


@section
class ApprovalMark:
    """One mark at the head of a document."""

    kind: str = choice("Гриф", MARKS, required=True)
    person: Person | None = reference("people", "Кто утверждает или согласует")
    position: Phrase | None = phrase(
        "Должность, если человека ещё нет в комплекте", example="Председатель профкома"
    )
    body: Phrase | None = phrase("Коллегиальный орган", example="педагогический совет")
    protocol: Protocol | None = one(Protocol, "Протокол коллегиального органа")
    order: str | None = line("Свой приказ этого комплекта", example="order_approval", limit=60)
    act: LegalAct | None = act("Акт другого органа")
    date: dt.date | None = day("Дата грифа", hint="Без неё печатается строка для даты от руки")
    number: int | None = integer("Номер приложения", low=1, high=99, hint="Для своего приказа считается сам")
    agree_with: str | None = choice("С чем согласовать слово", AGREEMENT, hint="Обычно — по виду документа")

    @property
    def on_the_right(self) -> bool:
        """Tell whether the mark stands in the right corner."""
        return self.kind in RIGHT

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Require of each mark what it is made from."""
        kind = data["kind"]
        sources = [name for name in ("order", "act", "body") if data.get(name) is not None]
        if kind == "approved" and len(sources) != 1:
            raise error("mark_source", "Гриф УТВЕРЖДЕН(А, О, Ы): нужно ровно одно из полей order, act, body.")
        if kind == "appendix" and len(sources) > 1:
            raise error("mark_source", "ПРИЛОЖЕНИЕ: нужно не больше одного из полей order и act.")
        if kind not in {"approved", "appendix"} and ("order" in sources or "act" in sources):
            raise error("mark_source", "Приказ или акт бывает только у УТВЕРЖДЕН(А, О, Ы) и у ПРИЛОЖЕНИЯ.")
        if kind == "approve" and data.get("body") is not None:
            raise error(
                "mark_source", "УТВЕРЖДАЮ подписывает человек; для коллегиального органа — approved.", "body"
            )


def marks(label: str = "Грифы") -> Any:
    """Declare the marks of a document, at most four."""
    return many(ApprovalMark, label, most=4)
