"""Puts shared blocks into a template: a paragraph `{%p include "signature" %}` becomes the block's content.

A block is a .docx in `doc_templates/blocks/`; it uses the same styles as the templates and is edited in Word too.
"""

import copy
import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from service.errors import TemplateError
from service.render.wordml import paragraph_text, w

_INCLUDE: Final = re.compile(r'\s*\{%p\s+include\s+["“”«»„]([\w-]+)["“”«»„]\s*%\}\s*')
_DEEPEST: Final = 4

LoadBlock = Callable[[str], etree._Element]


def put_blocks_in(root: etree._Element, load: LoadBlock, depth: int = 0) -> None:
    """Replace every include in a part by the body of the block that `load` returns; blocks may include blocks."""
    if depth > _DEEPEST:
        raise TemplateError("Блоки шаблона включают друг друга по кругу: разомкните круг.")
    for paragraph in list(root.iter(w("p"))):
        match = _INCLUDE.fullmatch(paragraph_text(paragraph))
        parent = paragraph.getparent()
        if match is None or parent is None:
            continue
        block = copy.deepcopy(load(match[1]))
        put_blocks_in(block, load, depth + 1)
        body = block.find(w("body"))
        for child in list(block if body is None else body):
            if child.tag != w("sectPr"):
                parent.insert(parent.index(paragraph), child)
        parent.remove(paragraph)
