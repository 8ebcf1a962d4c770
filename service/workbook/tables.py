"""The sheets with many rows for a school: people, pairs, activities, programmes, grounds, forms of words."""

from typing import Final

from schemas.acts import LEADING, LegalAct, library
from schemas.lexicon import KINDS as LEXICON_KINDS
from schemas.pairs import ExtraAgreement, Pair, Payment
from schemas.people import Contract, Person
from schemas.phrases import WordForms
from schemas.roadmap import Activity, Stage
from service.workbook.columns import Column, Table, What, of
from service.workbook.facts import INN_HERE, NOTES, SCHOOLS

_COMMON: Final = Column("inn", "ИНН", What.DIGITS, INN_HERE.aliases, False, "Пусто — строка общая для всех школ",
                        None, width=13)  # fmt: skip
PURPOSES: Final[dict[str, str]] = {
    "order_approval": "приказ об утверждении",
    "order_curator": "приказ о кураторе",
    "order_pairs": "приказ о парах",
    "regulation": "Положение",
    "payment": "выплаты",
    "analytical_note": "аналитическая справка",
}
PARTS: Final[dict[str, str]] = {
    "need": "затруднение",
    "strengths": "сильные стороны",
    "goal": "цель",
    "task": "задача",
    "direction": "направление",
    "activity": "мероприятие",
    "expected": "ожидаемый результат",
    "criterion": "показатель",
    "monitoring": "мониторинг",
}
ACTS: Final[dict[str, str]] = {
    name: ", ".join(part for part in (f"№ {act.number}", act.clause, (act.title or act.note or name)[:80]) if part)
    for name, act in library().items()
}

PEOPLE: Final = Table("people", "Люди", (
    INN_HERE,
    Column("code", "Код", What.CODE, ("№", "№ п/п", "Номер", "Табельный номер"), hint="Свой у каждого в школе; "
           "по нему или по ФИО человека называют на других листах", example="1", width=8),
    Column("full", "ФИО", What.LINE, ("Фамилия, имя, отчество", "ФИО сотрудника", "ФИО педагога"),
           True, "Полностью, в именительном падеже; или в трёх столбцах", "Пономарёва Алёна Фёдоровна", width=34),
    of(Person, "surname", required=False, width=18),
    of(Person, "name", required=False, width=14),
    of(Person, "patronymic", width=16),
    of(Person, "gender", width=10),
    of(Person, "position", width=36, required=False),
    of(Person, "position_short", width=20),
    of(Person, "category", width=24, aliases=("Категория",)),
    of(Person, "experience_years", what=What.NUMBER, width=10,
       aliases=("Стаж", "Педагогический стаж", "Пед. стаж")),
    of(Person, "birth_year", what=What.WHOLE, width=10),
    of(Person, "hired_on", what=What.DATE, width=14, aliases=("Дата приёма", "Принят на работу"),
       example="20.08.2009"),
    of(Person, "education", width=40),
    of(Contract, "number", "contract_number", "Номер трудового договора", What.CODE, required=False, width=12),
    of(Contract, "date", "contract_date", "Дата трудового договора", What.DATE, required=False, width=14,
       example="20.08.2009"),
    of(Person, "acting", what=What.FLAG, width=12, aliases=("И. о.",)),
    of(Person, "indeclinable", what=What.FLAG, width=12),
), ("Сотрудники", "Педагоги", "Работники", "Кадры"),
    "Все, кого называют документы: руководитель, куратор, наставники, наставляемые.",
)  # fmt: skip

PAIRS: Final = Table("pairs", "Пары", (
    INN_HERE,
    Column("code", "Код пары", What.CODE, ("№", "№ п/п", "Пара"), hint="Свой у каждой пары школы", example="1",
           width=8),
    Column("mentor", "Наставник", What.NAME, ("ФИО наставника",), True, "ФИО или код с листа «Люди»",
           "Пономарёва Алёна Фёдоровна", width=30),
    Column("mentees", "Наставляемые", What.NAMES, ("Наставляемый", "ФИО наставляемого"), True,
           "ФИО или коды с листа «Люди»; в группе — по одному в строке ячейки (Alt+Enter)",
           "Заяц Артём Игоревич", width=30),
    of(Pair, "form", width=26, required=False, hint="Без неё — педагог – педагог"),
    of(Pair, "form_title", width=20),
    of(Pair, "kind", width=30),
    Column("start", "Срок с", What.DATE, ("С", "Начало", "Дата начала"), hint="Без него — общий с листа «Район»",
           example="07.09.2026", width=14),
    Column("end", "Срок по", What.DATE, ("По", "Окончание", "Дата окончания"), example="31.05.2027", width=14,
           hint="Без него — общий с листа «Район»"),
    Column("consent", "Согласие наставника", What.DATE, ("Дата согласия наставника",), width=14,
           hint="Дата письменного согласия (ст. 351.8 ТК РФ)", example="01.09.2026"),
    Column("consents", "Согласия наставляемых", What.LINES, ("Согласие наставляемого",), width=16,
           hint="Даты, по порядку, по одной в строке", example="01.09.2026"),
    of(ExtraAgreement, "number", "agreement_number", "Номер доп. соглашения", What.CODE, required=False, width=12,
       aliases=("Номер дополнительного соглашения", "№ доп. соглашения"), example="12/3"),
    of(ExtraAgreement, "date", "agreement_date", "Дата доп. соглашения", What.DATE, required=False, width=14,
       aliases=("Дата дополнительного соглашения",), example="03.09.2026"),
    of(Pair, "within_job_function", what=What.FLAG, heading="Входит в трудовую функцию", width=14),
    of(Payment, "kind", "payment_kind", "Вид выплаты", width=22, required=False),
    of(Payment, "mode", "payment_mode", "Как считается выплата", width=22, required=False),
    of(Payment, "amount", "payment_amount", "Размер выплаты", What.NUMBER, required=False, width=12, example="15"),
    of(Payment, "base", "payment_base", "От чего процент", width=22),
    of(Pair, "status", width=18, required=False),
    of(Pair, "reason", width=24),
    of(Pair, "extended_to", what=What.DATE, width=14),
), ("Наставнические пары", "Пары и группы"), "Одна строка — одна пара или группа.",
)  # fmt: skip

