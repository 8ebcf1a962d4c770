"""Every section of the schema gets its form, in words for a secretary, whatever is added to it."""

import re
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from marshmallow import fields

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from schemas.inquiry import Inquiry
from schemas.messages import library_messages
from service.web.forms import build_form, steps_for
from service.web.forms.controls import Control, Fixed
from service.web.forms.dispatch import control_of, section
from service.web.forms.sections import RowsControl, SectionControl
from service.web.forms.wording import ERRORS, on_the_page
from tests.conftest import sample_data
from tests.schemas.walking import fields_of, sections
from tests.web.forms.browser import TODAY, catalog, render, sent, steps

_UNIONS = ("schemas.deadlines", "schemas.responsibles", "schemas.lexicon", "schemas.phrases")  # shown as one value
SHOWN = [cls for cls in sections() if cls.__module__ not in _UNIONS and cls not in {DocumentSet, Inquiry}]
_LATIN = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = re.compile(r"\{ref\}|SWOT|[\w.]+@[\w.]+|\S+\.(ru|example)\b|Excel")


def _reached(control: Control) -> list[Control]:
    inner: list[SectionControl] = []
    if isinstance(control, RowsControl):
        inner = control.all_sections()
    elif isinstance(control, SectionControl):
        inner = [control]
    return [control, *(found for one in inner for part in one.parts for found in _reached(part.control))]


@pytest.mark.parametrize("cls", SHOWN, ids=lambda cls: cls.__name__)
def test_each_field_of_a_section_has_a_control_that_edits_it(cls: type[Any]) -> None:
    controls = {name: control_of(field, cls, name) for name, field in fields_of(cls)}

    assert [name for name, control in controls.items() if isinstance(control, Fixed)] == []


def test_each_section_is_reached_from_the_steps_of_all_documents() -> None:
    everything = steps_for(list(catalog().kinds.values()))
    edited = {pointer.split("/")[1] for step in everything for pointer in step.pointers}

    assert {name for name, _ in fields_of(DocumentSet)} - edited == {"schema_version", "documents", "lexicon"}


def test_steps_follow_what_the_chosen_documents_require() -> None:
    kinds = catalog().kinds

    assert [step.id for step in steps_for([kinds["roadmap"]])] == ["organization", "people", "roadmap", "render"]
    assert [step.id for step in steps_for([kinds["order_pairs"]])] == [
        "organization", "people", "acts", "order-pairs", "pairs", "render",
    ]  # fmt: skip


def test_a_new_kind_brings_its_own_order_as_a_step_with_its_title(tmp_path: Path) -> None:
    kind = replace(
        catalog().kinds["order_pairs"], id="order_bonus", title="Приказ о поощрении", folder=tmp_path,
        requires=("organization", "orders.order_bonus"), context={"order": "orders.order_bonus"},
    )  # fmt: skip
    made = {step.id: step for step in steps_for([kind])}

    form = build_form(made["order-bonus"], {}, today=TODAY)

    assert made["order-bonus"].title == "Приказ о поощрении"
    assert made["order-bonus"].pointers == ("/orders/order_bonus",)
    assert "/orders/order_bonus/number" in {field.name for field in form.fields()}


@pytest.mark.parametrize("cls", SHOWN, ids=lambda cls: cls.__name__)
def test_labels_hints_and_examples_are_russian(cls: type[Any]) -> None:
    for control in _reached(section(cast("Hashable", cls))):
        for text in (control.label, control.hint):
            assert not _LATIN.search(_ALLOWED.sub("", text)), text
        assert control.label or isinstance(control, SectionControl)


def test_pages_of_the_samples_show_no_code_of_a_field() -> None:
    names = {name for cls in sections() for name, _ in fields_of(cls) if "_" in name}
    for step in steps(sample_data("school")).values():
        page = render(build_form(step, sample_data("school"), today=TODAY))
        words = set(re.findall(r"[a-z_]+", page.text_content()))

        assert words & names == set()


# Codes whose own sentence may stand on a page as it is: it names no field by its code.
SAID_AS_THEY_ARE = {
    "act_later", "act_not_in_force", "attachment_twice", "column_twice", "consent_late", "control_character",
    "curator_not_deputy", "deadline_order", "document_twice", "effective_early", "impossible_date", "invalid_inn",
    "invalid_list", "invalid_school_year", "line_break", "long_heading", "many_mentees", "mentee_twice",
    "mentor_is_mentee", "period_reversed", "private_data", "title_stop", "too_deep", "too_long", "too_many",
    "unpaired_quotes", "unusual_period", "wrong_pattern",
}  # fmt: skip


def test_every_error_is_said_in_words_for_the_page() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path("schemas").glob("*.py"))
    raised = set(re.findall(r'error\(\s*"(\w+)"', source))
    raised |= set(re.findall(r'Finding\([^"]*?(?:f?"[^"]*"|[\w.]+),\s*"(\w+)"', source))
    raised |= {str(getattr(message, "code", "")) for message in library_messages()} & set(ERRORS)

    assert raised - set(ERRORS) - SAID_AS_THEY_ARE - {"code"} == set()
    assert [text for text in ERRORS.values() if _LATIN.search(text)] == []


def test_a_sentence_of_an_error_names_no_field_by_its_code() -> None:
    finding = Finding("/pairs/0", "consent_missing", "впишите consents.mentor.")

    assert on_the_page(finding) == "Нет даты письменного согласия наставника (ст. 351.8 ТК РФ): впишите её."


def test_an_empty_set_has_a_form_for_every_step_and_can_be_sent() -> None:
    for step in steps_for(list(catalog().kinds.values())):
        page = render(build_form(step, {}, today=TODAY))

        assert page.text_content().strip()
        assert isinstance(sent(page), dict)


def test_the_walk_would_notice_a_field_without_a_control() -> None:
    assert isinstance(control_of(fields.Dict(metadata={"title": "Что-то новое"})), Fixed)
