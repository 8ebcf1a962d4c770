"""Lets through to LibreOffice only a DOCX that can neither reach outside itself nor exhaust the machine.

What comes out are the parts themselves, not the archive they came in: LibreOffice gets a new archive of them
and sees exactly what has been looked at here, whatever tricks the original held.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from service.convert import fields, lean, links
from service.errors import ConversionFailedError

PACKED_LIMIT = 64 * 1024 * 1024
UNPACKED_LIMIT = 192 * 1024 * 1024
PART_RATIO_LIMIT = 300
RATIO_FREE = 4 * 1024 * 1024
PARTS_LIMIT = 4096

_TYPES = "[Content_Types].xml"
_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_BLANK = b" \t\r\n"
_UTF8_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<")
_FORBIDDEN_NAMES = {
    "vbaproject.bin": "макросы",
    "vbadata.xml": "макросы",
    "word/embeddings/": "вложенный объект (OLE)",
    "word/activex/": "элемент ActiveX",
}
_SVG = re.compile(rb"<(?:[\w.-]+:)?svg\b")
_SVG_HEAD = 64 * 1024


def opened(docx: bytes) -> dict[str, bytes]:
    """Unpack a document into its parts by name, but for those that LibreOffice has no use for.

    Raises ConversionFailedError if the archive is broken, encrypted or too large, or holds no Word document.
    """
    parts = _unpack(docx)
    if _TYPES not in parts or _MAIN_TYPE not in parts[_TYPES] or "word/document.xml" not in parts:
        raise _refusal("это не документ Word (DOCX)")
    if b"macroEnabled" in parts[_TYPES]:
        raise _refusal("в нём макросы; сохраните его как DOCX")
    return parts


def verified(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts as LibreOffice may see them; nothing that was not verified may be sent to it.

    Raises ConversionFailedError, saying in Russian what is wrong and how to mend it. Links to an attached
    template are dropped in silence (Word writes them by itself); hyperlinks stay.
    """
    safe = dict(parts)
    for name, content in parts.items():
        _check_name(name)
        if _is_xml(name, content):
            _check_xml(name, content)
            safe[name] = links.without_template(name, content)
    return safe


def _unpack(docx: bytes) -> dict[str, bytes]:
    if len(docx) > PACKED_LIMIT:
        raise _refusal(f"файл больше {PACKED_LIMIT // 1024**2} МБ")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            return dict(_read(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refusal("это не файл DOCX или он повреждён") from error


def _read(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > PARTS_LIMIT:
        raise _refusal(f"в архиве больше {PARTS_LIMIT} частей")
    seen: set[str] = set()
    room = UNPACKED_LIMIT
    for entry in entries:
        _check_entry(entry, seen)
        if entry.is_dir() or entry.filename in lean.UNREAD:
            continue
        allowed = min(room, max(RATIO_FREE, entry.compress_size * PART_RATIO_LIMIT))
        with archive.open(entry) as stream:
            # The size that the archive states is not believed.
            content = stream.read(allowed + 1)
        if len(content) > allowed:
            raise _refusal("архив разворачивается в слишком большой объём (ZIP-бомба)")
        room -= len(content)
        yield entry.filename, content


def _check_entry(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise _refusal("документ зашифрован; снимите пароль")
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise _refusal(f"недопустимое имя части архива {name!r}")
    folded = name.casefold()
    if folded in seen:
        raise _refusal(f"в архиве две части с одним именем {name!r}")
    seen.add(folded)


def _check_name(name: str) -> None:
    folded = name.casefold()
    for mark, what in _FORBIDDEN_NAMES.items():
        if folded.endswith(mark) or folded.startswith(mark):
            raise _refusal(f"в нём {what}; удалите и сохраните документ заново")


def _is_xml(name: str, content: bytes) -> bool:
    """Tell by the first character: the name of a picture may hide an SVG."""
    if content.startswith(_GZIP):
        raise _refusal(f"сжатая часть {name!r}; сохраните рисунок как PNG")
    if content.startswith(_WIDE):
        raise _refusal(f"часть {name!r} не в кодировке UTF-8")
    xml = content.removeprefix(_UTF8_MARK).lstrip(_BLANK)[:1] == b"<"
    if not xml and name.casefold().endswith((".xml", ".rels", ".vml")):
        raise _refusal(f"часть {name!r} повреждена")
    return xml


def _check_xml(name: str, content: bytes) -> None:
    head = content[:200].partition(b"?>")[0].lower()
    if b"encoding" in head and b"utf-8" not in head and b"us-ascii" not in head:
        raise _refusal(f"часть {name!r} не в кодировке UTF-8")
    if b"<!DOCTYPE" in content:
        raise _refusal(f"в части {name!r} есть описание <!DOCTYPE")
    if b"svg" in content and _SVG.search(content, 0, _SVG_HEAD):
        raise _refusal("в нём рисунок SVG; замените его на PNG")
    found = links.forbidden(name, content) or fields.forbidden(content)
    if found is not None:
        raise _refusal(f"в нём {found}; удалите и сохраните документ заново")


def _refusal(reason: str) -> ConversionFailedError:
    return ConversionFailedError(f"Документ не отправлен в LibreOffice: {reason}.")
