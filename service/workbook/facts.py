"""What is known of a school as a whole: each fact may stand on «Район» for all or on «Школы» for one school."""

from typing import Final

from schemas.analytical_note import AnalyticalNote, Staff, Survey
from schemas.document_set import DocumentSet, RenderOptions
from schemas.orders import Order
from schemas.organization import Authority, Organization, Place
from schemas.programmes import MODES
from schemas.regulation import FORMS, KINDS, Regulation
from schemas.roadmap import Roadmap
from service.workbook.columns import Column, Table, What, of

# The kinds of document that a workbook holds all facts for; their titles are those of the catalogue.
DOCUMENTS: Final[dict[str, str]] = {
    "order_approval": "Приказ об утверждении",
    "regulation": "Положение о системе наставничества",
    "roadmap": "Дорожная карта (план мероприятий)",
    "order_curator": "Приказ о назначении куратора",
    "order_pairs": "Приказ о закреплении наставнических пар и групп",
    "programme": "Персонализированная программа наставничества",
    "analytical_note": "Аналитическая справка",
}
CONTROL: Final[dict[str, str]] = {"self": "руководитель", "curator": "куратор"}
INN: Final = of(
    Organization, "inn", "inn", "ИНН", What.DIGITS, required=True, width=13, aliases=("ИНН школы",),
    hint="10 цифр. По нему строки всех листов относятся к школе", example="9909001234",
)  # fmt: skip
_INN_HERE: Final = Column(
    "inn", "ИНН", What.DIGITS, (*INN.aliases, "Школа"), True, INN.hint, INN.example, width=13
)


def _date(key: str, heading: str, hint: str | None = None, example: str = "01.09.2026") -> Column:
    return Column(key, heading, What.DATE, hint=hint, example=example, width=14)


_OFFICER: Final = "ФИО из листа «Люди» или «ФИО, должность»"
_OWN_DATE: Final = "Общая для всех; своя — на листе «Школы»"
DISTRICT: Final[dict[str, tuple[Column, ...]]] = {
    "Район": (
        Column("district", "Район", aliases=("Муниципалитет", "Муниципальное образование", "Название района"),
               hint="По нему документы раскладываются в папки", example="Светлоозёрский муниципальный округ"),
        of(DocumentSet, "school_year", what=What.YEAR),
        of(RenderOptions, "date_style", heading="Даты в документах", width=22),
        of(RenderOptions, "initials_space", what=What.FLAG, heading="Пробел между инициалами"),
    ),
    "Учредитель": (
        of(Authority, "name", "authority_name", "Учредитель", aliases=("Наименование учредителя",), width=40,
           required=False),
        of(Authority, "short", "authority_short", "Учредитель кратко"),
        of(Authority, "kind", "authority_kind", "Вид учредителя", required=False),
        of(Authority, "on_form", "authority_on_form", "Учредитель на бланке", What.FLAG,
           hint="Печатать учредителя над наименованием организации"),
    ),
    "Какие документы сделать": tuple(
        Column(f"make_{kind}", title, What.FLAG, hint="да — сделать, нет — не делать", width=16)
        for kind, title in DOCUMENTS.items()
    ),
    "Даты и сроки": (
        _date("approval_date", "Дата приказа об утверждении", _OWN_DATE, "31.08.2026"),
        _date("curator_date", "Дата приказа о кураторе", _OWN_DATE, "31.08.2026"),
        _date("pairs_date", "Дата приказа о парах", _OWN_DATE, "04.09.2026"),
        _date("effective", "Ввести в действие с", "Положение и дорожную карту"),
        _date("publish_until", "Разместить на сайте до", example="10.09.2026"),
        _date("acquaint_until", "Ознакомить работников до", example="04.09.2026"),
        _date("programmes_until", "Разработать программы до", example="18.09.2026"),
        _date("programmes_date", "Дата утверждения программ", example="18.09.2026"),
        _date("pairs_from", "Пары работают с", "Общий срок пар; свой — на листе «Пары»", "07.09.2026"),
        _date("pairs_to", "Пары работают по", "Общий срок пар; свой — на листе «Пары»", "31.05.2027"),
    ),
    "Приказы": (
        Column("control", "Контроль за исполнением", What.CHOICE, choices=CONTROL, example="руководитель",
               hint="Кто контролирует приказы"),
        Column("duties", "Обязанности куратора", What.LINES, width=60,
               hint="По одной в строке, в неопределённой форме: «вести банк наставников»",
               example="координировать разработку и реализацию персонализированных программ"),
    ),
    "Положение": (
        of(Regulation, "profile", heading="Нормативная база", example="действующие акты",
           hint="Готовый список актов; свои — на листе «Основания»"),
        Column("forms", "Формы наставничества", What.CHOICES, choices=FORMS, width=40,
               hint="По одной в строке. Без них — те, что есть у пар", example="педагог – педагог"),
        Column("kinds", "Виды наставничества", What.CHOICES, choices=KINDS, width=40,
               hint="По одному в строке. Без них — все семь"),
        of(Regulation, "has_council", heading="Есть совет наставников", what=What.FLAG),
        of(Regulation, "curator_rule", heading="Из кого назначается куратор", required=False, width=30,
           example="из числа заместителей руководителя"),
        Column("body", "Кто принимает Положение", hint="Коллегиальный орган", example="педагогический совет"),
    ),
    "Дорожная карта и программы": (
        of(Roadmap, "title", "roadmap_title", "Название дорожной карты", width=30,
           example="Дорожная карта (план мероприятий)"),
        of(Roadmap, "period", "roadmap_period", "Период дорожной карты",
           hint="Без него — «на … учебный год»", example="на 2026/2027 учебный год"),
        Column("mode", "Режим программ", What.CHOICE, choices=MODES, example="очно и дистанционно"),
    ),
}  # fmt: skip

