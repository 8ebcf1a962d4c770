"""Makes the printed pages that a preview shows, and gives up what nobody waits for any more."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from schemas.findings import Finding
from service.convert import PageSize, page_picture, page_sizes
from service.drafts import Draft
from service.errors import ConverterError
from service.generate import Generator
from service.web.pages.checking import Verdict, judge_one
from service.web.pages.kept import Kept

_MOST: Final = 60  # PDFs, about 50 KB each
_VERDICTS: Final = 30  # each holds a loaded set, of about a megabyte
_LATEST: Final = 2_000


@dataclass(frozen=True)
class Printed:
    """A PDF and the sizes of its pages; `digest` tells one from another."""

    pdf: bytes
    sizes: tuple[PageSize, ...]
    digest: str


@dataclass(frozen=True)
class Preview:
    """What can be shown of a document: its pages, and why they are not up to date or not there at all.

    `missing` are the errors that keep it from being made anew, `failure` is what the converter says.
    """

    printed: Printed | None
    missing: tuple[Finding, ...] = ()
    failure: str = ""


class SupersededError(Exception):
    """The draft has changed while its preview was made: a newer preview is on its way."""


class Previews:
    """The previews of all drafts."""

    def __init__(self, generator: Generator, whole: Callable[[Draft], Verdict]) -> None:
        """Make previews with the converter's lane for people; `whole` is the verdict on a draft."""
        self._generator = generator
        self._whole = whole
        self._made: Kept[Printed] = Kept(_MOST)
        self._good: Kept[Printed] = Kept(_MOST)
        self._verdicts: Kept[Verdict] = Kept(_VERDICTS)
        self._newest: dict[str, int] = {}
        self._lock = Lock()

    def known(self, draft: Draft, kind: str, number: int) -> Printed | None:
        """Return the pages of this revision if they are made already."""
        return self._made.find((draft.id, kind, str(number), str(draft.revision)))

    def last_good(self, draft: Draft, kind: str, number: int) -> Printed | None:
        """Return the last pages that could be made."""
        return self._good.find((draft.id, kind, str(number)))

    def verdict(self, draft: Draft, kind: str, number: int) -> Verdict:
        """Return what keeps one document from being made."""
        key = (draft.id, kind, str(number), str(draft.revision))
        found = self._generator.catalog.kind(kind)
        return self._verdicts.get(
            key, lambda: judge_one(self._generator, draft.data, found, number, self._whole(draft))
        )

    def of(self, draft: Draft, kind: str, number: int = 0) -> Preview:
        """Make the pages of a document; raises SupersededError, TemplateError, UnknownKindError."""
        self._note(draft)
        good = self.last_good(draft, kind, number)
        verdict = self.verdict(draft, kind, number)
        document_set = verdict.document_set
        if document_set is None:
            return Preview(good, missing=verdict.errors)

        def make() -> Printed:
            self._give_up_if_old(draft)
            documents, _ = self._generator.render(document_set, [kind])
            self._give_up_if_old(draft)
            return _printed(self._generator.converter.convert(documents[0].docx))

        try:
            printed = self._made.get((draft.id, kind, str(number), str(draft.revision)), make)
        except ConverterError as error:
            return Preview(good, failure=str(error))
        self._good.put((draft.id, kind, str(number)), printed)
        return Preview(printed)

    def picture(self, printed: Printed, page: int) -> bytes:
        """Return a page, counted from 0, as PNG; raises IndexError."""
        return page_picture(printed.pdf, page)

    def forget(self, draft: str) -> None:
        """Drop what was made from a draft."""
        for kept in (self._made, self._good, self._verdicts):
            kept.forget(draft)

    def _note(self, draft: Draft) -> None:
        with self._lock:
            newest = max(draft.revision, self._newest.pop(draft.id, 0))
            self._newest[draft.id] = newest
            if len(self._newest) > _LATEST:
                self._newest.pop(next(iter(self._newest)))

    def _give_up_if_old(self, draft: Draft) -> None:
        if self._newest.get(draft.id, 0) > draft.revision:
            raise SupersededError


def _printed(pdf: bytes) -> Printed:
    return Printed(pdf, tuple(page_sizes(pdf)), hashlib.sha256(pdf).hexdigest()[:16])
