"""The smallest document that proves a converter: a line of Russian in the font of our documents."""

from service.convert.package import pack

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_FORMATS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ),
    "word/document.xml": (
        f'<w:document xmlns:w="{_FORMATS}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:rPr>'
        '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="28"/></w:rPr>'
        "<w:t>Проверка преобразования</w:t></w:r></w:p></w:body></w:document>"
    ),
}


def specimen() -> bytes:
    """Return the DOCX."""
    return pack({name: (_XML + content).encode() for name, content in _PARTS.items()})
