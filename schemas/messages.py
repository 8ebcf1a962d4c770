"""Every marshmallow message in Russian, each with a stable code; installed once when `schemas` is imported."""

import inspect
from typing import Any, Final, Self

from marshmallow import Schema, ValidationError, fields, validate


class Message(str):
    """A Russian sentence with a stable code; formatting it keeps the code."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, code: str, text: str) -> Self:
        """Make the sentence `text` known under `code`."""
        message = super().__new__(cls, text)
        message.code = code
        return message

    def format(self, *args: object, **kwargs: object) -> "Message":
        """Return the message with its places filled in."""
        return Message(self.code, str.format(self, *args, **kwargs))


def error(code: str, text: str, field: str | None = None) -> ValidationError:
    """Return the error to raise from a field or, with `field`, from a rule of a whole section."""
    message = Message(code, text)
    return ValidationError({field: [message]} if field else [message])


_FIELDS: Final[dict[str, dict[str, str]]] = {
    "Field": {
        "required": "Это поле обязательно: впишите значение.",
        "null": "Здесь не может быть null: впишите значение или уберите поле.",
        "validator_failed": "Недопустимое значение.",
    },
    "Boolean": {"invalid": "Нужно «да» или «нет»: true или false."},
    "_TemporalField": {
        "invalid": "Не удалось прочесть дату или время.",
        "invalid_awareness": "Неверно указан часовой пояс.",
        "format": "«{input}» нельзя записать как дату или время.",
    },
    "Date": {"invalid": "Не удалось прочесть дату.", "format": "«{input}» нельзя записать как дату."},
    "Decimal": {"special": "Нужно обычное число."},
    "Email": {"invalid": "Нужен адрес электронной почты, например school@example.ru."},
    "Enum": {"unknown": "Выберите одно из: {choices}."},
    "Float": {"special": "Нужно обычное число."},
    "IP": {"invalid_ip": "Нужен IP-адрес."},
    "IPInterface": {"invalid_ip_interface": "Нужен IP-интерфейс."},
    "IPv4": {"invalid_ip": "Нужен адрес IPv4."},
    "IPv4Interface": {"invalid_ip_interface": "Нужен интерфейс IPv4."},
    "IPv6": {"invalid_ip": "Нужен адрес IPv6."},
    "IPv6Interface": {"invalid_ip_interface": "Нужен интерфейс IPv6."},
    "Integer": {"invalid": "Нужно целое число."},
    "List": {"invalid": "Нужен список: [ … ]."},
    "Mapping": {"invalid": "Нужен объект: {{ … }}."},
    "Nested": {"type": "Нужен объект: {{ … }}."},
    "Number": {"invalid": "Нужно число.", "too_large": "Число слишком велико."},
    "String": {"invalid": "Нужна строка в кавычках.", "invalid_utf8": "Строка не в кодировке UTF-8."},
    "TimeDelta": {"invalid": "Нужен промежуток времени.", "format": "«{input}» нельзя записать."},
    "Tuple": {"invalid": "Нужен список: [ … ]."},
    "Url": {"invalid": "Нужен адрес сайта, например https://school.example.ru."},
    "UUID": {"invalid_uuid": "Нужен UUID."},
}

_VALIDATORS: Final[dict[str, dict[str, str]]] = {
    "ContainsNoneOf": {"default_message": "Есть запрещённые значения: {values}."},
    "ContainsOnly": {"default_message": "Допустимы только: {choices}."},
    "Email": {"default_message": "Нужен адрес электронной почты."},
    "Equal": {"default_message": "Должно быть равно {other}."},
    "Length": {
        "message_min": "Слишком мало: нужно не меньше {min}.",
        "message_max": "Слишком много: допустимо не больше {max}.",
        "message_all": "Допустимо от {min} до {max}.",
        "message_equal": "Должно быть ровно {equal}.",
    },
    "NoneOf": {"default_message": "Недопустимое значение."},
    "OneOf": {"default_message": "Выберите одно из: {choices}."},
    "Predicate": {"default_message": "Недопустимое значение."},
    "Range": {
        "message_min": "Должно быть {min_op} {{min}}.",
        "message_max": "Должно быть {max_op} {{max}}.",
        "message_all": "Должно быть {min_op} {{min}} и {max_op} {{max}}.",
        "message_gte": "не меньше",
        "message_gt": "больше",
        "message_lte": "не больше",
        "message_lt": "меньше",
    },
    "Regexp": {"default_message": "Значение записано не по образцу."},
    "URL": {"default_message": "Нужен адрес сайта."},
}

_SCHEMA: Final[dict[str, str]] = {"type": "Нужен объект: {{ … }}.", "unknown": "Такого поля нет."}

_CODES: Final[dict[str, str]] = {"null": "null", "required": "required", "unknown": "unknown_field"}


def _code(owner: str, key: str) -> str:
    return _CODES.get(key, f"invalid_{owner.strip('_').lower()}")


def install() -> None:
    """Replace the messages of marshmallow's fields, validators and schema; doing it twice changes nothing."""
    for name, texts in _FIELDS.items():
        field_class: Any = getattr(fields, name)
        field_class.default_error_messages = {k: Message(_code(name, k), v) for k, v in texts.items()}
    for name, texts in _VALIDATORS.items():
        for attribute, text in texts.items():
            plain = attribute in {"message_gte", "message_gt", "message_lte", "message_lt"}
            value = text if plain else Message(_code(name, attribute), text)
            setattr(getattr(validate, name), attribute, value)
    Schema._default_error_messages = {k: Message(_code("section", k), v) for k, v in _SCHEMA.items()}


def library_messages() -> list[str]:
    """Return every message the library could print, for the test that no English is left."""
    found = list(Schema._default_error_messages.values())
    for _, field_class in inspect.getmembers(fields, inspect.isclass):
        found.extend(vars(field_class).get("default_error_messages", {}).values())
    for _, validator in inspect.getmembers(validate, inspect.isclass):
        if issubclass(validator, validate.Validator):
            found.extend(v for k, v in vars(validator).items() if "message" in k and isinstance(v, str))
    return found
