"""The rules that span sections: hard ones are errors, soft ones warnings; each says which sections it needs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from schemas import rules_acts, rules_documents, rules_pairs, rules_people
from schemas.document_set import DocumentSet, Reading, load_set
from schemas.findings import Finding
from schemas.privacy import private_data

Check = Callable[[DocumentSet], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One check and the sections that must be sound for it to say anything."""

    needs: tuple[str, ...]
    check: Check


RULES: Final = (
    Rule(("people",), rules_people.ids_are_unique),
    Rule(("people",), rules_people.gender_is_known),
    Rule(("pairs",), rules_pairs.ids_are_unique),
    Rule(("pairs",), rules_pairs.mentee_has_one_mentor),
    Rule(("pairs",), rules_pairs.mentor_has_few_mentees),
    Rule(("pairs",), rules_pairs.period_is_usual),
    Rule(("pairs", "organization"), rules_pairs.payment_has_an_act),
    Rule(("pairs", "orders"), rules_pairs.labour_law),
    Rule(("pairs", "orders"), rules_pairs.payments_are_told),
    Rule(("pairs", "regulation"), rules_pairs.forms_are_in_the_regulation),
    Rule(("acts",), rules_acts.ids_are_unique),
    Rule(("orders", "regulation", "analytical_note"), rules_acts.acts_are_in_force),
    Rule(("documents",), rules_documents.documents_are_named_once),
    Rule(("orders", "regulation", "roadmap", "programmes", "analytical_note"), rules_documents.orders_exist),
    Rule(("orders", "regulation", "roadmap", "programmes", "analytical_note"), rules_documents.attachments_match),
    Rule(("orders", "documents"), rules_documents.approved_documents_are_made),
    Rule(("orders",), rules_documents.points_name_approved_documents),
    Rule(("orders",), rules_documents.effective_after_the_order),
    Rule(("orders",), rules_documents.headings_are_short),
    Rule(("orders",), rules_documents.curator_is_a_deputy),
    Rule(("organization", "orders"), rules_documents.somebody_signs),
    Rule(("roadmap", "analytical_note"), rules_documents.signatories_have_positions),
    Rule(("roadmap",), rules_documents.deadlines_follow_the_stages),
)  # fmt: skip


def read_set(data: Any) -> Reading:
    """Read a set from parsed JSON: every error and every warning at once, whatever else is wrong."""
    reading = load_set(data)
    document_set = reading.document_set or _partial(reading.sound)
    found = [*reading.errors, *private_data(data)]
    for rule in RULES:
        if all(name in reading.sound for name in rule.needs):
            found.extend(rule.check(document_set))
    errors = tuple(finding for finding in found if finding.severity == "error")
    warnings = tuple(finding for finding in found if finding.severity == "warning")
    return Reading(None if errors else reading.document_set, errors, warnings, reading.sound)


def _partial(sound: Mapping[str, Any]) -> DocumentSet:
    """Return a set of the sections that loaded; a rule looks only at those that it needs."""
    return DocumentSet(**sound)
