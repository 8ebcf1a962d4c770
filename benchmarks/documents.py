"""The four documents that every way of conversion is measured on, as python-docx writes them and lean."""

import io
import zipfile
from functools import cache

import docx

from service.convert import guard, lean

_SENTENCE = (
    "Наставник оказывает методическую поддержку молодому педагогу, посещает его уроки и внеурочные занятия, "
    "анализирует их вместе с ним и помогает составить персонализированную программу наставничества. "
)


@cache
def documents() -> dict[str, bytes]:
    """Make a 2-page roadmap, a 15-page regulation, a 3-page order with a table and a table of 200 rows."""
    fat = {
        "roadmap": _document(paragraphs=2, rows=14, columns=5),
        "regulation": _document(paragraphs=80, rows=0, columns=1),
        "order": _document(paragraphs=12, rows=12, columns=3),
        "table": _document(paragraphs=1, rows=200, columns=4),
    }
    return fat | {f"{name}, lean": _lean(content) for name, content in fat.items()}


def _document(paragraphs: int, rows: int, columns: int) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Документ о наставничестве"
    for number in range(paragraphs):
        if number % 10 == 0:
            document.add_heading(f"{number // 10 + 1}. Раздел", 1)
        style = "List Number" if number % 3 == 0 else "Normal"
        document.add_paragraph(f"{_SENTENCE * 2}Пункт {number}.", style)
    if rows:
        table = document.add_table(rows=rows, cols=columns, style="Table Grid")
        for index, cell in enumerate(table._cells):
            cell.text = f"Мероприятие {index}, до 31 мая"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _lean(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in guard.verified(lean.lean(guard.opened(content))).items():
            archive.writestr(name, part)
    return buffer.getvalue()
