"""The errors of the service, by who has to act.

ServiceError                       code, status and exit_code on the class; its message is safe to show
├── InputError              400    the caller changes the request
│   ├── InvalidJsonError    400    the bytes are no JSON
│   ├── InvalidDataError    422    the data break the schema or a rule; carries every finding
│   │   └── DoubtfulFormsError 422 a form is not certain and the caller wants none such
│   ├── MissingSectionError 422    a document is asked for whose section the set does not have
│   ├── UnknownKindError    404    there is no such kind of document
│   ├── UnknownSampleError  404    there is no such sample
│   ├── TooLargeError       413    the request is larger than the service takes
│   ├── UnknownBatchError   404    there is no such batch, or it was deleted
│   ├── UnfinishedError     409    the batch is still being made
│   └── KeyReusedError      422    an Idempotency-Key came a second time with another request
├── TemplateError           500    the author of a template changes the .docx or the kind.toml
├── OutputError             507    the operator frees space or mends the rights of a folder
├── IncompleteError         422    some schools of a batch were not made; the list says which
├── StorageError            503    the operator looks at the database; worth another try
├── QueueUnavailableError   503    the operator looks at RabbitMQ; nothing is lost meanwhile
└── ConverterError          502    the operator looks at LibreOffice
    ├── ConversionFailedError      502    LibreOffice refused or broke on this document
    ├── ConverterUnavailableError  503    LibreOffice is missing, starting or busy; worth another try
    ├── ConversionTimeoutError     504    the document took longer than it may
    └── ClientGoneError            499    nobody waits for the document any more
"""

from collections.abc import Sequence
from typing import ClassVar

from schemas.findings import Finding


class ServiceError(Exception):
    """Base of all errors of the service: `code` is stable, `str(error)` is Russian and safe to show."""

    code: ClassVar[str] = "service_error"
    title: ClassVar[str] = "Ошибка службы"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1


class InputError(ServiceError):
    """The caller has to change the request."""

    code = "input_error"
    title = "Запрос нельзя выполнить"
    status = 400
    exit_code = 2


class InvalidJsonError(InputError):
    """The bytes are no JSON; the message names line and column."""

    code = "invalid_json"
    title = "Это не JSON"


class InvalidDataError(InputError):
    """The data break the schema or a hard rule: `findings` holds every error, `warnings` the rest."""

    code = "invalid_data"
    title = "В данных есть ошибки"
    status = 422

    def __init__(self, findings: Sequence[Finding], warnings: Sequence[Finding] = ()) -> None:
        """Keep every finding; the message lists them a line each."""
        super().__init__("\n".join(f"{finding.pointer or '/'}: {finding.message}" for finding in findings))
        self.findings = tuple(findings)
        self.warnings = tuple(warnings)


class MissingSectionError(InputError):
    """A document is asked for, but the set lacks a section that it is made from; `paths` name them all."""

    code = "missing_section"
    title = "Не хватает раздела данных"
    status = 422

    def __init__(self, message: str, paths: Sequence[str] = ()) -> None:
        """Keep the paths of the sections: `orders.order_pairs`."""
        super().__init__(message)
        self.paths = tuple(paths)


class DoubtfulFormsError(InvalidDataError):
    """The caller asked for no document with a form that is not certain; `findings` holds each such form."""

    code = "doubtful_forms"
    title = "Есть формы, в которых программа не уверена"


class UnknownKindError(InputError):
    """There is no such kind of document."""

    code = "unknown_kind"
    title = "Нет такого вида документа"
    status = 404


class UnknownSampleError(InputError):
    """There is no such sample."""

    code = "unknown_sample"
    title = "Нет такого образца"
    status = 404


class WorkbookError(InputError):
    """The file is no workbook that can be read; the message says what it is instead and what to do."""

    code = "invalid_workbook"
    title = "Книгу Excel не прочесть"


class TooLargeError(InputError):
    """The request is larger than the service takes."""

    code = "too_large"
    title = "Запрос слишком велик"
    status = 413


class UnknownBatchError(InputError):
    """There is no such batch, or it was deleted."""

    code = "unknown_batch"
    title = "Такого задания нет"
    status = 404


class UnfinishedError(InputError):
    """The batch is still being made, so that it has no result yet."""

    code = "batch_unfinished"
    title = "Задание ещё выполняется"
    status = 409


class KeyReusedError(InputError):
    """An Idempotency-Key came a second time with another request."""

    code = "key_reused"
    title = "Ключ уже использован для другого запроса"
    status = 422


class TemplateError(ServiceError):
    """A template is wrong; the message names the kind, the part, the place and the tag."""

    code = "template_error"
    title = "Ошибка в шаблоне"
    status = 500
    exit_code = 3


class OutputError(ServiceError):
    """The files could not be written where they should lie."""

    code = "output_error"
    title = "Не удалось записать файлы"
    status = 507
    exit_code = 2


class IncompleteError(ServiceError):
    """Some schools of a batch were not made; the others were."""

    code = "batch_incomplete"
    title = "Сделаны не все школы"
    status = 422
    exit_code = 5


class StorageError(ServiceError):
    """The database does not answer; what was answered before is safe, another try is worth it."""

    code = "storage_unavailable"
    title = "База данных недоступна"
    status = 503
    exit_code = 2


class QueueUnavailableError(ServiceError):
    """RabbitMQ does not answer; what was accepted waits in the tables and is sent when it is back."""

    code = "queue_unavailable"
    title = "Очередь заданий недоступна"
    status = 503
    exit_code = 2


class ConverterError(ServiceError):
    """LibreOffice did not make a PDF; DOCX can be had all the same."""

    code = "converter_error"
    title = "PDF не получен"
    status = 502
    exit_code = 4


class ConversionFailedError(ConverterError):
    """LibreOffice refused the document or broke on it; another try will most likely end the same."""

    code = "conversion_failed"


class ConverterUnavailableError(ConverterError):
    """LibreOffice is missing, starting or busy; worth another try after `retry_after` seconds."""

    code = "converter_unavailable"
    title = "LibreOffice сейчас недоступен"
    status = 503

    def __init__(self, message: str, retry_after: int = 5) -> None:
        """Keep the seconds after which another try is worth it."""
        super().__init__(message)
        self.retry_after = retry_after


class ConversionTimeoutError(ConverterError):
    """The document took longer than it may."""

    code = "conversion_timeout"
    title = "Преобразование идёт слишком долго"
    status = 504


class ClientGoneError(ConverterError):
    """Nobody waits for the document any more: whoever asked for it has closed the connection."""

    code = "client_gone"
    title = "Запрос отменён"
    status = 499
