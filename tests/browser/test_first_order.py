"""A new user makes the order about three pairs from nothing, with and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reading import text_of_docx, text_of_pdf
from tests.browser.secretary import Secretary

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

ORDER = "Приказ о закреплении наставнических пар и групп"
SCHOOL = "Муниципальное бюджетное общеобразовательное учреждение «Верхнеключевская школа» Озёрного района"
PEOPLE = (
    ("Рябинина", "Ольга", "Викторовна", "директор"),
    ("Хрупок", "Олег", "Ильич", "учитель истории"),
    ("Лукьянова", "Вера", "Павловна", "учитель физики"),
    ("Зимина", "Нина", "Олеговна", "учитель начальных классов"),
    ("Берёзкин", "Денис", "Юрьевич", "учитель физической культуры"),
    ("Соколова", "Ирина", "Андреевна", "учитель химии"),
    ("Мороз", "Полина", "Денисовна", "учитель музыки"),
)
PAIRS = (("Хрупок", "Берёзкин"), ("Лукьянова", "Соколова"), ("Зимина", "Мороз"))


def test_an_order_for_three_pairs_from_nothing(either: Secretary, tmp_path: Path) -> None:
    she = either
    she.begin(ORDER)
    _describe_the_school(she)
    _add_people(she)
    she.send("Сохранить и продолжить")  # acts of one's own: none are needed
    _date_the_order(she)
    _make_pairs(she)
    _look_at_the_page(she)
    she.go("Проверьте")
    _correct_a_name(she)

    she.page.get_by_role("link", name="Сделать документы").first.click()
    she.page.get_by_role("heading", name="Документы готовы").wait_for()
    docx = text_of_docx(she.download("Word", tmp_path).read_bytes())
    pdf = text_of_pdf(she.download("PDF", tmp_path))

    for text in (docx, pdf):
        assert "«Верхнеключевская школа»" in text
        assert "184-од" in text
        assert "01.09.2026" in text
        assert "Хрупока О.И., учителя истории" in text
        for mentor, mentee in PAIRS:
            assert mentor[:5] in text
            assert mentee[:5] in text
        assert not re.search(r"None|\{\{|undefined", text)


def _describe_the_school(she: Secretary) -> None:
    school = she.group("Организация")
    she.fill({
        "Тип организации": "школа", "Краткое наименование": "МБОУ «Верхнеключевская школа»",
        "ИНН": "7707083894", "Название": "Верхние Ключи", "Вид населённого пункта": "с.",
    }, school)  # fmt: skip
    she.send("Сохранить и продолжить")

    expect(she.summary).to_be_focused()
    she.expect_error(she.field("Полное наименование", school), "Заполните это поле")
    she.expect_error(she.field("ИНН"), "ИНН")
    expect(she.field("Краткое наименование", school)).to_have_value("МБОУ «Верхнеключевская школа»")
    expect(she.field("ИНН")).to_have_value("7707083894")

    she.fill({"Полное наименование": SCHOOL, "ИНН": "7707083893"})
    she.send("Сохранить и продолжить")


def _add_people(she: Secretary) -> None:
    for number, (surname, name, patronymic, position) in enumerate(PEOPLE, 1):
        she.press("Добавить человека", says=f"Добавлена строка «Человек {number}»")
        row = she.row(f"Человек {number}")
        expect(she.page.locator(":focus")).to_have_count(1)
        names = {"Фамилия": surname, "Имя": name, "Отчество": patronymic}
        slip = {"Фамилия": f"{surname} {name} {patronymic}"}  # all of it where only the surname is asked for
        she.fill({**(slip if number == 1 else names), "Должность": position}, row)
    she.send("Сохранить и продолжить")

    expect(she.said).to_have_text(
        "Руководитель – Рябинина О. В., по должности. Выбрать другого можно на странице «Организация»."
    )


def _date_the_order(she: Secretary) -> None:
    she.fill({"Номер": "184-од", "Дата": "31 февраля 2026"})
    she.row("Пункт 1. закрепить пары и группы").get_by_label("построчно").check()
    she.send("Сохранить и продолжить")

    expect(she.summary).to_be_focused()
    she.expect_error(she.field("Дата"), "31")
    expect(she.field("Дата")).to_have_value("31 февраля 2026")
    expect(she.field("Номер")).to_have_value("184-од")

    she.fill({"Дата": "1 сентября 2026 года"})
    she.send("Сохранить и продолжить")


def _make_pairs(she: Secretary) -> None:
    for number, (mentor, mentee) in enumerate(PAIRS, 1):
        if number > 1:
            she.press("Добавить пару", says=f"Добавлена строка «Пара {number}»")
        row = she.row(f"Пара {number}")
        chosen = mentor if number == 1 else mentee  # slips first: a person is put in two places
        she.fill({"Наставник": mentor, "1-й в списке": chosen}, row)
    she.send("Сохранить и продолжить")

    wrong = she.row("Хрупок О. И. – Хрупок О. И.")
    expect(she.summary).to_be_focused()
    expect(she.summary).to_contain_text("Наставник и наставляемый — один человек")
    expect(wrong.locator(".error").first).to_be_visible()
    expect(she.field("Наставник", wrong).locator("option:checked")).to_contain_text("Хрупок")

    she.fill({"1-й в списке": "Берёзкин"}, wrong)
    for number, (mentor, _) in enumerate(PAIRS, 1):
        row = she.row(mentor)
        she.expect_error(she.field("Согласие наставника", row), "Нет даты письменного согласия наставника")
        she.fill({"Согласие наставника": "28.08.2026"}, row)
        she.fill({"Номер": f"{number}-дс", "Дата": "31.08.2026"}, she.group("Дополнительное соглашение", row))
    she.send("Сохранить и продолжить")


def _look_at_the_page(she: Secretary) -> None:
    """See the printed page beside the next section, a picture that has really come."""
    preview = she.page.get_by_role("complementary", name="Как это будет напечатано")
    page = preview.get_by_role("img", name=re.compile(f"{ORDER}, страница 1"))

    expect(page).to_be_visible()
    expect(page).to_have_js_property("complete", value=True)
    assert page.evaluate("one => one.naturalWidth") > 500


def _correct_a_name(she: Secretary) -> None:
    expect(she.summary).to_have_count(0)
    doubtful = she.page.get_by_role("group", name="Хрупок Олег Ильич")
    forms = {
        "Родительный": "Хрупока Олега Ильича", "Дательный": "Хрупоку Олегу Ильичу",
        "Винительный": "Хрупока Олега Ильича", "Творительный": "Хрупоком Олегом Ильичом",
        "Предложный": "Хрупоке Олеге Ильиче",
    }  # fmt: skip
    for case, form in forms.items():
        doubtful.get_by_label(re.compile(f"^{case}")).fill(form)
    she.send("Формы верны, сохранить", doubtful)

    expect(she.said).to_have_text("Формы сохранены: документы будут с ними.")
    expect(she.said).to_be_focused()
    expect(doubtful).to_have_count(0)
