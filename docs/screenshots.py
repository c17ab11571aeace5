"""Takes the pictures of the help pages from the demonstration, in each language.

Run it after a page has changed: .venv/bin/python docs/screenshots.py
Needs Chromium; writes static/help/*.webp.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coaching.app import create_app  # noqa: E402
from coaching.config import Config  # noqa: E402
from coaching.demo import making  # noqa: E402

TARGET = ROOT / "static" / "help"
LANGUAGES = ("fi", "sv", "en")
SIZE = {"width": 1100, "height": 760}
COACH, LEADER = "Anna Laine", "Outi Saarela"


def sign_in(page: Page, name: str, language: str) -> None:
    """Come in as one of the demonstration's people, in a language."""
    page.context.clear_cookies()
    page.goto("/account/sign-in")
    page.locator("li", has_text=name).get_by_role("button").click()
    page.locator(f"button[name=language][value={language}]").click()


def take(page: Page, name: str, language: str, *, at: str = "") -> None:
    """Keep what the window shows, scrolled to a part of the page."""
    if at:
        page.locator(at).first.scroll_into_view_if_needed()
        page.locator(at).first.evaluate("e => window.scrollTo(0, e.offsetTop - 20)")
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(TARGET / f"{name}-{language}.webp", quality=72, method=6)


def of_coach(page: Page, language: str) -> None:
    """Take the pictures of the guide for coaches."""
    sign_in(page, COACH, language)
    page.goto("/")
    take(page, "my-day", language)
    page.goto("/contacts/new")
    take(page, "contact", language)
    page.goto(first_client(page, "/profile/conditions", 'name="hours"'))
    take(page, "profile", language)
    page.goto(first_client(page, "/introduction", 'class="sheet"'))
    take(page, "introduction", language, at="h1")


def of_placement(page: Page, language: str) -> None:
    """Take the pictures of the guide to forms B–E."""
    sign_in(page, COACH, language)
    page.goto("/")
    take(page, "due", language, at="#due")
    page.goto("/meetings/new")
    take(page, "meeting", language)
    client, job = first_job(page, "/support", 'aria-labelledby="plan"')
    page.goto(f"{client}/jobs/{job}/support")
    take(page, "support", language)
    page.goto(f"{client}/jobs/{job}")
    take(page, "job", language)
    page.goto(f"{client}/benefits/new?job={job}")
    take(page, "benefits", language)
    page.goto(f"{client}/jobs/{job}/end")
    take(page, "end", language)


def first_job(page: Page, below: str, mark: str) -> tuple[str, str]:
    """Return the address of a client and the id of a job whose page holds a piece of HTML."""
    page.goto("/clients")
    for client in dict.fromkeys(re.findall(r"/clients/[a-z2-7]{26}(?=\")", page.content())):
        told = page.request.get(client).text()
        for job in dict.fromkeys(re.findall(rf"{client}/jobs/([a-z2-7]{{26}})\"", told)):
            answer = page.request.get(f"{client}/jobs/{job}{below}")
            if answer.status == 200 and mark in answer.text():
                return client, job
    raise SystemExit(f"no job of the demonstration has {below} with {mark}")


def first_client(page: Page, below: str, mark: str) -> str:
    """Return the address of a page of the first client on whose page stands a piece of HTML."""
    page.goto("/clients")
    found = dict.fromkeys(re.findall(r"/clients/[a-z2-7]{26}(?=\")", page.content()))
    for client in found:
        answer = page.request.get(client + below)
        if answer.status == 200 and mark in answer.text():
            return client + below
    raise SystemExit(f"no client of the demonstration has {below} with {mark}")


def begin_version(page: Page) -> None:
    """Begin a new version of a profile, so that carried answers can be shown."""
    sign_in(page, COACH, "fi")
    page.goto(first_client(page, "/profile", "/profile/reopen"))
    page.locator("form[action$='/profile'] button").click()


def of_leader(page: Page, language: str) -> None:
    """Take the pictures of the guide for leaders."""
    sign_in(page, LEADER, language)
    page.goto("/caseload")
    take(page, "team", language)
    page.goto("/quality")
    take(page, "quality", language)


def main() -> None:
    """Make a demonstration, serve it, and take every picture."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        config = Config(instance=Path(folder))
        database = making.make(config, say=print)
        server = create_server(create_app(config, database), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        address = f"http://127.0.0.1:{server.effective_port}"
        page = browser.new_page(base_url=address, viewport=SIZE, locale="fi-FI")
        begin_version(page)
        for language in LANGUAGES:
            of_coach(page, language)
            of_placement(page, language)
            of_leader(page, language)
        browser.close()
        database.close()
    print(f"{len(list(TARGET.glob('*.webp')))} pictures in static/help")


if __name__ == "__main__":
    main()
