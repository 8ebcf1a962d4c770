"""Conversions begun ahead: in their order, each once, before anybody waits for them."""

import threading

import pytest

from service.convert import Ahead, Health, PdfProfile
from service.docx import AnyDocx, packed
from service.errors import ConversionFailedError


class _Slow:
    """A converter that says what it was asked for and waits until it is let go."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.going = threading.Event()
        self.first = threading.Event()

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        self.asked.append(packed(docx))
        self.first.set()
        assert self.going.wait(30)
        if docx == b"bad":
            raise ConversionFailedError("Не вышло.")
        return packed(docx) + profile.encode()

    def health(self) -> Health:
        return Health(True, "")

    def close(self) -> None:
        self.going.set()


def test_what_was_begun_is_converted_once_and_in_order() -> None:
    slow = _Slow()
    slow.going.set()
    with Ahead(slow, 1) as ahead:
        for docx in (b"a", b"b", b"a"):
            ahead.begin(docx, "pdf")
        made = [ahead.convert(docx, profile="pdf") for docx in (b"b", b"a", b"c")]

    assert made == [b"bpdf", b"apdf", b"cpdf"]
    assert slow.asked == [b"a", b"b", b"c"]


def test_an_error_is_raised_to_whoever_waits_for_that_document() -> None:
    slow = _Slow()
    slow.going.set()
    with Ahead(slow, 2) as ahead:
        for docx in (b"a", b"bad", b"b"):
            ahead.begin(docx, "pdfa")
        with pytest.raises(ConversionFailedError):
            ahead.convert(b"bad", profile="pdfa")
        made = [ahead.convert(docx, profile="pdfa") for docx in (b"a", b"b")]

    assert made == [b"apdfa", b"bpdfa"]


def test_nobody_has_to_wait_before_the_next_document_is_begun() -> None:
    slow = _Slow()
    with Ahead(slow, 1) as ahead:
        ahead.begin(b"a", "pdf")
        begun = slow.first.wait(30)
        slow.going.set()

    assert begun
    assert slow.asked == [b"a"]
