"""Opens a PDF: the only importer of pypdfium2, which must not be used by two threads at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2

from service.errors import ConversionFailedError

_lock = Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Give a PDF's pypdfium2 document, nobody else's at that time; raises ConversionFailedError if it is none."""
    with _lock:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ConversionFailedError("Полученный файл не открывается как PDF.") from error
        try:
            yield document
        finally:
            document.close()


def pdf_pages(pdf: bytes) -> int:
    """Count the pages; raises ConversionFailedError if the bytes are no PDF."""
    with opened(pdf) as document:
        return len(document)
