"""The checks of the forms that are about pages, under their numbers (forms.md, part 10)."""

from __future__ import annotations

import re

import pytest

from coaching.accounts import organisation
from coaching.definitions import reading
from coaching.definitions.types import Kind
from coaching.profiles.types import Disclosure
from tests.factories import make_employer
from tests.jobs import begin, make_job
from tests.markup import words_of
from tests.people import People
from tests.profiles import LEAST, fill, talk
from tests.routes import rules, takes
from tests.web.test_access import CAST, expected

SAVE = {"b": "Save meeting", "c": "Mark as ready", "d": "Save the end", "e": "Save the decision"}
NEEDED = {
    "b": {"employer"},
    "c": {"title", "start", "contract", "hours", "open_to_all", "paid_by_agreement", "set_aside"},
    "d": {"end", "reason", "next"},
    "e": {"wants"},
}
"""What an empty form asks for, beside each field."""

ASKED_NEVER = re.compile(
    r"\beuro|€|\bpay\b(?! subsidy)|\bwages?\b|\bsalary|\bamount|\bdiagnos|identity code|\bssn\b"
    r"|palkka\b|palkan|summa\b|diagnoosi|henkilötunnus|\bhetu\b",
    re.I,
)


@pytest.fixture
def jobs(database, people, prepared):
    """A job that is only begun, and one that has started, as public ids."""
    made = {}

    def make(session, person, period):
        made["begun"] = begin(session, person, period).public_id
        other = make_employer(session, "Pesula Ky")
        made["started"] = make_job(session, person, period, employer=other).public_id

    prepared(make)
    return made


@pytest.fixture
def pages(client, jobs):
    """The page on which each form of a job, and a meeting, is filled in."""
    of_client = {"period_id": client}
    return {
        "b": ("meetings.log_meeting", {}),
        "c": ("jobs.edit_start", {**of_client, "job_id": jobs["begun"]}),
        "d": ("jobs.record_end", {**of_client, "job_id": jobs["started"]}),
        "e": ("support.edit_support", {**of_client, "job_id": jobs["started"]}),
    }


def test_check_2_the_screen_says_why_nobody_speaks_for_a_client_who_tells_nothing(
    signed_in, client, prepared, database
):
    prepared(talk, Disclosure.NOTHING, ())
    with database.write() as session:
        cafe = make_employer(session, "Rantakahvila Oy", person="Siv Holm").public_id

    signed_in.get("meetings.log_meeting", employer=cafe)

    offered = {one.get("value") for one in signed_in.markup.buttons() if one.get("name") == "pick"}
    assert client not in offered
    assert "has decided that the employer is told nothing" in signed_in.main


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("form", ["a", "b", "c", "d", "e"])
def test_check_9_every_field_has_its_label_and_works_with_the_keyboard(
    page, people, client, prepared, pages, form, language
):
    prepared(fill, LEAST)
    page.sign_in(people.aino, language)

    for endpoint, values in _opened(form, pages, client):
        page.get(endpoint, **values)

        assert page.status == 200
        # That each has a label of its own, and that its words are of the language, every page that
        # is opened is looked through for (tests/markup.py).
        fields = [one for one in _fields(page) if one.get("name")]
        assert fields
        unreachable = [one.get("name") for one in fields if one.get("tabindex") is not None]
        assert unreachable == []
        assert _pressed_by_mouse_only(page) == []


@pytest.mark.parametrize("form", SAVE)
def test_check_9_what_is_missing_is_said_beside_its_field(page, people, pages, form):
    page.sign_in(people.aino)
    endpoint, values = pages[form]
    page.get(endpoint, **values)

    page.submit(SAVE[form])

    assert page.status == 422
    lacking = {name for name in NEEDED[form] if not page.error(name)}
    assert lacking == set()


class TestNothingAsksForMoneyADiagnosisOrAnIdentityCode:
    """Done 6: by default, in no form of the program."""

    @pytest.mark.parametrize("letter", CAST)
    def test_on_no_page_of_the_program(self, page, people, whole_world, letter):
        page.sign_in(getattr(people, CAST[letter]))

        assert _asked_on_pages(page, whole_world, letter) == []

    def test_with_pay_switched_on_form_c_is_found_to_ask_it(
        self, page, database, people: People, whole_world
    ):
        with database.write() as session:
            organisation.put(session, None, "asks_pay", True)
        page.sign_in(people.aino)

        assert _asked_on_pages(page, whole_world, "A") == ["jobs.edit_start: Pay (optional)"]

    def test_in_no_definition_but_for_the_pay_that_is_switched_on(self):
        asked = [
            f"{form.form}.{part.id}"
            for form in reading.every()
            for question in form
            for part in (question, *question.columns)
            if part.kind in (Kind.TEXT, Kind.LINES, Kind.NUMBER, Kind.HOURS)
            and any(ASKED_NEVER.search(part.words[language]) for language in ("fi", "en"))
        ]

        assert asked == ["c.pay"]


def _opened(form, pages, client):
    """Return the pages that a form is filled in on: form A has one for each section."""
    if form != "a":
        return [pages[form]]
    return [
        ("profiles.edit_section", {"period_id": client, "section_id": section.id})
        for section in reading.newest("a").sections
        if section.asked
    ]


def _fields(page):
    """Return what is typed or chosen on a page."""
    found = page.markup.find_all("input", "select", "textarea")
    return [one for one in found if one.get("type") != "hidden"]


def _pressed_by_mouse_only(page):
    """Return what can be pressed and is neither a link, a button nor a field."""
    return [
        one.tag
        for one in page.markup.everything()
        if (one.get("onclick") is not None or one.get("role") in ("button", "link", "checkbox"))
        and one.tag not in ("a", "button", "input", "summary")
    ]


def _asked_on_pages(page, world, letter):
    """Open every page with a form; return fields to type in whose label asks what is never asked."""
    found = []
    for rule in rules():
        with_form = takes(rule, "GET") and takes(rule, "POST")
        if not with_form or expected(rule.endpoint, letter) != 200:
            continue
        page.get(rule.endpoint, **world.values(rule))
        labels = {one.get("for"): words_of(one) for one in page.markup.find_all("label")}
        typed = [
            one
            for one in _fields(page)
            if one.tag == "textarea" or one.get("type", "text") in ("text", "number")
        ]
        asked = [labels.get(one.get("id"), "") for one in typed]
        found += [f"{rule.endpoint}: {words}" for words in asked if ASKED_NEVER.search(words)]
    return found
