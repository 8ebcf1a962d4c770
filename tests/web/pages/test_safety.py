"""Who may see what, what the browser is allowed to load, and what is kept of whom."""

import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.config import Settings
from service.generate import Generator
from service.web.app import create_app
from service.web.pages.browser import COOKIE
from service.web.pages.secret import secret_key
from tests.web.pages.visiting import Visitor

STATIC = Path(__file__).parents[3] / "service" / "web" / "static"
SHORT = "/organization/short_name"


@dataclass(frozen=True)
class Shown:
    """A page that was shown: its address, what came with it and what is on it."""

    address: str
    answer: TestResponse
    page: Any


@pytest.fixture(scope="module")
def shown(app: Flask) -> list[Shown]:
    """Every page of a filled draft, a page with errors, and pages that are not there; each is opened once."""
    visitor = Visitor(app).begin("introduce", sample=True)
    visitor.client.environ_base["HTTP_ACCEPT"] = "text/html"
    draft = visitor.draft
    steps = visitor.page.xpath("//nav[@class='steps']//a/@href")
    others = [f"{draft}/documents", "/", "/docs", "/accessibility", "/no-such-page", f"{draft}/no-such-page"]
    seen = [_now(visitor.open(address)) for address in [*steps, *others]]
    return [*seen, _now(visitor.begin("pairs").send(do="continue"))]


def _now(visitor: Visitor) -> Shown:
    return Shown(visitor.address, visitor.answer, visitor.page)


def test_pages_load_nothing_from_elsewhere_and_hold_no_script_or_style(shown: list[Shown]) -> None:
    for one in shown:
        addresses = one.page.xpath("//@href | //@src | //@action | //@hx-get | //@hx-post | //@formaction")

        assert all(re.match(r"[/#](?!/)", address) for address in addresses), one.address
        assert not one.page.xpath("//@style | //style | //script[text()]"), one.address
        assert not [name for name in one.page.xpath("//@*") if name.attrname.startswith(("on", "hx-on"))]
        assert one.answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert len(shown) > 12


def test_our_style_and_scripts_load_nothing_from_elsewhere() -> None:
    own = [STATIC / "app.css", STATIC / "app.js"]

    assert all(not re.search(r"https?:|@import|url\(", path.read_text(encoding="utf-8")) for path in own)


def test_ids_of_a_page_are_unique_and_what_points_to_them_finds_them(shown: list[Shown]) -> None:
    for one in shown:
        ids = one.page.xpath("//@id")
        wanted = one.page.xpath("//@for | //@aria-labelledby")
        wanted += [name for value in one.page.xpath("//@aria-describedby") for name in value.split()]

        assert len(ids) == len(set(ids)), one.address
        assert set(wanted) <= set(ids), one.address


def test_every_page_has_its_landmarks_and_one_heading(shown: list[Shown]) -> None:
    for one in shown:
        assert len(one.page.xpath("//main")) == len(one.page.xpath("//header[@class='top']")) == 1
        assert len(one.page.xpath("//h1")) == 1, one.address
        assert one.page.xpath("//html[@lang='ru']")
        assert one.page.xpath("//a[@class='skip'][@href='#main']")
        assert one.page.findtext(".//title").endswith("– Комплект")


def test_pages_with_names_are_kept_by_no_cache(visitor: Visitor) -> None:
    visitor.begin("pairs", sample=True)

    assert visitor.answer.headers["Cache-Control"] == "no-store"
    assert visitor.client.get(f"{visitor.draft}/data.json").headers["Cache-Control"] == "no-store"


def test_another_browser_finds_nothing(visitor: Visitor, another: Visitor) -> None:
    draft = visitor.begin("pairs", sample=True).draft
    another.begin("pairs")
    for address in ("", "/check", "/result", "/data.json", "/data.xlsx", "/set.zip", "/files/0.docx",
                    "/steps/people", "/documents", "/pages/order_pairs/0/1.png"):  # fmt: skip
        assert another.client.get(draft + address).status_code == 404, address

    token = another.page.xpath("//input[@name='csrf_token']/@value")[0]
    deleted = another.client.post(f"{draft}/delete", data={"csrf_token": token})

    assert deleted.status_code == 404
    assert visitor.open(draft).answer.status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, scheme: str) -> None:
    answer = app.test_client().get("/", base_url=f"{scheme}://school.example")

    cookie = answer.headers["Set-Cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{43}};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == (scheme == "https")


def test_the_api_sets_no_cookie(app: Flask) -> None:
    assert "Set-Cookie" not in app.test_client().get("/v1/kinds").headers
    assert "Set-Cookie" not in app.test_client().get("/docs").headers


def test_a_foreign_form_changes_nothing(visitor: Visitor) -> None:
    visitor.begin("pairs")
    posted = visitor.typed(visitor.form("//form[@id='step-form']"), {SHORT: "Чужая"})
    posted.setlist("csrf_token", ["forged"])

    visitor.client.post(visitor.address, data=posted)
    visitor.client.post(f"{visitor.draft}/delete", data={})

    assert "organization" not in visitor.data() or SHORT not in visitor.data()["organization"]


def test_a_lapsed_form_comes_back_with_everything_in_it(visitor: Visitor) -> None:
    visitor.begin("pairs")
    address = visitor.address
    posted = visitor.typed(visitor.form("//form[@id='step-form']"), {SHORT: "Лесная"})
    posted.setlist("csrf_token", ["lapsed"])

    visitor._see(visitor.client.post(address, data=posted))

    assert visitor.answer.status_code == 400
    assert "нажмите кнопку ещё раз" in visitor.text
    assert visitor.page.xpath(f"//*[@name='{SHORT}']/@value") == ["Лесная"]

    visitor.send(do="save")

    assert visitor.data()["organization"]["short_name"] == "Лесная"


def test_another_lapsed_form_asks_to_press_once_more(visitor: Visitor) -> None:
    form = visitor.open("/").form("//form[input[@value='pairs']]")
    posted = {"package": "pairs", "csrf_token": "lapsed"}

    visitor._see(visitor.client.post(form.get("action"), data=posted))

    assert "ещё раз" in visitor.title

    visitor.send()

    assert visitor.address.endswith("/steps/organization")


def test_the_log_knows_no_draft_and_nobody(visitor: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    visitor.begin("pairs").send({SHORT: "Тайная школа"}, do="save")

    log = capsys.readouterr().err
    assert "/drafts/<draft>/steps/<step>" in log
    assert visitor.draft.rpartition("/")[2] not in log
    assert "Тайная" not in log


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = secret_key(folder)

    assert len(key) == 32
    assert secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret.key"]


def test_the_api_works_where_the_pages_cannot(generator: Generator, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    client = create_app(generator, replace(settings, data=tmp_path / "file" / "data")).test_client()

    page = client.get("/")

    assert page.status_code >= 500
    assert page.mimetype == "text/html"
    assert client.get("/v1/kinds").status_code == 200
    assert client.get("/docs").status_code == 200
