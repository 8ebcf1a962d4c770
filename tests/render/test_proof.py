"""The proof by itself: cells that no template of a test could leave behind as easily."""

from service.render.proof import proofread
from service.render.wordml import NAMESPACE, parse


def test_a_cell_that_a_loop_over_nothing_left_without_a_paragraph_is_told() -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/></w:tc></w:tr>"
    body = f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:tbl>{row}</w:tbl></w:body></w:document>'

    assert proofread(parse(body.encode()), []) == ["пустая ячейка: таблица 1, строка 1, столбец 2"]
