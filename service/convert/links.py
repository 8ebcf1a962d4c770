"""Finds what a part of a DOCX points at outside of the document."""

import re
from xml.etree.ElementTree import ParseError, fromstring

_TEMPLATE = "/attachedTemplate"
_HYPERLINK = "/hyperlink"
_HYPERLINK_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")

# A linked picture: <a:blip r:link>, <v:imagedata r:href>, <v:imagedata src>. LibreOffice looks up the relation
# by its id and does not ask its type, so that a link may pass for a hyperlink; hence no such attribute at all.
# The pattern reads on over ">", which may stand inside of an attribute; "<" may not.
_LINKING = re.compile(
    rb"<(?:[\w.-]+:)?(?:blip|imagedata|fill|stroke|movie|videoFile|audioFile|wavAudioFile|quickTimeFile)"
    rb"\s[^<]*?\b(?:link|href|src)\s*=\s*[\"'][^\"'#]"
)
# Each starts with plain letters, which are found ten times faster than the whole pattern.
_LINKING_ATTRIBUTES = (re.compile(rb"link\s*="), re.compile(rb"href\s*="), re.compile(rb"src\s*="))
_FOREIGN_KINDS = {
    "oleObject": "вложенный объект (OLE)",
    "package": "вложенный файл",
    "aFChunk": "вставленный чужой файл (altChunk)",
    "vbaProject": "макросы",
    "control": "элемент ActiveX",
    "subDocument": "вложенный документ",
}
_TEMPLATE_ELEMENT = re.compile(rb"<[\w.-]+:attachedTemplate\b[^<>]*/>")


def forbidden(name: str, content: bytes) -> str | None:
    """Name in Russian the first thing that leads outside, or None."""
    if any(attribute.search(content) for attribute in _LINKING_ATTRIBUTES) and _LINKING.search(content):
        return "связанный рисунок; вставьте его в сам документ"
    if name.casefold().endswith(".rels"):
        return _forbidden_relation(content)
    return None


def without_template(name: str, content: bytes) -> bytes:
    """Drop the link to the template that Word was using: it is written in almost every document."""
    if name == "word/settings.xml":
        return _TEMPLATE_ELEMENT.sub(b"", content)
    if name == "word/_rels/settings.xml.rels" and _TEMPLATE.encode() in content:
        return re.sub(rb"<Relationship\b[^<>]*/attachedTemplate\"[^<>]*/>", b"", content)
    return content


def _forbidden_relation(content: bytes) -> str | None:
    try:
        root = fromstring(content)  # noqa: S314 - <!DOCTYPE is refused before
    except ParseError:
        return "повреждённый список связей"
    for relation in root:
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        foreign = _FOREIGN_KINDS.get(kind.rpartition("/")[2])
        if foreign is not None:
            return foreign
        if relation.get("TargetMode") != "External" or kind.endswith(_TEMPLATE):
            continue
        if not kind.endswith(_HYPERLINK):
            return f"ссылка на внешний файл {target!r}"
        if not target.casefold().startswith(_HYPERLINK_SCHEMES):
            return f"гиперссылка на файл {target!r}"
    return None
