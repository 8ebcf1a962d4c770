"""Each hard rule: what breaks it, where it is told and under which code."""

import pytest

from tests.schemas.reading import NOTHING, Changes, changed, errors

NOTE = "/analytical_note"
MARK = "/regulation/marks"
PAIR = "/pairs/0"
APPROVAL = "/orders/order_approval"

OF_ONE_SECTION: list[tuple[str, Changes, str, str]] = [
    ("act without number and title", {"/acts": [{"kind": "order", "date": "2026-01-01"}]}, "/acts/0/title",
     "bare_act"),
    ("ground of two kinds", {f"{APPROVAL}/basis/0/text": "решения"}, f"{APPROVAL}/basis/0", "basis_choice"),
    ("ground of no kind", {f"{APPROVAL}/basis/0/act": NOTHING}, f"{APPROVAL}/basis/0", "basis_choice"),
    ("more young than all", {f"{NOTE}/staff/young": 15}, f"{NOTE}/staff/young", "part_above_whole"),
    ("more novices than all", {f"{NOTE}/staff/novices": 15}, f"{NOTE}/staff/novices", "part_above_whole"),
    ("more mentored than novices", {f"{NOTE}/staff/novices_with_mentor": 2}, f"{NOTE}/staff/novices_with_mentor",
     "part_above_whole"),
    ("more done than planned", {f"{NOTE}/progress": [{"title": "Этап", "planned": 2, "done": 3}]},
     f"{NOTE}/progress/0/done", "part_above_whole"),
    ("more satisfied than asked", {f"{NOTE}/surveys": [{"audience": "mentors", "respondents": 1, "satisfied": 2}]},
     f"{NOTE}/surveys/0/satisfied", "part_above_whole"),
    ("indicator of nothing", {f"{NOTE}/indicators": [{"title": "Доля", "unit": "percent"}]},
     f"{NOTE}/indicators/0/fact", "indicator_value"),
    ("indicator given twice", {f"{NOTE}/indicators": [{"title": "Доля", "unit": "percent", "fact": 1, "part": 1,
     "whole": 2}]}, f"{NOTE}/indicators/0/fact", "indicator_value"),
    ("share that is no percentage", {f"{NOTE}/indicators": [{"title": "Доля", "unit": "people", "part": 1,
     "whole": 2}]}, f"{NOTE}/indicators/0/unit", "indicator_unit"),
    ("part above its whole", {f"{NOTE}/indicators": [{"title": "Доля", "unit": "percent", "part": 3, "whole": 2}]},
     f"{NOTE}/indicators/0/part", "part_above_whole"),
    ("approved by nothing", {MARK: [{"kind": "approved"}]}, f"{MARK}/0", "mark_source"),
    ("approved by two", {MARK: [{"kind": "approved", "order": "order_approval", "act": "273-fz"}]}, f"{MARK}/0",
     "mark_source"),
    ("attachment to two", {MARK: [{"kind": "appendix", "order": "order_approval", "act": "273-fz"}]}, f"{MARK}/0",
     "mark_source"),
    ("agreed by an order", {MARK: [{"kind": "agreed", "order": "order_approval"}]}, f"{MARK}/0", "mark_source"),
    ("body that signs approve", {MARK: [{"kind": "approve", "body": "совет"}]}, f"{MARK}/0/body", "mark_source"),
    ("five marks", {MARK: [{"kind": "agreed"}] * 5}, MARK, "too_many"),
    ("period reversed", {f"{PAIR}/period/to": "2026-09-01"}, f"{PAIR}/period/to", "period_reversed"),
    ("regulation that ends before it starts", {"/regulation/valid": {"date": "2026-09-01", "until": "2026-01-01"}},
     "/regulation/valid/until", "period_reversed"),
    ("months reversed", {"/roadmap/stages/0/deadline": {"from_month": "2027-05", "to_month": "2026-05"}},
     "/roadmap/stages/0/deadline/to_month", "period_reversed"),
    ("no months", {"/roadmap/stages/0/deadline": {"months": []}}, "/roadmap/stages/0/deadline/months", "empty"),
    ("acting twice", {"/people/0/position": "и. о. директора", "/people/0/acting": True}, "/people/0/acting",
     "acting_twice"),
    ("quotes that do not pair", {"/organization/short_name": "МКОУ «Ручьёвская школа"}, "/organization/short_name",
     "unpaired_quotes"),
    ("straight quotes that do not pair", {"/organization/full_name": 'МКОУ "Школа'}, "/organization/full_name",
     "unpaired_quotes"),
    ("mentor who is his own mentee", {f"{PAIR}/mentees": ["mentor"]}, f"{PAIR}/mentees", "mentor_is_mentee"),
    ("mentee named twice", {f"{PAIR}/mentees": ["mentee", "mentee"]}, f"{PAIR}/mentees", "mentee_twice"),
    ("percentage of nothing", {f"{PAIR}/payment": {"kind": "separate", "mode": "percent", "amount": 5}},
     f"{PAIR}/payment/base", "payment_base"),
    ("heading with a full stop", {f"{APPROVAL}/title": "Об утверждении."}, f"{APPROVAL}/title", "title_stop"),
    ("document approved twice", {f"{APPROVAL}/items/-": {"kind": "approve", "document": "roadmap"}},
     f"{APPROVAL}/items", "attachment_twice"),
    ("stage of nothing", {"/roadmap/stages/0/content": NOTHING}, "/roadmap/stages/0", "empty_stage"),
    ("column named twice", {"/roadmap/columns": [{"key": "no"}, {"key": "no"}]}, "/roadmap/columns",
     "column_twice"),
    ("stage printed twice", {"/roadmap/columns": [{"key": "stage"}],
     "/roadmap/layout": {"stage_as": "section_row"}},
     "/roadmap/columns", "stage_twice"),
    ("no legal basis", {"/regulation/profile": NOTHING}, "/regulation", "legal_basis_missing"),
    ("ИНН with a slip", {"/organization/inn": "9109006887"}, "/organization/inn", "invalid_inn"),
    ("ИНН too short", {"/organization/inn": "910900688"}, "/organization/inn", "invalid_inn"),
    ("ОГРН too short", {"/organization/ogrn": "114910217490"}, "/organization/ogrn", "wrong_pattern"),
    ("e-mail without a host", {"/organization/email": "school"}, "/organization/email", "wrong_pattern"),
    ("years that do not follow", {"/school_year": "2026/2028"}, "/school_year", "invalid_school_year"),
    ("id in Cyrillic", {"/people/0/id": "директор"}, "/people/0/id", "wrong_pattern"),
    ("31 ноября", {f"{PAIR}/period/to": "31.11.2026"}, f"{PAIR}/period/to", "impossible_date"),
    ("30 февраля in running text", {f"{NOTE}/conclusions": "Сдать до 30 февраля."}, f"{NOTE}/conclusions",
     "impossible_date"),
    ("date without a year", {f"{APPROVAL}/date": "31 августа"}, f"{APPROVAL}/date", "invalid_date"),
    ("month 13", {"/roadmap/stages/0/deadline": {"month": "2026-13"}}, "/roadmap/stages/0/deadline/month",
     "invalid_month"),
    ("percentage that is no number", {f"{NOTE}/staff/total": "14"}, f"{NOTE}/staff/total", "invalid_integer"),
    ("truth value for a number", {f"{NOTE}/staff/total": True}, f"{NOTE}/staff/total", "invalid_integer"),
    ("fraction of a person", {f"{NOTE}/staff/total": 14.5}, f"{NOTE}/staff/total", "invalid_integer"),
    ("negative number", {f"{NOTE}/staff/young": -1}, f"{NOTE}/staff/young", "invalid_range"),
    ("nobody asked for", {"/documents": []}, "/documents", "invalid_length"),
    ("another version of the model", {"/schema_version": "2.0"}, "/schema_version", "unknown_choice"),
]  # fmt: skip

