"""Pages of form A as it goes on: versions, ready and reopened, as text, and who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients import doors
from coaching.clients.stays import close
from coaching.clients.types import ClosingReason
from coaching.profiles import versions
from coaching.profiles.types import Disclosure
from coaching.uselog.types import Basis
from tests.factories import make_assignment
from tests.profiles import LEAST, REQUIRED, fill, make_ready, talk

TODAY = clock.today()


def begin_next(session, person, period):
    make_ready(session, person, period)
    versions.begin(session, person.actor, period)


def edit(page, client, section):
    return page.get("profiles.edit_section", period_id=client, section_id=section)


class TestVersions:
    def test_a_new_version_shows_where_each_answer_came_from(self, signed_in, client, prepared):
        prepared(make_ready)
        signed_in.get("profiles.show_profile", period_id=client)

        signed_in.submit("Begin a new version")

        day = signed_in.main.partition("From: client profile version 1, Aino Ahola, ")[2]
        assert day
        assert "Still right: Work I want" in signed_in.buttons
        assert "version 2 draft" in signed_in.main

    def test_still_right_is_said_with_one_button(self, signed_in, client, prepared, newest):
        prepared(begin_next)
        edit(signed_in, client, "conditions")

        signed_in.submit("Still right: Suitable hours a week")

        assert signed_in.h1 == "Client profile: Conditions"
        assert "Still right: Suitable hours a week" not in signed_in.buttons
        assert "Last confirmed" in signed_in.main
        assert newest().answers["hours"] == "15–20"

    def test_an_old_version_is_shown_as_it_was(self, signed_in, client, prepared):
        prepared(make_ready)
        prepared(talk, Disclosure.NOTHING)
        prepared(lambda session, person, period: versions.begin(session, person.actor, period))
        prepared(fill, {"goal": "Another goal"})

        signed_in.get("profiles.show_profile", period_id=client, version=1)

        assert REQUIRED["goal"] in signed_in.main
        assert "only what we agree" in signed_in.main
        assert "nothing is told" not in signed_in.main
        assert "Mark as ready" not in signed_in.buttons

    def test_reopened_and_ready_again(self, signed_in, client, prepared, newest):
        prepared(make_ready)
        signed_in.get("profiles.show_profile", period_id=client)

        signed_in.submit("Reopen")

        assert "version 1 reopened" in signed_in.main
        signed_in.submit("Mark as ready")
        assert newest().state == "ready"

    def test_a_part_of_a_ready_form_leads_to_the_whole_form(self, signed_in, client, prepared):
        prepared(make_ready)

        edit(signed_in, client, "goal_section")

        assert signed_in.h1 == "Client profile"

    def test_a_second_begin_says_that_there_is_a_draft(self, signed_in, client, prepared):
        prepared(fill, LEAST)

        signed_in.post("profiles.begin_profile", {}, period_id=client)

        assert signed_in.status == 422
        assert "The newest version is still a draft" in signed_in.main

    def test_ready_with_answers_missing_says_how_many(self, signed_in, client, prepared):
        prepared(fill, LEAST)

        signed_in.post("profiles.mark_ready", {}, period_id=client)

        assert signed_in.status == 422
        assert "7 answers are still missing" in signed_in.main


class TestWhoMay:
    GETS = ("profiles.show_profile",)
    POSTS = ("profiles.begin_profile", "profiles.mark_ready", "profiles.reopen_profile")

    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_a_client_of_somebody_else_is_not_there(self, page, people, client, prepared, name):
        prepared(make_ready)
        page.sign_in(getattr(people, name))

        for endpoint in self.GETS:
            assert page.get(endpoint, period_id=client).status == 404
        for endpoint in self.POSTS:
            assert page.post(endpoint, {}, period_id=client).status == 404
        for endpoint in ("profiles.edit_section", "profiles.fill_section"):
            answer = page.post(endpoint, {}, period_id=client, section_id="people")
            assert answer.status == 404

    def test_a_former_coach_reads_and_changes_nothing(
        self, page, people, client, prepared, newest, database
    ):
        prepared(fill, LEAST)
        with database.write() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            make_assignment(session, period, people.bengt, ended_on=TODAY - timedelta(days=1))
        page.sign_in(people.bengt)

        page.get("profiles.show_profile", period_id=client)

        assert "laundry work" in page.main
        assert not {"Mark as ready", "Reopen", "Begin a new version"} & set(page.buttons)
        assert edit(page, client, "goal_section").status == 404
        assert page.post("profiles.begin_profile", {}, period_id=client).status == 404
        assert newest().answers == LEAST

    def test_of_a_closed_stay_the_form_can_only_be_read(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        prepared(
            lambda session, person, period: close(
                session, person.actor, period, ClosingReason.MOVED, TODAY
            )
        )

        signed_in.get("profiles.show_profile", period_id=client)

        assert "laundry work" in signed_in.main
        assert "Edit: 1 Goal" not in signed_in.links
        edit(signed_in, client, "goal_section")
        assert signed_in.h1 == "Client profile"
        signed_in.post(
            "profiles.edit_section", {"goal": "X"}, period_id=client, section_id="goal_section"
        )
        assert signed_in.status == 422
        assert newest().answers == LEAST

    def test_a_section_that_no_form_has_is_not_there(self, signed_in, client, prepared):
        assert edit(signed_in, client, "goal_section").status == 404
        prepared(fill, LEAST)

        assert edit(signed_in, client, "ready").status == 404
        assert edit(signed_in, client, "no_such").status == 404
        signed_in.get("profiles.show_profile", period_id=client, version=7)
        assert signed_in.status == 404
