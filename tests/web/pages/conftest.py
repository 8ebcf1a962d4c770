"""A browser for the pages, and what it sees."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.pages.visiting import Visitor


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A browser that has never been here."""
    return Visitor(app)


@pytest.fixture
def another(app: Flask) -> Visitor:
    """Somebody else's browser."""
    return Visitor(app)


@pytest.fixture
def sample_draft(visitor: Visitor) -> Callable[[str], Visitor]:
    """Begin a draft of a package, filled with the sample."""
    return lambda package: visitor.begin(package, sample=True)
