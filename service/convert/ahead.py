"""Conversions begun before anybody waits for them: LibreOffice works while the rest of a set is filled."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from service.convert.base import Converter, PdfProfile
from service.docx import AnyDocx


class Ahead:
    """Converts documents of one set, a few at once, in the order in which they were begun.

    Once it is left, what has not been begun is given up and what has been is waited for.
    """

    def __init__(self, converter: Converter, threads: int) -> None:
        """Let `threads` documents be converted at once."""
        self._converter = converter
        self._pool = ThreadPoolExecutor(threads, "ahead")
        self._begun: dict[tuple[AnyDocx, PdfProfile], Future[bytes]] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the conversions."""
        self._pool.shutdown(cancel_futures=True)

    def begin(self, docx: AnyDocx, profile: PdfProfile) -> None:
        """Have a document converted soon, unless it is already."""
        if (docx, profile) not in self._begun:
            self._begun[docx, profile] = self._pool.submit(self._converter.convert, docx, profile=profile)

    def convert(self, docx: AnyDocx, *, profile: PdfProfile) -> bytes:
        """Wait for the PDF of a document; raises ConverterError."""
        self.begin(docx, profile)
        return self._begun[docx, profile].result()
