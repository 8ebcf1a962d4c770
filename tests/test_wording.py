"""What documents say where the samples do not go: rare points, marks, empty counts, electronic signatures."""

from collections.abc import Callable
from typing import Any

import pytest

from service.errors import InvalidDataError
from service.generate import Generator
from service.render import docx_text
from tests.schemas.reading import NOTHING, Changes, changed

APPROVAL = "/orders/order_approval"
PAIRS = "/orders/order_pairs"
NOTE = "/analytical_note"
Say = Callable[[str, str, Changes], str]


@pytest.fixture
def say(generator: Generator) -> Say:
    """Give the text of one kind's document of a sample with some values changed."""

    def render(name: str, kind: str, changes: Changes) -> str:
        data = changed(name, {**changes, "/documents": [kind]})
        documents, _ = generator.render(generator.load_data(data).document_set)
        return docx_text(documents[0].docx).replace("\u00a0", " ")

    return render


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("создать раздел.", "1. Создать раздел."),
        ("Создать раздел", "1. Создать раздел."),
        ("Кому поручить?", "1. Кому поручить?\n"),
        ({"kind": "free", "text": "создать раздел", "who": "deputy", "until": "2026-09-09",
          "points": ["раз", "два;"]},
         "работе Тарасову П.А. создать раздел в срок до 09.09.2026:\n1.1. Раз.\n1.2. Два."),
        ({"kind": "repeal", "acts": ["273-fz"]}, "1. Признать утратившим силу Федеральный закон от 29.12.2012"),
        ({"kind": "publish", "who": "deputy"}, "официальном сайте МКОУ «Ручьёвская школа» настоящий приказ."),
        ({"kind": "acquaint", "who": "deputy"}, "ознакомить педагогических работников с настоящим приказом"),
        ({"kind": "programmes", "until": {"month": "2026-09"}}, "на утверждение в сентябре 2026 г."),
        ({"kind": "control", "person": "deputy"}, "приказа возложить на заместителя директора"),
        ({"kind": "appoint_curator", "person": "deputy", "duties": ["вести банк"]}, "\n2.1. Вести банк.\n"),
    ],
)  # fmt: skip
def test_a_point_of_an_order_is_worded_by_its_kind(say: Say, item: Any, said: str) -> None:
    assert said in say("minimal", "order_curator", {"/orders/order_curator/items": [item]})


def test_pairs_may_be_assigned_line_by_line(say: Say) -> None:
    text = say("school", "order_pairs", {f"{PAIRS}/items": [{"kind": "assign_pairs", "layout": "lines"}]})

    assert "1.1. Закрепить за Зайцем А.И., учителем математики, наставника Пономарёву А.Ф., учителя" in text
    assert "за Мкртчяном А.С., социальным педагогом и за Щёголевой К.В." in text


def test_payments_for_nobody_are_refused(say: Say) -> None:
    with pytest.raises(InvalidDataError):
        say("minimal", "order_pairs", {f"{PAIRS}/items": [{"kind": "pay"}]})


@pytest.mark.parametrize(
    ("kind", "place"), [("roadmap", "/roadmap/signatory"), ("analytical_note", f"{NOTE}/author")]
)
def test_who_signs_a_document_without_a_position_is_refused_as_wrong_data(say: Say, kind: str, place: str) -> None:
    with pytest.raises(InvalidDataError, match="position"):
        say("minimal", kind, {place: "mentee", "/people/3/position": None})


def test_an_electronic_signature_is_printed_only_from_its_data(say: Say) -> None:
    signature = {
        "certificate": "AB12",
        "owner": "Лебедева О.И.",
        "valid_from": "2026-01-01",
        "valid_to": "2027-01-01",
    }
    signed = say("minimal", "order_approval", {f"{APPROVAL}/e_signature": signature, f"{APPROVAL}/seal": True})
    plain = say("minimal", "order_approval", {})

    assert "Сертификат AB12\nВладелец Лебедева О.И.\nДействителен с 01.01.2026 по 01.01.2027\nМ.П.\n" in signed
    assert "ЭЛЕКТРОННОЙ" not in plain
    assert "М.П." not in plain


def test_who_acts_for_the_head_signs_as_such(say: Say) -> None:
    assert "И. о. директора\tО.И. Лебедева" in say("minimal", "order_approval", {"/people/0/acting": True})


