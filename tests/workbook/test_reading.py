"""A workbook of plain cells becomes whole sets, however people spell and place what they know."""

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter

from service.catalog import Catalog
from service.checking import check_entry
from service.entries import Place
from service.workbook import read_workbook
from service.workbook.facts import DOCUMENTS
from tests.workbook.building import (
    ACTIVITIES,
    INN,
    OTHER_INN,
    PAIRS,
    PEOPLE,
    SCHOOL,
    only,
    read,
    schools,
    small,
    told,
    workbook,
)


def test_the_kinds_and_their_titles_are_those_of_the_catalogue(catalog: Catalog) -> None:
    assert {kind.id: kind.title for kind in catalog.kinds.values()} == DOCUMENTS


def test_a_small_workbook_gives_a_sound_set_of_six_documents(catalog: Catalog) -> None:
    checked = check_entry(only(small()), catalog)

    assert checked.errors == ()
    assert [document.kind for document in checked.documents] == [
        "order_approval", "regulation", "roadmap", "order_curator", "order_pairs", "programme",
    ]  # fmt: skip


def test_a_note_is_made_from_its_own_sheet(catalog: Catalog) -> None:
    notes = (
        ("ИНН", "Дата справки", "За период с", "За период по", "Педагогов всего", "До 35 лет",
         "Со стажем менее трёх лет", "Из них с наставником", "Методы", "Выводы", "Рекомендации"),
        (INN, "28.12.2026", "01.09.2026", "25.12.2026", 14, 3.0, "1", "1", "анализ документов; анкетирование",
         "Вывод.", "– одно;\n– другое."),
    )  # fmt: skip
    checked = check_entry(only(small(Справки=notes)), catalog)

    assert checked.errors == ()
    assert "analytical_note" in [document.kind for document in checked.documents]


def test_headings_are_found_below_a_title_in_any_order_and_spelling() -> None:
    row = {**SCHOOL, "Населённый пункт": "с. Ручьи"}
    headings = [f" {name.upper().replace('Ё', 'Е')} *\n" for name in row]
    rows = (("Список школ района",), (), tuple(reversed(headings)), tuple(reversed(row.values())))

    entry = only(small(Школы=rows))

    assert entry.data["organization"]["place"] == {"type": "с.", "name": "Ручьи"}
    assert entry.name == "МКОУ «Ручьёвская школа»"


def test_a_sheet_is_known_by_its_headings_when_its_name_says_nothing() -> None:
    sheets = small(Школы=None, Люди=None, **{"Лист1": schools(), "Лист2": PEOPLE})
    found = read(sheets)

    assert len(found.entries[0].data["people"]) == 4
    assert "«Лист1» прочитан как «Школы»" in found.warnings[0].finding.message


@pytest.mark.parametrize(
    "spelled",
    ["4 сентября 2026 г.", "04.09.26", "2026-09-04", "4.9.2026", dt.date(2026, 9, 4), 46269, 46269.5,
     dt.datetime(2026, 9, 4, 12), "до 04.09.2026", " 04.09.2026 г. "],
)  # fmt: skip
def test_a_date_is_read_in_every_spelling(spelled: Any) -> None:
    entry = only(small(Школы=schools(**{"Дата приказа о парах": spelled})))

    assert entry.data["orders"]["order_pairs"]["date"] == "2026-09-04"


@pytest.mark.parametrize(
    "spelled", ["2026/2027", "2026-2027", "2026–27", "26/27", "2026 / 2027 учебный год", 2026]
)
def test_a_school_year_is_read_in_every_spelling(spelled: Any) -> None:
    entry = only(small(Район=(("Учебный год", spelled),)))

    assert entry.data["school_year"] == "2026/2027"


@pytest.mark.parametrize(
    ("spelled", "flag"), [("да", True), ("+", True), (1, True), ("НЕТ", False), (False, False)]
)
def test_yes_and_no_are_read_in_every_spelling(spelled: Any, flag: bool) -> None:
    pairs = (PAIRS[0], (*PAIRS[1][:-1], spelled))

    assert only(small(Пары=pairs)).data["pairs"][0]["within_job_function"] is flag


def test_an_impossible_date_is_told_with_its_cell_and_mends_nothing_by_itself() -> None:
    entry = only(small(Школы=schools(**{"Дата приказа о парах": "31 ноября 2026"})))

    assert told(entry) == ["Такой даты нет: 31 ноября: в ноябре 30 дней. Впишите, например, 01.09.2026."]
    assert entry.problems[0].place == Place("Школы", 2, "N", "Дата приказа о парах")
    assert "date" not in entry.data["orders"]["order_pairs"]