SCHOOLS: Final = Table("schools", "Школы", (
    INN,
    of(Organization, "full_name", width=60, aliases=("Полное название", "Наименование полное", "Наименование")),
    of(Organization, "short_name", width=30, aliases=("Краткое название", "Наименование краткое", "Школа")),
    of(Organization, "kind", "org_kind", width=16, required=True, aliases=("Тип", "Тип учреждения")),
    of(Place, "type", "place_type", width=10, aliases=("Тип населённого пункта",)),
    of(Place, "name", "place_name", "Населённый пункт", required=False, width=18,
       hint="Где составляются документы: печатается на бланке приказа"),
    of(Organization, "address", width=36),
    of(Organization, "phone", what=What.CODE, width=18),
    of(Organization, "email", aliases=("E-mail", "Почта", "Эл. почта"), width=24),
    of(Organization, "site", width=22),
    of(Organization, "ogrn", what=What.DIGITS, width=15),
    Column("head", "Руководитель", What.NAME, ("ФИО руководителя", "Директор", "Заведующий"), True,
           "Фамилия, имя и отчество; подписывает документы", "Демидова Анна Андреевна", width=30),
    Column("head_position", "Должность руководителя", aliases=("Должность",), width=20, example="директор",
           hint="Не нужна, если руководитель есть на листе «Люди»"),
    Column("curator", "Куратор", What.NAME, ("ФИО куратора",), False,
           "Фамилия, имя и отчество; обычно из заместителей руководителя", "Тарасов Пётр Алексеевич", width=30),
    Column("curator_position", "Должность куратора", width=30,
           example="заместитель директора по учебно-воспитательной работе",
           hint="Не нужна, если куратор есть на листе «Люди»"),
    of(Order, "number", "approval_number", "Номер приказа об утверждении", What.CODE, required=False, width=14,
       aliases=("№ приказа об утверждении",)),
    of(Order, "number", "curator_number", "Номер приказа о кураторе", What.CODE, required=False, width=14,
       aliases=("№ приказа о кураторе",), example="187-од"),
    of(Order, "number", "pairs_number", "Номер приказа о парах", What.CODE, required=False, width=14,
       aliases=("№ приказа о парах",), example="192-од"),
    Column("protocol_number", "Номер протокола", What.CODE, width=12, example="1",
           hint="Протокол педагогического совета, который принял Положение"),
    _date("protocol_date", "Дата протокола", example="28.08.2026"),
    Column("union", "Председатель профкома", What.NAME, width=30, example="Седых Раиса Егоровна",
           hint="Согласует Положение; печатается, если указан"),
    Column("publisher", "Кто размещает на сайте", What.NAME, width=34,
           hint=_OFFICER, example="Дюма Максим Олегович, системный администратор"),
    Column("clerk", "Кто знакомит работников", What.NAME, width=34,
           hint=_OFFICER, example="Бурова Екатерина Дмитриевна, делопроизводитель"),
    Column("accountant", "Бухгалтер", What.NAME, width=34,
           hint="Кому исполнить пункт о выплатах", example="Грицай Марина Юрьевна, главный бухгалтер"),
    of(Organization, "term", width=14, aliases=("Термин",)),
), ("Школа", "Список школ", "Организации", "Учреждения", "Образовательные организации"),
    "Одна строка — одна школа. Любую строку листа «Район» можно повторить здесь столбцом: тогда верно оно.",
)  # fmt: skip

