"""The result of a batch: whole, in parts, not at all yet; what is to be mended; the empty workbook; the check."""

import io
import json
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from benchmarks.district import Faults, make
from service.web.reading import JSON_TYPE, XLSX_TYPE
from service.workbook import read_workbook
from tests.web.batches.conftest import PATH, a_bad_school, a_school, finished

Made = tuple[FlaskClient, dict[str, Any]]


def _result(made: Made, **headers: str) -> Any:
    client, told = made
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return client.get(told["links"]["result"], headers=named, buffered=True)


def test_the_result_holds_every_good_school_and_what_is_to_be_mended(made: Made) -> None:
    answer = _result(made)
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {name.partition("/")[0] for name in names if name.endswith(".docx")} == {
        "МКОУ «Школа № 1»", "МКОУ «Школа № 3»",
    }  # fmt: skip
    assert {"Опись.xlsx", "Исправить.json"} <= set(names)


@pytest.mark.parametrize(("asked", "start", "stop"), [("0-99", 0, 100), ("100-", 100, None), ("-50", -50, None)])
def test_a_part_of_the_result_can_be_fetched(made: Made, asked: str, start: int, stop: int | None) -> None:
    whole = _result(made)
    part = _result(made, Range=f"bytes={asked}", If_Range=whole.headers["ETag"])

    assert part.status_code == 206
    assert part.data == whole.data[start:stop]
    assert part.headers["Content-Range"].endswith(f"/{len(whole.data)}")


def test_a_part_of_what_has_changed_since_is_sent_whole(made: Made) -> None:
    answer = _result(made, Range="bytes=0-9", If_Range='"another"')

    assert answer.status_code == 200
    assert len(answer.data) > 10


def test_a_part_that_is_not_there_is_refused_with_the_size(made: Made) -> None:
    size = len(_result(made).data)
    answer = _result(made, Range=f"bytes={size + 1}-")

    assert (answer.status_code, answer.get_json()["code"]) == (416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{size}"


def test_a_result_that_is_known_is_not_sent_again(made: Made) -> None:
    answer = _result(made, If_None_Match=_result(made).headers["ETag"])

    assert (answer.status_code, answer.data) == (304, b"")


def test_there_is_no_result_before_the_end(idle: FlaskClient) -> None:
    batch = idle.post(PATH, json=[a_school()]).get_json()["id"]
    answer = idle.get(f"{PATH}/{batch}/result")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "batch_unfinished")
    assert int(answer.headers["Retry-After"]) >= 1


def test_what_is_to_be_mended_in_json_is_a_list(made: Made) -> None:
    client, told = made
    answer = client.get(told["links"]["corrections"])

    assert answer.mimetype == JSON_TYPE
    assert json.loads(answer.data)["schools"][0]["errors"][0]["pointer"] == "/people/0/surname"


def test_nothing_is_to_be_mended_in_good_data(client: FlaskClient) -> None:
    told = finished(client, client.post(PATH, json=[a_school()]).get_json()["id"])
    answer = client.get(f"{PATH}/{told['id']}/corrections")

    assert told["links"]["corrections"] is None
    assert (answer.status_code, answer.get_json()["code"]) == (404, "nothing_to_mend")


def test_a_check_tells_everything_and_keeps_nothing(client: FlaskClient) -> None:
    found = client.post(f"{PATH}/check", json=[a_school(1), a_bad_school(2)]).get_json()

    assert not found["valid"]
    assert found["schools"] == {"total": 2, "good": 1}
    assert found["documents"] == 1
    assert [school["name"] for school in found["faults"] if school["errors"]] == ["МКОУ «Школа № 2»"]


def test_a_check_gives_the_workbook_with_its_bad_cells_marked(client: FlaskClient) -> None:
    sent = make(2, pairs=(1, 1), faults=Faults(inn=1))
    answer = client.post(f"{PATH}/check", data=sent, content_type=XLSX_TYPE, headers={"Accept": XLSX_TYPE})

    assert (answer.status_code, answer.mimetype) == (200, XLSX_TYPE)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as workbook:
        assert "Что исправить" in workbook.read("xl/workbook.xml").decode()


def test_a_check_of_a_good_workbook_is_told_as_json(client: FlaskClient) -> None:
    sent = make(2, pairs=(1, 1))
    answer = client.post(f"{PATH}/check", data=sent, content_type=XLSX_TYPE, headers={"Accept": XLSX_TYPE})

    assert answer.mimetype == JSON_TYPE
    assert answer.get_json()["valid"]


def test_the_empty_workbook_has_no_school(client: FlaskClient) -> None:
    answer = client.get(f"{PATH}/template.xlsx")

    assert answer.mimetype == XLSX_TYPE
    assert list(read_workbook(answer.data, kinds=("order_pairs",)).entries) == []


def test_the_workbook_of_last_year_knows_its_schools(client: FlaskClient) -> None:
    answer = client.post(f"{PATH}/template.xlsx", json=[a_school(1), a_school(2)])
    entries = read_workbook(answer.data, kinds=("order_curator",)).entries

    assert [entry.name for entry in entries] == ["МКОУ «Школа № 1»", "МКОУ «Школа № 2»"]
