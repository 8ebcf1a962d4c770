"""Every page of the service in turn, as it is on the way from the first to the last, right and wrong."""

import json
import re
import tempfile
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from service.bootstrap import sample
from tests.browser.secretary import Secretary

TOO_LARGE = 21_000_000  # bytes of a file, more than the service takes
SEEDS = [f"seed_{number:03}" for number in range(5)]


def longest_title() -> str:
    """Return the longest full name among the real schools that the samples are made after."""
    names = (json.loads(sample(seed))["organization"]["full_name"] for seed in SEEDS)
    return max((name if isinstance(name, str) else name["nom"] for name in names), key=len)


def long_set() -> dict[str, Any]:
    """Return a whole set of the school with the longest name, and a curator whom no rule declines surely.

    Of what repeats there are few rows: they are alike, and looking for barriers takes its time with each.
    """
    data: dict[str, Any] = json.loads(sample("school"))
    data["programmes"] = data["programmes"][:1]
    data["pairs"] = data["pairs"][:2]
    data["roadmap"]["stages"] = data["roadmap"]["stages"][:2]
    data["organization"]["full_name"] = longest_title()
    data["people"][1] |= {"surname": "Хрупок", "name": "Олег", "patronymic": "Ильич", "gender": "m"}
    return data


def pages(page: Page) -> Iterator[str]:
    """Lead a window through every page; yield its name while it is shown."""
    she = Secretary(page)
    yield from _begun(she)
    yield from _empty_set(she)
    yield from _whole_set(she)
    yield from _others(she)
    yield from _refused(she)


def _begun(she: Secretary) -> Iterator[str]:
    she.page.goto("/")
    yield "start"
    she.send("Начать с отмеченных")
    yield "start-wrong"
    she.send("Загрузить данные")
    yield "start-wrong-file"


def _empty_set(she: Secretary) -> Iterator[str]:
    """Go through all sections of a set with nothing in it, each as it comes and as it is told to be wrong."""
    she.page.goto("/")
    for box in she.page.get_by_role("group", name="Какие документы сделать").get_by_role("checkbox").all():
        box.check()
    she.send("Начать с отмеченных")
    while "/steps/" in she.page.url:
        name = _step(she.page)
        yield f"new-{name}"
        she.send("Сохранить и продолжить")
        if _step(she.page) == name:
            yield f"new-{name}-wrong"
            she.page.get_by_role("link", name=re.compile("^Исправить потом")).click()
            she.page.wait_for_load_state("domcontentloaded")
    yield "check-wrong"


def _step(page: Page) -> str:
    found = re.search(r"/steps/([\w-]+)", page.url)
    return found[1] if found else ""


def _whole_set(she: Secretary) -> Iterator[str]:
    """Go through a whole set, from the file that was saved to the documents."""
    content = json.dumps(long_set(), ensure_ascii=False).encode()
    she.page.goto("/")
    she.page.get_by_label("Перенести на новый учебный год").uncheck()
    she.page.get_by_label("Файл с данными").set_input_files(
        {"name": "данные.json", "mimeType": "application/json", "buffer": content}
    )
    she.send("Загрузить данные")
    expect(she.page.get_by_role("group", name="Хрупок Олег Ильич")).to_be_visible()
    draft = she.page.url.rpartition("/")[0]
    yield "check"
    links = she.page.get_by_role("navigation", name="Разделы комплекта").get_by_role("link").all()
    for address in [link.get_attribute("href") or "" for link in links]:
        if "/steps/" in address:
            she.page.goto(address)
            yield _step(she.page)
    yield from _conflict(she, draft)
    she.page.goto(f"{draft}/documents")
    yield "documents"
    she.page.goto(f"{draft}/result")
    yield "result"
    she.page.goto(f"{draft}/pages/order_pairs/0")
    yield "pages"


def _conflict(she: Secretary, draft: str) -> Iterator[str]:
    """Change one field in two windows."""
    other = Secretary(she.page.context.new_page())
    for window, name in ((she, "МБОУ «Абрикосовская школа»"), (other, "МБОУ «Школа в Абрикосовке»")):
        window.page.goto(f"{draft}/steps/organization")
        window.field("Краткое наименование", window.group("Организация")).fill(name)
    other.send("Сохранить")
    other.page.close()
    she.send("Сохранить")
    yield "conflict"


def _others(she: Secretary) -> Iterator[str]:
    she.page.goto("/")
    yield "start-with-drafts"
    for address in ("accessibility", "docs", "district"):
        she.page.goto(f"/{address}")
        yield address


def _refused(she: Secretary) -> Iterator[str]:
    """Go where nothing is, too early, with too much, and with a cookie that is no more."""
    page = she.page
    for name, address in (("not-found", "/drafts/gone/check"), ("wrong-method", "/drafts")):
        page.goto(address)
        yield name
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.truncate(TOO_LARGE)
        page.goto("/")
        page.get_by_label("Файл с данными").set_input_files(file.name)
        she.send("Загрузить данные")
    yield "too-large"
    page.goto("/")
    page.context.clear_cookies()
    she.send("Начать: Закрепить пары на год")
    yield "again"
