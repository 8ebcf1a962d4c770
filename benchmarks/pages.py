"""Measures what a secretary waits for on the pages, with a warm converter: python -m benchmarks.pages."""

import contextlib
import copy
import io
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from benchmarks import machine
from service.bootstrap import build_generator, sample
from service.config import read_settings
from service.web.app import create_app

REPEAT = 5
HTMX = {"HX-Request": "true"}


def main() -> None:
    """Measure and print."""
    print(machine.describe())
    with tempfile.TemporaryDirectory(prefix="komplekt-pages-") as folder:
        settings = replace(read_settings(), data=Path(folder), cache=None)
        generator = build_generator(settings)
        try:
            client = create_app(generator, settings).test_client()
            with contextlib.redirect_stderr(io.StringIO()):  # the log
                generator.converter.convert(generator.render(_loaded(generator), ["order_pairs"])[0][0].docx)
                lines = [line for data in (_school(), large_school()) for line in _measured(client, data)]
        finally:
            generator.converter.close()
    print("\n| what | fields | wall, ms | CPU, ms |\n| --- | ---: | ---: | ---: |")
    print("\n".join(lines))
    print(f"\nload at the end: {machine.load():.1f}")


def _loaded(generator: Any) -> Any:
    return generator.load(sample("school")).document_set


def _school() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sample("school"))
    return data


def large_school() -> dict[str, Any]:
    """Return a school of 60 people, 40 pairs and a roadmap of 30 stages."""
    data = _school()
    people, pairs, stages = data["people"], data["pairs"], data["roadmap"]["stages"]
    while len(people) < 60:
        people.append({**copy.deepcopy(people[5]), "id": f"more-{len(people)}", "surname": "Петров"})
    spare = [person["id"] for person in people if person["id"].startswith("more-")]
    while len(pairs) < 40:
        pairs.append({**copy.deepcopy(pairs[0]), "id": f"more-{len(pairs)}", "mentees": [spare.pop()]})
    while len(stages) < 30:
        stages.append(copy.deepcopy(stages[1]))
    return data


@dataclass
class Session:
    """One draft in one browser."""

    client: FlaskClient
    draft: str = ""
    token: str = ""
    revision: int = 1  # every change makes the next one

    def begin(self, data: dict[str, Any]) -> None:
        """Upload a set."""
        self.token = self._found(r'name="csrf_token" value="([^"]+)"', self.client.get("/").text)
        file = (io.BytesIO(json.dumps(data).encode()), "set.json")
        answer = self.client.post("/drafts/upload", data={"csrf_token": self.token, "file": file})
        self.draft = self._found("(/drafts/[^/]+)", answer.headers["Location"])

    def open(self, address: str) -> str:
        """Open a page."""
        return self.client.get(self.draft + address).text

    def change(self, address: str, headers: dict[str, str], **values: str) -> None:
        """Send a form that changes something."""
        posted = {"csrf_token": self.token, "revision": str(self.revision), **values}
        answer = self.client.post(self.draft + address, data=posted, headers=headers)
        assert answer.status_code in {200, 303}, answer.status_code
        self.revision += 1

    @staticmethod
    def _found(pattern: str, text: str) -> str:
        match = re.search(pattern, text)
        assert match is not None, pattern
        return match[1]


def _measured(client: FlaskClient, data: dict[str, Any]) -> list[str]:
    session = Session(client)
    session.begin(data)
    session.open("/check")

    def save() -> None:
        title = f"О закреплении наставнических пар, {session.revision}-й раз"
        session.change("/steps/order-pairs", {}, do="save", **{"/orders/order_pairs/title": title})

    def leave_and_see() -> None:
        save()
        session.open("/steps/order-pairs/preview")

    def leave_and_check() -> None:
        save()
        session.open("/check")

    def add_stage() -> None:
        session.change("/steps/roadmap", HTMX, do="add /roadmap/stages")

    asked: dict[str, Callable[[], object]] = {
        "open a section": lambda: session.open("/steps/roadmap"),
        "leave a section, then its preview": leave_and_see,
        "leave a section, then «Проверьте»": leave_and_check,
        "add a stage": add_stage,
    }
    return [_line(name, count_fields(data), action) for name, action in asked.items()]


def _line(name: str, fields: int, action: Callable[[], object]) -> str:
    wall, cpu = [], []
    for _ in range(REPEAT):
        begun, spent = time.monotonic(), time.process_time()
        action()
        wall.append(time.monotonic() - begun)
        cpu.append(time.process_time() - spent)
    return f"| {name} | {fields} | {1000 * statistics.median(wall):.0f} | {1000 * statistics.median(cpu):.0f} |"


def count_fields(value: Any) -> int:
    """Return how many values there are in a part of a set."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 1 if inner is None else sum(map(count_fields, inner))


if __name__ == "__main__":
    main()
