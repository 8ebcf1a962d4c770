"""What the command line says of wrong usage, of forms, and of where a file comes from."""

import json
from pathlib import Path

import pytest

from service.bootstrap import sample
from tests.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nosuch"], "Команды «nosuch» нет."),
        (["generat"], "Возможно, имелось в виду «generate»"),
        (["generate", "-"], "Не хватает параметра --out."),
        (["generate", "-", "--ot", "x"], "Возможно, имелось в виду «--out»"),
        (["generate", "nope.json", "--out", "x"], "SET.json: файл или папку не открыть"),
        (
            ["generate", "-", "--out", "x", "--format", "odt"],
            "--format: неверное значение. Форматы: docx, pdf, pdfa",
        ),
        (["inflect", "Кот", "--kind", "prson"], "--kind: неверное значение. Есть: person, position, org."),
        (["serve", "--port", "0"], "--port: неверное значение. Порт — целое число от 1 до 65535."),
    ],
)
def test_wrong_usage_is_told_in_russian_with_a_way_out(run: Run, arguments: list[str], told: str) -> None:
    done = run(*arguments)

    assert done.code == 2
    assert told in " ".join(done.err.split())
    assert "--help" in done.err


def test_every_form_is_shown_and_a_doubtful_one_says_why(run: Run) -> None:
    done = run("inflect", "Шевчук О. В.", "--kind", "person")

    assert done.code == 0
    assert done.out.splitlines()[0].split()[0] == "nom"
    assert "укажите gender" in done.out


def test_forms_in_json_carry_their_certainty(run: Run) -> None:
    found = json.loads(run("inflect", "старший воспитатель", "--kind", "position", "--json").out)

    assert found["forms"]["dat"]["text"] == "старшему воспитателю"
    assert found["forms"]["dat"]["confident"] is True


def test_a_file_is_proved_to_come_from_its_set_and_from_no_other(run: Run, tmp_path: Path) -> None:
    minimal, kindergarten = tmp_path / "minimal.json", tmp_path / "kindergarten.json"
    minimal.write_bytes(sample("minimal"))
    kindergarten.write_bytes(sample("kindergarten"))
    made = json.loads(run("generate", minimal, "--out", tmp_path, "--kind", "roadmap", "--json").out)
    path = made["files"][0]["path"]

    assert run("verify", path, minimal).code == 0
    assert run("verify", path, kindergarten).code == 1


def test_a_changed_file_is_not_genuine(run: Run, tmp_path: Path) -> None:
    minimal = tmp_path / "minimal.json"
    minimal.write_bytes(sample("minimal"))
    made = json.loads(run("generate", minimal, "--out", tmp_path, "--kind", "roadmap", "--json").out)
    path = Path(made["files"][0]["path"])
    path.write_bytes(path.read_bytes() + b" ")

    assert run("verify", path, minimal).code == 1
