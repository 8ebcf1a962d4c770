"""What the buttons of rows do to a set, where the focus goes and what is said."""

import re
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from service.web.forms import Acted, Field, Rows, act, html_id
from tests.conftest import sample_data
from tests.web.forms.browser import build, render, steps


def done(step: str, command: str, data: dict[str, Any] | None = None, pasted: str = "") -> Acted:
    """Send a command to a step of the sample school."""
    data = data or sample_data("school")
    return act(steps(data)[step], data, command, MultiDict({command: pasted}))


def surnames(acted: Acted) -> list[str]:
    return [person.get("surname", "") for person in acted.data["people"]]


def test_an_added_row_stands_last_is_focused_and_said() -> None:
    acted = done("people", "add /people")

    assert acted.data["people"][-1] == {}
    assert acted.focus == html_id("/people/17")
    assert acted.said == "Добавлена строка «Человек 18»."


def test_a_new_pair_has_the_form_and_the_term_of_the_last_one() -> None:
    acted = done("pairs", "add /pairs")
    before, added = acted.data["pairs"][-2:]

    assert {name: added[name] for name in ("form", "kind", "period")} == {
        name: before[name] for name in ("form", "kind", "period")
    }
    assert set(added) == {"form", "kind", "period", "id"}


def test_pasted_pairs_take_the_place_of_one_that_nobody_has_begun() -> None:
    data = {**sample_data("school"), "pairs": [{"id": "pair-1", "form": "teacher_teacher"}]}
    acted = done("pairs", "paste /pairs", data, "Наставник\tНаставляемые\nКим Р. Э.\tЛесняк Полина Олеговна\n")

    assert acted.data["pairs"] == [
        {"id": "pair-1", "form": "teacher_teacher", "mentor": "kim", "mentees": ["lesnyak"]}
    ]


def test_a_removed_row_is_named() -> None:
    acted = done("people", "remove /people/12")

    assert "Щёголева" not in surnames(acted)
    assert acted.said.startswith("Удалена строка «Щёголева Ксения Витальевна».")
    assert acted.focus == html_id("/people/12")


def test_removing_somebody_who_is_chosen_elsewhere_says_where() -> None:
    said = done("people", "remove /people/3").said

    assert "ещё выбрана в других местах: Приказы, Дорожная карта, Пары и группы" in said


def test_removing_the_last_row_focuses_the_list() -> None:
    data = sample_data("minimal")
    acted = done("pairs", "remove /pairs/0", data)

    assert (acted.data["pairs"], acted.focus) == ([], html_id("/pairs"))


def test_rows_move_up_and_down_and_the_focus_goes_with_them() -> None:
    down, up = done("people", "down /people/0"), done("people", "up /people/1")

    assert surnames(down)[:2] == surnames(up)[:2] == ["Белоус", "Гладких"]
    assert (down.focus, up.focus) == (html_id("/people/1"), html_id("/people/0"))
    assert down.said == "Строка «Гладких Ирина Павловна» теперь 2-я из 17."


def test_a_copy_follows_its_row_under_an_id_of_its_own() -> None:
    acted = done("pairs", "copy /pairs/0")
    first, twin = acted.data["pairs"][:2]

    assert twin["id"] == "pair-4"
    assert {**first, "id": ""} == {**twin, "id": ""}


def test_rows_of_the_second_level_are_added_and_moved_too() -> None:
    plan = "/programmes/0/plan/stages"
    added = done("programmes", f"add {plan}/1/activities")
    moved = done("programmes", f"up {plan}/1/activities/1")

    assert added.data["programmes"][0]["plan"]["stages"][1]["activities"][3] == {}
    assert added.focus == html_id(f"{plan}/1/activities/3")
    assert (
        moved.data["programmes"][0]["plan"]["stages"][1]["activities"][0]["form"] == "справка по итогам проверки"
    )


def test_a_point_is_added_of_a_kind_and_named_by_it() -> None:
    acted = done("order-pairs", "add /orders/order_pairs/items publish")

    assert acted.data["orders"]["order_pairs"]["items"][-1] == {"kind": "publish"}
    assert acted.said == "Добавлена строка «Пункт 7. разместить на сайте»."


def test_the_fields_of_a_chosen_kind_are_shown() -> None:
    acted = done("order-pairs", "kind /orders/order_pairs/items/5")

    assert acted.focus == html_id("/orders/order_pairs/items/5")
    assert "контроль: Белоус Н. С." in acted.said


def test_a_closed_row_is_opened_where_it_stands() -> None:
    acted = done("people", "open /people/3")

    assert (acted.data, acted.focus) == (sample_data("school"), html_id("/people/3"))
    assert acted.said == "Открыта строка «Пономарёва Алёна Фёдоровна»."


def test_a_section_that_filling_cannot_tell_is_added_and_removed_by_buttons() -> None:
    removed = done("regulation", "remove /regulation/labour_clause")
    added = done("regulation", "add /regulation/labour_clause", removed.data)

    assert "labour_clause" not in removed.data["regulation"]
    assert added.data["regulation"]["labour_clause"] == {}
    assert added.focus == html_id("/regulation/labour_clause")


