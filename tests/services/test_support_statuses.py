"""Where a client stands follows the decision on support, from the first day of the job."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.support import course, deciding
from coaching.support.types import Decision, Ending, Wants
from tests.factories import make_client
from tests.jobs import make_job

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 90 * DAY)


@pytest.fixture
def decide(session, aino, client):
    def decided(job, wants):
        new = Decision(TODAY, wants, TODAY + DAY, info_given=True, contact_ok=False)
        known = deciding.of_job(session, job)
        deciding.decide(session, aino, client, job, new, known.row_version if known else 0)

    return decided


@pytest.mark.parametrize(
    ("wants", "status"),
    [
        (Wants.YES, "working_supported"),
        (Wants.NO, "working"),
        (Wants.NOT_NOW, "working"),
    ],
)
def test_at_work_with_or_without_support(session, people, client, decide, wants, status):
    job = make_job(session, people.aino, client, TODAY - 3 * DAY)

    decide(job, wants)

    assert client.status == status
    assert client.closed_on is None


def test_before_the_first_day_the_job_is_only_agreed(session, people, client, decide):
    job = make_job(session, people.aino, client, TODAY + 3 * DAY)

    decide(job, Wants.YES)

    assert client.status == "agreed"


def test_another_decision_changes_it_and_so_does_the_end_of_support(
    session, people, aino, client, decide
):
    job = make_job(session, people.aino, client, TODAY - 3 * DAY)
    decide(job, Wants.NO)

    decide(job, Wants.YES)
    assert client.status == "working_supported"

    version = deciding.of_job(session, job).row_version
    course.end(
        session, aino, client, job, Ending(closed_on=TODAY, closed_reason="own_wish"), version
    )
    assert client.status == "working"
