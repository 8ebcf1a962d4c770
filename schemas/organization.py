"""The organisation that issues the documents."""

from collections.abc import Mapping
from typing import Any, Final

from schemas.base import section
from schemas.fields import Line, choice, flag, labelled, line, many, one
from schemas.messages import error
from schemas.people import Person
from schemas.phrases import Phrase, phrase
from schemas.references import reference

KINDS: Final[dict[str, str]] = {
    "school": "школа",
    "kindergarten": "детский сад",
    "extra": "учреждение дополнительного образования",
    "college": "колледж, техникум",
    "authority": "орган управления образованием",
    "other": "другая организация",
}
_INN_10: Final = (
    2,
    4,
    10,
    3,
    5,
    9,
    4,
    6,
    8,
)  # weights of the control digit, приказ ФНС России от 29.06.2012 № ММВ-7-6/435@


class Inn(Line):
    """ИНН of an organisation: ten digits, the last of them a control digit."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not (text.isascii() and text.isdigit() and len(text) == 10):
            raise error("invalid_inn", "ИНН организации — ровно 10 цифр.")
        control = sum(w * int(d) for w, d in zip(_INN_10, text, strict=False)) % 11 % 10
        if control != int(text[9]):
            raise error("invalid_inn", "ИНН с опечаткой: контрольная цифра не сходится. Сверьте с уставом.")
        return text


@section
class Place:
    """The place where a document is made: requisite 13."""

    type: str | None = line("Вид населённого пункта", example="с.", limit=30)
    name: str = line("Название", required=True, example="Абрикосовка", limit=100)

    def __str__(self) -> str:
        """Return the place as it is printed: «с. Абрикосовка»."""
        return f"{self.type} {self.name}" if self.type else self.name


@section
class Organization:
    """Requisites 05 and 08 of the form; names as in the charter."""

    kind: str = choice("Тип организации", KINDS, required=True)
    full_name: Phrase = phrase(
        "Полное наименование", required=True, hint="Как в уставе, в именительном падеже",
        example="Муниципальное бюджетное общеобразовательное учреждение «Абрикосовская школа» Кировского района",
    )  # fmt: skip
    short_name: Phrase = phrase(
        "Краткое наименование", required=True, example="МБОУ «Абрикосовская школа»", hint="Как в уставе"
    )
    short_in_charter: bool = flag("Печатать краткое наименование под полным", default=True)
    head_lines: tuple[str, ...] = many(
        Line(limit=300),
        "Полное наименование по строкам бланка",
        most=8,
        hint="Если строки нужно разбить по-своему",
    )
    term: Phrase | None = phrase("Как организация зовётся в тексте", example="Школа", hint="(далее – Школа)")
    inn: str | None = labelled(Inn(load_default=None), "ИНН", example="9109006886")
    place: Place | None = one(Place, "Место составления документов")
    address: str | None = line("Адрес", example="297300, Республика Крым, с. Абрикосовка, ул. Школьная, д. 1")
    phone: str | None = line("Телефон", example="8 (00000) 0-00-00", limit=100)
    email: str | None = line(
        "Электронная почта", example="school@example.ru", limit=200,
        pattern=(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "Нужен адрес вида school@example.ru."),
    )  # fmt: skip
    site: str | None = line("Сайт", example="school.example.ru", limit=200)
    ogrn: str | None = line(
        "ОГРН", example="1149102174900", pattern=(r"^\d{13}$", "ОГРН организации — ровно 13 цифр.")
    )
    head: Person | None = reference("people", "Руководитель", hint="Подписывает документы")

    @property
    def called(self) -> Phrase:
        """Return how the organisation is called in running text: its term, or «образовательная организация»."""
        return self.term or Phrase(nom="образовательная организация")

    @staticmethod
    def rules(data: Mapping[str, Any]) -> None:
        """Refuse straight quotes that do not pair up in a name."""
        for name in ("full_name", "short_name"):
            text = data[name].nom
            if text.count('"') % 2 or text.count("«") != text.count("»"):
                raise error("unpaired_quotes", "Кавычки в наименовании не парные: проверьте « и ».", name)


AUTHORITIES: Final[dict[str, str]] = {
    "ministry": "министерство",
    "department": "управление, департамент",
    "division": "отдел",
    "centre": "методический центр",
    "administration": "администрация",
}


@section
class Authority:
    """The founder or the education office above the organisation."""

    name: Phrase = phrase(
        "Наименование", required=True, example="Управление образования администрации Кировского района"
    )
    short: str | None = line("Краткое наименование", example="Отдел образования")
    kind: str = choice("Вид органа", AUTHORITIES, required=True)
    on_form: bool = flag("Печатать над наименованием организации", default=False)
