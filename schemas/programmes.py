"""The personal programme of a pair or group (D10)."""

import datetime as dt
from typing import Final

from schemas.approvals import ApprovalMark, marks
from schemas.base import section
from schemas.fields import Line, choice, day, line, many, one
from schemas.pairs import Pair
from schemas.references import reference
from schemas.roadmap import Plan
from schemas.text import Text, text_blocks

MODES: Final[dict[str, str]] = {
    "in_person": "очно",
    "remote": "дистанционно",
    "mixed": "очно и дистанционно",
}


@section
class Need:
    """A professional difficulty of the mentee and what is asked for."""

    difficulty: str = line("Профессиональное затруднение", required=True)
    request: str = line("Запрос, путь преодоления", required=True)


@section
class Criterion:
    """By what the result will be judged."""

    title: str = line("Показатель", required=True)
    expected: str = line("Ожидаемое значение", required=True)
    fact: str | None = line("Фактическое значение", hint="Без него печатается пустая ячейка")


@section
class Programme:
    """What the mentor and the mentees will do, by when, and what is expected of it."""

    pair: Pair = reference("pairs", "Пара или группа", required=True)
    mode: str = choice("Режим", MODES, default="mixed")
    needs: tuple[Need, ...] = many(Need, "Затруднения и запросы", required=True, least=1, most=40)
    strengths: Text | None = text_blocks("Сильные стороны наставляемого")
    goal: str = line("Цель", required=True)
    tasks: tuple[str, ...] = many(Line(), "Задачи", required=True, least=1, most=30)
    directions: tuple[str, ...] = many(Line(), "Направления", most=30)
    plan: Plan = one(Plan, "План мероприятий", required=True)
    expected: tuple[str, ...] = many(Line(), "Ожидаемые результаты", required=True, least=1, most=30)
    criteria: tuple[Criterion, ...] = many(Criterion, "Показатели", most=30)
    monitoring: str | None = line("Мониторинг и отчётность")
    conclusion: Text | None = text_blocks("Вывод наставника")
    concluded_on: dt.date | None = day("Дата вывода")
    marks: tuple[ApprovalMark, ...] = marks()

    @property
    def mode_name(self) -> str:
        """Return the mode as it is printed."""
        return MODES[self.mode]
