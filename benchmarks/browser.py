"""Measures what she waits for at a real browser, JavaScript on, a warm converter: python -m benchmarks.browser."""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks import machine, report
from benchmarks.pages import count_fields, large_school

REPEAT = 9
PATIENCE = 120_000  # milliseconds
_HEADING = "At a real browser"
_SERVE = (
    "from service.bootstrap import build_generator as build\n"
    "from service.config import read_settings\n"
    "from service.web.server import serve\n"
    "settings = read_settings()\n"
    "serve(build(settings), settings)\n"
)
# Both clocks stop inside the page, where she looks: the row is there, focused and painted; the picture is painted.
_UNTIL_FOCUSED = """([button, before]) => new Promise((done) => {
  const begun = performance.now();
  const rows = () => document.querySelectorAll("#f-roadmap-stages > fieldset.row");
  const look = () => {
    const last = rows()[before];
    const there = last && last.contains(document.activeElement);
    requestAnimationFrame(there ? () => done(performance.now() - begun) : look);
  };
  document.getElementById(button).click();
  look();
})"""
_PAINTED = """(old) => {
  const one = document.querySelector("#preview-pages img");
  return Boolean(one && one.src !== old && one.complete && one.naturalWidth);
}"""


def main() -> None:
    """Measure and write the part."""
    data = large_school()
    with (
        tempfile.TemporaryDirectory(prefix="komplekt-browser-") as folder,
        _service(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(base_url=address, locale="ru-RU", viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        draft = _upload(page, data)
        adding = _several(page, lambda: _add_stage(page), f"{draft}/steps/roadmap")
        order = f"{draft}/steps/order-pairs"
        saving = _several(page, lambda: _send_the_order(page, "save"), order)
        leaving = _several(page, lambda: _send_the_order(page, "continue"), order)
        browser.close()
    lines = [
        f"A school of 60 people, 40 pairs and a roadmap of 30 stages, {count_fields(data)} values; Chromium on",
        f"the same two cores as the service and LibreOffice; {REPEAT} times each after one that does not count.",
        "",
        "| what | median, ms | from – to, ms | to be kept, ms |",
        "| --- | ---: | ---: | ---: |",
        _line("«Добавить этап» until the new row has the focus", adding, 500),
        _line("«Сохранить» in the order of 40 pairs until its new page is shown", saving, 2000),
        _line("«Сохранить и продолжить» there until the page of the next section is shown", leaving, 2000),
    ]
    report.write(_HEADING, lines)


def _line(what: str, took: list[float], limit: int) -> str:
    return f"| {what} | {statistics.median(took):.0f} | {min(took):.0f} – {max(took):.0f} | {limit} |"


def _several(page: Page, action: Callable[[], float], address: str) -> list[float]:
    found = []
    for _ in range(REPEAT + 1):
        page.goto(address, wait_until="networkidle")
        found.append(action())
    return found[1:]


def _add_stage(page: Page) -> float:
    before = page.locator("#f-roadmap-stages > fieldset.row").count()
    took: float = page.evaluate(_UNTIL_FOCUSED, ["fadd-roadmap-stages", before])
    page.wait_for_load_state("networkidle")
    page.locator(f"[value='remove /roadmap/stages/{before}']").click()
    page.locator("#f-roadmap-stages > fieldset.row").nth(before).wait_for(state="detached")
    return took


def _send_the_order(page: Page, button: str) -> float:
    """Change the title and press a button; the clock runs in this process, for the page is another one then."""
    old = page.locator("#preview-pages img").first.evaluate("one => one.src")
    title = page.locator("#f-orders-order_pairs-title")
    title.fill(f"О закреплении наставнических пар, {time.monotonic_ns()}-й раз")
    begun = time.monotonic()
    with page.expect_navigation(wait_until="commit"):
        page.locator(f".actions [value={button}]").click(no_wait_after=True)
    page.wait_for_function(_PAINTED, arg=old)
    return 1000 * (time.monotonic() - begun)


def _upload(page: Page, data: dict[str, Any]) -> str:
    page.goto("/")
    page.get_by_label("Перенести на новый учебный год").uncheck()
    content = json.dumps(data, ensure_ascii=False).encode()
    file: Any = {"name": "set.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("Файл с данными").set_input_files(file)
    page.get_by_role("button", name="Загрузить данные").click()
    page.wait_for_url("**/check*")
    return page.url.rpartition("/")[0]


@contextlib.contextmanager
def _service(folder: Path) -> Iterator[str]:
    """Run the service on a free port, with drafts of its own and PDFs that are really made."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"KOMPLEKT_PORT": str(port), "KOMPLEKT_DATA": str(folder / "data"), "KOMPLEKT_CACHE": "off"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", _SERVE], env={**os.environ, **own}, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    print(machine.describe())
    main()
