"""Reads the documents of the project: tables, code blocks, sections."""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_CELL: Final = re.compile(r"(?<!\\)\|")


def document(name: str) -> str:
    """Return the text of a document by its path in the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or a higher one."""
    match = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)

    assert match, f"there is no heading «{heading}»"

    rest = text[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def table(text: str) -> list[list[str]]:
    """Return the rows of every table in a text, without headings; «`» and «\\|» are undone."""
    found: list[list[str]] = []
    heading = True
    for line in text.splitlines():
        if not line.startswith("|"):
            heading = True
        elif heading:
            heading = False
        elif not set(line) <= set("|-: "):
            cells = _CELL.split(line.strip().strip("|"))
            found.append([cell.replace("\\|", "|").strip() for cell in cells])
    return found


def names(cell: str) -> list[str]:
    """Return what stands in «`» in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def code(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return [match[1] for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
