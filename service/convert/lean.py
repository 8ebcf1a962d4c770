"""Takes out of the copy sent to LibreOffice what no line of the document uses: it loads twice as fast.

Word and python-docx write well over a hundred styles into every document. The PDF is the same to the byte; what
is not written in the form that both of them use is left alone.
"""

import re
from collections.abc import Iterable, Mapping

UNREAD = frozenset({"word/stylesWithEffects.xml", "word/webSettings.xml", "docProps/thumbnail.jpeg"})

_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_STYLE_ID = re.compile(rb'w:styleId="([^"]*)"')
_STYLE_NAME = re.compile(rb'<w:name w:val="([^"]*)"')
_KIN = re.compile(rb'<w:(?:basedOn|link) w:val="([^"]*)"')
_NUM_ID = re.compile(rb'<w:num [^>]*?w:numId="([^"]*)"')
_ABSTRACT_ID = re.compile(rb'<w:abstractNum [^>]*?w:abstractNumId="([^"]*)"')
_ABSTRACT_REFERENCE = re.compile(rb'<w:abstractNumId w:val="([^"]*)"')
_RELATION = re.compile(rb'<Relationship [^<>]*?Target="/?([^"]*)"[^<>]*/>')

# LibreOffice looks these up by itself.
_WANTED_NAMES = frozenset(
    {b"hyperlink", b"followedhyperlink", b"header", b"footer", b"caption", b"page number", b"line number"}
    | {b"footnote text", b"footnote reference", b"endnote text", b"endnote reference"}
)
_STYLE_REFERENCES = (b"<w:pStyle", b"<w:rStyle", b"<w:tblStyle", b"<w:numStyleLink", b"<w:styleLink")
_NUMBER_REFERENCES = (b"<w:numId",)


def lean(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that the document needs, with the styles and lists that it uses."""
    kept = {name: content for name, content in parts.items() if name not in UNREAD}
    _drop_relations(kept)
    if not any(b"STYLEREF" in content for name, content in kept.items() if name.endswith(".xml")):
        _drop_styles(kept)
        _drop_lists(kept)
    return kept


def _drop_relations(parts: dict[str, bytes]) -> None:
    """Take out the relations to the parts that are not there any more."""
    names = {name.rpartition("/")[2].encode() for name in UNREAD}

    def keep(match: re.Match[bytes]) -> bytes:
        return b"" if match[1].rpartition(b"/")[2] in names else match[0]

    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        if name in parts:
            parts[name] = _RELATION.sub(keep, parts[name])


def _drop_styles(parts: dict[str, bytes]) -> None:
    used = _values(_others(parts, _STYLES), _STYLE_REFERENCES)
    split = _split(parts.get(_STYLES, b""), b"style", _STYLE_ID)
    if used is None or split is None:
        return
    head, styles, tail = split
    for identity, markup in styles.items():
        name = _STYLE_NAME.search(markup)
        if b' w:default="1"' in markup or (name is not None and name[1].lower() in _WANTED_NAMES):
            used.add(identity)
    wanted = _with_kin(used, styles)
    before, mark, latent = head.partition(b"<w:latentStyles")
    if mark:
        head = before + latent.partition(b"</w:latentStyles>")[2]
    parts[_STYLES] = head + b"".join(styles[identity] for identity in styles if identity in wanted) + tail


def _with_kin(used: set[bytes], styles: Mapping[bytes, bytes]) -> set[bytes]:
    """Add the styles that the used ones are based on or linked to."""
    found: set[bytes] = set()
    left = list(used)
    while left:
        identity = left.pop()
        if identity not in found and identity in styles:
            found.add(identity)
            left += _KIN.findall(styles[identity])
    return found


def _drop_lists(parts: dict[str, bytes]) -> None:
    numbering = parts.get(_NUMBERING, b"")
    used = _values(_others(parts, _NUMBERING), (b"<w:numId",))
    split = _split(numbering, b"num", _NUM_ID)
    if used is None or split is None or b"tyleLink" in numbering:
        return
    head, numbers, tail = split
    kept = b"".join(numbers[identity] for identity in numbers if identity in used)
    wanted = set(_ABSTRACT_REFERENCE.findall(kept))
    split = _split(head, b"abstractNum", _ABSTRACT_ID)
    if split is not None:
        before, lists, after = split
        head = before + b"".join(lists[identity] for identity in lists if identity in wanted) + after
    parts[_NUMBERING] = head + kept + tail


def _others(parts: Mapping[str, bytes], but: str) -> list[bytes]:
    return [content for name, content in parts.items() if name.endswith(".xml") and name != but]


def _split(
    markup: bytes, element: bytes, identity: re.Pattern[bytes]
) -> tuple[bytes, dict[bytes, bytes], bytes] | None:
    """Cut into what stands before the elements, the elements by their ids, and what stands behind.

    None if there are none, or if they do not follow one another with unlike ids as Word writes them.
    """
    start, end = b"<w:" + element + b" ", b"</w:" + element + b">"
    *pieces, tail = markup.split(end)
    head, mark, _ = pieces[0].partition(start) if pieces else (b"", b"", b"")
    if not mark:
        return None
    pieces[0] = pieces[0][len(head) :]
    found: dict[bytes, bytes] = {}
    for piece in pieces:
        match = identity.search(piece)
        if match is None or match[1] in found or piece.count(start) != 1 or piece[:64].lstrip().find(start) != 0:
            return None
        found[match[1]] = piece + end
    return head, found, tail


def _values(contents: Iterable[bytes], elements: Iterable[bytes]) -> set[bytes] | None:
    """Collect the w:val of every such element; None if one is written in a form that is not known here."""
    found: set[bytes] = set()
    for content in contents:
        for element in elements:
            pieces = content.split(element + b' w:val="')
            if len(pieces) - 1 != content.count(element):
                return None
            found.update(piece.partition(b'"')[0] for piece in pieces[1:])
    return found
