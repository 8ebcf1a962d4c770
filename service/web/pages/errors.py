"""Errors as pages in Russian, for those who came with a browser; programs get problem+json."""

from typing import Final

from flask import Response, render_template, request

from service.errors import (
    ConverterError,
    ConverterUnavailableError,
    InputError,
    ServiceError,
    TooLargeError,
    UnfinishedError,
    UnknownBatchError,
)
from service.web.parts import request_id

BLUEPRINT: Final = "pages"
_DOCS: Final = "docs"  # a page without drafts, which is not of the blueprint
_PROBLEM: Final = ("application/problem+json", "application/json", "text/html")
_IN_OWN_WORDS: Final = (ConverterError, TooLargeError, UnknownBatchError, UnfinishedError)
_TITLES: Final[dict[int, str]] = {404: "Такой страницы нет", 405: "Эту страницу так не открыть"}
_DETAILS: Final[dict[int, str]] = {
    404: "Проверьте адрес. Если это был черновик, его могли удалить, или он создан в другом браузере: "
    "черновик виден только там, где его начали.",
    405: "Вернитесь на предыдущую страницу и нажмите кнопку на ней.",
}
_OURS: Final = (
    "Ошибка в самой программе, ваши данные ни при чём: всё, что было сохранено, осталось. Попробуйте ещё раз; "
    "если не поможет, назовите администратору номер ниже."
)


def page_of(error: ServiceError) -> Response | None:
    """Return the page that tells of an error, None where no browser asks."""
    if not _wants_a_page():
        return None
    ours = not isinstance(error, InputError | ConverterError)
    told = render_template(
        "error.html",
        title=error.title if isinstance(error, _IN_OWN_WORDS) else _TITLES.get(error.status, error.title),
        detail=_detail(error),
        number=request_id() if ours else "",
        converter=isinstance(error, ConverterError),
    )
    answer = Response(told, error.status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(error, ConverterUnavailableError):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _detail(error: ServiceError) -> str:
    if isinstance(error, _IN_OWN_WORDS):
        return str(error)
    if isinstance(error, InputError):
        return _DETAILS.get(error.status, str(error))
    return _OURS


def _wants_a_page() -> bool:
    if request.blueprint == BLUEPRINT or request.endpoint == _DOCS:
        return True
    unknown = request.url_rule is None and not request.path.startswith("/v1/")
    return unknown and request.accept_mimetypes.best_match(_PROBLEM) == "text/html"
