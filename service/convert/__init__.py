"""PDF behind one protocol: DOCX bytes in, PDF bytes out."""

from service.convert.base import Converter, Health, PdfProfile, PooledConverter
from service.convert.cached import with_cache
from service.convert.factory import create_converter
from service.convert.machine import Finding, diagnose
from service.convert.pdf import pdf_pages

__all__ = [
    "Converter",
    "Finding",
    "Health",
    "PdfProfile",
    "PooledConverter",
    "create_converter",
    "diagnose",
    "pdf_pages",
    "with_cache",
]
