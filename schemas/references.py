"""References by id: a person, act or pair is described once and named everywhere else by its id."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from marshmallow import fields
from marshmallow.experimental.context import Context

from schemas.base import declared, nearest
from schemas.messages import error

_NOUNS = {"people": "человека", "acts": "акта", "pairs": "пары"}
_PLACES = {"people": "разделе people", "acts": "разделе acts или в библиотеке актов", "pairs": "разделе pairs"}


@dataclass(frozen=True)
class Known:
    """What references may point to while a set is being read.

    `objects` are the sound ones by registry and id; `names` are all ids that the caller wrote, so that a
    reference to something broken elsewhere is not reported a second time. `loaded` are the sound ones by the
    identity of what they were loaded from. `asked` counts who has looked here: what was loaded without a look
    is the same in every set.
    """

    objects: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    names: Mapping[str, Set[str]] = field(default_factory=dict)
    loaded: Mapping[int, Any] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)


class KnownContext(Context[Known]):
    """The references that are known in the current load."""


def known(registry: str) -> Known:
    """Return the references of the current load to who looks for an entry of a registry."""
    found = KnownContext.get(Known())
    found.asked[registry] += 1
    return found


class Registered(fields.Nested):
    """An entry of a registry: what was loaded ahead of the set is not loaded a second time."""

    def _load(self, value: Any, partial: Any = None) -> Any:
        found = known("loaded").loaded.get(id(value))
        return super()._load(value, partial=partial) if found is None else found


class Reference(fields.Field[Any]):
    """An id that loads to the object it names."""

    def __init__(self, registry: str, **kwargs: Any) -> None:
        """Look ids up in `registry`: people, acts or pairs."""
        kwargs["metadata"] = {**kwargs.get("metadata", {}), "type": "string", "x-reference": registry}
        super().__init__(**kwargs)
        self.registry = registry

    def bundled(self) -> Iterable[str]:
        """Return the ids that are known without being in the set."""
        return ()

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            raise error("invalid_reference", f"Нужен id {_NOUNS[self.registry]} — строка в кавычках.")
        told = known(self.registry)
        objects = told.objects.get(self.registry, {})
        if value in objects:
            return objects[value]
        names = told.names.get(self.registry, frozenset())
        if value in names:
            return None  # described, but with errors that are reported at its own place
        raise error(
            f"unknown_{self.registry}",
            f"Нет {_NOUNS[self.registry]} с id «{value[:60]}» в {_PLACES[self.registry]}."
            f"{nearest(value, [*objects, *names, *self.bundled()])} Исправьте id или добавьте запись.",
        )


def reference(registry: str, label: str, *, required: bool = False, hint: str | None = None) -> Any:
    """Declare a reference by id."""
    described = {"title": label} | ({"description": hint} if hint else {})
    more: dict[str, Any] = {"required": True} if required else {"load_default": None}
    return declared(Reference(registry, metadata=described, **more))
