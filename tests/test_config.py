"""Settings come from the environment; every bad one is told at once; parts that cannot be read stop the start."""

import dataclasses
from pathlib import Path

import pytest

from service.bootstrap import build_generator, kind_sample
from service.config import PREFIX, Settings, SettingsError, read_settings
from service.errors import UnknownKindError
from service.generate import Generator

NAMES = [field.name.upper() for field in dataclasses.fields(Settings)]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing of us."""
    for name in NAMES:
        monkeypatch.delenv(PREFIX + name, raising=False)
    return monkeypatch


def test_without_an_environment_the_service_stays_on_this_machine(bare: pytest.MonkeyPatch) -> None:
    settings = read_settings()

    assert settings.host == "127.0.0.1"
    assert (settings.templates, settings.lexicon, settings.soffice) == (None, None, None)
    assert settings.workers >= 1


def test_the_environment_is_read(bare: pytest.MonkeyPatch) -> None:
    told = {"WORKERS": "3", "TIMEOUT": "1.5", "PORT": "8080", "TEMPLATES": "/srv/kinds", "LOG_FORMAT": "json"}
    for name, value in told.items():
        bare.setenv(PREFIX + name, value)
    settings = read_settings()

    assert (settings.workers, settings.timeout, settings.port) == (3, 1.5, 8080)
    assert settings.templates == Path("/srv/kinds")
    assert settings.log_format == "json"


def test_all_bad_settings_are_told_at_once(bare: pytest.MonkeyPatch) -> None:
    told = {"WORKERS": "0", "TIMEOUT": "долго", "PORT": "65536", "LOG_FORMAT": "xml", "MAX_REQUEST": "-1"}
    for name, value in told.items():
        bare.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()

    assert [name for name in told if PREFIX + name not in str(raised.value)] == []
    assert raised.value.exit_code == 2


def test_settings_are_frozen(settings: Settings) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize("password", ["a@b", "a/b", "a#b", "a?b", "@/:"])
def test_a_password_that_breaks_its_address_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("KOMPLEKT_DATABASE", f"postgresql://komplekt:{password}@postgres/komplekt")
    monkeypatch.setenv("KOMPLEKT_BROKER", f"amqp://komplekt:{password}@rabbitmq//")
    with pytest.raises(SettingsError, match="%40") as caught:
        read_settings()

    assert "KOMPLEKT_DATABASE" in str(caught.value)
    assert "KOMPLEKT_BROKER" in str(caught.value)
    assert f":{password}" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("DATABASE", "postgresql://komplekt:a%40b:c@postgres:5432/komplekt?sslmode=require"),
        ("DATABASE", "postgresql:///komplekt?host=/run/postgresql"),
        ("BROKER", "amqp://komplekt:secret@rabbitmq//"),
        ("BROKER", "amqp://a:b@one:5672//;amqp://a:b@two:5672//"),
    ],
)
def test_an_address_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, name: str, address: str) -> None:
    monkeypatch.setenv(f"KOMPLEKT_{name}", address)

    assert getattr(read_settings(), name.lower()) == address


def test_a_folder_of_templates_that_is_not_there_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KOMPLEKT_TEMPLATES"):
        build_generator(dataclasses.replace(settings, templates=tmp_path / "нет"))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"people": {}}', '{"person": {"Богуш": {"dat": 5}}}'])
def test_a_lexicon_that_cannot_be_read_stops_the_start(settings: Settings, tmp_path: Path, content: str) -> None:
    path = tmp_path / "lexicon.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="KOMPLEKT_LEXICON"):
        build_generator(dataclasses.replace(settings, lexicon=path))


@pytest.mark.parametrize(
    "content", ['{"person": []}', '{"person": {"Богуш": "x"}}', '{"person": null}', "\ufeff{}"]
)
def test_a_lexicon_of_a_wrong_shape_stops_the_start_too(settings: Settings, tmp_path: Path, content: str) -> None:
    path = tmp_path / "lexicon.json"
    path.write_bytes(content.encode("utf-16" if content.startswith("\ufeff") else "utf-8"))
    with pytest.raises(SettingsError, match="KOMPLEKT_LEXICON"):
        build_generator(dataclasses.replace(settings, lexicon=path))


def test_a_lexicon_of_ones_own_reaches_the_documents(
    settings: Settings, minimal: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "lexicon.json"
    path.write_text('{"position": {"директор": {"dat": "ДИРЕКТОРУ"}}}', encoding="utf-8")
    generator = build_generator(dataclasses.replace(settings, lexicon=path))

    assert generator.lexicon is not None
    assert generator.lexicon.find("Директор", "position").form("dat") == "ДИРЕКТОРУ"


def test_the_sample_of_an_unknown_kind_is_refused(generator: Generator) -> None:
    with pytest.raises(UnknownKindError):
        kind_sample(generator, "roadmapp")
