"""What no page may do, whatever a test looks at: ask another host, break the policy, complain, fail."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

_PARTS = {"image", "stylesheet", "script", "font"}  # of a page; one that is missing is our mistake


class Watch:
    """Gathers what goes wrong on the pages of some browsers."""

    def __init__(self, host: str) -> None:
        """Take the only host that may be asked: «127.0.0.1:8000»."""
        self._host = host
        self._allowed: list[str] = []
        self.faults: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Look at everything that happens in a browser from now on."""
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._complained)
        context.on("weberror", lambda fault: self._note(f"script: {fault.error}"))

    def allow(self, text: str) -> None:
        """Let pass what a test brings about by itself: «ERR_INTERNET_DISCONNECTED»."""
        self._allowed.append(text)

    def _note(self, fault: str) -> None:
        if not any(text in fault for text in self._allowed):
            self.faults.append(fault)

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._host:
            self._note(f"foreign host: {request.url}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 500 or (answer.status >= 400 and answer.request.resource_type in _PARTS):
            self._note(f"{answer.status}: {answer.url}")

    def _complained(self, message: ConsoleMessage) -> None:
        # The status of a page is told by its answer; violations of the policy come as messages of type «error».
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self._note(f"console: {message.text}")
