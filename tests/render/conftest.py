"""A bench for templates that a test writes itself."""

from pathlib import Path

import pytest

from tests.render.building import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A folder with one kind of the test's own."""
    return Bench(tmp_path)
