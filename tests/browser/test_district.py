"""Somebody of an education office uploads the workbook of a district, with and without JavaScript."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.district import Faults, make
from tests.browser.conftest import OpenBrowser
from tests.workbook.building import inns, mended, with_picture

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]
SCHOOLS = 3
WIDTHS = (320, 768, 1280)
_LONG = 120_000.0  # milliseconds for a small district on a busy machine


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The workbook of a small district, checked after it is accepted; the ИНН of its second school is mistyped."""
    path = tmp_path / "Район.xlsx"
    path.write_bytes(with_picture(make(SCHOOLS, pairs=(1, 1), faults=Faults(inn=1))))
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_district_from_the_workbook_to_the_archive(
    open_browser: OpenBrowser, workbook: Path, tmp_path: Path, javascript: bool
) -> None:
    page = open_browser(javascript=javascript).new_page()
    page.goto("/district")
    page.get_by_label("Книга Excel").set_input_files(workbook)
    page.get_by_role("button", name="Проверить и сделать документы").click()

    expect(page.get_by_role("table", name="Что исправить")).to_contain_text("ИНН с опечаткой")
    expect(page.get_by_role("cell", name="4", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Скачать ZIP")).to_be_visible(timeout=_LONG)
    expect(page.get_by_role("heading", name="Готово, но не для всех школ")).to_be_visible()
    first = _files(_downloaded(page, "Скачать ZIP", tmp_path))
    fix = _downloaded(page, "Скачать «Исправить.xlsx»", tmp_path)
    assert {"Опись.xlsx", "Исправить.xlsx"} <= set(first)
    assert first["Исправить.xlsx"] == fix
    assert len(_folders(first)) == SCHOOLS - 1

    workbook.write_bytes(mended(fix, *(inns(one)[1] for one in (fix, make(SCHOOLS, pairs=(1, 1))))))
    page.get_by_role("link", name="загрузите её").click()
    page.get_by_label("Книга Excel").set_input_files(workbook)
    page.get_by_role("button", name="Проверить и сделать документы").click()
    expect(page.get_by_role("heading", name="Всё готово")).to_be_visible(timeout=_LONG)
    rest = _files(_downloaded(page, "Скачать ZIP", tmp_path))
    assert len(_folders(rest)) == SCHOOLS
    assert "Исправить.xlsx" not in rest
    assert {name: first[name] for name in first if "/" in name}.items() < rest.items()

    page.get_by_text("Удалить сейчас").click()
    page.get_by_role("button", name="Удалить насовсем").click()
    expect(page).to_have_url(re.compile("/district$"))
    expect(page.get_by_role("link", name="Район.xlsx")).to_have_count(1)


def test_the_page_fits_every_screen(window: Page, workbook: Path) -> None:
    window.goto("/district")
    _fits(window)
    window.get_by_label("Книга Excel").set_input_files(workbook)
    window.get_by_label("PDF").uncheck()
    window.get_by_role("button", name="Проверить и сделать документы").click()
    window.get_by_role("table", name="Что исправить").wait_for()
    _fits(window)


def _fits(page: Page) -> None:
    """Find no sideways scrolling at any width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})

        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _folders(files: dict[str, bytes]) -> set[str]:
    """Return the folders that hold a PDF."""
    return {name.rpartition("/")[0] for name in files if name.endswith(".pdf")}


def _downloaded(page: Page, name: str, folder: Path) -> bytes:
    """Take a file away."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    path = folder / "downloaded"
    download.value.save_as(path)
    return path.read_bytes()
