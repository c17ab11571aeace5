"""Pages of jobs: begun from a meeting, form C, changes, form D."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import organisation
from coaching.contacts.models import Contact
from coaching.employers.models import Employer
from coaching.jobs.models import Job, JobChange
from tests.factories import make_employer
from tests.jobs import begin, check_benefits, end_job, make_job, make_meeting

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def jobs(database):
    """Read every job: jobs()[0].title."""

    def read():
        with database.read() as session:
            found = list(session.scalars(select(Job).order_by(Job.id)))
            session.expunge_all()
            return found

    return read


@pytest.fixture
def job(prepared, jobs):
    """A job of Aino's client that began sixty days ago, as its public id."""
    prepared(make_job)
    return jobs()[0].public_id


def with_meeting(session, person, period):
    employer = make_employer(session, "Pesula Ky", person="Ritva Ranta")
    make_meeting(session, person, period, employer, ("Laundry work", "20"))


@pytest.fixture
def meeting(prepared, database):
    """A meeting at which work was agreed on, as its public id."""
    prepared(with_meeting)
    with database.read() as session:
        return session.scalar(select(Contact.public_id).where(Contact.result == "agreed"))


class TestBegin:
    def test_from_a_meeting_asks_nothing_again(self, signed_in, client, meeting, jobs):
        signed_in.get("jobs.begin_job", period_id=client, meeting=meeting)
        assert "Pesula Ky" in signed_in.main
        assert "Laundry work" in signed_in.main

        signed_in.submit("Open form C")

        (job,) = jobs()
        assert job.title == "Laundry work"
        assert signed_in.h1 == "C Job start"
        assert signed_in.field("title") == "Laundry work"
        assert signed_in.field("hours") == "20"

    def test_a_second_time_leads_to_the_first_job(self, signed_in, client, meeting, jobs):
        signed_in.get("jobs.begin_job", period_id=client, meeting=meeting)
        signed_in.submit("Open form C")

        signed_in.get("jobs.begin_job", period_id=client, meeting=meeting)

        assert signed_in.h1 == "C Job start"
        assert len(jobs()) == 1

    def test_without_a_meeting_the_employer_is_searched_for(
        self, signed_in, client, database, jobs
    ):
        with database.write() as session:
            make_employer(session, "Leipomo Kaisla")
        signed_in.get("jobs.begin_job", period_id=client)
        signed_in.submit("Search", look_for="kaisla")
        assert "Leipomo Kaisla" in signed_in.main

        code = next(code for code in signed_in.options("employer") if code)
        signed_in.submit("Open form C", employer=code)

        assert len(jobs()) == 1

    def test_without_an_employer_it_is_asked_for(self, signed_in, client):
        signed_in.get("jobs.begin_job", period_id=client)

        signed_in.submit("Open form C")

        assert signed_in.status == 422
        assert "Choose the employer, or search for it by name." in signed_in.text


class TestFormC:
    def test_a_draft_is_saved_with_anything_missing(self, signed_in, client, prepared, jobs):
        prepared(begin)
        signed_in.get("jobs.edit_start", period_id=client, job_id=jobs()[0].public_id)

        signed_in.submit("Save", title="Cleaner")

        assert signed_in.h1 == "Job"
        assert "7 answers are missing" in signed_in.main
        assert jobs()[0].title == "Cleaner"

    def test_ready_says_beside_each_field_what_is_missing(self, signed_in, client, prepared, jobs):
        prepared(begin)
        signed_in.get("jobs.edit_start", period_id=client, job_id=jobs()[0].public_id)

        signed_in.submit("Mark as ready", title="Cleaner")

        assert signed_in.status == 422
        assert signed_in.error("hours") == "Hours a week: fill in this point."
        assert signed_in.field("title") == "Cleaner"
        assert jobs()[0].title == ""

    def test_marked_ready_it_shows_what_it_showed(self, signed_in, client, job, database, people):
        with database.write() as session:
            check_benefits(session, people.aino, session.scalars(select(Job)).one())
        signed_in.get("jobs.edit_start", period_id=client, job_id=job)

        signed_in.submit("Mark as ready")

        assert "The form is marked as ready" in signed_in.messages
        assert "Yes: all three answers are right." in signed_in.main
        assert "Reopen: C Job start" in signed_in.buttons

    def test_pay_is_asked_only_where_the_organisation_wants_it(
        self, signed_in, client, job, database
    ):
        signed_in.get("jobs.edit_start", period_id=client, job_id=job)
        assert "Pay" not in signed_in.text.replace("Pay is at least", "").replace("Pay subsidy", "")

        with database.write() as session:
            organisation.put(session, None, "asks_pay", True)
        signed_in.get("jobs.edit_start", period_id=client, job_id=job)

        assert signed_in.field("pay") is not None

    def test_a_contract_that_ends_before_the_start_is_refused_beside_its_field(
        self, signed_in, client, job
    ):
        signed_in.get("jobs.edit_start", period_id=client, job_id=job)

        signed_in.submit("Save", contract_end=i18n_day(TODAY - 90 * DAY))

        assert signed_in.status == 422
        assert "The job starts on" in signed_in.error("contract_end")


