"""The errors that only HTTP knows, in the shape of `service.errors`.

ServiceError
├── InputError
│   ├── InvalidDataError
│   │   └── NoGoodSchoolError 422    not one school of a batch can be made; carries every finding of every school
│   └── RequestError          400    the request itself is wrong, whatever its data
│       ├── EmptyBodyError    400    there is no body
│       ├── UnknownParameterError    400  a parameter of the address that does not exist
│       ├── UnknownFormatError       400  a format that does not exist
│       ├── NoSuchAddressError       404  nothing lives at this address
│       ├── MethodNotAllowedError    405  the address takes other methods
│       ├── NotAcceptableError       406  none of the types in Accept can be made
│       ├── UnsupportedMediaTypeError 415 the body is not said to be what is taken here
│       ├── RangeError        416    the file has no such bytes
│       └── NothingToMendError 404   the data of a batch have no errors
└── InternalError             500    a fault of ours; the client is told nothing but its number
"""

from service.errors import InputError, InvalidDataError, ServiceError


class RequestError(InputError):
    """The request itself is wrong, whatever its data."""

    code = "bad_request"
    title = "Неверный запрос"


class EmptyBodyError(RequestError):
    """There is no body."""

    code = "empty_body"
    title = "Пустой запрос"


class UnknownParameterError(RequestError):
    """A parameter of the address does not exist."""

    code = "unknown_parameter"
    title = "Неизвестный параметр"


class UnknownFormatError(RequestError):
    """A format does not exist, or two formats exclude each other."""

    code = "unknown_format"
    title = "Нет такого формата"


class NoSuchAddressError(RequestError):
    """Nothing lives at this address."""

    code = "not_found"
    title = "Нет такого адреса"
    status = 404


class MethodNotAllowedError(RequestError):
    """The address takes other methods, which the header Allow names."""

    code = "method_not_allowed"
    title = "Такой метод здесь не принимается"
    status = 405


class NotAcceptableError(RequestError):
    """None of the types in the header Accept can be made."""

    code = "not_acceptable"
    title = "Ответ такого типа не получить"
    status = 406


class UnsupportedMediaTypeError(RequestError):
    """The body is not said to be what is taken here."""

    code = "unsupported_media_type"
    title = "Данные такого типа здесь не принимаются"
    status = 415


class RangeError(RequestError):
    """The header Range names bytes that the file does not have."""

    code = "range_not_satisfiable"
    title = "Такой части файла нет"
    status = 416


class NothingToMendError(RequestError):
    """The data of a batch have no errors, so that nothing says what to mend."""

    code = "nothing_to_mend"
    title = "Исправлять нечего"
    status = 404


class NoGoodSchoolError(InvalidDataError):
    """Not one school of a batch can be made: `findings` holds every error of every school."""

    code = "no_good_school"
    title = "Ни одну школу сделать нельзя: в данных каждой есть ошибки"


class InternalError(ServiceError):
    """A fault of ours; the client is told nothing but the number under which it is logged."""

    code = "internal_error"
    title = "Внутренняя ошибка службы"
