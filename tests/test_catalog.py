"""The contract over the kinds of documents: folder, kind.toml, template, set and samples agree."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from schemas.document_set import DocumentSet
from service.bootstrap import build_generator, kind_sample, sample_names
from service.catalog import Catalog
from service.config import Settings, bundled
from service.errors import MissingSectionError, TemplateError, UnknownKindError
from service.generate import Generator, RenderedDocument
from tests.conftest import sample_data

KINDS = sorted(path.parent.name for path in bundled("doc_templates").glob("*/kind.toml"))
KIND_TOML = """
code = "X99"
title = "Памятка"
requires = ["organization"]
filename = "Памятка"
[name]
gender = "f"
nom = "Памятка"
acc = "Памятку"
"""

every_kind = pytest.mark.parametrize("kind", KINDS)


def test_every_folder_with_a_template_is_a_kind(catalog: Catalog) -> None:
    folders = {path.parent.name for path in bundled("doc_templates").glob("*/template.docx")}

    assert folders == set(catalog.kinds) == set(KINDS)


def test_kinds_are_in_the_order_of_their_codes_and_no_code_is_taken_twice(catalog: Catalog) -> None:
    codes = [kind.code for kind in catalog.kinds.values()]

    assert codes == sorted(set(codes))


@every_kind
def test_a_kind_is_described_in_full(catalog: Catalog, kind: str) -> None:
    found = catalog.kinds[kind]
    sections = {field.name for field in fields(DocumentSet)}
    paths = [*found.requires, *found.context.values(), *([found.for_each[0]] if found.for_each else [])]

    assert found.title
    assert found.purpose
    assert {path.split(".")[0] for path in paths} <= sections
    assert set(found.context.values()) <= set(found.requires)


@every_kind
def test_a_kind_is_shown_by_the_sample_school_and_by_the_least_set(catalog: Catalog, kind: str) -> None:
    assert kind in sample_data("school")["documents"]
    assert kind in sample_data("minimal")["documents"]


@every_kind
def test_the_sample_of_a_kind_makes_that_kind_and_nothing_else(generator: Generator, kind: str) -> None:
    loaded = generator.load_data(kind_sample(generator, kind))
    documents, _ = generator.render(loaded.document_set)

    assert {document.kind for document in documents} == {kind}


@every_kind
def test_a_kind_asked_for_without_its_sections_names_what_is_missing(generator: Generator, kind: str) -> None:
    data = sample_data("minimal")
    bare = {key: data[key] for key in ("schema_version", "organization", "people")} | {"documents": [kind]}
    document_set = generator.load_data(bare).document_set
    with pytest.raises(MissingSectionError) as raised:
        generator.render(document_set)
    found = generator.catalog.kinds[kind]

    assert [path for path in found.requires if path != "organization" and path not in str(raised.value)] == []
    assert f"«{found.title}»" in str(raised.value)


def test_an_unknown_kind_is_answered_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(UnknownKindError, match="«roadmap»"):
        catalog.kind("roadmapp")


@pytest.mark.parametrize("name", sample_names())
def test_the_documents_of_a_sample_are_made_in_the_order_of_the_set(
    documents: Callable[[str], tuple[RenderedDocument, ...]], name: str
) -> None:
    made = list(dict.fromkeys(document.kind for document in documents(name)))

    assert made == sample_data(name)["documents"]


def _kind(folder: Path, toml: str, *, with_template: bool = True) -> Path:
    (folder / "memo").mkdir(parents=True)
    (folder / "memo" / "kind.toml").write_text(toml, encoding="utf-8")
    if with_template:
        (folder / "memo" / "template.docx").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (KIND_TOML.replace("title", "titel"), "Возможно, имелось в виду «title»"),
        (KIND_TOML.replace('code = "X99"', ""), "не хватает полей: code"),
        (KIND_TOML.replace('gender = "f"', 'gender = "w"'), "name.gender"),
        (KIND_TOML.replace('acc = "Памятку"', ""), "acc"),
        ("code = ", "описание вида не прочесть"),
    ],
)
def test_a_wrong_description_of_a_kind_stops_the_start_and_names_the_file(
    tmp_path: Path, toml: str, told: str
) -> None:
    with pytest.raises(TemplateError) as raised:
        Catalog([_kind(tmp_path, toml)])

    assert told in str(raised.value)
    assert "memo/kind.toml" in str(raised.value)


def test_a_kind_without_a_template_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"рядом нет template\.docx"):
        Catalog([_kind(tmp_path, KIND_TOML, with_template=False)])


def test_a_folder_of_ones_own_may_replace_a_bundled_kind(
    settings: Settings, catalog: Catalog, tmp_path: Path
) -> None:
    toml = (catalog.kinds["roadmap"].folder / "kind.toml").read_text(encoding="utf-8")
    (tmp_path / "roadmap").mkdir()
    (tmp_path / "roadmap" / "kind.toml").write_text(toml.replace("{{ roadmap.title }}", "Своя карта"), "utf-8")
    (tmp_path / "roadmap" / "template.docx").write_bytes(catalog.kinds["roadmap"].template.read_bytes())
    own = Catalog([bundled("doc_templates"), tmp_path])

    assert own.kinds["roadmap"].filename == "Своя карта"
    assert set(own.kinds) == set(catalog.kinds)
    assert build_generator(settings).catalog.kinds["roadmap"].filename == "{{ roadmap.title }}"
