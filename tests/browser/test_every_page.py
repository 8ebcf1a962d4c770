"""What holds for every page: no barrier that axe finds, no sideways scroll, fit to be printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from service.config import Settings
from service.generate import Generator
from service.web.app import create_app
from tests.browser.secretary import Secretary
from tests.browser.tour import pages
from tests.web.pages.visiting import Visitor
from tests.web.test_faults import BrokenConverter

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
ENLARGED: ViewportSize = {"width": 640, "height": 450}  # what is left of the desk at 200 %
_OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
_WIDER = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def test_every_page_is_free_of_barriers_and_fits_a_narrow_screen(window: Page) -> None:
    axe = Axe()
    window.set_viewport_size(DESK)
    found: list[str] = []
    seen: list[str] = []
    for name in pages(window):
        seen.append(name)
        if not _comes_again(name):
            found.extend(f"{name}: {fault}" for fault in _barriers(axe, window))
        for size in (PHONE, ENLARGED):
            with _seen_at(window, size):
                width, room = window.evaluate(_WIDER)
                if width > room:
                    found.append(f"{name}: {width} px wide on a screen of {room} px")

    assert not found, "\n".join(found)
    assert len(seen) == len(set(seen)) > 30


def test_the_page_of_a_fault_of_ours_is_free_of_barriers_too(
    window: Page, generator: Generator, settings: Settings
) -> None:
    faulty = Visitor(create_app(replace(generator, converter=BrokenConverter()), settings))
    faulty.begin("pairs", sample=True).open(f"{faulty.draft}/pages/order_pairs/0")
    assert faulty.answer.status_code == 500
    window.route("**/fault", lambda asked: asked.fulfill(body=faulty.answer.data, content_type="text/html"))
    window.goto("/fault")

    assert window.get_by_text("Номер обращения").is_visible()
    assert list(_barriers(Axe(), window)) == []


def test_a_printed_page_holds_what_was_typed_and_no_buttons(secretary: Secretary) -> None:
    page = secretary.page
    page.goto("/")
    secretary.send("Заполнить образцом: Закрепить пары на год")
    page.emulate_media(media="print")

    assert page.get_by_role("heading", name="Проверьте").is_visible()
    assert page.get_by_text("Пономарёва Алёна Фёдоровна", exact=True).first.is_visible()
    assert not page.get_by_role("navigation", name="Разделы комплекта").is_visible()
    assert [one.inner_text() for one in page.get_by_role("button").all() if one.is_visible()] == []


def _comes_again(name: str) -> bool:
    """Tell whether a section is looked at later, once with all its errors and once filled."""
    return name.startswith("new-") and not name.endswith("-wrong")


def _barriers(axe: Axe, page: Page) -> Iterator[str]:
    found: dict[str, Any] = axe.run(page, options=_OPTIONS).response
    for fault in found["violations"]:
        where = "; ".join(str(node["target"][0]) for node in fault["nodes"][:3])
        yield f"{fault['id']} ({len(fault['nodes'])}): {fault['help']} – {where}"


@contextmanager
def _seen_at(page: Page, size: ViewportSize) -> Iterator[None]:
    page.set_viewport_size(size)
    yield
    page.set_viewport_size(DESK)
