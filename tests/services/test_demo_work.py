"""The demonstration's jobs: forms C to E, benefits checks, meetings with results, leaders' looks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.accounts import sessions
from coaching.accounts.models import Post, Team, User
from coaching.accounts.types import Role
from coaching.benefits.models import BenefitsCheck
from coaching.caseload.models import Assignment
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.clients.types import Status
from coaching.contacts import log_reviews
from coaching.contacts.models import Contact, LogReview, MeetingTask
from coaching.contacts.types import MadeBy, Result, With
from coaching.db import Database
from coaching.due import service as due
from coaching.due.types import DueKind
from coaching.employers.models import Employer
from coaching.jobs.competitive import is_competitive
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.types import Answer
from coaching.meetings import gate
from coaching.profiles.models import FormVersion, SkillsMapping
from coaching.support.models import Support
from coaching.teamwork import series
from coaching.teamwork.models import CareTeamLink, Event
from tests.demonstrations import DAY, MOMENT

QUIET_DAYS = 28


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(MOMENT):
        yield


@pytest.fixture
def session(demo):
    """A reading session of the demonstration."""
    database = Database(demo.url)
    with database.read() as reading:
        yield reading
    database.close()


def actor(session, user_name):
    """Return one of the demonstration's people as services take them."""
    user_id = session.scalar(select(User.id).where(User.user_name == user_name))
    return sessions.actor_of(session, user_id)


def number_of(session, model, *conditions):
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


# ---- what it holds


def test_there_are_jobs_that_run_have_ended_and_are_about_to_begin(session):
    jobs = session.scalars(select(Job)).all()

    assert 35 <= len(jobs) <= 70
    assert sum(job.ended_on is not None for job in jobs) >= 8
    assert sum(job.start > DAY for job in jobs) >= 1
    assert {job.contract for job in jobs} >= {"permanent", "fixed_term", "on_call"}
    assert len({job.end_reason for job in jobs} - {None}) >= 4
    assert all(job.title and job.weekly_minutes_from for job in jobs)


def test_most_jobs_are_of_the_open_labour_market_and_some_are_not(session):
    answers = Counter(
        is_competitive(job.open_to_all, Answer(job.paid_by_agreement), job.set_aside)
        for job in session.scalars(select(Job))
    )

    assert answers[True] > answers.total() * 0.6
    assert answers[False] >= 1
    assert answers[None] >= 1


def test_forms_c_d_and_e_are_mostly_ready(session):
    forms = Counter(
        tuple(row) for row in session.execute(select(JobForm.form, JobForm.state)).all()
    )

    assert forms["c", "ready"] > forms["c", "open"] >= 1
    assert forms["d", "ready"] == number_of(session, Job, Job.ended_on.is_not(None))
    assert forms["d", "open"] == 0
    assert forms["e", "ready"] >= 30


def test_support_is_wanted_by_most_but_not_by_everybody(session):
    wants = Counter(session.scalars(select(Support.wants)))

    assert wants["yes"] > 25
    assert wants["no"] + wants["not_now"] >= 2
    assert number_of(session, Support, Support.closed_on.is_not(None)) >= 1


def test_benefits_are_checked_before_most_starts_and_after_changes(session):
    checks = session.scalars(select(BenefitsCheck)).all()
    starts = {job.id: job.start for job in session.scalars(select(Job))}

    in_time = {one.job_id for one in checks if one.job_id and one.on <= starts[one.job_id]}
    assert len(in_time) > len(starts) * 0.6
    assert {one.result for one in checks} == {"clear", "waiting", "declined"}
    assert {one.reason for one in checks} >= {"before_start", "hours_change"}
    assert number_of(session, JobChange) >= 10


def test_meetings_have_results_tasks_and_next_steps(session):
    results = Counter(session.scalars(select(Contact.result).where(Contact.result.is_not(None))))

    assert set(results) == {one.value for one in Result}
    assert number_of(session, MeetingTask) > 80
    assert number_of(session, Contact, Contact.next_on > DAY) >= 2
    assert number_of(session, Contact, Contact.next_on <= DAY) > 100
    assert number_of(session, Contact, Contact.period_id.is_(None)) > 200
    assert number_of(session, Employer, Employer.no_contact.is_(True)) == 1


def test_some_clients_brought_a_mapping_of_their_skills(session):
    assert number_of(session, SkillsMapping) >= 5


# ---- it hangs together


