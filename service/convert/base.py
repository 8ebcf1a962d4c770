"""The contract of a converter; whatever makes the PDF stands behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from service.docx import AnyDocx

PdfProfile = Literal["pdf", "pdfa"]
Gone = Callable[[], bool]  # tells whether whoever asked for a document has left


def nobody_leaves() -> bool:
    """Say that somebody waits, for those who cannot tell."""
    return False


@dataclass(frozen=True)
class Health:
    """What is said of a converter to the operator: `detail` is Russian and says how to mend it.

    `since_success` are the seconds since a document was really converted, None if none was yet.
    """

    ready: bool
    detail: str
    since_success: float | None = None


class Converter(Protocol):
    """Turns DOCX bytes into PDF bytes; safe to call from several threads at once."""

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Return the PDF of a DOCX.

        Raises ConversionFailedError, ConverterUnavailableError or ConversionTimeoutError (service.errors).
        """

    def health(self) -> Health:
        """Tell, without converting anything, whether a conversion is likely to work."""

    def close(self) -> None:
        """Stop every process and remove every temporary file; calling it twice is harmless."""


class PooledConverter(Converter, Protocol):
    """A converter with processes of its own that may be warmed up, checked and shared with a batch."""

    def start(self) -> None:
        """Start and warm up every process now; raises ConverterError. Without it the first documents do."""

    def check(self, max_age: float = 60.0) -> Health:
        """Tell the health, converting a line of text if no document was within `max_age` seconds."""

    def for_batch(self) -> Converter:
        """Give a view of the same processes whose documents let interactive ones go ahead.

        Closing the view does nothing: the processes belong to the pool.
        """

    def for_client(self, gone: Gone) -> Converter:
        """Give a view of the same processes for one client; `gone` tells, at any time and quickly, if it has left.

        Its documents then raise ClientGoneError and let others ahead. Closing the view does nothing.
        """
