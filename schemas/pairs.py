"""Mentoring pairs and groups, and the counts that follow from them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from schemas.acts import LegalAct, act
from schemas.base import section
from schemas.dates import add_months
from schemas.deadlines import Period
from schemas.fields import Day, choice, day, flag, line, many, number, one
from schemas.messages import error
from schemas.people import ID_PATTERN, Person
from schemas.references import Reference, reference
from schemas.regulation import FORMS, KINDS

STATUSES: Final[dict[str, str]] = {
    "active": "реализуется",
    "completed": "завершена",
    "extended": "продлена",
    "terminated": "прекращена",
    "replaced": "наставник заменён",
}
LONGEST_MONTHS: Final = 12  # «от 3 месяцев до 1 года», типовое положение, п. 1.3
SHORTEST_MONTHS: Final = 3


@section
class Consents:
    """When the mentor and the mentees consented in writing (ст. 351.8 ТК РФ)."""

    mentor: dt.date | None = day("Согласие наставника")
    mentees: tuple[dt.date, ...] = many(Day(), "Согласия наставляемых, по порядку", most=50)


@section
class ExtraAgreement:
    """The supplementary agreement to the mentor's labour contract."""

    number: str = line("Номер", required=True, limit=60)
    date: dt.date = day("Дата", required=True)


PAYMENTS: Final[dict[str, str]] = {
    "compensation": "компенсационная выплата",
    "incentive": "стимулирующая выплата",
    "separate": "выплата за наставничество",
}


@section
class Payment:
    """What the mentor is paid and by which act."""

    kind: str = choice("Вид выплаты", PAYMENTS, required=True)
    mode: str = choice("Как считается", {
        "fixed": "в рублях в месяц", "percent": "в процентах", "per_mentee": "в рублях за каждого наставляемого",
    }, required=True)  # fmt: skip
    amount: float = number("Размер", required=True, low=0.01, example=5000)
    base: str | None = line("От чего процент, в родительном падеже", example="должностного оклада")
    basis_act: LegalAct | None = act("Акт, которым установлена выплата")

    @property
    def kind_name(self) -> str:
        """Return the kind as it is printed."""
        return PAYMENTS[self.kind]

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Require the base of a percentage."""
        if data["mode"] == "percent" and not data.get("base"):
            raise error("payment_base", "Не сказано, от чего считается процент: впишите base.", "base")


@section
class Pair:
    """A mentor with one mentee (a pair) or several (a group)."""

    id: str = line("Код пары в комплекте", required=True, example="pair-1", pattern=ID_PATTERN)
    mentor: Person = reference("people", "Наставник", required=True)
    mentees: tuple[Person, ...] = many(Reference("people"), "Наставляемые", required=True, least=1, most=50)
    form: str = choice("Форма наставничества", FORMS, required=True)
    form_title: str | None = line("Название формы, если она другая", example="студент – педагог", limit=100)
    kind: str | None = choice("Вид наставничества", KINDS)
    period: Period = one(Period, "Срок", required=True)
    consents: Consents | None = one(Consents, "Письменные согласия")
    within_job_function: bool = flag(
        "Наставничество входит в трудовую функцию", default=False,
        hint="Тогда доплаты и соглашения не печатаются (письмо Роструда от 02.10.2025 № ТЗ/7300-6-1)",
    )  # fmt: skip
    extra_agreement: ExtraAgreement | None = one(ExtraAgreement, "Дополнительное соглашение")
    payment: Payment | None = one(Payment, "Выплата")
    status: str = choice("Состояние программы", STATUSES, default="active")
    reason: str | None = line("Причина прекращения или замены")
    extended_to: dt.date | None = day("Продлена до")

    @property
    def is_group(self) -> bool:
        """Tell whether the mentor has two or more mentees."""
        return len(self.mentees) > 1

    @property
    def form_name(self) -> str:
        """Return the form as it is printed."""
        return self.form_title or FORMS[self.form]

    @property
    def kind_name(self) -> str | None:
        """Return the kind as it is printed."""
        return KINDS[self.kind] if self.kind else None

    @property
    def status_name(self) -> str:
        """Return the state of the programme as it is printed."""
        return STATUSES[self.status]

    @property
    def length_is_usual(self) -> bool:
        """Tell whether the period is from 3 months to 1 year."""
        after = self.period.end + dt.timedelta(days=1)
        shortest = add_months(self.period.start, SHORTEST_MONTHS)
        longest = add_months(self.period.start, LONGEST_MONTHS)
        return shortest <= after <= longest

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a mentor who is a mentee of the same pair, a mentee named twice, another form without a name."""
        if (data.get("form") == "other") != (data.get("form_title") is not None):
            raise error("form_title", "Поле form_title нужно форме other, и только ей.", "form_title")
        mentor, mentees = data["mentor"], data["mentees"]
        if mentor is not None and mentor in mentees:
            raise error("mentor_is_mentee", "Наставник и наставляемый — один человек: исправьте пару.", "mentees")
        known = [person.id for person in mentees if person is not None]
        if len(known) != len(set(known)):
            raise error("mentee_twice", "Один и тот же наставляемый назван дважды: уберите повтор.", "mentees")


@dataclass(frozen=True)
class Share:
    """How many of how many: `percent` is rounded to a tenth, None of nothing."""

    title: str
    count: int
    total: int

    @property
    def percent(self) -> float | None:
        """Return the share in percent."""
        return round(100 * self.count / self.total, 1) if self.total else None


@dataclass(frozen=True)
class PairStatistics:
    """Counts that are derived from the pairs and never typed."""

    pairs: int
    groups: int
    mentors: int
    mentees: int
    forms: tuple[Share, ...]
    kinds: tuple[Share, ...]
    statuses: tuple[Share, ...]
    mentors_with_category: int

    @property
    def total(self) -> int:
        """Return the number of pairs and groups together; each has one programme."""
        return self.pairs + self.groups

    @property
    def participants(self) -> int:
        """Return the number of mentors and mentees."""
        return self.mentors + self.mentees


def statistics(pairs: Iterable[Pair]) -> PairStatistics:
    """Count pairs, groups, people, forms, kinds and outcomes."""
    pairs = tuple(pairs)
    mentors = {pair.mentor.id: pair.mentor for pair in pairs}
    mentees = {person.id for pair in pairs for person in pair.mentees}
    total = len(pairs)

    def shares(names: Mapping[str, str], values: Iterable[str | None]) -> tuple[Share, ...]:
        counted = Counter(values)
        return tuple(Share(name, counted[code], total) for code, name in names.items() if counted[code])

    return PairStatistics(
        pairs=sum(not pair.is_group for pair in pairs),
        groups=sum(pair.is_group for pair in pairs),
        mentors=len(mentors),
        mentees=len(mentees),
        forms=shares(FORMS, (pair.form for pair in pairs)),
        kinds=shares(KINDS, (pair.kind for pair in pairs)),
        statuses=shares(STATUSES, (pair.status for pair in pairs)),
        mentors_with_category=sum(person.category == "mentor" for person in mentors.values()),
    )