def test_a_meeting_is_about_a_client_only_when_the_client_allows_it(session):
    rows = session.execute(
        select(Contact, ServicePeriod)
        .join(ServicePeriod, ServicePeriod.id == Contact.period_id)
        .where(Contact.with_whom == With.EMPLOYER)
    ).all()

    assert len(rows) > 400
    for contact, stay in rows:
        if contact.made_by != MadeBy.CLIENT:
            assert gate.why_missing(session, stay, contact.on) is None


def test_each_job_comes_from_the_meeting_at_which_it_was_agreed_on(session):
    jobs = session.scalars(select(Job)).all()
    origins = {
        one.job_id: one
        for one in session.scalars(select(Contact).where(Contact.result == Result.AGREED))
    }

    without = [job for job in jobs if job.id not in origins]
    assert len(without) <= 3  # who came to the service with a job
    for job in jobs:
        if job not in without:
            meeting = origins[job.id]
            assert (meeting.employer_id, meeting.period_id) == (job.employer_id, job.period_id)
            assert meeting.on <= job.start


def test_statuses_follow_the_jobs_and_do_not_repeat(session):
    jobs = session.scalars(select(Job)).all()
    statuses: dict[int, list[PeriodStatus]] = {}
    for row in session.scalars(select(PeriodStatus).order_by(PeriodStatus.since, PeriodStatus.id)):
        statuses.setdefault(row.period_id, []).append(row)

    for rows in statuses.values():
        for before, after in pairwise(rows):
            assert before.status != after.status
    at_work = (Status.WORKING_SUPPORTED, Status.WORKING)
    for job in jobs:
        stay = session.get_one(ServicePeriod, job.period_id)
        for day in (job.start, DAY if job.ended_on is None else job.ended_on - timedelta(days=1)):
            on_day = [row.status for row in statuses[job.period_id] if row.since <= day][-1]
            if job.start <= day <= DAY and (stay.closed_on or date.max) > day:
                assert on_day in at_work, (stay.public_id, day)


def test_a_job_that_ended_stands_in_the_profile_once(session):
    ended = session.scalars(select(Job).where(Job.ended_on.is_not(None))).all()

    for job in ended:
        versions = session.scalars(
            select(FormVersion)
            .where(FormVersion.period_id == job.period_id)
            .order_by(FormVersion.number)
        ).all()
        rows = [
            row for row in versions[-1].answers.get("work_history", []) if row["job"] == job.title
        ]
        employer = session.get_one(Employer, job.employer_id).name
        assert sum(row.get("employer") == employer for row in rows) == 1


def test_leaders_have_looked_at_the_logs_but_for_the_last_weeks(session):
    outi, bjorn = actor(session, "outi"), actor(session, "bjorn")

    left = [log_reviews.not_looked_at(session, one.leader_of) for one in (outi, bjorn)]

    assert number_of(session, LogReview) > 80
    assert [len(mondays) for found in left for mondays in found.values()] == [1, 2]


def test_first_pages_show_some_things_of_several_kinds_and_no_flood(session):
    for user_name in ("anna", "siv", "mikael", "jukka", "paula"):
        lines = due.of_person(session, actor(session, user_name), QUIET_DAYS)
        held = number_of(
            session,
            Assignment,
            Assignment.coach_id == actor(session, user_name).user_id,
            Assignment.ended_on.is_(None),
        )
        assert 2 <= len(lines) <= max(12, held), user_name
    kinds = {line.due.kind for line in due.of_person(session, actor(session, "anna"), QUIET_DAYS)}
    assert kinds >= {DueKind.BENEFITS, DueKind.SUPPORT_DECISION, DueKind.NEXT_STEP}
    assert len(kinds) >= 4


# ---- what the teams hold together


def test_both_teams_have_told_of_what_they_held_and_have_some_left_to_tick(session):
    held = Counter(session.scalars(select(Event.kind).where(Event.held.is_(True))))
    fell_out = number_of(session, Event, Event.held.is_(False))
    waiting = series.waiting(session, session.scalars(select(Team.id)).all())

    assert held["group_supervision"] >= 120
    assert held["care_team_meeting"] >= 200
    assert min(held[kind] for kind in ("outcome_review", "employment_services_meeting")) >= 8
    assert held["field_mentoring"] >= 8
    assert 20 <= fell_out <= 200
    assert all(1 <= len(of) <= 5 for of in waiting.values())


def test_every_coach_belongs_to_treatment_teams_and_some_are_new(session):
    attached = Counter(session.scalars(select(CareTeamLink.user_id)))
    posts = session.scalars(select(Post).where(Post.role == Role.COACH)).all()

    assert set(attached) == {post.user_id for post in posts}
    assert set(attached.values()) == {1, 2}
    assert Counter(post.needs_mentoring for post in posts) == {True: 1, False: 4}
