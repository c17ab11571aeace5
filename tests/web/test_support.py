"""The pages of form E: the decision first, then the plan, planned contacts, stepping down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.jobs.models import Job
from coaching.profiles.types import Disclosure
from coaching.support import course, deciding
from coaching.support.models import PlannedContact, Support
from coaching.support.types import Decision, Wants
from tests.factories import make_contact
from tests.jobs import end_job, make_job
from tests.profiles import REQUIRED, fill, talk

TODAY = clock.today()
DAY = timedelta(days=1)
EVERY_ANSWER = {"contact_ok": "yes", "info_given": "yes", "info_how": "Call Aino"}


@pytest.fixture
def job(database, client, people):
    """A job of the client that begins in three days, as its public id."""
    with database.write() as session:
        with_client = joinedload(ServicePeriod.client)
        found = select(ServicePeriod).filter_by(public_id=client).options(with_client)
        stay = session.scalars(found).one()
        return make_job(session, people.aino, stay, TODAY + 3 * DAY).public_id


@pytest.fixture
def here(client, job):
    return {"period_id": client, "job_id": job}


@pytest.fixture
def decided(database, prepared, job):
    """Record a decision: decided(Wants.YES), with the plan's answers if given."""

    def decide(wants=Wants.YES, **plan):
        def work(session, aino, stay):
            one = deciding.find_job(session, stay, job)
            known = deciding.of_job(session, one)
            new = Decision(TODAY, wants, TODAY + 9 * DAY, contact_ok=True, info_given=True)
            made = deciding.decide(
                session, aino.actor, stay, one, new, known.row_version if known else 0
            )
            if plan:
                deciding.save_plan(session, aino.actor, stay, one, plan, made.row_version)

        prepared(work)

    return decide


PLAN = {"kinds": [{"kind": "coping", "who": "coach"}], "contact_ok": "yes"}


def kept(database):
    with database.read() as session:
        found = session.scalars(select(Support)).one_or_none()
        session.expunge_all()
        return found


class TestTheDecision:
    def test_comes_first_and_no_ends_the_form(self, signed_in, here, database):
        signed_in.get("support.edit_support", **here)
        assert signed_in.field("date") == f"{TODAY.day}.{TODAY.month}.{TODAY.year}"

        signed_in.submit("Save the decision", wants="no", no_reason="manages", **EVERY_ANSWER)

        assert signed_in.messages == ["The decision is saved. The form is ready."]
        assert "Do you want support from the coach while you work? no" in signed_in.main
        assert "Plan" not in signed_in.main.split()
        assert kept(database).wants == "no"

    def test_yes_leads_to_the_plan(self, signed_in, here):
        signed_in.get("support.edit_support", **here)

        signed_in.submit("Save the decision", wants="yes")

        assert signed_in.messages == ["The decision is saved. Agree on the plan next."]
        assert signed_in.title.startswith("Support plan")
        assert (signed_in.field("weekly_weeks"), signed_in.field("then_every")) == ("4", "30")
        assert "Within a week before the start" in signed_in.main

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_is_asked_in_each_language(self, page, people, here, language):
        page.sign_in(people.aino, language)

        page.get("support.edit_support", **here)

        asked = {"fi": "Haluatko työhönvalmentajan", "sv": "Vill du ha stöd", "en": "Do you want"}
        assert asked[language] in page.main
        assert page.options("wants") == ["yes", "not_now", "no"]

    def test_what_no_and_not_now_need_is_said_beside_it_and_nothing_is_lost(
        self, signed_in, here, database
    ):
        signed_in.get("support.edit_support", **here)

        signed_in.submit("Save the decision", wants="not_now", info_how="Call Aino")
        assert signed_in.status == 422
        assert signed_in.error("ask_again") == (
            "Enter the day on which support is asked about again."
        )
        signed_in.submit("Save the decision", ask_again=TODAY)
        assert signed_in.error("contact_ok") == (
            "Choose whether the client may be asked later how things are going."
        )
        signed_in.submit("Save the decision", contact_ok="no", info_given="yes")

        assert signed_in.error("ask_again") == (
            "This day must be after the decision. Choose a later day."
        )
        assert signed_in.field("info_how") == "Call Aino"
        assert kept(database) is None

    def test_date_and_decision_are_asked_for(self, signed_in, here, database):
        signed_in.get("support.edit_support", **here)

        signed_in.submit("Save the decision", date="")

        assert signed_in.error("date") == "Enter the date of the decision."
        assert signed_in.error("wants") == "Choose what the client decided."
        assert kept(database) is None

    def test_a_client_may_change_their_mind(self, signed_in, here, decided, database):
        decided(Wants.NO)
        signed_in.get("support.edit_support", **here)

        signed_in.follow("Decide again")
        assert signed_in.field("wants") == "no"
        signed_in.submit("Save the decision", wants="yes")

        assert signed_in.title.startswith("Support plan")
        assert kept(database).wants == "yes"

    def test_the_form_of_a_stay_that_ended_only_shows(self, signed_in, here, database):
        with database.write() as session:
            stay = session.scalars(select(ServicePeriod)).one()
            stay.status, stay.closed_on, stay.closed_reason = "closed", TODAY, "own_wish"

        signed_in.get("support.edit_support", **here)

        assert "Support has not been decided on yet" in signed_in.main
        assert signed_in.markup.find_all("textarea") == []


