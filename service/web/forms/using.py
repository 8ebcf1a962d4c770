"""Finds where a person, a pair or an act of the set is chosen."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from schemas.base import schema_of
from schemas.document_set import DocumentSet
from service.web.forms.controls import Control
from service.web.forms.dispatch import control_at
from service.web.forms.lists import ChecksControl, ReferencesControl, ResponsiblesControl
from service.web.forms.plain import ReferenceControl
from service.web.forms.sections import RowsControl, SectionControl

_NOT_WALKED: Final = frozenset({"schema_version", "documents", "lexicon", "school_year", "render"})


def users_of(data: Mapping[str, Any], registry: str, name: str) -> Iterator[str]:
    """Yield the labels of the parts of the set that choose an id of a registry: «Пары и группы», «Приказы»."""
    fields = schema_of(DocumentSet)().fields
    for part, field in fields.items():
        raw = data.get(part)
        if part in _NOT_WALKED or raw is None:
            continue
        label = str(field.metadata.get("title", part))
        if part == "orders":
            orders = raw.values() if isinstance(raw, dict) else ()
            found = any(_uses(control_at("/orders/x"), order, registry, name) for order in orders)
        else:
            found = _uses(control_at(f"/{part}"), raw, registry, name)
        if found:
            yield label


def _uses(control: Control, raw: Any, registry: str, name: str) -> bool:
    if isinstance(control, ReferenceControl):
        return control.registry == registry and raw == name
    if isinstance(control, ReferencesControl | ChecksControl):
        return control.registry == registry and isinstance(raw, list) and name in raw
    if isinstance(control, ResponsiblesControl):
        return registry == "people" and isinstance(raw, list) and {"person": name} in raw
    if isinstance(control, RowsControl):
        return isinstance(raw, list) and any(_uses(control.section_for(row), row, registry, name) for row in raw)
    if isinstance(control, SectionControl) and isinstance(raw, dict):
        return any(_uses(part.control, raw.get(part.key), registry, name) for part in control.parts)
    return False
