"""The real service with its real LibreOffice, a real Chromium, and an eye on every page."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.secretary import Secretary
from tests.browser.watching import Watch
from tests.web.conftest import Server, running_server

OpenBrowser = Callable[..., BrowserContext]
PATIENCE = 60_000  # milliseconds; a busy machine is slow, not broken
CHROMIUM = "chromium"  # Debian's: what Playwright would download is not wanted


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium; without its sandbox, which root may not have."""
    path = shutil.which(CHROMIUM)
    if path is None:
        pytest.skip("chromium: install the package chromium (make test does)")
    return {"executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture(scope="package")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service in a process of its own, shared by the tests: each browser has drafts of its own."""
    with running_server(tmp_path_factory.mktemp("browser") / "log") as running:
        yield running


@pytest.fixture
def watch(service: Server) -> Iterator[Watch]:
    """What went wrong on the pages of this test: nothing may."""
    found = Watch(f"127.0.0.1:{service.port}")
    yield found
    assert found.faults == []


@pytest.fixture
def open_browser(browser: Browser, service: Server, watch: Watch) -> Iterator[OpenBrowser]:
    """Open a browser that nobody has used yet, watched; closed after the test."""
    opened: list[BrowserContext] = []
    expect.set_options(timeout=PATIENCE)

    def open_one(*, javascript: bool = True, **how: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{service.port}", locale="ru-RU", java_script_enabled=javascript, **how
        )
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def window(open_browser: OpenBrowser) -> Page:
    """A window of a browser with JavaScript."""
    return open_browser().new_page()


@pytest.fixture
def secretary(window: Page) -> Secretary:
    """Somebody at that window."""
    return Secretary(window)


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def either(request: pytest.FixtureRequest, open_browser: OpenBrowser) -> Secretary:
    """Somebody at a browser with JavaScript, then at one without it."""
    return Secretary(open_browser(javascript=request.param).new_page())
