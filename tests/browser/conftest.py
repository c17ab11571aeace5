"""A real server and a real browser: one launch a run, a new window for every test."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from tests.apps import make_app
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


class Server:
    """The application served by waitress; it can go away and come back on its port."""

    def __init__(self, app):
        self.app, self.port = app, 0

    def start(self):
        """Answer from now on."""
        self._waitress = create_server(self.app, host="127.0.0.1", port=self.port, threads=4)
        self.port = self._waitress.effective_port
        self._runner = threading.Thread(target=self._waitress.run, daemon=True)
        self._runner.start()

    def stop(self):
        """Answer no more, and let every open connection go."""
        self._waitress.close()
        self._runner.join(timeout=10)
        wasyncore.close_all(self._waitress._map, ignore_all=True)


@pytest.fixture
def server(config, database):
    """The served application over the test's database, on a free port."""
    made = Server(make_app(config, database))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def site(server, database):
    """Where the application is served, and what stands behind it."""
    return Site(f"http://127.0.0.1:{server.port}", server.app, database)


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
