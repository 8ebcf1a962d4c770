"""Two tabs of one draft: nothing is overwritten silently."""

from tests.web.pages.visiting import Visitor

SHORT, FULL = "/organization/short_name", "/organization/full_name"


def _two_tabs(visitor: Visitor) -> tuple[object, str]:
    """Open the same section twice: the visitor is left in the second tab, the first one is returned."""
    visitor.begin("pairs")
    left, address = visitor.page, visitor.address
    visitor.open(address)
    return left, address


def test_changes_of_different_fields_are_both_kept(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.send({SHORT: "МОУ «Лесная школа»"}, do="save")

    visitor.again(left, address).send({FULL: "Лесная школа"}, do="save")

    organization = visitor.data()["organization"]
    assert (organization["short_name"], organization["full_name"]) == ("МОУ «Лесная школа»", "Лесная школа")


def test_changes_of_different_sections_are_both_kept(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.open(f"{visitor.draft}/steps/people").send(do="add /people")

    visitor.again(left, address).send({FULL: "Лесная школа"}, do="save")

    assert len(visitor.data()["people"]) == 1
    assert visitor.data()["organization"]["full_name"] == "Лесная школа"


def test_different_changes_of_one_field_are_shown_to_choose_from(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.send({SHORT: "Лесная"}, do="save")

    visitor.again(left, address).send({SHORT: "Речная", FULL: "Речная школа"}, do="save")

    assert visitor.answer.status_code == 409
    assert "Краткое наименование" in visitor.text
    assert "Здесь: Речная" in visitor.text
    assert "В другой вкладке: Лесная" in visitor.text
    assert visitor.data()["organization"].get("full_name") is None


def test_the_chosen_value_is_saved_with_all_that_was_typed(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.send({SHORT: "Лесная"}, do="save")
    visitor.again(left, address).send({SHORT: "Речная", FULL: "Речная школа"}, do="save")
    form = visitor.form()
    posted = visitor.typed(form)

    posted.setlist(f"choice:{SHORT}", ["theirs"])
    visitor.client.post(address, data=posted)

    organization = visitor.data()["organization"]
    assert (organization["short_name"], organization["full_name"]) == ("Лесная", "Речная школа")


def test_a_choice_is_asked_again_when_the_other_tab_goes_on(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    right = visitor.send({SHORT: "Лесная"}, do="save").page
    question = visitor.again(left, address).send({SHORT: "Речная"}, do="save").page
    visitor.again(right, address).send({SHORT: "Полевая"}, do="save")

    visitor.again(question, address).send(form="form")

    assert visitor.answer.status_code == 409
    assert "В другой вкладке: Полевая" in visitor.text


def test_what_a_page_saved_by_itself_is_no_foreign_change(visitor: Visitor) -> None:
    visitor.begin("pairs")
    page, address = visitor.page, visitor.address
    posted = visitor.typed(visitor.form("//form[@id='step-form']"), {SHORT: "Лес"})
    visitor.client.post(f"{address}/autosave", data=posted)

    visitor.again(page, address).send({SHORT: "Лесная"}, do="save")

    assert visitor.answer.status_code == 200
    assert visitor.data()["organization"]["short_name"] == "Лесная"


def test_saving_while_typing_never_overwrites_another_tab(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.send({SHORT: "Лесная"}, do="save")
    visitor.again(left, address)
    posted = visitor.typed(visitor.form("//form[@id='step-form']"), {SHORT: "Речная"})

    answer = visitor.client.post(f"{address}/autosave", data=posted)

    assert "изменён в другой вкладке" in answer.text
    assert visitor.data()["organization"]["short_name"] == "Лесная"


def test_a_page_from_long_ago_that_changes_nothing_changes_nothing(visitor: Visitor) -> None:
    left, address = _two_tabs(visitor)
    visitor.send({SHORT: "Лесная"}, do="save")

    visitor.again(left, address).send(do="save")

    assert visitor.answer.status_code == 200
    assert visitor.data()["organization"]["short_name"] == "Лесная"
