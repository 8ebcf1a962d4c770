"""A wrong template is told with the kind, the part, the place, the tag and the nearest known name."""

from types import SimpleNamespace
from typing import Any

import pytest

from schemas.people import Person
from service.errors import TemplateError
from service.render import RenderState
from tests.render.building import Bench, paragraph, table

PERSON = Person(id="p", surname="Седых", name="Ольга")


def _refused(bench: Bench, *blocks: str, header: str = "", **values: Any) -> str:
    with pytest.raises(TemplateError) as raised:
        bench.fill(*blocks, header=header, **values)
    assert raised.value.exit_code == 3
    return str(raised.value)


def test_an_unknown_name_is_told_with_kind_part_paragraph_tag_and_the_nearest(bench: Bench) -> None:
    told = _refused(
        bench, paragraph("Первый абзац."), paragraph("Назначить {{ curatr }} немедленно."), curator="Ия"
    )

    for part in ("«memo»", "основной текст", "абзац «Назначить", "{{ curatr }}", "«curator»"):
        assert part in told


def test_an_unknown_attribute_is_answered_with_the_nearest_of_its_owner(bench: Bench) -> None:
    told = _refused(bench, paragraph("{{ person.surnam }}"), person=PERSON)

    assert "{{ person.surnam }}" in told
    assert "«surname»" in told


def test_an_unknown_name_in_a_table_is_told_with_table_and_row(bench: Bench) -> None:
    told = _refused(bench, table(["а", "б"]), table(["в", "г"], ["{{ nobody }}", "д"]))

    assert "таблица 2, строка 2" in told


def test_an_unknown_name_in_the_last_cell_of_a_table_is_told_with_table_and_row(bench: Bench) -> None:
    assert "таблица 1, строка 2" in _refused(bench, table(["в", "г"], ["д", "{{ nobody }}"]))


def test_an_unknown_name_in_the_header_is_told_as_such(bench: Bench) -> None:
    assert "верхний колонтитул" in _refused(bench, paragraph("Текст"), header="{{ nobody }}")


@pytest.mark.parametrize(
    "tag", ["{{ x | fliter }}", "{% if x %}", "{{ x", "{% endfor %}", "{%p for %}", "{{ x y }}"]
)
def test_a_tag_that_cannot_be_understood_is_told_with_its_kind(bench: Bench, tag: str) -> None:
    told = _refused(bench, paragraph(f"Тег {tag} здесь"), x="да")

    assert "«memo»" in told


def test_an_unknown_name_is_refused_even_in_a_condition(bench: Bench) -> None:
    assert "nobody" in _refused(bench, paragraph("{% if nobody %}да{% endif %}Текст"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "NoneType"), (True, "bool"), (1.5, "float"), ([1], "list"), ({}, "dict"),
        (SimpleNamespace(), "Simple"), ("", "пустое"), ("  ", "пустое"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_not_printed(bench: Bench, value: Any, told: str) -> None:
    found = _refused(bench, paragraph("Значение {{ x }}"), x=value)

    assert told in found
    assert "{{ x }}" in found


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.__class__ }}",
        "{{ x.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{%p do names.append(1) %}",
        "{{ names.pop() }}",
        '{{ "%s" | attr("__class__") }}',
    ],
)
def test_a_template_has_no_way_out_of_the_sandbox(bench: Bench, tag: str) -> None:
    names = [1]
    _refused(bench, paragraph("Текст"), paragraph(tag), x="да", names=names)

    assert names == [1]


def test_a_tag_of_cells_outside_a_table_is_refused(bench: Bench) -> None:
    assert "не в ячейке" in _refused(bench, paragraph("{% width 100 %}"))


def test_a_wrong_name_of_a_file_is_told_with_its_pattern(bench: Bench) -> None:
    with pytest.raises(TemplateError, match="Имя файла «Приказ"):
        bench.renderer.fill_name("Приказ {{ nobody }}", {}, RenderState())


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ([paragraph("Остался }} тег")], "остался тег"),
        ([paragraph("Напечатано None здесь")], "None"),
        ([table(["а", "{% if false %}б{% endif %}"])], "пустая ячейка: таблица 1, строка 1, столбец 2"),
        ([paragraph("{% if false %}Раздел{% endif %}", "Heading1")], "пустой абзац в стиле «Heading1»"),
        ([paragraph("Двойной  пробел")], "двойной пробел"),
        ([paragraph("Запятая , лишняя")], "знак препинания"),
        ([paragraph("Пустые скобки ()")], "знак препинания"),
        ([paragraph("Две запятые,, рядом")], "знак препинания"),
        ([paragraph("Кавычки «» пусты")], "знак препинания"),
    ],
)
def test_the_proof_finds_what_went_wrong(bench: Bench, blocks: list[str], told: str) -> None:
    assert told in _refused(bench, *blocks)


def test_the_proof_lets_pass_what_the_data_themselves_hold(bench: Bench) -> None:
    bench.fill(paragraph("Сказано: {{ x }}"), x="None, {{ x }}, «», () и ,,")


def test_the_proof_lets_pass_a_cell_left_for_a_pen(bench: Bench) -> None:
    bench.fill(table(["", ""], style="Blank"))


def test_the_proof_finds_a_value_that_did_not_reach_the_document(bench: Bench) -> None:
    told = _refused(bench, paragraph("Текст{% set y %}{{ x }}{% endset %}"), x="потерянное")

    assert "значение «потерянное» не попало" in told
