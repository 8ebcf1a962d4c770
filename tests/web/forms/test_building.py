"""What a form says beside its fields: errors, names, helps; and how it is marked up."""

from collections import Counter
from typing import Any

import pytest

from schemas.findings import Finding
from schemas.rules import read_set
from service.web.forms import Field, Form, Group, Node, Row, Rows, help_for, html_id, name_rows, read_form
from tests.conftest import sample_data
from tests.web.forms.browser import build, render, sample_steps, sent, steps


def nodes(form: Form) -> dict[str, Node]:
    """Give every node of a form by its pointer."""
    found: dict[str, Node] = {}
    waiting = list(form.nodes)
    while waiting:
        node = waiting.pop()
        found.setdefault(node.pointer, node)
        waiting.extend(node.inner)
    return found


def field(form: Form, pointer: str) -> Field:
    """Give a field of a form."""
    return next(one for one in form.fields() if one.name == pointer)


def of(step: str, changes: dict[str, Any] | None = None, name: str = "school") -> Form:
    """Build a step of a sample with some values changed, and with what is then wrong with the set."""
    data = sample_data(name)
    for pointer, value in (changes or {}).items():
        owner: Any = data
        *way, last = pointer.split("/")[1:]
        for part in way:
            owner = owner[int(part) if isinstance(owner, list) else part]
        owner[int(last) if isinstance(owner, list) else last] = value
    reading = read_set(data)
    return build(data, step, (*reading.errors, *reading.warnings))


def test_an_error_stands_at_its_field_and_in_the_summary_with_the_name_of_the_row() -> None:
    form = of("people", {"/people/2/experience_years": "много"})

    assert field(form, "/people/2/experience_years").errors == ("Впишите число, например 12 или 8,5.",)
    assert form.errors == (
        (html_id("/people/2/experience_years"),
         "Черепанов Глеб Фёдорович, Педагогический стаж, лет: Впишите число, например 12 или 8,5."),
    )  # fmt: skip


def test_an_error_inside_a_value_stands_at_the_field_that_shows_it() -> None:
    form = of("roadmap", {"/roadmap/stages/0/deadline": {"until": "31 ноября"},
                          "/roadmap/stages/1/content": ["", {"ul": [""]}]})  # fmt: skip

    assert "в ноябре 30 дней" in field(form, "/roadmap/stages/0/deadline").errors[0]
    assert field(form, "/roadmap/stages/1/content").errors == ("Заполните это поле.",)


def test_an_error_of_a_row_as_a_whole_stands_at_the_row() -> None:
    form = of("order-pairs", {"/orders/order_pairs/basis/0/text": "письма"})
    row = nodes(form)["/orders/order_pairs/basis/0"]

    assert row.errors == ("Заполните ровно одно из трёх: акт, свой приказ или текст своими словами.",)
    assert form.errors[0][0] == row.id


def test_an_error_of_a_whole_that_one_field_mends_stands_at_that_field() -> None:
    form = of("pairs", {"/pairs/0/extra_agreement": None, "/pairs/1/consents": None})

    assert nodes(form)["/pairs/0/extra_agreement"].errors[0].startswith("Нет дополнительного соглашения")
    assert field(form, "/pairs/1/consents/mentor").errors[0].startswith("Нет даты письменного согласия")


def test_no_error_of_a_step_is_left_unsaid() -> None:
    data = sample_data("school")
    for step in steps(data).values():
        found = tuple(
            Finding(f"{pointer}/here/there", "x", f"Ошибка {n}") for n, pointer in enumerate(step.pointers)
        )
        elsewhere = Finding("/documents/0", "x", "не здесь")
        form = build(data, step.id, (*found, elsewhere))

        assert [text.rpartition(": ")[2] for _, text in form.errors] == [f"Ошибка {n}" for n in range(len(found))]


def test_what_is_wrong_is_never_tucked_or_folded_away() -> None:
    data = sample_data("school")
    for step in ("people", "roadmap", "order-approval"):
        for one in list(build(data, step).fields())[::9]:
            page = render(build(data, step, (Finding(one.name, "x", "Ошибка"),)))
            [shown] = page.xpath(f'//*[@id="{html_id(one.name)}"]')

            assert [up for up in shown.iterancestors("details") if up.get("open") is None] == []


