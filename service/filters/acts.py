"""Filters that cite legal acts: kind, author, date, number, title in the case that the sentence governs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from schemas.acts import KINDS, Basis, LegalAct
from schemas.pairs import Pair
from service.filters.names import decline
from service.filters.quantities import Style, ru_date
from service.filters.words import inner_quotes
from service.language import with_

NBSP: Final = "\u00a0"


@pass_context
def act(context: Context, value: LegalAct, case: str = "nom", style: Style | None = None) -> str:
    """Cite an act in full; lists (the nominative) also say that it was changed."""
    reference = _reference(context, value, style)
    if value.cite:
        text = _own_words(context, value, case).replace("{ref}", reference)
    else:
        parts = [
            act_name(context, value, case),
            reference,
            f"«{inner_quotes(value.title)}»" if value.title else "",
        ]
        text = " ".join(part for part in parts if part)
    if value.amended_by:
        whose = f"{value.amended_as} " if value.amended_as else ""
        dates = ", ".join(f"от {ru_date(context, a.date, style)} №{NBSP}{a.number}" for a in value.amended_by)
        text += f" (в редакции {whose}{dates})"
    elif value.changed and case == "nom":
        text += " (с изменениями)"
    return text


def _own_words(context: Context, value: LegalAct, case: str) -> str:
    told = value.cite or {}
    if case in told:
        return told[case]
    if case == "acc" and "nom" in told:
        return told["nom"]  # what is cited is inanimate
    return decline(context, told.get("nom", ""), "org", case, place=f"/acts/{value.id}/cite")


@pass_context
def act_name(context: Context, value: LegalAct, case: str = "nom") -> str:
    """Name an act without its date: «приказом управления образования администрации района»."""
    kind = decline(context, KINDS[value.kind], "org", case)
    clause = decline(context, value.clause, "org", case) if value.clause else ""
    if clause:
        kind = decline(context, KINDS[value.kind], "org", "gen")
    return " ".join(part for part in (clause, kind, value.author) if part)


@pass_context
def act_reference(context: Context, value: LegalAct, style: Style | None = None) -> str:
    """Print «от 23.09.2020 № 428»; an act without date and number prints blanks to fill by hand."""
    return _reference(context, value, style) or f"от ____________ №{NBSP}____"


def _reference(context: Context, value: LegalAct, style: Style | None) -> str:
    date = f"от {ru_date(context, value.date, style)}" if value.date else ""
    number = f"№{NBSP}{value.number}" if value.number else ""
    return " ".join(part for part in (date, number) if part)


@pass_context
def leading_words(context: Context, value: Basis) -> str:
    """Lead a ground in: «во исполнение», «в соответствии со» before «статьёй»."""
    if value.mode != "in_accordance_with":
        return value.leading
    after = act(context, value.act, value.case) if value.act else value.text or "приказом"
    return f"в соответствии {with_(after)}"


@pass_context
def in_accordance(context: Context, value: LegalAct, style: Style | None = None) -> str:
    """Refer to an act: «в соответствии с постановлением …»."""
    cited = act(context, value, "ins", style)
    return f"в соответствии {with_(cited)} {cited}"


def common_act(pairs: Sequence[Pair]) -> LegalAct | None:
    """Return the act by which all paid pairs are paid, None if they differ or none is named."""
    acts = {pair.payment.basis_act for pair in pairs if pair.payment and not pair.within_job_function}
    return acts.pop() if len(acts) == 1 else None


FILTERS: Final[Mapping[str, Any]] = {
    "act": act, "act_name": act_name, "act_reference": act_reference, "leading_words": leading_words,
    "in_accordance": in_accordance, "common_act": common_act,
}  # fmt: skip
