"""A start that is moved on form C once support is planned: asked what happens to its contacts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.jobs.models import Job
from coaching.support import deciding, planned
from coaching.support.types import Decision, Step, Wants
from tests.jobs import make_job

TODAY = clock.today()
DAY = timedelta(days=1)
BEGAN = TODAY + 5 * DAY


@pytest.fixture
def here(database, people, client):
    """A job that begins in five days and whose client wants support, as its address."""
    with database.write() as session:
        with_client = joinedload(ServicePeriod.client)
        found = select(ServicePeriod).filter_by(public_id=client).options(with_client)
        stay = session.scalars(found).one()
        job = make_job(session, people.aino, stay, BEGAN)
        deciding.decide(session, people.aino.actor, stay, job, Decision(TODAY, Wants.YES))
        return {"period_id": client, "job_id": job.public_id}


@pytest.fixture
def first_week(database):
    """Read the day of the contact planned for the second week."""

    def read():
        with database.read() as session:
            job = session.scalars(select(Job)).one()
            found = planned.of_job(session, job, deciding.of_job(session, job), TODAY)
            by_step = {(one.planned.step, one.planned.number): one.planned.on for one in found}
            return job.start, by_step[Step.WEEKLY, 2]

    return read


def test_is_asked_with_nothing_typed_lost(signed_in, here, first_week):
    before = first_week()
    signed_in.get("jobs.edit_start", **here)

    signed_in.submit("Save", start=BEGAN + 14 * DAY, schedule="Mornings only")

    assert signed_in.status == 422
    assert "planned contacts are not made yet." in signed_in.error("planned_contacts")
    assert signed_in.field("schedule") == "Mornings only"
    assert first_week() == before


@pytest.mark.parametrize(("choice", "days"), [("along", 14), ("stay", 0)])
def test_planned_contacts_move_along_or_stay(signed_in, here, first_week, choice, days):
    _start, planned_on = first_week()
    signed_in.get("jobs.edit_start", **here)
    signed_in.submit("Save", start=BEGAN + 14 * DAY)

    signed_in.submit("Save", planned_contacts=choice)

    assert first_week() == (BEGAN + 14 * DAY, planned_on + days * DAY)


def test_other_changes_ask_nothing(signed_in, here, first_week):
    before = first_week()
    signed_in.get("jobs.edit_start", **here)

    signed_in.submit("Save", schedule="Mornings only")

    assert signed_in.status == 200
    assert first_week() == before
