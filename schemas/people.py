"""People: each is described once and named elsewhere by id."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from schemas.base import section
from schemas.fields import choice, day, flag, integer, line, number, one
from schemas.messages import error
from schemas.phrases import GENDERS, Phrase, case_forms, phrase

CATEGORIES: Final[dict[str, str]] = {
    "none": "без категории",
    "conformity": "соответствие занимаемой должности",
    "first": "первая",
    "highest": "высшая",
    "methodist": "педагог-методист",
    "mentor": "педагог-наставник",
}  # приказ Минпросвещения России от 24.03.2023 № 196
ID_PATTERN: Final = (r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$", "В id допустимы латинские буквы, цифры, «-», «_», «.».")

# Russian patronymics, then those of Azerbaijan, Uzbekistan, Kazakhstan, Kyrgyzstan as passports write them.
_OF_WOMEN: Final = ("вна", "ична", "кызы", "гызы", "кизи", "қызы")
_OF_MEN: Final = ("ич", "оглы", "оглу", "угли", "ўғли", "улы", "ұлы", "уулу")


@section
class Contract:
    """The labour contract that a supplementary agreement changes."""

    number: str = line("Номер трудового договора", required=True, example="15", limit=60)
    date: dt.date = day("Дата трудового договора", required=True)


@section
class Person:
    """A person with a position; names in the nominative."""

    id: str = line("Код человека в комплекте", required=True, example="director", pattern=ID_PATTERN)
    surname: str = line("Фамилия", required=True, example="Демидова", limit=100)
    name: str = line("Имя", required=True, example="Анна", limit=100, hint="Если известен только инициал — «А.»")
    patronymic: str | None = line("Отчество", example="Андреевна", limit=100)
    gender: str | None = choice("Пол", GENDERS, hint="Нужен, чтобы верно склонять фамилию")
    indeclinable: bool = flag("Фамилия не склоняется", default=False)
    cases: Mapping[str, str] | None = case_forms("Фамилия, имя и отчество по падежам", "Если программа ошиблась")
    position: Phrase | None = phrase("Должность", example="учитель начальных классов")
    position_short: str | None = line("Должность кратко", example="ст. воспитатель", hint="Для таблиц")
    category: str | None = choice("Квалификационная категория", CATEGORIES)
    experience_years: float | None = number("Педагогический стаж, лет", high=80, example=12)
    birth_year: int | None = integer("Год рождения", low=1920, high=2015)
    hired_on: dt.date | None = day("Дата приёма на работу")
    education: str | None = line("Образование", example="высшее, Крымский инженерно-педагогический университет")
    contract: Contract | None = one(Contract, "Трудовой договор")
    acting: bool = flag("Исполняющий обязанности", default=False)

    def __str__(self) -> str:
        """Return the full name, surname first."""
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    @property
    def sex(self) -> str | None:
        """Return the gender as given or as the patronymic tells it; None if neither does."""
        if self.gender or not self.patronymic:
            return self.gender
        ending = self.patronymic.lower()
        if ending.endswith(_OF_WOMEN):
            return "f"
        return "m" if ending.endswith(_OF_MEN) else None

    @property
    def category_name(self) -> str | None:
        """Return the category as it is printed."""
        return CATEGORIES[self.category] if self.category and self.category != "none" else None

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a position with «и. о.» beside the flag `acting`, which prints it."""
        position = data.get("position")
        if data.get("acting") and position and position.nom.lower().replace(" ", "").startswith("и.о."):
            raise error("acting_twice", "«и. о.» уже есть в должности: уберите его или acting.", "acting")
