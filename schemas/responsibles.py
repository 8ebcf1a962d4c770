"""Who is responsible: a person of the set, a role, a unit, a group, or words of one's own."""

from typing import Any, Final

from marshmallow import fields

from schemas.base import loader, nearest, section
from schemas.fields import clean, line, many
from schemas.messages import error
from schemas.people import Person
from schemas.references import reference


@section
class ResponsiblePerson:
    """A person of the set, printed with the short position."""

    person: Person = reference("people", "Кто", required=True)


@section
class Role:
    """A role: «руководители образовательных организаций»."""

    role: str = line("Роль", required=True, example="Руководители образовательных организаций")

    def __str__(self) -> str:
        """Return the role as typed."""
        return self.role


@section
class Unit:
    """A unit or an office: «Отдел образования»."""

    unit: str = line("Подразделение", required=True, example="Отдел образования")

    def __str__(self) -> str:
        """Return the unit as typed."""
        return self.unit


@section
class Group:
    """A group of people: «члены творческой группы»."""

    group: str = line("Группа", required=True, example="члены творческой группы")

    def __str__(self) -> str:
        """Return the group as typed."""
        return self.group


@section
class Words:
    """Words of one's own."""

    text: str = line("Своими словами", required=True)

    def __str__(self) -> str:
        """Return the words as typed."""
        return self.text


Responsible = ResponsiblePerson | Role | Unit | Group | Words
VARIANTS: Final[dict[str, type[Any]]] = {
    "person": ResponsiblePerson, "role": Role, "unit": Unit, "group": Group, "text": Words,
}  # fmt: skip


class ResponsibleField(fields.Field[Responsible]):
    """Who is responsible: a line, or an object of one of the shapes in `VARIANTS`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Responsible:
        if isinstance(value, str):
            return Words(text=clean(value))
        if isinstance(value, dict):
            for name, variant in VARIANTS.items():
                if name in value:
                    loaded: Responsible = loader(variant).load(value)
                    return loaded
        hint = nearest(str(next(iter(value), "")), VARIANTS) if isinstance(value, dict) else ""
        known = ", ".join(VARIANTS)
        raise error(
            "invalid_responsible", f"Ответственный — это строка или объект с одним из полей {known}.{hint}"
        )


def responsibles(label: str) -> Any:
    """Declare a list of those responsible."""
    return many(ResponsibleField(), label, most=30)
