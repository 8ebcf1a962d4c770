"""A template compiled once: tags understood, blocks put in; filled as often as wanted, from any thread."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import docxtpl
import jinja2
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from service.docx import DOCUMENT, Docx, Frame, Part
from service.errors import ServiceError, TemplateError
from service.filters.state import STATE, RenderState
from service.render.blocks import LoadBlock, put_blocks_in
from service.render.cells import carry_out_cell_tags
from service.render.environment import UnknownNameError, UnprintableValueError, suggest
from service.render.finishing import finish
from service.render.marking import mark_doubts
from service.render.package import CORE, read_parts
from service.render.proof import proofread
from service.render.reading import package_text
from service.render.styles import check_styles, with_known_ids
from service.render.wordml import paragraph_text, parse, serialize, w

_TEMPLATED: Final = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml|docProps/core\.xml")
_SOURCE: Final = "<template>"  # the file name that Jinja gives to sources that are no files
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}", re.S)
_WHOLE: Final = re.compile(r"\{%p\s")
_ONLY_WHOLE: Final = re.compile(r"\{%p\s[^{}]*%\}")
_TOLD: Final = (UnknownNameError, UnprintableValueError, ServiceError, ValueError)  # these speak Russian
_PART_NAMES: Final = {"document": "основной текст", "header": "верхний колонтитул", "footer": "нижний колонтитул"}


@dataclass(frozen=True)
class _Source:
    """One part's template and the source it was compiled from, a paragraph or table row a line."""

    template: jinja2.Template
    lines: tuple[str, ...]


class Template:
    """The .docx of one kind."""

    def __init__(self, kind: str, path: Path, environment: jinja2.Environment, load_block: LoadBlock) -> None:
        """Compile the template; raise TemplateError, with the place, if a tag cannot be understood."""
        self.kind = kind
        self._parts = with_known_ids(read_parts(path))
        self._text = ""
        self._sources = {
            part.name: self._compile(part, environment, load_block)
            for part in self._parts
            if _TEMPLATED.fullmatch(part.name) and (b"{" in part.content or part.name == DOCUMENT)
        }
        self._frame = Frame(part for part in self._parts if part.name not in self._sources)

    def text(self) -> str:
        """Return the template's text with its tags, a line per paragraph or table row."""
        return self._text

    def _compile(self, part: Part, environment: jinja2.Environment, load_block: LoadBlock) -> _Source:
        root = parse(part.content)
        put_blocks_in(root, load_block)
        check_styles(root, self._parts, self.kind)
        _refuse_torn_tags(root, self.kind)
        if part.name == DOCUMENT:
            self._text = package_text(
                {p.name: p.content for p in self._parts} | {DOCUMENT: serialize(root)}, numbered=False
            )
        carry_out_cell_tags(root)
        _bind(root)
        xml = serialize(root).decode("utf-8").split("?>", 1)[1].lstrip()
        if part.name != CORE:
            xml = docxtpl.DocxTemplate(None).patch_xml(_straight_quotes(xml))
        source = re.sub(r"(?=<w:p[ >]|<w:tbl>|<w:tr[ >]|<w:tc>)", "\n", xml)
        lines = tuple(source.split("\n"))
        try:
            return _Source(environment.from_string(source), lines)
        except TemplateSyntaxError as problem:
            place = _place(part.name, lines, problem.lineno)
            told = _in_russian(problem, environment)
            raise TemplateError(f"Шаблон «{self.kind}», {place}: тег не разобрать: {told}.") from problem

    def render(self, context: Mapping[str, Any], state: RenderState) -> Docx:
        """Fill the template and return the document; raise TemplateError if it cannot be, or if the proof fails.

        What was printed and what was doubted is gathered in `state`.
        """
        values = {**context, STATE: state, "page": state}
        roots: dict[str, etree._Element] = {}
        wrong: list[str] = []
        for name, source in self._sources.items():
            state.printed.clear()
            roots[name] = parse(self._fill(name, source, values).encode("utf-8"))
            if name != CORE:
                finish(roots[name], landscape=state.landscape)
                if state.mark:
                    mark_doubts(roots[name], state.doubtful)
                wrong.extend(f"{_part_name(name)}: {what}" for what in proofread(roots[name], state.printed))
        if wrong:
            raise TemplateError(f"Шаблон «{self.kind}»: документ получился с ошибкой: {'; '.join(wrong)}.")
        return Docx(self._frame, {name: serialize(root) for name, root in roots.items()})

    def _fill(self, name: str, source: _Source, values: Mapping[str, Any]) -> str:
        try:
            return source.template.render(values).replace("\n", "")
        except Exception as problem:
            raise self._explained(name, source, values, problem) from problem

    def _explained(
        self, name: str, source: _Source, values: Mapping[str, Any], problem: Exception
    ) -> TemplateError:
        line = _line_of(problem.__traceback__)
        text = str(problem) if isinstance(problem, _TOLD) else "значение не подходит этому тегу или фильтру"
        if isinstance(problem, UnknownNameError):
            text += "." + suggest(problem.name, problem.known if problem.known is not None else values)
        tag = _tag_at(source.lines, line, getattr(problem, "name", None))
        return TemplateError(f"Шаблон «{self.kind}», {_place(name, source.lines, line)}, тег {tag}: {text}")


