"""Buttons that lead out of a half-filled form keep what is typed, without scripts too."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.jobs.models import Job
from coaching.profiles import versions
from coaching.support import deciding
from coaching.support.types import Decision, Wants
from tests.jobs import begin, make_job

BACK = "Your text is back. It is not saved yet: check it and save."


@pytest.fixture
def job(database):
    """Read the one job there is, as its public id."""

    def read():
        with database.read() as session:
            return session.scalars(select(Job.public_id)).one()

    return read


class TestFromFormC:
    @pytest.fixture
    def start(self, signed_in, client, prepared, job):
        prepared(begin)
        return signed_in.get("jobs.edit_start", period_id=client, job_id=job())

    def test_a_benefits_check_leads_back_to_the_filled_page(self, start):
        start.submit("Check now: Benefits check before start", induction="Two weeks beside Mirja")
        assert start.h1 == "Benefits check"

        start.submit("Save the check", result="declined")

        assert start.h1 == "C Job start"
        assert start.field("induction") == "Two weeks beside Mirja"
        assert BACK in start.text

    def test_so_does_one_that_is_cancelled_after_a_look_at_the_client_card(self, start):
        start.submit("Check now: Benefits check before start", induction="Two weeks beside Mirja")
        start.submit("Client card", waiting_for="Kela calls back")
        start.follow("Cancel")
        assert start.field("waiting_for") == "Kela calls back"

        start.follow("Cancel")

        assert start.field("induction") == "Two weeks beside Mirja"

    def test_enter_saves(self, start):
        (form,) = [one for one in start.markup.find_all("form") if one.get("class") == "start"]

        first, *_others = start.markup.buttons_of(form)

        assert first.get("name") is None


def test_another_part_of_form_a_is_opened_without_losing_this_one(signed_in, client, prepared):
    prepared(lambda session, aino, stay: versions.begin(session, aino.actor, stay))
    signed_in.get("profiles.edit_section", period_id=client, section_id="goal_section")

    signed_in.submit("2 Conditions empty", goal="A job in the open air")

    assert signed_in.title.startswith("Client profile: Conditions")
    signed_in.submit("1 Goal empty")
    assert signed_in.field("goal") == "A job in the open air"


def test_planned_contacts_are_moved_without_losing_the_plan(signed_in, client, prepared, job):
    def prepare(session, aino, stay):
        made = make_job(session, aino, stay)
        deciding.decide(session, aino.actor, stay, made, Decision(clock.today(), Wants.YES))

    prepared(prepare)
    signed_in.get("support.edit_support", period_id=client, job_id=job())

    signed_in.submit("Move contacts or leave them out", warning="I stop answering the phone")

    signed_in.submit("Save the days")
    assert signed_in.field("warning") == "I stop answering the phone"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_no_address_leads_to_another_site(signed_in, client, elsewhere):
    signed_in.get("benefits.record_check", period_id=client, next=elsewhere)
    names = ("csrf_token", "submission", "row_version")
    sent = {name: signed_in.field(name) for name in names} | {"waiting_for": "An answer"}

    answer = signed_in.client.post(signed_in.address, data={**sent, "keep": elsewhere})

    assert answer.status_code == 303
    assert answer.location.startswith("/clients/")
    signed_in.follow("Cancel")
    assert signed_in.title.startswith("Client –")
