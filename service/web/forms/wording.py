"""Words for the page: errors and hints said to a secretary, who sees a form and no JSON."""

from typing import Any, Final

from schemas.acts import Basis, LegalAct
from schemas.document_set import DocumentSet
from schemas.findings import Finding
from schemas.orders import Approve
from schemas.organization import Organization, Place
from schemas.pairs import Consents, Pair
from schemas.regulation import Regulation

FILL: Final = "Заполните это поле."
ERRORS: Final[dict[str, str]] = {
    "required": FILL,
    "empty": FILL,
    "null": FILL,
    "invalid_number": "Впишите число, например 12 или 8,5.",
    "invalid_float": "Впишите обычное число, например 8,5.",
    "invalid_integer": "Впишите целое число, например 12.",
    "invalid_date": "Впишите дату с годом, например 01.09.2026.",
    "invalid_boolean": "Поставьте или снимите отметку.",
    "invalid_string": "Впишите текст.",
    "invalid_list": "Впишите хотя бы одну строку.",
    "invalid_length": "Впишите или выберите хотя бы одно значение.",
    "invalid_nested": FILL,
    "invalid_section": FILL,
    "invalid_mapping": FILL,
    "invalid_month": "Впишите месяц и год, например «сентябрь 2026».",
    "invalid_deadline": "Впишите срок, например «до 25 мая 2027 г.» или «ежемесячно».",
    "invalid_phrase": "Впишите название в именительном падеже.",
    "invalid_reference": "Выберите из списка.",
    "invalid_responsible": "Выберите человека или впишите ответственного своими словами.",
    "invalid_item": "Выберите вид пункта и заполните его.",
    "unknown_item_kind": "Выберите вид пункта.",
    "unknown_choice": "Выберите одно из предложенного.",
    "invalid_block": "Впишите текст: каждый абзац с новой строки.",
    "invalid_run": "Часть абзаца записана не по образцу: впишите абзац заново.",
    "unknown_people": "Этого человека нет на странице «Люди»: выберите другого или добавьте его там.",
    "unknown_acts": "Такого акта нет: выберите другой или добавьте его на странице «Основания».",
    "unknown_pairs": "Такой пары нет: выберите другую или добавьте её на странице «Пары и группы».",
    "unknown_order": "Такого приказа нет среди выбранных документов: выберите другой.",
    "unknown_kind": "Такого документа нет: выберите другой или впишите, как он называется в приказе.",
    "unknown_field": "Здесь есть сведения, которых страница не знает. Скачайте данные и уберите лишнее.",
    "duplicate_id": "Такой код уже занят другой записью: удалите повтор.",
    "basis_choice": "Заполните ровно одно из трёх: акт, свой приказ или текст своими словами.",
    "bare_act": "У акта нет ни номера, ни заголовка: впишите хотя бы одно из них.",
    "acting_twice": "«и. о.» уже есть в должности: уберите его оттуда или снимите отметку.",
    "mark_source": "Проверьте, чем утверждён документ: у «УТВЕРЖДЕН(А, О, Ы)» — ровно одно из трёх (свой приказ, "
    "акт другого органа, коллегиальный орган), у «ПРИЛОЖЕНИЯ» — приказ или акт, у остальных — человек или орган.",
    "form_title": "Название формы нужно только для «другой формы»: впишите его или уберите.",
    "payment_base": "Впишите, от чего считается процент.",
    "payment_without_act": "Не назван акт, которым установлена выплата: выберите его.",
    "part_above_whole": "Часть больше целого: сверьте числа.",
    "indicator_value": "Заполните либо «Факт», либо оба поля: «Часть» и «Целое».",
    "indicator_unit": "Доля считается в процентах: выберите единицу «%».",
    "empty_stage": "В этапе нет ни содержания, ни мероприятий: впишите содержание или добавьте мероприятие.",
    "stage_twice": "Этап уже печатается строкой-заголовком: уберите столбец с этапом.",
    "legal_basis_missing": "Нет нормативной базы: выберите готовый список актов или назовите акты сами.",
    "gender_unknown": "По отчеству пол не узнать: выберите его, иначе фамилия может быть просклонена неверно.",
    "consent_missing": "Нет даты письменного согласия наставника (ст. 351.8 ТК РФ): впишите её.",
    "agreement_missing": "Нет дополнительного соглашения к трудовому договору (ст. 351.8 ТК РФ): впишите его или "
    "отметьте, что наставничество входит в трудовую функцию.",
    "act_superseded": "Этот акт больше не действует: проверьте, нужна ли ссылка на него.",
    "mentee_in_two_pairs": "Этот наставляемый уже есть в другой паре: проверьте, нет ли ошибки.",
    "no_pairs": "Приказ закрепляет пары, а ни одной пары нет: добавьте их на странице «Пары и группы».",
    "no_payments": "Пункт устанавливает выплаты, а у пар выплат нет: впишите их у пар или удалите пункт.",
    "no_signatory": "Некому подписать приказ: выберите руководителя на странице «Организация» или здесь — "
    "того, кто подписывает.",
    "no_position": "У того, кто подписывает, нет должности: впишите её на странице «Люди».",
    "form_not_in_regulation": "Этой формы нет в Положении: отметьте её там или выберите другую.",
    "attachment_not_approved": "В приказе нет пункта, который утверждает этот документ: добавьте пункт «утвердить "
    "документ».",
    "attachment_number": "Номер приложения не сходится с приказом: уберите его, он считается сам.",
    "attachment_not_made": "Приказ утверждает документ, который не выбран: приложение не будет сделано.",
    "document_not_approved": "Этот приказ не утверждает такой документ: добавьте пункт «утвердить документ» или "
    "снимите отметку.",
}
_NO_ACTS: Final = (
    "Только те, которых нет в готовой библиотеке: региональные, муниципальные, локальные. Федеральные законы и "
    "приказы уже есть: их выбирают в самих документах. Если своих актов нет, переходите дальше."
)
_WHO: Final = (
    "Все, кто будет назван в документах: руководитель, наставники, наставляемые. Дальше их выбирают из списка."
)
_HINTS: Final[dict[tuple[type[Any], str], str]] = {
    (LegalAct, "cite"): "{ref} в записи заменяется на «от 01.09.2026 № 1»",
    (Approve, "title"): "Если документ называется не так, как обычно",
    (Regulation, "profile"): "Акты, выбранные ниже, печатаются после него",
    (Regulation, "legal_basis"): "Кроме готового списка",
    (Basis, "order"): "",
    (DocumentSet, "acts"): _NO_ACTS,
    (DocumentSet, "people"): _WHO,
    (Organization, "term"): "Как в «(далее – Школа)»",
    (Organization, "head"): "Подписывает документы; можно выбрать и потом, когда заполнены «Люди»",
    (Place, "type"): "Сокращённо, как в бланке",
    (Pair, "mentees"): "Один – пара, несколько – группа",
    (Consents, "mentor"): "Дата письменного согласия, не позже приказа",
    (Pair, "extra_agreement"): "К трудовому договору наставника (ст. 351.8 ТК РФ). Не нужно, если наставничество "
    "входит в его трудовую функцию.",
}
_EXPECTED: Final = frozenset({
    (Pair, "consents"), (Consents, "mentor"), (Pair, "extra_agreement"),
})  # fmt: skip  # the law wants them of most (ст. 351.8 ТК РФ), so that a rule and not the schema asks for them
_LABELS: Final[dict[tuple[type[Any], str], str]] = {
    (LegalAct, "superseded_by"): "Чем заменён",
    (DocumentSet, "acts"): "Свои правовые акты",
    (DocumentSet, "school_year"): "Учебный год",
}


def on_the_page(finding: Finding) -> str:
    """Return the sentence of a finding as the page says it."""
    return ERRORS.get(finding.code, finding.message)


def hint_of(cls: type[Any] | None, name: str, hint: str) -> str:
    """Return the hint of a field as the page says it."""
    return _HINTS.get((cls, name), hint) if cls is not None else hint


def is_expected(cls: type[Any] | None, name: str) -> bool:
    """Tell whether a field is not to be called optional although the schema lets it be left out."""
    return (cls, name) in _EXPECTED


def label_of(cls: type[Any] | None, name: str, label: str) -> str:
    """Return the label of a field as the page says it."""
    return _LABELS.get((cls, name), label) if cls is not None else label
