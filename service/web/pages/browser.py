"""Who asks: a browser, known by a random cookie of its own and by nothing else."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin

from service.drafts import new_token, owner_of

COOKIE: Final = "komplekt"
LIFETIME: Final = timedelta(days=30)
_TOKEN: Final = re.compile(r"[\w-]{43}", re.ASCII)


class Browser(dict[str, Any], SessionMixin):
    """A session that is nothing but the cookie: what Flask-WTF wants to find in it follows from the cookie."""

    def __init__(self, token: str) -> None:
        """Take the cookie of a browser, or a new one."""
        super().__init__(csrf_token=hashlib.sha256(f"csrf:{token}".encode()).hexdigest())
        self.token = token
        self.known = False

    @property
    def owner(self) -> str:
        """Return the owner of this browser's drafts; from now on the browser is to keep its cookie."""
        self.known = True
        return owner_of(self.token)


class Browsers(SessionInterface):
    """Reads and renews the cookie; an answer to a program, which has no drafts, sets none."""

    def open_session(self, app: Flask, request: Request) -> Browser:
        """Return the browser that asks."""
        token = request.cookies.get(COOKIE, "")
        return Browser(token if _TOKEN.fullmatch(token) else new_token())

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Let the browser keep its cookie for another 30 days."""
        browser = cast("Browser", session)
        if not browser.known:
            return
        response.vary.add("Cookie")
        response.set_cookie(
            COOKIE,
            browser.token,
            expires=datetime.now(UTC) + LIFETIME,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )


def owner() -> str:
    """Return the owner of the drafts of the browser that asks."""
    return cast("Browser", session).owner