class TestThePlan:
    @pytest.fixture
    def opened(self, signed_in, here, decided):
        decided()
        return signed_in.get("support.edit_support", **here)

    def test_is_saved_as_a_draft_and_marked_ready(self, opened, here):
        opened.submit(
            "Save the plan",
            kinds=["coping", "travel"],
            who_coping="coach",
            who_travel="workmate",
            where="outside",
            warning="I stop answering",
            career=["studies"],
        )
        assert opened.messages == ["Draft saved"]
        assert "talk about coping, coach travel practice, workmate" in opened.main
        assert "I stop answering" in opened.main

        opened.submit("Mark as ready")

        assert opened.messages == ["The form is marked as ready"]
        opened.submit("Reopen")
        assert opened.messages == ["The form is open again"]

    def test_says_what_is_missing(self, opened):
        opened.submit("Save the plan", contact_ok=None)

        assert "Still missing: May we ask later" in opened.main
        assert "Mark as ready" not in opened.main

    def test_what_was_filled_in_stands_there_again(self, opened, here):
        opened.submit("Save the plan", kinds=["coping"], who_coping="team", weekly_weeks="6")

        opened.get("support.edit_support", **here, step="plan")

        assert (opened.field("kinds"), opened.field("who_coping")) == ("coping", "team")
        assert opened.field("weekly_weeks") == "6"
        assert "In week 6 of the job" in opened.main

    def test_shows_what_is_known_already(self, signed_in, here, decided, prepared, database):
        prepared(lambda s, aino, stay: fill(s, aino, stay, {**REQUIRED, "adjust": ["breaks"],
                 "support_needs": "A calm start of the day"}))  # fmt: skip
        with database.write() as session:
            session.scalars(select(ServicePeriod)).one().other_helpers = [
                {"role": "Nurse", "organisation": "Soite", "may_contact": True}
            ]
        decided()

        signed_in.get("support.edit_support", **here)

        assert "Work I want I want a job where I see" in signed_in.main
        assert "A calm start of the day" in signed_in.main
        assert "Arrangements agreed breaks" in signed_in.main
        assert "Other helpers Nurse, Soite" in signed_in.main

    def test_offers_nothing_at_work_when_nothing_may_be_told(
        self, signed_in, here, decided, prepared
    ):
        prepared(lambda s, aino, stay: talk(s, aino, stay, Disclosure.NOTHING))
        decided()

        signed_in.get("support.edit_support", **here)

        assert "so support does not show at work" in signed_in.main
        assert "workplace" not in signed_in.options("where")
        assert "supervisor" not in signed_in.options("kinds")
        fields = {one.get("name") for one in signed_in.markup.find_all("input")}
        assert "employer_support" not in fields
        assert "warning_call" in fields

    def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(self, opened, database):
        opened.submit(
            "Save the plan",
            kinds=["coping"],
            warning="131052-308T",
            weekly_weeks="many",
            then_every="3",
        )

        assert opened.status == 422
        assert "personal identity code" in opened.error("warning")
        assert opened.error("weekly_weeks") == "Enter a whole number, for example 12."
        assert opened.error("then_every") == "Enter a number from 7 to 92."
        assert (opened.field("kinds"), opened.field("weekly_weeks")) == ("coping", "many")
        assert kept(database).kinds == ()

    def test_two_who_fill_it_in_see_both(self, opened, decided, database):
        decided(Wants.YES, **PLAN, warning="Saved by somebody else")

        opened.submit("Save the plan", warning="Mine")

        assert opened.status == 422
        assert "Saved by somebody else" in opened.main
        assert opened.field("warning") == "Mine"

    def test_nothing_typed_is_lost_when_the_form_was_marked_ready_meanwhile(
        self, opened, decided, prepared, job
    ):
        decided(Wants.YES, **PLAN)
        prepared(lambda session, aino, stay: course.mark_ready(
            session, aino.actor, stay, deciding.find_job(session, stay, job)
        ))  # fmt: skip

        opened.submit("Save the plan", career=["studies"])

        assert opened.status == 422
        assert "The form is marked as ready." in opened.main
        assert opened.field("career") == "studies"

    def test_nothing_typed_is_lost_when_the_client_changed_their_mind(self, opened, decided):
        decided(Wants.NO)

        opened.submit("Save the plan", warning="I stop answering")

        assert opened.status == 422
        assert "Record the decision first." in opened.main
        assert opened.field("warning") == "I stop answering"


