"""What the tests share: one generator with the real converter, the samples, and the renewal of golden texts."""

import copy
import io
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.bootstrap import build_generator, sample
from service.catalog import Catalog
from service.cli import main
from service.config import Settings, read_settings
from service.generate import Generator, RenderedDocument
from service.load import Loaded
from service.render import Renderer

pytest_plugins = ["tests.servers.fixtures"]

GOLDEN = Path(__file__).parent / "golden"
# These look at what is left on the machine, so that none of them may kill beside another.
KILLS = ("batch/test_command", "batch_cluster/", "convert/", "docs/test_readme", "servers/", "web/test_faults",
         "web/test_many_clients")  # fmt: skip
STARTING = "starting"  # the folder of golden texts of a new set


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the golden texts anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a file in one process where there are several, and all that kill in one of them."""
    for item in items:
        here = item.path.relative_to(Path(__file__).parent).as_posix()
        item.add_marker(pytest.mark.xdist_group("kills" if here.startswith(KILLS) else here))


@dataclass(frozen=True)
class Golden:
    """The golden texts: compared with, or written anew under --update-golden."""

    update: bool

    def check(self, path: Path, text: str) -> None:
        """Compare a text with its golden file, exactly."""
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        known = path.read_text(encoding="utf-8") if path.is_file() else ""

        assert text == known, f"{path.relative_to(GOLDEN)}: look at the change, then pytest --update-golden"

    def check_none_stale(self, folder: Path, names: set[str]) -> None:
        """Fail on golden files that nothing makes any more; remove them under --update-golden."""
        stale = [path for path in sorted(folder.glob("*")) if path.name not in names]
        if self.update:
            for path in stale:
                path.unlink()
            stale = []

        assert stale == []


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The golden texts of this run."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of this machine, with a folder of data of its own and without kept PDFs: each is to be made."""
    return replace(read_settings(), cache=None, data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def generator(settings: Settings) -> Iterator[Generator]:
    """The whole machine with the real LibreOffice, which is started when the first PDF is asked for."""
    made = build_generator(settings)
    yield made
    made.converter.close()


@pytest.fixture(scope="session")
def catalog(generator: Generator) -> Catalog:
    """The bundled kinds."""
    return generator.catalog


@pytest.fixture(scope="session")
def renderer(generator: Generator) -> Renderer:
    """The renderer over the bundled templates."""
    return generator.renderer


@cache
def _sample_text(name: str) -> str:
    return sample(name).decode("utf-8")


def sample_data(name: str) -> dict[str, Any]:
    """Return a sample as fresh parsed JSON, to be changed at will."""
    data: dict[str, Any] = json.loads(_sample_text(name))
    return copy.deepcopy(data)


@pytest.fixture
def school() -> dict[str, Any]:
    """The sample school: all kinds, three pairs and a group."""
    return sample_data("school")


@pytest.fixture
def minimal() -> dict[str, Any]:
    """The least set: required fields only."""
    return sample_data("minimal")


@pytest.fixture(scope="session")
def loaded(generator: Generator) -> Callable[[str], Loaded]:
    """Give a sample loaded; each is loaded once."""
    return cache(lambda name: generator.load(sample(name)))


@pytest.fixture(scope="session")
def documents(
    generator: Generator, loaded: Callable[[str], Loaded]
) -> Callable[[str], tuple[RenderedDocument, ...]]:
    """Give the filled documents of a sample; each sample is filled once."""
    return cache(lambda name: tuple(generator.render(loaded(name).document_set)[0]))


@pytest.fixture(scope="session")
def pdfs(
    generator: Generator, documents: Callable[[str], tuple[RenderedDocument, ...]]
) -> Callable[[str], tuple[bytes, ...]]:
    """Give the PDFs of a sample's documents, in their order; each is converted once, two at a time."""

    def convert(name: str) -> tuple[bytes, ...]:
        with ThreadPoolExecutor(2) as pool:
            return tuple(pool.map(generator.converter.convert, (d.docx for d in documents(name))))

    return cache(convert)


@dataclass(frozen=True)
class Done:
    """What a run of the command left."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, with some standard input."""
    monkeypatch.setenv("KOMPLEKT_CACHE", "off")

    def call(*arguments: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["komplekt", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def minimal_file(tmp_path: Path) -> Path:
    """The least set in a file."""
    path = tmp_path / "комплект.json"
    path.write_bytes(sample("minimal"))
    return path
