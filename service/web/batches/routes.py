"""The routes of batches and what is told of each."""

from typing import Any, Final, get_args

from service.batch.records import BatchState
from service.web.batches import views
from service.web.batches.received import FORM_TYPE, NDJSON_TYPE
from service.web.reading import JSON_TYPE, XLSX_TYPE, ZIP_TYPE
from service.web.routes import Described, Route, answers, in_json
from service.web.unions import reference

DISTRICT: Final = "Район целиком"
_FILE: Final[Described] = {"schema": {}}
_STATUS: Final = in_json(reference("Batch"))
_BATCH: Final[tuple[Described, ...]] = (
    {
        "name": "batch", "in": "path", "required": True, "description": "Номер задания из ответа на его приём",
        "schema": {"type": "string"},
    },
)  # fmt: skip
_BODY: Final[Described] = {
    "required": True,
    "description": "Школы: книга Excel; NDJSON, по комплекту на строку; массив JSON; ZIP с файлами JSON. Можно "
    "и файлом формы. Общее для района даёт первая строка или первый элемент {\"name\": …, \"district\": {…}}, "
    "в ZIP — файл _district.json; своё значение школы важнее.",
    "content": {
        XLSX_TYPE: _FILE,
        NDJSON_TYPE: _FILE,
        JSON_TYPE: {"schema": {"type": "array", "items": reference("DocumentSet")}},
        ZIP_TYPE: _FILE,
        FORM_TYPE: {
            "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}},
        },
    },
}  # fmt: skip
_TENANT: Final[Described] = {
    "name": "Komplekt-Tenant", "in": "header", "schema": {"type": "string"},
    "description": "От чьего имени запрос: чужие задания не видны (404), очередь между владельцами справедливая",
}  # fmt: skip
_KEY: Final[Described] = {
    "name": "Idempotency-Key", "in": "header", "schema": {"type": "string"},
    "description": "Ключ запроса, например UUID: повтор с тем же ключом и телом вернёт то же задание",
}  # fmt: skip
_FORMATS: Final[Described] = {
    "name": "format", "in": "query", "schema": {"type": "string", "default": "docx"},
    "description": "Форматы через запятую: docx, pdf или pdfa",
}  # fmt: skip
_ONLY: Final[Described] = {
    "name": "only", "in": "query", "schema": {"type": "string"},
    "description": "ИНН школ через запятую: сделать только их",
}  # fmt: skip
_BODY_FAULTS: Final = {
    400: "Это не книга Excel и не JSON, тело пустое, неизвестный параметр, формат или неверный заголовок",
    413: "Запрос слишком велик",
    415: "Тело другого типа",
}
_STORAGE: Final = {503: "База данных недоступна: повторите позже"}
_UNKNOWN: Final = {400: "Неизвестный параметр", 404: "Такого задания нет или оно чужое", **_STORAGE}
_PAUSE: Final[Described] = {
    "Retry-After": {"description": "Через сколько секунд спросить снова", "schema": {"type": "integer"}},
}
_ETAG: Final[Described] = {"ETag": {"description": "Для If-None-Match", "schema": {"type": "string"}}}
_PLACE: Final[Described] = {
    "Location": {"description": "Адрес задания", "schema": {"type": "string"}}, **_PAUSE,
}  # fmt: skip


def batch_routes() -> list[Route]:
    """Return the routes of batches."""
    return [*_begin(), *_look(), *_take(), *_change()]


