"""The start of a job: begun once from a meeting with everything carried, saved, ready, not begun."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock, history
from coaching.benefits import service as benefits
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Status
from coaching.contacts.models import Contact
from coaching.jobs import beginning, cancelling, changing, shown, starting
from coaching.jobs.beginning import NewJob
from coaching.jobs.refusals import (
    BenefitsNotChecked,
    ContractEndsBeforeStart,
    JobBegun,
    JobCancelled,
    JobEmployerMissing,
    JobReady,
    SameJobOpen,
    StartAfterChange,
    WhyNotBegunMissing,
)
from coaching.jobs.types import Answer, ChangeKind, NewChange
from tests.at_once import together
from tests.benefits import answered
from tests.contacts import person_of
from tests.factories import make_client, make_employer
from tests.jobs import begin, check_benefits, fill, make_job, make_meeting
from tests.profiles import fill as profile

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def stay(session, people):
    return make_client(session, people.kokkola, people.aino, status=Status.SEARCHING)


def from_meeting(session, people, stay, meeting, **told):
    return beginning.begin(session, people.aino.actor, stay, NewJob(None, **told), meeting)


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
        beginning.begin(session, people.aino.actor, stay, NewJob("s:nobody"))


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
    with pytest.raises(BenefitsNotChecked):
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


def test_each_value_says_where_it_came_from(session, people, stay):
    version = profile(session, people.aino, stay, {"adjust": ["pace", "quiet"]})
    meeting = make_meeting(session, people.aino, stay, make_employer(session), ("Laundry", "20"))

    job = from_meeting(session, people, stay, meeting, title="Laundry", hours="20")

    known = history.newest(session, "job", job.public_id)
    form = starting.start_form(session, job)
    assert form.answers["adjust"] == [{"what": "own pace"}, {"what": "quiet place"}]
    assert known["adjust"].origin == version.public_id
    assert {known[name].origin for name in ("employer", "title", "hours")} == {meeting.public_id}


def test_without_a_meeting_what_was_chosen_counts_as_typed(session, people, stay):
    job = begin(session, people.aino, stay)

    assert history.newest(session, "job", job.public_id)["employer"].source == "typed"


def test_answers_that_a_page_leaves_out_stay(session, people, stay):
    stay.client.main_income = ("disability_kela",)
    job = make_job(session, people.aino, stay, over_limit="no")

    fill(session, people.aino, stay, job, title="Cook")

    assert (job.title, job.over_limit) == ("Cook", "no")


def test_an_answer_that_is_emptied_goes(session, people, stay):
    job = make_job(session, people.aino, stay, schedule="mornings", contract_end="2030-01-01")

    fill(session, people.aino, stay, job, schedule="", contract_end=None)

    assert job.contract_end is None
    assert "schedule" not in starting.start_form(session, job).answers


def test_a_person_of_another_employer_is_nobodys_supervisor(session, people, stay):
    elsewhere = make_employer(session, "Pesula Ky", person="Ritva Ranta")
    job = begin(session, people.aino, stay)

    fill(session, people.aino, stay, job, supervisor=person_of(session, elsewhere).public_id)

    assert job.supervisor_id is None


def test_the_start_is_not_moved_after_a_change(session, people, stay):
    job = make_job(session, people.aino, stay, start=TODAY - 20 * DAY)
    change = NewChange(TODAY - 10 * DAY, ChangeKind.TASKS, words="Also the till")
    changing.save(session, people.aino.actor, stay, job, change)

    with pytest.raises(StartAfterChange):
        fill(session, people.aino, stay, job, start=(TODAY - 5 * DAY).isoformat())


def test_a_ready_form_keeps_what_it_showed(session, people, stay):
    employer = make_employer(session, "Leipomo Kaisla")
    job = make_job(session, people.aino, stay, employer=employer)
    check_benefits(session, people.aino, job)
    starting.mark_ready(session, people.aino.actor, stay, job)

    employer.name = "Leipomo Kaisla Oy"

    assert "Kaisla Oy" not in starting.start_form(session, job).frozen["shown"]["employer"]
    assert "Kaisla Oy" in shown.employer(session, job)


def test_a_check_made_before_the_job_was_known_counts_while_it_is_fresh(session, people, stay):
    benefits.record(session, people.aino.actor, stay, answered())
    job = begin(session, people.aino, stay)

    found = shown.now(session, stay, job)["benefit_check"]

    assert found == {"on": TODAY.isoformat(), "result": "clear"}


class TestThatDidNotBegin:
    @pytest.fixture
    def ahead(self, session, people, stay):
        return make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

    def test_leads_back_to_the_search(self, session, people, stay, ahead):
        cancelling.cancel(session, people.aino.actor, stay, ahead, "Somebody else was chosen")

        assert stay.status == Status.SEARCHING
        assert ahead.cancelled_on == TODAY
        kept = starting.start_form(session, ahead).answers["fell_through"]
        assert kept == "Somebody else was chosen"

    def test_needs_its_reason(self, session, people, stay, ahead):
        with pytest.raises(WhyNotBegunMissing):
            cancelling.cancel(session, people.aino.actor, stay, ahead, " ")

    def test_is_not_filled_in(self, session, people, stay, ahead):
        cancelling.cancel(session, people.aino.actor, stay, ahead, "Somebody else was chosen")

        with pytest.raises(JobCancelled):
            fill(session, people.aino, stay, ahead, title="Cook")

    def test_begins_after_all(self, session, people, stay, ahead):
        cancelling.cancel(session, people.aino.actor, stay, ahead, "Somebody else was chosen")

        cancelling.restore(session, people.aino.actor, stay, ahead)

        assert (ahead.cancelled_on, stay.status) == (None, Status.AGREED)
        assert "fell_through" not in starting.start_form(session, ahead).answers

    def test_is_not_one_that_has_begun(self, session, people, stay):
        begun = make_job(session, people.aino, stay)

        with pytest.raises(JobBegun):
            cancelling.cancel(session, people.aino.actor, stay, begun, "Somebody else was chosen")

    def test_leaves_room_for_another_at_the_same_employer(self, session, people, stay):
        employer = make_employer(session)
        first = begin(session, people.aino, stay, employer)
        cancelling.cancel(session, people.aino.actor, stay, first, "Somebody else was chosen")

        assert begin(session, people.aino, stay, employer).id != first.id


def test_of_four_who_begin_one_job_at_once_one_does(database, people):
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        meeting = make_meeting(session, people.aino, stay, make_employer(session))
        ids, led_to = (stay.id, meeting.id), []

    def work(number):
        with database.write() as session:
            stay, meeting = session.get_one(ServicePeriod, ids[0]), session.get_one(Contact, ids[1])
            job = beginning.begin(session, people.aino.actor, stay, NewJob(None), meeting)
            led_to.append(job.id)

    failed = together(work, times=4)

    assert failed == []
    assert len(led_to) == 4
    assert len(set(led_to)) == 1
