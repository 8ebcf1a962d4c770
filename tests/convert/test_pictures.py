"""Pages of a PDF become PNG of the right size and colour."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.convert.pictures import PageSize, page_picture, page_sizes
from service.errors import ConversionFailedError

GREY, RGB = 0, 2


def _pdf(*pages: str) -> bytes:
    """Write a PDF whose pages, 72 by 36 points, are drawn by these operators."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    for number, drawn in enumerate(pages):
        parts.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 36]/Contents {4 + 2 * number} 0 R>>")
        parts.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R/Size {len(parts) + 1}>>\nstartxref\n0\n%%EOF\n".encode()


def _read(png: bytes) -> tuple[tuple[int, int], int, bytes]:
    """Return the size, the kind of colour and the rows of a PNG."""
    width, height, _, colour = struct.unpack(">IIBB", png[16:26])
    length = struct.unpack(">I", png[33:37])[0]
    return (width, height), colour, zlib.decompress(png[41 : 41 + length])


BLACK_LEFT = "0 g 0 0 36 36 re f"
RED = "1 0 0 rg 0 0 72 36 re f"


def test_every_page_has_its_size() -> None:
    assert page_sizes(_pdf(BLACK_LEFT, RED)) == [PageSize(72, 36), PageSize(72, 36)]


def test_a_page_without_colour_is_grey_and_shows_what_is_drawn() -> None:
    size, colour, rows = _read(page_picture(_pdf(BLACK_LEFT), 0, dots=72))

    assert (size, colour) == ((72, 36), GREY)
    assert rows[1:73] == bytes([0] * 36 + [255] * 36)


def test_a_page_with_colour_keeps_it() -> None:
    size, colour, rows = _read(page_picture(_pdf(BLACK_LEFT, RED), 1, dots=144))

    assert (size, colour) == ((144, 72), RGB)
    assert rows[1:4] == b"\xff\0\0"


def test_threads_do_not_disturb_each_other() -> None:
    pdf = _pdf(BLACK_LEFT, RED)
    alone = [page_picture(pdf, number) for number in (0, 1)]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda number: page_picture(pdf, number), [0, 1] * 10))

    assert together == alone * 10


@pytest.mark.parametrize("number", [-1, 2])
def test_there_are_no_other_pages(number: int) -> None:
    with pytest.raises(IndexError):
        page_picture(_pdf(BLACK_LEFT, RED), number)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ConversionFailedError):
        page_picture(b"<html>", 0)
