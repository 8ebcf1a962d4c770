"""What is done to a filled part, on parts that no template of ours happens to make."""

import pytest
from lxml import etree

from service.render.finishing import finish
from service.render.wordml import NAMESPACE, parse, w


def _part(body: str) -> etree._Element:
    return parse(f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'.encode())


def _paragraph(*pieces: str, inside: str = "") -> str:
    return f"<w:p>{inside}{''.join(f'<w:r><w:t>{piece}</w:t></w:r>' for piece in pieces)}</w:p>"


def _table(*cells: str, width: int) -> str:
    row = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    grid = f'<w:gridCol w:w="{width}"/>' * len(cells)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"


LINE = "словечко "  # nine letters; a line of a cell of 1,300 twips


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        (_paragraph("№"), True),
        (_paragraph(LINE * 19), True),
        (_paragraph(LINE * 22), False),
        (_paragraph("а") * 20, True),
        (_paragraph("а") * 21, False),
        (_table(_paragraph("а") * 21, width=600), False),
    ],
    ids=["a sign", "19 lines", "23 lines", "20 paragraphs", "21 paragraphs", "a table within"],
)
def test_only_a_tall_row_may_be_torn(cell: str, whole: bool) -> None:
    root = _part(_table(_paragraph("№"), cell, width=1300))

    finish(root, landscape=False)

    assert (next(root.iter(w("trPr"))).find(w("cantSplit")) is not None) == whole


def test_a_row_of_a_page_that_lies_on_its_side_is_tall_sooner() -> None:
    root = _part(_table(_paragraph("а") * 14, width=14000))

    finish(root, landscape=True)

    assert next(root.iter(w("trPr"))).find(w("cantSplit")) is None


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("на 2026 г.", "."), "на 2026 г."),
        (("на 2026 г..",), "на 2026 г."),
        (("на 2026 г.", ". Далее"), "на 2026 г. Далее"),
        (("и так далее...",), "и так далее..."),
        (("и так далее", "..."), "и так далее..."),
        (("Ели.", " .", " Пили"), "Ели. . Пили"),
    ],
)
def test_a_sentence_ends_with_one_full_stop(pieces: tuple[str, ...], text: str) -> None:
    root = _part(_paragraph(*pieces))

    finish(root, landscape=False)

    assert "".join(node.text or "" for node in root.iter(w("t"))) == text


def test_a_lead_in_stays_with_what_it_leads_in_but_not_within_a_table() -> None:
    root = _part(_paragraph("Утвердить: ") + _paragraph("Положение") + _table(_paragraph("Итого:"), width=1300))

    finish(root, landscape=False)

    assert [p.find(f"{w('pPr')}/{w('keepNext')}") is not None for p in root.iter(w("p"))] == [True, False, False]