def test_rows_are_named_by_what_stands_in_them() -> None:
    roadmap, pairs = name_rows(of("roadmap")), name_rows(of("pairs"))

    assert name_rows(of("people"))["/people/4"] == "Заяц Артём Игоревич"
    assert pairs["/pairs/0"] == "Пономарёва А. Ф. – Заяц А. И."
    assert roadmap["/roadmap/stages/3"] == "Этап 4. Отбор и обучение"
    assert roadmap["/roadmap/marks/0"] == "Гриф 1. РАССМОТРЕНО"
    assert name_rows(of("programmes"))["/programmes/0"] == "Программа 1. Пономарёва А. Ф. – Заяц А. И."
    assert name_rows(of("order-approval"))["/orders/order_approval/items/0"] == (
        "Пункт 1. утвердить документ: Положение о системе наставничества"
    )


def test_forms_and_gender_of_people_are_shown_as_they_are_typed() -> None:
    data = sample_data("school")
    data["people"][0] = {"surname": "Иванова", "name": "Анна", "patronymic": "Петровна", "position": "тьютор"}
    data["people"][1] = {"surname": "Ким", "name": "Саша"}
    helps = help_for(build(data, "people"))

    assert str(helps["/people/0"]) == (
        "кого: Ивановой Анны Петровны · кому: Ивановой Анне Петровне · кем: Ивановой Анной Петровной · "
        "пол: женский, по отчеству"
    )
    assert helps["/people/1"].gender == "не понятен: выберите его"
    assert str(helps["/people/0/position"]).startswith("кого: тьютора · кому: тьютору")


def test_forms_that_the_user_has_fixed_are_shown() -> None:
    helps = help_for(of("people", {"/people/1/cases": {"gen": "Белоуса Натальи Сергеевны"}}))

    assert helps["/people/1"].forms[0] == ("кого", "Белоуса Натальи Сергеевны", True)


def test_acts_are_chosen_from_the_library_with_past_ones_marked() -> None:
    options = field(of("order-pairs"), "/orders/order_pairs/basis/0/act").options
    groups = list(dict.fromkeys(option.group for option in options.items if option.group))

    assert groups == ["Свои акты", "Библиотека: действующие", "Библиотека: больше не действуют"]
    assert options.labels["up-204-2018"].endswith("— заменён: № 309")
    assert "приказ Управления образования" in options.labels["uo-215"]


def test_a_reference_to_somebody_removed_stays_chosen_and_is_told() -> None:
    form = of("pairs", {"/pairs/0/mentor": "gone"})
    mentor = field(form, "/pairs/0/mentor")

    assert mentor.value == "gone"
    assert mentor.options.labels["gone"] == "«gone»: такой записи больше нет"
    assert mentor.errors == ("Этого человека нет на странице «Люди»: выберите другого или добавьте его там.",)


def test_rare_fields_are_tucked_away_and_opened_when_they_are_filled_or_wrong() -> None:
    data = {"documents": ["roadmap"], "people": [{"surname": "Ким"}, {"surname": "Ким", "birth_year": 1990}]}
    people = build(data, "people").nodes[0]
    assert isinstance(people, Rows)
    bare, filled = people.rows

    assert [node.label for node in bare.children] == ["Фамилия", "Имя", "Отчество", "Должность"]
    assert (bare.more_open, filled.more_open) == (False, True)


def test_long_lists_show_complete_rows_by_their_names() -> None:
    form = build(sample_data("school"), "people", focus=html_id("/people/2/name"))
    people = form.nodes[0]
    assert isinstance(people, Rows)

    assert [place for place, row in enumerate(people.rows) if not row.folded] == [2]


def test_a_brief_page_of_a_heavy_list_has_the_fields_of_one_row_and_loses_nothing() -> None:
    data = sample_data("school")
    data["people"] *= 4
    focus = html_id("/people/2")
    wrong, warned = (
        Finding("/people/5/name", "x", "Ошибка"),
        Finding("/people/6/name", "x", "Проверьте", "warning"),
    )
    form = build(data, "people", (wrong, warned), focus=focus, brief=True)
    shown = {"/".join(one.name.split("/")[:3]) for one in form.fields()}

    assert shown == {"/people/2", "/people/5"}
    assert nodes(form)["/people/6"].warnings == ("Проверьте",)
    assert read_form(steps(data)["people"], data, sent(render(form))) == data
    assert render(form).xpath(f'//fieldset[@id="{html_id("/people/0")}"]//button[@value="open /people/0"]')


def test_one_of_few_is_radio_buttons_and_one_of_many_or_none_a_list() -> None:
    pairs = of("pairs")

    assert field(of("render"), "/render/date_style").shape == "radios"
    assert field(pairs, "/pairs/0/form").shape == "select"
    assert field(pairs, "/pairs/0/payment/kind").shape == "select"
    assert "" not in field(of("render"), "/render/date_style").options.labels
    assert "" in field(pairs, "/pairs/0/payment/mode").options.labels


