"""The page, the fonts, the tables and the signature of every document of every sample."""

from collections.abc import Callable, Iterator

import pytest

from service.bootstrap import sample_names
from service.docx import packed
from service.generate import RenderedDocument
from service.render.wordml import paragraph_text, parse, style_of, w
from tests.render.word import Docx, Element, placed, span_of, value

PORTRAIT = {"w": "11906", "h": "16838"}  # A4, twips
LANDSCAPE = {"w": "16838", "h": "11906"}
PORTRAIT_MARGINS = {"left": "1701", "right": "567", "top": "1134", "bottom": "1134"}  # 30, 10, 20, 20 mm
LANDSCAPE_MARGINS = {"top": "1701", "bottom": "567", "left": "1134", "right": "1134"}  # bound on the top edge
TEXT_WIDTH = {False: 9638, True: 14570}
LONG_CELL = 300  # letters; a row with less is never so tall that it has to break
INDENT = "709"  # 1.25 cm
INDENTED = ("Body", "Point", "Subpoint", "RegPoint", "RegItem", "Dash")
PARTS = {
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/_rels/document.xml.rels",
    "word/document.xml", "word/header1.xml", "word/header2.xml", "word/numbering.xml", "word/settings.xml",
    "word/styles.xml", "word/fontTable.xml",
}  # fmt: skip

Read = Callable[[str], list[Docx]]
every_sample = pytest.mark.parametrize("name", sample_names())


@pytest.fixture(scope="module")
def read(documents: Callable[[str], tuple[RenderedDocument, ...]]) -> Read:
    """Give the documents of a sample, parsed."""
    return lambda name: [Docx.of(document.name, packed(document.docx)) for document in documents(name)]


@every_sample
def test_the_page_is_a4_with_the_margins_of_the_standard(read: Read, name: str) -> None:
    for docx in read(name):
        size, margins = docx.section.find(w("pgSz")), docx.section.find(w("pgMar"))
        expected = (LANDSCAPE, LANDSCAPE_MARGINS) if docx.landscape else (PORTRAIT, PORTRAIT_MARGINS)

        assert size is not None
        assert margins is not None
        assert {key: size.get(w(key)) for key in expected[0]} == expected[0], docx.name
        assert {key: margins.get(w(key)) for key in expected[1]} == expected[1], docx.name


@every_sample
def test_the_page_number_stands_in_the_middle_of_the_header_but_not_on_page_one(read: Read, name: str) -> None:
    for docx in read(name):
        kinds = {ref.get(w("type")): ref for ref in docx.section.iter(w("headerReference"))}
        relations = {
            relation.get("Id", ""): relation.get("Target", "").removesuffix(".xml")
            for relation in parse(docx.parts["word/_rels/document.xml.rels"])
        }
        targets = {
            kind: relations[str(next(v for k, v in ref.attrib.items() if str(k).endswith("}id")))]
            for kind, ref in kinds.items()
        }
        first, default = docx.part(targets["first"]), docx.part(targets["default"])
        (paragraph,) = default.iter(w("p"))

        assert docx.section.find(w("titlePg")) is not None
        assert not list(first.iter(w("t"), w("instrText")))
        assert [(node.text or "").strip() for node in default.iter(w("instrText"))] == ["PAGE"]
        assert docx.said_by_style(paragraph, "pPr/jc") == "center"


@every_sample
def test_text_is_in_liberation_serif_of_14_points_and_in_russian(read: Read, name: str) -> None:
    for docx in read(name):
        defaults = docx.part("styles").find(f"{w('docDefaults')}/{w('rPrDefault')}")
        fonts = {
            font for style in docx.part("styles").iter(w("rFonts")) for key, font in style.attrib.items()
            if str(key).endswith(("}ascii", "}hAnsi", "}cs", "}eastAsia"))
        }  # fmt: skip

        assert value(defaults, "rPr/sz") == "28"
        assert value(defaults, "rPr/lang") == "ru-RU"
        assert fonts == {"Liberation Serif"}


@every_sample
def test_text_in_tables_is_of_12_points(read: Read, name: str) -> None:
    wrong = [
        f"{docx.name}, таблица {number}: {style_of(paragraph)} {paragraph_text(paragraph)[:40]}"
        for docx in read(name)
        for number, table in docx.data_tables()
        for paragraph in table.iter(w("p"))
        if docx.said_by_style(paragraph, "rPr/sz") != "24"
    ]

    assert wrong == []


@every_sample
def test_running_text_and_points_are_indented_by_125_mm(read: Read, name: str) -> None:
    indents = {
        (style_of(block), docx.said_by_style(block, "pPr/ind", "firstLine"))
        for docx in read(name)
        for block in docx.blocks
        if style_of(block) in INDENTED
    }

    assert {indent for _, indent in indents} <= {INDENT}, indents


