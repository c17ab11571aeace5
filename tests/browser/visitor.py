"""A person at a real browser: finds things by their words; every page met is looked over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from coaching.accounts import sessions
from coaching.accounts.models import User
from coaching.db import Database
from coaching.security import TOKEN
from tests.people import Person

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Site:
    """A served application: its address, and what stands behind it."""

    address: str
    app: Flask
    database: Database


@dataclass
class Visitor:
    """One browser window in one language and size."""

    page: Page
    site: Site
    language: str
    inspector: Page | None
    """Where a window without scripts is looked over: axe is a script and needs them."""
    pages_met: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _looked_at: set[tuple[str, str]] = field(default_factory=set)

    def sign_in(self, person: Person) -> None:
        """Come in as a person, past the sign-in page, in the window's language."""
        with self.site.database.write() as session:
            user = session.get_one(User, person.user_id)
            user.language = self.language
            token = sessions.begin(session, user)
        signer = self.site.app.session_interface.get_signing_serializer(self.site.app)
        name = self.site.app.config["SESSION_COOKIE_NAME"]
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": name, "value": signer.dumps({TOKEN: token}), "url": self.site.address}]
        )

    def open(self, path: str) -> None:
        """Open an address and look the page over."""
        self.page.goto(path)
        self.look()

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press the button with these words and look over the page it leads to."""
        button = (within or self.page).get_by_role("button", name=words, exact=True)
        with self.page.expect_navigation():
            button.click()
        self.look()

    def follow(self, words: str, within: Locator | None = None) -> None:
        """Follow the link with these words and look over the page it leads to."""
        link = (within or self.page).get_by_role("link", name=words, exact=True)
        with self.page.expect_navigation():
            link.click()
        self.look()

    def type(self, label: str, words: object) -> None:
        """Write into the field with this label; dates as Finns write them."""
        if isinstance(words, date):
            words = f"{words.day}.{words.month}.{words.year}"
        self.page.get_by_label(label, exact=True).fill(str(words))

    def tick(self, words: str, group: str | None = None) -> None:
        """Choose the option with these words, in the group with that legend when named."""
        where = self.page.get_by_role("group", name=group) if group else self.page
        where.get_by_label(words, exact=True).check(force=True)

    def choose(self, label: str, words: str) -> None:
        """Choose from the list with this label."""
        self.page.get_by_label(label, exact=True).select_option(label=words)

    @property
    def words(self) -> str:
        """What the page says."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def heading(self) -> str:
        """The page's heading."""
        return self.page.locator("h1").inner_text()

    def look(self) -> None:
        """Fail unless axe, the width and the console are content with the page.

        A page whose markup was looked at already is not looked at again.
        """
        seen = (urlsplit(self.page.url).path, self.page.content())
        if seen in self._looked_at:
            return
        self._looked_at.add(seen)
        self.pages_met.append(seen[0])
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        violations = axe_of_whole_page(self._with_scripts())
        assert not violations, f"{self.page.url}\n" + "\n".join(violations)
        width, fits = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= fits, f"{self.page.url} is {width} px wide in a window of {fits}"

    def _with_scripts(self) -> Page:
        """Return the page, or a copy of it in which axe may run but the page's own scripts not."""
        if self.inspector is None:
            return self.page
        html, context = self.page.content(), self.inspector.context
        context.clear_cookies()
        context.add_cookies(self.page.context.cookies())  # type: ignore[arg-type]
        self.inspector.unroute_all()
        self.inspector.route(
            self.page.url.split("#")[0],
            lambda route: route.fulfill(
                body=html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": "script-src 'none'"},
            ),
        )
        self.inspector.goto(self.page.url)
        return self.inspector

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()
        if self.inspector is not None:
            self.inspector.context.close()


@cache
def _axe_source() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


# What axe is content with, every element of the page, would take longer to hand over than to check.
_RUN_AXE = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations.flatMap(
        ({id, help, nodes}) => nodes.map(node => `${id}: ${help}: ${node.html.slice(0, 200)}`)
    );
}"""


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it stands, a line for each place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    return list(page.evaluate(_RUN_AXE, RULES))


def axe_of_whole_page(page: Page) -> list[str]:
    """Return what axe finds, without targets that a bar half covers at one place of scrolling.

    A bar that sticks to the window's edge covers what scrolls by; in a window as high as the page
    it covers nothing, and a target that is too small is still too small there.
    """
    found = axe(page)
    size = page.viewport_size
    if size is None or not any(words.startswith("target-size") for words in found):
        return found
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height})
    found = axe(page)
    page.set_viewport_size(size)
    return found


def open_window(
    browser: Browser, site: Site, *, width: int, language: str, scripts: bool, dark: bool = False
) -> Visitor:
    """Open a window of a size; it complains of script errors and of any address but ours."""
    settings: Any = {
        "base_url": site.address,
        "viewport": {"width": width, "height": 900 if width > 600 else 844},
        "locale": f"{language}-FI",
        "timezone_id": "Europe/Helsinki",
        "color_scheme": "dark" if dark else "light",
        "has_touch": width < 600,
    }
    context = browser.new_context(java_script_enabled=scripts, **settings)
    context.set_default_timeout(10_000)
    inspector = None if scripts else browser.new_context(**settings).new_page()
    visitor = Visitor(context.new_page(), site, language, inspector)

    def console(message: ConsoleMessage) -> None:
        # A refused form answers 422, which the browser reports as a failed load: that is meant.
        if message.type == "error" and "status of 4" not in message.text:
            visitor.complaints.append(message.text)

    def request(sent: Request) -> None:
        if not sent.url.startswith((site.address, "data:", "about:")):
            visitor.complaints.append(f"asks another host: {sent.url}")

    visitor.page.on("console", console)
    visitor.page.on("request", request)
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    return visitor
