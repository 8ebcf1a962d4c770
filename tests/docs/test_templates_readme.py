"""What doc_templates/README.md tells the author of a template is so: tags, filters, styles, cards, mistakes."""

import datetime as dt
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pytest

from schemas.phrases import CASES
from service.catalog import Catalog, Kind
from service.config import bundled
from service.errors import TemplateError
from service.filters import FILTERS
from service.render.package import read_parts
from service.render.wordml import parse, w
from service.starting import check_starts, new_set
from tests.conftest import sample_data
from tests.docs.authoring import filled, make_kind
from tests.docs.markdown import code, document, names, part, table

README: Final = document("doc_templates/README.md")
FOLDER: Final = bundled("doc_templates")
RENDERERS_OWN: Final = {"rich"}  # the filter that is not in FILTERS
WORDS_OWN: Final = {"Normal", "Default Paragraph Font", "Normal Table"}
CARD: Final = (FOLDER / "regulation" / "kind.toml").read_text(encoding="utf-8")


def _examples() -> list[tuple[str, str]]:
    lines = [line for block in code(part(README, "Фильтры"), "jinja") for line in block.splitlines()]
    return [(tag.strip(), result.strip()) for tag, result in (line.split("→") for line in lines)]


def _mistakes() -> list[tuple[list[str], str]]:
    (block,) = code(part(README, "Частые ошибки"), "text")
    found = []
    for mistake in block.strip().split("\n\n"):
        *paragraphs, error = mistake.splitlines()
        found.append((paragraphs, error.strip()))
    return found


EXAMPLES: Final = _examples()
MISTAKES: Final = _mistakes()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The paragraphs that the examples of filters print in a template of the Regulation."""
    folder = tmp_path_factory.mktemp("examples")
    make_kind(folder, "regulation", CARD, [tag for tag, _ in EXAMPLES])
    (lines,) = filled(folder, "regulation", sample_data("school")).values()
    return lines


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[tag for tag, _ in EXAMPLES])
def test_an_example_of_a_filter_prints_what_stands_beside_it(results: list[str], number: int) -> None:
    assert results[number] == EXAMPLES[number][1]


def test_every_filter_is_described_and_no_other() -> None:
    described = [re.split(r"\W", name)[0] for row in table(part(README, "Фильтры")) for name in names(row[0])]

    assert sorted(described) == sorted([*FILTERS, *RENDERERS_OWN])


def test_every_filter_has_an_example() -> None:
    shown = {name for tag, _ in EXAMPLES for name in re.findall(r"\|\s*(\w+)", tag)}

    assert shown == {*FILTERS, *RENDERERS_OWN}


def test_every_case_is_named() -> None:
    assert set(CASES) <= set(names(part(README, "Фильтры").split("###")[0]))


@pytest.mark.parametrize(("paragraphs", "error"), MISTAKES, ids=[mistake[0][0] for mistake in MISTAKES])
def test_a_mistake_is_answered_as_told(paragraphs: list[str], error: str, tmp_path: Path) -> None:
    make_kind(tmp_path, "regulation", CARD, paragraphs)

    with pytest.raises(TemplateError) as found:
        filled(tmp_path, "regulation", sample_data("school"))

    assert error in str(found.value).replace("\u00a0", " ")


def _styles() -> set[str]:
    found = set()
    for path in [*FOLDER.glob("*/template.docx"), *FOLDER.glob("blocks/*.docx")]:
        content = next(part.content for part in read_parts(path) if part.name == "word/styles.xml")
        for style in parse(content).iter(w("style")):
            name = style.find(w("name"))
            found.add("" if name is None else name.get(w("val"), ""))
    return found - WORDS_OWN


def test_every_style_of_the_templates_is_described_and_no_other() -> None:
    described = {name for row in table(part(README, "Стили")) for name in names(row[0])}

    assert described == _styles()


def test_every_block_is_described_and_no_other() -> None:
    described = {name for row in table(part(README, "Общие блоки")) for name in names(row[0])}

    assert described == {path.stem for path in FOLDER.glob("blocks/*.docx")}


def test_every_field_of_a_card_is_described_and_no_other() -> None:
    described = {name for row in table(part(README, "Новый вид документа")) for name in names(row[0])}

    assert described == {field.name for field in fields(Kind)} - {"id", "folder"}


def test_the_kind_shown_is_made_from_its_folder_alone(tmp_path: Path) -> None:
    section = part(README, "Новый вид документа")
    (card,), (paragraphs,) = code(section, "toml"), code(section, "text")
    make_kind(tmp_path, "order_thanks", card, paragraphs.splitlines())
    data = sample_data("school")
    told = {"number": "7", "acquaint": ["zayats", "kim"]}
    data["orders"]["order_thanks"] = data["orders"]["order_pairs"] | told

    assert "order_thanks" in Catalog((FOLDER, tmp_path)).kinds
    assert filled(tmp_path, "order_thanks", data) == {
        "Приказ № 7 о поощрении": ["Объявить благодарность: Зайцу А.И. и Киму Р.Э."]
    }


def test_the_beginning_and_the_package_shown_are_read_as_told(tmp_path: Path) -> None:
    kind, section = part(README, "Новый вид документа"), part(README, "С чего начинается новый комплект")
    (card,), (start,), (package,) = code(kind, "toml"), code(section, "json"), code(section, "toml")
    make_kind(tmp_path, "order_thanks", card, ["Благодарность"])
    (tmp_path / "order_thanks" / "start.json").write_text(start, encoding="utf-8")
    (tmp_path / "packages.toml").write_text(package, encoding="utf-8")
    catalog = Catalog((FOLDER, tmp_path))

    order = new_set([catalog.kinds["order_thanks"]], dt.date(2026, 7, 1))["orders"]["order_thanks"]

    check_starts(catalog.kinds)
    assert order["title"] == "О поощрении наставников по итогам 2026/2027 учебного года"
    assert order["basis"] == [{"mode": "on_the_ground_of", "act": "az-1128-08"}]
    assert order["items"][0]["until"] == {"until": "2027-05-25"}
    assert catalog.packages[-1].kinds == ("analytical_note", "order_thanks")


def test_everything_that_a_beginning_may_say_is_described() -> None:
    described = "".join(row[0] for row in table(part(README, "С чего начинается новый комплект")))
    used = {
        name
        for path in FOLDER.glob("*/start.json")
        for name in re.findall(r"\{(\w+)[+}]|\"(when|then|else|looks_back)\"", path.read_text(encoding="utf-8"))
    }

    assert all((place or word) in described for place, word in used)


def test_the_cards_of_the_bundled_kinds_hold_only_what_is_described() -> None:
    described = {name for row in table(part(README, "Новый вид документа")) for name in names(row[0])}
    held: set[str] = set()
    for path in FOLDER.glob("*/kind.toml"):
        card: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        held |= set(card)

    assert held <= described


def test_text_beside_a_paragraph_tag_is_refused_as_told(tmp_path: Path) -> None:
    make_kind(tmp_path, "regulation", CARD, ["{%p if organization %}пропадёт", "останется", "{%p endif %}"])

    with pytest.raises(TemplateError, match="он пропадёт"):
        filled(tmp_path, "regulation", sample_data("school"))


def test_two_full_stops_become_one_as_told(tmp_path: Path) -> None:
    make_kind(tmp_path, "regulation", CARD, ["до 2027 г.."])

    assert list(filled(tmp_path, "regulation", sample_data("school")).values()) == [["до 2027 г."]]
