"""JSON answers: readable Cyrillic, an ETag, and 304 for what the client has already."""

import hashlib
import json
from typing import Any, Final

from flask import Response, request

PROBLEM_TYPE: Final = "application/problem+json"


def json_bytes(value: Any) -> bytes:
    """Return JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, stays the escape that it came as."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def json_answer(value: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    """Answer with JSON that is not to be stored."""
    answer = Response(json_bytes(value), status, mimetype=mimetype)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def lasting_answer(value: Any, mimetype: str = "application/json") -> Response:
    """Answer with JSON that the client may keep and ask about: 304 if its If-None-Match names this ETag."""
    answer = Response(json_bytes(value), mimetype=mimetype)
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest())
    answer.make_conditional(request)
    return answer
