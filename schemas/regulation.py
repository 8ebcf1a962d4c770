"""The Regulation: only what is an organisation's own; the wording lives in the template."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from schemas.acts import LegalAct, act, acts, library, profiles
from schemas.approvals import ApprovalMark, marks
from schemas.base import section
from schemas.fields import Choice, Line, choice, day, flag, line, many, one
from schemas.messages import error

FORMS: Final[dict[str, str]] = {
    "teacher_teacher": "педагог – педагог",
    "head_teacher": "руководитель образовательной организации – педагог",
    "employer_student": "работодатель – студент",
    "other": "другая форма",
}
KINDS: Final[dict[str, str]] = {
    "virtual": "виртуальное (дистанционное)",
    "group": "наставничество в группе",
    "short_term": "краткосрочное (целеполагающее)",
    "reverse": "реверсивное",
    "situational": "ситуационное",
    "speed": "скоростное",
    "traditional": "традиционное («один на один»)",
}


@section
class Term:
    """A term and its definition."""

    term: str = line("Понятие", required=True, example="Наставник", limit=200)
    definition: str = line("Определение", required=True)


@section
class Point:
    """A point of a section of one's own, with sub-points."""

    text: str = line("Текст пункта", required=True)
    points: tuple[str, ...] = many(Line(), "Подпункты", most=40)


@section
class ExtraSection:
    """A section that the organisation adds to the Regulation."""

    title: str = line("Заголовок раздела", required=True, limit=300)
    points: tuple[Point, ...] = many(Point, "Пункты", required=True, least=1, most=60)


@section
class LabourClause:
    """Section on ст. 351.8 ТК РФ (in force since 01.03.2025): content, term, form, pay, early exit."""

    payment_act: LegalAct | None = act("Акт об оплате")
    enabled: bool = flag("Печатать раздел", default=True)


@section
class Validity:
    """From when and until when the Regulation holds."""

    date: dt.date | None = day("С какого дня", hint="Без даты — с момента утверждения")
    until: dt.date | None = day("По какой день", hint="Без даты — бессрочно")

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a Regulation that ends before it starts."""
        if data.get("date") and data.get("until") and data["until"] < data["date"]:
            raise error("period_reversed", "Положение перестаёт действовать раньше, чем начинает.", "until")


@section
class Regulation:
    """What is the organisation's own in the Regulation; a given list replaces the template's."""

    legal_basis: tuple[LegalAct, ...] = acts("Нормативная база, пункт 1.2")
    profile: str | None = choice(
        "Готовый список актов", {"2022": "как в федеральной модели 2022 года", "2026": "действующие акты"},
        hint="Акты legal_basis печатаются после него",
    )  # fmt: skip
    terms: tuple[Term, ...] = many(Term, "Понятия, пункт 1.3", most=30)
    principles: tuple[str, ...] = many(Line(), "Принципы, пункт 1.4", most=30)
    tasks: tuple[str, ...] = many(Line(), "Задачи, пункт 2.2", most=30)
    forms: tuple[str, ...] = many(Choice(FORMS), "Формы наставничества", required=True, least=1)
    kinds: tuple[str, ...] = many(Choice(KINDS), "Виды наставничества", hint="Без них — все семь")
    has_council: bool = flag("Есть методическое объединение (совет) наставников", default=True)
    curator_rule: str = line("Из числа кого назначается куратор", default="из числа заместителей руководителя")
    valid: Validity | None = one(Validity, "Срок действия")
    labour_clause: LabourClause | None = one(LabourClause, "Раздел о статье 351.8 ТК РФ")
    extra_sections: tuple[ExtraSection, ...] = many(ExtraSection, "Дополнительные разделы", most=10)
    marks: tuple[ApprovalMark, ...] = marks()

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Require at least one of legal_basis and profile."""
        if not data.get("legal_basis") and not data.get("profile"):
            raise error("legal_basis_missing", "Нет нормативной базы: выберите profile или впишите legal_basis.")

    @property
    def acts(self) -> tuple[LegalAct, ...]:
        """Return the acts of the profile, then the organisation's own."""
        bundled = profiles()[self.profile] if self.profile else ()
        return tuple(library()[name] for name in bundled) + self.legal_basis

    @property
    def form_names(self) -> tuple[str, ...]:
        """Return the names of the forms that have one."""
        return tuple(FORMS[form] for form in self.forms if form != "other")

    def has_kind(self, kind: str) -> bool:
        """Tell whether a kind of mentoring is used; without a list all are."""
        return not self.kinds or kind in self.kinds
