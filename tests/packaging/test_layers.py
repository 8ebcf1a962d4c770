"""Who may import whom, where the contracts of import-linter (pyproject.toml) cannot say it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.packaging.conftest import ROOT


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def test_schemas_import_nothing_but_marshmallow_and_the_standard_library() -> None:
    names = {name for path in (ROOT / "schemas").rglob("*.py") for name in imported(path)}

    assert names - sys.stdlib_module_names == {"schemas", "marshmallow"}


def test_templates_and_samples_are_data_and_import_nothing() -> None:
    data = [path for package in ("doc_templates", "samples") for path in (ROOT / package).rglob("*.py")]

    assert not {name for path in data for name in imported(path)}
