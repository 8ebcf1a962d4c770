"""Makes kinds of documents as their author would: a folder with kind.toml and a template of paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lxml import etree

from service.bootstrap import build_generator
from service.config import bundled, read_settings
from service.docx import DOCUMENT, packed, write_parts
from service.render import docx_text
from service.render.package import read_parts
from service.render.wordml import parse, serialize, w

_TEMPLATE_OF: Final = "regulation"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def make_kind(folder: Path, name: str, card: str, paragraphs: Sequence[str]) -> None:
    """Write a kind into a folder of templates: the card, and a bundled page with paragraphs of one's own."""
    parts = read_parts(bundled("doc_templates") / _TEMPLATE_OF / "template.docx")
    root = parse(next(part.content for part in parts if part.name == DOCUMENT))
    body = next(root.iter(w("body")))
    for child in list(body):
        if child.tag != w("sectPr"):
            body.remove(child)
    for place, text in enumerate(paragraphs):
        paragraph = etree.Element(w("p"))
        node = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        node.text = text
        node.set(_SPACE, "preserve")
        body.insert(place, paragraph)
    replaced = [replace(part, content=serialize(root)) if part.name == DOCUMENT else part for part in parts]
    (folder / name).mkdir(parents=True)
    (folder / name / "kind.toml").write_text(card, encoding="utf-8")
    (folder / name / "template.docx").write_bytes(write_parts(replaced))


def filled(folder: Path, name: str, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the lines of each document of a kind, without the page number, by the name of its file.

    Raises TemplateError.
    """
    generator = build_generator(replace(read_settings(), templates=folder))
    documents, _ = generator.render(generator.load_data(data).document_set, [name])
    return {document.name: _lines(packed(document.docx)) for document in documents}


def _lines(docx: bytes) -> list[str]:
    text = docx_text(docx).replace("\u00a0", " ")
    return [line.strip() for line in text.splitlines() if not line.startswith("[header")]
