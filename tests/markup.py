"""Reads one page of HTML and says everything that is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
from sqlalchemy import select
from werkzeug.test import TestResponse

from coaching.clients.models import Client
from coaching.db import Database
from tests.words import untranslated

CONTROLS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button", "image", "reset")
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns")
LEFTOVERS = re.compile(
    r"%\(\w+\)|\{\{|\{%|\bNone\b|\bUndefined\b|<\w+ object|\b[A-Z]\w+\.[A-Z_]{3,}\b"
)
MANY_CLIENTS = 200


def words_of(element: Element) -> str:
    """Return the words inside an element with single spaces; scripts are not words."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template"):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if element.tag not in ("a", "b", "em", "i", "strong", "span", "abbr", "time"):
        yield " "


class Markup:
    """One parsed page."""

    def __init__(self, html: str) -> None:
        self.html = html
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        self.root: Element = parser.parse(html)
        self.faults = [
            f"line {place[0]}: {html5lib.constants.E[code] % facts}"
            for place, code, facts in parser.errors
        ]
        self.ids = {item.get("id"): item for item in self.everything() if item.get("id")}
        self.parent = {child: item for item in self.everything() for child in item}

    def everything(self) -> Iterator[Element]:
        """Give every element of the page."""
        return (item for item in self.root.iter() if isinstance(item.tag, str))

    def find_all(self, *tags: str) -> list[Element]:
        """Return the elements with these tags, in the page's order."""
        return [item for item in self.everything() if item.tag in tags]

    @cached_property
    def body(self) -> Element:
        """The page's body."""
        return self.find_all("body")[0]

    @cached_property
    def title(self) -> str:
        """The page's title."""
        return " ".join(words_of(item) for item in self.find_all("title"))

    @cached_property
    def h1(self) -> str:
        """The page's heading."""
        return " / ".join(words_of(item) for item in self.find_all("h1"))

    # ---- forms

    def buttons(self) -> list[Element]:
        """Return the buttons of the page."""
        return [item for item in self.find_all("button") if item.get("type") != "button"]

    def form_of(self, item: Element) -> Element | None:
        """Return the form that a control belongs to."""
        if item.get("form"):
            return self.ids.get(item.get("form"))
        above = self.parent.get(item)
        while above is not None and above.tag != "form":
            above = self.parent.get(above)
        return above

    def buttons_of(self, form: Element) -> list[Element]:
        """Return the buttons that send a form."""
        return [item for item in self.buttons() if self.form_of(item) is form]

    def controls_of(self, form: Element) -> list[Element]:
        """Return the fields of a form, hidden ones too."""
        return [item for item in self.find_all(*CONTROLS) if self.form_of(item) is form]

    def controls(self, name: str) -> list[Element]:
        """Return the fields with a name."""
        return [item for item in self.find_all(*CONTROLS) if item.get("name") == name]

    def options(self, name: str) -> list[str]:
        """Return the values that can be chosen for a name; none for a field to type in."""
        values = []
        for control in self.controls(name):
            if control.tag == "select":
                values += [option.get("value", words_of(option)) for option in _options(control)]
            elif control.get("type") in ("checkbox", "radio"):
                values.append(control.get("value", "on"))
        return values

    def chosen(self, select_list: Element) -> list[str]:
        """Return the chosen values of a list as a browser would send them."""
        options = _options(select_list)
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and select_list.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", words_of(option)) for option in chosen]

    def problem_of(self, name: str) -> str | None:
        """Return the sentence beside a field: what its description with class `problem` says."""
        controls = self.controls(name)
        assert controls, f"no field “{name}” on the page"
        for item in [controls[0], *self._above(controls[0])]:
            for target in (item.get("aria-describedby") or "").split():
                found = self.ids.get(target)
                if found is not None and "problem" in (found.get("class") or "").split():
                    return words_of(found)
        return None

    def token(self) -> str:
        """Return a form token of the page, empty when it has none."""
        return next((item.get("value", "") for item in self.controls("csrf_token")), "")

    def _above(self, item: Element) -> Iterator[Element]:
        while (above := self.parent.get(item)) is not None:
            yield above
            item = above

    # ---- what is wrong

    def check(self, address: str, response: TestResponse, database: Database) -> None:
        """Fail with everything that is wrong with the page."""
        problems = [
            *self.faults,
            *self._frame(response.status_code),
            *self._ids(),
            *self._labels(),
            *self._forms(),
            *self._policy(),
            *self._words(),
            *self._secrets(address, database),
            *_headers(response),
        ]
        listed = "\n  - ".join(problems)
        assert not problems, f"{address} ({response.status_code}) is not a good page:\n  - {listed}"

    def _frame(self, status: int) -> Iterator[str]:
        if not self.html.lstrip().lower().startswith("<!doctype html>"):
            yield "no doctype"
        if self.root.get("lang") not in ("fi", "sv", "en"):
            yield "html has no language"
        for tag in ("h1", "main", "title"):
            if len(self.find_all(tag)) != 1:
                yield f"{len(self.find_all(tag))} {tag} elements instead of one"
        # A page with problems begins its title with their number.
        good = self.h1 in self.title if status == 422 else self.title.startswith(self.h1)
        if not good or not self.h1:
            yield f"the title “{self.title}” does not begin with the heading “{self.h1}”"

    def _ids(self) -> Iterator[str]:
        counts = Counter(item.get("id") for item in self.everything() if item.get("id"))
        yield from (f"the id {name} stands {n} times" for name, n in counts.items() if n > 1)
        for item in self.everything():
            for attribute in REFERENCES:
                for target in (item.get(attribute) or "").split():
                    if target not in self.ids:
                        yield f"{attribute} of <{item.tag}> points to nothing: {target}"
            if item.tag == "label" and item.get("for") and item.get("for") not in self.ids:
                yield f"the label “{words_of(item)}” is for nothing: {item.get('for')}"
            href = item.get("href") or ""
            if item.tag == "a" and len(href) > 1 and href[0] == "#" and href[1:] not in self.ids:
                yield f"the link “{words_of(item)}” leads nowhere: {href}"

    def _labels(self) -> Iterator[str]:
        labelled = {item.get("for") for item in self.find_all("label") if words_of(item)}
        for control in self.find_all(*CONTROLS):
            if control.get("type") in UNLABELLED:
                continue
            wrapped = any(item.tag == "label" and words_of(item) for item in self._above(control))
            named = control.get("aria-label") or control.get("aria-labelledby")
            if not (wrapped or named or control.get("id") in labelled):
                yield f"the field {control.get('name')} has no label"
        for item in self.find_all("a", "button", "summary"):
            pictured = any(picture.get("alt") for picture in item.iter("img"))
            if not (words_of(item) or item.get("aria-label") or pictured):
                yield f"<{item.tag}> has no words: {item.attrib}"
        for item in self.find_all("img"):
            if item.get("alt") is None:
                yield f"the picture {item.get('src')} has no alt"

    def _forms(self) -> Iterator[str]:
        for form in self.find_all("form"):
            names = [control.get("name") for control in self.controls_of(form)]
            if (form.get("method") or "get").lower() == "post" and "csrf_token" not in names:
                yield f"the form to {form.get('action')} has no token"
            if not self.buttons_of(form):
                yield f"the form to {form.get('action')} has no button"

    def _policy(self) -> Iterator[str]:
        for item in self.everything():
            if item.tag == "style" or (item.tag == "script" and not item.get("src")):
                yield f"inline <{item.tag}>"
            for name, value in item.attrib.items():
                if name == "style" or str(name).startswith("on"):
                    yield f"inline {name} on <{item.tag}>"
                outside = name in ("src", "srcset", "action") or item.tag == "link"
                if outside and re.match(r"(https?:)?//", value):
                    yield f"<{item.tag}> loads from another host: {value}"

    def _words(self) -> Iterator[str]:
        seen = self._visible()
        yield from (f"left over in the words: “{t}”" for t in seen if LEFTOVERS.search(t))
        language = self.root.get("lang") or "en"
        yield from (f"not in {language}: “{text}”" for text in untranslated(language, seen))

    def _visible(self) -> list[str]:
        found = [part for item in self.everything() for part in (item.text, item.tail)
                 if part and item.tag not in ("script", "style", "textarea")]  # fmt: skip
        for item in self.everything():
            found += [item.get(name, "") for name in ("aria-label", "alt", "title", "placeholder")]
        return [text for part in found if (text := " ".join(part.split()))]

    def _secrets(self, address: str, database: Database) -> Iterator[str]:
        with database.read() as session:
            clients = session.scalars(select(Client).limit(MANY_CLIENTS)).all()
            secrets = [word for c in clients for word in (c.code, c.name) if word]
        for secret in secrets:
            if secret in self.title:
                yield f"the title tells who the client is: {self.title}"
            if secret in unquote(address.replace("+", " ")):
                yield f"the address tells who the client is: {address}"


def _options(select_list: Element) -> list[Element]:
    return list(select_list.iter("option"))


def _headers(response: TestResponse) -> Iterator[str]:
    headers = response.headers
    if not headers.get("Content-Security-Policy", "").startswith("default-src 'none'"):
        yield "no strict content policy"
    for name, value in (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")):
        if headers.get(name) != value:
            yield f"the header {name} is {headers.get(name)!r}, not {value!r}"
    if "Referrer-Policy" not in headers:
        yield "no Referrer-Policy"
    for cookie in headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie:
            yield f"a cookie is too open: {cookie.split('=')[0]}"
