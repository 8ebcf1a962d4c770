"""Batches over a converter that needs no LibreOffice, and small districts."""

import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from service.batch import Batches, BatchStatus, Order, Source, Upload, read_source
from service.bootstrap import build_generator
from service.bootstrap_kept import build_batches
from service.config import Settings
from service.convert import Health, PdfProfile
from service.docx import AnyDocx, packed
from service.errors import ConversionFailedError, ConverterError
from service.generate import Format, Generator
from tests.conftest import sample_data

LONGEST = 60.0  # seconds that a batch of a test may take
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


@dataclass
class PaperConverter:
    """Stands where LibreOffice would: refuses what holds a word of `poison`, waits while `open` is not set."""

    poison: str | None = None
    away: ConverterError | None = None
    made: list[bytes] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)

    def convert(self, docx: AnyDocx, *, profile: PdfProfile = "pdf") -> bytes:
        """Return a page that depends on the document."""
        self.open.wait(LONGEST)
        if self.away is not None:
            raise self.away
        with zipfile.ZipFile(BytesIO(packed(docx))) as archive:
            text = archive.read("word/document.xml").decode()
        if self.poison is not None and self.poison in text:
            raise ConversionFailedError("LibreOffice не принял документ.")
        self.made.append(packed(docx))
        return _PDF + f"%{hash(packed(docx))}".encode()

    def health(self) -> Health:
        """Say that all is well."""
        return Health(True, "")

    def close(self) -> None:
        """Let everybody go."""
        self.open.set()


def school(number: int, *, kinds: Sequence[str] = ("roadmap", "order_curator"), **changes: Any) -> dict[str, Any]:
    """Return the small set of a school of its own."""
    data = sample_data("minimal") | {"documents": list(kinds)}
    data["organization"]["short_name"] = f"МБОУ «Школа № {number}»"
    return data | changes


def lines(schools: Sequence[Any]) -> bytes:
    """Return sets as NDJSON."""
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in schools).encode()


def long(content: bytes) -> bytes:
    """Return the same sets in a file so long that it is checked after it was accepted."""
    return content + b" \n" * 600_000


class Bench:
    """Batches, and what a test does with them again and again."""

    def __init__(self, settings: Settings, converter: PaperConverter) -> None:
        self.settings = settings
        self.converter = converter
        self.generator: Generator = build_generator(settings, converter)
        self.batches: Batches = build_batches(settings, self.generator)

    def source(self, schools: Sequence[Any]) -> Source:
        """Read a district."""
        return read_source(lines(schools), "район.ndjson", self.generator.catalog.kinds)

    def accept(self, schools: Sequence[Any], formats: Sequence[Format] = ("docx", "pdf"), **order: Any) -> str:
        """Accept a district."""
        return self.batches.accept(self.source(schools), Order(formats, **order))

    def submit(self, content: bytes, formats: Sequence[Format] = ("docx",), **order: Any) -> str:
        """Hand in a file as it is sent."""
        return self.batches.submit(Upload(content, "район.ndjson"), Order(formats, **order))

    def kept(self) -> list[Path]:
        """List the files of the store of results."""
        return list((self.settings.data / "results").glob("*/*"))

    def finished(self, batch: str) -> BatchStatus:
        """Wait until a batch is finished."""
        return self.until(batch, lambda status: status.finished)

    def until(self, batch: str, reached: Callable[[BatchStatus], bool]) -> BatchStatus:
        """Wait until a batch is so far."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            status = self.batches.status(batch)
            if reached(status):
                return status
            time.sleep(0.02)
        raise AssertionError(f"after {LONGEST} s: {status}")


@pytest.fixture
def converter() -> PaperConverter:
    """The converter of a test, at work."""
    made = PaperConverter()
    made.open.set()
    return made


@pytest.fixture
def open_bench(tmp_path: Path, settings: Settings, converter: PaperConverter) -> Iterator[Callable[[], Bench]]:
    """Give batches over the same folder, again and again, as after a restart."""
    opened: list[Bench] = []

    def open_it() -> Bench:
        opened.append(Bench(replace(settings, data=tmp_path / "data", workers=2), converter))
        return opened[-1]

    yield open_it
    converter.open.set()
    for bench in opened:
        bench.batches.stop()


@pytest.fixture
def bench(open_bench: Callable[[], Bench]) -> Bench:
    """Batches that are being made."""
    made = open_bench()
    made.batches.start()
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def any_bench(
    request: pytest.FixtureRequest, tmp_path: Path, settings: Settings, converter: PaperConverter
) -> Iterator[Bench]:
    """Batches in each kind of database, not begun yet."""
    server = request.getfixturevalue("postgresql_server") if request.param == "postgresql" else None
    database = server.new_database() if server else None
    made = Bench(replace(settings, data=tmp_path / "data", database=database, workers=2), converter)
    yield made
    made.batches.stop()
