"""The application and a page, on SQLite."""

from __future__ import annotations

import pytest

from coaching.app import create_app
from tests.page import Page


@pytest.fixture
def app(config, database):
    """The application over the test's database; an unexpected error fails the test."""
    made = create_app(config, database)
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@pytest.fixture
def page(app, database):
    """A browser without a screen, with nobody signed in."""
    return Page(app, database)
