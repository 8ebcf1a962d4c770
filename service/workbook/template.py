"""The workbook to fill in: a guide, the district, a sheet for each table with an example, lists to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.workbook import proposals
from service.workbook.cells import Raw
from service.workbook.columns import Column, Table, What
from service.workbook.facts import DISTRICT, NOTES, SCHOOLS
from service.workbook.filling import Filled, filled
from service.workbook.paper import Paper, choices, comment, note
from service.workbook.sheets import DISTRICT as DISTRICT_SHEET
from service.workbook.sheets import EXAMPLE, GUIDE
from service.workbook.tables import ACTIVITIES, ACTS, GROUNDS, LEXICON, PAIRS, PEOPLE, PROGRAMMES

_TITLE: Final = "Комплект: документы наставничества района"
_ROWS: Final = 500  # rows that the lists to choose from hold for
_ORDER: Final = (SCHOOLS, PEOPLE, PAIRS, ACTIVITIES, PROGRAMMES, GROUNDS, NOTES, LEXICON)
_WRITTEN: Final = (
    "Эта книга — один файл на весь район: из неё делаются комплекты документов всех школ.",
    "1. На листе «Район» впишите то, что у всех школ одно: учредителя, учебный год, даты, нужные документы.",
    "2. На листе «Школы» — по строке на школу. Своё значение школы важнее общего: любую строку листа «Район» "
    "можно повторить здесь столбцом.",
    "3. На листе «Люди» — руководители, кураторы, наставники и наставляемые. Имена и должности пишите в "
    "именительном падеже: склоняет их программа.",
    "4. На листе «Пары» — кто кого наставляет. Людей называйте по ФИО или по коду с листа «Люди».",
    "5. Листы «Мероприятия», «Программы» и «Основания» уже заполнены предложениями: поправьте их под свой район. "
    "Строка без ИНН — общая для всех школ, строка с ИНН — только этой школы.",
    "6. Лист «Справки» нужен для аналитических справок, лист «Словарь» — если программа склоняет слово неверно.",
    "Жёлтые заголовки со звёздочкой — обязательные столбцы. У заголовков есть примечания: наведите на них мышь. "
    "Серые строки со словом «пример» программа не читает: их можно удалить или оставить.",
    "Столбцы можно переставлять и добавлять свои; лишние программа пропустит и скажет об этом. Даты — как удобно: "
    "01.09.2026 или 1 сентября 2026 г. Несколько значений в ячейке — каждое с новой строки (Alt+Enter).",
    "Проверить книгу: komplekt check книга.xlsx. Ошибки вернутся книгой «Исправить.xlsx» с закрашенными ячейками.",
)


def template(prefill: Sequence[Any]) -> bytes:
    """Return the workbook to fill in, with last year's schools, people and pairs where sets are given."""
    made = filled(prefill, renewed=True)
    made.district = {**proposals.DISTRICT, **{name: cell for name, cell in made.district.items() if cell != ""}}
    library = [{**row, "library": ACTS[str(row["library"])]} for row in proposals.GROUNDS]
    usual = ((ACTIVITIES, proposals.ACTIVITIES), (PROGRAMMES, proposals.PROGRAMMES), (GROUNDS, library))
    for table, rows in usual:
        made.rows[table.key] = made.rows.get(table.key) or [dict(row) for row in rows]
    return _written(made, guide=True)


def written(data: Any) -> bytes:
    """Return one school's set as a workbook."""
    return _written(filled([data]), guide=False)


def district_workbook(made: Filled) -> bytes:
    """Return a workbook of cells that were put together elsewhere."""
    return _written(made, guide=False)


def _written(made: Filled, *, guide: bool) -> bytes:
    paper = Paper(_TITLE)
    if guide:
        _guide(paper)
    _district(paper, made.district)
    for table in _ORDER:
        _table(paper, table, made, example=guide)
    return paper.content()


def _guide(paper: Paper) -> None:
    sheet = paper.sheet(GUIDE)
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    paper.put(sheet, 0, 0, _TITLE, "title")
    for row, text in enumerate(_WRITTEN, 2):
        paper.put(sheet, row, 0, text, "plain")


def _district(paper: Paper, told: Mapping[str, Raw]) -> None:
    sheet = paper.sheet(DISTRICT_SHEET)
    for place, (heading, width) in enumerate((("Что", 40), ("Значение", 52), ("Пояснение", 60), ("Пример", 60))):
        paper.put(sheet, 0, place, heading, "heading")
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    row = 1
    for section, columns in DISTRICT.items():
        for place in range(4):
            paper.put(sheet, row, place, section if place == 0 else None, "section")
        row += 1
        for column in columns:
            _fact(paper, sheet, row, column, told.get(column.key, ""))
            row += 1


def _fact(paper: Paper, sheet: Any, row: int, column: Column, value: Raw) -> None:
    paper.put(sheet, row, 0, column.heading, "plain")
    paper.put(sheet, row, 1, value, "date" if column.what is What.DATE else "text")
    paper.put(sheet, row, 2, column.hint, "note")
    paper.put(sheet, row, 3, column.example, "example")
    paper.choose(sheet, (row, row), 1, column)
    if column.what is What.CHOICES:
        comment(sheet, row, 1, note(column))


def _table(paper: Paper, table: Table, made: Filled, *, example: bool) -> None:
    columns = made.columns(table)
    rows = made.rows.get(table.key, [])
    sheet = paper.sheet(table.title)
    paper.put(sheet, 0, 0, table.purpose, "title")
    sheet.set_row(0, 20, paper.form("note"))
    paper.head(sheet, 1, columns)
    if example:
        for place, column in enumerate(columns):
            paper.put(sheet, 2, place, EXAMPLE if place == 0 else _example(column), "example")
    first = 3 if example else 2
    for number, row in enumerate(rows, first):
        for place, column in enumerate(columns):
            if (value := row.get(column.key, "")) != "":
                paper.put(sheet, number, place, value)
    for place, column in enumerate(columns):
        paper.choose(sheet, (2, first + len(rows) + _ROWS), place, column)


def _example(column: Column) -> str | None:
    return column.example or next(iter(choices(column)), None)
