"""Rows: by keyboard alone, told by the live region, with the focus where the work goes on; pasted from Excel."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.secretary import Secretary

pytestmark = pytest.mark.browser

PAIRS_ORDER = "Приказ о закреплении наставнических пар и групп"
PEOPLE = (
    "№ п/п\tФИО\tДолжность\n"
    "1\tЗимина Нина Олеговна\tучитель начальных классов\n"
    "2\tБерёзкин Денис Юрьевич\tучитель физики\n"
)
BARE_PEOPLE = "Соколова Ирина Андреевна\tучитель химии\nМороз Полина Денисовна\tучитель музыки\n"
PAIRS = "Наставник\tНаставляемые\nЗимина Н. О.\tБерёзкин Денис Юрьевич\nСоколова И. А.\tКлюев Павел Ильич\n"


def test_rows_pasted_from_excel_become_people_and_pairs(either: Secretary) -> None:
    she = either
    she.begin(PAIRS_ORDER)
    she.go("Люди")
    _paste(she, PEOPLE, says="Вставлено строк: 2.")
    _paste(she, BARE_PEOPLE, says="Вставлено строк: 2.")
    row = she.row("Мороз Полина Денисовна")
    expect(she.field("Фамилия", row)).to_have_value("Мороз")
    expect(she.field("Должность", row)).to_have_value("учитель музыки")

    she.send("Сохранить")
    she.go("Пары и группы")
    _paste(she, PAIRS, says="На страницу «Люди» добавлено: 1 (Клюев Павел Ильич).")

    expect(she.page.locator("fieldset.row")).to_have_count(2)  # the empty one has made room
    pair = she.row("Соколова И. А. – Клюев П. И.")
    expect(she.field("1-й в списке", pair).locator("option:checked")).to_contain_text("Клюев Павел Ильич")
    expect(she.field("Форма наставничества", pair).locator("option:checked")).to_have_text("педагог – педагог")


def _paste(she: Secretary, rows: str, *, says: str) -> None:
    place = she.field("Строки, скопированные из Excel")
    if not place.is_visible():
        she.page.get_by_text("Вставить из Excel").click()
    place.fill(rows)
    she.press("Вставить", says=says)
    expect(place).to_have_value("")


def test_the_focus_follows_what_happens_to_a_row(either: Secretary) -> None:
    she = either
    she.begin(PAIRS_ORDER)
    she.go("Люди")
    for name in ("Зимина", "Берёзкин", "Мороз"):
        she.press("Добавить человека", says="Добавлена строка")
        added = she.page.locator("fieldset.row").last
        _expect_focus(added)
        she.fill({"Фамилия": name}, added)
        she.send("Сохранить")

    she.press("Ниже: Зимина", says="Строка «Зимина» теперь 2-я из 3.")
    _expect_focus(she.row("Зимина"))
    she.press("Дублировать: Зимина", says="Добавлена копия строки «Зимина».")
    _expect_focus(she.page.locator("fieldset.row").nth(2))
    she.press("Удалить: Мороз", says="Удалена строка «Мороз».")
    _expect_focus(she.page.locator("fieldset.row").last)
    she.send("Сохранить и продолжить")
    she.go("Люди")
    expect(she.page.locator("fieldset.row > legend")).to_have_text(["Берёзкин", "Зимина", "Зимина"])
    expect(she.summary).to_be_visible()


def _expect_focus(row: Locator) -> None:
    """Expect the focus in a row or on it: without JavaScript a browser goes to the row itself."""
    expect(row.locator(":focus").or_(row.and_(row.page.locator(":focus")))).to_have_count(1)


def test_a_pair_is_added_and_saved_with_the_keyboard_alone(secretary: Secretary) -> None:
    she = secretary
    she.begin(PAIRS_ORDER)
    she.go("Люди")
    _paste(she, PEOPLE, says="Вставлено строк: 2.")
    she.go("Пары и группы")
    keys = she.page.keyboard

    _tab_to(she, she.button("Добавить пару"))
    keys.press("Enter")
    row = she.row("Пара 2")
    expect(she.field("Наставник", row)).to_be_focused()
    keys.press("ArrowDown")  # the first of the list: Зимина
    keys.press("Tab")
    expect(she.field("1-й в списке", row)).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    _tab_to(she, she.button("Сохранить").last)
    with she.page.expect_navigation():
        keys.press("Enter")

    pair = she.row("Зимина Н. О. – Берёзкин Д. Ю.")
    expect(she.field("Наставник", pair).locator("option:checked")).to_contain_text("Зимина")


def _tab_to(she: Secretary, wanted: Locator) -> None:
    """Press Tab until something has the focus; it must be seen to have it."""
    expect(wanted).to_be_visible()
    for _ in range(120):
        she.page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
            return
    pytest.fail("Tab does not lead there")
