"""Every error as RFC 9457 problem+json in Russian, or as a page; client and log are told two different texts."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias, cast

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

import service.errors
import service.web.errors
from schemas.findings import Finding
from service.errors import (
    ConverterError,
    ConverterUnavailableError,
    InputError,
    InvalidDataError,
    MissingSectionError,
    OutputError,
    ServiceError,
    TemplateError,
    TooLargeError,
)
from service.web.answers import PROBLEM_TYPE, json_answer
from service.web.errors import InternalError, MethodNotAllowedError, NoSuchAddressError, RequestError
from service.web.logs import where
from service.web.parts import parts, request_id

PageOf: TypeAlias = Callable[[ServiceError], Response | None]
TYPE_PREFIX: Final = "urn:komplekt:error:"
_PAGE_OF: Final = "komplekt.page_of"
_OUR_FAULT: Final = "Запрос не выполнен из-за ошибки в самой службе. Сообщите администратору instance."
_ACTS: Final[tuple[tuple[type[ServiceError], str], ...]] = (
    (InputError, "Исправьте запрос: что именно, сказано в detail и errors."),
    (TemplateError, "Ваши данные ни при чём: шаблон исправляет его автор. Сообщите администратору instance."),
    (ConverterUnavailableError, "Повторите запрос через Retry-After секунд; DOCX можно получить и сейчас."),
    (ConverterError, "Администратор смотрит LibreOffice («komplekt doctor»); DOCX можно получить и сейчас."),
    (OutputError, "Администратор освобождает место или исправляет права на папку."),
    (ServiceError, "Сообщите администратору instance: по нему ошибка находится в журнале."),
)


def who_acts(error: type[ServiceError]) -> str:
    """Return, in Russian, who has to do what about errors of a class."""
    return next(text for owner, text in _ACTS if issubclass(error, owner))


def error_classes() -> list[type[ServiceError]]:
    """Return every class of error that a client may meet, in the order of the taxonomy."""
    own = {service.errors.__name__, service.web.errors.__name__}
    return [found for found in _with_subclasses(ServiceError) if found.__module__ in own]


def _with_subclasses(owner: type[ServiceError]) -> Iterator[type[ServiceError]]:
    yield owner
    for inner in owner.__subclasses__():
        yield from _with_subclasses(inner)


def register(app: Flask, page_of: PageOf) -> None:
    """Answer every error of an application; this is the edge where nothing gets through.

    Who came with a browser gets the page of `page_of`, a program a problem.
    """
    app.extensions[_PAGE_OF] = page_of
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _told(error: ServiceError, headers: Iterable[tuple[str, str]] = ()) -> Response:
    page = cast("PageOf", current_app.extensions[_PAGE_OF])(error)
    if page is None:
        return problem(error, headers)
    page.headers.extend(dict(headers))
    return page


def problem(error: ServiceError, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """Return the answer that tells the client of an error."""
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + error.code,
        "title": error.title,
        "status": error.status,
        "detail": _detail(error),
        "instance": f"urn:uuid:{request_id()}",
        "code": error.code,
    }
    if isinstance(error, InvalidDataError):
        body["errors"] = [finding.as_dict() for finding in error.findings]
        body["warnings"] = [finding.as_dict() for finding in error.warnings]
    if isinstance(error, MissingSectionError):
        pointers = ["/" + path.replace(".", "/") for path in error.paths]
        body["errors"] = [
            Finding(pointer, error.code, "Этого раздела не хватает.").as_dict() for pointer in pointers
        ]
    answer = json_answer(body, error.status, PROBLEM_TYPE)
    answer.headers.extend(dict(headers))
    if isinstance(error, ConverterUnavailableError):
        answer.headers["Retry-After"] = str(error.retry_after)
    answer.headers["Link"] = f'</docs#error-{error.code}>; rel="help"'
    return answer


def _detail(error: ServiceError) -> str:
    """Return what the client is told; the message of a broken template speaks of our parts and stays here."""
    if isinstance(error, InvalidDataError):
        return f"Найдено ошибок: {len(error.findings)}. Каждая названа в errors: где она и как её исправить."
    if isinstance(error, TemplateError):
        return f"Документ не получился: в его шаблоне ошибка. {who_acts(type(error))}"
    return str(error)


def _service_error(error: ServiceError) -> Response:
    if error.status >= 500:
        cause = error.__cause__ or error
        _log_failure(error, type(cause).__name__, where(cause))
    return _told(error)


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value] # a redirection of Flask's own
    kept = [(name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"}]
    return _told(_ours(error), kept)


def _ours(error: HTTPException) -> ServiceError:
    if isinstance(error, NotFound):
        return NoSuchAddressError("По этому адресу ничего нет. Все адреса перечислены на странице /docs.")
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return MethodNotAllowedError(f"Метод {request.method} здесь не принимается. Можно: {allowed}.")
    if isinstance(error, RequestEntityTooLarge):
        return TooLargeError("Запрос слишком велик: уберите лишнее.")
    if error.code is not None and error.code >= 500:
        return InternalError(_OUR_FAULT)
    return RequestError("Запрос нельзя разобрать: проверьте адрес, заголовки и тело.")


def _unexpected(error: Exception) -> Response:
    _log_failure(InternalError(), type(error).__name__, where(error))
    return _told(InternalError(_OUR_FAULT))


def _log_failure(error: ServiceError, name: str, place: str) -> None:
    parts().log.error("failed", request_id=request_id(), code=error.code, error=name, where=place)
