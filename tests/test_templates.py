"""The contract over the templates: what they ask for exists, and they hold no style that nobody uses."""

import dataclasses
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import jinja2
import pytest
from jinja2 import meta, nodes

import schemas
from service.catalog import Catalog, DocumentName, Kind
from service.config import bundled
from service.filters import FILTERS
from service.filters.state import RenderState
from service.generate import Generator
from service.render.wordml import w
from tests.render.word import Docx, value
from tests.test_catalog import KINDS, every_kind

BLOCKS = sorted(path.stem for path in (bundled("doc_templates") / "blocks").glob("*.docx"))
_INCLUDE = re.compile(r'\{%p\s+include\s+"([\w-]+)"\s*%\}')
PRINTED_BY_THE_RENDERER = {"Emphasis", "Doubt"}  # italics of a text, forms to be checked
OF_WORD_ITSELF = {"Normal", "DefaultParagraphFont", "TableNormal", "Header"}
LOOP = {name for name in dir(jinja2.runtime.LoopContext) if not name.startswith("_")}


@cache
def _template(kind: str) -> Docx:
    return Docx.at(bundled("doc_templates") / kind / "template.docx")


@cache
def _block(name: str) -> Docx:
    return Docx.at(bundled("doc_templates") / "blocks" / f"{name}.docx")


def _included(docx: Docx) -> Iterator[Docx]:
    """Yield the blocks that a template puts in, and the blocks that they put in."""
    text = "".join(node.text or "" for node in docx.document.iter(w("t")))
    for name in _INCLUDE.findall(text):
        yield _block(name)
        yield from _included(_block(name))


def _styles_used(docx: Docx) -> set[str]:
    parts = [part for part in docx.parts if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", part)]
    return {
        node.get(w("val"), "")
        for part in parts
        for node in docx.part(part.removeprefix("word/").removesuffix(".xml")).iter(
            w("pStyle"), w("rStyle"), w("tblStyle")
        )
    }


@every_kind
def test_the_styles_of_a_block_exist_in_every_template_that_puts_it_in(kind: str) -> None:
    known = set(_template(kind).styles)
    for block in _included(_template(kind)):
        assert _styles_used(block) <= known, block.name


@every_kind
def test_a_template_has_no_style_that_nobody_uses(kind: str) -> None:
    template = _template(kind)
    used = _styles_used(template).union(*(_styles_used(block) for block in _included(template)))
    used |= PRINTED_BY_THE_RENDERER | OF_WORD_ITSELF
    used |= {value(style, "basedOn") or "" for style in template.styles.values()}

    assert set(template.styles) - used == set()


@every_kind
def test_the_styles_have_russian_names_or_those_that_word_itself_knows(kind: str) -> None:
    own = [style for style in _template(kind).styles.values() if style.get(w("customStyle")) == "1"]
    names = [value(style, "name") or "" for style in own]

    assert [name for name in names if not re.search("[а-яё]", name)] == []
    assert len(names) == len(set(names))


@every_kind
def test_the_lists_that_styles_name_exist(kind: str) -> None:
    template = _template(kind)
    numbering = template.part("numbering") if "word/numbering.xml" in template.parts else None
    lists = set() if numbering is None else {num.get(w("numId")) for num in numbering.iter(w("num"))}
    named = {value(style, "pPr/numPr/numId") for style in template.styles.values()} - {None}

    assert named <= lists


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_is_put_into_some_template(block: str) -> None:
    holders = [kind for kind in KINDS for found in _included(_template(kind)) if found is _block(block)]

    assert holders


@every_kind
def test_the_template_is_compiled_and_its_text_has_every_block_put_in(generator: Generator, kind: str) -> None:
    text = generator.template_text(kind)

    assert "include" not in text
    assert "{{" in text


def _tree(generator: Generator, kind: str) -> nodes.Template:
    """Parse a template's text as Jinja does, with the marks of docxtpl and of cells taken off."""
    text = generator.template_text(kind)
    text = re.sub(r"\{%(?:p|tr|tc) ", "{% ", text).replace("{{r ", "{{ ")
    text = re.sub(r"\{% (?:width|span|merge) (.+?) %\}", r"{{ \1 }}", text)
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=True)
    environment.filters = {**FILTERS, "rich": str}
    return environment.parse(text)


@every_kind
def test_a_template_names_nothing_that_it_is_not_given(generator: Generator, catalog: Catalog, kind: str) -> None:
    found = catalog.kinds[kind]
    given = {field.name for field in dataclasses.fields(schemas.document_set.DocumentSet)}
    given |= set(found.context) | {"statistics", "options", "kind", "kinds", "page"}
    given |= {found.for_each[1]} if found.for_each else set()
    tree = _tree(generator, kind)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}

    assert meta.find_undeclared_variables(tree) - own <= given


@cache
def _attributes() -> frozenset[str]:
    """Gather the fields and properties of all that a template can see."""
    modules = [import_module(f"schemas.{module.name}") for module in pkgutil.iter_modules(schemas.__path__)]
    classes = [
        found for module in modules for _, found in inspect.getmembers(module, inspect.isclass)
        if found.__module__.startswith("schemas.")
    ]  # fmt: skip
    names = {name for found in [*classes, Kind, DocumentName, RenderState] for name in dir(found)}
    fields = {
        field.name
        for found in [*classes, Kind, DocumentName, RenderState]
        if dataclasses.is_dataclass(found)
        for field in dataclasses.fields(found)
    }
    return frozenset(names | fields | LOOP | {"get"})


@every_kind
def test_every_attribute_that_a_template_asks_for_exists_in_the_schemas(generator: Generator, kind: str) -> None:
    asked = {node.attr for node in _tree(generator, kind).find_all(nodes.Getattr)}

    assert asked - _attributes() == set()
