"""Which documents a school asks for: by «да» and «нет», by a list, or all that its facts are enough for."""

from collections.abc import Collection

from service.workbook.facts import DOCUMENTS
from service.workbook.school import School
from service.workbook.told import Told
from service.workbook.values import chosen_of


def asked(school: School, kinds: Collection[str]) -> list[Told]:
    """Return the kinds of document to make, in their usual order."""
    listed = school.fact("documents")
    if listed.value is not None:
        return [_named(listed, text, kinds) for text in listed.value]
    flags = {kind: school.fact(f"make_{kind}") for kind in DOCUMENTS}
    if any(told.value is not None or told.error for told in flags.values()):
        return [told.but(kind) if told.value else told.but(None) for kind, told in flags.items()]
    return [Told(kind, listed.place) for kind in DOCUMENTS if kind in kinds and _possible(school, kind)]


def _named(told: Told, text: str, kinds: Collection[str]) -> Told:
    choices = {**DOCUMENTS, **{kind: kind for kind in kinds if kind not in DOCUMENTS}}
    kind, error = chosen_of(text, choices)
    if kind is not None and kind not in DOCUMENTS:
        error = f"Документ «{kind}» из книги сделать нельзя: его сведения записываются только в JSON. Уберите его."
    return Told(None if error else kind, told.place, error)


def _possible(school: School, kind: str) -> bool:
    """Tell whether anything was told that the kind is made from."""
    if kind in {"order_pairs", "programme"}:
        return bool(school.rows.get("pairs")) and (kind != "programme" or bool(school.rows.get("programmes")))
    facts = {
        "order_approval": ("approval_number",), "regulation": ("approval_number",),
        "roadmap": ("approval_number",), "order_curator": ("curator_number",),
        "analytical_note": ("conclusions", "staff_total"),
    }  # fmt: skip
    return school.given(*facts[kind]) and (kind != "roadmap" or bool(school.rows.get("activities")))
