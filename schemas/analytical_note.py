"""The analytical note on a year of mentoring (D14); shares and sums are computed, never typed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from schemas.acts import LegalAct, acts
from schemas.approvals import ApprovalMark, marks
from schemas.base import section
from schemas.deadlines import Period
from schemas.fields import Line, choice, day, integer, line, many, number, one
from schemas.messages import error
from schemas.pairs import Share
from schemas.people import Person
from schemas.references import reference
from schemas.text import Text, text_blocks

UNITS: Final[dict[str, str]] = {"people": "чел.", "units": "ед.", "percent": "%", "points": "балл"}


@section
class Staff:
    """The teaching staff, in persons."""

    total: int = integer("Педагогических работников всего", required=True, low=1)
    young: int = integer("Из них до 35 лет", required=True)
    novices: int = integer("Со стажем менее трёх лет", required=True)
    novices_with_mentor: int = integer("Из них с наставником", required=True)

    @property
    def young_share(self) -> Share:
        """Return the share of those under 35."""
        return Share("до 35 лет", self.young, self.total)

    @property
    def novice_share(self) -> Share:
        """Return the share of those with less than three years."""
        return Share("со стажем менее трёх лет", self.novices, self.total)

    @property
    def covered_share(self) -> Share:
        """Return the share of novices who have a mentor."""
        return Share("с наставником", self.novices_with_mentor, self.novices)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse parts that are larger than their whole."""
        for part, whole in (("young", "total"), ("novices", "total"), ("novices_with_mentor", "novices")):
            if data[part] > data[whole]:
                raise error(
                    "part_above_whole", f"{data[part]} больше, чем {data[whole]} ({whole}): сверьте.", part
                )


@section
class StageProgress:
    """How many activities of a stage of the roadmap were planned and done."""

    title: str = line("Этап", required=True)
    planned: int = integer("Запланировано мероприятий", required=True, low=1)
    done: int = integer("Выполнено", required=True)

    @property
    def share(self) -> Share:
        """Return the share that was done."""
        return Share(self.title, self.done, self.planned)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse more done than planned."""
        if data["done"] > data["planned"]:
            raise error("part_above_whole", "Выполнено больше, чем запланировано: сверьте.", "done")


@section
class Survey:
    """The answers of one group of participants."""

    audience: str = choice("Кто отвечал", {"mentors": "наставники", "mentees": "наставляемые"}, required=True)
    respondents: int = integer("Сколько ответило", required=True, low=1)
    satisfied: int = integer("Сколько удовлетворено", required=True)
    mean: float | None = number("Средний балл", high=10, example=8.7)

    @property
    def share(self) -> Share:
        """Return the share of the satisfied."""
        return Share("удовлетворены", self.satisfied, self.respondents)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse more satisfied than asked."""
        if data["satisfied"] > data["respondents"]:
            raise error("part_above_whole", "Удовлетворённых больше, чем ответивших: сверьте.", "satisfied")


@section
class Indicator:
    """An indicator of one's own: a fact, or a part of a whole from which the percentage is computed."""

    title: str = line("Показатель", required=True)
    unit: str = choice("Единица", UNITS, required=True)
    plan: float | None = number("План")
    fact: float | None = number("Факт")
    previous: float | None = number("Прошлый год")
    part: int | None = integer("Часть", hint="Для доли: сколько")
    whole: int | None = integer("Целое", low=1, hint="Для доли: из скольких")

    @property
    def unit_name(self) -> str:
        """Return the unit as it is printed."""
        return UNITS[self.unit]

    @property
    def value(self) -> float:
        """Return the fact, or the percentage rounded to a tenth."""
        if self.fact is not None:
            return self.fact
        return round(100 * (self.part or 0) / (self.whole or 1), 1)

    @property
    def change(self) -> float | None:
        """Return the difference to the year before, in the indicator's unit."""
        return round(self.value - self.previous, 1) if self.previous is not None else None

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Require either a fact or a part and a whole."""
        share = data.get("part") is not None and data.get("whole") is not None
        if share == (data.get("fact") is not None):
            raise error("indicator_value", "Нужно ровно одно: fact или пара part и whole.", "fact")
        if share and data["unit"] != "percent":
            raise error("indicator_unit", "Доля считается в процентах: unit — percent.", "unit")
        if share and data["part"] > data["whole"]:
            raise error("part_above_whole", "Часть больше целого: сверьте.", "part")


@section
class Swot:
    """Strengths, weaknesses, opportunities and threats."""

    strengths: tuple[str, ...] = many(Line(), "Сильные стороны", required=True, least=1, most=20)
    weaknesses: tuple[str, ...] = many(Line(), "Слабые стороны", required=True, least=1, most=20)
    opportunities: tuple[str, ...] = many(Line(), "Возможности", required=True, least=1, most=20)
    threats: tuple[str, ...] = many(Line(), "Угрозы", required=True, least=1, most=20)


@section
class AnalyticalNote:
    """The facts of the note that cannot be derived from the pairs."""

    date: dt.date = day("Дата", required=True)
    number: str | None = line("Номер", limit=60)
    period: Period = one(Period, "За какой период", required=True)
    basis: tuple[LegalAct, ...] = acts("Нормативное обеспечение")
    purpose: str = line("Цель", default="оценка хода и результатов реализации системы наставничества")
    methods: tuple[str, ...] = many(Line(), "Методы", required=True, least=1, most=20)
    staff: Staff = one(Staff, "Кадры", required=True)
    progress: tuple[StageProgress, ...] = many(StageProgress, "Выполнение дорожной карты", most=60)
    surveys: tuple[Survey, ...] = many(Survey, "Анкетирование", most=2)
    indicators: tuple[Indicator, ...] = many(Indicator, "Другие показатели", most=40)
    results: Text | None = text_blocks("Результативность")
    swot: Swot | None = one(Swot, "SWOT-анализ")
    problems: Text | None = text_blocks("Проблемы")
    conclusions: Text = text_blocks("Выводы", required=True)
    recommendations: Text = text_blocks("Рекомендации", required=True)
    author: Person = reference("people", "Кто составил", required=True)
    marks: tuple[ApprovalMark, ...] = marks()

    @property
    def progress_total(self) -> Share:
        """Return the share of all activities of the roadmap that were done."""
        return Share("Всего", sum(s.done for s in self.progress), sum(s.planned for s in self.progress))
