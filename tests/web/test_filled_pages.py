"""Every page with a form comes back filled: the sign-in had ended, or the text was kept for later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from coaching import clock
from coaching.accounts.models import Typing
from coaching.unsaved import MARKS, is_kept
from tests.markup import words_of
from tests.page import Page
from tests.routes import rules, takes
from tests.web.test_access import CAST, expected

NOT_KEPT = {
    "employers.import_file",  # a file, which no browser lets be filled in again
    "client_lists.import_list",  # another one
    "accounts.change_password",  # passwords only
    "clients.list_clients",  # what is looked for is not saved, and is typed again in a moment
}
ONLY_A_BUTTON = {
    "administration.close_person",
    "client_lists.undo_list",
    "due.own_calendar",
    "employers.remove_person",
    "employers.undo_import",
    "employers.undo_merge",
    "reviews.throw_away_review",
}
ASKED = {"employers.add_employer": {"name": "Leipomo"}}
"""What an address is asked for so that its page has a form."""
SAVES_NOTHING = {"profiles.introduce"}
"""Makes a document of what is saved already; nothing of it is kept for later."""
EARLIER = "a" * 26
"""Text that stands in the world already (tests/world.py)."""
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def pages_with_forms(*, to_type_in=True):
    """Return each page that a form is sent to, with one of the cast who may open it.

    With `to_type_in` off, those whose form is nothing but a button.
    """
    found = []
    for rule in rules():
        openers = [letter for letter in CAST if expected(rule.endpoint, letter) == 200]
        both = takes(rule, "GET") and takes(rule, "POST")
        wanted = (rule.endpoint in ONLY_A_BUTTON) is not to_type_in
        if both and openers and wanted and rule.endpoint not in NOT_KEPT:
            found.append(pytest.param(rule, CAST[openers[-1]], id=rule.rule))
    return found


def filled(markup, form):
    """Return something for every field of a form, as somebody might type it."""
    typed = MultiDict()
    for control in markup.controls_of(form):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.get("disabled") is not None:
            continue
        if kind in ("hidden", "submit", "button"):
            typed.add(name, control.get("value", ""))
        elif kind == "checkbox" or (kind == "radio" and name not in typed):
            typed.add(name, control.get("value", "on"))
        elif control.tag == "select":
            typed.add(name, markup.options(name)[-1])
        elif kind != "radio":
            typed.add(name, f"typed {name}")
    return typed


def shown(page, names):
    """Return what stands in the fields of the page's own forms, not in those of its foot."""
    markup, found = page.markup, MultiDict()
    own = urlsplit(page.address).path
    for form in markup.find_all("form"):
        if urlsplit(form.get("action") or own).path != own:
            continue
        for control in markup.controls_of(form):
            name, kind = control.get("name"), control.get("type", "text")
            if name not in names:
                continue
            if kind in ("checkbox", "radio"):
                if control.get("checked") is not None:
                    found.add(name, control.get("value", "on"))
            elif control.tag == "select":
                found.setlist(name, [*found.getlist(name), *markup.chosen(control)])
            elif control.tag == "textarea":
                found.add(name, (control.text or "").removeprefix("\n"))
            else:
                found.add(name, control.get("value", ""))
    return found


def form_of_page(page):
    """Return the form that is sent to the page itself; None when there is nothing to type in."""
    for form in page.markup.find_all("form"):
        to = urlsplit(form.get("action") or page.address).path
        text = [c for c in page.markup.controls_of(form) if c.get("type") not in ("hidden",)]
        if form.get("method") == "post" and to == urlsplit(page.address).path and text:
            return form
    return None


@pytest.fixture
def opened(page: Page, people, whole_world):
    """Open a page as somebody and fill in its form: opened(rule, name) gives what was typed."""

    def fill(rule, name):
        with clock.at(START):
            page.sign_in(getattr(people, name))
            page.get(rule.endpoint, **whole_world.values(rule), **ASKED.get(rule.endpoint, {}))
        assert page.status == 200
        form = form_of_page(page)
        assert form is not None
        return form, filled(page.markup, form)

    return fill


def check(page, database, typed):
    """Fail unless the page holds what was typed and says that it is not saved."""
    names = [name for name in typed if is_kept(name) and name not in MARKS]
    came_back = shown(page, names)
    assert page.status == 200
    assert "Your text is back. It is not saved yet: check it and save." in page.messages
    assert {n: came_back.getlist(n) for n in names} == {n: typed.getlist(n) for n in names}
    with database.read() as session:
        rows = session.scalars(select(Typing.kind)).all()
    assert len(rows) == 1 + (EARLIER in rows)


@pytest.mark.parametrize(("rule", "name"), pages_with_forms(to_type_in=False))
def test_a_page_of_one_button_has_nothing_to_type_in(page: Page, people, whole_world, rule, name):
    page.sign_in(getattr(people, name))

    page.get(rule.endpoint, **whole_world.values(rule))

    assert page.status == 200
    assert form_of_page(page) is None


@pytest.mark.parametrize(("rule", "name"), pages_with_forms())
def test_a_page_comes_back_as_it_was_filled(page: Page, people, database, opened, rule, name):
    _form, typed = opened(rule, name)

    with clock.at(START + timedelta(hours=1)):
        answer = page.client.post(page.address, data=typed)
        back = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert back["kept"] == back["ended"] == ["1"]
        page.sign_in(getattr(people, name))
        page.get(back["next"][0])

        check(page, database, typed)


@pytest.mark.parametrize(("rule", "name"), pages_with_forms())
def test_a_page_is_kept_for_later_by_its_button(page: Page, database, opened, rule, name):
    form, typed = opened(rule, name)
    if rule.endpoint in SAVES_NOTHING:
        return
    assert "Keep for later" in [words_of(button) for button in page.markup.buttons_of(form)]

    with clock.at(START + timedelta(minutes=1)):
        answer = page.client.post(
            page.address, data=MultiDict([*typed.items(multi=True), ("keep", "1")])
        )
        assert answer.status_code == 303
        page.get(answer.headers["Location"])

        assert page.messages[0].startswith("Kept for later, 10:01")
        check(page, database, typed)
        page.get(page.address.partition("kept=")[0].rstrip("?&"))
        check(page, database, typed)
        page.submit("Throw the text away")
        assert page.messages[0] == "The text was thrown away"
