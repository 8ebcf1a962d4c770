"""Jinja filters for templates, thin, over `service.language`; documented in doc_templates/README.md."""

from collections.abc import Mapping
from typing import Any, Final

from service.filters import acts, documents, names, quantities, words

FILTERS: Final[Mapping[str, Any]] = {
    **words.FILTERS, **names.FILTERS, **quantities.FILTERS, **acts.FILTERS, **documents.FILTERS,
}  # fmt: skip
