"""A file that is uploaded: what it may be, and that none brings the pages down."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from service.config import Settings
from service.generate import Generator
from service.web.app import create_app
from service.workbook import write_template
from tests.conftest import sample_data
from tests.web.pages.visiting import Visitor


def _zip_of(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Выберите файл"),
        (b"{", "Это не JSON"),
        (b"\xff\xfe\x00", "не в кодировке UTF-8"),
        (b"[1, 2]", "нет сведений о школе"),
        (b'{"a": 1}', "нет сведений о школе"),
        (b"%PDF-1.7", "Это PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "старый формат"),
        (b"[" * 100_000, "вложен глубже"),
        (b'{"people": ' + b"9" * 5_000 + b"}", "слишком длинное число"),
        (b'{"people": [], "people": []}', "дважды"),
        (_zip_of("word/document.xml", b"<w/>"), "Excel"),
        (_zip_of("xl/workbook.xml", b"\0" * 60_000_000), "слишком велика"),
    ],
)
def test_a_wrong_file_is_told_beside_the_field(visitor: Visitor, content: bytes, told: str) -> None:
    visitor.upload(content)

    assert visitor.answer.status_code == 200
    assert visitor.title.startswith("Ошибка: ")
    assert told in visitor.page.xpath("//*[@id='file-error']")[0].text_content()
    assert not visitor.page.xpath("//ul[@class='drafts']")


def _twisted() -> list[Any]:
    """Sets whose parts are of every wrong shape: all alike, and all different."""
    wrong: list[Any] = [None, True, 7, "слово", [], [[]], {}, [None, 1, "x", {}], {"x": {"y": [1]}}]
    sections = ["organization", "people", "orders", "pairs", "regulation", "roadmap", "programmes", "acts",
                "analytical_note", "render", "lexicon", "school_year", "documents", "authority"]  # fmt: skip
    alike = [dict.fromkeys(sections, value) for value in wrong]
    mixed = [
        {name: wrong[(place + turn) % len(wrong)] for place, name in enumerate(sections)}
        for turn in range(len(wrong))
    ]
    return [{**sample_data("school"), **parts} for parts in (*alike, *mixed)]


def test_no_shape_of_data_brings_a_page_down(visitor: Visitor) -> None:
    kinds = len(sample_data("school")["documents"])
    for data in _twisted():
        visitor.upload(json.dumps(data).encode(), roll=True)
        if visitor.address == "/drafts/upload":
            continue
        assert visitor.answer.status_code == 200, data
        visitor.open(visitor.draft)
        assert visitor.answer.status_code == 200, data
        assert len(visitor.data()["documents"]) <= kinds


@pytest.mark.parametrize("step", ["organization", "people", "pairs", "order-pairs", "roadmap", "regulation"])
def test_a_section_of_the_wrong_shape_is_shown_and_saved_as_it_came(visitor: Visitor, step: str) -> None:
    data = {**sample_data("school"), "organization": [1], "people": {"a": 1}, "pairs": "две", "regulation": 7,
            "roadmap": [{"stages": 1}], "orders": {"order_pairs": [None]}}  # fmt: skip
    visitor.upload(json.dumps(data).encode())

    visitor.open(f"{visitor.draft}/steps/{step}").send(do="save")

    saved = visitor.data()
    assert visitor.answer.status_code == 200
    assert {name: saved[name] for name in ("organization", "people", "pairs", "regulation", "roadmap")} == {
        name: data[name] for name in ("organization", "people", "pairs", "regulation", "roadmap")
    }


def test_markup_in_data_is_text_on_every_page(visitor: Visitor) -> None:
    data = sample_data("school")
    evil = "<script>alert(1)</script>\" onload='x"
    data["organization"]["short_name"] = evil
    data["people"][0]["surname"] = evil
    data["orders"]["order_pairs"]["title"] = evil
    data["documents"] = ["order_pairs"]
    visitor.upload(json.dumps(data).encode())
    for address in ("", "/check", "/steps/people", "/steps/organization", "/steps/order-pairs", "/result"):
        visitor.open(visitor.draft + address)

        assert not visitor.page.xpath("//script[not(@src)] | //*[@onload]")
    assert not visitor.open("/").page.xpath("//script[not(@src)]")


def test_a_workbook_of_many_schools_leads_to_the_district(visitor: Visitor) -> None:
    first, second = sample_data("school"), sample_data("kindergarten")
    first["organization"]["inn"], second["organization"]["inn"] = "7707083893", "7736050003"
    visitor.upload(write_template(prefill=[first, second]), "район.xlsx")

    assert "«Район»" in visitor.page.xpath("//*[@id='file-error']")[0].text_content()


def test_a_file_that_is_too_large_is_answered_with_a_page(generator: Generator, settings: Settings) -> None:
    visitor = Visitor(create_app(generator, replace(settings, max_upload=100_000)))

    visitor.upload(b"x" * 200_000)

    assert visitor.answer.status_code == 413
    assert "Выберите файл поменьше" in visitor.text


def test_a_set_that_outgrows_the_limit_is_not_saved(generator: Generator, settings: Settings) -> None:
    visitor = Visitor(create_app(generator, replace(settings, max_request=20_000))).begin("pairs")
    before = visitor.data()

    visitor.send({"/organization/short_name": "Ш" * 15_000}, do="save")

    assert visitor.answer.status_code == 413
    assert visitor.data() == before