def test_a_number_that_excel_took_for_a_date_is_refused() -> None:
    entry = only(small(Школы=schools(**{"Номер приказа о парах": dt.date(2026, 3, 12)})))

    assert "Excel превратил номер в дату (12.03.2026)" in told(entry)[0]


def test_an_inn_that_came_as_a_number_is_whole_and_gets_its_zero_back() -> None:
    inn = "0901047305"
    sheets = {name: [[901047305.0 if cell == INN else cell for cell in row] for row in rows]
              for name, rows in small().items()}  # fmt: skip
    entry = only(sheets)

    assert entry.key == entry.data["organization"]["inn"] == inn
    assert len(entry.data["pairs"]) == 1
    assert any("дописан потерянный ноль" in problem.finding.message for problem in entry.warnings)


def test_a_mistyped_inn_is_told_once_and_the_rows_of_the_school_stay_its_own(catalog: Catalog) -> None:
    found = read(small(Школы=schools(ИНН="9901047317")))
    checked = check_entry(found.entries[0], catalog)

    assert found.problems == ()
    assert [problem.finding.code for problem in checked.errors] == ["invalid_inn"]
    assert checked.errors[0].place == Place("Школы", 2, "A", "ИНН")


def test_rows_of_a_school_that_is_not_listed_are_told_together() -> None:
    found = read(small(Люди=(*PEOPLE, (OTHER_INN, "Кто То", "", ""), (OTHER_INN, "Кто Другой", "", ""))))

    assert [problem.finding.message for problem in found.problems] == [
        f"Школы с ИНН {OTHER_INN} на листе «Школы» нет (строки 4, 5): исправьте ИНН или добавьте школу."
    ]


def test_two_schools_with_one_inn_are_both_refused() -> None:
    found = read(small(Школы=(*schools(), tuple(SCHOOL.values()))))

    assert [entry.key for entry in found.entries] == [INN, "№ 2"]
    assert all("у каждой школы свой ИНН" in told(entry)[-1] for entry in found.entries)


def test_a_school_may_be_named_by_its_short_name_on_other_sheets() -> None:
    people = [["МКОУ «Ручьёвская школа»" if cell == INN else cell for cell in row] for row in PEOPLE]

    assert len(only(small(Люди=people)).data["people"]) == 4


@pytest.mark.parametrize("named", ["Новикова В.С.", "Новикова В. С.", "В.С. Новикова", "новикова вера степановна",
                                   "Новикова", "7"])  # fmt: skip
def test_a_person_is_found_by_name_initials_or_code(named: str) -> None:
    people = [(*row[:2], code, *row[2:]) for row, code in zip(PEOPLE, ("Код", 7.0, 8), strict=True)]
    pairs = (PAIRS[0], (INN, named, *PAIRS[1][2:]))

    assert only(small(Люди=people, Пары=pairs)).data["pairs"][0]["mentor"] == "7"


def test_a_mentor_whom_nobody_knows_is_told_with_the_nearest_name() -> None:
    pairs = (PAIRS[0], (INN, "Новиков Вера Степановна", *PAIRS[1][2:]))
    entry = only(small(Пары=pairs))

    assert told(entry) == [
        "«Новиков Вера Степановна» нет на листе «Люди» у этой школы: исправьте имя или добавьте строку. "
        "Возможно, это Новикова Вера Степановна."
    ]


