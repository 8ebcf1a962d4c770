"""From the first page to the finished order without a script, and next year from the saved data."""

import io
import json
import zipfile

import pytest

from service.render import docx_text
from tests.web.pages.visiting import Visitor


def _fill_organization(visitor: Visitor) -> None:
    visitor.send({
        "/organization/kind": "school",
        "/organization/full_name": "Муниципальное общеобразовательное учреждение «Лесная школа»",
        "/organization/short_name": "МОУ «Лесная школа»",
    }, do="continue")  # fmt: skip


def test_a_new_draft_begins_with_the_first_section_and_scolds_nobody(visitor: Visitor) -> None:
    visitor.begin("pairs")

    assert visitor.address.endswith("/steps/organization")
    assert "Ошибка" not in visitor.title
    assert not visitor.page.xpath("//*[@id='summary']")


def test_what_is_missing_is_told_after_the_section_was_left(visitor: Visitor) -> None:
    visitor.begin("pairs").send(do="continue")

    links = visitor.page.xpath("//*[@id='summary']//a/@href")
    assert visitor.title.startswith("Ошибка: ")
    assert links
    assert all(visitor.page.xpath(f"//*[@id='{link[1:]}']") for link in links)
    assert visitor.page.xpath("//input[@aria-invalid='true'] | //textarea[@aria-invalid='true']")


def test_errors_keep_nobody_from_going_on(visitor: Visitor) -> None:
    visitor.begin("pairs").send(do="continue")
    onward = visitor.page.xpath("//a[starts-with(text(), 'Исправить потом')]/@href")[0]

    visitor.open(onward)

    assert visitor.address.endswith("/steps/people")
    assert visitor.page.xpath("//li[contains(@class, 'steps-wrong')]//a[contains(., 'Организация')]")


def test_what_is_wrong_is_kept_as_typed(visitor: Visitor) -> None:
    visitor.begin("pairs").send({"/organization/inn": "99 01-я"}, do="continue")

    assert visitor.page.xpath("//*[@name='/organization/inn']/@value") == ["99 01-я"]
    assert visitor.data()["organization"]["inn"] == "99 01-я"


def test_a_sound_section_leads_to_the_next_one(visitor: Visitor) -> None:
    visitor.begin("pairs")
    _fill_organization(visitor)

    assert visitor.address.endswith("/steps/people")
    assert visitor.page.xpath("//li[contains(@class, 'steps-done')]//a[contains(., 'Организация')]")


def test_rows_are_added_and_removed_without_a_script(visitor: Visitor) -> None:
    visitor.begin("pairs").open(f"{visitor.draft}/steps/people")
    visitor.send(do="add /people").send({"/people/0/surname": "Демидова"}, do="add /people")

    assert len(visitor.data()["people"]) == 2
    assert "Добавлена строка" in visitor.text

    visitor.send(do="remove /people/0")

    assert [person.get("surname") for person in visitor.data()["people"]] == [None]
    assert "Демидова" in visitor.page.xpath("//*[@id='said']")[0].text_content()


def test_a_whole_set_goes_out_as_word_files_and_comes_back_as_data(visitor: Visitor) -> None:
    visitor.begin("pairs", sample=True)

    assert visitor.address.endswith("/check")
    assert "Исправьте" not in visitor.text

    visitor.open(f"{visitor.draft}/result")
    word = visitor.client.get(visitor.page.xpath("//a[contains(@href, '.docx')]/@href")[0])

    assert visitor.title.startswith("Документы готовы")
    assert word.headers["Content-Disposition"].startswith("attachment")
    assert "Пономарёв" in docx_text(word.data)


@pytest.mark.libreoffice
def test_the_archive_holds_every_document_as_word_and_as_pdf(visitor: Visitor) -> None:
    visitor.begin("results", sample=True).open(f"{visitor.draft}/result")

    answer = visitor.client.get(visitor.page.xpath("//a[contains(@href, 'set.zip')]/@href")[0])

    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert sorted(name.rpartition(".")[2] for name in names) == ["docx", "pdf"]


def test_next_year_begins_with_the_saved_data(visitor: Visitor, another: Visitor) -> None:
    saved = visitor.begin("pairs", sample=True).data()

    another.upload(json.dumps(saved).encode(), roll=True)

    rolled = another.data()
    assert another.address.endswith("/check")
    assert "Что изменено при загрузке данных" in another.text
    assert rolled["organization"] == saved["organization"]
    assert rolled["school_year"] != saved["school_year"]


def test_data_come_back_from_a_workbook(visitor: Visitor, another: Visitor) -> None:
    saved = visitor.begin("pairs", sample=True)
    book = saved.client.get(f"{saved.draft}/data.xlsx")

    another.upload(book.data, "данные.xlsx")

    assert another.address.endswith("/check")
    people = another.data()["people"]
    assert {person["surname"] for person in people} >= {"Пономарёва"}


def test_the_documents_of_a_draft_can_be_changed_and_nothing_is_lost(visitor: Visitor) -> None:
    visitor.begin("pairs", sample=True)
    before = visitor.data()
    page = visitor.open(f"{visitor.draft}/documents")
    posted = page.typed(page.form())
    posted.setlist("kinds", ["order_pairs", "regulation"])

    visitor.client.post(f"{visitor.draft}/documents", data=posted)

    after = visitor.data()
    assert after["documents"] == ["order_pairs", "regulation"]
    assert {name: after[name] for name in before if name != "documents"} == {
        name: before[name] for name in before if name != "documents"
    }


def test_a_draft_is_found_again_on_the_first_page_and_deleted_at_once(visitor: Visitor) -> None:
    visitor.begin("pairs", sample=True)
    draft = visitor.draft
    visitor.open("/")

    assert visitor.page.xpath(f"//a[@href='{draft}']")

    visitor.send(form=f"//form[@action='{draft}/delete']")

    assert not visitor.page.xpath(f"//a[@href='{draft}']")
    assert visitor.open(draft).answer.status_code == 404


def test_no_document_chosen_is_told_beside_the_boxes(visitor: Visitor) -> None:
    visitor.open("/").send(form="//form[.//input[@name='kinds']]")

    assert visitor.title.startswith("Ошибка: ")
    assert "Отметьте хотя бы один документ." in visitor.text
