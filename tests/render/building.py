"""Builds small templates: a kind in a folder of its own, from paragraphs and tables given as text."""

import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from service.filters.state import RenderState
from service.render import Renderer

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}.header+xml"/></Types>'
)
_STYLES = (
    f"{_HEAD}<w:styles {_W}>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{name}"/></w:style>'
        for own, name in (("Normal", "Normal"), ("Heading1", "heading 1"), ("Blank", "Пустая ячейка"))
    )
    + "</w:styles>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{}" Target="{}"/></Relationships>'
)


def paragraph(text: str, style: str = "") -> str:
    """Give a paragraph of one run; a text of several runs is parted by «‖»."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in text.split("‖"))
    return f"<w:p>{properties}{runs}</w:p>"


def table(*rows: list[str], style: str = "") -> str:
    """Give a table of rows of cells, each of one paragraph."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    body = "".join(f"<w:tr>{''.join(cell.format(paragraph(text, style)) for text in row)}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="1000"/>' * len(rows[0])
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def write_docx(path: Path, *blocks: str, header: str = "") -> Path:
    """Write a DOCX of blocks of XML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(blocks) or paragraph("")
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(f"{_OFFICE}/officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _RELATIONS.format(f"{_OFFICE}/header", "header1.xml"),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{body}<w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:body></w:document>',
        "word/styles.xml": _STYLES,
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{paragraph(header)}</w:hdr>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


class Bench:
    """A folder with one kind, «memo», whose template is written by the test and filled with its values."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.renderer = Renderer((folder,))
        self.template = folder / "memo" / "template.docx"

    def block(self, name: str, *blocks: str) -> None:
        """Write a shared block."""
        write_docx(self.folder / "blocks" / f"{name}.docx", *blocks)

    def fill(self, *blocks: str, header: str = "", **values: Any) -> bytes:
        """Write the template anew and fill it."""
        write_docx(self.template, *blocks, header=header)
        return self.again(**values)

    def again(self, **values: Any) -> bytes:
        """Fill the template as it lies."""
        return self.renderer.render("memo", self.template, values, RenderState()).packed()
