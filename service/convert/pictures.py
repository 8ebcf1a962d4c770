"""Pages of a PDF as PNG: the printed thing itself, so that a preview cannot differ from it."""

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from service.convert.pdf import opened

_POINTS: Final = 72  # to the inch, the unit of PDF
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREY: Final = 0
_RGB: Final = 2
_LEVEL: Final = 4  # of compression: a page is mostly white, more effort gains nothing


@dataclass(frozen=True)
class PageSize:
    """The size of a page in whole points."""

    width: int
    height: int


def page_sizes(pdf: bytes) -> list[PageSize]:
    """Return the sizes of all pages; raises ConversionFailedError if the bytes are no PDF."""
    with opened(pdf) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
    return [PageSize(round(width), round(height)) for width, height in sizes]


def page_picture(pdf: bytes, number: int, *, dots: int = 110) -> bytes:
    """Return a page, counted from 0, as PNG of `dots` to the inch.

    Raises IndexError if there is no such page, ConversionFailedError if the bytes are no PDF.
    """
    with opened(pdf) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        page = document[number]
        bitmap = page.render(scale=dots / _POINTS, rev_byteorder=True, prefer_bgrx=False)
        try:
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            pixels = bytes(bitmap.buffer)
        finally:
            bitmap.close()
            page.close()
    return _png(width, height, stride, pixels)


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Write RGB rows of `stride` bytes as PNG (ISO/IEC 15948), unfiltered; a page without colour as greys."""
    lines = [pixels[start : start + 3 * width] for start in range(0, height * stride, stride)]
    colour = _RGB if any(not line[::3] == line[1::3] == line[2::3] for line in lines) else _GREY
    rows = b"".join(b"\0" + (line if colour == _RGB else line[::3]) for line in lines)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, _LEVEL)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
