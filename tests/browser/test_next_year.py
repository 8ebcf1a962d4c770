"""Next year: the data that were saved come back, the year and a pair are changed, the set is made anew."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reading import text_of_docx
from tests.browser.secretary import Secretary

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

PACKAGE = "Закрепить пары на год"
MENTORS = ("Пономарёва", "Живаго", "Ким", "Войтенко")  # of the sample
NEW_MENTOR = "Белоус"


@pytest.mark.parametrize("saved_as", ["JSON", "Excel"])
def test_last_years_data_make_this_years_set(secretary: Secretary, tmp_path: Path, saved_as: str) -> None:
    she = secretary
    she.page.goto("/")
    she.send(f"Заполнить образцом: {PACKAGE}")
    saved = she.download(f"Скачать данные ({saved_as})", tmp_path)

    she.page.goto("/")
    she.page.get_by_label("Файл с данными").set_input_files(saved)
    she.send("Загрузить данные")
    year = _change_the_year(she)
    _change_the_pairs(she, year)
    she.go("Проверьте")
    expect(she.summary).to_have_count(0)
    she.page.get_by_role("link", name="Сделать документы").first.click()
    texts = _texts(she.download("Скачать всё", tmp_path))

    order = next(text for text in texts if "ПРИКАЗЫВАЮ" in text)
    assert f"05.09.{year}" in order
    assert "№ 77-од" in order
    assert f"{year}/{year + 1}" in order
    assert len(texts) == 1 + len(MENTORS)
    assert all(str(year) in text for text in texts)
    programme = next(text for text in texts if text != order and "Заяц" in text)
    assert NEW_MENTOR in order
    assert NEW_MENTOR in programme
    assert MENTORS[0][:-1] not in programme


def _change_the_year(she: Secretary) -> int:
    """See that the year has moved on by itself, and date the order in it."""
    expect(she.summary).to_contain_text("Номер: Заполните это поле")
    she.go("Организация")
    year = int(she.field("Учебный год").input_value()[:4])
    assert year > 2026

    she.go("Приказ о закреплении")
    she.fill({"Номер": "77-од", "Дата": f"05.09.{year}"})
    she.send("Сохранить и продолжить")
    return year


def _change_the_pairs(she: Secretary, year: int) -> None:
    she.go("Пары и группы")
    for mentor in MENTORS:
        row = she.row(mentor)
        she.fill({"Согласие наставника": f"01.09.{year}"}, row)
        she.fill({"Номер": "1", "Дата": f"02.09.{year}"}, she.group("Дополнительное соглашение", row))
    she.fill({"Наставник": NEW_MENTOR}, she.row(MENTORS[0]))
    she.send("Сохранить и продолжить")
    expect(she.summary).to_have_count(0)


def _texts(archive: Path) -> list[str]:
    """Return the text of every Word file of a ZIP, each of which has a PDF beside it."""
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert sorted(name[:-5] for name in names if name.endswith(".docx")) == sorted(
            name[:-4] for name in names if name.endswith(".pdf")
        )
        return [text_of_docx(opened.read(name)) for name in names if name.endswith(".docx")]
