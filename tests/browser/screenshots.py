"""Pictures of every page at three widths: python -m tests.browser.screenshots FOLDER [ADDRESS]."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.tour import pages
from tests.web.conftest import running_server

WIDTHS: Final = (320, 768, 1280)
_HEIGHT: Final = 900
_TALLEST: Final = 12_000  # pixels; below that a page repeats itself


def main(folder: Path, address: str = "") -> None:
    """Take the pictures from a running service, or from one that is started for it."""
    folder.mkdir(parents=True, exist_ok=True)
    if address:
        _take(folder, address)
        return
    with tempfile.TemporaryDirectory() as scratch, running_server(Path(scratch) / "log") as server:
        _take(folder, f"http://127.0.0.1:{server.port}")


def _take(folder: Path, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=f"/usr/bin/{CHROMIUM}", args=["--no-sandbox"])
        context = browser.new_context(base_url=address, locale="ru-RU")
        context.set_default_timeout(120_000)
        window = context.new_page()
        window.set_viewport_size({"width": WIDTHS[-1], "height": _HEIGHT})
        for number, name in enumerate(pages(window)):
            window.wait_for_load_state("networkidle")
            for width in WIDTHS:
                _picture(window, width, folder / f"{number:02}-{name}-{width}.png")
            window.set_viewport_size({"width": WIDTHS[-1], "height": _HEIGHT})
        browser.close()


def _picture(window: Page, width: int, path: Path) -> None:
    """Take one page whole; the window is made as tall, so that what sticks to its edge stays at the end."""
    window.set_viewport_size({"width": width, "height": _HEIGHT})
    height = int(window.evaluate("document.documentElement.scrollHeight"))
    window.set_viewport_size({"width": width, "height": min(max(height, _HEIGHT), _TALLEST)})
    window.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
