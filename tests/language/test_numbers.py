"""Counts, agreement, numbers."""

import pytest

from service.language import (
    about,
    agree,
    agree_with,
    count,
    format_number,
    full_form,
    group_gender,
    in_,
    money,
    one_or_many,
    ordinal,
    percent,
    predicate,
    short_form,
    to_,
    with_,
)  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "one", "two", "five", "half"),
    [
        ("наставническая пара", "наставническая пара", "наставнические пары", "наставнических пар",
         "наставнической пары"),
        ("наставляемый", "наставляемый", "наставляемых", "наставляемых", "наставляемого"),
        ("обучающийся", "обучающийся", "обучающихся", "обучающихся", "обучающегося"),
        ("ставка", "ставка", "ставки", "ставок", "ставки"),
        ("молодой педагог", "молодой педагог", "молодых педагога", "молодых педагогов", "молодого педагога"),
        ("человек", "человек", "человека", "человек", "человека"),
        ("год", "год", "года", "лет", "года"),
        ("учитель-логопед", "учитель-логопед", "учителя-логопеда", "учителей-логопедов", "учителя-логопеда"),
        ("мероприятие", "мероприятие", "мероприятия", "мероприятий", "мероприятия"),
        ("дополнительное занятие", "дополнительное занятие", "дополнительных занятия", "дополнительных занятий",
         "дополнительного занятия"),
        ("ребёнок", "ребёнок", "ребёнка", "детей", "ребёнка"),
        ("пара наставников", "пара наставников", "пары наставников", "пар наставников", "пары наставников"),
        ("день", "день", "дня", "дней", "дня"),
        ("час", "час", "часа", "часов", "часа"),
        ("рубль", "рубль", "рубля", "рублей", "рубля"),
        ("заведующая", "заведующая", "заведующие", "заведующих", "заведующей"),
        ("индивидуальный план", "индивидуальный план", "индивидуальных плана", "индивидуальных планов",
         "индивидуального плана"),
        ("школа-интернат", "школа-интернат", "школы-интерната", "школ-интернатов", "школы-интерната"),
        ("опрошенный", "опрошенный", "опрошенных", "опрошенных", "опрошенного"),
        ("третий класс", "третий класс", "третьих класса", "третьих классов", "третьего класса"),
    ],
)  # fmt: skip
def test_a_noun_agrees_with_its_number(phrase: str, one: str, two: str, five: str, half: str) -> None:
    assert [agree(n, phrase) for n in (1, 21, 101)] == [one] * 3
    assert [agree(n, phrase) for n in (2, 3, 4, 22, 104)] == [two] * 5
    assert [agree(n, phrase) for n in (0, 5, 11, 12, 14, 20, 111)] == [five] * 7
    assert agree("1,5", phrase) == half


@pytest.mark.parametrize(
    ("number", "case", "written"),
    [
        (5, "ins", "5 наставническими парами"), (1, "ins", "1 наставнической парой"),
        (5, "gen", "5 наставнических пар"), (2, "dat", "2 наставническим парам"),
        (21, "acc", "21 наставническую пару"), (2, "acc", "2 наставнические пары"),
        (3, "prep", "3 наставнических парах"),
        ("1,5", "ins", "1,5 наставнической пары"),
    ],
)  # fmt: skip
def test_a_count_stands_in_any_case(number: int, case: str, written: str) -> None:
    assert count(number, "наставническая пара", case).replace("\u00a0", " ") == written  # type: ignore[arg-type]  # a table's word


def test_two_living_beings_are_in_the_genitive_when_accused() -> None:
    assert agree(2, "наставник", "acc") == "наставников"
    assert agree(22, "наставник", "acc") == "наставника"
    assert agree(1, "наставник", "acc") == "наставника"


