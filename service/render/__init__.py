"""Context to DOCX: docxtpl behind one door."""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

import jinja2
from lxml import etree

from service.docx import DOCUMENT, Docx
from service.errors import TemplateError
from service.filters import FILTERS
from service.filters.state import STATE, RenderState
from service.render.cells import attribute
from service.render.environment import make_environment
from service.render.package import read_parts
from service.render.reading import docx_text
from service.render.rich import rich
from service.render.styles import with_known_ids
from service.render.template import Template
from service.render.wordml import parse

BLOCKS: Final = "blocks"
_LOOK_EVERY: Final = 0.2  # seconds between two looks at the shared blocks

__all__ = ["BLOCKS", "RenderState", "Renderer", "docx_text"]


class Renderer:
    """Fills templates; each version of a template file is compiled once and kept. Safe between threads."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Look for shared blocks in `blocks/` of `folders`, the last one first."""
        self._folders = folders
        self._blocks = tuple(str(folder / BLOCKS) for folder in folders)
        self._environment = make_environment({**FILTERS, "rich": rich, "attribute": attribute})
        self._plain = self._environment.overlay(autoescape=False)  # a file name is no XML
        self._compiled: dict[str, tuple[tuple[int, ...], Template]] = {}
        self._patterns: dict[str, jinja2.Template] = {}  # a pattern per kind
        self._lock = Lock()
        self._looked = -_LOOK_EVERY
        self._blocks_version: tuple[int, ...] = ()

    def render(self, kind: str, template: Path, values: Mapping[str, Any], state: RenderState) -> Docx:
        """Return one document; raise TemplateError."""
        return self.template(kind, template).render(values, state)

    def template(self, kind: str, path: Path) -> Template:
        """Return the compiled template, compiling it if the file or a block has changed."""
        version = self._version(path)
        with self._lock:
            kept = self._compiled.get(kind)
            if kept is None or kept[0] != version:
                kept = (version, Template(kind, path, self._environment, self._block))
                self._compiled[kind] = kept
            return kept[1]

    def fill_name(self, pattern: str, values: Mapping[str, Any], state: RenderState) -> str:
        """Fill the pattern of a file name; raise TemplateError."""
        try:
            if pattern not in self._patterns:
                self._patterns[pattern] = self._plain.from_string(pattern)
            return str(self._patterns[pattern].render({**values, STATE: state}))
        except Exception as problem:
            raise TemplateError(f"Имя файла «{pattern}»: {problem}") from problem

    def _version(self, path: Path) -> tuple[int, ...]:
        """Tell a state of the template and the blocks from another; asked for every document, hence no Path."""
        try:
            own = os.stat(path)  # noqa: PTH116 - as above
            if time.monotonic() - self._looked > _LOOK_EVERY:
                self._blocks_version = tuple(_states(self._blocks))
                self._looked = time.monotonic()
        except OSError as problem:
            raise TemplateError(f"{path}: шаблон не прочесть: {problem.strerror}.") from problem
        return (own.st_mtime_ns, own.st_size, *self._blocks_version)

    def _block(self, name: str) -> etree._Element:
        for folder in reversed(self._folders):
            path = folder / BLOCKS / f"{name}.docx"
            if path.is_file():
                return parse(
                    next(part.content for part in with_known_ids(read_parts(path)) if part.name == DOCUMENT)
                )
        raise TemplateError(f"Блока «{name}» нет: ожидается файл {BLOCKS}/{name}.docx.")


def _states(folders: tuple[str, ...]) -> Iterator[int]:
    """Yield what changes with the blocks in some folders."""
    for folder in folders:
        with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
            for _, entry in sorted((entry.name, entry) for entry in entries if entry.name.endswith(".docx")):
                state = entry.stat()
                yield state.st_mtime_ns
                yield state.st_size
