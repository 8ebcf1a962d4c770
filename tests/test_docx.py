import zipfile
from io import BytesIO

from service.docx import Docx, Frame, Part, digest_of, packed

FRAME = Frame([Part("[Content_Types].xml", b"<Types/>"), Part("word/styles.xml", b"<styles/>" * 100)])


def test_the_file_holds_the_parts_in_their_order() -> None:
    docx = Docx(FRAME, {"word/document.xml": b"<document/>", "docProps/core.xml": b"<core/>"})

    with zipfile.ZipFile(BytesIO(docx.packed())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == docx.parts()
        assert archive.namelist() == list(docx.parts())
        assert archive.testzip() is None


def test_a_document_is_packed_into_the_same_bytes_again() -> None:
    docx = Docx(FRAME, {"word/document.xml": b"<document/>"})

    assert docx.packed() == docx.packed() == packed(docx) == packed(docx.packed())


def test_documents_are_told_from_one_another() -> None:
    other = Frame([Part("[Content_Types].xml", b"<Types/>")])
    unlike = [
        Docx(FRAME, {"word/document.xml": b"ab", "word/header1.xml": b"c"}),
        Docx(FRAME, {"word/document.xml": b"a", "word/header1.xml": b"bc"}),
        Docx(FRAME, {"word/document.xml": b"c", "word/header1.xml": b"ab"}),
        Docx(other, {"word/document.xml": b"ab", "word/header1.xml": b"c"}),
    ]

    digests = {digest_of(docx) for docx in unlike}

    assert len(digests) == len(set(unlike)) == len(unlike)


def test_equal_documents_are_one() -> None:
    one, same = (Docx(FRAME, {"word/document.xml": b"ab", "word/header1.xml": b"c"}) for _ in range(2))

    assert {one, same} == {one}
    assert digest_of(one) == digest_of(same)
