"""The contract of a converter; whatever makes the PDF stands behind it."""

from dataclasses import dataclass
from typing import Literal, Protocol

PdfProfile = Literal["pdf", "pdfa"]


@dataclass(frozen=True)
class Health:
    """What is said of a converter to the operator: `detail` is Russian and says how to mend it."""

    ready: bool
    detail: str


class Converter(Protocol):
    """Turns DOCX bytes into PDF bytes; safe to call from several threads at once."""

    def convert(self, docx: bytes, *, profile: PdfProfile = "pdf") -> bytes:
        """Return the PDF of a DOCX.

        Raises ConversionFailedError, ConverterUnavailableError or ConversionTimeoutError (service.errors).
        """

    def health(self) -> Health:
        """Tell, without converting anything, whether a conversion is likely to work."""

    def close(self) -> None:
        """Stop every process and remove every temporary file; calling it twice is harmless."""
