"""What the pool asks of an engine: one process that converts one document at a time."""

from typing import Protocol

from service.convert.base import Gone, PdfProfile

IMPORT_FILTER = "MS Word 2007 XML"
EXPORT_FILTER = "writer_pdf_Export"

_PDF_VERSION: dict[PdfProfile, int] = {"pdf": 0, "pdfa": 2}


class EngineDiedError(Exception):
    """The process ended under our hands; the same document is worth one more try in a new process."""


class Engine(Protocol):
    """One LibreOffice process; used by one thread at a time, thrown away after any failure but a refusal."""

    def start(self) -> None:
        """Start the process and wait until it takes documents.

        Raises ConverterUnavailableError when it cannot be started.
        """

    @property
    def alive(self) -> bool:
        """Tell whether the process still runs."""

    def convert(self, docx: bytes, profile: PdfProfile, timeout: float, gone: Gone) -> bytes:
        """Return the PDF within `timeout` seconds; an engine that can asks meanwhile whether anybody still waits.

        Raises EngineDiedError, ConversionFailedError (the process is well), ConversionTimeoutError or
        ClientGoneError.
        """

    def stop(self) -> None:
        """Kill every process and remove every file; calling it twice is harmless."""


def export_options(profile: PdfProfile) -> dict[str, int | bool]:
    """Give the options of the PDF export by their LibreOffice names."""
    return {
        "SelectPdfVersion": _PDF_VERSION[profile],
        "UseTaggedPDF": True,
        "ExportBookmarks": True,
        "EmbedStandardFonts": True,
        "ExportFormFields": False,
    }