@pytest.mark.parametrize(("name", "step"), [one for one in sample_steps() if one[0] in {"school", "minimal"}])
def test_every_control_has_a_label_and_ids_are_unique_and_lead_somewhere(name: str, step: str) -> None:
    data = sample_data(name)
    findings = tuple(Finding(one.name, "x", "Ошибка") for one in list(build(data, step).fields())[::5])
    page = render(build(data, step, findings))
    ids = Counter(page.xpath("//@id"))
    labelled = set(page.xpath("//label/@for"))
    controls = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    told = {name for names in page.xpath("//@aria-describedby | //@aria-labelledby") for name in names.split()}

    assert [name for name, count in ids.items() if count > 1] == []
    assert {control.get("id") for control in controls} <= labelled
    assert told | {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
    assert all(fieldset[0].tag == "legend" for fieldset in page.iter("fieldset"))
    assert len(page.xpath("//a")) == len(findings)


def test_a_wrong_field_is_marked_for_those_who_hear_the_page() -> None:
    page = render(of("people", {"/people/2/experience_years": "много"}))
    [control] = page.xpath(f'//*[@id="{html_id("/people/2/experience_years")}"]')
    [told] = [page.get_element_by_id(name) for name in control.get("aria-describedby").split()
              if name.endswith(".error")]  # fmt: skip

    assert control.get("aria-invalid") == "true"
    assert told.text_content() == "Ошибка: Впишите число, например 12 или 8,5."


def test_attributes_can_be_hooked_on_without_touching_the_macros() -> None:
    page = render(
        build(sample_data("minimal"), "people"), {"row": {"data-row": "да"}, "button": {"data-b": '"<>'}}
    )

    assert {row.get("data-row") for row in page.xpath('//fieldset[@class="row"]')} == {"да"}
    assert {button.get("data-b") for button in page.iter("button")} == {'"<>'}


def test_what_is_typed_cannot_break_out_of_the_page() -> None:
    evil = "\"><script>alert(1)</script>'</textarea></option>"
    data = sample_data("minimal")
    data["people"][0] |= {"surname": evil, "education": evil * 3, "position": evil, "contract": {"a": evil}}
    data["roadmap"]["stages"][0] |= {"title": evil, "deadline": {"foo": evil}, "responsible": [evil]}
    for step in ("people", "roadmap", "pairs", "order-curator"):
        page = render(build(data, step, (Finding("/people/0", "x", evil),)))

        assert page.xpath("//script") == []


def test_a_group_names_what_is_tucked_into_it() -> None:
    form = of("order-approval")
    order = form.nodes[0]
    assert isinstance(order, Group)
    assert not isinstance(order, Row)

    assert order.more_told == "электронная подпись, оставить место для печати"
    assert order.bare


def test_a_basis_shows_the_way_it_is_told_in_and_tucks_the_others_away() -> None:
    form = of("order-pairs")
    basis = nodes(form)["/orders/order_pairs/basis/0"]

    assert isinstance(basis, Row)
    assert [node.label for node in basis.children] == ["Как вводится", "Акт"]
    assert [node.pointer.rpartition("/")[2] for node in basis.more] == ["order", "text"]
    assert not basis.more_open


def test_a_new_basis_shows_all_ways_to_tell_it() -> None:
    form = of("order-pairs", {"/orders/order_pairs/basis": [{}]})
    basis = nodes(form)["/orders/order_pairs/basis/0"]

    assert isinstance(basis, Row)
    assert len(basis.children) == 4


def test_a_long_section_that_may_be_left_out_opens_where_something_is_in_it() -> None:
    data = sample_data("school")
    data["pairs"][0].pop("payment", None)
    page = render(build(data, "pairs"))
    [empty] = page.xpath("//details[@id='f-pairs-0-payment.tucked']")
    filled = page.xpath("//details[contains(@id, '-payment.tucked') and @open]")

    assert "open" not in empty.attrib
    assert len(filled) == sum("payment" in pair for pair in data["pairs"])
    assert filled


def test_what_the_law_wants_is_not_called_optional() -> None:
    page = render(of("pairs", {"/pairs/0/consents": {}}))
    [told] = page.xpath("//label[@for='f-pairs-0-consents-mentor']")
    [legend] = page.xpath("//fieldset[@id='f-pairs-0-extra_agreement']/legend")

    assert told.text_content() == "Согласие наставника"
    assert legend.text_content() == "Дополнительное соглашение"


def test_a_row_that_was_just_added_is_not_scolded() -> None:
    data = {**sample_data("school"), "people": [{}, {}]}
    findings = tuple(Finding(f"/people/{n}/surname", "required", "Нет фамилии") for n in (0, 1))
    form = build(data, "people", findings, focus=html_id("/people/1"))

    assert [where for where, _ in form.errors] == [html_id("/people/0/surname")]
