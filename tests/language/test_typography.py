"""Typography of our own text and of the user's."""

import pytest

from service.language import tidy, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Приказ №186-од от 01.09.2022 \"О назначении\"", "Приказ №_186-од от 01.09.2022 «О назначении»"),
        ('МБОУ "СОШ "Радуга" № 5"', "МБОУ «СОШ „Радуга“ №_5»"),
        ("«Положение «О наставничестве»»", "«Положение „О наставничестве“»"),
        ("“Школа”", "«Школа»"),
        ("закон № 273-ФЗ", "закон №_273-ФЗ"),
        ("2022– 2023 гг.", "2022–2023_гг."),
        ("Май –июнь 2022 г.", "Май–июнь_2022_г."),
        ("нормативно- правовая", "нормативно-правовая"),
        ("очно- и дистанционно", "очно- и дистанционно"),
        ("Иванова  М. П. , учитель", "Иванова_М._П., учитель"),
        ("М.П.Иванова", "М.П._Иванова"),
        ("г.Усинск, ул. Ленина, д. 5", "г._Усинск, ул._Ленина, д._5"),
        ("71,4% и 5 000 руб.", "71,4_% и 5_000_руб."),
        ("с 1 сентября 2026 г.", "с 1_сентября_2026_г."),
        ("5-9 классы", "5–9 классы"),
        ("СОШ № 5 - 10 педагогов", "СОШ №_5_– 10 педагогов"),
        ("8-800-555-35-35", "8-800-555-35-35"),
        ("см. https://ex.ru/a--b?x=1 , почта a.b@c.ru", "см. https://ex.ru/a--b?x=1, почта a.b@c.ru"),
        ("2026/2027", "2026/2027"),
        ("слово — слово", "слово_– слово"),
        ("- пункт", "– пункт"),
        ('Школа"', 'Школа"'),
        ("1–1,5 ставки", "1–1,5 ставки"),
        ("в 2022 г. Приказ", "в 2022_г. Приказ"),
        ("ёлка ежа", "ёлка ежа"),
    ],
)  # fmt: skip
def test_a_text_is_set_by_the_rules_of_print(typed: str, printed: str) -> None:
    assert typeset(typed).replace("\u00a0", "_") == printed


def test_lookalike_letters_are_mended_and_reported() -> None:
    tidied = tidy("Мoсквa, QR-код и Wi-Fi")

    assert tidied.text == "Москва, QR-код и Wi-Fi"
    assert [change.kind for change in tidied.changes] == ["латинские буквы в русском слове"]


def test_a_users_text_is_cleaned_of_what_nobody_sees() -> None:
    tidied = tidy(" Год\u00adжаева\u200b С.В.. ")

    assert tidied.text.replace("\u00a0", "_") == "Годжаева_С.В."
    assert {change.kind for change in tidied.changes} >= {
        "невидимые знаки",
        "две точки подряд",
        "пробелы по краям",
    }


def test_a_tidy_text_has_no_changes() -> None:
    assert tidy("Утвердить Положение о наставничестве.").changes == ()


def test_a_change_shows_the_place_before_and_after() -> None:
    (change,) = tidy("Утвердить  Положение").changes

    assert (change.before, change.after) == ("Утвердить  Положение", "Утвердить Положение")


def test_joined_emoji_stay_joined_and_joiners_in_words_go() -> None:
    assert tidy("урок 👩\u200d🏫 в пятницу").text == "урок 👩\u200d🏫 в\u00a0пятницу".replace("\u00a0", " ")
    assert tidy("шко\u200dла").text == "школа"
