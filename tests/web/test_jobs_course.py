"""A job from the meeting at which it was agreed on to what comes after it, on the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import passwords
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Status
from coaching.contacts.models import Contact
from coaching.jobs.models import Job, JobForm
from tests.factories import make_employer
from tests.jobs import begin, check_benefits, end_job, make_job, make_meeting
from tests.passwords import CHEAP, give, sign_in
from tests.profiles import fill, make_ready, talk

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def status(database):
    """Read the status of the one stay there is: status()."""

    def read():
        with database.read() as session:
            return Status(session.scalars(select(ServicePeriod.status)).one())

    return read


@pytest.fixture
def job(prepared, database):
    """A job of Aino's client that began sixty days ago, as its public id."""
    prepared(make_job)
    with database.read() as session:
        return session.scalars(select(Job.public_id)).one()


@pytest.fixture
def ahead(prepared, database):
    """A job of Aino's client that begins in three days, as its public id."""
    prepared(make_job, TODAY + 3 * DAY)
    with database.read() as session:
        return session.scalars(select(Job.public_id)).one()


def typed(day):
    return f"{day.day}.{day.month}.{day.year}"


class TestFromTheMeeting:
    @pytest.fixture
    def meeting(self, prepared, database):
        """A meeting about Aino's client at which work was agreed on, as its public id."""

        def prepare(session, person, period):
            talk(session, person, period)
            fill(session, person, period, {"adjust": ["pace"]})
            employer = make_employer(session, "Pesula Ky", person="Ritva Ranta")
            make_meeting(session, person, period, employer, ("Laundry work", "15–20"))

        prepared(prepare)
        with database.read() as session:
            return session.scalars(select(Contact.public_id)).one()

    def test_leads_on_to_the_job_with_everything_carried(self, signed_in, meeting):
        signed_in.get("meetings.show_meeting", contact_id=meeting)

        signed_in.follow("A job begins").submit("Open form C")

        assert signed_in.h1 == "C Job start"
        assert "Pesula Ky" in signed_in.main
        assert (signed_in.field("title"), signed_in.field("hours")) == ("Laundry work", "15–20")
        assert signed_in.field("adjust-0-what") == "own pace"
        assert f"From the employer meeting on {day_in_words(TODAY)}" in signed_in.main
        assert "From the client profile" in signed_in.main

    def test_saved_with_that_result_it_leads_there_by_itself(self, signed_in, meeting):
        signed_in.get("meetings.edit_meeting", contact_id=meeting)

        signed_in.submit("Save meeting")

        assert signed_in.h1 == "A job begins"

    def test_once_there_is_a_job_shows_the_way_to_it(self, signed_in, client, meeting):
        signed_in.get("jobs.begin_job", period_id=client, meeting=meeting)
        signed_in.submit("Open form C")

        signed_in.get("meetings.show_meeting", contact_id=meeting).follow("Job")

        assert signed_in.h1 == "Job"


def day_in_words(day):
    return day.strftime("%-d %b %Y")


class TestFormC:
    def test_more_rows_are_asked_for_on_the_page(self, signed_in, client, ahead):
        signed_in.get("jobs.edit_start", period_id=client, job_id=ahead)

        signed_in.submit(
            "Save and add rows: Arrangements agreed",
            **{"adjust-0-what": "own pace", "adjust-1-what": "written instructions"},
        )

        assert signed_in.h1 == "C Job start"
        assert signed_in.field("adjust-1-what") == "written instructions"
        assert signed_in.field("adjust-3-what") == ""

    def test_without_a_benefits_check_it_says_what_to_do(self, signed_in, client, ahead):
        signed_in.get("jobs.edit_start", period_id=client, job_id=ahead)

        signed_in.submit("Mark as ready")

        assert signed_in.status == 422
        assert "The benefits have not been checked for this job. Save a draft" in signed_in.main

    def test_ready_and_opened_again(self, signed_in, client, ahead, database, people):
        with database.write() as session:
            check_benefits(session, people.aino, session.scalars(select(Job)).one())
        signed_in.get("jobs.edit_start", period_id=client, job_id=ahead).submit("Mark as ready")

        signed_in.submit("Reopen: C Job start")

        assert "The form is open again" in signed_in.messages
        with database.read() as session:
            assert session.scalars(select(JobForm.state)).one() == "open"

    def test_the_end_of_a_fixed_term_is_asked_for_when_ready(self, signed_in, client, ahead):
        signed_in.get("jobs.edit_start", period_id=client, job_id=ahead)

        signed_in.submit("Mark as ready", contract="fixed_term")

        assert signed_in.error("contract_end") == "Contract ends: fill in this point."


class TestThatDidNotBegin:
    def test_has_its_reason_and_can_begin_after_all(self, signed_in, client, ahead, status):
        signed_in.get("jobs.show_job", period_id=client, job_id=ahead)
        signed_in.follow("The job did not begin")

        signed_in.submit("The job did not begin", why="Somebody else was chosen")

        assert "Somebody else was chosen" in signed_in.main
        assert status() == Status.SEARCHING
        signed_in.submit("The job begins after all")
        assert "The job is agreed on again" in signed_in.messages
        assert status() == Status.AGREED

    def test_without_a_reason_it_is_asked_for(self, signed_in, client, ahead):
        signed_in.get("jobs.cancel_job", period_id=client, job_id=ahead)

        signed_in.submit("The job did not begin")

        assert signed_in.status == 422
        assert signed_in.error("why") == "Write in a few words why the job did not begin."

    def test_copy_of_form_c_says_why(self, signed_in, client, ahead):
        signed_in.get("jobs.cancel_job", period_id=client, job_id=ahead)
        signed_in.submit("The job did not begin", why="Somebody else was chosen")
        copy = {"period_id": client, "form": "c", "record": ahead, "language": "en"}

        signed_in.get("copies.copy_as_text", **copy)

        why = "5 The job did not begin\nWhy the job did not begin: Somebody else was chosen"
        assert why in signed_in.body.decode()

    def test_form_c_leads_back_to_the_job(self, signed_in, client, ahead):
        signed_in.get("jobs.cancel_job", period_id=client, job_id=ahead)
        signed_in.submit("The job did not begin", why="Somebody else was chosen")

        signed_in.get("jobs.edit_start", period_id=client, job_id=ahead)

        assert signed_in.h1 == "Job"