def test_a_latin_letter_in_a_name_is_forgiven_and_told() -> None:
    pairs = (PAIRS[0], (INN, "Нoвикова Вера Степановна", *PAIRS[1][2:]))
    entry = only(small(Пары=pairs))

    assert entry.data["pairs"][0]["mentor"] == "p1"
    assert "латинские буквы" in entry.warnings[0].finding.message


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Салтыкова-Береговая Дарья Андреевна", ("Салтыкова-Береговая", "Дарья", "Андреевна")),
        ("Мамедов Рашид Али оглы", ("Мамедов", "Рашид", "Али оглы")),
        ("ГАРСИЯ МАРИЯ", ("Гарсия", "Мария", None)),
        ("Ким Р.Э.", ("Ким", "Р.", "Э.")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(whole: str, parts: tuple[str, str, str | None]) -> None:
    entry = only(small(Люди=(*PEOPLE, (INN, whole, "учитель", "женский"))))
    person = entry.data["people"][2]

    assert (person["surname"], person["name"], person.get("patronymic")) == parts


def test_an_inn_merged_over_many_people_holds_for_all() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, rows in small().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "Люди":
            sheet.merge_range(1, 0, 2, 0, INN)
    book.close()
    (entry,) = read_workbook(buffer.getvalue(), kinds=DOCUMENTS).entries

    assert told(entry) == []
    assert len(entry.data["people"]) == 4


def test_a_schools_own_value_wins_over_the_districts() -> None:
    district = (
        ("Учебный год", "2026/2027"),
        ("Дата приказа о парах", "10.09.2026"),
        ("Контроль за исполнением", "куратор"),
    )
    entry = only(small(Район=district, Школы=schools(**{"Контроль за исполнением": "руководитель"})))

    assert entry.data["school_year"] == "2026/2027"
    assert entry.data["orders"]["order_pairs"]["date"] == "2026-09-04"
    assert entry.data["orders"]["order_pairs"]["items"][-1] == {"kind": "control"}


def test_a_schools_own_roadmap_replaces_the_common_one() -> None:
    rows = [("ИНН" if n == 0 else "", *row) for n, row in enumerate(ACTIVITIES)]
    own = (INN, "Свой этап", "Своё мероприятие", "май 2027", "Куратор")

    stages = only(small(Мероприятия=(*rows, own))).data["roadmap"]["stages"]

    assert [stage["title"] for stage in stages] == ["Свой этап"]


def test_those_responsible_are_people_where_the_school_has_them() -> None:
    stages = only(small()).data["roadmap"]["stages"]

    assert stages[1]["activities"][0]["responsible"] == [{"person": "o4"}, "Наставники"]
    assert stages[1]["activities"][0]["deadline"] == {"month": "2027-05"}


def test_unknown_columns_and_sheets_are_told_with_the_nearest_name() -> None:
    sheets = small(
        Школы=schools(**{"Телефн": "1"}), Мероприятие=ACTIVITIES, Мероприятия=None, **{"Смета": [["а"]]}
    )
    told_of = [problem.finding.message for problem in read(sheets).warnings]

    assert (
        "Столбец «Телефн» не прочитан: такого нет или он повторяется. Возможно, имелось в виду «Телефон»."
        in told_of
    )
    assert any("Лист «Смета» не прочитан" in text for text in told_of)


def test_an_error_of_a_formula_is_told_and_its_kept_value_is_read() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, rows in small().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "Школы":
            sheet.write_formula(1, 8, "=B1", None, "#REF!")
            sheet.write_formula(1, 10, '=HYPERLINK("http://example.com")', None, "42-од")
    book.close()
    (entry,) = read_workbook(buffer.getvalue(), kinds=DOCUMENTS).entries

    assert told(entry) == ["В ячейке ошибка формулы #REF!: впишите значение."]
    assert entry.data["orders"]["order_curator"]["number"] == "42-од"


def test_a_kind_that_a_workbook_cannot_hold_is_refused_clearly() -> None:
    content = workbook(
        small(Школы=schools(**{"Какие документы сделать": "Положение о системе наставничества; bank"}))
    )
    (entry,) = read_workbook(content, kinds=[*DOCUMENTS, "bank"]).entries

    assert told(entry) == [
        "Документ «bank» из книги сделать нельзя: его сведения записываются только в JSON. Уберите его."
    ]
    assert entry.data["documents"] == ["regulation"]


def test_a_programme_that_lacks_parts_says_which() -> None:
    entry = only(small(Программы=(("Часть программы", "Текст"), ("цель", "Освоить методы"))))

    assert told(entry) == [
        "Программу этой пары не сделать: на листе «Программы» нет частей: затруднение, задача, мероприятие, "
        "ожидаемый результат."
    ]


def test_the_example_row_is_no_school() -> None:
    rows = schools()
    example = ("пример", *(["что угодно"] * (len(rows[0]) - 1)))

    assert len(read(small(Школы=(rows[0], example, rows[1]))).entries) == 1


def test_a_value_stands_at_its_cell_or_at_the_nearest_above() -> None:
    entry = only(small())

    assert entry.place_of("/pairs/0/mentor") == Place("Пары", 2, "B", "Наставник")
    assert entry.place_of("/pairs/0/consents/mentor") == Place("Пары", 2, "F", "Согласие наставника")
    assert entry.place_of("/orders/order_pairs/items/0") == Place("Школы", 2, "M", "Номер приказа о парах")
    assert entry.place_of("/organization/head") == Place("Школы", 2, "E", "Руководитель")
    assert entry.place_of("/render") == Place("Школы", 2)


def test_without_schools_the_workbook_says_what_it_lacks() -> None:
    (problem,) = read({"Люди": PEOPLE}).problems[:1]

    assert "нет листа «Школы»" in problem.finding.message
