"""Clients and their stays: the head of every page, the card, the status, the first meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history, sealing
from coaching.accounts import organisation
from coaching.accounts.models import CareTeam, Team, User
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.clients.refusals import (
    DayAhead,
    DayBeforeKnown,
    NotByHand,
    NotOpen,
    ReferralAfter,
)
from coaching.clients.statuses import lock_periods, set_status
from coaching.clients.types import (
    BY_HAND,
    PHASE_OF_STATUS,
    UNDO_DAYS,
    Card,
    Decision,
    Head,
    Helper,
    Status,
    known_since,
    shown_as,
)
from coaching.contacts.models import Contact
from coaching.errors import ChangedMeanwhile
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

PERSON_FIELDS = (
    "name",
    "birth_year",
    "language",
    "needs_interpreter",
    "contact_ways",
    "contact_details",
    "main_income",
)
STAY_FIELDS = (
    "referral_source",
    "referral_date",
    "wants_work",
    "entry_date",
    "in_work_at_entry",
    "care_team_id",
    "legal_basis",
)


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
        closed_reason=period.closed_reason,
        decision=period.decision,
        refusal=period.refusal,
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
        DayAhead, DayBeforeKnown: the day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    if period.closed_on is not None:
        raise NotOpen
    if status not in BY_HAND or period.status not in BY_HAND:
        raise NotByHand
    check_day(period, "on", on)
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
    """Return the day of the earliest real meeting on record when it is not the entry date."""
    found = session.scalar(
        select(func.min(Contact.on)).where(
            Contact.period_id == period.id,
            Contact.with_whom == "client",
            Contact.mode.in_(["face_to_face", "video"]),
            Contact.reached.is_(True),
            Contact.withdrawn_at.is_(None),
        )
    )
    return found if found != period.entry_date else None


def card(period: ServicePeriod) -> Card:
    """Return the client card of a stay as it stands."""
    client = period.client
    return Card(
        **{name: getattr(client, name) for name in PERSON_FIELDS},
        **{name: getattr(period, name) for name in STAY_FIELDS},
        other_helpers=tuple(Helper(**row) for row in period.other_helpers or ()),
    )


def care_team(session: Session, period: ServicePeriod) -> str | None:
    """Return the name of a client's treatment or support team."""
    if period.care_team_id is None:
        return None
    return session.get_one(CareTeam, period.care_team_id).name


def card_version(period: ServicePeriod) -> int:
    """Return the version of a card: it grows whenever the person's or the stay's row changes."""
    return period.row_version + period.client.row_version


def change_card(
    session: Session, actor: Actor, period: ServicePeriod, new: Card, version: int
) -> None:
    """Write what was changed on a client card, with its history.

    Args:
        version: of the card the person looked at (`card_version`).

    Raises:
        ChangedMeanwhile: somebody saved a newer one.
        DayAhead, DayBeforeKnown, ReferralAfter: a day cannot be.
    """
    (period,) = lock_periods(session, [period.id])
    if card_version(period) != version:
        raise ChangedMeanwhile(user=_last_writer(session, period))
    old = card(period)
    if not organisation.load(session).names_on:
        new = replace(new, name=old.name, contact_details=old.contact_details)
    _check_days(session, period, new)
    client = period.client
    changed = _differences(old, new)
    for name in PERSON_FIELDS:
        if name in changed:
            setattr(client, name, getattr(new, name))
    for name in STAY_FIELDS:
        if name in changed:
            setattr(period, name, getattr(new, name))
    if "other_helpers" in changed:
        period.other_helpers = [vars(helper) for helper in new.other_helpers]
    client.likeness = likeness(client.name, client.birth_year)
    session.flush()
    _remember_card(session, actor, period, changed)


def likeness(name: str | None, birth_year: int | None) -> str | None:
    """Return the keyed hash that clients of the same name and birth year share; None unnamed."""
    folded = fold(name or "")
    if not folded:
        return None
    return sealing.vault().keyed_hash(f"client likeness:{folded}:{birth_year or ''}")


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


def plain(value: Any) -> Any:
    """Return a value of a card as JSON can hold it, for the history."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [vars(one) if isinstance(one, Helper) else str(one) for one in value]
    return value


def _status_since(session: Session, period: ServicePeriod) -> date:
    found = session.scalar(
        select(PeriodStatus.since)
        .where(PeriodStatus.period_id == period.id)
        .order_by(PeriodStatus.since.desc(), PeriodStatus.id.desc())
        .limit(1)
    )
    return found or period.known_on


def _differences(old: Card, new: Card) -> dict[str, Any]:
    before, after = vars(old), vars(new)
    return {name: value for name, value in after.items() if before[name] != value}


def _remember_card(
    session: Session, actor: Actor, period: ServicePeriod, changed: Mapping[str, Any]
) -> None:
    if not changed:
        return
    values = {name: plain(value) for name, value in changed.items()}
    person = {name: value for name, value in values.items() if name in PERSON_FIELDS}
    history.record(session, actor, "client", period.client.public_id, person)
    stay = {name: value for name, value in values.items() if name not in PERSON_FIELDS}
    history.record(session, actor, "service_period", period.public_id, stay)
    uselog.note(
        session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], fields=sorted(values)
    )


def _check_days(session: Session, period: ServicePeriod, new: Card) -> None:
    today = clock.today()
    for field, day in (("referral_date", new.referral_date), ("entry_date", new.entry_date)):
        if day is not None and day > today:
            raise DayAhead(field)
    known = known_since(new.referral_date, period.known_on)
    if new.entry_date is not None and new.entry_date < known:
        raise DayBeforeKnown("entry_date", known=known)
    if new.referral_date is not None:
        earliest = _first_trace(session, period)
        if earliest is not None and new.referral_date > earliest:
            raise ReferralAfter("referral_date", earliest=earliest)


def _first_trace(session: Session, period: ServicePeriod) -> date | None:
    """Return the earliest day of what followed from the referral: decision, coach, contact."""
    days = [
        period.decided_on,
        session.scalar(select(func.min(Assignment.since)).where(Assignment.period_id == period.id)),
        session.scalar(
            select(func.min(Contact.on)).where(
                Contact.period_id == period.id, Contact.withdrawn_at.is_(None)
            )
        ),
    ]
    return min((day for day in days if day is not None), default=None)


def _last_writer(session: Session, period: ServicePeriod) -> str:
    newest = [
        *history.newest(session, "client", period.client.public_id).values(),
        *history.newest(session, "service_period", period.public_id).values(),
    ]
    return max(newest, key=lambda origin: origin.at).by_name if newest else ""
