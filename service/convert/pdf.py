"""Looks into a PDF: the only importer of pypdfium2, which must not be used by two threads at once."""

from threading import Lock

import pypdfium2

from service.errors import ConversionFailedError

_lock = Lock()


def pdf_pages(pdf: bytes) -> int:
    """Count the pages; raises ConversionFailedError if the bytes are no PDF."""
    with _lock:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ConversionFailedError("Полученный файл не открывается как PDF.") from error
        try:
            return len(document)
        finally:
            document.close()
