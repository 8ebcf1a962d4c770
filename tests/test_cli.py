"""The command line: what it writes, what it says where, and its exit codes."""

import hashlib
import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pathvalidate import is_valid_filename

from service.bootstrap import sample, sample_names
from service.catalog import Catalog
from service.generate import RenderedDocument
from service.render import docx_text
from tests.conftest import Run, sample_data

KOMPLEKT = Path(sys.executable).with_name("komplekt")


def _written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def _broken(**changes: Any) -> bytes:
    return json.dumps(sample_data("minimal") | changes).encode()


def test_documents_are_told_in_the_order_of_the_set_with_their_hashes(
    run: Run, minimal_file: Path, tmp_path: Path
) -> None:
    done = run("generate", minimal_file, "--out", tmp_path / "out", "--json")
    told = json.loads(done.out)
    files = told["files"]

    assert done.code == 0
    assert done.err == ""
    assert [file["kind"] for file in files] == sample_data("minimal")["documents"]
    assert {file["format"] for file in files} == {"docx"}
    assert [file["pages"] for file in files] == [None] * len(files)
    assert told["warnings"] == told["doubts"] == []
    assert all(hashlib.sha256(Path(f["path"]).read_bytes()).hexdigest() == f["sha256"] for f in files)
    assert _written(tmp_path / "out") == sorted(Path(file["path"]).name for file in files)


def test_without_json_the_paths_are_told_a_line_each(run: Run, minimal_file: Path, tmp_path: Path) -> None:
    done = run("generate", minimal_file, "--out", tmp_path / "a" / "b", "--kind", "roadmap")

    assert done.out.splitlines() == [str(tmp_path / "a" / "b" / "Дорожная карта (план мероприятий).docx")]
    assert stat.S_IMODE(Path(done.out.strip()).stat().st_mode) == 0o644


def test_kinds_are_made_in_the_order_asked_for(run: Run, minimal_file: Path, tmp_path: Path) -> None:
    kinds = ("--kind", "roadmap", "--kind", "order_curator")
    done = run("generate", minimal_file, "--out", tmp_path / "out", "--json", *kinds)

    assert [file["kind"] for file in json.loads(done.out)["files"]] == ["roadmap", "order_curator"]


def test_a_dash_reads_standard_input(run: Run, tmp_path: Path) -> None:
    done = run("generate", "-", "--out", tmp_path, "--json", stdin=sample("seed_000"))

    assert done.code == 0
    assert [file["kind"] for file in json.loads(done.out)["files"]] == ["roadmap"]


@pytest.mark.libreoffice
def test_both_formats_are_made_with_pages_of_the_pdf(run: Run, tmp_path: Path) -> None:
    done = run("generate", "-", "--out", tmp_path, "--format", "pdf,docx", "--json", stdin=sample("seed_000"))
    files = json.loads(done.out)["files"]

    assert [(file["format"], bool(file["pages"])) for file in files] == [("docx", False), ("pdf", True)]
    assert Path(files[1]["path"]).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", sample_names())
def test_the_names_of_files_are_safe_on_windows(
    documents: Callable[[str], tuple[RenderedDocument, ...]], name: str
) -> None:
    names = [f"{document.name}.docx" for document in documents(name)]

    assert all(is_valid_filename(found, platform="universal") for found in names)
    assert len({found.casefold() for found in names}) == len(names)


def test_warnings_go_to_stderr_and_do_not_block(run: Run, tmp_path: Path) -> None:
    data = sample_data("minimal")
    data["pairs"][0]["period"]["to"] = "2026-10-01"
    done = run("generate", "-", "--out", tmp_path, stdin=json.dumps(data).encode())

    assert done.code == 0
    assert "/pairs/0/period" in done.err
    assert "/pairs/0/period" not in done.out


WRONG: list[tuple[str, bytes, str]] = [
    ("broken JSON", b'{"documents": [}', "строка 1, столбец 16"),
    ("no JSON", b"", "Это не JSON"),
    ("not UTF-8", "Школа".encode("cp1251"), "UTF-8"),
    ("not a set", b"[]", "Нужен объект"),
    ("two errors", _broken(organization=7, zzz=1), "/organization"),
    ("unknown kind", _broken(documents=["regulatoin"]), "«regulation»"),
    ("no section", _broken(roadmap=None), "roadmap"),
]


