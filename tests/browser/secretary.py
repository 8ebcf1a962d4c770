"""A person at a browser: finds things by what is written on them, and waits as people do."""

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

OPTIONAL = r"(\s*\(необязательно\))?"


class Secretary:
    """Works on the pages of one window; `scope` is the part of the page that she looks at."""

    def __init__(self, page: Page) -> None:
        """Sit down at a page."""
        self.page = page

    # Where

    def row(self, name: str) -> Locator:
        """Return a row by its name, or the beginning of it."""
        return self.page.locator("fieldset.row").filter(
            has=self.page.locator("legend").filter(has_text=re.compile(rf"^\s*{re.escape(name)}"))
        ).last  # fmt: skip

    def group(self, name: str, within: Locator | None = None) -> Locator:
        """Return a group of fields by its legend."""
        return (within or self.page.locator("main")).get_by_role(
            "group", name=re.compile(rf"^\s*{re.escape(name)}{OPTIONAL}\s*$")
        )

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """Return a field by its label, which may say that it is optional."""
        scope = within or self.page.locator("main")
        return scope.get_by_label(re.compile(rf"^\s*{re.escape(label)}{OPTIONAL}\s*$"))

    def button(self, name: str, within: Locator | None = None) -> Locator:
        """Return a button by the words that are seen on it, or with what it acts upon: «Удалить: Пара 1»."""
        scope = within or self.page.locator("body")
        words, _, what = name.partition(": ")
        told = rf"\s*:\s*{re.escape(what)}$" if what else r"(\s*:.*)?$"
        return scope.get_by_role("button", name=re.compile(f"^{re.escape(words)}{told}"))

    @property
    def summary(self) -> Locator:
        """Return the summary of errors."""
        return self.page.get_by_role("alert", name="Исправьте, пожалуйста")

    @property
    def said(self) -> Locator:
        """Return the live region that tells what a button did."""
        return self.page.locator("#said")

    # What she does

    def begin(self, *documents: str) -> None:
        """Begin a set of some documents from nothing."""
        self.page.goto("/")
        for document in documents:
            self.page.get_by_label(document, exact=True).check()
        self.send("Начать с отмеченных")

    def fill(self, values: Mapping[str, str], within: Locator | None = None) -> None:
        """Type into fields or choose from lists, by their labels."""
        for label, value in values.items():
            found = self.field(label, within)
            if found.evaluate("one => one.tagName") == "SELECT":
                chosen = found.locator("option").filter(has_text=value).first
                found.select_option(chosen.get_attribute("value"))
            else:
                found.fill(value)

    def send(self, button: str, within: Locator | None = None) -> None:
        """Press a button that leads to another page, or to this one anew."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.button(button, within).click()

    def press(self, button: str, within: Locator | None = None, *, says: str) -> None:
        """Press a button of rows, and hear what it did."""
        self.button(button, within).click()
        expect(self.said).to_contain_text(says)

    def go(self, section: str) -> None:
        """Go to a section by the list of them."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("navigation", name="Разделы комплекта").get_by_role(
                "link", name=re.compile(rf"^{re.escape(section)}")
            ).click()

    def download(self, link: str, folder: Path) -> Path:
        """Download what a link leads to; return the file under the name that it came with."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=re.compile(rf"^{re.escape(link)}")).first.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    # What she expects

    def expect_error(self, field: Locator, text: str) -> None:
        """Expect an error beside a field and in the summary, and the title to say so."""
        expect(self.page).to_have_title(re.compile(r"^Ошибка: "))
        expect(self.summary.get_by_role("link", name=re.compile(re.escape(text)))).not_to_have_count(0)
        expect(field).to_have_accessible_description(re.compile(re.escape(text)))
