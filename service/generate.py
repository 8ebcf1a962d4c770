"""The one use case: a set to finished files."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.catalog import Catalog, DocumentContext
from service.convert import Ahead, Converter, pdf_pages
from service.docx import AnyDocx, Docx, packed
from service.errors import DoubtfulFormsError
from service.files import safe_name, unique_names
from service.language import Doubt, DoubtReport, Lexicon
from service.load import Loaded, load, parse_json
from service.render import Renderer, RenderState

Format = Literal["docx", "pdf", "pdfa"]
DoubtMode = Literal["report", "strict", "mark"]
DOUBT_MODES: Final[tuple[DoubtMode, ...]] = ("report", "strict", "mark")
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
    docx: AnyDocx


@dataclass(frozen=True)
class Generated:
    """The files of a set, in the order of its documents, and what was doubtful on the way."""

    files: tuple[GeneratedFile, ...]
    warnings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Generator:
    """Drives the five steps: load, contexts, render, convert, files; `threads` PDFs of a set are made at once."""

    catalog: Catalog
    renderer: Renderer
    converter: Converter
    lexicon: Lexicon | None = field(default=None)
    threads: int = 1

    def load(self, content: bytes) -> Loaded:
        """Load a set from JSON bytes; raises InvalidJsonError, InvalidDataError."""
        return self.load_data(parse_json(content))

    def load_data(self, data: Any) -> Loaded:
        """Load a set from parsed JSON; raises InvalidDataError."""
        return load(data, self.catalog.kinds)

    def render(
        self,
        document_set: DocumentSet,
        kinds: Sequence[str] = (),
        doubts: DoubtMode = "report",
        each: Callable[[Docx], None] = lambda _: None,
    ) -> tuple[list[RenderedDocument], list[Doubt]]:
        """Fill the templates of the set's documents, or of `kinds`; `each` hears of every DOCX at once.

        Returns the documents, each under a name of its own, and the doubtful forms: with `mark` they are
        highlighted, with `strict` they raise DoubtfulFormsError. Raises UnknownKindError, MissingSectionError,
        TemplateError too.
        """
        contexts = [
            c for kind in kinds or document_set.documents for c in self.catalog.contexts(document_set, kind)
        ]
        lexicon = _merged(self.lexicon, document_set)
        rendered = []
        for context in contexts:
            rendered.append(self._render(context, lexicon, mark=doubts == "mark"))
            each(rendered[-1][1])
        names = unique_names(name for name, _, _ in rendered)
        documents = [
            RenderedDocument(context.kind.id, name, docx)
            for context, name, (_, docx, _) in zip(contexts, names, rendered, strict=True)
        ]
        found = [doubt for _, _, told in rendered for doubt in told]
        if doubts == "strict" and found:
            raise DoubtfulFormsError([_as_finding(doubt) for doubt in found])
        return documents, found

    def _render(
        self, context: DocumentContext, lexicon: Lexicon | None, *, mark: bool
    ) -> tuple[str, Docx, list[Doubt]]:
        kind = context.kind
        state = RenderState(report=DoubtReport(document=kind.id), lexicon=lexicon, mark=mark)
        docx = self.renderer.render(kind.id, kind.template, context.values, state)
        name = safe_name(self.renderer.fill_name(kind.filename, context.values, RenderState(lexicon=lexicon)))
        return name, docx, [_with_snippet(doubt) for doubt in state.report.doubts]

    def template_text(self, kind: str) -> str:
        """Return the text of a kind's template with its tags, shared blocks put in; raises UnknownKindError."""
        found = self.catalog.kind(kind)
        return self.renderer.template(found.id, found.template).text()

    def ahead(self) -> Ahead:
        """Return conversions that may be begun before a set is filled to its end; to be left after use."""
        return Ahead(self.converter, self.threads)

    def files(
        self, documents: Sequence[RenderedDocument], formats: Sequence[Format], ahead: Ahead | None = None
    ) -> Iterator[GeneratedFile]:
        """Yield each document in each format, in order, those begun `ahead` among them; raises ConverterError."""
        if ahead is None:
            with self.ahead() as own:
                yield from self.files(documents, formats, own)
            return
        for document in documents:
            begin_pdfs(ahead, document.docx, formats)
        for document in documents:
            for chosen in formats:
                yield self.file(document, chosen, ahead)

    def file(
        self, document: RenderedDocument, chosen: Format, converter: Converter | Ahead | None = None
    ) -> GeneratedFile:
        """Return a document in one format, converted here unless `converter` does it; raises ConverterError."""
        if chosen == "docx":
            return GeneratedFile(document.kind, document.name, chosen, packed(document.docx))
        pdf = (converter or self.converter).convert(document.docx, profile=chosen)
        return GeneratedFile(document.kind, document.name, chosen, pdf, pdf_pages(pdf))

    def generate(
        self,
        loaded: Loaded,
        formats: Sequence[Format],
        kinds: Sequence[str] = (),
        *,
        doubts: DoubtMode = "report",
        progress: Callable[[int, int], None] | None = None,
    ) -> Generated:
        """Make the files of a loaded set; `progress` hears (files done, files in all).

        Raises MissingSectionError, UnknownKindError, DoubtfulFormsError, TemplateError, ConverterError; then
        there are no files.
        """
        made: list[GeneratedFile] = []
        with self.ahead() as ahead:
            documents, told = self.render(
                loaded.document_set, kinds, doubts, lambda docx: begin_pdfs(ahead, docx, formats)
            )
            total = len(documents) * len(formats)
            for file in self.files(documents, formats, ahead):
                made.append(file)
                if progress is not None:
                    progress(len(made), total)
        return Generated(tuple(made), loaded.warnings, tuple(told))


def begin_pdfs(ahead: Ahead, docx: AnyDocx, formats: Sequence[Format]) -> None:
    """Begin the conversions of a document that these formats take."""
    for chosen in formats:
        if chosen != "docx":
            ahead.begin(docx, chosen)


def _merged(installed: Lexicon | None, document_set: DocumentSet) -> Lexicon | None:
    """Return the lexicon of the set laid over that of the installation."""
    if not document_set.lexicon:
        return installed
    told = {
        kind: {
            text: {name: value for name, value in asdict(forms).items() if value}
            for text, forms in entries.items()
        }
        for kind, entries in document_set.lexicon.items()
    }
    own = Lexicon.from_mapping(told)
    return own if installed is None else Lexicon({**installed.entries, **own.entries})


def _with_snippet(doubt: Doubt) -> Doubt:
    """Give a person's snippet the shape of the field that it goes into: `{"cases": {…}}`."""
    if not doubt.place.startswith("/people/") or doubt.place.endswith("/position"):
        return doubt
    forms = {case: form for case, form in json.loads(doubt.snippet).items() if case != "nom"}
    return replace(doubt, snippet=json.dumps({"cases": forms}, ensure_ascii=False))


def _as_finding(doubt: Doubt) -> Finding:
    text = f"«{doubt.text}» — «{doubt.written}»: {doubt.reason}. Впишите формы: {doubt.snippet}"
    return Finding(doubt.place, "doubtful_form", text)