ACTIVITIES: Final = Table("activities", "Мероприятия", (
    _COMMON,
    of(Stage, "title", "stage", "Этап", width=40, required=False, aliases=("Наименование этапа",),
       example="Подготовка условий для реализации системы наставничества"),
    of(Activity, "text", "text", "Мероприятие", What.TEXT, width=50, aliases=("Наименование мероприятия",),
       example="Принятие локальных нормативных актов", required=False,
       hint="Без него содержание, срок и прочее относятся к этапу целиком"),
    of(Activity, "content", what=What.TEXT, width=50, example=None),
    of(Activity, "deadline", what=What.DEADLINE, width=22, example="до 31 августа 2026 г.", aliases=("Сроки",)),
    Column("responsible", "Ответственные", What.LINES, ("Ответственный",), False,
           "По одному в строке: ФИО с листа «Люди» или своими словами", "Куратор", width=26),
    of(Activity, "result", what=What.TEXT, width=40, aliases=("Ожидаемый результат",)),
), ("Дорожная карта", "План мероприятий"),
    "Общая дорожная карта района (ИНН пуст) или своя у школы (с её ИНН): тогда печатаются только её строки.",
)  # fmt: skip

PROGRAMMES: Final = Table("programmes", "Программы", (
    _COMMON,
    Column("pair", "Пара", What.CODE, ("Код пары",), width=24,
           hint="Код пары или ФИО наставляемого; пусто — для всех пар"),
    Column("part", "Часть программы", What.CHOICE, ("Раздел", "Часть"), True, "Что вписано в строке",
           choices=PARTS, width=22, example="затруднение"),
    Column("stage", "Раздел плана", What.LINE, ("Этап",), width=34, hint="Для мероприятий"),
    Column("text", "Текст", What.TEXT, (), True, width=56,
           example="Затрудняется в выборе методов активного обучения"),
    Column("more", "Запрос или ожидаемое значение", What.LINE,
           ("Запрос", "Ожидаемое значение"), width=44, hint="Для затруднения — запрос, для показателя — значение",
           example="Посетить уроки наставника и обсудить приёмы работы"),
    of(Activity, "deadline", what=What.DEADLINE, width=22, example="октябрь 2026"),
    Column("responsible", "Ответственные", What.LINES, ("Ответственный",), width=24),
    of(Activity, "result", what=What.TEXT, width=36, aliases=("Ожидаемый результат",)),
    of(Activity, "form", width=20),
), ("Программа",), "Общая для всех пар программа и то, чем отличаются пары.",
)  # fmt: skip

GROUNDS: Final = Table("grounds", "Основания", (
    _COMMON,
    Column("purpose", "Для чего", What.CHOICES, ("Документ", "Куда"), True,
           "Где назвать акт; можно несколько, по одному в строке", choices=PURPOSES, width=26,
           example="приказ об утверждении"),
    Column("mode", "Как вводится", What.CHOICE, hint="Для приказов", choices=LEADING, width=20,
           example="во исполнение"),
    Column("library", "Готовый акт", What.CHOICE, hint="Из списка программы; тогда остальное не нужно",
           choices=ACTS, width=44),
    of(LegalAct, "kind", required=False, width=18, aliases=("Вид",)),
    of(LegalAct, "author", width=44),
    of(LegalAct, "date", what=What.DATE, width=14, example="18.08.2026"),
    of(LegalAct, "number", what=What.CODE, width=14, example="215"),
    of(LegalAct, "title", width=60, aliases=("Заголовок", "Название"),
       example="О развитии системы наставничества педагогических работников"),
    Column("text", "Своими словами", What.LINE, hint="Вместо акта, в нужном падеже", width=50),
), ("Правовые основания", "Акты", "Нормативная база"),
    "Акты, на которые ссылаются приказы и Положение: приказ района, местные акты, акт о выплатах.",
)  # fmt: skip

LEXICON: Final = Table("lexicon", "Словарь", (
    _COMMON,
    Column("kind", "Что это", What.CHOICE, choices=LEXICON_KINDS, required=True, width=16, example="должности"),
    Column("nom", "Именительный падеж", What.LINE, required=True, width=44, example="тьютор"),
    *(of(WordForms, case, width=44) for case in ("gen", "dat", "acc", "ins", "prep", "loc")),
    of(WordForms, "gender", width=12),
    of(WordForms, "indeclinable", what=What.FLAG, width=14),
), ("Падежи", "Словарь форм"), "Формы имён, должностей и названий, если программа склоняет их неверно.",
)  # fmt: skip

TABLES: Final = (SCHOOLS, PEOPLE, PAIRS, ACTIVITIES, PROGRAMMES, GROUNDS, NOTES, LEXICON)
