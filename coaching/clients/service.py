"""Clients and their stays: the head of every page, the card, the status, the first meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import Team, User
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.clients.refusals import (
    BeforeLastStatus,
    DayAhead,
    DayBeforeKnown,
    NotByHand,
    NotOpen,
)
from coaching.clients.statuses import lock_periods, set_status
from coaching.clients.types import (
    BY_HAND,
    PHASE_OF_STATUS,
    UNDO_DAYS,
    ClosingReason,
    Decision,
    Head,
    RefusalReason,
    Status,
    known_since,
    shown_as,
)
from coaching.contacts.models import Contact
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


def display_name(period: ServicePeriod) -> str:
    """Return how the client of a stay is called on a page: the name when kept, else the code."""
    return shown_as(period.client)


def first_day_of_team(session: Session, team_id: int) -> date | None:
    """Return the day of a team's first client, from which its first review is counted.

    The day is the first meeting, or the referral where no meeting is recorded; referrals that led
    to nothing do not count. None before the first client.
    Source: model.md, *Reviews and scales*.
    """
    day = func.coalesce(
        ServicePeriod.entry_date, ServicePeriod.referral_date, ServicePeriod.known_on
    )
    return session.scalar(
        select(func.min(day)).where(
            ServicePeriod.team_id == team_id,
            ServicePeriod.decision.in_([Decision.ACCEPTED, Decision.WAITING]),
        )
    )


def head(session: Session, actor: Actor, period: ServicePeriod) -> Head:
    """Return what stands at the head of a client's pages, for a stay a door has opened.

    The value outlives the session and a refusal that undoes what was written.
    """
    status, today = Status(period.status), clock.today()
    coach = session.execute(
        select(User.id, User.name)
        .join(Assignment, Assignment.coach_id == User.id)
        .where(Assignment.period_id == period.id, Assignment.ended_on.is_(None))
    ).first()
    return Head(
        period_id=period.id,
        public_id=period.public_id,
        shown=shown_as(period.client),
        code=period.client.code,
        status=status,
        phase=PHASE_OF_STATUS.get(status),
        since=_status_since(session, period),
        team_id=period.team_id,
        team=session.get_one(Team, period.team_id).name,
        coach_id=coach.id if coach else None,
        coach=coach.name if coach else None,
        known=known_since(period.referral_date, period.known_on),
        referral_date=period.referral_date,
        entry_date=period.entry_date,
        days=days_in_service(period.entry_date, period.closed_on or today),
        waiting_since=period.waiting_since,
        closed_on=period.closed_on,
        closed_reason=ClosingReason(period.closed_reason) if period.closed_reason else None,
        decision=Decision(period.decision),
        refusal=RefusalReason(period.refusal) if period.refusal else None,
        row_version=period.row_version,
        in_charge=is_in_charge(session, actor, period),
        undo_until=undo_until(period),
    )


def days_in_service(entry: date | None, until: date) -> int | None:
    """Return whole days from the first real meeting to a day; None before that meeting."""
    return None if entry is None else max(0, (until - entry).days)


def undo_until(period: ServicePeriod) -> date | None:
    """Return the last day on which a closing can be undone; None for an open stay."""
    if period.closed_on is None:
        return None
    made = clock.local(period.closed_at).date() if period.closed_at else period.closed_on
    return made + timedelta(days=UNDO_DAYS)


def is_in_charge(session: Session, actor: Actor, period: ServicePeriod) -> bool:
    """Tell whether a person may change who coaches a client and how the stay goes on.

    That is the team's leader and the coach of the day. When nobody coaches the client, the last
    coach may, as long as the client is still in sight; a former coach of a client whom somebody
    else coaches only sees.
    """
    if period.team_id in actor.leader_of:
        return True
    return actor.is_coach and newest_coach(session, period) == actor.user_id


def newest_coach(session: Session, period: ServicePeriod) -> int | None:
    """Return who coaches a client or, when nobody does, who did so last; None for nobody yet."""
    open_first = (Assignment.ended_on.is_not(None), Assignment.ended_on.desc())
    return session.scalar(
        select(Assignment.coach_id)
        .where(Assignment.period_id == period.id)
        .order_by(*open_first, Assignment.id.desc())
        .limit(1)
    )


def take_charge(
    session: Session, actor: Actor, public_id: str, basis: Basis, action: Action = Action.VIEW
) -> ServicePeriod:
    """Open a stay for changing its course; as `doors.open_record`, for those in charge only.

    Raises:
        NotThere: not this person's to see, or to see but not to change.
    """
    period = doors.open_record(session, actor, public_id, basis, action)
    if not is_in_charge(session, actor, period):
        raise doors.refuse(session, actor, basis, period)
    return period


def change_status(
    session: Session, actor: Actor, period: ServicePeriod, status: Status, on: date
) -> None:
    """Set by hand where a client stands.

    Args:
        status: one of `BY_HAND`; waiting, paused and closed follow from what they come with.
        on: first day of the status.

    Raises:
        NotByHand: another status, or the stay is paused or waits.
        NotOpen: the stay is closed.
        DayAhead, DayBeforeKnown, BeforeLastStatus: the day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    if status not in BY_HAND or period.status not in BY_HAND:
        raise NotByHand
    check_day(period, "on", on)
    check_after_last_status(session, period, on)
    if period.status == status:
        return
    set_status(session, actor, period, status, on)
    note_change(session, actor, period, Basis.COACHING, {"status": status.value})


