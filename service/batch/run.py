"""Makes one school's documents: the same code in a thread of the service and in a process of a cluster.

The package has been claimed before; whatever is finished already is not made again. A document that LibreOffice
refuses, or that kills its process again and again, is given up alone. Each step is in the book before the next.
"""

import contextlib
import hashlib
import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final, Literal, cast

from service.batch.ledger import CRASHES, Claim, Fault, Item, Ledger, LostError, Made, Package
from service.batch.results import Results
from service.checking import problem_as_dict, unpacked
from service.entries import Problem
from service.errors import (
    ConversionFailedError,
    ConversionTimeoutError,
    InputError,
    InvalidDataError,
    ServiceError,
    TemplateError,
)
from service.generate import Format, Generator, RenderedDocument

log = logging.getLogger(__name__)
LIBREOFFICE_TRIES: Final = 2  # times that LibreOffice may refuse a document or run out of time over it
Outcome = Literal["done", "failed", "refused", "released", "lost"]


@dataclass(frozen=True)
class Workshop:
    """What packages are made with. `threads` documents of a package are converted at once.

    `version` tells one state of program, templates and lexicon from another, `engine` one LibreOffice from
    another: a result is taken over only where both are the same. `stopping` is asked between documents; the
    package is then given back. `filling` is held while templates are filled: side by side they would only take
    the interpreter from each other.
    """

    ledger: Ledger
    results: Results
    generator: Generator
    version: str
    engine: str
    threads: int = 2
    stopping: Callable[[], bool] = lambda: False
    filling: threading.Lock = field(default_factory=threading.Lock)

    def stopped_by(self, stopping: Callable[[], bool]) -> "Workshop":
        """Return the same workshop with another sign to stop."""
        return replace(self, stopping=stopping)


def run_package(workshop: Workshop, claim: Claim) -> Outcome:
    """Make what is missing of a claimed package.

    Raises what is no fault of the package, after giving it back: ConverterUnavailableError, OutputError,
    StorageError.
    """
    ledger = workshop.ledger
    try:
        package = ledger.package(claim.package)
        if package.tries > CRASHES:
            return _closed(ledger, claim, "failed", _OVER_FILLING)
        return _Run(workshop, package, claim).run()
    except LostError:
        return "lost"
    except InvalidDataError as problem:
        findings = [problem_as_dict(Problem(finding)) for finding in problem.findings]
        return _closed(ledger, claim, "refused", Fault(problem.code, str(problem)), findings)
    except InputError as problem:
        return _closed(ledger, claim, "refused", Fault(problem.code, str(problem)))
    except TemplateError as problem:
        return _closed(ledger, claim, "failed", Fault(problem.code, str(problem)))
    except ServiceError:
        ledger.release(claim)
        raise


def run_guarded(workshop: Workshop, claim: Claim) -> Outcome:
    """Make a package as `run_package` does; a fault of ours ends this one, so that the others are made."""
    try:
        return run_package(workshop, claim)
    except ServiceError:
        raise
    except Exception as problem:  # noqa: BLE001 - a fault of ours in one school must not stop the others
        frames = "".join(traceback.format_tb(problem.__traceback__))  # the message may hold data
        log.error("package failed: %s\n%s", type(problem).__name__, frames)  # noqa: TRY400 - for that reason
        return _closed(workshop.ledger, claim, "failed", _UNEXPECTED)


_UNEXPECTED: Final = Fault(
    "internal_error", "Ошибка программы: эту школу сделать не удалось. Сообщите о ней тому, кто ведёт службу."
)
_OVER_FILLING: Final = Fault(
    "gave_up",
    "Программа несколько раз аварийно завершилась, заполняя документы этой школы. Проверьте, нет ли в её данных "
    "необычно длинных текстов, и повторите.",
)
_OVER_DOCUMENT: Final = Fault(
    "gave_up", "Программа несколько раз аварийно завершилась на этом документе; он оставлен."
)


def _closed(
    ledger: Ledger, claim: Claim, state: Outcome, fault: Fault, findings: list[dict[str, object]] | None = None
) -> Outcome:
    try:
        ledger.finish(claim, state, fault, findings)
    except LostError:
        return "lost"
    return state


def _next(left: deque[Item]) -> Item | None:
    with contextlib.suppress(IndexError):  # another thread may have taken the last one
        return left.popleft()
    return None


