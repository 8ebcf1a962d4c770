"""The page «Район» as a browser without JavaScript sees it."""

import html
import io
import re
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from benchmarks.district import Faults, make
from service.workbook import write_template
from tests.web.batches.conftest import Opening
from tests.workbook.building import with_picture

GOOD = make(2, pairs=(1, 1))
FAULTY = make(3, pairs=(1, 1), faults=Faults(inn=1))


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(found)


def _send(client: FlaskClient, content: bytes | None, formats: tuple[str, ...] = ("docx",), **form: str) -> Any:
    """Open the page and send its form."""
    fields: dict[str, Any] = {**_hidden(client.get("/district").text), "formats": list(formats), **form}
    if content is not None:
        fields["file"] = (io.BytesIO(content), "Район.xlsx")
    return client.post("/district", data=fields)


def _post(client: FlaskClient, page: str, action: str) -> Any:
    token = _hidden(client.get(page).text)["csrf_token"]
    return client.post(f"{page}/{action}", data={"csrf_token": token})


def _wait(client: FlaskClient, page: str) -> str:
    for _ in range(600):
        text = client.get(page).text
        if "http-equiv" not in text:
            return html.unescape(text)
    raise AssertionError(text)


def test_the_page_leads_from_the_empty_workbook_to_the_archive(office: Flask) -> None:
    client = office.test_client()
    start = client.get("/district").text
    sent = _send(client, FAULTY)
    page = sent.headers["Location"]
    told = _wait(client, page)
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{page}/result.zip", buffered=True).data))
    fix = client.get(f"{page}/corrections")

    assert client.get("/district/template.xlsx").data.startswith(b"PK")
    assert "/district/template.xlsx" in start
    assert sent.status_code == 303
    assert "Готово, но не для всех школ" in told
    assert "2 из 3" in told
    assert "ИНН с опечаткой" in told
    assert re.search(r'data-label="Строка">4<', told)
    assert {"Опись.xlsx", "Исправить.xlsx"} <= set(archive.namelist())
    assert fix.data.startswith(b"PK")
    assert "Район.xlsx" in client.get("/district").text


def test_a_page_of_running_work_renews_itself_without_a_script(idle_office: Flask) -> None:
    client = idle_office.test_client()
    told = client.get(_send(client, GOOD).headers["Location"]).text

    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', told)
    assert "0 из 2" in told
    assert "Остановить" in told


def test_a_long_file_is_shown_while_it_is_checked(idle_office: Flask) -> None:
    client = idle_office.test_client()
    page = _send(client, with_picture(GOOD)).headers["Location"]
    told = client.get(page).text
    progress = client.get(f"{page}/progress?was=checking")

    assert "Файл проверяется" in told
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', told)
    assert "Школы готовы" not in told
    assert "Файл проверяется" in client.get("/district").text
    assert "HX-Refresh" not in progress.headers


def test_when_a_long_file_is_checked_its_page_is_shown_anew_with_what_to_mend(office: Flask) -> None:
    client = office.test_client()
    page = _send(client, with_picture(FAULTY)).headers["Location"]
    told = _wait(client, page)
    progress = client.get(f"{page}/progress?was=checking")

    assert "Готово, но не для всех школ" in told
    assert re.search(r'data-label="Строка">4<', told)
    assert progress.headers["HX-Refresh"] == "true"


def test_why_a_long_file_was_not_accepted_is_said_on_its_page(office: Flask) -> None:
    client = office.test_client()
    page = _send(client, with_picture(write_template())).headers["Location"]
    told = _wait(client, page)

    assert "Файл не принят" in told
    assert "нет ни одной школы" in told
    assert "Загрузить другой файл" in told
    assert "Скачать ZIP" not in told


def test_work_can_be_stopped_taken_up_and_deleted(idle_office: Flask) -> None:
    client = idle_office.test_client()
    page = _send(client, GOOD).headers["Location"]
    stopped = _post(client, page, "cancel")
    after_stop = client.get(page).text
    _post(client, page, "retry")
    after_retry = client.get(page).text
    deleted = _post(client, page, "delete")

    assert stopped.headers["Location"] == page
    assert "Остановлено" in after_stop
    assert "Продолжить" in after_stop
    assert "Остановить" in after_retry
    assert deleted.headers["Location"] == "/district"
    assert client.get(page).status_code == 404


def test_a_form_sent_twice_is_one_piece_of_work(idle_office: Flask) -> None:
    client = idle_office.test_client()
    key = _hidden(client.get("/district").text)["key"]
    places = [_send(client, GOOD, key=key).headers["Location"] for _ in range(2)]
    another = _send(client, GOOD, ("pdf",), key=key).headers["Location"]

    assert places[0] == places[1] != another


@pytest.mark.parametrize("end", ["", "/progress", "/result.zip", "/corrections"])
def test_another_browser_does_not_see_it(idle_office: Flask, end: str) -> None:
    page = _send(idle_office.test_client(), GOOD).headers["Location"]
    answer = idle_office.test_client().get(page + end)

    assert answer.status_code == 404
    assert "Такого задания нет" in answer.text


def test_a_program_does_not_see_the_work_of_a_browser(idle_office: Flask) -> None:
    page = _send(idle_office.test_client(), GOOD).headers["Location"]
    answer = idle_office.test_client().get(page.replace("/district/", "/v1/batches/"))

    assert answer.status_code == 404


def test_nothing_is_accepted_from_a_foreign_page(idle_office: Flask) -> None:
    client = idle_office.test_client()
    answer = client.post("/district", data={"formats": "docx", "file": (io.BytesIO(GOOD), "a.xlsx")})

    assert answer.status_code != 303
    assert "Что вы загружали" not in client.get("/district").text


@pytest.mark.parametrize(
    ("content", "formats", "told"),
    [
        (None, ("docx",), "Выберите файл"),
        (GOOD, (), "Отметьте, какие файлы нужны"),
        (b"%PDF-1.7", ("docx",), "Это не книга Excel"),
        (b"PK\x03\x04", ("docx",), "Excel"),
        (b"[]", ("docx",), "Нет ни одной школы"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_it(
    idle_office: Flask, content: bytes | None, formats: tuple[str, ...], told: str
) -> None:
    answer = _send(idle_office.test_client(), content, formats)

    assert answer.status_code == 422
    assert told in answer.text
    assert 'role="alert"' in answer.text
    assert "<title>Ошибка:" in answer.text


def test_a_district_without_a_good_school_shows_what_to_mend(idle_office: Flask) -> None:
    client = idle_office.test_client()
    page = _send(client, make(1, pairs=(1, 1), faults=Faults(inn=0))).headers["Location"]
    told = client.get(page).text

    assert "в данных каждой школы есть ошибки" in told
    assert "Исправить.xlsx" in told
    assert "Скачать ZIP" not in told


def test_too_large_a_file_is_said_so(opening: Opening) -> None:
    client = opening(max_upload=1_000).test_client()
    answer = _send(client, GOOD + bytes(200_000))

    assert answer.status_code == 413
    assert "Файл" in answer.text or "МБ" in answer.text


def test_the_page_asks_nobody_else_and_styles_nothing_inline(idle_office: Flask) -> None:
    client = idle_office.test_client()
    for address in ("/district", _send(client, FAULTY).headers["Location"]):
        page = client.get(address).text

        assert all(re.match(r"[/#](?!/)", found) for found in re.findall(r'(?:href|src|action)="([^"]*)"', page))
        assert "style=" not in page
        assert not re.search(r"None|\{\{|undefined", page)
