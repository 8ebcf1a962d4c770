"""One engine lays out every plan: all variants of columns that real roadmaps have, with merges and numbers."""

from typing import Any

import pytest

from schemas.base import schema_of
from schemas.plan_table import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Cell, PlanTable, plan_table
from schemas.references import Known, KnownContext
from schemas.roadmap import Column, Plan

STAGES: list[dict[str, Any]] = [
    {
        "title": "Подготовка",
        "deadline": "до 30 ноября",
        "responsible": ["Куратор"],
        "result": "Пакет документов",
        "activities": [
            {
                "text": "Издать приказ",
                "content": "Проект, подпись",
                "deadline": "до 1 сентября",
                "result": "Приказ",
            },
            {"text": "Собрать запросы", "responsible": ["Психолог"]},
        ],
    },
    {"title": "Обучение", "deadline": "Ежегодно", "activities": [{"text": "Провести семинар"}]},
]
WHOLE: list[dict[str, Any]] = [
    {"title": "Подготовка", "content": ["Документы:", {"ul": ["приказ;", "положение."]}], "deadline": "Ежегодно"},
    {"title": "Обучение", "content": "Семинар"},
]


def _laid_out(stages: list[dict[str, Any]], keys: str, **layout: Any) -> PlanTable:
    data = {"stages": stages, "columns": [{"key": key} for key in keys.split()], "layout": layout}
    with KnownContext(Known()):
        plan: Plan = schema_of(Plan)().load(data)
    return plan_table(plan, [])


def _cell(cell: Cell) -> str:
    """Write a cell down: its value, ↓ where a merge begins, ↑ where it goes on, ×n for a span."""
    text = {
        "number": cell.number,
        "text": " / ".join(f"{p.marker} {p}".strip() for p in cell.text.paragraphs) if cell.text else "",
        "deadline": getattr(cell.deadline, "text", None) or "срок",
        "responsible": ", ".join(map(str, cell.responsible)),
        "blank": "_",
    }[cell.kind]
    merge = {"none": "", "start": "↓", "continue": "↑"}[cell.merge]
    return ("" if cell.merge == "continue" else text) + merge + (f"×{cell.span}" if cell.span > 1 else "")


def _rows(table: PlanTable) -> list[str]:
    return [("§ " if row.section else "") + " | ".join(map(_cell, row.cells)) for row in table.rows]


def test_v3_has_a_row_for_each_stage_with_its_list_inside() -> None:
    table = _laid_out(WHOLE, "no stage content")

    assert _rows(table) == ["1. | Подготовка | Документы: / – приказ; / – положение.", "2. | Обучение | Семинар"]


def test_v3m_merges_stage_and_deadline_over_numbered_activities() -> None:
    table = _laid_out(
        STAGES, "stage activity deadline", row_per="activity", merge_deadline=True, numbering="roman"
    )

    assert _rows(table) == [
        "I. Подготовка↓ | 1. Издать приказ | срок↓",
        "↑ | 2. Собрать запросы | ↑",
        "II. Обучение | 1. Провести семинар | Ежегодно",
    ]


def test_v5stage_lists_the_activities_of_a_stage_in_its_row() -> None:
    table = _laid_out(STAGES, "no stage activity deadline responsible")

    assert _rows(table) == [
        "1. | Подготовка | 1) Издать приказ / 2) Собрать запросы | срок | Куратор",
        "2. | Обучение | Провести семинар | Ежегодно | _",
    ]


def test_v5act_has_numbered_section_rows_and_activities_of_two_numbers() -> None:
    table = _laid_out(
        STAGES,
        "no activity result deadline responsible",
        row_per="activity",
        stage_as="section_row",
        numbering="1.1",
    )

    assert _rows(table) == [
        "§ 1. | Подготовка×4",
        "1.1. | Издать приказ | Приказ | срок | Куратор",
        "1.2. | Собрать запросы | _ | срок | Психолог",
        "§ 2. | Обучение×4",
        "2.1. | Провести семинар | _ | Ежегодно | _",
    ]


def test_v5res_has_a_row_of_column_numbers() -> None:
    table = _laid_out(
        STAGES, "no activity deadline responsible result", row_per="activity", stage_as="section_row",
        numbering="1.1", number_row=True,
    )  # fmt: skip

    assert table.number_row
    assert _rows(table)[:2] == ["§ 1. | Подготовка×4", "1.1. | Издать приказ | срок | Куратор | Приказ"]


