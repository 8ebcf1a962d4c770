"""Names of files are human, safe and unique; a file is written whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from service.errors import OutputError
from service.files import LONGEST, ascii_name, safe_name, unique_names, write_file


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Приказ № 186-од", "Приказ № 186-од"),
        ("Приказ №\u00a026/1", "Приказ № 26-1"),
        ("а\\б", "а-б"),
        ('Карта: "план"?', "Карта_ _план__"),
        ("  много   пробелов  ", "много пробелов"),
        ("точка.", "точка"),
        ("..", "Документ"),
        ("", "Документ"),
        ("con", "con_"),
        ("строка\nвторая", "строка вторая"),
    ],
)
def test_a_name_loses_only_what_windows_forbids(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=300))
def test_every_text_gives_a_name_that_windows_takes(text: str) -> None:
    name = safe_name(text)

    assert is_valid_filename(f"{name}.docx", platform="universal")
    assert 0 < len(name) <= LONGEST


@given(st.text(max_size=100))
def test_every_name_has_one_in_ascii(text: str) -> None:
    assert ascii_name(text).isascii()


def test_a_name_is_transliterated_for_those_who_know_only_ascii() -> None:
    assert ascii_name("Приказ № 186-од.docx") == "Prikaz N 186-od.docx"


def test_alike_names_are_told_apart_without_regard_to_case() -> None:
    assert unique_names(["Приказ", "Карта", "приказ", "Приказ"]) == ["Приказ", "Карта", "приказ (2)", "Приказ (3)"]


def test_a_made_up_name_is_never_one_that_is_taken() -> None:
    names = unique_names(["Приказ", "Приказ (2)", "Приказ"])

    assert len({name.casefold() for name in names}) == 3


def test_a_file_is_written_into_a_new_folder(tmp_path: Path) -> None:
    write_file(tmp_path / "а" / "б" / "файл.docx", b"content")

    assert (tmp_path / "а" / "б" / "файл.docx").read_bytes() == b"content"


def test_a_file_that_was_there_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "файл", b"old")
    write_file(tmp_path / "файл", b"new")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"файл": b"new"}


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "файл").mkdir()
    with pytest.raises(OutputError, match="Не удалось записать"):
        write_file(tmp_path / "файл", b"content")

    assert [path.name for path in tmp_path.iterdir()] == ["файл"]
