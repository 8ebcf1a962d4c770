"""A stand-in for LibreOffice at the edge of the process: a small PDF, the same for the same document."""

import hashlib
import io
import os
import signal
import time
import zipfile
from typing import Final

from service.convert.base import Health, PdfProfile
from service.docx import AnyDocx, packed

PAUSE: Final = 0.05  # seconds, about what LibreOffice takes
POISON: Final = "ядовитый документ"
_BLANK: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n%"
)


class Press:
    """Makes PDFs without LibreOffice; a document with the words of POISON kills its process, as a crash would."""

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Return a PDF that differs where the documents do."""
        time.sleep(PAUSE)
        with zipfile.ZipFile(io.BytesIO(packed(docx))) as package:
            if POISON.encode() in package.read("word/document.xml"):
                os.kill(os.getpid(), signal.SIGKILL)
        return _BLANK + hashlib.sha256(packed(docx)).hexdigest().encode()

    def health(self) -> Health:
        """Be well."""
        return Health(True, "")

    def close(self) -> None:
        """Have nothing to close."""
