"""The bridge from records to facts: the third door, numbers and ids without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.models import Absence, Post, Team
from coaching.accounts.types import Actor, Role
from coaching.caseload.models import Assignment
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import PHASE_OF_PURPOSE, MeetingPurpose, Purpose
from coaching.errors import NotThere
from coaching.reviews import facts_of_clients as of_clients
from coaching.reviews import facts_of_jobs as of_jobs
from coaching.reviews import facts_of_teams as of_teams
from coaching.reviews.in_scale import client, coach, in_scale
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
    return gather(session, team_id, with_contacts=with_contacts)


def gather(session: Session, team_id: int, *, with_contacts: bool = True) -> plain.Facts:
    """Gather the records of a team without asking who looks; for `collect` and the command line."""
    periods = select(ServicePeriod.id).where(ServicePeriod.team_id == team_id)
    contacts = _contacts(session, team_id) if with_contacts else ()
    team = session.get_one(Team, team_id)
    return plain.Facts(
        coaches=_coaches(session, team_id),
        clients=_clients(session, team_id),
        assignments=tuple(
            plain.Assignment(client(period), coach(user), plain.Span(since, ended))
            for period, user, since, ended in session.execute(
                select(
                    Assignment.period_id, Assignment.coach_id, Assignment.since, Assignment.ended_on
                ).where(Assignment.period_id.in_(periods))
            )
        ),
        contacts=contacts,
        events=of_teams.events(session, team_id),
        work_time=of_teams.work_time(session, team_id) if with_contacts else (),
        leaders=_leaders(session, team_id),
        referrals=of_clients.referrals(session, team_id),
        plans=of_clients.plans(session, team_id, contacts),
        offers=of_clients.offers(session, team_id),
        employers=of_jobs.employers(session, team_id),
        jobs=of_jobs.jobs(session, team_id),
        job_changes=of_jobs.changes(session, team_id),
        separate_from_treatment=team.apart_from_treatment,
        written_exclusion_rule=team.excludes_by_rule,
    )


def _coaches(session: Session, team_id: int) -> tuple[plain.Coach, ...]:
    posts: dict[int, list[plain.Post]] = defaultdict(list)
    mentored: dict[int, bool | None] = {}
    rows = session.execute(
        select(
            Post.user_id,
            Post.since,
            Post.until,
            Post.fte,
            Post.weekly_minutes,
            Post.needs_mentoring,
        )
        .where(Post.team_id == team_id, Post.role == Role.COACH)
        .order_by(Post.since, Post.id)
    )
    for user, since, until, fte, minutes, needs in rows:
        posts[user].append(plain.Post(plain.Span(since, until), Fraction(fte), minutes))
        mentored[user] = needs
    leave, attached = _leave(session, posts), of_teams.attachments(session, team_id)
    return tuple(
        plain.Coach(
            id=coach(user),
            posts=tuple(of),
            leave=leave[user],
            care_teams=attached[user],
            needs_mentoring=mentored[user],
        )
        for user, of in posts.items()
    )


def _leaders(session: Session, team_id: int) -> tuple[plain.Leader, ...]:
    rows = session.execute(
        select(Post.user_id, Post.fte, Post.since, Post.until)
        .where(Post.team_id == team_id, Post.role == Role.LEADER)
        .order_by(Post.id)
    )
    return tuple(
        plain.Leader(coach(user), Fraction(fte), plain.Span(since, until))
        for user, fte, since, until in rows
    )


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
    rows = session.execute(
        select(
            ServicePeriod.id,
            ServicePeriod.client_id,
            ServicePeriod.entry_date,
            ServicePeriod.in_work_at_entry,
            ServicePeriod.status,
            ServicePeriod.closed_on,
            ServicePeriod.closed_reason,
            ServicePeriod.care_team_id,
            ServicePeriod.status,
        ).where(ServicePeriod.team_id == team_id)
    )
    return tuple(
        plain.ClientStay(
            id=client(row.id),
            entry_date=row.entry_date,
            in_work_at_entry=row.in_work_at_entry,
            statuses=statuses[row.id],
            closed_on=row.closed_on,
            person=f"person-{row.client_id}",
            care_team=None if row.care_team_id is None else f"care-team-{row.care_team_id}",
            closed_reason=row.closed_reason,
            status_now=row.status,
        )
        for row in rows
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
            Contact.place,
            Contact.minutes,
            Contact.purposes,
            Contact.employer_id,
            Contact.matches_goals,
            Contact.joint,
        ).where(Contact.team_id == team_id, Contact.withdrawn_at.is_(None))
    )
    return tuple(_contact(row) for row in rows)


def _contact(row: Any) -> plain.Contact:
    purposes, phases = _told(row.purposes)
    return plain.Contact(
        id=f"contact-{row.id}",
        on=row.on,
        coach=coach(row.coach_id),
        client=None if row.period_id is None else client(row.period_id),
        with_whom=in_scale(row.with_whom),
        mode=row.mode,
        reached=row.reached,
        decides={"yes": True, "no": False}.get(row.decides or ""),
        supports_working_client=row.meeting_purpose == MeetingPurpose.SUPPORT_AT_WORK,
        place=None if row.place is None else in_scale(row.place),
        minutes=row.minutes,
        purposes=purposes,
        phases=phases,
        employer=None if row.employer_id is None else f"employer-{row.employer_id}",
        matches_goals=row.matches_goals,
        joint=row.joint,
    )


@lru_cache(maxsize=1024)
def _told(purposes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return purposes in the scale's words, and the phases that follow from them."""
    phases = (PHASE_OF_PURPOSE.get(Purpose(purpose)) for purpose in purposes)
    return (
        tuple(map(in_scale, purposes)),
        tuple(dict.fromkeys(phase.value for phase in phases if phase is not None)),
    )
