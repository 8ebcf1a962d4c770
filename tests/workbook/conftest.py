"""What the tests of workbooks share: the bundled kinds, without LibreOffice."""

import pytest

from service.catalog import Catalog
from service.config import bundled


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The bundled kinds; no document is made here, so there is no converter."""
    return Catalog([bundled("doc_templates")])
