"""What is kept away from LibreOffice, and how it is said."""

import io
import zipfile

import pytest

from service.convert import guard
from service.errors import ConversionFailedError
from tests.convert import documents

FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
RUN = "<w:r><w:instrText>{}</w:instrText></w:r>"


def checked(docx: bytes) -> dict[str, bytes]:
    return guard.verified(guard.opened(docx))


def test_an_ordinary_document_passes_whole() -> None:
    parts = checked(documents.plain())

    assert documents.SENTENCE in parts["word/document.xml"].decode()
    assert parts["[Content_Types].xml"]


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04garbage", b"<html/>"])
def test_bytes_that_are_no_archive_are_refused(content: bytes) -> None:
    with pytest.raises(ConversionFailedError, match="не файл DOCX"):
        checked(content)


def test_an_archive_that_is_no_document_is_refused() -> None:
    with pytest.raises(ConversionFailedError, match="не документ Word"):
        checked(documents.tampered(documents.plain(), lambda _: {"a.txt": b"a"}))


def test_a_bomb_is_refused() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/media/image1.png"] = bytes(40 * 1024 * 1024)

    with pytest.raises(ConversionFailedError, match="ZIP-бомба"):
        checked(documents.tampered(documents.plain(), change))


@pytest.mark.parametrize("name", ["/etc/passwd", "../word/a.xml", "word/../../a", "C:/a.xml", "word\\a.xml"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = b"<a/>"

    with pytest.raises(ConversionFailedError, match="недопустимое имя"):
        checked(documents.tampered(documents.plain(), change))


def test_two_parts_of_one_name_are_refused() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["Word/Document.xml"] = b"<a/>"

    with pytest.raises(ConversionFailedError, match="с одним именем"):
        checked(documents.tampered(documents.plain(), change))


def test_an_encrypted_archive_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<a/>")
    content = bytearray(buffer.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(ConversionFailedError, match="зашифрован"):
        checked(bytes(content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("word/vbaProject.bin", b"\xd0\xcf", "макросы"),
        ("word/embeddings/oleObject1.bin", b"\xd0\xcf", "OLE"),
        ("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        ("word/a.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "UTF-8"),
        ("word/a.xml", b'<?xml version="1.0" encoding="windows-1251"?><a/>', "UTF-8"),
        ("word/media/image1.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("word/media/image1.png", b"\x1f\x8b\x08", "сжатая"),
    ],
)
def test_a_dangerous_part_is_refused(name: str, content: bytes, said: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = content

    with pytest.raises(ConversionFailedError, match=said):
        checked(documents.tampered(documents.plain(), change))


@pytest.mark.parametrize("kind", ["image", "oleObject", "subDocument", "frame", "aFChunk", "mailMergeSource"])
def test_a_link_to_the_outside_is_refused(kind: str) -> None:
    with pytest.raises(ConversionFailedError, match="LibreOffice"):
        checked(documents.with_relation(kind, "file:///etc/passwd"))


def test_a_picture_linked_by_a_relation_that_says_hyperlink_is_refused() -> None:
    picture = '<w:p><w:r><blip xmlns:q="r" t=">" q:link="rId900"/></w:r></w:p>'

    with pytest.raises(ConversionFailedError, match="связанный рисунок"):
        checked(documents.with_body(picture))


def test_a_hyperlink_to_a_file_is_refused_and_to_a_site_kept() -> None:
    site = documents.with_relation("hyperlink", "https://example.org/?a=1&amp;b=2")

    assert b"example.org" in checked(site)["word/_rels/document.xml.rels"]
    with pytest.raises(ConversionFailedError, match="гиперссылка на файл"):
        checked(documents.with_relation("hyperlink", "file:///etc/passwd"))


def test_the_link_to_the_template_that_word_writes_is_dropped() -> None:
    document = documents.with_relation(
        "attachedTemplate", "file:///C:/Normal.dotm", "word/_rels/settings.xml.rels"
    )

    assert b"Normal.dotm" not in checked(document)["word/_rels/settings.xml.rels"]


@pytest.mark.parametrize(
    "markup",
    [
        FIELD.format(RUN.format(' INCLUDEPICTURE "file:///etc/passwd" ')),
        FIELD.format(RUN.format(" INCLUDE") + RUN.format('TEXT "a.docx"')),
        FIELD.format(RUN.format(" &#x44;DEAUTO excel ")),
        FIELD.format(RUN.format(" IF ") + FIELD.format(RUN.format("LINK a"))[5:-6] + RUN.format("= 1")),
        '<w:p><w:fldSimple w:instr=" includetext a.docx"/></w:p>',
    ],
)
def test_a_field_that_pulls_in_a_foreign_file_is_refused(markup: str) -> None:
    with pytest.raises(ConversionFailedError, match="чужой файл"):
        checked(documents.with_body(markup))


def test_a_page_number_is_no_foreign_field() -> None:
    field = FIELD.format(RUN.format(" PAGE ")) + FIELD.format(RUN.format(' HYPERLINK "https://a.ru/LINK" '))

    assert checked(documents.with_body(field))
