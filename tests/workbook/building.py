"""Small workbooks as people make them: sheets of plain cells, without any of our formats."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

import xlsxwriter
from python_calamine import CalamineWorkbook

from service.entries import Entry, Intake
from service.workbook import read_workbook
from service.workbook.facts import DOCUMENTS

INN: Final = "9901047307"
OTHER_INN: Final = "9902073155"
Rows = Sequence[Sequence[Any]]

SCHOOL: Final[dict[str, Any]] = {
    "ИНН": INN, "Полное наименование": "Муниципальное казённое общеобразовательное учреждение «Ручьёвская школа»",
    "Краткое наименование": "МКОУ «Ручьёвская школа»", "Тип организации": "школа",
    "Руководитель": "Лебедева Ольга Ивановна", "Должность руководителя": "директор",
    "Куратор": "Тарасов Пётр Алексеевич", "Должность куратора": "заместитель директора по УВР",
    "Номер приказа об утверждении": "41", "Дата приказа об утверждении": "31.08.2026",
    "Номер приказа о кураторе": "42", "Дата приказа о кураторе": "31.08.2026",
    "Номер приказа о парах": "45", "Дата приказа о парах": "04.09.2026",
}  # fmt: skip
PEOPLE: Final[Rows] = (
    ("ИНН", "ФИО", "Должность", "Пол"),
    (INN, "Новикова Вера Степановна", "учитель истории", "женский"),
    (INN, "Ершов Илья Денисович", "учитель истории", "мужской"),
)
PAIRS: Final[Rows] = (
    ("ИНН", "Наставник", "Наставляемые", "Срок с", "Срок по", "Согласие наставника", "Входит в трудовую функцию"),
    (INN, "Новикова Вера Степановна", "Ершов И.Д.", "07.09.2026", "31.05.2027", "02.09.2026", "да"),
)
ACTIVITIES: Final[Rows] = (
    ("Этап", "Мероприятие", "Срок", "Ответственный"),
    ("Подготовка условий", "Принятие локальных актов", "до 31 августа 2026 г.", "Куратор"),
    ("Завершение", "Подведение итогов", "май 2027", "Тарасов П.А.\nНаставники"),
)
PROGRAMMES: Final[Rows] = (
    ("Часть программы", "Текст", "Запрос"),
    ("затруднение", "Затрудняется в планировании урока", "Посетить уроки наставника"),
    ("цель", "Освоить методы активного обучения", ""),
    ("задача", "научиться планировать урок", ""),
    ("мероприятие", "Посетить пять уроков", ""),
    ("ожидаемый результат", "уроки планируются самостоятельно", ""),
)


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook of plain cells."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "remove_timezone": True})
    dated = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if hasattr(cell, "isoformat"):
                    sheet.write_datetime(number, place, cell, dated)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return buffer.getvalue()


def small(**changed: Any) -> dict[str, Rows]:
    """Return the sheets of one school; `changed` are sheets by their names, None takes one away."""
    sheets: dict[str, Any] = {
        "Школы": (tuple(SCHOOL), tuple(SCHOOL.values())), "Люди": PEOPLE, "Пары": PAIRS,
        "Мероприятия": ACTIVITIES, "Программы": PROGRAMMES, **changed,
    }  # fmt: skip
    return {name: rows for name, rows in sheets.items() if rows is not None}


def schools(**changed: Any) -> Rows:
    """Return the sheet of schools with one row, some of whose cells are changed."""
    row = {**SCHOOL, **changed}
    return tuple(row), tuple(row.values())


def read(sheets: Mapping[str, Rows]) -> Intake:
    """Read a workbook of plain cells."""
    return read_workbook(workbook(sheets), kinds=DOCUMENTS)


def only(sheets: Mapping[str, Rows]) -> Entry:
    """Read a workbook of one school."""
    (entry,) = read(sheets).entries
    return entry


def told(entry: Entry) -> list[str]:
    """Return what is wrong with a school's cells."""
    return [problem.finding.message for problem in entry.problems]


def with_picture(workbook: bytes) -> bytes:
    """Put a large picture into a workbook, as people do."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("xl/media/image1.png", bytes(70_000))
    return held.getvalue()


def mended(workbook: bytes, wrong: str, right: str) -> bytes:
    """Correct a cell as Excel would: in the texts that the sheets share."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(wrong.encode(), right.encode()))
    return held.getvalue()


def inns(workbook: bytes) -> list[str]:
    """Return the invented ИНН of the sheet «Школы»."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name("Школы").to_python()
    return [str(row[0]) for row in rows if re.fullmatch(r"99\d{8}", str(row[0]))]
