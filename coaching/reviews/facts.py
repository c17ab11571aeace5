"""The bridge from records to facts: the third door, numbers and ids without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.models import Absence, Post
from coaching.accounts.types import Actor, Role
from coaching.caseload.models import Assignment
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.contacts.models import Contact, LogReview
from coaching.contacts.types import MeetingPurpose
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis
from fidelity import facts as plain


def collect(
    session: Session, actor: Actor, team_id: int, on: date, *, with_contacts: bool = True
) -> plain.Facts:
    """Gather the records of a team that scoring reads, and leave a line for the use log.

    Args:
        team_id: a team whose scores the person may see: the own, or any for a manager.
        on: the day scored; records after it are left out by the scoring itself.
        with_contacts: False for items that look at no contact, which are by far the most rows.

    Returns:
        Facts whose ids are the records' keys as text, without names, notes or codes.

    Raises:
        NotThere: the scores of the team are not this person's to see; a refused line is left.

    Source: model.md, *Doors and the log*, *Who sees what*.
    """
    if not (actor.is_manager or team_id in actor.teams):
        uselog.note(session, actor.user_id, Action.REFUSED, Basis.FIDELITY, team=team_id)
        raise NotThere
    uselog.note(
        session, actor.user_id, Action.COMPUTE, Basis.FIDELITY, team=team_id, on=on.isoformat()
    )
    periods = select(ServicePeriod.id).where(ServicePeriod.team_id == team_id)
    return plain.Facts(
        coaches=_coaches(session, team_id),
        clients=_clients(session, team_id),
        assignments=tuple(
            plain.Assignment(str(period), str(coach), plain.Span(since, ended))
            for period, coach, since, ended in session.execute(
                select(
                    Assignment.period_id, Assignment.coach_id, Assignment.since, Assignment.ended_on
                ).where(Assignment.period_id.in_(periods))
            )
        ),
        contacts=_contacts(session, team_id) if with_contacts else (),
        events=_log_reviews(session, team_id) if with_contacts else (),
    )


def _coaches(session: Session, team_id: int) -> tuple[plain.Coach, ...]:
    posts: dict[int, list[plain.Post]] = defaultdict(list)
    rows = session.execute(
        select(Post.user_id, Post.since, Post.until, Post.fte, Post.weekly_minutes).where(
            Post.team_id == team_id, Post.role == Role.COACH
        )
    )
    for user, since, until, fte, minutes in rows:
        posts[user].append(plain.Post(plain.Span(since, until), Fraction(fte), minutes))
    leave = _leave(session, posts)
    return tuple(plain.Coach(str(user), tuple(of), leave[user]) for user, of in posts.items())


def _leave(session: Session, users: Iterable[int]) -> dict[int, tuple[plain.Span, ...]]:
    found: dict[int, tuple[plain.Span, ...]] = defaultdict(tuple)
    for user, since, until in session.execute(
        select(Absence.user_id, Absence.since, Absence.until).where(Absence.user_id.in_(users))
    ):
        found[user] += (plain.Span(since, until),)
    return found


def _clients(session: Session, team_id: int) -> tuple[plain.ClientStay, ...]:
    statuses: dict[int, tuple[plain.StatusFrom, ...]] = defaultdict(tuple)
    # By key within a day, so that the last change of a day is the one in force.
    for period, status, since in session.execute(
        select(PeriodStatus.period_id, PeriodStatus.status, PeriodStatus.since)
        .join(ServicePeriod, ServicePeriod.id == PeriodStatus.period_id)
        .where(ServicePeriod.team_id == team_id)
        .order_by(PeriodStatus.since.desc(), PeriodStatus.id.desc())
    ):
        statuses[period] += (plain.StatusFrom(status, since),)
    return tuple(
        plain.ClientStay(str(period), entry, in_work, statuses[period], closed)
        for period, entry, in_work, closed in session.execute(
            select(
                ServicePeriod.id,
                ServicePeriod.entry_date,
                ServicePeriod.in_work_at_entry,
                ServicePeriod.closed_on,
            ).where(ServicePeriod.team_id == team_id)
        )
    )


def _contacts(session: Session, team_id: int) -> tuple[plain.Contact, ...]:
    rows = session.execute(
        select(
            Contact.id,
            Contact.on,
            Contact.coach_id,
            Contact.period_id,
            Contact.with_whom,
            Contact.mode,
            Contact.reached,
            Contact.decides,
            Contact.meeting_purpose,
        ).where(Contact.team_id == team_id, Contact.withdrawn_at.is_(None))
    )
    return tuple(
        plain.Contact(
            id=f"contact-{key}",
            on=on,
            coach=str(coach),
            client=None if period is None else str(period),
            with_whom=with_whom,
            mode=mode,
            reached=reached,
            decides={"yes": True, "no": False}.get(decides or ""),
            supports_working_client=purpose == MeetingPurpose.SUPPORT_AT_WORK,
        )
        for key, on, coach, period, with_whom, mode, reached, decides, purpose in rows
    )


def _log_reviews(session: Session, team_id: int) -> tuple[plain.Event, ...]:
    rows = session.execute(select(LogReview.id, LogReview.on).where(LogReview.team_id == team_id))
    return tuple(plain.Event(f"log-{key}", on, plain.LOG_REVIEW) for key, on in rows)
