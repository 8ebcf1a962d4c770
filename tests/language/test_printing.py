"""Printed names: full, short, signature."""

import pytest

from service.language import PersonName, format_person

_N = "\u00a0"


@pytest.mark.parametrize(
    ("name", "form", "case", "space", "written"),
    [
        ("Иванова Мария Петровна", "full", "acc", False, "Иванову Марию Петровну"),
        ("Иванова Мария Петровна", "short", "acc", False, f"Иванову{_N}М.П."),
        ("Иванова Мария Петровна", "short", "acc", True, f"Иванову{_N}М.{_N}П."),
        ("Иванова Мария Петровна", "signature", "nom", False, f"М.П.{_N}Иванова"),
        ("Мария Петровна Иванова", "short", "dat", False, f"Ивановой{_N}М.П."),
        ("Иванова М. П.", "signature", "nom", True, f"М.{_N}П.{_N}Иванова"),
        ("М.П. Иванова", "short", "gen", False, f"Ивановой{_N}М.П."),
        ("Заяц Пётр", "short", "gen", False, f"Зайца{_N}П."),
        ("Мамедов Али Гасан оглы", "short", "gen", False, f"Мамедова{_N}А.Г."),
        ("Бонч-Бруевич Владимир Дмитриевич", "signature", "ins", False, f"В.Д.{_N}Бонч-Бруевичем"),
        ("Петрова Анна-Мария Львовна", "short", "nom", False, f"Петрова{_N}А.-М.Л."),
        ("фон Штерн Карл Иванович", "short", "gen", False, f"фон Штерна{_N}К.И."),
        ("Иванова", "short", "gen", False, "Ивановой"),
        ("Мария Петровна", "short", "gen", False, "Марии Петровны"),
        ("Ким Чен Ир", "short", "nom", False, "Ким Чен Ир"),
    ],
)  # fmt: skip
def test_a_name_is_printed_in_its_form(name: str, form: str, case: str, space: bool, written: str) -> None:
    printed = format_person(name, form, case, initials_space=space)  # type: ignore[arg-type]  # a table's words

    assert printed.text == written


def test_initials_come_from_the_nominative_and_gender_from_the_whole_name() -> None:
    assert format_person("Шевчук Олег Васильевич", "short", "dat").text == f"Шевчуку{_N}О.В."
    assert not format_person("Шевчук О. В.", "short", "dat").confident


def test_parts_of_a_name_are_told_apart() -> None:
    name = PersonName.parse("Мария Петровна Иванова")

    assert (name.surname, name.name, name.patronymic, name.initials) == (
        "Иванова",
        "Мария",
        "Петровна",
        ("М.", "П."),
    )
