"""What a request asks for: its body, and the formats that its address or its header Accept names."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Final

from flask import request

from schemas.base import nearest
from service.errors import TooLargeError
from service.generate import DOUBT_MODES, FORMATS, DoubtMode, Format
from service.web.errors import (
    EmptyBodyError,
    NotAcceptableError,
    UnknownFormatError,
    UnknownParameterError,
    UnsupportedMediaTypeError,
)

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE: Final = "application/pdf"
ZIP_TYPE: Final = "application/zip"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON_TYPE: Final = "application/json"
_OF_DOCUMENTS: Final = ("format", "doubts")
_PIECE: Final = 65_536
_POLITENESS: Final = 16  # times the limit that is still read, so that the client gets to hear the answer


@dataclass(frozen=True)
class Wanted:
    """The format of a document, and whether even a single file is to come in a ZIP."""

    format: Format
    archive: bool = False


def read_body(limit: int) -> bytes:
    """Return the JSON bytes of the request.

    Raises UnsupportedMediaTypeError, TooLargeError (more than `limit` bytes), EmptyBodyError.
    """
    _check_type()
    received = io.BytesIO()
    receive(limit, received)
    content = received.getvalue()
    if not content.strip():
        raise EmptyBodyError("Тело запроса пустое: пришлите JSON комплекта. Образец: GET /v1/kinds/{kind}/sample.")
    return content


def _check_type() -> None:
    mimetype = request.mimetype
    if mimetype == JSON_TYPE or (mimetype.startswith("application/") and mimetype.endswith("+json")):
        return
    told = f"сейчас в нём «{mimetype[:80]}»" if mimetype else "сейчас его нет"
    raise UnsupportedMediaTypeError(f"Нужен заголовок Content-Type: {JSON_TYPE}, {told}.")


def receive(limit: int, target: IO[bytes]) -> None:
    """Write the body into `target`; raises TooLargeError.

    One too large is read on and thrown away, for a client may not listen while it sends.
    """
    size = 0
    too_large = (request.content_length or 0) > limit
    while size <= limit * _POLITENESS and (piece := request.stream.read(_PIECE)):
        size += len(piece)
        too_large = too_large or size > limit
        if not too_large:
            target.write(piece)
    if too_large:
        raise TooLargeError(f"Запрос больше {limit} байт: уберите лишнее или пришлите документы по частям.")


def check_parameters(known: Iterable[str] = ()) -> None:
    """Raise UnknownParameterError if the address has a parameter that is not among `known`."""
    known = tuple(known)
    for name in request.args:
        if name not in known:
            there = f" Есть: {', '.join(known)}." if known else " Здесь параметров нет."
            raise UnknownParameterError(f"Параметра «{name[:60]}» нет.{nearest(name, known)}{there}")


def wanted_document() -> Wanted:
    """Return what is wanted of one document: by `format`, else by Accept, else DOCX.

    Raises UnknownParameterError, UnknownFormatError, NotAcceptableError.
    """
    chosen = named_formats(_OF_DOCUMENTS)
    if len(chosen) > 1:
        raise UnknownFormatError("Здесь нужен один формат: docx, pdf или pdfa. Несколько даёт POST /v1/sets.")
    if chosen:
        return Wanted(chosen[0])
    accepted = accepted_type((DOCX_TYPE, PDF_TYPE, ZIP_TYPE))
    return Wanted("pdf" if accepted == PDF_TYPE else "docx", archive=accepted == ZIP_TYPE)


def wanted_set() -> tuple[Format, ...]:
    """Return the formats that are wanted of a set, by default DOCX.

    Raises UnknownParameterError, UnknownFormatError, NotAcceptableError.
    """
    chosen = named_formats(_OF_DOCUMENTS)
    accepted_type((ZIP_TYPE,))
    return chosen or ("docx",)


def named_formats(known: Iterable[str]) -> tuple[Format, ...]:
    """Return the formats that the address names, whose parameters are `known`.

    Raises UnknownParameterError, UnknownFormatError.
    """
    check_parameters(known)
    if "format" not in request.args:
        return ()
    named = [name.strip() for name in ",".join(request.args.getlist("format")).split(",")]
    for name in named:
        if name not in FORMATS:
            hint = nearest(name, FORMATS)
            raise UnknownFormatError(f"Формата «{name[:60]}» нет.{hint} Есть: {', '.join(FORMATS)}.")
    if {"pdf", "pdfa"} <= set(named):
        raise UnknownFormatError("Форматы pdf и pdfa дают файлы с одним именем: выберите один из них.")
    return tuple(known for known in FORMATS if known in named)


def wanted_doubts() -> DoubtMode:
    """Return what is to be done with doubtful forms: by `doubts`, else report them; raises UnknownFormatError."""
    named = request.args.get("doubts", DOUBT_MODES[0])
    for mode in DOUBT_MODES:
        if named == mode:
            return mode
    raise UnknownFormatError(f"Параметр doubts — одно из: {', '.join(DOUBT_MODES)}.{nearest(named, DOUBT_MODES)}")


def accepted_type(offered: tuple[str, ...]) -> str:
    """Return the best of the offered types by Accept, the first if all are the same; raises NotAcceptableError."""
    accept = request.accept_mimetypes
    if not accept:
        return offered[0]
    found = accept.best_match(offered)
    if found is None:
        raise NotAcceptableError(f"Здесь можно получить только: {', '.join(offered)}. Исправьте Accept.")
    return found
