"""The routes of the API and what is told of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Response

from service.catalog import Kind
from service.generate import DOUBT_MODES, FORMATS
from service.web import api
from service.web.answers import PROBLEM_TYPE
from service.web.json_schema import JSON_SCHEMA_TYPE
from service.web.reading import DOCX_TYPE, JSON_TYPE, PDF_TYPE, ZIP_TYPE
from service.web.unions import reference

DOCUMENTS: Final = "Документы"
KINDS: Final = "Виды документов"
SERVICE: Final = "Служба"
Described = dict[str, Any]
_FILE: Final[Described] = {"schema": {}}
_BODY: Final[Described] = {
    "required": True,
    "description": "Комплект: один JSON со всеми сведениями о школе",
    "content": {JSON_TYPE: {"schema": reference("DocumentSet")}},
}
_DOUBTS: Final[Described] = {
    "name": "doubts", "in": "query",
    "description": "Сомнительные формы: report — сообщить, strict — не делать документов, mark — выделить в Word",
    "schema": {"type": "string", "enum": list(DOUBT_MODES), "default": "report"},
}  # fmt: skip
_HEADERS: Final[Described] = {
    "Content-Disposition": {
        "description": "Имя файла: filename латиницей, filename* кириллицей", "schema": {"type": "string"},
    },
    "Komplekt-Warnings": {"description": "Число предупреждений", "schema": {"type": "integer"}},
    "Komplekt-Doubts": {"description": "Число сомнительных падежных форм", "schema": {"type": "integer"}},
    "ETag": {"description": "Меняется вместе с файлом; для If-None-Match", "schema": {"type": "string"}},
}  # fmt: skip
_UNCHANGED: Final[Described] = {"304": {"description": "Файл не изменился; тела нет"}}
_IF_NONE_MATCH: Final[Described] = {
    "name": "If-None-Match", "in": "header", "schema": {"type": "string"},
    "description": "ETag полученного раньше файла: если тот не изменился, ответ — 304, и ничего не делается",
}  # fmt: skip
_BODY_FAULTS: Final = {
    400: "Это не JSON, тело пустое, неизвестный параметр или формат",
    413: "Запрос слишком велик",
    415: "Тело — не application/json",
}
_MAKING_FAULTS: Final = {
    **_BODY_FAULTS,
    406: "Типа из Accept здесь нет",
    422: "В данных есть ошибки: каждая названа в errors",
    500: "Ошибка в шаблоне или в службе",
    502: "LibreOffice не справился с документом",
    503: "LibreOffice недоступен; есть заголовок Retry-After, а DOCX можно получить и сейчас",
    504: "Преобразование идёт слишком долго",
}


@dataclass(frozen=True)
class Route:
    """One operation: where it is, what serves it and how it is described."""

    method: str
    rule: str
    view: Callable[..., Response]
    tag: str
    summary: str
    description: str
    responses: Described
    parameters: tuple[Described, ...] = ()
    query: tuple[Described, ...] = ()
    body: Described | None = None

    @property
    def documentation(self) -> Described:
        """Return the OpenAPI operation."""
        found: Described = {"summary": self.summary, "description": self.description, "responses": self.responses}
        found["operationId"] = self.view.__name__
        if self.query:
            found["parameters"] = list(self.query)
        if self.body:
            found["requestBody"] = self.body
        return found


def routes(kinds: Mapping[str, Kind]) -> list[Route]:
    """Return every route but those of batches, described for these kinds of documents."""
    kind = (_kind_parameter(kinds),)
    return [*_document_routes(kind), *_kind_routes(kind), *_service_routes()]


def _document_routes(kind: tuple[Described, ...]) -> list[Route]:
    one = {DOCX_TYPE: _FILE, PDF_TYPE: _FILE, ZIP_TYPE: _FILE}
    return [
        Route(
            "POST", "/v1/documents/<kind>", api.make_document, DOCUMENTS, "Сделать документ",
            "Вид документа берётся из адреса, а поле documents комплекта не учитывается. Формат: параметр format, "
            "иначе заголовок Accept, иначе DOCX. Несколько файлов приходят одним ZIP; с Accept: application/zip "
            "в ZIP приходит и один файл.",
            _UNCHANGED
            | answers("Готовый файл", one, {404: "Нет такого вида документа", **_MAKING_FAULTS}, headers=_HEADERS),
            kind, (_format_parameter("Формат", FORMATS), _DOUBTS, _IF_NONE_MATCH), _BODY,
        ),
        Route(
            "POST", "/v1/sets", api.make_set, DOCUMENTS, "Сделать весь комплект",
            "ZIP со всеми документами, которые названы в поле documents, в том же порядке. Форматов может быть "
            "несколько: ?format=docx,pdf.",
            _UNCHANGED | answers("Комплект в ZIP", {ZIP_TYPE: _FILE}, _MAKING_FAULTS, headers=_HEADERS),
            query=(_format_parameter("Форматы через запятую: docx, pdf или pdfa"), _DOUBTS, _IF_NONE_MATCH),
            body=_BODY,
        ),
        Route(
            "POST", "/v1/validate", api.validate, DOCUMENTS, "Проверить комплект",
            "Все ошибки, предупреждения и сомнительные падежные формы сразу. Ответ 200 и тогда, когда в данных "
            "есть ошибки: тогда valid — false.",
            answers("Итог проверки", in_json(_VERDICT), {**_BODY_FAULTS, 500: "Ошибка в шаблоне или в службе"}),
            body=_BODY,
        ),
        Route(
            "POST", "/v1/inflect", api.inflect, DOCUMENTS, "Просклонять",
            "Все формы имени, должности или организации; confident — false, где программа не уверена.",
            answers("Формы по падежам", in_json({"type": "object"}), {**_BODY_FAULTS, 422: "Есть ошибки"}),
            body={**_BODY, "description": "Текст и что о нём известно",
                  "content": {JSON_TYPE: {"schema": reference("Inquiry")}}},
        ),
    ]  # fmt: skip


def _kind_routes(kind: tuple[Described, ...]) -> list[Route]:
    unknown = {400: "Неизвестный параметр", 404: "Нет такого вида документа"}
    return [
        Route(
            "GET", "/v1/kinds", api.list_kinds, KINDS, "Перечислить виды документов",
            "Коды, названия, нужные разделы комплекта и адреса каждого вида; какие виды делают вместе.",
            answers("Виды", in_json({"type": "object"}), {400: "Неизвестный параметр"}),
        ),
        Route(
            "GET", "/v1/kinds/<kind>", api.show_kind, KINDS, "Описать вид документа",
            "То же, что в общем списке, об одном виде.",
            answers("Вид", in_json({"type": "object"}), unknown), kind,
        ),
        Route(
            "GET", "/v1/kinds/<kind>/schema", api.show_schema, KINDS, "Получить JSON Schema",
            "Схема комплекта, из которого получается документ этого вида: JSON Schema 2020-12.",
            answers("Схема", {JSON_SCHEMA_TYPE: {"schema": {"type": "object"}}}, unknown), kind,
        ),
        Route(
            "GET", "/v1/kinds/<kind>/sample", api.show_sample, KINDS, "Получить образец",
            "Комплект выдуманной школы: его можно как есть послать в POST /v1/documents/{kind}.",
            answers("Образец", in_json(reference("DocumentSet")), unknown), kind,
        ),
    ]  # fmt: skip


def _service_routes() -> list[Route]:
    status = in_json({"type": "object"})
    return [
        Route(
            "GET", "/healthz", api.alive, SERVICE, "Жива ли служба", "Отвечает, пока служба работает.",
            answers("Служба работает", status, {}),
        ),
        Route(
            "GET", "/readyz", api.ready, SERVICE, "Готова ли служба делать PDF",
            "Проверяет LibreOffice. При 503 документы DOCX по-прежнему доступны. batches — делаются ли задания "
            "многих школ; если нет, batches_detail говорит, что мешает.",
            answers("Готова", status, {503: "PDF сейчас не получить; есть заголовок Retry-After"}),
        ),
        Route(
            "GET", "/openapi.json", api.show_openapi, SERVICE, "Получить это описание", "OpenAPI 3.1.",
            answers("Описание", status, {400: "Неизвестный параметр"}),
        ),
    ]  # fmt: skip


_VERDICT: Final[Described] = {
    "type": "object",
    "properties": {
        "valid": {"type": "boolean"},
        "errors": {"type": "array", "items": reference("Finding")},
        "warnings": {"type": "array", "items": reference("Finding")},
        "doubts": {
            "type": "array",
            "description": "Формы, в которых программа не уверена; snippet — готовое исправление",
            "items": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    },
    "required": ["valid", "errors", "warnings", "doubts"],
}


def in_json(schema: Described) -> Described:
    """Return JSON as the content of an answer."""
    return {JSON_TYPE: {"schema": schema}}


def answers(
    good: str, content: Described, faults: Mapping[int, str], headers: Described | None = None, status: int = 200
) -> Described:
    """Return the answers of an operation: the good one, and a problem for each fault."""
    problem = {PROBLEM_TYPE: {"schema": reference("Problem")}}
    found: Described = {str(status): {"description": good, "content": content}}
    if headers:
        found[str(status)]["headers"] = headers
    for fault in sorted(faults):
        found[str(fault)] = {"description": faults[fault], "content": problem}
    return found


def _kind_parameter(kinds: Mapping[str, Kind]) -> Described:
    return {
        "name": "kind", "in": "path", "required": True, "description": "Вид документа",
        "schema": {"type": "string", "enum": list(kinds)},
    }  # fmt: skip


def _format_parameter(description: str, known: tuple[str, ...] = ()) -> Described:
    schema: Described = {"type": "string", "default": "docx"}
    if known:
        schema["enum"] = list(known)
    return {"name": "format", "in": "query", "description": description, "schema": schema}