BETWEEN_SECTIONS: list[tuple[str, Changes, str, str]] = [
    ("two people of one id", {"/people/-": {"id": "mentor", "surname": "Лань", "name": "Ия", "gender": "f"}},
     "/people/4/id", "duplicate_id"),
    ("two acts of one id", {"/acts": [{"id": "a", "kind": "order", "number": "1"}] * 2}, "/acts/1/id",
     "duplicate_id"),
    ("no consent of the mentor", {f"{PAIR}/consents": NOTHING}, PAIR, "consent_missing"),
    ("consent after the order", {f"{PAIR}/consents/mentor": "2026-09-05"}, f"{PAIR}/consents/mentor",
     "consent_late"),
    ("mentee's consent after the order", {f"{PAIR}/consents/mentees": ["2026-09-05"]},
     f"{PAIR}/consents/mentees/0", "consent_late"),
    ("no agreement", {f"{PAIR}/extra_agreement": NOTHING}, PAIR, "agreement_missing"),
    ("pairs assigned and none there", {"/pairs": NOTHING, "/programmes": NOTHING, "/documents": ["order_pairs"]},
     "/orders/order_pairs/items", "no_pairs"),
    ("document asked for twice", {"/documents/-": "roadmap"}, "/documents/7", "document_twice"),
    ("ground that is no order of the set", {"/orders/order_curator/basis/0/order": "order_aproval"},
     "/orders/order_curator/basis/0/order", "unknown_order"),
    ("mark by no order of the set", {MARK: [{"kind": "approved", "order": "order_other"}]}, f"{MARK}/0/order",
     "unknown_order"),
    ("mark of a document that is not approved", {MARK: [{"kind": "approved", "order": "order_curator"}]},
     f"{MARK}/0",
     "attachment_not_approved"),
    ("attachment of another number", {MARK: [{"kind": "appendix", "order": "order_approval", "number": 2}]},
     f"{MARK}/0/number", "attachment_number"),
    ("document brought into force but not approved",
     {f"{APPROVAL}/items/-": {"kind": "introduce", "documents": ["programme"], "date": "2026-09-01"}},
     f"{APPROVAL}/items/3/documents/0", "document_not_approved"),
    ("document put on the site but not approved",
     {f"{APPROVAL}/items/-": {"kind": "publish", "documents": ["programme"], "who": "deputy"}},
     f"{APPROVAL}/items/3/documents/0", "document_not_approved"),
    ("nobody to sign", {"/organization/head": NOTHING}, APPROVAL, "no_signatory"),
    ("signatory without a position", {"/people/0/position": NOTHING}, APPROVAL, "no_position"),
    ("passport", {f"{NOTE}/conclusions": "паспорт 4510 123456"}, f"{NOTE}/conclusions", "private_data"),
    ("СНИЛС", {"/people/0/education": "СНИЛС 112-233-445 95"}, "/people/0/education", "private_data"),
    ("telephone in a text", {f"{NOTE}/recommendations": ["Звонить 8 (978) 123-45-67."]},
     f"{NOTE}/recommendations/0",
     "private_data"),
]  # fmt: skip