def test_v6res_lies_on_its_side() -> None:
    table = _laid_out(STAGES, "no stage content deadline responsible result")

    assert table.landscape
    assert _rows(table)[0] == (
        "1. | Подготовка | 1) Издать приказ / 2) Собрать запросы | срок | Куратор | Пакет документов"
    )


def test_v6act_merges_number_and_stage_over_their_activities() -> None:
    table = _laid_out(STAGES, "no stage activity content deadline responsible", row_per="activity")

    assert _rows(table) == [
        "1.↓ | Подготовка↓ | Издать приказ | Проект, подпись | срок | Куратор",
        "↑ | ↑ | Собрать запросы | Собрать запросы | срок | Психолог",
        "2. | Обучение | Провести семинар | Провести семинар | Ежегодно | _",
    ]


def test_v4_is_the_plain_case() -> None:
    table = _laid_out(WHOLE, "no stage content deadline")

    assert not table.landscape
    assert [heading.title for heading in table.headings] == [
        "№ п/п", "Наименование этапа", "Содержание деятельности", "Срок",
    ]  # fmt: skip
    assert _rows(table)[1] == "2. | Обучение | Семинар | _"


def test_without_a_column_of_stages_activities_are_numbered_through_the_plan() -> None:
    table = _laid_out(STAGES, "no activity", row_per="activity")

    assert _rows(table) == ["1. | Издать приказ", "2. | Собрать запросы", "3. | Провести семинар"]


def test_stages_that_are_not_merged_are_repeated() -> None:
    table = _laid_out(STAGES, "no stage activity", row_per="activity", merge_stage=False)

    assert _rows(table)[:2] == ["1. | Подготовка | Издать приказ", "1. | Подготовка | Собрать запросы"]


def test_a_section_row_without_a_column_of_numbers_bears_its_number() -> None:
    table = _laid_out(STAGES, "activity deadline", row_per="activity", stage_as="section_row", numbering="roman")

    assert _rows(table)[0] == "§ I. Подготовка×2"


def test_a_stage_with_content_only_has_a_row_among_activities() -> None:
    table = _laid_out([*STAGES, {"title": "Итоги", "content": "Отчёт"}], "stage activity", row_per="activity")

    assert _rows(table)[-1] == "Итоги | Отчёт"


@pytest.mark.parametrize("numbering", ["1.", "1.1", "roman", "none"])
@pytest.mark.parametrize("stage_as", ["column", "section_row"])
@pytest.mark.parametrize("row_per", ["stage", "activity"])
@pytest.mark.parametrize("keys", ["no activity", "no activity deadline responsible result form mark"])
def test_every_switch_gives_rows_that_fill_the_width(
    keys: str, row_per: str, stage_as: str, numbering: str
) -> None:
    table = _laid_out([*STAGES, *WHOLE], keys, row_per=row_per, stage_as=stage_as, numbering=numbering)
    width = LANDSCAPE_WIDTH if table.landscape else PORTRAIT_WIDTH

    assert table.landscape == (len(keys.split()) >= 6)
    assert sum(heading.width for heading in table.headings) == width
    assert {sum(cell.width for cell in row.cells) for row in table.rows} == {width}
    assert {sum(cell.span for cell in row.cells) for row in table.rows} == {len(keys.split())}


@pytest.mark.parametrize(("orientation", "landscape"), [("portrait", False), ("landscape", True)])
def test_the_orientation_may_be_told(orientation: str, landscape: bool) -> None:
    assert _laid_out(STAGES, "no activity", orientation=orientation).landscape is landscape
    assert _laid_out(
        STAGES, "no stage content deadline responsible result", orientation=orientation
    ).landscape is (landscape)


def test_columns_of_the_template_are_taken_where_the_plan_names_none() -> None:
    with KnownContext(Known()):
        plan: Plan = schema_of(Plan)().load({"stages": STAGES})
    table = plan_table(plan, [Column(key="no"), Column(key="stage", title="Этап")])

    assert [heading.title for heading in table.headings] == ["№ п/п", "Этап"]


def test_roman_numbers_go_on_beyond_ten() -> None:
    stages = [{"title": f"Этап {n}", "content": "дело"} for n in range(1, 51)]
    table = _laid_out(stages, "no stage", numbering="roman")
    numbers = [row.cells[0].number for row in table.rows]

    assert [numbers[n - 1] for n in (1, 4, 9, 14, 19, 40, 49, 50)] == [
        "I.", "IV.", "IX.", "XIV.", "XIX.", "XL.", "XLIX.", "L.",
    ]  # fmt: skip