def _refuse_torn_tags(root: etree._Element, kind: str) -> None:
    """Raise TemplateError for words beside a tag of a whole paragraph: they would vanish with it."""
    for paragraph in root.iter(w("p")):
        text = paragraph_text(paragraph).strip()
        if _WHOLE.search(text) and not _ONLY_WHOLE.fullmatch(text):
            raise TemplateError(
                f"Шаблон «{kind}», абзац «{text[:80]}»: рядом с тегом {{%p … %}} стоит текст, он пропадёт. "
                "Поставьте тег в отдельный абзац."
            )


def _in_russian(problem: TemplateSyntaxError, environment: jinja2.Environment) -> str:
    """Return what Jinja says of a wrong tag; of an unknown filter, in Russian and with the nearest known."""
    message = (problem.message or "").rstrip(".")
    if found := re.fullmatch(r"No filter named '(\w+)'( found)?", message):
        return f"фильтра «{found[1]}» нет.{suggest(found[1], environment.filters)}".rstrip(".")
    return message


def _bind(root: etree._Element) -> None:
    """Put no-break spaces after № and before a dash into the template's own words, outside tags."""
    for node in root.iter(w("t")):
        pieces = _TAG.split(node.text or "")
        if len(pieces) == 1 and "{" in pieces[0]:
            continue  # half of a tag that Word has torn
        bound = [re.sub(r" (?=[–—](?: |$))", "\u00a0", re.sub(r"№ ", "№\u00a0", piece)) for piece in pieces]
        tags = _TAG.findall(node.text or "")
        node.text = "".join(part for pair in zip(bound, [*tags, ""], strict=True) for part in pair)


def _straight_quotes(xml: str) -> str:
    """Undo the quotes that Word sets by itself inside tags."""
    return str(_TAG.sub(lambda match: re.sub("[«»„“”]", '"', match[0]), xml))


def _line_of(traceback: TracebackType | None) -> int:
    """Return the line of the template in which an error was raised; Jinja writes it into the traceback."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _SOURCE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _part_name(name: str) -> str:
    stem = name.rsplit("/", 1)[1].removesuffix(".xml").rstrip("0123456789")
    return _PART_NAMES.get(stem, "свойства документа")


def _place(name: str, lines: tuple[str, ...], line: int) -> str:
    """Say in Russian where a line of the compiled source stands in the document."""
    before = "".join(lines[: line - 1]) + (lines[line - 1].split("{")[0] if 0 < line <= len(lines) else "")
    place = _part_name(name)
    if before.count("<w:tbl>") > before.count("</w:tbl>"):
        row = before.rsplit("<w:tbl>", 1)[1].count("<w:tr>") + before.rsplit("<w:tbl>", 1)[1].count("<w:tr ")
        place += f", таблица {before.count('<w:tbl>')}, строка {row}"
    text = unescape(re.sub(r"<[^>]*>", "", lines[line - 1])) if 0 < line <= len(lines) else ""
    return f"{place}, абзац «{text.strip()[:80]}»" if text.strip() else place


def _tag_at(lines: tuple[str, ...], line: int, name: str | None) -> str:
    tags: list[str] = (
        _TAG.findall(unescape(re.sub(r"<[^>]*>", "", lines[line - 1]))) if 0 < line <= len(lines) else []
    )
    named = [tag for tag in tags if name and name in tag]
    return (named or tags or ["не найден"])[0]
