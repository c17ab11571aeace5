"""What tests of clients share: what the intake page tells, who stands in line, the log's lines."""

from __future__ import annotations

from datetime import timedelta

from coaching import clock
from coaching.clients import waiting
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
