"""What every request of the pages goes through first: its size, and whether our own page sent it (CSRF)."""

from typing import Final

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.datastructures import MultiDict

from service.config import Settings
from service.errors import TooLargeError
from service.web.pages.desk import desk
from service.web.parts import parts

FORM_HANDLED: Final = "show_step"  # an endpoint that shows a lapsed form itself, with everything in it
_URL_ENCODED: Final = 3  # bytes of a Russian letter on its way, to one in UTF-8
_FIELDS: Final = 60_000
_PIECE: Final = 65_536
_POLITENESS: Final = 4  # times the limit that is still read, so that the browser gets to hear the answer

_csrf: Final = CSRFProtect()


def protect(app: Flask) -> None:
    """Prepare the protection; only the pages use it: the API wants JSON, which no foreign form can send."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # a token is as good as the cookie that it follows from
        WTF_CSRF_SSL_STRICT=False,  # wants a Referer, which our own Referrer-Policy forbids
    )
    _csrf.init_app(app)


def check() -> str | None:
    """Open the desk, bound the request and check that our own page sent it; raises TooLargeError.

    A form whose token has lapsed is shown once more with everything in it, for nothing typed may be lost.
    """
    desk()
    g.lapsed = False
    if request.method != "POST":
        return None
    _bound(parts().settings)
    try:
        _csrf.protect()
    except CSRFError:
        g.lapsed = True
        if (request.endpoint or "").rpartition(".")[2] != FORM_HANDLED:
            return render_template("again.html", fields=kept_fields(request.form), files=bool(request.files))
    return None


def lapsed() -> bool:
    """Tell whether the form was sent with a token that is not good any more: nothing may be changed by it."""
    return bool(g.lapsed)


def kept_fields(posted: "MultiDict[str, str]") -> list[tuple[str, str]]:
    """Return what was typed, without the token, to be sent once more."""
    return [(name, value) for name, value in posted.items(multi=True) if name != "csrf_token"]


def _bound(settings: Settings) -> None:
    multipart = request.mimetype == "multipart/form-data"
    limit = settings.max_upload + _PIECE if multipart else settings.max_request * _URL_ENCODED
    if (request.content_length or 0) > limit:
        _drain(limit * _POLITENESS)
        raise TooLargeError(f"Это больше, чем принимает служба: {limit // 1_000_000} МБ. Выберите файл поменьше.")
    request.max_content_length = limit
    request.max_form_memory_size = limit
    request.max_form_parts = _FIELDS


def _drain(most: int) -> None:
    """Read what the browser still sends: one that is cut off while it sends shows no answer."""
    request.max_content_length = None
    size = 0
    while size < most and (piece := request.stream.read(_PIECE)):
        size += len(piece)
