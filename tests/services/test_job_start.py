"""The start of a job: begun once from a meeting with everything carried, saved, ready, cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock, history
from coaching.clients.types import Status
from coaching.jobs import shown, starting, statuses
from coaching.jobs.models import Job
from coaching.jobs.refusals import (
    ContractEndsBeforeStart,
    JobEmployerMissing,
    JobNotReadyYet,
    JobReady,
    SameJobOpen,
)
from coaching.jobs.starting import NewJob
from coaching.jobs.types import Answer
from tests.factories import make_client, make_employer
from tests.jobs import begin, check_benefits, fill, make_job, make_meeting

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def stay(session, people):
    return make_client(session, people.kokkola, people.aino, status=Status.SEARCHING)


def from_meeting(session, people, stay, meeting, **told):
    return starting.begin(session, people.aino.actor, stay, NewJob(None, **told), meeting)


def test_a_job_takes_over_what_the_meeting_told(session, people, stay):
    employer = make_employer(session, person="Ritva Ranta")
    meeting = make_meeting(session, people.aino, stay, employer, ("Laundry work", "15–20"))

    job = from_meeting(session, people, stay, meeting, title="Laundry work", hours="15–20")

    assert (job.employer_id, job.site_id) == (employer.id, meeting.site_id)
    assert (job.title, job.how_found) == ("Laundry work", "coach")
    assert (job.weekly_minutes_from, job.weekly_minutes_to) == (900, 1200)
    assert meeting.job_id == job.id
    origin = history.newest(session, "job", job.public_id)["title"]
    assert (origin.source, origin.origin) == ("carried", meeting.public_id)


def test_a_meeting_leads_to_one_job(session, people, stay):
    meeting = make_meeting(session, people.aino, stay, make_employer(session))
    first = from_meeting(session, people, stay, meeting)

    second = from_meeting(session, people, stay, meeting)

    assert second.id == first.id


def test_begun_the_client_stands_as_job_agreed(session, people, stay):
    begin(session, people.aino, stay)

    assert stay.status == Status.AGREED


def test_a_second_open_job_at_the_same_employer_must_be_meant(session, people, stay):
    employer = make_employer(session)
    begin(session, people.aino, stay, employer)

    with pytest.raises(SameJobOpen):
        begin(session, people.aino, stay, employer)


def test_an_employer_is_needed(session, people, stay):
    with pytest.raises(JobEmployerMissing):
        starting.begin(session, people.aino.actor, stay, NewJob("s:nobody"))


def test_a_draft_is_saved_with_anything_missing(session, people, stay):
    job = begin(session, people.aino, stay)
    version = starting.version_of(job, starting.start_form(session, job))

    starting.save(session, people.aino.actor, stay, job, {"title": "Cleaner"}, version)

    assert job.title == "Cleaner"
    assert {one.id for one in starting.missing(session, stay, job)} == {
        "start", "contract", "hours", "open_to_all", "paid_by_agreement", "set_aside",
        "benefit_check",
    }  # fmt: skip


def test_what_rules_read_is_a_column_and_the_rest_is_kept_with_the_form(session, people, stay):
    job = begin(session, people.aino, stay)

    fill(session, people.aino, stay, job, start=TODAY.isoformat(), schedule="mornings")

    assert (job.start, job.open_to_all, job.set_aside) == (TODAY, True, False)
    assert starting.start_form(session, job).answers == {"schedule": "mornings"}
    assert shown.competitive(job) == Answer.YES


def test_ready_needs_a_benefits_check_or_the_clients_no_to_it(session, people, stay):
    job = make_job(session, people.aino, stay)
    with pytest.raises(JobNotReadyYet):
        starting.mark_ready(session, people.aino.actor, stay, job)

    check_benefits(session, people.aino, job, "declined")
    starting.mark_ready(session, people.aino.actor, stay, job)

    form = starting.start_form(session, job)
    assert form.state == "ready"
    assert form.frozen["answers"]["title"] == "Kitchen help"
    assert form.frozen["shown"]["benefit_check"]["result"] == "declined"


def test_nothing_asks_for_pay_a_diagnosis_or_a_name_to_be_ready(session, people, stay):
    job = make_job(session, people.aino, stay)
    check_benefits(session, people.aino, job)

    starting.mark_ready(session, people.aino.actor, stay, job)

    assert job.pay is None
    assert starting.start_form(session, job).state == "ready"


@pytest.mark.parametrize(
    ("income", "asked"),
    [("disability_kela", True), ("rehab_subsidy", True), ("general", False), ("wage", False)],
)
def test_the_earnings_limit_is_asked_of_those_who_have_one(session, people, stay, income, asked):
    stay.client.main_income = (income,)
    job = make_job(session, people.aino, stay)

    missing = {one.id for one in starting.missing(session, stay, job)}

    assert ("over_limit" in missing) is asked


def test_a_fixed_term_needs_its_end(session, people, stay):
    job = make_job(session, people.aino, stay, contract="fixed_term")

    assert "contract_end" in {one.id for one in starting.missing(session, stay, job)}


def test_a_contract_cannot_end_before_the_job_starts(session, people, stay):
    job = begin(session, people.aino, stay)

    with pytest.raises(ContractEndsBeforeStart):
        fill(
            session, people.aino, stay, job,
            start=TODAY.isoformat(), contract_end=(TODAY - DAY).isoformat(),
        )  # fmt: skip


def test_a_ready_form_is_opened_again_before_it_is_changed(session, people, stay):
    job = make_job(session, people.aino, stay)
    check_benefits(session, people.aino, job)
    starting.mark_ready(session, people.aino.actor, stay, job)
    with pytest.raises(JobReady):
        fill(session, people.aino, stay, job, title="Cook")

    starting.reopen(session, people.aino.actor, stay, job)
    fill(session, people.aino, stay, job, title="Cook", start=job.start.isoformat())

    assert job.title == "Cook"


class TestStatus:
    def test_from_the_start_on_the_client_is_at_work(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY - 3 * DAY)

        assert stay.status == Status.WORKING

    def test_before_the_start_the_job_is_agreed(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        assert stay.status == Status.AGREED

    def test_who_signs_in_after_the_start_finds_the_client_at_work(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        with clock.at(clock.now() + 4 * DAY):
            statuses.catch_up(session, people.aino.actor)
            statuses.catch_up(session, people.aino.actor)

        assert stay.status == Status.WORKING

    def test_one_who_pauses_goes_on_pausing(self, session, people):
        paused = make_client(
            session, people.kokkola, people.aino, status=Status.PAUSED,
            status_before_pause="searching",
        )  # fmt: skip

        make_job(session, people.aino, paused)

        assert paused.status == Status.PAUSED

    def test_a_job_that_fell_through_leads_back_to_the_search(self, session, people, stay):
        job = make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        starting.cancel(session, people.aino.actor, stay, job)

        assert stay.status == Status.SEARCHING
        assert session.get_one(Job, job.id).cancelled_on == TODAY

    def test_a_job_that_has_begun_cannot_fall_through(self, session, people, stay):
        job = make_job(session, people.aino, stay)

        with pytest.raises(JobReady):
            starting.cancel(session, people.aino.actor, stay, job)
