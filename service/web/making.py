"""Makes what a request asks for, unless the client has it already or has gone."""

import hashlib
import socket
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import Response, request

from service.convert import engine_version
from service.docx import Docx, digest_of
from service.errors import ClientGoneError, MissingSectionError
from service.generate import Format, Generated, Generator, RenderedDocument, begin_pdfs
from service.load import Loaded
from service.web.deliver import deliver
from service.web.parts import parts
from service.web.reading import wanted_doubts

_SOCKET: Final = "gunicorn.socket"
_VERSION: Final = "2"  # raise it when the same documents come in other bytes


def make(loaded: Loaded, formats: Sequence[Format], kinds: Sequence[str], name: str, *, archive: bool) -> Response:
    """Answer with the documents of a set, several of them in a ZIP called `name`.

    What the client has already (If-None-Match) is answered by 304 without converting anything: its ETag comes
    from the filled documents and the version of LibreOffice. RFC 9110 would have 412 for POST, but this POST
    changes nothing; it is a question with a long body. Raises MissingSectionError if there is no document at all.
    """
    generator = for_this_client(parts().generator)
    known = request.if_none_match.as_set(include_weak=True)
    with generator.ahead() as ahead:

        def begin(docx: Docx) -> None:
            if not known:  # else perhaps nothing is to be converted
                begin_pdfs(ahead, docx, formats)

        documents, doubts = generator.render(loaded.document_set, kinds, wanted_doubts(), begin)
        if not documents:
            raise MissingSectionError(f"Для документа «{name}» в комплекте нет ни одной записи: добавьте её.")
        tag = _tag(documents, formats, archive=archive)
        if tag in known:
            answer = Response(status=304)
        else:
            files = tuple(generator.files(documents, formats, ahead))
            answer = deliver(Generated(files, loaded.warnings, tuple(doubts)), name, archive=archive)
    answer.set_etag(tag)
    return answer


def for_this_client(generator: Generator) -> Generator:
    """Return the generator with its converter looking, while a PDF has to wait, if the client is still there."""
    for_client = getattr(generator.converter, "for_client", None)
    connection = request.environ.get(_SOCKET)
    if for_client is None or connection is None:
        return generator
    if _is_gone(connection):
        raise ClientGoneError("Запрос отменён: клиент закрыл соединение.")
    return replace(generator, converter=for_client(lambda: _is_gone(connection)))


def _is_gone(connection: socket.socket) -> bool:
    """Tell whether the other end has closed the connection; what it sends ahead stays to be read."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _tag(documents: Sequence[RenderedDocument], formats: Sequence[Format], *, archive: bool) -> str:
    settings = parts().settings
    engine = "" if set(formats) == {"docx"} else engine_version(settings.soffice, settings.uno_python)
    digest = hashlib.sha256(repr((_VERSION, engine, tuple(formats), archive)).encode())
    for document in documents:
        digest.update(repr((document.kind, document.name)).encode() + digest_of(document.docx))
    return digest.hexdigest()