class _Run:
    """One package on its way."""

    def __init__(self, workshop: Workshop, package: Package, claim: Claim) -> None:
        self._shop = workshop
        self._ledger = workshop.ledger
        self._package = package
        self._claim = claim
        self._halt = threading.Event()
        self._data = unpacked(package.data)
        self._digest = hashlib.sha256(self._data)

    def run(self) -> Outcome:
        """Make what is missing, then close the package by what has become of its documents."""
        missing = [item for item in self._package.items if not self._is_made(item)]
        missing = self._taken_over(missing) if missing else []
        if missing:
            self._make(missing)
        items = self._ledger.package(self._package.id).items
        failed = next((item for item in items if item.state == "failed"), None)
        if any(item.state not in {"done", "failed"} for item in items):
            self._ledger.release(self._claim)
            return "released"
        if failed is not None:
            self._ledger.finish(self._claim, "failed", failed.fault)
            return "failed"
        self._ledger.finish(self._claim, "done")
        return "done"

    def _is_made(self, item: Item) -> bool:
        if item.state == "failed":
            return True
        current = item.state == "done" and item.made_from == self._origin(item)
        return current and item.result is not None and self._shop.results.has(item.result)

    def _origin(self, item: Item) -> str:
        """Return the hash of all that a file depends on."""
        engine = "" if item.format == "docx" else self._shop.engine
        parts = (self._shop.version, engine, item.format, str(item.position))
        digest = self._digest.copy()
        digest.update("\0".join(parts).encode())
        return digest.hexdigest()

    def _taken_over(self, missing: list[Item]) -> list[Item]:
        """Take from earlier packages what was made from the same; return what is still missing.

        All or nothing: what is filled anew is filled as a whole.
        """
        origins = {item.id: self._origin(item) for item in missing}
        known = self._ledger.made_before(list(origins.values()))
        found = {item.id: known[origins[item.id]] for item in missing if origins[item.id] in known}
        if len(found) < len(missing) or not all(self._shop.results.has(m.result) for m, _ in found.values()):
            return missing
        doubts = next(iter(found.values()))[1]
        made = [replace(file, item=item) for item, (file, _) in found.items()]
        self._ledger.filled(self._claim, made, doubts)
        return []

    def _make(self, missing: list[Item]) -> None:
        generator = self._shop.generator
        with self._shop.filling:
            documents, doubts = generator.render(generator.load(self._data).document_set)
        if len(documents) != len({item.position for item in self._package.items}):
            raise TemplateError("Виды документов изменились после приёма задания: отправьте его ещё раз.")
        ready = [self._kept(item, documents[item.position]) for item in missing if item.format == "docx"]
        self._ledger.filled(self._claim, ready, [doubt.as_dict() for doubt in doubts])
        left = deque(item for item in missing if item.format != "docx")
        with ThreadPoolExecutor(self._shop.threads) as threads:
            waiting = [threads.submit(self._convert_all, left, documents) for _ in range(self._shop.threads)]
            try:
                for one in waiting:
                    one.result()
            except BaseException:
                self._halt.set()
                raise

    def _convert_all(self, left: deque[Item], documents: Sequence[RenderedDocument]) -> None:
        """Convert what is left, beside other threads; a file is recorded together with the start of the next."""
        made: Made | None = None
        while not self._halt.is_set() and not self._shop.stopping() and (item := _next(left)) is not None:
            made = self._convert(item, documents[item.position], made)
        if made is not None:
            self._ledger.done(self._claim, made)

    def _convert(self, item: Item, document: RenderedDocument, before: Made | None) -> Made | None:
        """Try a document until it is made or given up; what is not the document's fault is raised.

        Records the file made `before` it; returns the file that is still to be recorded.
        """
        faults = item.faults
        if item.tries - faults >= CRASHES:
            self._ledger.refused(self._claim, item.id, _OVER_DOCUMENT, final=True)
            return before
        while not self._halt.is_set() and not self._shop.stopping():
            self._ledger.begin(self._claim, item.id, before)
            before = None
            try:
                return self._kept(item, document)
            except (ConversionFailedError, ConversionTimeoutError) as problem:
                faults += 1
                final = faults >= LIBREOFFICE_TRIES
                self._ledger.refused(self._claim, item.id, Fault(problem.code, str(problem)), final=final)
                if final:
                    return None
        return before

    def _kept(self, item: Item, document: RenderedDocument) -> Made:
        """Bring a document into its format and keep it in the store of results."""
        file = self._shop.generator.file(document, cast("Format", item.format))
        result = self._shop.results.put(file.content)
        return Made(item.id, self._origin(item), file.filename, result, len(file.content), file.pages)
