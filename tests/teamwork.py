"""What tests of a team's calendar share: its day, its team, a treatment team."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from coaching import clock
from coaching.accounts import lists
from coaching.accounts.models import Team
from coaching.teamwork import events, links, series
from coaching.teamwork.types import EventKind, NewLink, NewSeries

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
"""A Wednesday."""
TUESDAY = 2


def team_of(session, place):
    """Return a team of the cast as a row."""
    return session.get_one(Team, place.id)


def make_clinic(session, name="Avohoito"):
    """Make a treatment team; return its key."""
    return lists.set_care_team(session, None, name).id


def weekly(kind=EventKind.GROUP_SUPERVISION, **values):
    """Give a recurring meeting of Tuesdays that began in October."""
    plain = {"weekday": TUESDAY, "every_weeks": 1, "since": date(2026, 10, 1)}
    return NewSeries(kind, **{**plain, **values})


def make_teamwork(session, people):
    """Let Kokkola hold weekly supervision and Aino belong to a treatment team; return the ids.

    The day is one that waits to be told of, long ago.
    """
    dora, team = people.dora.actor, team_of(session, people.kokkola)
    began = clock.today() - timedelta(days=1000)
    supervision = weekly(weekday=began.isoweekday(), since=began)
    row = series.add(session, dora, team, supervision)
    held = events.tick(session, dora, team, row, began, held=True)
    belongs = NewLink(people.aino.public_id, make_clinic(session, "Kuntoutustiimi"), began)
    return {
        "series_id": row.public_id,
        "day": (began + timedelta(days=7)).isoformat(),
        "answer": "held",
        "teamwork:kind": EventKind.CARE_TEAM_MEETING.value,
        "event_id": held.public_id,
        "link_id": links.add(session, dora, team, belongs).public_id,
    }
