"""The printed page beside the form: made anew after typing, the old one shown until then."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.secretary import Secretary
from tests.browser.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

PACKAGE = "Закрепить пары на год"
ORDER = "Приказ о закреплении"
_WATCH = """() => {
  window.seen = [];
  const panel = document.getElementById("preview-pages");
  const look = () => {
    const shown = panel.querySelector("img");
    window.seen.push(shown ? Math.round(shown.getBoundingClientRect().height) : 0);
  };
  look();
  new MutationObserver(look).observe(panel, {childList: true, subtree: true, attributes: true});
}"""


@pytest.fixture
def she(secretary: Secretary) -> Secretary:
    """Somebody at the order of the sample, its page shown."""
    secretary.page.goto("/")
    secretary.send(f"Заполнить образцом: {PACKAGE}")
    secretary.go(ORDER)
    _drawn(secretary.page)
    return secretary


def _picture(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Как это будет напечатано").get_by_role("img").first


def _drawn(page: Page) -> str:
    """Wait until the first page is drawn as it is now; return where its picture is."""
    expect(_picture(page)).to_have_js_property("complete", value=True)
    expect(_picture(page)).not_to_have_attribute("src", "")
    page.wait_for_load_state("networkidle")
    return _picture(page).get_attribute("src") or ""


def test_it_is_made_anew_a_second_and_a_half_after_the_last_key(she: Secretary) -> None:
    old = _drawn(she.page)
    she.page.evaluate(_WATCH)
    sent: list[Request] = []
    she.page.on("request", lambda one: sent.append(one) if one.url.endswith("/autosave") else None)
    she.page.clock.install()
    number = she.field("Номер").first
    number.fill("9")
    she.page.clock.run_for(1400)
    number.press_sequentially("8-од")
    she.page.clock.run_for(1400)
    assert sent == []
    she.page.clock.run_for(200)

    expect(_picture(she.page)).not_to_have_attribute("src", old)
    assert len(sent) == 1
    heights = set(she.page.evaluate("window.seen"))
    assert len(heights) == 1, "the page has jumped, or there was a moment without a picture"
    assert heights != {0}


def test_what_was_overtaken_is_dropped(she: Secretary, watch: Watch) -> None:
    watch.allow("htmx:")  # tells of what it has given up
    old = _drawn(she.page)
    held: list[Route] = []
    she.page.route("**/preview?**", _hold_the_first(held))
    number = she.field("Номер").first
    with she.page.expect_request("**/preview?**"):
        number.fill("97-од")
    number.fill("98-од")

    expect(_picture(she.page)).not_to_have_attribute("src", old)
    assert len(held) == 1
    assert held[0].request.failure is not None, "the answer that nobody waits for is given up"


def _hold_the_first(held: list[Route]) -> Callable[[Route], None]:
    def handle(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    return handle


def test_leaving_a_section_shows_the_page_with_what_was_typed(either: Secretary) -> None:
    either.page.goto("/")
    either.send(f"Заполнить образцом: {PACKAGE}")
    either.go(ORDER)
    old = _drawn(either.page)
    either.field("Номер").first.fill("98-од")
    either.send("Сохранить и продолжить")

    assert _drawn(either.page) != old
    assert _picture(either.page).evaluate("one => one.naturalWidth") > 500
