"""The text of every document of every sample, and of every template, is as it was last looked at."""

from collections.abc import Callable

import pytest

from service.bootstrap import sample_names
from service.catalog import Catalog
from service.generate import Generator, RenderedDocument
from service.render import docx_text
from tests.conftest import GOLDEN, STARTING, Golden

Documents = Callable[[str], tuple[RenderedDocument, ...]]
TEMPLATES = "templates"


@pytest.mark.parametrize("name", sample_names())
def test_the_documents_of_a_sample_read_as_their_golden_texts(
    documents: Documents, golden: Golden, name: str, subtests: pytest.Subtests
) -> None:
    for document in documents(name):
        with subtests.test(document.name):
            golden.check(GOLDEN / name / f"{document.name}.txt", docx_text(document.docx))


@pytest.mark.parametrize("name", sample_names())
def test_no_golden_text_of_a_sample_is_stale(documents: Documents, golden: Golden, name: str) -> None:
    golden.check_none_stale(GOLDEN / name, {f"{document.name}.txt" for document in documents(name)})


def test_the_templates_read_as_their_golden_texts(
    generator: Generator, golden: Golden, subtests: pytest.Subtests
) -> None:
    for kind in generator.catalog.kinds:
        with subtests.test(kind):
            golden.check(GOLDEN / TEMPLATES / f"{kind}.txt", generator.template_text(kind))


def test_no_golden_text_of_a_template_is_stale(catalog: Catalog, golden: Golden) -> None:
    golden.check_none_stale(GOLDEN / TEMPLATES, {f"{kind}.txt" for kind in catalog.kinds})


def test_every_golden_folder_belongs_to_a_sample() -> None:
    folders = {path.name for path in GOLDEN.iterdir()}

    assert folders == {*sample_names(), TEMPLATES, STARTING}
