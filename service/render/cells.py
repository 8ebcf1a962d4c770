"""Tags that speak of the table cell they stand in: `{% width … %}` in twips, `{% span … %}`, `{% merge … %}`.

They stand in a paragraph of their own at the head of the cell, which goes away. `merge` takes "none", "start" or
"continue"; `finishing` turns these into the values of WordprocessingML.
"""

import re
from typing import Any, Final

from lxml import etree
from markupsafe import Markup

from service.errors import TemplateError
from service.render.wordml import paragraph_text, w

_TAG: Final = re.compile(r"\{%\s*(width|span|merge)\s+(.+?)\s*%\}")
_ONLY_TAGS: Final = re.compile(rf"\s*(?:{_TAG.pattern}\s*)+")
_ELEMENTS: Final = {"width": "tcW", "span": "gridSpan", "merge": "vMerge"}  # in the order of the standard


def attribute(value: Any) -> Markup:
    """Print a value into an attribute: it is no text of the document."""
    return Markup.escape(str(value))


def carry_out_cell_tags(root: etree._Element) -> None:
    """Turn the tags into properties of their cells; raise TemplateError for a tag outside a table."""
    for paragraph in list(root.iter(w("p"))):
        text = paragraph_text(paragraph)
        cell = paragraph.getparent()
        if cell is None or not _ONLY_TAGS.fullmatch(text):
            continue
        if cell.tag != w("tc"):
            raise TemplateError(f"Тег «{text}» стоит не в ячейке таблицы: перенесите его в ячейку.")
        told = {match[1]: match[2] for match in _TAG.finditer(text)}
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = etree.Element(w("tcPr"))
            cell.insert(0, properties)
        _set_properties(properties, told)
        cell.remove(paragraph)


def _set_properties(properties: etree._Element, told: dict[str, str]) -> None:
    for place, (tag, name) in enumerate(_ELEMENTS.items()):
        element = properties.find(w(name))
        if tag not in told:
            continue
        if element is None:
            element = etree.Element(w(name))
            before = [
                child for known in list(_ELEMENTS.values())[:place] for child in properties.findall(w(known))
            ]
            properties.insert(len(before), element)
        element.set(w("w" if tag == "width" else "val"), f"{{{{ ({told[tag]}) | attribute }}}}")
