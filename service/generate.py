"""The one use case: a set to finished files."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.catalog import Catalog, DocumentContext
from service.convert import Converter, pdf_pages
from service.files import safe_name, unique_names
from service.language import Doubt, DoubtReport, Lexicon
from service.load import Loaded, load, parse_json
from service.render import Renderer, RenderState

Format = Literal["docx", "pdf", "pdfa"]
FORMATS: Final[tuple[Format, ...]] = ("docx", "pdf", "pdfa")


@dataclass(frozen=True)
class GeneratedFile:
    """A finished file: its kind, human name without ending, format, bytes and, for a PDF, its pages."""

    kind: str
    name: str
    format: Format
    content: bytes
    pages: int | None = None

    @property
    def filename(self) -> str:
        """Return the name with its ending."""
        return f"{self.name}.pdf" if self.format != "docx" else f"{self.name}.docx"

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class RenderedDocument:
    """One document filled but not yet converted."""

    kind: str
    name: str
    docx: bytes


@dataclass(frozen=True)
class Generated:
    """The files of a set, in the order of its documents, and what was doubtful on the way."""

    files: tuple[GeneratedFile, ...]
    warnings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Generator:
    """Drives the five steps: load, contexts, render, convert, files."""

    catalog: Catalog
    renderer: Renderer
    converter: Converter
    lexicon: Lexicon | None = field(default=None)

    def load(self, content: bytes) -> Loaded:
        """Load a set from JSON bytes; raises InvalidJsonError, InvalidDataError."""
        return self.load_data(parse_json(content))

    def load_data(self, data: Any) -> Loaded:
        """Load a set from parsed JSON; raises InvalidDataError."""
        return load(data, self.catalog.kinds)

    def render(
        self, document_set: DocumentSet, kinds: Sequence[str] = ()
    ) -> tuple[list[RenderedDocument], list[Doubt]]:
        """Fill the templates of the set's documents, or of `kinds`.

        Raises UnknownKindError, MissingSectionError, TemplateError. Returns the documents, each under a name
        of its own, and the doubtful forms.
        """
        contexts = [
            c for kind in kinds or document_set.documents for c in self.catalog.contexts(document_set, kind)
        ]
        rendered = [self._render(context) for context in contexts]
        names = unique_names(name for name, _, _ in rendered)
        documents = [
            RenderedDocument(context.kind.id, name, docx)
            for context, name, (_, docx, _) in zip(contexts, names, rendered, strict=True)
        ]
        return documents, [doubt for _, _, doubts in rendered for doubt in doubts]

    def _render(self, context: DocumentContext) -> tuple[str, bytes, tuple[Doubt, ...]]:
        kind = context.kind
        state = RenderState(report=DoubtReport(document=kind.id), lexicon=self.lexicon)
        docx = self.renderer.render(kind.id, kind.template, context.values, state)
        name = safe_name(self.renderer.fill_name(kind.filename, context.values, RenderState(lexicon=self.lexicon)))
        return name, docx, state.report.doubts

    def template_text(self, kind: str) -> str:
        """Return the text of a kind's template with its tags, shared blocks put in; raises UnknownKindError."""
        found = self.catalog.kind(kind)
        return self.renderer.template(found.id, found.template).text()

    def files(self, documents: Sequence[RenderedDocument], formats: Sequence[Format]) -> Iterator[GeneratedFile]:
        """Yield each document in each format, in order; raises ConverterError."""
        for document in documents:
            for chosen in formats:
                yield self._file(document, chosen)

    def _file(self, document: RenderedDocument, chosen: Format) -> GeneratedFile:
        if chosen == "docx":
            return GeneratedFile(document.kind, document.name, chosen, document.docx)
        pdf = self.converter.convert(document.docx, profile=chosen)
        return GeneratedFile(document.kind, document.name, chosen, pdf, pdf_pages(pdf))

    def generate(self, loaded: Loaded, formats: Sequence[Format], kinds: Sequence[str] = (),
                 progress: Callable[[int, int], None] | None = None) -> Generated:  # fmt: skip
        """Make the files of a loaded set; `progress` hears (files done, files in all).

        Raises MissingSectionError, UnknownKindError, TemplateError, ConverterError; then there are no files.
        """
        documents, doubts = self.render(loaded.document_set, kinds)
        total = len(documents) * len(formats)
        made: list[GeneratedFile] = []
        for file in self.files(documents, formats):
            made.append(file)
            if progress is not None:
                progress(len(made), total)
        return Generated(tuple(made), loaded.warnings, tuple(doubts))
