"""How a batch is looked at and changed, and that nobody else sees it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.web.batches.opening import close_batches, open_batches
from service.web.parts import parts
from tests.web.batches.conftest import PATH, Opening, a_bad_school, a_school, files_below, finished

Made = tuple[FlaskClient, dict[str, Any]]


def test_a_finished_batch_tells_counts_and_faults(made: Made) -> None:
    _, told = made

    assert told["state"] == "partial"
    assert told["schools"] == {
        "total": 3, "waiting": 0, "running": 0, "done": 2, "failed": 0, "refused": 1, "cancelled": 0,
    }  # fmt: skip
    assert told["documents"]["done"] == told["documents"]["total"] == 2
    assert [school["name"] for school in told["faults"]] == ["МКОУ «Школа № 2»"]
    assert told["links"]["result"]
    assert told["links"]["corrections"]


def test_a_status_that_is_known_is_not_sent_again(made: Made) -> None:
    client, told = made
    first = client.get(f"{PATH}/{told['id']}")
    again = client.get(f"{PATH}/{told['id']}", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_items_come_page_by_page(made: Made) -> None:
    client, told = made
    page = client.get(f"{PATH}/{told['id']}/items?limit=2").get_json()
    rest = client.get(page["next"]).get_json()
    listed = [*page["items"], *rest["items"]]

    assert [item["state"] for item in listed] == ["done", "refused", "done"]
    assert [len(item["documents"]) for item in listed] == [1, 0, 1]
    assert rest["next"] is None
    assert listed[0]["documents"][0]["name"].endswith(".docx")
    assert len(listed[0]["documents"][0]["sha256"]) == 64


def test_items_of_one_state_can_be_asked_for(made: Made) -> None:
    client, told = made
    found = client.get(f"{PATH}/{told['id']}/items?state=refused,failed").get_json()

    assert [item["position"] for item in found["items"]] == [1]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "after=-2", "state=good", "page=1"])
def test_a_page_that_cannot_be_is_refused(made: Made, query: str) -> None:
    client, told = made
    answer = client.get(f"{PATH}/{told['id']}/items?{query}")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("method", "end"),
    [
        ("GET", ""), ("GET", "/items"), ("GET", "/result"), ("GET", "/corrections"),
        ("POST", "/cancel"), ("POST", "/retry"), ("DELETE", ""),
    ],
)  # fmt: skip
def test_a_batch_of_another_tenant_is_not_there(idle: FlaskClient, method: str, end: str) -> None:
    told = idle.post(PATH, json=[a_school()], headers={"Komplekt-Tenant": "north"}).get_json()
    stranger = idle.open(f"{PATH}/{told['id']}{end}", method=method, headers={"Komplekt-Tenant": "south"})
    nobody = idle.open(f"{PATH}/{told['id']}{end}", method=method)
    owner = idle.get(f"{PATH}/{told['id']}", headers={"Komplekt-Tenant": "north"})

    assert (stranger.status_code, stranger.get_json()["code"]) == (404, "unknown_batch")
    assert nobody.status_code == 404
    assert owner.status_code == 200
    assert owner.get_json()["state"] == "waiting"


def test_a_deleted_batch_is_gone_with_its_files(opening: Opening) -> None:
    app = opening()
    client = app.test_client()
    told = finished(client, client.post(PATH, json=[a_school(), a_bad_school(2)]).get_json()["id"])
    client.get(told["links"]["result"]).close()
    folder = _data(app)
    before = [path for path in files_below(folder) if "komplekt.db" not in path.name]
    answer = client.delete(f"{PATH}/{told['id']}")
    left = [path for path in files_below(folder) if "komplekt.db" not in path.name]

    assert before
    assert (answer.status_code, answer.data) == (204, b"")
    assert left == []
    assert client.get(f"{PATH}/{told['id']}").status_code == 404


def test_a_cancelled_batch_can_be_taken_up_again(idle: FlaskClient) -> None:
    batch = idle.post(PATH, json=[a_school()]).get_json()["id"]
    stopped = idle.post(f"{PATH}/{batch}/cancel")
    again = idle.post(f"{PATH}/{batch}/retry")

    assert (stopped.status_code, stopped.get_json()["state"]) == (200, "cancelled")
    assert "Retry-After" not in stopped.headers
    assert (again.status_code, again.get_json()["state"]) == (202, "waiting")
    assert again.headers["Location"] == f"{PATH}/{batch}"


def test_what_was_accepted_is_made_after_a_restart(opening: Opening, idle_office: Flask) -> None:
    batch = idle_office.test_client().post(PATH, json=[a_school()]).get_json()["id"]
    after = opening(data=_data(idle_office))

    assert finished(after.test_client(), batch)["state"] == "done"


def test_a_batch_is_deleted_when_it_was_kept_long_enough(opening: Opening) -> None:
    before = opening()
    client = before.test_client()
    told = finished(client, client.post(PATH, json=[a_school()]).get_json()["id"])
    close_batches(before)
    after = opening(data=_data(before), keep_days=0)
    open_batches(after).purge()

    assert after.test_client().get(f"{PATH}/{told['id']}").status_code == 404
    assert [path for path in files_below(_data(before)) if "komplekt.db" not in path.name] == []


def test_the_log_names_nobody(opening: Opening, capfd: pytest.CaptureFixture[str]) -> None:
    client = opening().test_client()
    finished(client, client.post(PATH, json=[a_school(), a_bad_school(2)]).get_json()["id"])
    log = capfd.readouterr().err
    people = a_school()["people"]

    assert "/v1/batches/<batch>" in log
    assert "Школа №" not in log
    assert all(person["surname"] not in log for person in people)


def _data(app: Flask) -> Path:
    """Return the folder of data of an application."""
    with app.app_context():
        return parts().settings.data
