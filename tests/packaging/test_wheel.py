"""The wheel: what lies in it, and that it works in an environment and a folder of its own."""

import json
import tomllib
import zipfile
from pathlib import Path

from tests.packaging.conftest import ROOT, run

PACKAGES = ("service", "schemas", "doc_templates", "samples")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_wheel_holds_every_file_of_the_product_and_nothing_else(wheel: Path) -> None:
    files = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == files
    assert {"service/py.typed", "schemas/py.typed", "schemas/legal_acts.toml"} <= packed


def test_the_installed_command_knows_its_version_and_its_kinds_in_another_folder(
    programs: Path, tmp_path: Path
) -> None:
    listed = run(programs / "komplekt", "kinds", cwd=tmp_path).splitlines()

    expected = sorted(path.parent.name for path in (ROOT / "doc_templates").glob("*/kind.toml"))
    assert sorted(line.split()[0] for line in listed) == expected
    assert PROJECT["version"] in run(programs / "komplekt", "--version", cwd=tmp_path)


def test_the_installed_command_makes_the_sample_that_it_shows(programs: Path, tmp_path: Path) -> None:
    shown = tmp_path / "набор.json"
    shown.write_text(run(programs / "komplekt", "sample", "school", cwd=tmp_path), encoding="utf-8")

    answer = run(programs / "komplekt", "generate", shown.name, "--out", "готово", "--json", cwd=tmp_path)

    made = json.loads(answer)["files"]
    assert {file["kind"] for file in made} >= {"order_approval", "regulation", "roadmap", "programme"}
    assert all((tmp_path / file["path"]).read_bytes().startswith(b"PK") for file in made)


def test_the_environment_has_no_tools_of_the_checks(programs: Path) -> None:
    assert not {"pytest", "mypy", "ruff", "lint-imports"} & {path.name for path in programs.iterdir()}