@every_sample
def test_the_heading_row_of_a_table_is_repeated_and_only_a_tall_row_may_be_torn(read: Read, name: str) -> None:
    for docx in read(name):
        for number, table in docx.tables():
            rows = table.findall(w("tr"))
            headings = [n for n, row in enumerate(rows) if "CellHead" in {style_of(p) for p in row.iter(w("p"))}]
            repeated = [n for n, row in enumerate(rows) if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
            torn = [row for row in rows if row.find(f"{w('trPr')}/{w('cantSplit')}") is None]

            if headings == list(range(len(headings))):  # else the table is a square of four, each with its heading
                assert repeated == list(range(len(repeated))), (docx.name, number)
                assert headings <= repeated <= [*headings, len(headings)]  # a row of column numbers goes with it
            assert all(max(map(_length, row.iter(w("tc")))) > LONG_CELL for row in torn), (docx.name, number)


def _length(cell: Element) -> int:
    """Count the letters of a cell, a paragraph for at least a line of forty."""
    return sum(max(40, len(paragraph_text(paragraph))) for paragraph in cell.iter(w("p")))


@every_sample
def test_the_signature_takes_two_paragraphs_over_to_its_page(read: Read, name: str) -> None:
    for docx in read(name):
        for place, block in enumerate(docx.blocks):
            if style_of(block) == "Signature":
                before = [p for other in docx.blocks[max(0, place - 2) : place] for p in _last_line(other)]

                assert all(docx.says(paragraph, "keepNext") for paragraph in before), docx.name
                assert before or place == 0


def _last_line(block: Element) -> list[Element]:
    rows = block.findall(w("tr"))
    return list(rows[-1].iter(w("p"))) if rows else [block]


@every_sample
def test_the_name_of_who_signs_ends_at_the_right_margin(read: Read, name: str) -> None:
    for docx in read(name):
        signed = [block for block in docx.blocks if style_of(block) == "Signature"]
        width = str(TEXT_WIDTH[docx.landscape])
        style = docx.styles.get("Signature")

        for paragraph in signed:
            own, inherited = _tabs(paragraph), _tabs(style)
            cleared = {position for kind, position in own if kind == "clear"}
            tabs = [tab for tab in inherited if tab[1] not in cleared] + [t for t in own if t[0] != "clear"]

            assert tabs == [("right", width)], docx.name
            assert len(list(paragraph.iter(w("tab")))) - len(own) == 1


def _tabs(owner: Element | None) -> list[tuple[str | None, str | None]]:
    found = [] if owner is None else owner.findall(f"{w('pPr')}/{w('tabs')}/{w('tab')}")
    return [(tab.get(w("val")), tab.get(w("pos"))) for tab in found]


@every_sample
def test_nothing_is_formatted_but_by_styles(read: Read, name: str) -> None:
    allowed_in_paragraph = {w("pStyle"), w("keepNext"), w("tabs")}  # the last two are the renderer's
    direct = [
        f"{docx.name}: {child.tag.rpartition('}')[2]}"
        for docx in read(name)
        for owner, allowed in ((w("rPr"), {w("rStyle")}), (w("pPr"), allowed_in_paragraph))
        for properties in docx.document.iter(owner)
        for child in properties
        if child.tag not in allowed
    ]

    assert direct == []


@every_sample
def test_every_style_that_is_used_is_described(read: Read, name: str) -> None:
    for docx in read(name):
        used = {
            node.get(w("val"), "")
            for part in ("document", "header1", "header2")
            for node in docx.part(part).iter(w("pStyle"), w("rStyle"), w("tblStyle"))
        }

        assert used <= set(docx.styles), docx.name


@every_sample
def test_a_document_has_no_parts_that_it_does_not_need(read: Read, name: str) -> None:
    for docx in read(name):
        assert set(docx.parts) <= PARTS, docx.name


@every_sample
def test_the_properties_tell_title_author_and_language(read: Read, name: str) -> None:
    for docx in read(name):
        core = parse(docx.parts["docProps/core.xml"])
        told = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in core}

        assert told["title"]
        assert told["creator"]
        assert told["language"] == "ru-RU"
        assert "{" not in "".join(told.values())


def _faults_of_grid(table: Element) -> Iterator[str]:
    """Compare cells with their columns; each column may be off by the rounding of a twip."""
    grid = [int(column.get(w("w"), "0")) for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    if abs(int(value(table, "tblPr/tblW", "w") or "0") - sum(grid)) > len(grid):
        yield "ширина таблицы не равна сумме столбцов"
    for number, row in enumerate(table.findall(w("tr")), 1):
        covered = 0
        for column, cell in placed(row):
            width = sum(grid[column : column + span_of(cell)])
            covered += span_of(cell)
            if abs(int(value(cell, "tcPr/tcW", "w") or "0") - width) > len(grid):
                yield f"строка {number}, столбец {column + 1}: ширина не по сетке"
        if covered != len(grid):
            yield f"строка {number}: {covered} столбцов из {len(grid)}"


@every_sample
def test_the_cells_of_a_table_fit_its_grid_and_the_page(read: Read, name: str) -> None:
    for docx in read(name):
        for number, table in docx.tables():
            assert list(_faults_of_grid(table)) == [], (docx.name, number)
            assert int(value(table, "tblPr/tblW", "w") or "0") <= TEXT_WIDTH[docx.landscape] + 1


@every_sample
def test_a_merged_cell_goes_on_only_below_one_that_began(read: Read, name: str) -> None:
    for docx in read(name):
        for number, table in docx.tables():
            above: dict[int, int] = {}
            for row in table.findall(w("tr")):
                merged = {
                    column: (cell.find(f"{w('tcPr')}/{w('vMerge')}"), span_of(cell))
                    for column, cell in placed(row)
                }
                going_on = {c: s for c, (m, s) in merged.items() if m is not None and m.get(w("val")) != "restart"}
                values = {m.get(w("val")) for m, _ in merged.values() if m is not None}

                assert going_on.items() <= above.items(), (docx.name, number)
                assert values <= {None, "restart", "continue"}
                above = {column: span for column, (merge, span) in merged.items() if merge is not None}
