"""The preview is the printed page; the old one stays until there is a new one; what is overtaken gives up."""

import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from service.config import Settings
from service.convert import Health, PdfProfile
from service.docx import AnyDocx
from service.drafts import Draft, Drafts, owner_of
from service.errors import ConverterUnavailableError
from service.generate import Generator
from service.web.app import create_app
from service.web.pages.desk import Desk, desk
from service.web.pages.previews import Previews, SupersededError
from tests.conftest import sample_data
from tests.web.pages.visiting import Visitor

EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 36]>>\nendobj\n"
    b"trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"
)


class Press:
    """Stands for LibreOffice: gives an empty page, or does what a test tells it in the meantime."""

    def __init__(self) -> None:
        """Start with nothing to do beside."""
        self.printed = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Give a page."""
        self.printed += 1
        self.meanwhile()
        return EMPTY_PDF

    def health(self) -> Health:
        """Be well."""
        return Health(True, "")

    def close(self) -> None:
        """Do nothing."""


@pytest.fixture
def press() -> Press:
    """A converter without LibreOffice."""
    return Press()


@pytest.fixture
def printing(generator: Generator, settings: Settings, press: Press) -> Visitor:
    """A browser on pages whose documents are printed by the press."""
    return Visitor(create_app(replace(generator, converter=press), settings))


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _sources(visitor: Visitor, step: str) -> list[str]:
    return list(visitor.open(f"{visitor.draft}/steps/{step}/preview").page.xpath("//img/@src"))


@pytest.mark.libreoffice
def test_the_preview_shows_every_page_of_the_printed_document(visitor: Visitor) -> None:
    visitor.begin("pairs", sample=True)

    pictures = [visitor.client.get(source) for source in _sources(visitor, "order-pairs")]

    assert len(pictures) >= 2
    assert all(picture.mimetype == "image/png" for picture in pictures)
    assert all(_size(picture.data)[0] > 850 for picture in pictures)


def test_a_page_shows_the_first_picture_without_a_script(printing: Visitor) -> None:
    printing.begin("pairs", sample=True).open(f"{printing.draft}/steps/order-pairs")
    source = printing.page.xpath("//aside//img/@src")[0]

    assert _size(printing.client.get(source).data) == (110, 55)
    assert printing.client.get(source.replace("1.png", "2.png")).status_code == 404


def test_the_preview_is_of_the_document_that_the_section_is_about(printing: Visitor) -> None:
    printing.begin("introduce", sample=True)

    assert "/order_curator/" in _sources(printing, "order-curator")[0]
    assert "/regulation/" in _sources(printing, "regulation")[0]


def test_an_unchanged_document_is_not_printed_anew(printing: Visitor, press: Press) -> None:
    printing.begin("pairs", sample=True)
    for source in _sources(printing, "order-pairs") * 2:
        printing.client.get(source)

    assert press.printed == 1


def test_a_picture_that_the_browser_has_is_not_sent_again(printing: Visitor) -> None:
    printing.begin("pairs", sample=True)
    source = _sources(printing, "order-pairs")[0]
    tag = printing.client.get(source).headers["ETag"]

    assert printing.client.get(source, headers={"If-None-Match": tag}).status_code == 304


def test_without_a_page_yet_it_is_said_what_is_missing(printing: Visitor) -> None:
    printing.begin("pairs").open(f"{printing.draft}/steps/order-pairs/preview")

    assert "Страница появится, когда" in printing.text
    assert printing.page.xpath("//a[contains(@href, '/steps/organization')]")
    assert not printing.page.xpath("//img")


def test_the_last_good_page_stays_while_there_are_errors(printing: Visitor) -> None:
    printing.begin("pairs", sample=True)
    before = _sources(printing, "order-pairs")
    printing.open(f"{printing.draft}/steps/organization").send({"/organization/full_name": ""}, do="save")

    after = _sources(printing, "order-pairs")

    assert after == before
    assert "последняя удавшаяся" in printing.text
    assert printing.client.get(after[0]).status_code == 200


def test_an_error_elsewhere_does_not_keep_a_document_from_being_shown(printing: Visitor, press: Press) -> None:
    printing.begin("introduce", sample=True)
    printing.open(f"{printing.draft}/steps/regulation").send({"/regulation/profile": ""}, do="save")

    assert _sources(printing, "order-curator")
    assert "последняя" not in printing.text
    assert press.printed == 1


def test_a_converter_that_is_away_is_told_and_the_page_stays(printing: Visitor, press: Press) -> None:
    printing.begin("pairs", sample=True)

    def fail() -> None:
        raise ConverterUnavailableError("LibreOffice занят.")

    press.meanwhile = fail
    printing.open(f"{printing.draft}/steps/order-pairs/preview")

    assert printing.answer.status_code == 200
    assert "LibreOffice занят." in printing.text
    assert printing.client.get(f"{printing.draft}/files/0.docx").status_code == 200

    printing.open(f"{printing.draft}/files/0.pdf")

    assert printing.answer.status_code == 503
    assert "Word можно скачать и сейчас" in printing.text


def test_a_preview_that_was_overtaken_gives_up(
    generator: Generator, press: Press, drafts: Drafts, draft: Draft
) -> None:
    press_only = replace(generator, converter=press)
    previews = Previews(press_only, Desk(press_only, drafts).verdict)
    newer = drafts.save(draft, {**draft.data, "school_year": "2027/2028"})

    assert newer is not None
    assert previews.of(newer, "order_curator").printed is not None
    with pytest.raises(SupersededError):
        previews.of(draft, "order_curator")
    assert press.printed == 1


@pytest.fixture
def drafts(app: Flask) -> Drafts:
    """The drafts of the application."""
    with app.test_request_context("/"):
        return desk().drafts


@pytest.fixture
def draft(drafts: Drafts) -> Draft:
    """A sound draft."""
    return drafts.create(owner_of("somebody"), {**sample_data("school"), "documents": ["order_curator"]})


def test_nothing_of_a_deleted_draft_stays_in_memory(printing: Visitor) -> None:
    printing.begin("pairs", sample=True)
    source = _sources(printing, "order-pairs")[0]
    draft = printing.draft

    printing.open("/").send(form=f"//form[@action='{draft}/delete']")

    assert printing.client.get(source).status_code == 404


def test_the_pdf_of_a_preview_opens_in_the_browser(printing: Visitor) -> None:
    printing.begin("pairs", sample=True)

    answer = printing.client.get(f"{printing.draft}/pages/order_pairs/0.pdf")

    assert (answer.mimetype, answer.data) == ("application/pdf", EMPTY_PDF)
    assert answer.headers["Content-Disposition"] == "inline"


def test_each_programme_has_a_preview_of_its_own(printing: Visitor) -> None:
    printing.begin("pairs", sample=True)
    count = len(printing.data()["programmes"])
    shown = [f"{printing.draft}/pages/programme/{number}" for number in range(count)]

    titles = {printing.open(address).page.xpath("//*[@class='preview-title']")[0].text for address in shown}

    assert count > 1
    assert len(titles) == count
