"""A job that starts soon without a benefits check: when it is told of, and when no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.benefits import missing
from coaching.benefits import service as benefits
from coaching.benefits.types import CheckReason, CheckResult
from tests.benefits import answered, make_job
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 300 * DAY)


@pytest.fixture
def check(session, aino, client):
    def checked(job=None, **values):
        benefits.record(session, aino, client, answered(**values), job)

    return checked


def is_missing(session, job):
    found = missing.missing_before(session, job, TODAY)
    assert (job in missing.missing_of(session, [job.period_id], TODAY)) is found
    return found


@pytest.mark.parametrize(
    ("days", "missing"), [(8, False), (7, True), (0, True), (-30, True), (-31, False)]
)
def test_from_a_week_before_the_start_to_a_month_after_it(session, client, days, missing):
    assert is_missing(session, make_job(session, client, TODAY + days * DAY)) is missing


@pytest.mark.parametrize("result", list(CheckResult))
def test_not_once_there_is_a_check_of_the_job(session, client, check, result):
    job = make_job(session, client, TODAY + 3 * DAY)

    check(job, result=result, waiting_for="Kela tells")

    assert not is_missing(session, job)


def test_a_check_of_another_job_does_not_count(session, client, check):
    job = make_job(session, client, TODAY + 3 * DAY)

    check(make_job(session, client, TODAY - 100 * DAY))

    assert is_missing(session, job)


@pytest.mark.parametrize(
    ("reason", "ago", "missing"),
    [
        (CheckReason.BEFORE_START, 0, False),
        (CheckReason.BEFORE_START, 90, False),
        (CheckReason.BEFORE_START, 91, True),
        (CheckReason.HOURS_CHANGE, 0, True),
    ],
)
def test_a_check_that_names_no_job_counts_when_it_was_before_a_start_and_fresh(
    session, client, check, reason, ago, missing
):
    job = make_job(session, client, TODAY + 3 * DAY)

    check(reason=reason, on=TODAY - ago * DAY)

    assert is_missing(session, job) is missing


@pytest.mark.parametrize(
    "values",
    [{"ended_on": TODAY, "start": TODAY - DAY}, {"cancelled_on": TODAY}, {"start": None}],
)
def test_not_for_a_job_that_ended_fell_through_or_has_no_day(session, client, values):
    values = {"start": TODAY, **values}

    assert not is_missing(session, make_job(session, client, **values))


def test_not_for_the_job_held_when_coaching_began(session, client):
    client.entry_date = TODAY - 5 * DAY

    assert not is_missing(session, make_job(session, client, TODAY - 5 * DAY))
    assert is_missing(session, make_job(session, client, TODAY - 4 * DAY))


def test_not_once_the_stay_has_ended(session, client):
    job = make_job(session, client, TODAY)
    client.status, client.closed_on, client.closed_reason = "closed", TODAY, "own_wish"
    session.flush()

    assert not is_missing(session, job)


def test_only_the_stays_asked_about(session, people, client):
    job = make_job(session, client, TODAY)
    other = make_client(session, people.kokkola, people.bengt, name="Onni Ojala")
    theirs = make_job(session, other, TODAY + DAY)

    assert missing.missing_of(session, [client.id], TODAY) == [job]
    assert missing.missing_of(session, [client.id, other.id], TODAY) == [job, theirs]
    assert missing.missing_of(session, [], TODAY) == []
