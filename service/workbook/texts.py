"""Text of several paragraphs between the lines of a cell and the blocks of the schema, there and back."""

import re
from typing import Any, Final

_MARK: Final = re.compile(r"(\s*)(?:([–—•·▪*-])\s+|(\d{1,3})([.)])\s+)(\S.*)")
_STEP: Final = 2  # blanks before a mark for each level of a list
_LISTS: Final = ("ul", "ol", "ol.")
_CASES: Final = {"nom": "им.", "gen": "род.", "dat": "дат.", "acc": "вин.", "ins": "твор.", "prep": "предл.",
                 "loc": "мест."}  # fmt: skip
_BY_CASE: Final = {name: code for code, name in _CASES.items()}
_ORGANIZATION: Final = re.compile(r"(\{организация (?:" + "|".join(map(re.escape, _BY_CASE)) + r")\})")


def read_lines(text: str) -> list[str]:
    """Return the items of a cell: a line each, or parted by semicolons; marks and numbers before them go."""
    pieces = text.split("\n") if "\n" in text else text.split(";")
    found = []
    for piece in pieces:
        marked = _MARK.fullmatch(piece)
        item = (marked[5] if marked else piece).strip().rstrip(";").strip()
        if item:
            found.append(item)
    return found


def read_blocks(text: str) -> Any:
    """Return text blocks: lines marked «–», «1)» or «1.» become lists, deeper where more blanks stand before."""
    blocks: list[Any] = []
    stack: list[tuple[int, str, list[Any]]] = []  # (blanks, kind of list, its items) from the outermost
    for line in text.split("\n"):
        marked = _MARK.fullmatch(line)
        if marked is None:
            if line.strip():
                runs = _runs(line.strip())
                blocks.append(runs if isinstance(runs, str) else {"para": runs})
            stack.clear()
            continue
        kind = "ul" if marked[2] else {")": "ol", ".": "ol."}[marked[4]]
        _put(blocks, stack, len(marked[1]), kind, _runs(marked[5].strip()))
    return blocks[0] if len(blocks) == 1 else blocks or None


def _put(blocks: list[Any], stack: list[tuple[int, str, list[Any]]], depth: int, kind: str, item: Any) -> None:
    """Put an item into the list it belongs to; a list of another kind at the same depth is a new one."""
    while stack and (stack[-1][0] > depth or (stack[-1][0] == depth and stack[-1][1] != kind)):
        stack.pop()
    if not stack or (stack[-1][0] < depth and len(stack) < 3):
        items: list[Any] = []
        if stack:
            owner = stack[-1][2]
            above = owner[-1] if isinstance(owner[-1], dict) else {"text": owner[-1]}
            if len(above) > 1:  # it has a list already, of another kind
                above = {"text": item}
                owner.append(item)
                return
            owner[-1] = {**above, kind: items}
        else:
            blocks.append({kind: items})
        stack.append((depth, kind, items))
    stack[-1][2].append(item)


def _runs(line: str) -> Any:
    """Return a line with «{организация род.}» in it as runs, another as it is."""
    pieces = [piece for piece in _ORGANIZATION.split(line) if piece]
    if not _ORGANIZATION.search(line):
        return line
    return [{"organization": _BY_CASE[p[13:-1]]} if _ORGANIZATION.fullmatch(p) else p for p in pieces]


def block_words(value: Any) -> str:
    """Return text blocks of a set as the lines of a cell; italics are lost."""
    lines: list[str] = []
    for block in value if isinstance(value, list) else [value]:
        if isinstance(block, dict) and "para" not in block:
            for kind in _LISTS:
                if kind in block:
                    lines.extend(_list_lines(kind, block[kind], 0))
        elif block is not None:
            lines.append(_words(block["para"] if isinstance(block, dict) else block))
    return "\n".join(lines)


def _list_lines(kind: str, items: Any, level: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        mark = {"ul": "–", "ol": f"{number})", "ol.": f"{number}."}[kind]
        inner = item if isinstance(item, dict) and "text" in item else {"text": item}
        lines.append(f"{' ' * _STEP * level}{mark} {_words(inner['text'])}")
        for nested in _LISTS:
            if nested in inner:
                lines.extend(_list_lines(nested, inner[nested], level + 1))
    return lines


def _words(content: Any) -> str:
    return "".join(_piece(piece) for piece in (content if isinstance(content, list) else [content]))


def _piece(piece: Any) -> str:
    if not isinstance(piece, dict):
        return str(piece)
    case = piece.get("organization")
    return f"{{организация {_CASES[case]}}}" if case in _CASES else str(piece.get("italic", ""))
