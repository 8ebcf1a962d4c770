"""The face of batches for command line, service and cluster: accept, look, take away, cancel, retry, delete."""

import contextlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from service.batch import accepting, output
from service.batch.accepting import Order
from service.batch.check import check_entries
from service.batch.checker import Checker
from service.batch.intake import Source
from service.batch.inventory import inventory
from service.batch.ledger import Ledger
from service.batch.output import ResultLostError
from service.batch.records import BatchStatus, Document, Records, School
from service.batch.results import Results
from service.batch.runner import Making
from service.batch.uploads import Upload
from service.batch.verdict import FIX_JSON, FIX_XLSX, corrections, refuse_empty
from service.checking import Checked
from service.database import empty_log
from service.errors import ServiceError, UnfinishedError, UnknownBatchError
from service.generate import Generator

_ORPHANED: Final = 86_400.0  # seconds after which a result that no batch needs is deleted
_PORTION: Final = 500


class Batches:
    """Many sets in one go. Safe for several threads; several processes may share tables and results.

    Every method raises StorageError when the database is away, and UnknownBatchError for an id that is not there.
    """

    def __init__(  # noqa: PLR0913 - the parts, each by name
        self,
        *,
        generator: Generator,
        ledger: Ledger,
        results: Results,
        folder: Path,
        keep_days: int,
        processes: int,
        runner: Making | None,
    ) -> None:
        """Keep finished ZIPs in `folder`, check long sources in some `processes`.

        Without a `runner` somebody else makes what is accepted.
        """
        self._generator = generator
        self._ledger = ledger
        self._records = Records(ledger.engine)
        self._results = results
        self._folder = folder
        self._keep = keep_days * 86_400.0
        self._processes = processes
        self._runner = runner
        self._checker = Checker(
            ledger=ledger,
            results=results,
            catalog=generator.catalog,
            processes=processes,
            done=self._wake,
        )

    def accept(self, source: Source, order: Order, checked: Callable[[Checked], None] = lambda _: None) -> str:
        """Check every school, write the batch down in one transaction and return its id; good schools are made.

        `checked` hears each school as it is checked. Raises InvalidDataError if the source as a whole is wrong,
        InputError if there is no school in it, KeyReusedError.
        """
        known = accepting.known_batch(self._ledger, source, order)
        if known is not None:
            return known
        schools = []
        for school in check_entries(source.entries, self._generator.catalog, processes=self._processes):
            checked(school)
            schools.append(school)
        refuse_empty(source, schools, order.only)
        mended = corrections(source, schools)
        kept = None if mended is None else self._results.put(mended)
        batch = accepting.write_batch(self._ledger, source, schools, order, kept)
        self._wake()
        return batch

    def submit(self, upload: Upload, order: Order, checked: Callable[[Checked], None] = lambda _: None) -> str:
        """Accept a file that was sent; a long one is only looked over and is checked afterwards.

        What is wrong with a long one as a whole is then told by its status. Raises as `accept` and
        `Upload.opened` do.
        """
        kinds = self._generator.catalog.kinds
        known = accepting.known_batch(self._ledger, upload, order)
        if known is not None:
            return known
        kind = None if upload.is_short else upload.looked_over(kinds)
        if kind is None:
            with upload.opened(kinds) as source:
                return self.accept(source, order, checked)
        self._results.put(upload.content)
        batch = accepting.write_upload(self._ledger, upload, kind, order)
        # The same file may have been deleted in between as one that is checked; from now on it is needed.
        self._results.put(upload.content)
        self._checker.wake()
        return batch

    def asked_before(self, source: Source, order: Order) -> str | None:
        """Return the latest batch that asked for exactly the same, None if there is none."""
        return accepting.asked_before(self._ledger, source, order)

    def status(self, batch: str) -> BatchStatus:
        """Return how a batch stands."""
        return self._records.status(batch, self._ledger.clock())

    def latest(self, tenant: str | None = None, limit: int = 100) -> Sequence[BatchStatus]:
        """Return the latest batches of a tenant, or of all."""
        return [self.status(batch) for batch in self._records.batches(tenant, limit)]

    def schools(
        self, batch: str, *, after: int = -1, limit: int | None = None, states: Collection[str] = ()
    ) -> Sequence[School]:
        """Return the schools behind position `after`, with their errors, warnings and doubtful names."""
        return self._records.schools(batch, after=after, limit=limit, states=states)

    def items(self, batch: str, *, after: int = -1, limit: int | None = None) -> Sequence[Document]:
        """Return the documents of the schools behind position `after`; of so many positions at most."""
        return self._records.documents(batch, after=after, limit=limit)

    def archive(self, batch: str) -> Path:
        """Return the ZIP of a finished batch, made when first asked for; its name is the hash of its content.

        Raises UnfinishedError while it is being made, or made again because results were lost; OutputError.
        """
        files, extra = self._outcome(batch)
        path = self._folder / batch / f"{output.revision(files, extra)}.zip"
        if not path.is_file():
            for old in path.parent.glob("*.zip"):
                old.unlink(missing_ok=True)
            try:
                output.write_zip(path, files, extra, self._results)
            except ResultLostError as lost:
                raise self._made_again(batch, lost) from lost
        return path

    def deliver(self, batch: str, target: Path, book: Path) -> None:
        """Write a finished batch to a folder, or to a file if `target` ends in .zip.

        `book` is a folder in which it is remembered what was written. Raises as `archive` does.
        """
        as_zip = target.suffix.lower() == ".zip"
        files, extra = self._outcome(batch, frozenset() if as_zip else output.delivered_folders(book))
        try:
            if as_zip:
                output.write_zip(target, files, extra, self._results)
            else:
                output.write_folder(target, files, extra, self._results, book)
        except ResultLostError as lost:
            raise self._made_again(batch, lost) from lost

    def corrections(self, batch: str) -> tuple[str, bytes] | None:
        """Return name and bytes of the file that says what to mend; None if nothing is to be mended."""
        row = self._records.batch(batch)
        content = None if row.corrections is None else self._results.get(row.corrections)
        return None if content is None else (FIX_XLSX if row.source == "xlsx" else FIX_JSON, content)

    def cancel(self, batch: str) -> None:
        """Make nothing more of a batch; what is made stays."""
        accepting.cancel(self._ledger, batch)

    def retry(self, batch: str) -> int:
        """Make failed and cancelled schools again, only what is missing of them; return how many schools."""
        again = accepting.retry(self._ledger, batch)
        self._checker.wake()
        self._wake()
        return again

    def delete(self, batch: str) -> None:
        """Delete a batch, its data and its results at once."""
        for result in accepting.remove(self._ledger, batch):
            self._results.delete(result)
        empty_log(self._ledger.engine)
        for path in (self._folder / batch).glob("*"):
            path.unlink(missing_ok=True)
        if (self._folder / batch).is_dir():
            (self._folder / batch).rmdir()

    def purge(self) -> None:
        """Delete what was kept long enough, and results that no batch needs."""
        for batch in accepting.outdated(self._ledger, self._keep):
            with contextlib.suppress(UnknownBatchError):  # another process has deleted it by now
                self.delete(batch)
        portion: list[str] = []
        for key in self._results.keys(_ORPHANED):
            portion.append(key)
            if len(portion) == _PORTION:
                self._delete_unknown(portion)
                portion = []
        self._delete_unknown(portion)

    def start(self) -> None:
        """Begin to make what is waiting, what was left by a process that died first."""
        if self._runner is not None:
            self._runner.start()
        self._checker.start()

    def stop(self) -> None:
        """Finish the documents under way and give the rest back; it goes on after the next start."""
        self._checker.stop()
        if self._runner is not None:
            self._runner.stop()
        self._ledger.engine.dispose()

    @property
    def trouble(self) -> ServiceError | None:
        """Return what keeps this process from going on (LibreOffice, disk, database), None while it goes."""
        made = None if self._runner is None else self._runner.trouble
        return made or self._checker.trouble

    def _outcome(self, batch: str, earlier: Collection[str] = ()) -> tuple[list[output.Packed], dict[str, bytes]]:
        """Return the files of a finished batch and what lies beside them; `earlier` are folders filled before."""
        status = self.status(batch)
        if not status.finished:
            raise UnfinishedError("Документы ещё делаются: дождитесь конца.")
        schools, documents = self._records.schools(batch), self._records.documents(batch)
        extra = inventory(schools, documents, self._generator.catalog, earlier)
        told = self.corrections(batch)
        return output.layout(schools, documents), extra | (dict([told]) if told else {})

    def _made_again(self, batch: str, lost: ResultLostError) -> ServiceError:
        accepting.make_again(self._ledger, batch, lost.keys)
        self._wake()
        return UnfinishedError("Часть файлов пропала из хранилища; они делаются заново.")

    def _wake(self) -> None:
        if self._runner is not None:
            self._runner.wake()

    def _delete_unknown(self, keys: Sequence[str]) -> None:
        for key in accepting.unknown_results(self._ledger, keys):
            self._results.delete(key)
