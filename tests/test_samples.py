"""The samples are sound, leave no doubt, and the least of them holds nothing that could be left out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from schemas.base import schema_of
from schemas.document_set import DocumentSet
from schemas.rules import read_set
from service.bootstrap import sample, sample_names
from service.errors import ServiceError, UnknownSampleError
from service.generate import Generator
from tests.conftest import sample_data

Path = tuple[str | int, ...]
every_sample = pytest.mark.parametrize("name", sample_names())


@every_sample
def test_a_sample_has_no_errors_no_warnings_and_no_doubtful_forms(generator: Generator, name: str) -> None:
    loaded = generator.load(sample(name))
    _, doubts = generator.render(loaded.document_set)

    assert loaded.warnings == ()
    assert doubts == []


@every_sample
def test_a_sample_is_laid_out_for_people_to_read(name: str) -> None:
    text = sample(name).decode("utf-8")

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_an_unknown_sample_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(UnknownSampleError, match="school"):
        sample("../pyproject")


def _fields(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every field of every object."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in children:
        if isinstance(value, dict):
            yield (*path, name)
        yield from _fields(inner, (*path, name))


def _without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    owner: Any = data
    for step in path[:-1]:
        owner = owner[step]
    del owner[path[-1]]
    return data


def test_the_least_set_has_no_field_that_could_be_left_out(generator: Generator) -> None:
    """A field that the schema does not require is there only if a rule or a document asks for it."""
    required = {f.data_key or n for n, f in schema_of(DocumentSet)().fields.items() if f.required}
    idle = [
        "/".join(map(str, path))
        for path in _fields(sample_data("minimal"))
        if path[0] not in required or len(path) > 1
        if not _is_missed(generator, _without(sample_data("minimal"), path))
    ]

    assert idle == []


def _is_missed(generator: Generator, data: dict[str, Any]) -> bool:
    """Tell whether a set is refused, warned of or not rendered without doubts."""
    reading = read_set(data)
    if reading.document_set is None or reading.warnings:
        return True
    try:
        _, doubts = generator.render(reading.document_set)
    except ServiceError:
        return True
    return bool(doubts)