@pytest.mark.parametrize(("content", "told"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_input_ends_with_two_says_why_and_leaves_nothing(
    run: Run, tmp_path: Path, content: bytes, told: str
) -> None:
    done = run("generate", "-", "--out", tmp_path / "out", stdin=content)

    assert done.code == 2
    assert told in done.err
    assert done.out == ""
    assert _written(tmp_path) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate"], ["generate", "нет.json", "--out", "x"], ["generate", "-"], ["generate", "-", "--out", "x",
         "--format", "odt"], ["generate", "-", "--out", "x", "--format", ","], ["gen"], ["sample"],
        ["serve", "--port", "0"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_two(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)

    assert done.code == 2
    assert done.err
    assert done.out == ""


def test_an_unknown_kind_asked_for_ends_with_two(run: Run, minimal_file: Path, tmp_path: Path) -> None:
    done = run("generate", minimal_file, "--out", tmp_path / "out", "--kind", "roadmop")

    assert done.code == 2
    assert "«roadmap»" in done.err


def test_a_wrong_template_ends_with_three_and_leaves_nothing(
    run: Run, minimal_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    shutil.copytree(catalog.kinds["roadmap"].folder, tmp_path / "kinds" / "roadmap")
    (tmp_path / "kinds" / "roadmap" / "template.docx").write_bytes(b"no document")
    monkeypatch.setenv("KOMPLEKT_TEMPLATES", str(tmp_path / "kinds"))
    done = run("generate", minimal_file, "--out", tmp_path / "out")

    assert done.code == 3
    assert "template.docx" in done.err
    assert _written(tmp_path / "out") == []


def test_without_libreoffice_docx_is_made_and_a_pdf_ends_with_four(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPLEKT_SOFFICE", "/nonexistent/soffice")
    docx = run("generate", "-", "--out", tmp_path / "docx", stdin=sample("seed_000"))
    pdf = run("generate", "-", "--out", tmp_path / "pdf", "--format", "docx,pdf", stdin=sample("seed_000"))

    assert docx.code == 0
    assert pdf.code == 4
    assert "LibreOffice" in pdf.err
    assert _written(tmp_path / "pdf") == []


def test_a_folder_that_cannot_be_made_ends_with_two(run: Run, minimal_file: Path, tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("файл", encoding="utf-8")
    done = run("generate", minimal_file, "--out", tmp_path / "занято" / "out")

    assert done.code == 2
    assert str(tmp_path / "занято") in done.err
    assert "Traceback" not in done.err


def test_a_new_folder_is_a_new_kind_without_any_code(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    folder = tmp_path / "kinds" / "order_thanks"
    shutil.copytree(catalog.kinds["order_curator"].folder, folder)
    toml = (
        (folder / "kind.toml")
        .read_text(encoding="utf-8")
        .replace("D04", "D17")
        .replace("order_curator", "order_thanks")
    )
    (folder / "kind.toml").write_text(toml, encoding="utf-8")
    monkeypatch.setenv("KOMPLEKT_TEMPLATES", str(tmp_path / "kinds"))
    data = sample_data("minimal")
    data["orders"]["order_thanks"] = {
        "number": "77/2", "date": "2027-05-31", "title": "О поощрении", "items": ["объявить благодарность"],
        "basis": [{"mode": "on_the_ground_of", "order": "order_pairs"}],
    }  # fmt: skip
    data["documents"] = ["order_thanks"]
    made = run("generate", "-", "--out", tmp_path / "out", "--json", stdin=json.dumps(data).encode())
    (file,) = json.loads(made.out)["files"]

    assert "order_thanks" in run("kinds").out
    assert Path(file["path"]).name == "Приказ № 77-2.docx"
    assert "1. Объявить благодарность." in docx_text(Path(file["path"]).read_bytes())


def test_the_installed_command_reads_standard_input_and_tells_its_code(tmp_path: Path) -> None:
    def call(content: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [str(KOMPLEKT), "generate", "-", "--out", "out", "--json"]
        return subprocess.run(command, input=content, capture_output=True, cwd=tmp_path, timeout=120, check=False)

    good, bad = call(sample("seed_000")), call(b"{")

    assert (good.returncode, bad.returncode) == (0, 2)
    assert len(json.loads(good.stdout)["files"]) == 1
    assert bad.stdout == b""
    assert "Это не JSON" in bad.stderr.decode("utf-8")