def test_grounds_of_all_ways_are_led_in_and_joined(say: Say) -> None:
    basis = [
        {"mode": "for_the_purpose_of", "text": "развития"},
        {"mode": "guided_by", "act": "273-fz"},
        {"mode": "in_accordance_with", "order": "order_approval"},
    ]
    text = say("minimal", "order_curator", {"/orders/order_curator/basis": basis})

    assert "В целях развития, руководствуясь Федеральным законом от 29.12.2012" in text
    assert ", в соответствии с приказом от 31.08.2026 № 41 «" in text


BLANK = "________________________ ¶ _____________ ________________ ¶ «____» ______________ 20___ г."
MARKS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "approve"},
     "УТВЕРЖДАЮ ¶ Директор ¶ _____________ О.И. Лебедева ¶ «____» ______________ 20___ г."),
    ({"kind": "approve", "position": "председатель комитета"}, "УТВЕРЖДАЮ ¶ Председатель комитета ¶ ____"),
    ({"kind": "agreed"}, f"СОГЛАСОВАНО ¶ {BLANK}"),
    ({"kind": "agreed", "position": "председатель профкома"}, "СОГЛАСОВАНО ¶ Председатель профкома ¶ ____"),
    ({"kind": "approve", "person": "director", "date": "2026-08-31"},
     "УТВЕРЖДАЮ ¶ Директор ¶ _____________ О.И. Лебедева ¶ 31.08.2026"),
    ({"kind": "adopted", "body": "общее собрание работников", "protocol": {}},
     "ПРИНЯТО ¶ общим собранием работников ¶ (протокол от ____________ № ____)"),
    ({"kind": "considered", "body": "методический совет"}, "РАССМОТРЕНО ¶ методическим советом"),
    ({"kind": "approved", "body": "педагогический совет", "protocol": {"number": "3"}},
     "УТВЕРЖДЕНА ¶ педагогическим советом ¶ (протокол от ____________ № 3)"),
    ({"kind": "approved", "act": "273-fz"}, "УТВЕРЖДЕНА ¶ Федеральным законом ¶ от 29.12.2012 № 273-ФЗ"),
    ({"kind": "approved", "order": "order_approval"},
     "УТВЕРЖДЕНА ¶ приказом МКОУ «Ручьёвская школа» ¶ от 31.08.2026 № 41"),
    ({"kind": "appendix", "order": "order_approval"},
     "Приложение № 2 ¶ к приказу МКОУ «Ручьёвская школа» ¶ от 31.08.2026 № 41"),
    ({"kind": "appendix", "act": "273-fz", "number": 4}, "Приложение № 4 ¶ к Федеральному закону ¶ от 29.12.2012"),
    ({"kind": "appendix"}, "Приложение |"),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "said"), MARKS, ids=[str(row[0]) for row in MARKS])
def test_a_mark_is_printed_with_blanks_for_what_is_not_given(say: Say, mark: dict[str, Any], said: str) -> None:
    assert said in say("minimal", "roadmap", {"/roadmap/marks": [mark]})


def test_a_regulation_of_other_forms_only_has_no_empty_brackets(say: Say) -> None:
    text = say("minimal", "regulation", {"/regulation/forms": ["other"]})

    assert "( и" not in text
    assert "()" not in text


def test_a_note_on_no_novices_and_no_pairs_counts_nothing_in_vain(say: Say) -> None:
    nobody = {"total": 5, "young": 0, "novices": 0, "novices_with_mentor": 0}
    gone = {"/pairs": NOTHING, "/programmes": NOTHING, PAIRS: NOTHING}
    text = say("minimal", "analytical_note", {f"{NOTE}/staff": nobody, **gone})

    assert "Наставники закреплены" not in text
    assert "Участники системы наставничества" not in text
    assert "за которыми закреплены наставники | % | – | – | – | – |" in text


def test_a_note_computes_shares_and_changes(say: Say) -> None:
    indicator = {"title": "Доля", "unit": "percent", "part": 5, "whole": 7, "previous": 80, "plan": 75}
    survey = {"audience": "mentors", "respondents": 3, "satisfied": 1}
    progress = [{"title": "Этап", "planned": 22, "done": 21}]
    text = say(
        "minimal", "analytical_note",
        {f"{NOTE}/indicators": [indicator], f"{NOTE}/surveys": [survey], f"{NOTE}/progress": progress},
    )  # fmt: skip

    assert "| Доля | % | 75 | 71,4 | 80 | −8,6 |" in text
    assert "| Наставники | 3 | 1 | 33,3 % | – |" in text
    assert "Выполнено 21 мероприятие из 22 (95,5 %)." in text