def note_real_meeting(session: Session, actor: Actor, period: ServicePeriod, on: date) -> bool:
    """Take in that a real meeting was held: the first one is the day coaching began.

    Contacts call this for a contact face to face or by video, with the client, reached. An entry
    date that is there stays; an earlier meeting found later is only suggested on the card
    (`suggested_entry`).

    Returns:
        True when the entry date was filled in. Source: model.md, *Clients and stays*.
    """
    if period.entry_date is not None or period.closed_on is not None:
        return False
    period.entry_date = on
    history.record(
        session,
        actor,
        "service_period",
        period.public_id,
        {"entry_date": on.isoformat()},
        source="computed",
        origin="first_meeting",
    )
    return True


def suggested_entry(session: Session, period: ServicePeriod) -> date | None:
    """Return the day of the earliest real meeting on record when coaching began with it.

    That is when the card has no entry date or a later one. An earlier one on the card stays: the
    first meeting is told at the intake, often without a contact of its own.
    """
    found = session.scalar(
        select(func.min(Contact.on)).where(
            Contact.period_id == period.id,
            Contact.with_whom == "client",
            Contact.mode.in_(["face_to_face", "video"]),
            Contact.reached.is_(True),
            Contact.withdrawn_at.is_(None),
        )
    )
    entry = period.entry_date
    return found if found is not None and (entry is None or found < entry) else None


def check_day(period: ServicePeriod, field: str, on: date) -> None:
    """Refuse a day to come, or before the client was known.

    Raises:
        DayAhead, DayBeforeKnown: beside the field.
    """
    known = known_since(period.referral_date, period.known_on)
    if on > clock.today():
        raise DayAhead(field)
    if on < known:
        raise DayBeforeKnown(field, known=known)


def check_after_last_status(session: Session, period: ServicePeriod, on: date) -> None:
    """Refuse a day before the status of now began: the days of statuses follow one another.

    Raises:
        BeforeLastStatus: beside the day.
    """
    latest = _status_since(session, period)
    if on < latest:
        raise BeforeLastStatus(latest=latest)


def note_change(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    basis: Basis,
    values: Mapping[str, Any],
) -> None:
    """Keep who changed a stay: values in the history, a line in the use log."""
    history.record(session, actor, "service_period", period.public_id, values)
    uselog.note(session, actor.user_id, Action.CHANGE, basis, [period.id], fields=sorted(values))


def _status_since(session: Session, period: ServicePeriod) -> date:
    found = session.scalar(
        select(PeriodStatus.since)
        .where(PeriodStatus.period_id == period.id)
        .order_by(PeriodStatus.since.desc(), PeriodStatus.id.desc())
        .limit(1)
    )
    return found or period.known_on
