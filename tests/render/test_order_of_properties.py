"""Children of properties stand in the order of the standard (ISO/IEC 29500-1, CT_PPr, CT_RPr, CT_TcPr …)."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest

from service.bootstrap import sample_names
from service.docx import packed
from service.generate import RenderedDocument
from service.render.wordml import w
from tests.render.word import Docx, Element

ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
}


def _faults(root: Element) -> Iterator[str]:
    for owner, names in ORDER.items():
        places = {w(name): place for place, name in enumerate(names.split())}
        for element in root.iter(w(owner)):
            found = [places.get(str(child.tag), -1) for child in element]
            if -1 in found or found != sorted(found):
                yield f"{owner}: {[str(child.tag).rpartition('}')[2] for child in element]}"
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            yield "tc: ячейка не кончается абзацем"


@pytest.mark.parametrize("name", sample_names())
def test_properties_stand_in_the_order_that_word_demands(
    documents: Callable[[str], tuple[RenderedDocument, ...]], name: str
) -> None:
    for document in documents(name):
        docx = Docx.of(document.name, packed(document.docx))
        parts = [part.removeprefix("word/").removesuffix(".xml") for part in docx.parts if part.endswith(".xml")]
        found = [
            f"{part}: {fault}"
            for part in parts
            if part in {"document", "styles", "numbering", "header1", "header2"}
            for fault in _faults(docx.part(part))
        ]

        assert found == [], document.name
