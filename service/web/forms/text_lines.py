"""Text blocks as lines of a textarea: «– пункт», «1) пункт», deeper lists by blanks in front; and back."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.phrases import CASES

_INDENT: Final = "   "
_DEEPEST: Final = 3
_MARKERS: Final = {"ul": "–", "ol": "{n})", "ol.": "{n}."}
_MARKED: Final = re.compile(r"(\s*)(?:([–—•*-])|(\d{1,2})([).]))[ \t\u00a0]+(\S.*)")
_SPECIAL: Final = re.compile(r"\[(курсив|организация): ([^\[\]]*)\]")
_CASE_NAMES: Final = {
    "nom": "именительный", "gen": "родительный", "dat": "дательный", "acc": "винительный", "ins": "творительный",
    "prep": "предложный", "loc": "местный",
}  # fmt: skip
MARKUP: Final = "Каждый абзац с новой строки; строки с «– » или «1) » в начале станут перечнем"


def text_lines(raw: Any) -> str | None:
    """Return text blocks as lines, None if they hold what lines cannot."""
    try:
        return "\n".join(_lines(raw))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _lines(raw: Any) -> list[str]:
    found: list[str] = []
    for block in raw if isinstance(raw, list) else [raw]:
        if isinstance(block, str):
            found.append(_one_line(block))
            continue
        [(name, content)] = block.items()
        found.extend([_runs(content)] if name == "para" else _listed(name, content, 0))
    return found


def _listed(name: str, items: Any, depth: int) -> list[str]:
    found: list[str] = []
    for place, item in enumerate(items, 1):
        marker = _INDENT * depth + _MARKERS[name].format(n=place)
        if not isinstance(item, dict):
            found.append(f"{marker} {_runs(item)}")
            continue
        rest = [key for key in item if key != "text"]
        found.append(f"{marker} {_runs(item['text'])}")
        for key in rest:
            found.extend(_listed(key, item[key], depth + 1))
    return found


def _runs(content: Any) -> str:
    pieces = content if isinstance(content, list) else [content]
    return "".join(_run(piece) for piece in pieces)


def _run(piece: Any) -> str:
    if isinstance(piece, str):
        return _one_line(piece)
    [(name, value)] = piece.items()
    if name == "italic":
        return f"[курсив: {_one_line(value)}]"
    if name != "organization":
        raise ValueError(name)
    return f"[организация: {_CASE_NAMES[value]}]"


def _one_line(text: Any) -> str:
    if not isinstance(text, str) or "\n" in text:
        raise ValueError("not a line")
    return text


@dataclass
class _Item:
    """A line of a list with the lines below it."""

    name: str
    text: str
    inner: "list[_Item]" = field(default_factory=list)


def read_lines(text: str) -> Any:
    """Return the text blocks of some lines: one paragraph is a string, several are a list."""
    blocks: list[Any] = []
    open_items: list[_Item] = []
    lists: list[tuple[str, list[_Item]]] = []
    for line in text.split("\n"):
        item, depth = _marked(line, open_items)
        if item is None:
            open_items = []
            if line.strip():
                blocks.append(_paragraph(line.strip()))
            continue
        if depth == 0 and not (open_items and open_items[0].name == item.name and not _restarts(line, item)):
            lists.append((item.name, []))
            blocks.append(lists[-1])
        owner = lists[-1][1] if depth == 0 else open_items[depth - 1].inner
        if depth and owner and owner[0].name != item.name:
            item = _Item(owner[0].name, line.strip())  # an item holds one list: the words are kept as they are
        owner.append(item)
        open_items = [*open_items[:depth], item]
    found = [_list(*block) if isinstance(block, tuple) else block for block in blocks]
    return found[0] if len(found) == 1 and isinstance(found[0], str) else found


def _marked(line: str, open_items: list[_Item]) -> tuple[_Item | None, int]:
    """Return the item that a line is and its depth; None for a paragraph."""
    found = _MARKED.fullmatch(line)
    if not found:
        return None, 0
    name = "ul" if found[2] else "ol" if found[4] == ")" else "ol."
    depth = min(len(found[1].expandtabs(3)) // 2, len(open_items), _DEEPEST - 1)
    same = open_items[depth : depth + 1]
    follows = bool(same and same[0].name == name)
    if found[3] and int(found[3]) != 1 and not follows:
        return None, 0  # «12. …» that continues no list is a paragraph
    return _Item(name, found[5].strip()), depth


def _restarts(line: str, item: _Item) -> bool:
    return item.name != "ul" and line.strip().startswith(("1)", "1."))


def _list(name: str, items: list[_Item]) -> dict[str, Any]:
    return {name: [_item(item) for item in items]}


def _item(item: _Item) -> Any:
    content = _content(item.text)
    if not item.inner:
        return content
    return {"text": content, **_list(item.inner[0].name, item.inner)}


def _paragraph(line: str) -> Any:
    content = _content(line)
    return content if isinstance(content, str) else {"para": content}


def _content(line: str) -> Any:
    """Return a line as a string, or as runs if it has markup in brackets."""
    pieces: list[Any] = []
    end = 0
    for found in _SPECIAL.finditer(line):
        special = _special(found[1], found[2])
        if special is None:
            continue
        pieces += [line[end : found.start()], special]
        end = found.end()
    if not pieces:
        return line
    return [piece for piece in [*pieces, line[end:]] if piece]


def _special(name: str, value: str) -> dict[str, str] | None:
    if name == "курсив":
        return {"italic": value} if value.strip() else None
    case = next((code for code in CASES if _CASE_NAMES[code] == value.strip().lower()), None)
    return {"organization": case} if case else None