NOTES: Final = Table("notes", "Справки", (
    _INN_HERE,
    of(AnalyticalNote, "date", "note_date", "Дата справки", What.DATE, example="28.12.2026", required=False),
    of(AnalyticalNote, "number", "note_number", "Номер справки", What.CODE, example="03-12/86"),
    _date("note_from", "За период с", example="01.09.2026"),
    _date("note_to", "За период по", example="25.12.2026"),
    of(Staff, "total", "staff_total", "Педагогов всего", What.WHOLE, example="58", required=False, width=12),
    of(Staff, "young", "staff_young", "До 35 лет", What.WHOLE, example="14", required=False, width=12),
    of(Staff, "novices", "staff_novices", "Со стажем менее трёх лет", What.WHOLE, example="6", required=False,
       width=12),
    of(Staff, "novices_with_mentor", "staff_covered", "Из них с наставником", What.WHOLE, example="5",
       required=False, width=12),
    of(AnalyticalNote, "methods", what=What.LINES, example="анализ документов", required=False, width=26),
    *(
        of(Survey, name, f"{audience}_{name}", f"{title}: {heading}", what, required=False, width=13)
        for audience, title in (("mentors", "Наставники"), ("mentees", "Наставляемые"))
        for name, heading, what in (
            ("respondents", "ответило", What.WHOLE), ("satisfied", "удовлетворены", What.WHOLE),
            ("mean", "средний балл", What.NUMBER),
        )
    ),
    of(AnalyticalNote, "results", what=What.TEXT, width=40),
    of(AnalyticalNote, "problems", what=What.TEXT, width=40),
    of(AnalyticalNote, "conclusions", what=What.TEXT, width=40, required=False,
       example="Программы наставничества выполняются в соответствии с планами."),
    of(AnalyticalNote, "recommendations", what=What.TEXT, width=40, required=False,
       example="Продолжить работу наставнических пар."),
    Column("note_author", "Кто составил", What.NAME, hint="Без него — куратор", example="Тарасов Пётр Алексеевич",
           width=30),
), ("Справка", "Аналитические справки", "Аналитическая справка"),
    "Для аналитической справки: одна строка — одна школа. Общее для района можно вписать на лист «Район».",
)  # fmt: skip

LIST_OF_DOCUMENTS: Final = Column(
    "documents", "Какие документы сделать", What.LINES, ("Документы",),
    hint="По одному в строке; вместо ответов «да» и «нет»",
)  # fmt: skip
FACTS: Final[tuple[Column, ...]] = (
    *(column for columns in DISTRICT.values() for column in columns),
    *(column for column in SCHOOLS.columns if column.key != "inn"),
    *(column for column in NOTES.columns if column.key != "inn"),
    LIST_OF_DOCUMENTS,
)
INN_HERE: Final = _INN_HERE
