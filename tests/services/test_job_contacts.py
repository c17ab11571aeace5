"""Which job a contact is about (con.job): set by itself for contacts of support."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coaching import clock
from coaching.contacts import lists
from coaching.contacts import service as contacts
from coaching.contacts.types import Purpose
from tests.contacts import PHONE_CALL
from tests.factories import make_client, make_employer
from tests.jobs import begin, end_job, make_job

TODAY = clock.today()
DAY = timedelta(days=1)
SUPPORT = replace(PHONE_CALL, purposes=(Purpose.SUPPORT_OUTSIDE_WORK,))


@pytest.fixture
def stay(session, people):
    return make_client(session, people.kokkola, people.aino)


@pytest.fixture
def log(session, people, stay):
    """Log a contact about the client, and return the id of the job it is about."""
    return lambda new: contacts.log(session, people.aino.actor, stay, new).job_id


@pytest.mark.parametrize("purpose", [Purpose.SUPPORT_AT_WORK, Purpose.SUPPORT_OUTSIDE_WORK])
def test_a_contact_of_support_is_about_the_job_that_goes_on(session, people, stay, log, purpose):
    job = make_job(session, people.aino, stay)

    assert log(replace(PHONE_CALL, purposes=(purpose,))) == job.id


def test_other_contacts_are_about_none(session, people, stay, log):
    make_job(session, people.aino, stay)

    assert log(PHONE_CALL) is None


def test_a_job_that_has_begun_goes_before_one_that_is_only_agreed_on(session, people, stay, log):
    job = make_job(session, people.aino, stay)
    make_job(
        session, people.aino, stay,
        start=TODAY + 7 * DAY, employer=make_employer(session, "Pesula Ky"),
    )  # fmt: skip
    begin(session, people.aino, stay, make_employer(session, "Leipomo Kaisla"))

    assert log(SUPPORT) == job.id


def test_before_the_first_day_it_is_about_the_job_ahead(session, people, stay, log):
    job = make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

    assert log(SUPPORT) == job.id


def test_of_two_jobs_it_is_the_newer_one(session, people, stay, log):
    make_job(session, people.aino, stay)
    newer = make_job(
        session, people.aino, stay,
        start=TODAY - 5 * DAY, employer=make_employer(session, "Pesula Ky"),
    )  # fmt: skip

    assert log(SUPPORT) == newer.id


def test_after_the_end_it_is_about_none(session, people, stay, log):
    job = make_job(session, people.aino, stay)
    end_job(session, people.aino, stay, job, on=TODAY - 2 * DAY)

    assert log(SUPPORT) is None
    assert log(replace(SUPPORT, on=TODAY - 2 * DAY)) == job.id


def test_the_job_lists_its_contacts(session, people, stay, log):
    job = make_job(session, people.aino, stay)
    log(SUPPORT)
    log(PHONE_CALL)

    (row,) = lists.of_job(session, people.aino.actor, job.id)

    assert row.purposes == (Purpose.SUPPORT_OUTSIDE_WORK,)
