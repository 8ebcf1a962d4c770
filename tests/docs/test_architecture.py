"""docs/ARCHITECTURE.md names every setting, error, exit code, dependency, layer and document there is."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pytest

from service.bootstrap import sample_names
from service.catalog import Catalog
from service.config import PREFIX, Settings, read_settings
from service.errors import ServiceError
from tests.docs.markdown import ROOT, document, names, part, table

TEXT: Final = document("docs/ARCHITECTURE.md")
PROJECT: Final[dict[str, Any]] = tomllib.loads(document("pyproject.toml"))
WHERE_ERRORS_ARE: Final = ("service.errors", "service.config", "service.web.errors", "service.web.server")
DOCUMENTS: Final = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "doc_templates/README.md", "docs/ARCHITECTURE.md",
    "docs/GLOSSARY.md",
)  # fmt: skip


def _errors(owner: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    if owner.__module__.startswith("service."):
        yield owner
    for inner in owner.__subclasses__():
        yield from _errors(inner)


def test_every_setting_is_described_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME", *(PREFIX + field.name.upper() for field in fields(Settings))]:
        monkeypatch.delenv(name, raising=False)
    plain = read_settings()
    described = {names(row[0])[0]: row[1] for row in table(part(TEXT, "Settings"))}
    real = {PREFIX + f.name.upper(): getattr(plain, f.name) for f in fields(Settings)}

    assert described == {name: _written(value) for name, value in real.items()}


def _written(default: object) -> str:
    return "none" if default is None else str(default).replace(str(Path.home()), "~")


def test_every_error_is_described_with_its_status_and_exit_code() -> None:
    for module in WHERE_ERRORS_ARE:
        importlib.import_module(module)
    described = {(names(row[0])[0], row[1], row[2]) for row in table(part(TEXT, "Errors"))}

    assert described == {(error.code, str(error.status), str(error.exit_code)) for error in _errors()}


def test_every_error_says_who_acts() -> None:
    assert all(len(row) == 4 and row[3] for row in table(part(TEXT, "Errors")))


def test_the_exit_codes_of_all_errors_are_described() -> None:
    described = {row[0] for row in table(part(TEXT, "Exit codes"))}

    assert {str(error.exit_code) for error in _errors()} | {"0", "130"} == described


def test_every_direct_dependency_has_a_reason_and_a_licence() -> None:
    project = PROJECT["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    listed = [*project["dependencies"], *extras, *PROJECT["dependency-groups"]["dev"]]
    described = {names(row[0])[0]: row[1:] for row in table(part(TEXT, "Dependencies"))}

    assert set(described) == {re.split(r"[\[<>=!~ ]", name)[0] for name in listed}
    assert all(reason and licence for reason, licence in described.values())


def test_the_layers_are_those_that_import_linter_keeps() -> None:
    contract = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    layers = [name for layer in contract["layers"] for name in layer.split(" | ")]
    drawn = part(TEXT, "Who may import whom").split("```")[1].removeprefix("text\n")
    told = [name for line in drawn.splitlines() for name in re.split(r" {3,}", line)[0].split("  ")]

    assert [name for name in told if name] == [*layers, "schemas"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_link_of_a_document_leads_to_a_file_of_the_project(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", document(name))
    local = [a or b for a, b in targets if "://" not in (a or b)]

    assert [target for target in local if not (ROOT / name).parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_that_a_document_names_exists(name: str) -> None:
    found = re.findall(r"`((?:schemas|service|doc_templates|samples|docs|tests|\.ci)/[\w./-]+)`", document(name))

    assert [path for path in found if not (ROOT / path).exists()] == []


def test_the_readme_lists_every_kind(catalog: Catalog) -> None:
    listed = {names(row[0])[0]: row[1] for row in table(document("README.md")) if names(row[0])}

    assert listed == {kind.id: kind.title for kind in catalog.kinds.values()}


def test_the_glossary_knows_every_kind_with_its_code(catalog: Catalog) -> None:
    rows = table(part(document("docs/GLOSSARY.md"), "The documents"))

    assert {row[0] for row in rows if names(row[0])} == {f"`{k.id}` ({k.code})" for k in catalog.kinds.values()}


def test_no_word_of_the_glossary_stands_twice_in_a_table() -> None:
    for section in ("The documents", "The school", "Inside a document", "The machine"):
        words = [row[0] for row in table(part(document("docs/GLOSSARY.md"), section))]

        assert len(words) == len(set(words)), section


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_that_a_document_names_exists(name: str) -> None:
    assert set(re.findall(r"samples/(\w+)\.json", document(name))) <= set(sample_names())
