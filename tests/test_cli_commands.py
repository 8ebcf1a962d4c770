"""The commands beside `generate`: check, kinds, sample, template-text, doctor."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.bootstrap import sample, sample_names
from service.catalog import Catalog
from tests.conftest import Run, sample_data


def _broken(**changes: Any) -> bytes:
    return json.dumps(sample_data("minimal") | changes).encode()


def test_wrong_settings_end_with_two_and_are_told_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPLEKT_WORKERS", "много")
    monkeypatch.setenv("KOMPLEKT_PORT", "70000")
    done = run("kinds")

    assert done.code == 2
    assert "KOMPLEKT_WORKERS" in done.err
    assert "KOMPLEKT_PORT" in done.err


def test_check_finds_no_errors_in_a_sample(run: Run, minimal_file: Path) -> None:
    plain, told = run("check", minimal_file), run("check", minimal_file, "--json")

    assert (plain.code, plain.out, plain.err) == (0, "Ошибок нет.\n", "")
    assert json.loads(told.out) == {"valid": True, "errors": [], "warnings": [], "doubts": []}


def test_check_tells_every_error_with_its_pointer(run: Run) -> None:
    content = _broken(organization=7, zzz=1)
    plain, told = run("check", "-", stdin=content), run("check", "-", "--json", stdin=content)
    found = json.loads(told.out)

    assert plain.code == told.code == 2
    assert plain.out == ""
    assert {"/organization", "/zzz"} <= {error["pointer"] for error in found["errors"]}
    assert not found["valid"]
    assert all(set(error) == {"pointer", "code", "detail"} for error in found["errors"])


def test_kinds_are_listed_with_code_and_title(run: Run, catalog: Catalog) -> None:
    lines = run("kinds").out.splitlines()

    assert [line.split()[0] for line in lines] == list(catalog.kinds)
    assert all(
        kind.code in line and kind.title in line for kind, line in zip(catalog.kinds.values(), lines, strict=True)
    )


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_shown_as_it_lies(run: Run, name: str) -> None:
    assert run("sample", name).out.encode() == sample(name)


def test_an_unknown_sample_and_an_unknown_template_end_with_two(run: Run) -> None:
    assert run("sample", "scool").code == 2
    assert run("template-text", "roadmapp").code == 2


def test_the_text_of_a_template_is_shown_with_its_tags(run: Run) -> None:
    assert "{{ order.number }}" in run("template-text", "order_approval").out


@pytest.mark.libreoffice
def test_the_doctor_finds_this_machine_well(run: Run) -> None:
    done = run("doctor")

    assert done.code == 0
    assert "LibreOffice" in done.out
    assert "✗" not in done.out


def test_the_doctor_says_what_is_missing_and_ends_with_four(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPLEKT_SOFFICE", "/nonexistent/soffice")
    done = run("doctor")

    assert done.code == 4
    assert "✗" in done.out
