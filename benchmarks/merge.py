"""Measures filling the templates, ours beside plain docxtpl on the same template: python -m benchmarks.merge.

Plain docxtpl gets the template with the blocks put in, the same values and the same environment; what only we do
(proof, layout that depends on the data, fixed bytes) is not asked of it.
"""

import io
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docxtpl

from benchmarks import report
from service.bootstrap import build_generator, sample
from service.catalog import DocumentContext
from service.config import read_settings
from service.docx import DOCUMENT, Part, write_parts
from service.filters.state import STATE
from service.generate import Generator
from service.language import DoubtReport
from service.render import RenderState
from service.render.blocks import put_blocks_in
from service.render.cells import carry_out_cell_tags
from service.render.package import CORE, read_parts
from service.render.reading import docx_text
from service.render.styles import with_known_ids
from service.render.template import _straight_quotes
from service.render.wordml import parse, serialize

REPEAT = 15


def main() -> None:
    """Measure every kind of the sample school."""
    generator = build_generator(read_settings())
    document_set = generator.load(sample("school")).document_set
    lines = ["Median processor time of a document of the sample school, ms.", ""]
    lines += ["| kind | ours | plain docxtpl | plain : ours |", "| --- | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        for kind in document_set.documents:
            context = next(iter(generator.catalog.contexts(document_set, kind)))
            ours, plain = measure(generator, context, Path(folder))
            peer = "another text | –" if plain is None else f"{plain:.1f} | {plain / ours:.1f}"
            lines.append(f"| `{kind}` | {ours:.1f} | {peer} |")
    generator.converter.close()
    report.write("Filling templates", lines)


def measure(generator: Generator, context: DocumentContext, folder: Path) -> tuple[float, float | None]:
    """Return the milliseconds that we take and that plain docxtpl takes, None if it makes another text of it."""
    path = without_blocks(generator, context, folder)
    environment = generator.renderer._environment

    def ours() -> bytes:
        kind = context.kind
        return generator.renderer.render(kind.id, kind.template, context.values, state(context)).packed()

    def plain() -> bytes:
        template, own = docxtpl.DocxTemplate(path), state(context)
        template.render({**context.values, STATE: own, "page": own}, jinja_env=environment)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    comparable = words(ours()) == words(plain())
    pairs = [(processor_time(ours), processor_time(plain) if comparable else 0.0) for _ in range(REPEAT)]
    mine, its = (statistics.median(times) for times in zip(*pairs, strict=True))
    return mine, its if comparable else None


def state(context: DocumentContext) -> RenderState:
    """Return what a filling gathers its findings in."""
    return RenderState(report=DoubtReport(document=context.kind.id))


def without_blocks(generator: Generator, context: DocumentContext, folder: Path) -> Path:
    """Write the template as plain docxtpl can read it."""
    parts = with_known_ids(read_parts(context.kind.template))
    changed = {}
    for part in parts:
        if part.name == DOCUMENT or re.fullmatch(r"word/(header|footer)\d*\.xml", part.name):
            root = parse(part.content)
            put_blocks_in(root, generator.renderer._block)
            carry_out_cell_tags(root)
            changed[part.name] = _straight_quotes(serialize(root).decode()).encode()
        elif part.name == CORE:
            changed[part.name] = re.sub(rb"\{[{%].*?[%}]\}", b"", part.content)  # it would print them as they are
    path = folder / f"{context.kind.id}.docx"
    path.write_bytes(write_parts(Part(part.name, changed.get(part.name, part.content)) for part in parts))
    return path


def words(docx: bytes) -> list[str]:
    """Return the letters of a document: finishing sets some spaces and stops."""
    return re.findall(r"\w+", docx_text(docx))


def processor_time(work: Callable[[], Any]) -> float:
    """Return the milliseconds of processor time that something takes."""
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
