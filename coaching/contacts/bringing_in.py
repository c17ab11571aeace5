"""Meetings of an older log: brought in many at once, and taken back as one.

They are rows of the shared register as form B makes them, about employers and never about a client.
What an old log does not tell (the purpose, how long it took) stays unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, not_, or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post
from coaching.accounts.types import Actor
from coaching.contacts.models import Contact, MeetingTask
from coaching.contacts.refusals import CoachOfOtherTeam, ContactAhead, NoteOverLimit
from coaching.contacts.types import (
    NOTE_LIMIT,
    Decides,
    MadeBy,
    MeetingPurpose,
    Mode,
    Place,
    Purpose,
    Result,
    With,
)

_AT_ONCE = 500

Tick = Callable[[int], None]
"""Told how many were done since the last time; may end the work by raising."""


@dataclass(frozen=True)
class OldMeeting:
    """A meeting with an employer as an older log tells it; keys are of the register."""

    on: date
    coach_id: int
    employer_id: int
    site_id: int | None
    person_id: int | None = None
    mode: Mode = Mode.FACE_TO_FACE
    decides: Decides = Decides.UNSURE
    purpose: MeetingPurpose | None = None
    result: Result | None = None
    note: str = ""
    next_step: str = ""
    next_on: date | None = None

    @property
    def key(self) -> tuple[int, date, int, int | None]:
        """Employer, day, coach and person: what no two meetings of a log have in common."""
        return (self.employer_id, self.on, self.coach_id, self.person_id)


def bring_in(
    session: Session,
    actor: Actor | None,
    team_id: int,
    meetings: Sequence[OldMeeting],
    tick: Tick = lambda done: None,
) -> list[int]:
    """Add meetings of a team's older log; a day before the coach's post is no fault of theirs.

    Args:
        actor: who brings them in; None on the command line, where each is its coach's own.
        tick: called after each few hundred.

    Returns:
        The keys of the contacts, in the order of the meetings.

    Raises:
        ContactAhead, NoteOverLimit, CoachOfOtherTeam: nothing was written.
        Source: forms.md, part 3; model.md, *Contacts*.
    """
    _check(session, team_id, meetings)
    found: list[int] = []
    for start in range(0, len(meetings), _AT_ONCE):
        rows = [_contact(actor, team_id, one) for one in meetings[start : start + _AT_ONCE]]
        session.add_all(rows)
        session.flush()
        found += [row.id for row in rows]
        for row in rows:
            # Thousands of rows that nobody looks at again slow down every later flush.
            session.expunge(row)
        tick(len(rows))
    return found


def logged_before(
    session: Session, team_id: int, employer_ids: Collection[int]
) -> set[tuple[int, date, int, int | None]]:
    """Return employer, day, coach and person of the meetings a team has logged with employers."""
    found: set[tuple[int, date, int, int | None]] = set()
    for ids in _parts(employer_ids):
        rows = session.execute(
            select(Contact.employer_id, Contact.on, Contact.coach_id, Contact.person_id).where(
                Contact.team_id == team_id,
                Contact.employer_id.in_(ids),
                Contact.with_whom == With.EMPLOYER,
                Contact.withdrawn_at.is_(None),
            )
        )
        found |= {(int(row[0] or 0), row[1], row[2], row[3]) for row in rows}
    return found


def used_since(
    session: Session, contact_ids: Collection[int], employer_ids: Collection[int] = ()
) -> set[int]:
    """Return those of the meetings brought in that somebody has used since.

    They were edited or withdrawn, are about a client or a job by now, something stands on them, or
    they are with one of the employers.
    """
    used: set[int] = set()
    for ids in _parts(contact_ids):
        rows = session.execute(
            select(Contact.id, Contact.employer_id, _is_used()).where(Contact.id.in_(ids))
        )
        used |= {row[0] for row in rows if row[2] or row[1] in employer_ids}
    return used


def take_back(session: Session, contact_ids: Collection[int]) -> None:
    """Remove meetings that were brought in, for good; those edited since stay whatever is asked."""
    for ids in _parts(contact_ids):
        session.execute(delete(Contact).where(Contact.id.in_(ids), not_(_is_used())))


def _is_used() -> ColumnElement[bool]:
    return or_(
        Contact.row_version > 1,
        Contact.withdrawn_at.is_not(None),
        Contact.period_id.is_not(None),
        Contact.job_id.is_not(None),
        exists().where(MeetingTask.contact_id == Contact.id),
    )


def _check(session: Session, team_id: int, meetings: Iterable[OldMeeting]) -> None:
    today = clock.today()
    for one in meetings:
        if one.on > today:
            raise ContactAhead
        over = len(one.note) - NOTE_LIMIT
        if over > 0:
            raise NoteOverLimit(over=over)
    of_team = set(session.scalars(select(Post.user_id).where(Post.team_id == team_id)))
    if not {one.coach_id for one in meetings} <= of_team:
        raise CoachOfOtherTeam


def _contact(actor: Actor | None, team_id: int, one: OldMeeting) -> Contact:
    return Contact(
        team_id=team_id,
        coach_id=one.coach_id,
        made_by=MadeBy.COACH,
        on=one.on,
        with_whom=With.EMPLOYER,
        mode=one.mode,
        place=Place.WORKPLACE if one.mode is Mode.FACE_TO_FACE else None,
        reached=True,
        purposes=(Purpose.EMPLOYER_MEETING,),
        joint=False,
        note=one.note or None,
        employer_id=one.employer_id,
        site_id=one.site_id,
        person_id=one.person_id,
        decides=one.decides,
        meeting_purpose=one.purpose,
        result=one.result,
        told=(),
        next_step=one.next_step or None,
        next_on=one.next_on,
        created_by_id=one.coach_id if actor is None else actor.user_id,
        created_at=clock.now(),
    )


def _parts(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
