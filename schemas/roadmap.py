"""The plan of stages and activities, and the one table engine that every roadmap and programme is printed by.

A plan is stages -> activities; its columns and layout switches say how the table looks. All column variants
that real roadmaps have (three to six columns, section rows, merged stages and deadlines) fall out of them.
"""

from collections.abc import Mapping
from typing import Any, Final

from schemas.approvals import ApprovalMark, marks
from schemas.base import section
from schemas.deadlines import Deadline, deadline
from schemas.fields import choice, flag, line, many, number, one
from schemas.messages import error
from schemas.people import Person
from schemas.references import reference
from schemas.responsibles import Responsible, responsibles
from schemas.text import Text, text_blocks

COLUMNS: Final[dict[str, str]] = {
    "no": "№ п/п",
    "stage": "Наименование этапа",
    "activity": "Наименование мероприятия",
    "content": "Содержание деятельности",
    "deadline": "Срок",
    "responsible": "Ответственный",
    "result": "Ожидаемый результат",
    "form": "Форма работы",
    "mark": "Отметка о выполнении",
}
WIDTHS: Final[dict[str, float]] = {
    "no": 6, "stage": 28, "activity": 42, "content": 48, "deadline": 24, "responsible": 26, "result": 28,
    "form": 18, "mark": 18,
}  # fmt: skip  # shares; what a column takes of the table is its share of the sum


@section
class Column:
    """A column of the table: what it shows, its heading and its share of the width."""

    key: str = choice("Что в столбце", COLUMNS, required=True)
    title: str | None = line("Заголовок столбца", limit=200, multiline=True)
    width: float | None = number("Доля ширины", low=1, high=100, hint="Относительно других столбцов")

    @property
    def heading(self) -> str:
        """Return the heading as it is printed."""
        return self.title or COLUMNS[self.key]

    @property
    def share(self) -> float:
        """Return the share of the width."""
        return self.width or WIDTHS[self.key]


@section
class Layout:
    """The switches of a plan's table."""

    row_per: str = choice("Строка таблицы — это", {"stage": "этап", "activity": "мероприятие"}, default="stage")
    stage_as: str = choice(
        "Этап печатается", {"column": "в столбце", "section_row": "строкой-заголовком"}, default="column"
    )
    merge_stage: bool = flag("Объединять ячейки этапа", default=True)
    merge_deadline: bool = flag("Объединять ячейки срока в пределах этапа", default=False)
    numbering: str = choice("Нумерация", {
        "1.": "1., 2., 3.", "1.1": "1. и 1.1", "roman": "I., II., III.", "none": "без номеров",
    }, default="1.")  # fmt: skip
    number_row: bool = flag("Строка с номерами столбцов", default=False)
    orientation: str | None = choice("Ориентация листа", {"portrait": "книжная", "landscape": "альбомная"})
    capital_deadlines: bool = flag("Срок с прописной буквы", default=False)


@section
class Activity:
    """One activity of a stage."""

    text: Text = text_blocks("Мероприятие", required=True)
    content: Text | None = text_blocks("Содержание")
    deadline: Deadline | None = deadline("Срок")
    responsible: tuple[Responsible, ...] = responsibles("Ответственные")
    result: Text | None = text_blocks("Результат")
    form: str | None = line("Форма работы")
    mark: str | None = line("Отметка о выполнении")


@section
class Stage:
    """One stage; its number is counted, never typed."""

    title: str = line("Название этапа", required=True, multiline=True, limit=600)
    content: Text | None = text_blocks("Содержание")
    deadline: Deadline | None = deadline("Срок")
    responsible: tuple[Responsible, ...] = responsibles("Ответственные")
    result: Text | None = text_blocks("Результат")
    activities: tuple[Activity, ...] = many(Activity, "Мероприятия", most=200)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse a stage without anything to do."""
        if data.get("content") is None and not data.get("activities"):
            raise error(
                "empty_stage", "В этапе нет ни содержания, ни мероприятий: впишите content или activities."
            )


def check_columns(data: Mapping[str, Any]) -> None:
    """Refuse columns that repeat, or that the switches have no use for."""
    keys = [column.key for column in data["columns"]]
    if len(keys) != len(set(keys)):
        raise error("column_twice", "Один и тот же столбец назван дважды: уберите повтор.", "columns")
    layout: Layout | None = data.get("layout")
    if keys and layout and layout.stage_as == "section_row" and "stage" in keys:
        raise error("stage_twice", "Этап уже печатается строкой-заголовком: уберите столбец stage.", "columns")


@section
class Plan:
    """Stages with their activities, and how the table of them looks."""

    columns: tuple[Column, ...] = many(Column, "Столбцы таблицы", least=0, most=9)
    layout: Layout | None = one(Layout, "Вид таблицы")
    stages: tuple[Stage, ...] = many(Stage, "Этапы", required=True, least=1, most=60)

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Check the columns."""
        check_columns(data)


@section
class Roadmap(Plan):
    """The roadmap (план мероприятий): a plan with marks, a title and a signature under the table."""

    title: str = line("Название", default="Дорожная карта (план мероприятий)", limit=300)
    subject: str = line(
        "Чего дорожная карта", limit=600,
        default="по реализации Положения о системе наставничества педагогических работников",
    )  # fmt: skip
    scope: str | None = line("Где она действует, с предлогом", example="в образовательных учреждениях округа",
                             hint="Обычно — название организации", limit=300)  # fmt: skip
    name_organization: bool = flag("Называть организацию в заголовке", default=True)
    period: str | None = line("На какой период", example="на 2026–2027 годы", limit=200)
    marks: tuple[ApprovalMark, ...] = marks()
    signatory: Person | None = reference("people", "Кто подписывает под таблицей")
