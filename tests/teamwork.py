"""What tests of a team's calendar share: its day, its team, a treatment team."""

from __future__ import annotations

from datetime import UTC, date, datetime

from coaching.accounts import lists
from coaching.accounts.models import Team
from coaching.teamwork.types import EventKind, NewSeries

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
