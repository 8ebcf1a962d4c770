"""`komplekt batch` and `check` of many sets: codes, places, going on after a kill and after a full disk."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.batch.conftest import lines, school
from tests.conftest import Run

KOMPLEKT = Path(sys.executable).with_name("komplekt")
LONGEST = 240.0  # seconds


@pytest.fixture
def district(tmp_path: Path) -> Callable[..., Path]:
    """Write a district of so many schools; those named are wrong."""

    def write(count: int, *wrong: int, kinds: tuple[str, ...] = ("roadmap", "order_curator")) -> Path:
        sets: list[Any] = [school(number, kinds=kinds) for number in range(count)]
        for number in wrong:
            sets[number]["people"][0]["surname"] = ""
        path = tmp_path / "район.ndjson"
        path.write_bytes(lines(sets))
        return path

    return write


def _documents(folder: Path) -> dict[str, str]:
    """Return the documents below a folder with their hashes; what lies in .komplekt is none."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".komplekt" not in path.parts
    }


def test_a_district_becomes_a_folder_per_school(run: Run, district: Callable[..., Path], tmp_path: Path) -> None:
    done = run("batch", district(3), "--out", tmp_path / "out")
    found = _documents(tmp_path / "out")

    assert done.code == 0
    assert done.out.splitlines() == ["Сделано школ: 3 из 3, документов: 6.", str(tmp_path / "out")]
    assert set(found) == {"Опись.xlsx"} | {
        f"МБОУ «Школа № {number}»/{name}.docx"
        for number in range(3)
        for name in ("Дорожная карта (план мероприятий)", "Приказ № 42")
    }


