"""The styles of the templates: known by their names, whatever ids a word processor gives them.

Word and LibreOffice rewrite the ids of styles when they save (`Signature` becomes `Style14`), but keep the names.
When a template or a block is read, its styles get the ids below again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from service.docx import Part
from service.errors import TemplateError
from service.render.wordml import parse, serialize, w

STYLES_PART: Final = "word/styles.xml"
STYLES: Final[Mapping[str, str]] = {
    "Текст документа": "Body",
    "Бланк: вышестоящий орган": "FormAuthority",
    "Бланк: наименование": "FormName",
    "Бланк: краткое наименование": "FormShort",
    "Вид документа": "DocumentKind",
    "Дата, место, номер": "Requisites",
    "Заголовок к тексту": "TextHeading",
    "Распорядительное слово": "Resolution",
    "Пункт": "Point",
    "Подпункт": "Subpoint",
    "Подпись": "Signature",
    "Отметка об электронной подписи": "ESignature",
    "Место печати": "Seal",
    "Ознакомление": "Acquaint",
    "Ознакомление: строка": "AcquaintLine",
    "Исполнитель": "Executor",
    "Исполнитель: первая строка": "ExecutorFirst",
    "Гриф": "Mark",
    "Гриф: слово": "MarkWord",
    "Title": "Title",
    "Subtitle": "Subtitle",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "caption": "Caption",
    "header": "Header",
    "Вводная строка": "LeadIn",
    "Пункт положения": "RegPoint",
    "Подпункт положения": "RegItem",
    "Перечень с тире": "Dash",
    "Список 1": "List1",
    "Список 2": "List2",
    "Список 3": "List3",
    "Ячейка": "Cell",
    "Ячейка: заголовок": "CellHead",
    "Ячейка: номер": "CellNumber",
    "Ячейка: раздел": "CellSection",
    "Ячейка: список 1": "CellList1",
    "Ячейка: список 2": "CellList2",
    "Ячейка: список 3": "CellList3",
    "Пустая ячейка": "Blank",
    "Emphasis": "Emphasis",
    "Проверить форму": "Doubt",
    "Таблица документа": "DocumentTable",
}
_REFERENCES: Final = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")


def with_known_ids(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts with the styles of `STYLES` under their own ids, everywhere they are referred to."""
    by_name = {name.casefold(): own for name, own in STYLES.items()}
    found = {part.name: part for part in parts}
    if STYLES_PART not in found:
        return parts
    changed = {}
    for style in parse(found[STYLES_PART].content).iter(w("style")):
        given, own = style.get(w("styleId"), ""), by_name.get(_name_of(style).casefold())
        if own is not None and own != given:
            changed[given] = own
    if not changed:
        return parts
    return tuple(_renamed(part, changed) if _has_styles(part) else part for part in parts)


def check_styles(root: etree._Element, parts: tuple[Part, ...], kind: str) -> None:
    """Raise TemplateError for a style that a block brings along and the template does not have."""
    styles = next((part.content for part in parts if part.name == STYLES_PART), None)
    defined = set() if styles is None else {s.get(w("styleId"), "") for s in parse(styles).iter(w("style"))}
    used = {node.get(w("val"), "") for name in ("pStyle", "rStyle", "tblStyle") for node in root.iter(w(name))}
    names = {own: name for name, own in STYLES.items()}
    if missing := sorted(names.get(style, style) for style in used - defined):
        listed = "», «".join(missing)
        raise TemplateError(f"Шаблон «{kind}»: в файле нет стилей «{listed}», которыми оформлены его блоки.")


def _name_of(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "")


def _has_styles(part: Part) -> bool:
    return part.name.startswith("word/") and part.name.endswith(".xml")


def _renamed(part: Part, changed: Mapping[str, str]) -> Part:
    root = parse(part.content)
    for style in root.iter(w("style")):
        given = style.get(w("styleId"), "")
        style.set(w("styleId"), changed.get(given, given))
    for name in _REFERENCES:
        for node in root.iter(w(name)):
            given = node.get(w("val"), "")
            node.set(w("val"), changed.get(given, given))
    return replace(part, content=serialize(root))
