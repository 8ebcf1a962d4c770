"""Precedence, doubt, lexicons and the report of doubtful forms."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest

from service.language import CASES, DoubtReport, Lexicon, guess_gender, inflect, paradigm

_LEXICON = Lexicon.from_mapping(
    {"person": {"Мазурок О. В.": {"gender": "m", "gen": "Мазурока О. В."}, "Пушок": {"indeclinable": True}}}
)


def test_a_given_form_wins_over_everything() -> None:
    form = inflect("Мазурок О. В.", "person", "gen", overrides={"gen": "Мазурка О. В."}, lexicon=_LEXICON)

    assert (form.text, form.confident, form.source) == ("Мазурка О. В.", True, "explicit")


def test_a_given_attribute_wins_over_the_schools_lexicon() -> None:
    form = inflect("Пушок", "person", "gen", overrides={"indeclinable": True})

    assert (form.text, form.confident, form.source) == ("Пушок", True, "attribute")


def test_the_schools_lexicon_wins_over_the_rules() -> None:
    assert inflect("мазурок  О. В.", "person", "gen", lexicon=_LEXICON).text == "Мазурока О. В."
    assert inflect("Пушок", "person", "dat", lexicon=_LEXICON).source == "lexicon"


def test_a_surname_in_the_lexicon_covers_full_names_of_those_it_declines_for() -> None:
    book = Lexicon.from_mapping({"person": {"Мазурок": {"gen": "Мазурока"}, "Гусь": {"indeclinable": True}}})

    assert inflect("Мазурок Олег Петрович", "person", "gen", lexicon=book).text == "Мазурока Олега Петровича"
    assert inflect("МАЗУРОК О. П.", "person", "gen", gender="m", lexicon=book).text == "МАЗУРОКА О. П."
    assert inflect("Мазурок Анна Петровна", "person", "gen", lexicon=book).text == "Мазурок Анны Петровны"
    assert inflect("Мазурок Олег Петрович", "person", "dat", lexicon=book).source == "rules"
    assert inflect("Гусь Олег Петрович", "person", "dat", lexicon=book).text == "Гусь Олегу Петровичу"


def test_the_gender_of_an_override_decides() -> None:
    assert inflect("Шевчук О. В.", "person", "dat", overrides={"gender": "m"}).text == "Шевчуку О. В."
    assert inflect("Шевчук О. В.", "person", "dat", overrides={"gender": "f"}).text == "Шевчук О. В."


def test_the_locative_falls_back_to_a_given_prepositional() -> None:
    assert inflect("Сад", "org", "loc", overrides={"prep": "Саде"}).text == "Саде"


def test_an_unknown_gender_that_matters_leaves_the_name_as_typed() -> None:
    form = inflect("Шевчук О. В.", "person", "dat")

    assert (form.text, form.confident, form.source) == ("Шевчук О. В.", False, "as_typed")
    assert "gender" in form.reasons[0]


def test_an_unknown_gender_that_does_not_matter_is_no_doubt() -> None:
    assert inflect("Шевченко О. В.", "person", "dat").confident
    assert inflect("Дзюба О. В.", "person", "dat").text == "Дзюбе О. В."


def test_the_nominative_is_what_was_typed() -> None:
    assert inflect("  Шевчук  О. В. ", "person", "nom").text == "  Шевчук  О. В. "


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Мазурок Олег", "person"),
        ("директору школы", "position"),
        ("фандрейз", "position"),
        ("John Smith", "person"),
    ],
)
def test_what_cannot_be_known_is_doubted(text: str, kind: str) -> None:
    forms = paradigm(text, kind)  # type: ignore[arg-type]  # a table's word

    assert not forms["gen"].confident
    assert forms["gen"].reasons


@pytest.mark.parametrize(
    ("text", "kind", "case"),
    [
        ("Иванова", "position", "gen"),
        ("Иванова Мария Петровна", "position", "gen"),
        ("заведующий МБДОУ детский сад № 5", "position", "dat"),
        ("заместитель директора Иванова И. И.", "position", "dat"),
        ("асс. директора", "position", "gen"),
        ("Сидорова Нинель Ивановна", "person", "gen"),
        ("село Абрикосовка", "org", "gen"),
        ("Айгуль Маратовна", "person", "gen"),
        ("Алия Маратовна", "person", "dat"),
        ("Кравец Зыляна", "person", "dat"),
    ],
)
def test_what_may_be_read_in_two_ways_is_doubted(text: str, kind: str, case: str) -> None:
    assert not inflect(text, kind, case).confident  # type: ignore[arg-type]  # a table's word


@pytest.mark.parametrize(
    ("text", "kind", "dative"),
    [
        ("наставник Иванова М. И., учитель музыки", "position", "наставнику Ивановой М. И., учителю музыки"),
        ("Иванова М. И., учитель музыки", "person", "Ивановой М. И., учителю музыки"),
        ("Петров П. П., Иванова М. И.", "person", "Петрову П. П., Ивановой М. И."),
        ("директор школы Петров И. И.", "position", "директору школы Петрову И. И."),
        ("учитель школы имени А. С. Пушкина", "position", "учителю школы имени А. С. Пушкина"),
    ],
)
def test_a_name_beside_a_position_takes_its_case(text: str, kind: str, dative: str) -> None:
    form = inflect(text, kind, "dat")  # type: ignore[arg-type]  # a table's word

    assert (form.text, form.confident) == (dative, True)


def test_gender_against_the_patronymic_is_doubted() -> None:
    assert not inflect("Иванова Мария Петровна", "person", "dat", gender="m").confident


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Иванова Мария Петровна", "f"), ("Заяц П. И.", None), ("Шевчук Никита", "m"), ("Айгуль Маратовна", "f"),
        ("Саша Ким", None), ("Мамедов Али Гасан оглы", "m"), ("Алиева С.", "f"), ("Гай Ю.", None), ("", None),
        ("Женя Петрова", "f"), ("Марк Анна", "f"), ("Калина Пётр", "m"), ("Донской", "m"),
    ],
)  # fmt: skip
def test_gender_is_guessed_from_what_tells(name: str, gender: str | None) -> None:
    assert guess_gender(name) == gender


def test_a_wrong_case_or_kind_is_named() -> None:
    with pytest.raises(ValueError, match="нет такого падежа: voc"):
        inflect("Иванов", "person", "voc")  # type: ignore[arg-type]  # the error asked for
    with pytest.raises(ValueError, match="нет такого вида текста"):
        inflect("Иванов", "thing", "gen")  # type: ignore[arg-type]  # the error asked for


@pytest.mark.parametrize(
    "overrides", [{"gen": 5}, {"gender": "x"}, {"indeclinable": "да"}], ids=["form", "gender", "indeclinable"]
)
def test_a_wrong_override_is_a_russian_error(overrides: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"[а-я]"):
        inflect("Иванов", "person", "gen", overrides=overrides)


def test_a_lexicon_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.json"
    path.write_text('{"position": {"коуч": {"gen": "коуча"}}}', encoding="utf-8")

    assert inflect("коуч", "position", "gen", lexicon=Lexicon.from_file(path)).confident


def test_a_wrong_lexicon_names_the_entry() -> None:
    with pytest.raises(ValueError, match="«коуч»"):
        Lexicon.from_mapping({"position": {"коуч": {"gender": "?"}}})
    with pytest.raises(ValueError, match="раздела «names»"):
        Lexicon.from_mapping({"names": {}})


def test_the_report_holds_each_doubt_once_with_a_ready_snippet() -> None:
    report = DoubtReport("order_pairs")
    form = inflect("Шевчук О. В.", "person", "dat")
    for _ in range(2):
        report.add("Шевчук О. В.", "person", "dat", form, place="/pairs/0/mentor")
    report.add("Иванов И. И.", "person", "dat", inflect("Иванов И. И.", "person", "dat"))
    (doubt,) = report.doubts

    assert (doubt.document, doubt.place, doubt.case) == ("order_pairs", "/pairs/0/mentor", "dat")
    assert list(json.loads(doubt.snippet)) == ["nom", "gen", "dat", "acc", "ins", "prep"]
    assert doubt.as_dict()["written"] == "Шевчук О. В."


def test_threads_get_the_same_forms() -> None:
    texts = ["учитель-логопед", "Заяц Пётр Ильич", "МБДОУ детский сад № 5"] * 20
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: [paradigm(text, "position")[case].text for case in CASES], texts))

    assert found[:3] * 20 == found


def test_importing_the_package_loads_no_dictionary() -> None:
    code = (
        "import sys, service.language; "
        "print([m for m in sys.modules if m.split('.')[0] in {'pymorphy3', 'pytrovich'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_forms_of_a_paradigm_come_in_the_order_of_cases() -> None:
    assert tuple(cast("dict[str, object]", paradigm("директор", "position"))) == CASES