def test_bad_schools_end_with_five_and_mended_complete_the_rest(
    run: Run, district: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "район.zip"
    partly = run("batch", district(3, 1), "--out", target)
    with zipfile.ZipFile(target) as archive:
        before = archive.namelist()
    whole = run("batch", district(3), "--out", target, "--json")
    told = json.loads(whole.out)
    with zipfile.ZipFile(target) as archive:
        after = archive.namelist()

    assert (partly.code, whole.code) == (5, 0)
    assert "строка 2, /people/0/surname" in partly.err
    assert "Исправить.json" in before
    assert len(before) == 2 + 4
    assert len(after) == 1 + 6
    assert told["state"] == "done"
    assert told["documents"]["done"] == 6


def test_in_json_every_school_is_told(run: Run, district: Callable[..., Path], tmp_path: Path) -> None:
    done = run("batch", district(2, 1), "--out", tmp_path / "out", "--json")
    told = json.loads(done.out)

    assert done.code == 5
    assert [(one["state"], bool(one["errors"])) for one in told["list"]] == [("done", False), ("refused", True)]
    assert told["schools"] | {"total": 2, "done": 1, "refused": 1} == told["schools"]


def test_only_some_schools_are_made(run: Run, district: Callable[..., Path], tmp_path: Path) -> None:
    source = district(3)
    done = run("batch", source, "--out", tmp_path / "out", "--only", "№ 1, № 3")
    unknown = run("batch", source, "--out", tmp_path / "other", "--only", "123")

    assert done.out.startswith("Сделано школ: 2 из 2")
    assert unknown.code == 2
    assert "Таких школ нет: 123" in unknown.err
    assert not (tmp_path / "other").exists()


def test_what_is_refused_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "пусто.json").write_text("[]", encoding="utf-8")
    (tmp_path / "out").mkdir()
    codes = [run("batch", tmp_path / "пусто.json", "--out", tmp_path / to).code for to in ("out", "нет/р.zip")]

    assert codes == [2, 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "пусто.json"]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_school_that_was_made_and_is_refused_now_keeps_its_files_and_the_list_says_so(
    run: Run, district: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    codes = [run("batch", district(2, *wrong), "--out", out).code for wrong in ((), (1,))]
    partly = _documents(out)
    failed = CalamineWorkbook.from_path(out / "Опись.xlsx").get_sheet_by_name("Не сделано").to_python()
    whole = run("batch", district(2), "--out", out)

    assert (codes, whole.code) == ([0, 5], 0)
    assert len([name for name in partly if name.startswith("МБОУ «Школа № 1»/")]) == 2
    assert "В папке школы лежат документы прошлого раза" in str(failed[1][-1])
    assert {name for name in partly if "/" not in name} == {"Опись.xlsx", "Исправить.json"}
    assert {name for name in _documents(out) if "/" not in name} == {"Опись.xlsx"}


def test_check_tells_what_is_wrong_by_school_and_place(
    run: Run, district: Callable[..., Path], tmp_path: Path
) -> None:
    good, bad = run("check", district(2)), run("check", district(3, 1), "--fix", tmp_path / "Исправить.json")
    told = json.loads(run("check", district(3, 1), "--json").out)

    assert (good.code, good.out) == (0, "Школ: 2. Ошибок нет.\n")
    assert bad.code == 2
    assert bad.out.splitlines()[0] == "Школ: 3, с ошибками: 1, всего ошибок: 1."
    assert "МБОУ «Школа № 1»" in bad.err
    assert "строка 2, /people/0/surname: Пустая строка" in bad.err
    assert json.loads((tmp_path / "Исправить.json").read_bytes())["schools"][0]["key"] == "№ 2"
    assert [bool(one["errors"]) for one in told["schools"]] == [False, True, False]


def _start(*arguments: str | Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [KOMPLEKT, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"KOMPLEKT_CACHE": "off"},
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - one thread starts it
    )


def _hear_ctrl_c() -> None:
    """Undo what a shell does to the programs it starts in the background: they would not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _until_results(folder: Path, count: int) -> None:
    """Wait until so many documents are made."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and len(list(folder.glob("results/*/*"))) < count:
        time.sleep(0.05)


@pytest.mark.libreoffice
def test_killed_again_and_again_it_goes_on_and_nothing_is_lost_or_doubled(
    run: Run, district: Callable[..., Path], tmp_path: Path
) -> None:
    source, out = district(6), tmp_path / "out"
    command = ("batch", source, "--out", out, "--format", "docx,pdf")
    for made in (1, 9, 15):
        process = _start(*command, "--resume")
        _until_results(out / ".komplekt", made)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    refused = run(*command)
    resumed = run(*command, "--resume")
    undisturbed = run("batch", source, "--out", tmp_path / "other", "--format", "docx,pdf")

    assert refused.code == 2
    assert "--resume" in refused.err
    assert (resumed.code, undisturbed.code) == (0, 0)
    assert _documents(out) == _documents(tmp_path / "other")
    assert len(_documents(out)) == 1 + 24


def test_stopped_by_ctrl_c_it_says_how_to_go_on(district: Callable[..., Path], tmp_path: Path) -> None:
    source, out = district(20), tmp_path / "out"
    process = _start("batch", source, "--out", out)
    _until_results(out / ".komplekt", 3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=LONGEST)
    resumed = _start("batch", source, "--out", out, "--resume", "--json")
    summary, _ = resumed.communicate(timeout=LONGEST)

    assert process.returncode == 130
    assert "--resume" in told.decode()
    assert "Traceback" not in told.decode()
    assert json.loads(summary)["documents"]["done"] == 40


def test_a_full_disk_is_told_and_with_more_room_it_goes_on(district: Callable[..., Path], tmp_path: Path) -> None:
    disk, mount = tmp_path / "disk", shutil.which("mount")
    disk.mkdir()
    made = f"{KOMPLEKT} batch {district(30)} --out {disk}/out"
    script = (
        f"{mount} -t tmpfs -o size=1m none {disk} && {{ {made}; echo $?; }} && {mount} -o remount,size=64m {disk} "
        f"&& {made} --resume && find {disk}/out -name '*.docx' | wc -l"
    )
    command = [shutil.which("unshare") or "unshare", "-rm", "sh", "-c", script]
    done = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST)
    told = done.stderr.decode()
    if told.startswith(("unshare", "mount")):
        pytest.skip("this machine lets nobody mount a small disk")

    assert "Traceback" not in told
    assert "место" in told
    assert done.stdout.decode().split("\n")[0] == "2"
    assert done.stdout.decode().split()[-1] == "60"
