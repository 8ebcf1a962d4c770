"""Values are printed literally, templates are compiled when they change, the same input gives the same bytes."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.docx import packed
from service.errors import TemplateError
from service.generate import Generator
from service.render import docx_text
from tests.conftest import sample_data
from tests.render.building import Bench, paragraph, table

STRANGE = [
    "{{ 7*7 }}", "{% if x %}", "{# нет #}", "{{r line }}", "</w:t>", "<w:p/>", "&", "&amp;", "<", ">", "'", "]]>",
    "«Школа „Росток“»", "😀", "👩‍🏫 и 🇷🇺", "C:\\new\\table", "%s %(x)s", "$x", "\u200b", "ё́",
]  # fmt: skip


@pytest.mark.parametrize("value", STRANGE)
def test_a_value_is_printed_as_it_is(bench: Bench, value: str) -> None:
    docx = bench.fill(paragraph("До {{ x }} после"), table(["{{ x }}", "ячейка"]), header="{{ x }}", x=value)

    assert docx_text(docx) == f"[header1] {value}\nДо {value} после\n| {value} | ячейка |\n"


@pytest.mark.parametrize(
    "value", ["{{ 7*7 }}", "{% if x %}", "</w:t>", "Тарасов & сын", "<b>", "«Вера „Ия“»", "😀"]
)
@pytest.mark.parametrize("kind", ["order_approval", "roadmap", "programme", "analytical_note"])
def test_strange_signs_in_a_set_stand_in_its_documents_as_typed(
    generator: Generator, value: str, kind: str
) -> None:
    data = sample_data("minimal") | {"documents": [kind]}
    places = {
        "order_approval": (data["orders"]["order_approval"], "title"),
        "roadmap": (data["roadmap"]["stages"][0], "title"),
        "programme": (data["programmes"][0], "goal"),
        "analytical_note": (data["analytical_note"], "conclusions"),
    }
    owner, name = places[kind]
    owner[name] = f"Знаки {value} здесь"
    (document,), _ = generator.render(generator.load_data(data).document_set)

    assert f"Знаки {value} здесь" in docx_text(document.docx)


def test_a_tag_that_word_has_torn_and_whose_quotes_it_has_curled_is_understood(bench: Bench) -> None:
    docx = bench.fill(
        paragraph("{{ pe‖rson‖.name }} {% if x == «да» %}согласен{% endif %}"), person=_Person(), x="да"
    )

    assert docx_text(docx) == "Ия согласен\n"


class _Person:
    name = "Ия"


def test_a_loop_over_rows_leaves_no_trace(bench: Bench) -> None:
    rows = (["№", "Имя"], ["{%tr for n in names %}", ""], ["{{ loop.index }}", "{{ n }}"], ["{%tr endfor %}", ""])
    docx = bench.fill(table(*rows), names=["Ия", "Ада"])

    assert docx_text(docx) == "| № | Имя |\n| 1 | Ия |\n| 2 | Ада |\n"


def test_a_sentence_that_ends_with_initials_has_one_full_stop(bench: Bench) -> None:
    docx = bench.fill(paragraph("Назначить {{ x }}‖."), paragraph("Конец{{ y }}."), x="Седых О.В.", y="…")

    assert docx_text(docx) == "Назначить Седых\u00a0О.В.\nКонец….\n"


def test_a_template_is_read_anew_when_it_or_a_block_changes(bench: Bench) -> None:
    bench.block("foot", paragraph("Первый"))
    first = docx_text(bench.fill(paragraph('{%p include "foot" %}')))
    bench.block("foot", paragraph("Второй подвал"))
    deadline = time.monotonic() + 30
    while (second := docx_text(bench.again())) == first and time.monotonic() < deadline:
        time.sleep(0.05)  # blocks are looked at a few times a second
    third = docx_text(bench.fill(paragraph('{%p include "foot" %}'), paragraph("Третий")))

    assert (first, second, third) == ("Первый\n", "Второй подвал\n", "Второй подвал\nТретий\n")


def test_a_template_that_does_not_change_is_compiled_once(bench: Bench) -> None:
    bench.fill(paragraph("Текст"))
    first = bench.renderer.template("memo", bench.template)
    same = bench.renderer.template("memo", bench.template)
    os.utime(bench.template, ns=(1, 1))
    touched = bench.renderer.template("memo", bench.template)

    assert first is same
    assert touched is not first


def test_blocks_may_include_blocks(bench: Bench) -> None:
    bench.block("inner", paragraph("внутри {{ x }}"))
    bench.block("outer", paragraph("до"), paragraph('{%p include "inner" %}'), paragraph("после"))

    assert docx_text(bench.fill(paragraph('{%p include "outer" %}'), x="ядро")) == "до\nвнутри ядро\nпосле\n"


def test_a_block_that_includes_itself_is_refused(bench: Bench) -> None:
    bench.block("loop", paragraph('{%p include "loop" %}'))
    with pytest.raises(TemplateError, match="по кругу"):
        bench.fill(paragraph('{%p include "loop" %}'))


def test_quotes_within_a_quoted_name_stay_inner_ones(bench: Bench) -> None:
    docx = bench.fill(paragraph("Ввести в действие «{{ x | inner_quotes }}»"), x="Положение МБОУ «Росток»")

    assert docx_text(docx) == "Ввести в действие «Положение МБОУ „Росток“»\n"


def test_a_block_that_is_not_there_is_named(bench: Bench) -> None:
    with pytest.raises(TemplateError, match=r"«signatur».*blocks/signatur\.docx"):
        bench.fill(paragraph('{%p include "signatur" %}'))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_word_document_is_refused(bench: Bench, content: bytes) -> None:
    bench.fill(paragraph("Текст"))
    bench.template.write_bytes(content)
    with pytest.raises(TemplateError, match="документ Word"):
        bench.again()


def test_the_same_set_gives_the_same_bytes(generator: Generator) -> None:
    def made() -> list[bytes]:
        return [
            packed(d.docx) for d in generator.render(generator.load_data(sample_data("minimal")).document_set)[0]
        ]

    assert made() == made()


def test_eight_threads_fill_the_same_documents_alike(generator: Generator) -> None:
    document_set = generator.load_data(sample_data("minimal")).document_set
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: generator.render(document_set)[0], range(8)))

    assert all(documents == made[0] for documents in made)


def test_threads_that_fill_different_sets_do_not_mix_them(generator: Generator) -> None:
    sets = [generator.load_data(sample_data(name)).document_set for name in ("seed_000", "seed_004") * 3]
    alone = [generator.render(document_set)[0] for document_set in sets[:2]]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda document_set: generator.render(document_set)[0], sets))

    assert together == alone * 3
