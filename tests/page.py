"""A browser without a screen: opens pages, fills in forms by their buttons, checks all it sees.

page.sign_in(people.aino)
page.get("contacts.log_contact", period_id=client.public_id)
page.submit("Save contact", on=date(2026, 11, 2), minutes=30)
assert page.status == 422
assert page.error("on") == "The date is before the client was known to the service"
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from coaching.accounts import sessions
from coaching.accounts.models import User
from coaching.db import Database
from coaching.security import TOKEN
from tests.markup import Markup, words_of
from tests.people import Person


@dataclass(frozen=True)
class File:
    """A file chosen in a form."""

    content: bytes
    name: str


class Page:
    """The page in front of one person; each answer of the server is checked as it comes."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        self.database = database
        self.client = self._new_client()
        self.address = ""
        self.response: TestResponse
        self.markup: Markup | None = None

    # ---- going places

    def sign_in(self, person: Person, language: str | None = None) -> None:
        """Come in as a person, past the sign-in page; with their language changed when given."""
        with self.database.write() as session:
            user = session.get_one(User, person.user_id)
            user.language = language or user.language
            user.must_change_password = False
            token = sessions.begin(session, user)
        with self.client.session_transaction() as cookie:
            cookie[TOKEN] = token
        # A page that somebody else has opened is not this person's to send.
        self.markup = None

    def sign_out(self) -> None:
        """Forget every cookie, as a browser that was closed."""
        self.client = self._new_client()

    def url(self, endpoint: str, **values: object) -> str:
        """Return the address of a view; a path is taken as it is."""
        if endpoint.startswith("/"):
            return f"{endpoint}?{urlencode(values)}" if values else endpoint
        with self.app.test_request_context():
            return str(self.app.url_for(endpoint, **values))

    def get(self, endpoint: str, **values: object) -> Page:
        """Open a page by its endpoint (with the values of its address) or its path."""
        return self._open("GET", self.url(endpoint, **values))

    def post(self, endpoint: str, data: dict[str, Any], **values: object) -> Page:
        """Send made-up form data as a forger would, but with a valid token; follows redirects."""
        token = {"csrf_token": self.token()}
        return self._open("POST", self.url(endpoint, **values), _typed_all({**token, **data}))

    def follow(self, words: str) -> Page:
        """Follow the link with these words on the page."""
        found = [link for link in self._seen.find_all("a") if words_of(link) == words]
        assert found, f"{self.address} has no link “{words}”, only {sorted(self.links)}"
        return self._open("GET", urljoin(self.address, found[0].get("href") or ""))

    def submit(self, button: str, **fields: Any) -> Page:
        """Fill in the form that has this button and press it; follow where that leads.

        Fields are named as in the form. Dates are typed as Finns do, a bool ticks a box, a list
        ticks several; what is not named keeps the value the page gave it.
        """
        form, pressed = self._form_with(button)
        typed = MultiDict(_values_on_page(self._seen, form))
        for name, value in fields.items():
            self._check_field(form, name, value)
            typed.poplist(name)
            typed.setlist(name, _typed(value))
        if pressed.get("name"):
            typed.add(pressed.get("name"), pressed.get("value") or "")
        target = pressed.get("formaction") or form.get("action") or self.address
        method = (form.get("method") or "get").upper()
        return self._open(method, urljoin(self.address, target), typed)

    # ---- looking

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self.response.status_code

    @property
    def body(self) -> bytes:
        """The bytes of the last answer, for documents and pictures."""
        return self.response.data

    @property
    def title(self) -> str:
        """The page's title."""
        return self._seen.title

    @property
    def h1(self) -> str:
        """The page's heading."""
        return self._seen.h1

    @property
    def text(self) -> str:
        """All words of the page, with single spaces."""
        return words_of(self._seen.body)

    @property
    def main(self) -> str:
        """The words of the page without header and footer."""
        return words_of(self._seen.find_all("main")[0])

    @property
    def messages(self) -> list[str]:
        """The sentences the page says first: saved notes, warnings and summaries of problems."""
        return [
            words_of(item)
            for item in self._seen.everything()
            if item.get("role") in ("status", "alert") and words_of(item)
        ]

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {words_of(link): link.get("href") or "" for link in self._seen.find_all("a")}

    @property
    def buttons(self) -> list[str]:
        """The words of the page's buttons."""
        return [words_of(button) for button in self._seen.buttons()]

    def table(self, number: int = 0) -> list[list[str]]:
        """The words of a table, row by row, headings included."""
        table = self._seen.find_all("table")[number]
        return [[words_of(cell) for cell in row if cell.tag in ("th", "td")]
                for row in table.iter("tr")]  # fmt: skip

    def field(self, name: str) -> Any:
        """What stands in a field: text, a list for several ticks, or None when nothing does."""
        for form in self._seen.find_all("form"):
            if name in {control.get("name") for control in self._seen.controls_of(form)}:
                values = MultiDict(_values_on_page(self._seen, form)).getlist(name)
                return values[0] if len(values) == 1 else values or None
        raise AssertionError(f"{self.address} has no field “{name}”")

    def options(self, name: str) -> list[str]:
        """The values that a list, radio buttons or ticks offer."""
        return self._seen.options(name)

    def saved_meanwhile(self, name: str) -> str:
        """What somebody else saved in a field, as the page offers it beside what was typed."""
        (button,) = [
            one for one in self._seen.controls(f"stays-{name}") if one.get("value") == "theirs"
        ]
        label = self._seen.parent[button]
        return words_of(label).partition(" saved ")[0]

    def error(self, name: str) -> str | None:
        """The sentence beside a field, None when the field is right."""
        return self._seen.problem_of(name)

    # ---- inside

    def _new_client(self) -> FlaskClient:
        """Return a browser without cookies, whose reader reads English as the cast does."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    @property
    def _seen(self) -> Markup:
        assert self.markup is not None, f"{self.address} ({self.status}) is not a page"
        return self.markup

    def token(self) -> str:
        """Return a valid form token: of the page, or of the sign-in page."""
        if self.markup is None or not self.markup.token():
            self.get("accounts.change_password")
        return self._seen.token()

    def _open(self, method: str, address: str, typed: MultiDict[str, Any] | None = None) -> Page:
        split = urlsplit(address)
        address = f"{split.path}?{split.query}" if split.query else split.path
        if method == "GET" and typed:
            query = urlencode([(name, value) for name, value in typed.items(multi=True)])
            self.response = self.client.get(f"{split.path}?{query}")
            address = f"{split.path}?{query}"
        elif method == "GET":
            self.response = self.client.get(address)
        else:
            came_from = {"Referer": f"http://localhost{self.address}"}
            self.response = self.client.post(address, data=typed, headers=came_from)
        self.address = address
        if self.status in (301, 302, 303, 307, 308):
            assert method == "GET" or self.status == 303, (
                f"{address} answers {self.status}, not 303"
            )
            return self._open("GET", urljoin(address, self.response.headers["Location"]))
        self.markup = None
        if self.response.mimetype == "text/html":
            self.markup = Markup(self.response.get_data(as_text=True))
            self.markup.check(self.address, self.response, self.database)
        return self

    def _form_with(self, button: str) -> tuple[Element, Element]:
        for form in self._seen.find_all("form"):
            for pressed in self._seen.buttons_of(form):
                if words_of(pressed) == button or pressed.get("aria-label") == button:
                    return form, pressed
        raise AssertionError(f"{self.address} has no button “{button}”, only {self.buttons}")

    def _check_field(self, form: Element, name: str, value: Any) -> None:
        controls = [c for c in self._seen.controls_of(form) if c.get("name") == name]
        known = sorted({str(c.get("name")) for c in self._seen.controls_of(form)})
        assert controls, f"{self.address}: the form has no field “{name}”, only {known}"
        assert all(c.get("disabled") is None for c in controls), f"the field “{name}” is disabled"
        offered = self._seen.options(name)
        wrong = [text for text in _typed(value) if offered and text not in offered and text]
        assert not wrong, f"{self.address}: “{name}” does not offer {wrong}, only {offered}"


def _typed(value: Any) -> list[Any]:
    """Return what a browser would send for a value."""
    if value is None or value is False:
        return []
    if value is True:
        return ["y"]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for item in value for text in _typed(item)]
    if isinstance(value, File):
        return [FileStorage(io.BytesIO(value.content), filename=value.name)]
    if isinstance(value, StrEnum):
        return [value.value]
    if isinstance(value, date):
        return [f"{value.day}.{value.month}.{value.year}"]
    return [str(value)]


def _typed_all(data: dict[str, Any]) -> MultiDict[str, Any]:
    return MultiDict([(name, text) for name, value in data.items() for text in _typed(value)])


def _values_on_page(markup: Markup, form: Element) -> Iterator[tuple[str, str]]:
    """Give the values a browser would send from a form that nobody has touched."""
    for control in markup.controls_of(form):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.get("disabled") is not None or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                yield name, control.get("value", "on")
        elif control.tag == "select":
            yield from ((name, value) for value in markup.chosen(control))
        elif control.tag == "textarea":
            yield name, (control.text or "").removeprefix("\n")
        elif control.tag == "input":
            yield name, control.get("value", "")
