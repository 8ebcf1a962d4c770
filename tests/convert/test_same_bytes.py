"""A set filled and converted by two processes with profiles of their own gives the same files to the byte."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.docx import packed
from service.generate import Generator, RenderedDocument

ELSEWHERE = """
import json, sys
from dataclasses import replace
from service.bootstrap import build_generator, sample
from service.config import read_settings
from service.generate import FORMATS
generator = build_generator(replace(read_settings(), cache=None, workers=2))
documents, _ = generator.render(generator.load(sample(sys.argv[1])).document_set)
print(json.dumps([file.sha256 for file in generator.files(documents, FORMATS)]))
generator.converter.close()
"""


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["school", "kindergarten"])
def test_another_process_makes_the_same_files(
    name: str,
    generator: Generator,
    documents: Callable[[str], tuple[RenderedDocument, ...]],
    pdfs: Callable[[str], tuple[bytes, ...]],
) -> None:
    with ThreadPoolExecutor(2) as threads:
        archived = list(
            threads.map(
                lambda document: generator.converter.convert(document.docx, profile="pdfa"), documents(name)
            )
        )
    here = [
        hashlib.sha256(content).hexdigest()
        for document, pdf, pdfa in zip(documents(name), pdfs(name), archived, strict=True)
        for content in (packed(document.docx), pdf, pdfa)
    ]
    command = [sys.executable, "-c", ELSEWHERE, name]
    elsewhere = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=True
    ).stdout

    assert json.loads(elsewhere) == here


@pytest.mark.libreoffice
def test_a_document_of_ours_and_its_file_give_the_same_pdf(
    generator: Generator,
    documents: Callable[[str], tuple[RenderedDocument, ...]],
    pdfs: Callable[[str], tuple[bytes, ...]],
) -> None:
    for document, pdf in zip(documents("school"), pdfs("school"), strict=True):
        assert generator.converter.convert(packed(document.docx)) == pdf, document.name
