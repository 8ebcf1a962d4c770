"""What a person types in the wrong place or need not type at all, put right while the page is saved."""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.web.forms.naming import person_name, short_name
from service.web.forms.pasting import is_full_name, split_name
from service.web.forms.scene import entries
from service.web.forms.steps import Step

_PEOPLE: Final = "/people"
_HEAD: Final = re.compile(
    r"(и\.?\s?о\.?\s+)?(директора?|заведующ(ий|ая|его|ей))"
    r"(\s+(школ|гимнази|лице|детск|колледж|техникум|учрежден|организац|центр|[МГ][А-Я]*ОУ|ДОУ).*)?",
    re.I,
)


@dataclass(frozen=True)
class Mended:
    """The raw set after mending and what is to be said of it."""

    data: dict[str, Any]
    said: str = ""


def mend_slips(step: Step, data: dict[str, Any], *, leaving: bool) -> Mended:
    """Part full names typed into «Фамилия»; when she leaves the people, choose the head if one alone can be it."""
    if _PEOPLE not in step.pointers:
        return Mended(data)
    found = copy.deepcopy(data)
    parted = list(_parted(found))
    said = f"Разнесено по полям: {', '.join(parted)}." if parted else ""
    head = _only_head(found) if leaving else None
    organization = found.setdefault("organization", {})
    if head is None or not isinstance(organization, dict) or organization.get("head"):
        return Mended(found if parted else data, said)
    organization["head"] = head["id"]
    chosen = f"Руководитель – {short_name(head)}, по должности. Выбрать другого можно на странице «Организация»."
    return Mended(found, f"{said} {chosen}".strip())


def _parted(data: Mapping[str, Any]) -> Iterator[str]:
    """Part the names of people who have nothing but a full name in their surname; yield them."""
    for person in entries(data, "people"):
        surname = person.get("surname")
        if (
            isinstance(surname, str)
            and is_full_name(surname)
            and not (person.get("name") or person.get("patronymic"))
        ):
            person.update(split_name(surname))  # type: ignore[attr-defined] # an object of the raw set
            yield person_name(person)


def _only_head(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    heads = [
        person for person in entries(data, "people") if _HEAD.fullmatch(_position(person)) and person.get("id")
    ]
    return heads[0] if len(heads) == 1 else None


def _position(person: Mapping[str, Any]) -> str:
    told = person.get("position")
    text = told.get("nom") if isinstance(told, dict) else told
    return " ".join(text.split()) if isinstance(text, str) else ""