def test_a_verb_agrees_with_the_count() -> None:
    said = {n: predicate(n, "сформирован", "наставническая пара") for n in (1, 2, 5, 11, 21, 0)}

    assert said == {
        1: "сформирована", 2: "сформированы", 5: "сформировано", 11: "сформировано", 21: "сформирована",
        0: "сформировано"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("document", "approved", "attached"),
    [
        ("Положение", "УТВЕРЖДЕНО", "прилагаемое"), ("дорожная карта", "УТВЕРЖДЕНА", "прилагаемую"),
        ("план мероприятий", "УТВЕРЖДЁН", "прилагаемый"), ("Правила", "УТВЕРЖДЕНЫ", "прилагаемые"),
        ("программа наставничества", "УТВЕРЖДЕНА", "прилагаемую"), ("перечень", "УТВЕРЖДЁН", "прилагаемый"),
        ("Показатели", "УТВЕРЖДЕНЫ", "прилагаемые"),
    ],
)  # fmt: skip
def test_a_document_is_agreed_with(document: str, approved: str, attached: str) -> None:
    assert agree_with("УТВЕРЖДЁН", document) == approved
    assert agree_with("УТВЕРЖДЕН", document) == approved.replace("Ё", "Е")
    assert agree_with("прилагаемый", document, "acc") == attached


def test_participles_follow_gender_and_number() -> None:
    assert [short_form("ознакомлен", g) for g in ("m", "f", "pl")] == ["ознакомлен", "ознакомлена", "ознакомлены"]
    assert full_form("действующий", "f", "gen") == "действующей"
    assert full_form("действующий", "m", "gen") == "действующего"
    assert [short_form("провёл", "f"), short_form("назначен", "f"), short_form("должен", "f")] == [
        "провела", "назначена", "должна"
    ]  # fmt: skip
    assert group_gender("МБОУ «СОШ № 5»") == "n"
    with pytest.raises(ValueError, match="рода"):
        short_form("назначен", "x")


def test_prepositions_are_chosen_by_sound() -> None:
    assert [about(w) for w in ("утверждении", "назначении", "ёлке", "итогах", "«Ёлочке»", "Юдиной")] == [
        "об", "о", "о", "об", "о", "о"
    ]  # fmt: skip
    assert [with_(w) for w in ("школой", "директором", "стажем", "2 сентября", "1 сентября", "всеми")] == [
        "со", "с", "со", "со", "с", "со"
    ]  # fmt: skip
    assert [in_("Владимире"), in_("школе"), in_("втором"), to_("всем"), to_("директору")] == [
        "во",
        "в",
        "во",
        "ко",
        "к",
    ]


def test_numbers_are_printed_in_russian() -> None:
    assert [percent(71.428), percent(50), percent("0,05", 2)] == ["71,4\u00a0%", "50\u00a0%", "0,05\u00a0%"]
    assert money(5000) == "5\u00a0000\u00a0руб."
    assert money("1234567,5") == "1\u00a0234\u00a0567\u00a0руб. 50\u00a0коп."
    assert format_number("1 200,50") == "1\u00a0200,50"
    assert [ordinal(5), ordinal(3, "acc", "f"), ordinal(2, "ins"), ordinal(1, "gen", "pl")] == [
        "5-й",
        "3-ю",
        "2-м",
        "1-х",
    ]
    with pytest.raises(ValueError, match="не число"):
        format_number("пять")


def test_a_phrase_without_a_nominative_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="именительном"):
        agree(2, "наставническими")


def test_an_accused_adjective_follows_its_noun() -> None:
    assert agree(1, "индивидуальный план", "acc") == "индивидуальный план"
    assert agree(2, "индивидуальный план", "acc") == "индивидуальных плана"
    assert agree(1, "молодой педагог", "acc") == "молодого педагога"
    assert agree(2, "новая няня", "acc") == "новых нянь"
    assert agree(2, "тьютор", "acc") == "тьюторов"
    assert agree(1, "наставляемый", "acc") == "наставляемого"


@pytest.mark.parametrize(
    ("number", "phrase", "case", "written"),
    [
        (1, "наставник", "dat", "наставнику"), (3, "наставник", "dat", "наставникам"),
        (5, "наставник", "acc", "наставников"),
        (2, "приложение", "nom", "приложения"), (2, "наставляемый", "gen", "наставляемых"),
        (2, "наставническая пара", "acc", "наставнические пары"),
        (7, "учитель-логопед", "ins", "учителями-логопедами"),
    ],
)  # fmt: skip
def test_a_list_takes_the_singular_or_the_plural(number: int, phrase: str, case: str, written: str) -> None:
    assert one_or_many(number, phrase, case) == written  # type: ignore[arg-type]  # a table's word
