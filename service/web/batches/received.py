"""What a request for a batch brings: the schools in any of the forms they come in, and who asks for them."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import request

from service.batch import Source, Upload
from service.web.errors import EmptyBodyError, RequestError, UnsupportedMediaTypeError
from service.web.parts import parts
from service.web.reading import JSON_TYPE, XLSX_TYPE, ZIP_TYPE, receive

NDJSON_TYPE: Final = "application/x-ndjson"
FORM_TYPE: Final = "multipart/form-data"
TYPES: Final = (XLSX_TYPE, NDJSON_TYPE, JSON_TYPE, ZIP_TYPE, FORM_TYPE)
_ALSO: Final = (
    "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/octet-stream",
    "application/x-zip-compressed", "application/vnd.ms-excel", "application/vnd.ms-excel.sheet.macroenabled.12",
)  # fmt: skip
_IN_MEMORY: Final = 1_000_000  # bytes; more wait on the disk until the last one has come
_FORM: Final = 65_536  # bytes of a form around its file
_TENANT: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def tenant() -> str:
    """Return on whose behalf the request comes: batches of other tenants are not to be seen; raises RequestError.

    The header is believed: whoever serves several tenants sets it in front of the service.
    """
    named = request.headers.get("Komplekt-Tenant", "")
    if named and not _TENANT.fullmatch(named):
        raise RequestError("Komplekt-Tenant — от 1 до 64 латинских букв, цифр, точек, дефисов и подчёркиваний.")
    return named


def idempotency_key() -> str | None:
    """Return the header Idempotency-Key; raises RequestError."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise RequestError("Idempotency-Key — от 1 до 255 печатных знаков ASCII без пробелов, например UUID.")
    return key


def received() -> Upload:
    """Return the file of the request.

    Raises UnsupportedMediaTypeError, TooLargeError, EmptyBodyError, RequestError.
    """
    limit = parts().settings.max_upload
    if request.mimetype == FORM_TYPE:
        content, name = _of_form(limit)
    else:
        _check_type()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
            receive(limit, body)
            body.seek(0)
            content, name = body.read(), ""
    if not content.strip():
        raise EmptyBodyError("Пришлите файл: книгу Excel, NDJSON, массив JSON или ZIP с файлами JSON.")
    return Upload(content, name)


@contextmanager
def received_source() -> Iterator[Source]:
    """Give the schools of the request, to be gone through inside; raises as `received` and `Upload.opened` do."""
    with received().opened(parts().generator.catalog.kinds) as source:
        yield source


def file_name(sent: str | None) -> str:
    """Return the name of a file without the folders that some browsers send along."""
    return (sent or "").replace("\\", "/").rpartition("/")[2].strip()[:200]


def _check_type() -> None:
    mimetype = request.mimetype.lower()
    if mimetype in TYPES or mimetype in _ALSO:
        return
    told = f"сейчас в нём «{mimetype[:80]}»" if mimetype else "сейчас его нет"
    raise UnsupportedMediaTypeError(f"Нужен заголовок Content-Type, один из: {', '.join(TYPES)}; {told}.")


def _of_form(limit: int) -> tuple[bytes, str]:
    """Return the file of a form and its name; a form of a foreign page is refused, for any page can send one."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        raise RequestError("Форма отправлена с чужой страницы: откройте страницу «Район» этой службы.")
    if (request.content_length or 0) > limit + _FORM:
        with tempfile.TemporaryFile() as nowhere:
            receive(limit, nowhere)
    request.max_content_length = limit + _FORM
    sent = next(iter(request.files.values()), None)
    if sent is None:
        raise EmptyBodyError("В форме нет файла: пришлите книгу Excel, NDJSON, массив JSON или ZIP.")
    return sent.read(), file_name(sent.filename)
