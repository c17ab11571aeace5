"""The employer log of a team week by week, which the leader looks at (B.reviewed, item V6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import choices
from coaching.contacts import lists, log_reviews
from coaching.contacts.types import Decides, ListedContact, Look, MeetingPurpose, Mode, monday_of
from coaching.errors import NotThere
from coaching.meetings.types import CoachWeek, Week
from coaching.text import sort_key

GOAL = 6
"""Meetings a week that give a full-time coach the highest points of item V6."""


def load(session: Session, actor: Actor, day: date, short: str | None = None) -> Week:
    """Return the week a day lies in, of one of the person's own teams.

    Args:
        short: short name of the team; the first of the person's teams when it is not given.

    Raises:
        NotThere: not a team the person works in.
    """
    teams = choices.teams(session, actor.teams)
    team = next((one for one in teams if short is None or one[1] == short), None)
    if team is None:
        raise NotThere
    team_id, name = team[0], team[2]
    monday = monday_of(day)
    rows = lists.employer_week(session, actor, team_id, monday)
    look = log_reviews.last_look(session, team_id, monday)
    coaches = {one.user_id: one.name for one in caseload.coaches_of(session, [team_id])}
    return Week(
        team=name,
        short=team[1],
        monday=monday,
        coaches=_by_coach(rows, coaches, look),
        look=look,
        may_look=team_id in actor.leader_of,
        teams=tuple((one[1], one[2]) for one in teams),
    )


def mark(session: Session, actor: Actor, week: Week) -> None:
    """Note that the leader has looked at a week.

    Raises:
        NotThere: the person does not lead the team.
        WeekAhead: the week has not begun.
    """
    for team_id, short, _name in choices.teams(session, actor.leader_of):
        if short == week.short:
            log_reviews.mark(session, actor, team_id, week.monday)
            return
    raise NotThere


def not_looked_at(session: Session, actor: Actor) -> list[tuple[str, str, date]]:
    """Return past weeks with meetings that the leader has not looked at: team, short name, Monday."""
    open_weeks = log_reviews.not_looked_at(session, actor.leader_of)
    return [
        (name, short, monday)
        for team_id, short, name in choices.teams(session, actor.leader_of)
        for monday in open_weeks.get(team_id, ())
    ]


def counts(row: ListedContact) -> bool:
    """Tell whether item V6 counts a row: face to face, reached, with somebody who decides.

    Support of a client at work is another thing. Source: model.md, *Contacts*.
    """
    return (
        row.mode is Mode.FACE_TO_FACE
        and row.reached
        and row.decides is Decides.YES
        and row.meeting_purpose is not MeetingPurpose.SUPPORT_AT_WORK
    )


def _by_coach(
    rows: Sequence[ListedContact], coaches: Mapping[int, str], look: Look | None
) -> tuple[CoachWeek, ...]:
    """Put rows under their coaches in the order of names; a coach of today without any shows too."""
    names = {**{row.coach_id: row.coach for row in rows}, **coaches}
    found: dict[int, list[ListedContact]] = {one: [] for one in names}
    for row in rows:
        found[row.coach_id].append(row)
    return tuple(
        CoachWeek(
            coach=names[one],
            rows=tuple(found[one]),
            new=frozenset(row.key for row in found[one] if _is_new(row, look)),
            counted=sum(1 for row in found[one] if counts(row)),
        )
        for one in sorted(names, key=lambda one: (sort_key(names[one]), one))
    )


def _is_new(row: ListedContact, look: Look | None) -> bool:
    return look is not None and row.logged_at is not None and row.logged_at > look.at
