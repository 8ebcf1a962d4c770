"""What the pages work with beside the parts of the API: drafts, previews and what was found out about a draft."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, cast

from flask import Flask, abort, current_app

from service.bootstrap_kept import build_drafts
from service.catalog import Kind
from service.config import Settings
from service.docx import packed
from service.drafts import Draft, Drafts
from service.generate import Generator, RenderedDocument
from service.language import Doubt
from service.web.forms import Step, steps_for
from service.web.pages.browser import owner
from service.web.pages.checking import Verdict, judge
from service.web.pages.kept import Kept
from service.web.pages.previews import Previews
from service.web.pages.secret import secret_key
from service.web.parts import parts

_NAME: Final = "komplekt.pages"
_VERDICTS: Final = 30
_SETS: Final = 8  # whole filled sets; one of forty pairs takes about a megabyte


@dataclass(frozen=True)
class Filled:
    """The documents of a set, filled but not converted, and the forms that the program is not sure of."""

    documents: tuple[RenderedDocument, ...]
    doubts: tuple[Doubt, ...]


class Desk:
    """The work of the pages over one generator; opened with the first page, so that the API needs no database."""

    def __init__(self, generator: Generator, drafts: Drafts) -> None:
        """Work with these drafts."""
        self.generator = generator
        self.drafts = drafts
        self.previews = Previews(generator, self.verdict)
        self._verdicts: Kept[Verdict] = Kept(_VERDICTS)
        self._said: Kept[str] = Kept(_VERDICTS)
        self._filled: Kept[Filled] = Kept(_SETS)

    def verdict(self, draft: Draft) -> Verdict:
        """Return what is to be said of a draft."""
        return self._verdicts.get(_key(draft), lambda: judge(self.generator, draft.data, self.kinds(draft)))

    def filled(self, draft: Draft) -> Filled | None:
        """Return the documents of a draft, None if it has errors; raises TemplateError."""
        document_set = self.verdict(draft).document_set
        if document_set is None:
            return None

        def make() -> Filled:
            documents, doubts = self.generator.render(document_set)
            slim = (replace(document, docx=packed(document.docx)) for document in documents)
            return Filled(tuple(slim), tuple(doubts))

        return self._filled.get(_key(draft), make)

    def kinds(self, draft: Draft) -> Sequence[Kind]:
        """Return the kinds of documents that a draft asks for; what is no kind is left out."""
        known = self.generator.catalog.kinds
        wanted = draft.data.get("documents")
        names = wanted if isinstance(wanted, list) else []
        return [known[name] for name in dict.fromkeys(map(str, names)) if name in known]

    def steps(self, draft: Draft) -> tuple[Step, ...]:
        """Return the sections that the documents of a draft need."""
        return steps_for(self.kinds(draft))

    def say(self, draft: Draft, text: str) -> None:
        """Keep what the next page of a draft is to say: it may name people, so that no address carries it."""
        self._said.put(_key(draft), text)

    def said(self, draft: Draft) -> str:
        """Return what the page of this revision is to say."""
        return self._said.find(_key(draft)) or ""

    def delete(self, draft: str) -> None:
        """Delete a draft of the browser that asks, and everything that was made from it."""
        self.drafts.delete(owner(), draft)
        for kept in (self._verdicts, self._filled, self._said, self.previews):
            kept.forget(draft)


def _key(draft: Draft) -> tuple[str, str]:
    return draft.id, str(draft.revision)


class _Opening:
    """Opens the desk once, when the first page is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._desk: Desk | None = None

    def desk(self) -> Desk:
        with self._lock:
            if self._desk is None:
                current_app.secret_key = secret_key(self._settings.data)
                drafts = build_drafts(self._settings)
                drafts.sweep()
                self._desk = Desk(parts().generator, drafts)
            return self._desk


def give_desk(app: Flask, settings: Settings) -> None:
    """Give an application its desk."""
    app.extensions[_NAME] = _Opening(settings)


def desk() -> Desk:
    """Return the desk of the application; raises SettingsError, OutputError if it cannot be opened."""
    return cast("_Opening", current_app.extensions[_NAME]).desk()


def the_draft(name: str) -> Draft:
    """Return a draft of the browser that asks; anybody else is told that there is none."""
    found = desk().drafts.get(owner(), name)
    if found is None:
        abort(404)
    return found


def today() -> dt.date:
    """Return the day of the server's calendar."""
    return dt.datetime.now().astimezone().date()