def _begin() -> list[Route]:
    return [
        Route(
            "POST", "/v1/batches", views.create_batch, DISTRICT, "Сделать документы многих школ",
            "Проверяет всё сразу и принимает задание: хорошие школы делаются, хотя в других есть ошибки; faults "
            "ответа называет каждую ошибку по школе, листу, строке и столбцу. Если сделать нельзя ни одной школы, "
            "ответ — 422, и задания нет. Книга больше 64 КБ или данные JSON больше 1 МБ проверяются уже после "
            "ответа: state — checking, check говорит, сколько школ проверено. Если по файлу нельзя сделать "
            "ничего, state станет refused, refusal и problems скажут почему.",
            answers("Задание принято", _STATUS, {
                **_BODY_FAULTS, 422: "Ни одну школу сделать нельзя (errors), или ключ уже использован", **_STORAGE,
                507: "На диске службы нет места",
            }, _PLACE, 202),
            query=(_FORMATS, _ONLY, _KEY, _TENANT), body=_BODY,
        ),
        Route(
            "POST", "/v1/batches/check", views.check_batch, DISTRICT, "Проверить данные многих школ",
            "Ничего не делает и не хранит. С Accept книги Excel в ответ на книгу с ошибками приходит "
            "«Исправить.xlsx»: она же, с отмеченными ячейками.",
            answers("Итог проверки", {**in_json({"type": "object"}), XLSX_TYPE: _FILE},
                    {**_BODY_FAULTS, 406: "Типа из Accept здесь нет"}),
            body=_BODY,
        ),
        Route(
            "GET", "/v1/batches/template.xlsx", views.show_template, DISTRICT, "Получить пустую книгу района",
            "Книга Excel со списками, подсказками и примером.",
            answers("Книга", {XLSX_TYPE: _FILE}, {400: "Неизвестный параметр"}),
        ),
        Route(
            "POST", "/v1/batches/template.xlsx", views.fill_template, DISTRICT, "Получить книгу с прошлогодним",
            "В теле — прошлогодние комплекты в любом виде; школы, люди и пары из них уже вписаны в книгу.",
            answers("Книга", {XLSX_TYPE: _FILE}, _BODY_FAULTS), body=_BODY,
        ),
    ]  # fmt: skip


def _look() -> list[Route]:
    paged = (
        {"name": "after", "in": "query", "description": "Место, за которым начать", "schema": {"type": "integer"}},
        {"name": "limit", "in": "query", "description": "Сколько школ за раз",
         "schema": {"type": "integer", "default": 20, "maximum": views.SCHOOLS_AT_ONCE}},
        {"name": "state", "in": "query", "description": "Только школы в этих состояниях, через запятую",
         "schema": {"type": "string"}},
    )  # fmt: skip
    return [
        Route(
            "GET",
            "/v1/batches/<batch>",
            views.show_batch,
            DISTRICT,
            "Узнать, как идёт задание",
            "Состояние, счёт школ и документов, скорость (документов в секунду), сколько секунд осталось, ошибки.",
            answers("Состояние", _STATUS, _UNKNOWN, {**_PAUSE, **_ETAG}),
            _BATCH,
            (_TENANT,),
        ),
        Route(
            "GET",
            "/v1/batches/<batch>/items",
            views.list_items,
            DISTRICT,
            "Перечислить школы и документы",
            "Школы по порядку, каждая со своими документами; next — адрес следующей страницы.",
            answers("Страница", in_json({"type": "object"}), _UNKNOWN, _ETAG),
            _BATCH,
            (*paged, _TENANT),
        ),
    ]


def _take() -> list[Route]:
    ranged = {**_ETAG, "Accept-Ranges": {"description": "bytes: можно докачать", "schema": {"type": "string"}}}
    result = answers(
        "ZIP: район/школа/документы, «Опись.xlsx» и, если есть ошибки, «Исправить.xlsx»", {ZIP_TYPE: _FILE},
        {**_UNKNOWN, 409: "Задание ещё идёт; есть Retry-After", 416: "Такой части файла нет", 507: "Нет места"},
        ranged,
    )  # fmt: skip
    result["206"] = {"description": "Часть файла по заголовку Range", "content": {ZIP_TYPE: _FILE}}
    mended = {XLSX_TYPE: _FILE, JSON_TYPE: _FILE}
    return [
        Route(
            "GET", "/v1/batches/<batch>/result", views.give_result, DISTRICT, "Получить документы",
            "Один ZIP. Остановленное задание отдаёт то, что успело сделать.", result, _BATCH, (_TENANT,),
        ),
        Route(
            "GET", "/v1/batches/<batch>/corrections", views.give_corrections, DISTRICT, "Получить «Исправить»",
            "Присланная книга с отмеченными ячейками и листом «Что исправить»; для JSON — список ошибок.",
            answers("Файл", mended, {**_UNKNOWN, 404: "Такого задания нет, или исправлять нечего"}),
            _BATCH, (_TENANT,),
        ),
    ]  # fmt: skip


