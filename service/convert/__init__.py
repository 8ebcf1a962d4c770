"""PDF behind one protocol: DOCX bytes in, PDF bytes out."""

from service.convert.ahead import Ahead
from service.convert.base import Converter, Health, PdfProfile, PooledConverter
from service.convert.cached import engine_version, with_cache
from service.convert.factory import create_converter
from service.convert.machine import Finding, diagnose
from service.convert.pdf import pdf_pages
from service.convert.pictures import PageSize, page_picture, page_sizes

__all__ = [
    "Ahead",
    "Converter",
    "Finding",
    "Health",
    "PageSize",
    "PdfProfile",
    "PooledConverter",
    "create_converter",
    "diagnose",
    "engine_version",
    "page_picture",
    "page_sizes",
    "pdf_pages",
    "with_cache",
]
