"""Text of several paragraphs: plain, bulleted and numbered lists to depth 3, italics, the organisation's name.

What a person writes in JSON:

    "Один абзац."
    ["Вводное предложение:", {"ul": ["первое;", {"text": "второе:", "ol": ["вложенное."]}]}]
    {"para": ["выбор для ", {"italic": "конкретной"}, " программы в ", {"organization": "loc"}]}

What a template sees: `text.paragraphs`, each with its level, its marker and its runs.
"""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.fields import TEXT_LIMIT, Choice, clean, labelled
from schemas.messages import error
from schemas.phrases import CASES

DEEPEST: Final = 3
BULLET: Final = "–"
_LISTS: Final = ("ul", "ol", "ol.")


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; `organization` holds a case where the organisation's name stands."""

    text: str = ""
    italic: bool = False
    organization: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: `level` 0 is plain text, 1 to 3 the depth in a list; `marker` is «–», «1)» or «1.»."""

    runs: tuple[Run, ...]
    level: int = 0
    marker: str = ""

    def __str__(self) -> str:
        """Return the paragraph's text without its marker; a name that is put in later is left out."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Text:
    """Paragraphs in reading order."""

    paragraphs: tuple[Paragraph, ...]

    def __str__(self) -> str:
        """Return the paragraphs, a line each."""
        return "\n".join(f"{p.marker} {p}".strip() for p in self.paragraphs)


class TextField(fields.Field[Text]):
    """Text blocks as described at the head of this module."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Text:
        blocks = value if isinstance(value, list) else [value]
        if not blocks:
            raise error("empty", "Пустой текст: впишите хотя бы один абзац или уберите поле.")
        paragraphs: list[Paragraph] = []
        problems: dict[Any, Any] = {}
        for index, block in enumerate(blocks):
            try:
                paragraphs.extend(_block(block))
            except ValidationError as found:
                problems[index] = found.messages
        if problems:
            raise ValidationError(problems if isinstance(value, list) else problems[0])
        return Text(tuple(paragraphs))


def _block(block: Any) -> list[Paragraph]:
    if isinstance(block, str):
        return [Paragraph(_runs(block))]
    if not isinstance(block, dict) or len(block) != 1 or not set(block) <= {"para", *_LISTS}:
        raise error("invalid_block", 'Абзац — это строка, {"para": …}, {"ul": […]} или {"ol": […]}.')
    name, content = next(iter(block.items()))
    try:
        return [Paragraph(_runs(content))] if name == "para" else _list(name, content, 1)
    except ValidationError as found:
        raise ValidationError({name: found.messages}) from found


def _list(name: str, items: Any, level: int) -> list[Paragraph]:
    if level > DEEPEST:
        raise error("too_deep", f"Списки вложены глубже {DEEPEST} уровней: разбейте текст на абзацы.")
    if not isinstance(items, list) or not items:
        raise error("invalid_list", "Нужен непустой список пунктов: [ … ].")
    found: list[Paragraph] = []
    problems: dict[Any, Any] = {}
    for index, item in enumerate(items):
        marker = {"ul": BULLET, "ol": f"{index + 1})", "ol.": f"{index + 1}."}[name]
        try:
            found.extend(_item(item, level, marker))
        except ValidationError as problem:
            problems[index] = problem.messages
    if problems:
        raise ValidationError(problems)
    return found


def _item(item: Any, level: int, marker: str) -> list[Paragraph]:
    if not isinstance(item, dict):
        return [Paragraph(_runs(item), level, marker)]
    nested = [name for name in _LISTS if name in item]
    if "text" not in item or len(item) > 2 or len(item) - 1 != len(nested):
        raise error("invalid_item", 'Пункт списка — это строка или {"text": …, "ul": […]}.')
    found: list[Paragraph] = []
    problems: dict[str, Any] = {}
    try:
        found.append(Paragraph(_runs(item["text"]), level, marker))
    except ValidationError as problem:
        problems["text"] = problem.messages
    for name in nested:
        try:
            found.extend(_list(name, item[name], level + 1))
        except ValidationError as problem:
            problems[name] = problem.messages
    if problems:
        raise ValidationError(problems)
    return found


def _runs(content: Any) -> tuple[Run, ...]:
    pieces = content if isinstance(content, list) else [content]
    if not pieces:
        raise error("empty", "Пустой абзац: впишите текст или уберите абзац.")
    found = tuple(_run(piece, whole=len(pieces) == 1) for piece in pieces)
    if not any(run.text.strip() or run.organization for run in found):
        raise error("empty", "Пустой абзац: впишите текст или уберите абзац.")
    return found


def _run(piece: Any, *, whole: bool) -> Run:
    if isinstance(piece, str):
        return Run(_spaced(piece, whole=whole))
    if isinstance(piece, dict) and set(piece) == {"italic"} and isinstance(piece["italic"], str):
        return Run(_spaced(piece["italic"], whole=whole), italic=True)
    if isinstance(piece, dict) and set(piece) == {"organization"}:
        return Run(organization=Choice(CASES).deserialize(piece["organization"]))
    raise error("invalid_run", 'Часть абзаца — это строка, {"italic": "…"} или {"organization": "loc"}.')


def _spaced(piece: str, *, whole: bool) -> str:
    """Clean a piece of a paragraph but keep the spaces that part it from its neighbours."""
    text = clean(piece, TEXT_LIMIT)
    if whole:
        return text
    before, after = (" " if piece[:1].isspace() else ""), (" " if piece[-1:].isspace() else "")
    return f"{before}{text}{after}"


def text_blocks(label: str, *, required: bool = False, hint: str | None = None) -> Any:
    """Declare text of several paragraphs."""
    more: dict[str, Any] = {"required": True} if required else {"load_default": None}
    return labelled(TextField(**more), label, hint)