class TestPlannedContacts:
    def test_are_listed_with_their_days_and_moved(self, signed_in, here, decided, database):
        decided(**PLAN)
        signed_in.get("support.edit_support", **here)
        assert "Within three days after the start" in signed_in.main

        signed_in.follow("Move contacts or leave them out")
        signed_in.submit("Save the days", on_weekly_2=TODAY + 20 * DAY, drop_weekly_3=True)

        assert signed_in.messages == ["The planned contacts are saved"]
        assert "moved from" in signed_in.main
        assert "left out" in signed_in.main
        with database.read() as session:
            assert sorted(session.scalars(select(PlannedContact.number))) == [2, 3]

    def test_a_day_that_cannot_be_is_said_beside_it(self, signed_in, here, decided):
        decided(**PLAN)
        signed_in.get("support.edit_contacts", **here)

        signed_in.submit("Save the days", on_weekly_2="30.2.", on_weekly_3="")

        assert signed_in.status == 422
        assert "not in the calendar" in signed_in.error("on_weekly_2")
        assert signed_in.error("on_weekly_3") == "Enter the day of the contact."
        assert signed_in.field("on_weekly_2") == "30.2."

    def test_a_contact_that_was_logged_makes_it_and_says_how(
        self, signed_in, here, decided, prepared
    ):
        decided(**PLAN)
        signed_in.get("support.edit_support", **here)
        assert "due now" in signed_in.main

        prepared(lambda s, aino, stay: make_contact(s, stay, aino, on=TODAY, mode="phone",
                 place=None))  # fmt: skip
        signed_in.get("support.edit_support", **here)

        assert "due now" not in signed_in.main
        assert "not face to face" in signed_in.main

    def test_there_is_nothing_to_move_without_a_plan(self, signed_in, here, decided):
        decided(Wants.NO)

        signed_in.get("support.edit_contacts", **here)

        assert signed_in.address.endswith("/support")


class TestSteppingDown:
    def test_support_passes_on_and_ends(self, signed_in, here, decided):
        decided(**PLAN)
        signed_in.get("support.edit_support", **here)
        signed_in.follow("Edit: Stepping down")

        signed_in.submit("Save", step_down="team_worker", step_down_on=TODAY + 60 * DAY)
        assert "Support passes to team worker" in signed_in.main
        signed_in.follow("Edit: Stepping down")
        signed_in.submit("Save", closed=TODAY, closed_reason="own_wish")

        assert "Why support ended own wish" in signed_in.main
        signed_in.get("clients.show_client", period_id=here["period_id"])
        assert signed_in.status == 200

    def test_what_is_missing_is_said_beside_it(self, signed_in, here, decided):
        decided(**PLAN)
        signed_in.get("support.end_support", **here)

        signed_in.submit("Save", closed=TODAY)

        assert signed_in.status == 422
        assert signed_in.error("closed_reason") == (
            "Support has ended only with a reason. Choose the reason."
        )


class TestOnTheJobsPage:
    def test_support_is_asked_about_after_the_job_is_there(self, signed_in, here):
        signed_in.get("jobs.show_job", **here)

        signed_in.follow("Ask about support")

        assert signed_in.title.startswith("Support after finding work")

    def test_what_was_decided_and_what_comes_next_is_shown(self, signed_in, here, decided):
        decided(**PLAN)

        signed_in.get("jobs.show_job", **here)

        assert "Within a week before the start" in signed_in.main
        signed_in.follow("Support after finding work")
        assert "talk about coping, coach" in signed_in.main

    def test_nothing_is_planned_after_its_end(self, signed_in, here, decided, prepared):
        def work(session, aino, stay):
            job = session.scalars(select(Job)).one()
            job.start = TODAY - 2 * DAY
            end_job(session, aino, stay, job)

        decided(**PLAN)
        prepared(work)

        signed_in.get("jobs.show_job", **here)
        assert "due now" not in signed_in.main

    def test_a_check_of_benefits_is_asked_for_before_the_start(self, signed_in, here, prepared):
        signed_in.get("jobs.show_job", **here)
        assert "The benefits have not been checked for this job." in signed_in.main

        signed_in.follow("Do it now: Benefits check")

        assert signed_in.field("reason") == "before_start"


@pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
def test_a_client_of_somebody_else_is_not_there(page, people, here, decided, name):
    decided(**PLAN)
    page.sign_in(getattr(people, name))

    for endpoint in ("edit_support", "edit_contacts", "end_support"):
        assert page.get(f"support.{endpoint}", **here).status == 404
        assert page.post(f"support.{endpoint}", {}, **here).status == 404
    for endpoint in ("mark_ready", "reopen_support"):
        assert page.post(f"support.{endpoint}", {}, **here).status == 404
