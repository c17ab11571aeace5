"""The client card: what it holds, changing it, and the same person's likeness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history, sealing
from coaching.accounts import organisation
from coaching.accounts.models import CareTeam
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.refusals import (
    DayAhead,
    DayBeforeKnown,
    ReferralAfter,
)
from coaching.clients.statuses import lock_periods
from coaching.clients.types import (
    Card,
    Helper,
    known_since,
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
        raise ChangedMeanwhile(**_last_change(session, period))
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


def names_kept(session: Session) -> int:
    """Return how many clients have a name; a number for the settings page, which opens none."""
    query = select(func.count()).select_from(Client).where(Client.name_sealed.is_not(None))
    return session.scalar(query) or 0


def plain(value: Any) -> Any:
    """Return a value of a card as JSON can hold it, for the history."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [vars(one) if isinstance(one, Helper) else str(one) for one in value]
    return value


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
    stays = doors.stays_of(session, period) if person else [period.id]
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.COACHING, stays, fields=sorted(values))


def _check_days(session: Session, period: ServicePeriod, new: Card) -> None:
    today = clock.today()
    for field, day in (("referral_date", new.referral_date), ("entry_date", new.entry_date)):
        if day is not None and day > today:
            raise DayAhead(field)
    if new.referral_date is not None:
        earliest = _first_trace(session, period)
        if earliest is not None and new.referral_date > earliest:
            raise ReferralAfter("referral_date", earliest=earliest)
    known = known_since(new.referral_date, period.known_on)
    if new.entry_date is not None and new.entry_date < known:
        raise DayBeforeKnown("entry_date", known=known)


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


def _last_change(session: Session, period: ServicePeriod) -> dict[str, Any]:
    newest = [
        *history.newest(session, "client", period.client.public_id).values(),
        *history.newest(session, "service_period", period.public_id).values(),
    ]
    return history.by_whom(newest)
