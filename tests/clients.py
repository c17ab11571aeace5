"""What tests of clients share: what the intake page tells, who stands in line, the log's lines."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from coaching import clock
from coaching.accounts import organisation
from coaching.caseload.models import Assignment
from coaching.clients import waiting
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Decision, Intake, WantsWork
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)


def told(people, **values):
    """What the intake page tells of a client accepted today by Aino."""
    plain = {
        "team_id": people.kokkola.id,
        "decision": Decision.ACCEPTED,
        "decided_on": TODAY,
        "referral_source": "employment",
        "referral_date": TODAY - 5 * DAY,
        "wants_work": WantsWork.YES,
        "in_work_at_entry": False,
        "name": "Leila Lahti",
        "birth_year": 1990,
        "coach_id": people.aino.user_id,
    }
    return Intake(**{**plain, **values})


def lines(session, action):
    return [note for note in session.info["notes"] if note.action is action]


def order_of(session, team):
    return list(waiting._in_order(session, team.id))


def in_line(session, team, *days_ago):
    return [
        make_client(session, team, by=1, name=f"Client {n}", referred=TODAY - days * DAY)
        for n, days in enumerate(days_ago)
    ]


def keep_names(database, people):
    """Let the organisation keep names, as an administrator would."""
    with database.write() as session:
        organisation.put(session, people.ylva.actor, "names_on", True)


def made(database, team, coach=None, **values):
    """Make a client in a transaction of its own; return the public id of the stay."""
    with database.write() as session:
        return make_client(
            session, team, coach, by=values.pop("by", coach or 1), **values
        ).public_id


def filled(database, team, coach, number):
    """Give a coach this many clients."""
    with database.write() as session:
        for n in range(number):
            make_client(session, team, coach, name=f"Client {n}")


def stay_of(database, public_id=None):
    """Return the stay with this public id, or the one that was made last, its client loaded."""
    with database.read() as session:
        statement = select(ServicePeriod).options(joinedload(ServicePeriod.client))
        if public_id is not None:
            statement = statement.where(ServicePeriod.public_id == public_id)
        found = session.scalars(statement.order_by(ServicePeriod.id.desc())).first()
        session.expunge_all()
        return found


def coach_of(database, public_id):
    """Return the user id of who coaches a stay now, None when nobody does."""
    with database.read() as session:
        return session.scalar(
            select(Assignment.coach_id)
            .join(ServicePeriod, ServicePeriod.id == Assignment.period_id)
            .where(ServicePeriod.public_id == public_id, Assignment.ended_on.is_(None))
        )


def how_many(database, table=ServicePeriod):
    """Return how many rows a table has: stays unless told otherwise."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table))