def _named(table: list[tuple[str, Changes, str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("changes", "pointer", "code"), [pytest.param(*row[1:], id=row[0]) for row in table]
    )


@_named(OF_ONE_SECTION)
def test_a_section_that_breaks_a_rule_is_refused_at_its_place(changes: Changes, pointer: str, code: str) -> None:
    assert (pointer, code) in errors(changed("minimal", changes))


@_named(BETWEEN_SECTIONS)
def test_sections_that_contradict_each_other_are_refused(changes: Changes, pointer: str, code: str) -> None:
    assert (pointer, code) in errors(changed("minimal", changes))


def test_two_pairs_of_one_id_are_refused() -> None:
    data = changed("school", {"/pairs/1/id": "pair-1", "/programmes": NOTHING, "/documents": ["order_pairs"]})

    assert ("/pairs/1/id", "duplicate_id") in errors(data)


def test_consents_are_asked_for_only_since_the_labour_code_does() -> None:
    before = {
        "/orders/order_pairs/date": "2025-02-28",
        f"{PAIR}/consents": NOTHING,
        f"{PAIR}/extra_agreement": NOTHING,
    }
    since = {**before, "/orders/order_pairs/date": "2025-03-01"}

    assert errors(changed("minimal", before)) == {}
    assert set(errors(changed("minimal", since))) == {(PAIR, "consent_missing"), (PAIR, "agreement_missing")}


def test_a_mentor_whose_function_it_is_needs_neither_consent_nor_agreement() -> None:
    changes = {
        f"{PAIR}/consents": NOTHING,
        f"{PAIR}/extra_agreement": NOTHING,
        f"{PAIR}/within_job_function": True,
    }

    assert errors(changed("minimal", changes)) == {}


def test_a_telephone_number_may_stand_in_a_field_for_one() -> None:
    assert errors(changed("minimal", {"/organization/phone": "8 (978) 123-45-67"})) == {}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    changes = {
        "/organization/inn": "1", "/people/0/surname": "", "/roadmap/stages/1/title": 5, f"{NOTE}/staff/young": 99,
        "/documents/-": "roadmap", f"{PAIR}/mentor": "nobody", "/regulation/forms": ["teacher"], "/extra": 1,
    }  # fmt: skip
    found = {pointer for pointer, _ in errors(changed("minimal", changes))}

    assert found >= {
        "/organization/inn", "/people/0/surname", "/roadmap/stages/1/title", "/analytical_note/staff/young",
        "/documents/7", "/pairs/0/mentor", "/regulation/forms/0", "/extra",
    }  # fmt: skip


def test_a_rule_still_speaks_when_another_section_is_broken() -> None:
    found = errors(changed("minimal", {"/roadmap/stages": [], "/documents/-": "roadmap"}))

    assert {("/roadmap/stages", "invalid_length"), ("/documents/7", "document_twice")} <= set(found)
