"""docker-compose.yml: what it starts and sets is there and fits together; Docker itself is not needed here."""

import re
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any, Final

import click
import pytest
import yaml

from service.cli import cli
from service.config import PREFIX, Settings, read_settings
from tests.packaging.conftest import ROOT

COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: Final[dict[str, dict[str, Any]]] = COMPOSE["services"]
OURS: Final = ("service", "worker")


def filled(value: str) -> str:
    """Fill in variables as Compose does: the default, or something for what has to be given."""
    return re.sub(r"\$\{\w+(?::-([^}]*)|:\?)\}", lambda found: found[1] or "given", value)


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_and_its_value_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {variable: filled(value) for variable, value in SERVICES[name]["environment"].items()}
    known = {PREFIX + field.name.upper() for field in fields(Settings)}

    assert set(told) <= known
    for variable, value in told.items():
        monkeypatch.setenv(variable, value)
    settings = read_settings()
    assert settings.broker == "amqp://komplekt:given@rabbitmq//"
    assert settings.database == "postgresql://komplekt:given@postgres/komplekt"


def test_service_and_workers_share_one_store_of_results() -> None:
    told = [SERVICES[name]["environment"] for name in OURS]
    mounted = {volume.partition(":")[2] for name in OURS for volume in SERVICES[name]["volumes"]}

    assert told[0] == told[1]
    assert mounted == {"/var/lib/komplekt"}
    assert PurePosixPath(told[0]["KOMPLEKT_RESULTS"]).is_relative_to("/var/lib/komplekt")


def test_a_worker_runs_a_command_that_there_is() -> None:
    program, command = SERVICES["worker"]["command"]

    assert program == "komplekt"
    assert command in cli.list_commands(click.Context(cli))


def test_addresses_passwords_and_volumes_agree() -> None:
    named = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}

    assert named == set(COMPOSE["volumes"])
    assert set(SERVICES["service"]["depends_on"]) == set(SERVICES) - set(OURS)
    assert SERVICES["postgres"]["environment"]["POSTGRES_USER"] == "komplekt"
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == "komplekt"
    assert SERVICES["rabbitmq"]["environment"]["RABBITMQ_DEFAULT_USER"] == "komplekt"


def test_what_others_wait_for_has_a_health_check() -> None:
    waited = {name: told for ours in OURS for name, told in SERVICES[ours]["depends_on"].items()}

    assert all(told["condition"] == "service_healthy" for told in waited.values())
    assert all("test" in SERVICES[name]["healthcheck"] for name in waited)


def test_only_the_service_is_reachable_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert list(ports) == ["service"]
    assert all(filled(port).startswith("127.0.0.1:") for port in ports["service"])


def test_the_image_takes_the_extra_that_is_asked_for() -> None:
    asked = SERVICES["worker"]["build"]["args"]
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")

    assert asked == {"EXTRAS": "cluster"}
    assert "ARG EXTRAS" in dockerfile
    assert 'EXTRAS="$EXTRAS"' in dockerfile
    assert "--extra" in (ROOT / "Makefile").read_text("utf-8")
