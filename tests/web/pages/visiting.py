"""A browser without a window or a script: opens pages, fills their forms, presses their buttons."""

import io
import re
from collections.abc import Mapping
from typing import Any

import lxml.html
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.forms.browser import sent


class Visitor:
    """One browser with its cookie; `page` is what it shows, `answer` what the server said last."""

    def __init__(self, app: Flask) -> None:
        """Start with an empty page and no cookie."""
        self.client = app.test_client()
        self.answer: TestResponse
        self.page: Any = None
        self.address = "/"

    def open(self, address: str) -> "Visitor":
        """Open an address and follow where it leads."""
        return self._see(self.client.get(address, follow_redirects=True))

    def again(self, page: Any, address: str) -> "Visitor":
        """Go back to a page that is still open in another tab."""
        self.page, self.address = page, address
        return self

    @property
    def title(self) -> str:
        """The title of the page."""
        return str(self.page.findtext(".//title"))

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(self.page.text_content().split())

    @property
    def draft(self) -> str:
        """The address of the draft that the page belongs to."""
        found = re.match("/drafts/[^/]+", self.address)
        assert found is not None, self.address
        return found[0]

    def form(self, selector: str = "form") -> Any:
        """The first form of the page that an XPath or a tag finds."""
        path = selector if selector.startswith("/") else f"//{selector}"
        return self.page.xpath(path)[0]

    def typed(self, form: Any, values: Mapping[str, str] | None = None) -> "MultiDict[str, str]":
        """What is sent with a form after these values were typed into it; names that it lacks are a mistake."""
        found = sent(form)
        names = {control.get("name") for control in form.iter("input", "select", "textarea")}
        for name, value in (values or {}).items():
            assert name in names, f"{name} is not on {self.address}: {sorted(map(str, names))}"
            found.setlist(name, [value])
        return found

    def send(self, values: Mapping[str, str] | None = None, do: str = "", form: str = "") -> "Visitor":
        """Type into the form of the page and press the button `do`, then follow where it leads."""
        found = self.form(form or ("//form[@id='step-form']" if self._is_step else "form"))
        posted = self.typed(found, values)
        if do:
            buttons = {button.get("value") for button in self.page.iter("button")}
            assert do in buttons, f"no button {do}: {sorted(map(str, buttons))}"
            posted.add("do", do)
        address = found.get("action") or self.address
        return self._see(self.client.post(address, data=posted, follow_redirects=True))

    def upload(self, content: bytes, name: str = "данные.json", *, roll: bool = False) -> "Visitor":
        """Send a file with the form of the first page."""
        form = self.open("/").form("//form[@enctype]")
        token = form.xpath(".//input[@name='csrf_token']/@value")[0]
        posted: dict[str, Any] = {"csrf_token": token, "file": (io.BytesIO(content), name)}
        if roll:
            posted["roll"] = "1"
        answer = self.client.post(
            form.get("action"), data=posted, follow_redirects=True, content_type="multipart/form-data"
        )
        return self._see(answer)

    def begin(self, package: str, *, sample: bool = False) -> "Visitor":
        """Begin a draft of a package from the first page."""
        form = self.open("/").form(f"//form[input[@value='{package}']]")
        posted = sent(form)
        if sample:
            posted.add("sample", "1")
        return self._see(self.client.post(form.get("action"), data=posted, follow_redirects=True))

    def data(self) -> Any:
        """The data of the draft, as they are downloaded."""
        return self.client.get(f"{self.draft}/data.json").get_json()

    @property
    def _is_step(self) -> bool:
        return bool(self.page.xpath("//form[@id='step-form']"))

    def _see(self, answer: TestResponse) -> "Visitor":
        self.answer, self.address = answer, answer.request.path
        self.page = lxml.html.fromstring(answer.text) if answer.mimetype == "text/html" else None
        return self
