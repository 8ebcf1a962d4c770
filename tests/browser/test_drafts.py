"""Nothing typed is lost: not by closing the browser, nor by a lost connection, nor by a second tab."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser
from tests.browser.secretary import Secretary
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

CURATOR = "Приказ о назначении куратора"
ROADMAP = "Дорожная карта (план мероприятий)"
NAME = "Краткое наименование"


def test_a_closed_browser_comes_back_to_its_drafts_side_by_side(open_browser: OpenBrowser) -> None:
    first = Secretary(open_browser().new_page())
    for document, name in ((CURATOR, "МБОУ «Ключевская школа»"), (ROADMAP, "МБОУ «Озёрная школа»")):
        first.begin(document)
        first.fill({NAME: name}, first.group("Организация"))
        first.send("Сохранить")
    cookies = first.page.context.storage_state()
    first.page.context.close()

    again = Secretary(open_browser(storage_state=cookies).new_page())
    again.page.goto("/")
    expect(again.page.get_by_role("heading", name=re.compile("Озёрная"))).to_be_visible()
    again.page.get_by_role("link", name=re.compile("Ключевская школа")).click()
    expect(again.field(NAME, again.group("Организация"))).to_have_value("МБОУ «Ключевская школа»")

    stranger = Secretary(open_browser().new_page())
    stranger.page.goto(again.page.url)
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")


def test_a_draft_is_deleted_at_once(either: Secretary) -> None:
    either.begin(CURATOR)
    either.fill({NAME: "МБОУ «Ключевская школа»"}, either.group("Организация"))
    either.send("Сохранить")
    address = either.page.url
    either.page.get_by_text("Удалить этот черновик", exact=True).click()
    either.send("Удалить насовсем")

    expect(either.page.get_by_role("heading", name="Продолжить")).to_have_count(0)
    answer = either.page.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(secretary: Secretary, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    watch.allow("htmx:")  # tells of it, too
    secretary.begin(CURATOR)
    state = secretary.page.locator("#draft-state")
    name = secretary.field(NAME, secretary.group("Организация"))
    secretary.page.context.set_offline(True)
    name.fill("МБОУ «Ключевская школа»")
    expect(state).to_contain_text("Нет связи")

    secretary.button("Сохранить").click()
    expect(name).to_have_value("МБОУ «Ключевская школа»")
    secretary.page.context.set_offline(False)

    expect(state).to_contain_text("Черновик сохранён")
    secretary.page.reload()
    expect(name).to_have_value("МБОУ «Ключевская школа»")


def test_two_tabs_do_not_overwrite_each_other(either: Secretary) -> None:
    here = either
    here.begin(CURATOR)
    there = Secretary(here.page.context.new_page())
    there.page.goto(here.page.url)
    there.fill({NAME: "Озёрная школа", "ИНН": "7707083893"}, there.group("Организация"))
    there.send("Сохранить")
    here.fill({NAME: "Ключевская школа", "Полное наименование": "Школа"}, here.group("Организация"))
    here.send("Сохранить")

    expect(here.page.get_by_role("heading", level=1)).to_have_text("Черновик изменён в другой вкладке")
    expect(here.page.get_by_label("Здесь: Ключевская школа")).to_be_checked()
    here.page.get_by_label("В другой вкладке: Озёрная школа").check()
    here.send("Сохранить выбранное")

    school = here.group("Организация")
    expect(here.field(NAME, school)).to_have_value("Озёрная школа")
    expect(here.field("Полное наименование", school)).to_have_value("Школа")
    expect(here.field("ИНН", school)).to_have_value("7707083893")