class TestEnd:
    def test_of_a_job_that_has_not_begun_says_what_to_do(self, signed_in, client, prepared, ahead):
        signed_in.get("jobs.record_end", period_id=client, job_id=ahead)

        assert signed_in.h1 == "Job"
        assert "The job has not begun, so it cannot end." in signed_in.messages[0]

    def test_the_reason_goes_along_to_the_end_of_the_service(self, signed_in, client, job):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit("Save the end", end=typed(TODAY), reason="moved", next="service_ends")

        assert signed_in.h1 == "End the service"
        assert signed_in.field("reason") == "moved"

    def test_brings_the_job_into_the_next_profile(self, signed_in, client, job, prepared, newest):
        prepared(make_ready)
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit(
            "Save the end",
            end=typed(TODAY), reason="season", next="search", lesson="Mornings suit",
            **{"went_well-0-words": "Knew the till", "to_strengths": "y"},
        )  # fmt: skip

        answers = newest().answers
        assert newest().state == "open"
        assert answers["work_history"][-1]["job"] == "Kitchen help"
        assert answers["strengths"][-1] == {"words": "Knew the till", "tell": False}
        signed_in.get("profiles.edit_section", period_id=client, section_id="skills")
        assert signed_in.field("lessons") == "Mornings suit"

    def test_the_employers_view_is_asked_only_when_they_may_be_asked(
        self, signed_in, client, job, prepared
    ):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)
        assert "Employer’s feedback" not in signed_in.main

        prepared(talk)
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        assert signed_in.field("employer_view") == ""

    def test_a_contract_that_has_run_out_is_suggested(self, signed_in, client, prepared, database):
        end = (TODAY - DAY).isoformat()

        def with_end(session, person, period):
            make_job(session, person, period, contract="fixed_term", contract_end=end)

        prepared(with_end)
        with database.read() as session:
            job = session.scalars(select(Job.public_id)).one()

        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        assert signed_in.field("end") == typed(TODAY - DAY)
        assert (signed_in.field("reason"), signed_in.field("who")) == ("fixed_term", "contract")

    def test_corrected_it_stays_the_same_end(self, signed_in, client, job, prepared, newest):
        def end(session, person, period):
            end_job(session, person, period, session.scalars(select(Job)).one())

        prepared(end)
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit("Save the end", reason="moved")

        (row,) = newest().answers["work_history"]
        assert row["why_ended"] == "moved"


def test_who_signs_in_after_the_start_finds_the_client_at_work(
    page, people, database, ahead, status, monkeypatch
):
    monkeypatch.setattr(passwords, "hasher", CHEAP)
    give(database, people.aino)
    assert status() == Status.AGREED

    with clock.at(clock.now() + 4 * DAY):
        sign_in(page, "aino")

    assert status() == Status.WORKING


def test_after_a_pause_the_job_that_began_counts(signed_in, client, prepared, status):
    def paused(session, person, period):
        make_job(session, person, period)
        period.status, period.status_before_pause = Status.PAUSED, Status.SEARCHING

    prepared(paused)

    signed_in.get("clients.resume_client", period_id=client)
    signed_in.submit("End the pause", on=typed(TODAY))

    assert status() == Status.WORKING


def test_a_second_job_at_the_same_employer_must_be_meant(signed_in, client, prepared, database):
    def twice(session, person, period):
        employer = make_employer(session, "Pesula Ky")
        begin(session, person, period, employer)

    prepared(twice)
    signed_in.get("jobs.begin_job", period_id=client)
    signed_in.submit("Search", look_for="pesula")
    code = next(code for code in signed_in.options("employer") if code)

    signed_in.submit("Open form C", employer=code)

    assert signed_in.status == 422
    assert "has a job with this employer already" in signed_in.error("is_other")
    assert "Job, Pesula Ky" in signed_in.links
    signed_in.submit("Open form C", is_other="y")
    assert signed_in.h1 == "C Job start"


@pytest.mark.parametrize(
    ("income", "asked"),
    [
        ((), {"jobseeker", "pension", "kela", "housing"}),
        (("general",), {"jobseeker", "kela"}),
        (("disability_kela", "housing_pensioner"), {"jobseeker", "pension", "kela", "housing"}),
    ],
)
def test_benefits_to_remember_go_by_income(signed_in, client, job, prepared, income, asked):
    prepared(lambda _session, _person, period: setattr(period.client, "main_income", income))

    signed_in.get("jobs.record_end", period_id=client, job_id=job)

    assert set(signed_in.options("benefits")) == asked


def test_the_earnings_limit_is_not_optional_for_those_who_have_one(
    signed_in, client, job, prepared
):
    income = ("disability_kela",)
    prepared(lambda _session, _person, period: setattr(period.client, "main_income", income))

    signed_in.get("jobs.edit_start", period_id=client, job_id=job)

    assert "May pay exceed the personal earnings limit? Asked when" in signed_in.main
    assert "May pay exceed the personal earnings limit? (optional)" not in signed_in.main
