"""A real server and a real browser: one launch a run, a new window for every test."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from coaching.app import create_app
from tests.browser.visitor import Site, open_window

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """Chromium; skips where there is none, but fails where CI=true."""
    program = shutil.which("chromium")
    if program is None:
        words = "Chromium is not installed (sudo apt-get install chromium fonts-dejavu)"
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def site(config, database):
    """The application served by waitress on a free port, over the test's database."""
    app = create_app(config, database)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    runner = threading.Thread(target=server.run, daemon=True)
    runner.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", app, database)
    server.close()
    runner.join(timeout=10)


@pytest.fixture
def desk(browser, site):
    """A window 1280 px wide, in Finnish, with scripts."""
    visitor = open_window(browser, site, width=1280, language="fi", scripts=True)
    yield visitor
    visitor.close()


@pytest.fixture
def phone(browser, site):
    """A window 390 px wide, in Swedish, without scripts."""
    visitor = open_window(browser, site, width=390, language="sv", scripts=False)
    yield visitor
    visitor.close()