def _change() -> list[Route]:
    gone = answers("Удалено", {}, _UNKNOWN, status=204)
    del gone["204"]["content"]
    return [
        Route(
            "POST",
            "/v1/batches/<batch>/retry",
            views.retry_batch,
            DISTRICT,
            "Повторить неудавшееся",
            "Школы, которые не получились или остановлены, делаются снова; готовое не переделывается.",
            answers("Принято", _STATUS, _UNKNOWN, _PLACE, 202),
            _BATCH,
            (_TENANT,),
        ),
        Route(
            "POST",
            "/v1/batches/<batch>/cancel",
            views.cancel_batch,
            DISTRICT,
            "Остановить",
            "Готовое остаётся, остальное не делается.",
            answers("Остановлено", _STATUS, _UNKNOWN),
            _BATCH,
            (_TENANT,),
        ),
        Route(
            "DELETE",
            "/v1/batches/<batch>",
            views.delete_batch,
            DISTRICT,
            "Удалить сразу",
            "Останавливает и удаляет данные и файлы, не дожидаясь срока хранения.",
            gone,
            _BATCH,
            (_TENANT,),
        ),
    ]


def batch_components() -> dict[str, Any]:
    """Return the components of batches, by name."""
    counts = {
        name: {"type": "integer"}
        for name in ("total", "waiting", "running", "done", "failed", "refused", "cancelled")
    }
    text, number = {"type": "string"}, {"type": ["number", "null"]}
    return {
        "RecordPlace": {
            "type": ["object", "null"],
            "description": "Где это записано: лист, строка, столбец книги или файл и строка",
            "properties": {
                "sheet": text, "row": {"type": "integer"}, "column": text, "heading": text, "file": text,
            },
        },
        "PlacedFinding": {
            "allOf": [reference("Finding"), {"type": "object", "properties": {"place": reference("RecordPlace")}}],
        },
        "Counts": {"type": "object", "properties": counts},
        "FaultySchool": {
            "type": "object",
            "properties": {
                "position": {"type": "integer"}, "key": text, "name": text, "folder": text,
                "state": {"enum": list(views.STATES)}, "code": {"type": ["string", "null"]},
                "detail": {"type": ["string", "null"]},
                "errors": {"type": "array", "items": reference("PlacedFinding")},
                "warnings": {"type": "array", "items": reference("PlacedFinding")},
            },
        },
        "Batch": {
            "type": "object",
            "description": "Задание: как идёт и что в нём не так",
            "properties": {
                "id": text,
                "state": {"enum": list(get_args(BatchState))},
                "source": {"type": "object", "properties": {"kind": text, "name": text}},
                "formats": {"type": "array", "items": text},
                "created": {"type": "string", "format": "date-time"},
                "updated": {"type": "string", "format": "date-time"},
                "schools": reference("Counts"), "documents": reference("Counts"),
                "rate": {**number, "description": "Документов в секунду за последнюю минуту"},
                "seconds_left": {**number, "description": "Сколько ещё ждать"},
                "trouble": {
                    "type": ["object", "null"], "description": "Что сейчас мешает: LibreOffice, диск, база данных",
                },
                "check": {
                    "type": ["object", "null"], "description": "Пока файл проверяется: сколько школ проверено",
                    "properties": {"done": {"type": "integer"}, "total": {"type": ["integer", "null"]}},
                },
                "refusal": {
                    "type": ["object", "null"], "description": "Почему файл не принят целиком",
                    "properties": {"code": text, "detail": text},
                },
                "problems": {"type": "array", "items": reference("PlacedFinding")},
                "faults": {"type": "array", "items": reference("FaultySchool")},
                "links": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            },
        },
    }  # fmt: skip