@pytest.mark.parametrize("command", [
    "", "add", "drop /people", "add /people/0", "remove /people/99", "remove /people/x", "up /people/0",
    "down /people/16", "add /pairs", "remove /people", "add /people/0/surname", "copy /people/-1", "add people",
    "paste /people/0", "kind /people/99", "remove /organization", "add /people/0/contract", "add /people//",
    "remove /people/99999999999999999999", "add /", "paste /people/0/surname", "up /people/17",
    "add /people/99/contract",
])  # fmt: skip
def test_a_command_that_the_step_does_not_know_changes_nothing(command: str) -> None:
    assert done("people", command).data == sample_data("school")


def test_a_row_is_not_added_to_one_that_is_gone() -> None:
    for command in ("add /programmes/9/plan/stages", "add /programmes/0/plan/stages/9/activities"):
        assert done("programmes", command).data == sample_data("school")


def test_every_button_of_every_page_does_something() -> None:
    data = sample_data("school")
    for step in steps(data):
        commands = [button.get("value") for button in render(build(data, step)).iter("button")]
        for command in {
            re.sub(r"\d+", "", one): one for one in commands
        }.values():  # one of each, whatever the row
            acted = done(step, command, data, pasted="Иванова\tАнна")

            assert acted.said, command
            assert acted.focus


def test_what_is_focused_is_on_the_page_and_not_folded_away() -> None:
    data = sample_data("school")
    for step, command in [
        ("people", "add /people"), ("people", "down /people/3"), ("people", "remove /people/3"),
        ("roadmap", "add /roadmap/stages/2/activities"),
        ("order-approval", "add /orders/order_approval/items pay"),
    ]:  # fmt: skip
        acted = done(step, command, data)
        page = render(build(acted.data, step, focus=acted.focus))
        [focused] = page.xpath(f'//*[@id="{acted.focus}"]')

        assert [one for one in focused.iterancestors("details") if one.get("open") is None] == []


def test_people_are_pasted_with_headings_in_any_order() -> None:
    table = (
        "№\tДолжность\tФИО\tКвалификационная категория\tГород\n"
        "1\tучитель физики\tПетров Иван Ильич\tвысшая\tОмск\n"
    )
    acted = done("people", "paste /people", pasted=table.replace("\n", "\r\n"))

    assert acted.data["people"][-1] == {
        "surname": "Петров", "name": "Иван", "patronymic": "Ильич", "position": "учитель физики",
        "category": "highest", "id": "petrov",
    }  # fmt: skip
    assert acted.said == "Вставлено строк: 1. Не разобраны столбцы: Город."
    assert acted.focus == html_id("/people/17")


@pytest.mark.parametrize("line", ["Петров\tИван\tИльич\tучитель", "Петров Иван Ильич\tучитель"])
def test_people_are_pasted_by_the_order_of_columns(line: str) -> None:
    person = done("people", "paste /people", pasted=line).data["people"][-1]

    assert (person["surname"], person["patronymic"], person["position"]) == ("Петров", "Ильич", "учитель")


def test_pairs_are_pasted_by_names_and_unknown_people_are_added() -> None:
    table = (
        "Наставник\tНаставляемые\tФорма наставничества\tСрок: С\tСрок: По\n"
        "Ким Р. Э.\tПетров Иван Ильич; Лесняк Полина Олеговна\tпедагог – педагог\t07.09.2026\t31.05.2027\n"
    )
    acted = done("pairs", "paste /pairs", pasted=table)

    assert acted.data["pairs"][-1] == {
        "mentor": "kim", "mentees": ["petrov", "lesnyak"], "form": "teacher_teacher",
        "period": {"from": "07.09.2026", "to": "31.05.2027"}, "id": "pair-4",
    }  # fmt: skip
    assert "На страницу «Люди» добавлено: 1 (Петров Иван Ильич)." in acted.said


def test_activities_are_pasted_with_cells_of_several_lines_in_quotes() -> None:
    at = "/programmes/0/plan/stages/0/activities"
    table = 'Мероприятие\tСрок\tОтветственные\n"Первое\nвторое ""в кавычках"""\tоктябрь 2026\tБелоус Н. С.\n'
    acted = done("programmes", f"paste {at}", pasted=table)

    assert acted.data["programmes"][0]["plan"]["stages"][0]["activities"][-1] == {
        "text": ["Первое", 'второе "в кавычках"'], "deadline": {"month": "2026-10"},
        "responsible": [{"person": "belous"}],
    }  # fmt: skip


def test_nothing_to_paste_is_said() -> None:
    acted = done("people", "paste /people", pasted=" \n")

    assert acted.data == sample_data("school")
    assert acted.said == "Вставлять нечего: скопируйте строки из Excel."


def test_an_added_point_offers_every_kind_by_its_name() -> None:
    [points] = [node for node in build(sample_data("school"), "order-pairs").nodes[0].inner
                if isinstance(node, Rows) and node.label == "Пункты"]  # fmt: skip
    [kind] = [node for node in points.rows[0].children if isinstance(node, Field) and node.label == "Вид пункта"]

    assert len(points.adds) == len(kind.options.items) == 12