def i18n_day(day):
    return f"{day.day}.{day.month}.{day.year}"


class TestChanges:
    def test_a_change_of_hours_leads_on_to_the_benefits(self, signed_in, client, job, database):
        signed_in.get("jobs.add_change", period_id=client, job_id=job)

        signed_in.submit("Save the change", kind="hours", hours="25")

        assert "The change is saved" in signed_in.messages
        with database.read() as session:
            assert session.scalars(select(JobChange)).one().weekly_minutes_from == 1500

    def test_what_changed_must_be_told(self, signed_in, client, job):
        signed_in.get("jobs.add_change", period_id=client, job_id=job)

        signed_in.submit("Save the change", kind="hours")

        assert signed_in.status == 422
        assert signed_in.error("hours") == "Tell what has changed."

    def test_one_made_by_mistake_is_removed(self, signed_in, client, job, database):
        signed_in.get("jobs.add_change", period_id=client, job_id=job)
        signed_in.submit("Save the change", kind="tasks", words="Also the till")
        with database.read() as session:
            change = session.scalars(select(JobChange.public_id)).one()
        signed_in.get("jobs.add_change", period_id=client, job_id=job, change_id=change)

        signed_in.submit("Remove this change")

        assert "The change is removed" in signed_in.messages


class TestFormD:
    def test_four_answers_are_enough(self, signed_in, client, job, jobs):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit("Save the end", end=i18n_day(TODAY - DAY), reason="season", next="search")

        assert "Contact the client within three days." in signed_in.messages[0]
        assert jobs()[0].ended_on == TODAY - DAY
        assert jobs()[0].heard_on == TODAY

    def test_each_of_them_is_asked_for_beside_its_field(self, signed_in, client, job):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit("Save the end", heard="", lesson="Mornings suit")

        assert signed_in.status == 422
        for name in ("end", "heard", "reason", "next"):
            assert signed_in.error(name).endswith(": fill in this point.")
        assert "Mornings suit" in signed_in.text

    def test_an_end_before_the_start_is_refused_beside_its_field(self, signed_in, client, job):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit(
            "Save the end", end=i18n_day(TODAY - 90 * DAY), reason="season", next="search"
        )

        assert signed_in.status == 422
        assert "The job started on" in signed_in.error("end")

    @pytest.mark.parametrize(
        ("what_next", "h1"),
        [("new_job", "A job begins"), ("break", "Pause"), ("service_ends", "End the service")],
    )
    def test_what_comes_next_leads_on(self, signed_in, client, job, what_next, h1):
        signed_in.get("jobs.record_end", period_id=client, job_id=job)

        signed_in.submit("Save the end", end=i18n_day(TODAY - DAY), reason="season", next=what_next)

        assert signed_in.h1 == h1

    def test_an_end_can_be_taken_back(self, signed_in, client, prepared, job, jobs, database):
        def end(session, person, period):
            end_job(session, person, period, session.scalars(select(Job)).one())

        prepared(end)
        signed_in.get("jobs.show_job", period_id=client, job_id=job)

        signed_in.submit("The job goes on after all")

        assert jobs()[0].ended_on is None


class TestWhoMay:
    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_another_persons_client_has_no_jobs(self, page, people, client, job, name):
        page.sign_in(getattr(people, name))

        for endpoint in ("jobs.show_job", "jobs.edit_start", "jobs.record_end", "jobs.add_change"):
            page.get(endpoint, period_id=client, job_id=job)
            assert page.status == 404

    @pytest.mark.parametrize("name", ["bengt", "cilla"])
    def test_the_register_tells_that_there_are_jobs_but_not_whose(
        self, page, people, client, job, database, name
    ):
        with database.read() as session:
            employer = session.scalars(select(Employer)).one().public_id
        page.sign_in(getattr(people, name))

        page.get("employers.show_employer", employer_id=employer)

        assert "Jobs some" in page.main
        assert "Lahti" not in page.text
