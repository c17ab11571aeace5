"""Consents: recording, limiting and withdrawing them, and the gate of contacts.

A consent belongs to the stay: who comes back is asked anew. Nothing is deleted; what is changed
stays in the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import DayAhead, NotOpen
from coaching.consents.models import Consent
from coaching.consents.refusals import (
    DayNotInConsent,
    EndsBeforeGiven,
    LimitIncomplete,
    WhomMissing,
)
from coaching.consents.types import (
    ENDS_SOON_DAYS,
    FIELDS,
    OTHERS,
    ConsentKind,
    DataGroup,
    ListedConsent,
    Missing,
    NewConsent,
    Renewal,
)
from coaching.contacts.types import MadeBy, Purpose, With
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

RECORD = "consent"
"""Kind of a consent in the history of values."""

AS_GIVEN = "as_given"
"""Where the first value of a field in the history is from: the consent as it was recorded."""


def gate(
    session: Session,
    period: ServicePeriod | None,
    with_whom: With,
    on: date,
    *,
    purposes: Iterable[Purpose] = (),
    reached: bool = True,
    made_by: MadeBy = MadeBy.COACH,
) -> Missing | None:
    """Tell whether contact with somebody about a client lacks the client's consent.

    The one home of the rule: whoever is in touch with an employer, the family, an agency or
    anybody else about a client needs a consent of the stay that is in force on the day and names
    them. None is needed for
    - a contact about no client, or with the client;
    - one with an employer that the client made;
    - an attempt that reached nobody, since nothing was told;
    - coming to the service: who refers a client calls before anybody could have asked for consent.

    Args:
        period: the stay it is about; None for no client.
        on: the day of the contact.

    Returns:
        What is missing; None when nothing is.
        Source: forms.md, 1.4; users.md; model.md, *Contacts*.
    """
    if period is None or with_whom is With.CLIENT or not reached:
        return None
    if with_whom is With.EMPLOYER and made_by is MadeBy.CLIENT:
        return None
    if Purpose.COMING_TO_SERVICE in purposes:
        return None
    return missing(session, period, on).get(with_whom)


def missing(session: Session, period: ServicePeriod, on: date) -> dict[With, Missing]:
    """Return all with whom one may not be in touch about a client on a day, for saying so before."""
    known = of_stay(session, period)
    return {
        one: Missing(one, _ended(known, one, on))
        for one in OTHERS
        if not any(consent.covers(one, on) for consent in known)
    }


def of_stay(session: Session, period: ServicePeriod) -> list[ListedConsent]:
    """Return the consents of a stay, last given first."""
    rows = session.scalars(
        select(Consent)
        .where(Consent.period_id == period.id)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return [as_listed(row, period) for row in rows]


def get(session: Session, period: ServicePeriod, public_id: str) -> Consent:
    """Return one consent of a stay.

    Raises:
        NotThere: it is not of this stay.
    """
    row = session.scalar(
        select(Consent).where(Consent.public_id == public_id, Consent.period_id == period.id)
    )
    if row is None:
        raise NotThere
    return row


def add(session: Session, actor: Actor, period: ServicePeriod, new: NewConsent) -> Consent:
    """Record a consent; the paper itself is not kept here.

    Raises:
        NotOpen: the stay has ended.
        DayAhead, EndsBeforeGiven, DayNotInConsent, LimitIncomplete: a day cannot be.
        WhomMissing: nobody is named whom one may be in touch with.
    """
    _check(period, new)
    row = Consent(period_id=period.id, by_id=actor.user_id, at=clock.now(), **_columns(new))
    session.add(row)
    session.flush()
    _note_use(session, actor, period, Action.CREATE, row)
    return row


def change(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    row: Consent,
    new: NewConsent,
    version: int,
) -> None:
    """Limit or withdraw a consent, or mend what was typed wrongly; the old values stay in history.

    Args:
        row: from `get`.
        version: row version that the page showed.

    Raises:
        ChangedMeanwhile: somebody saved a newer version.
        As `add` otherwise.
    """
    session.refresh(row, with_for_update=True)
    if row.row_version != version:
        changes = history.newest(session, RECORD, row.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))
    _check(period, new)
    columns = _columns(new)
    old = {name: getattr(row, name) for name in columns}
    changed = [name for name in columns if old[name] != columns[name]]
    if not changed:
        return
    known = history.newest(session, RECORD, row.public_id)
    first = {name: _plain(old[name]) for name in changed if name not in known}
    history.record(session, actor, RECORD, row.public_id, first, origin=AS_GIVEN)
    later = {name: _plain(columns[name]) for name in changed}
    history.record(session, actor, RECORD, row.public_id, later)
    for name in changed:
        setattr(row, name, columns[name])
    session.flush()
    _note_use(session, actor, period, Action.CHANGE, row, fields=sorted(changed))


def ending(
    session: Session,
    period_ids: Collection[int],
    today: date,
    within_days: int = ENDS_SOON_DAYS,
) -> list[Renewal]:
    """Return consents of open stays to ask for anew: soon over or over, with none going on.

    A withdrawn one is the client's answer and is not asked for again. Of several that end, only
    the last one of a kind is told.

    Args:
        period_ids: stays that a door of lists has shown to the person.

    Returns:
        One for each kind of a stay, the one that ends first before the others.
    """
    rows = session.scalars(
        select(Consent)
        .join(ServicePeriod, ServicePeriod.id == Consent.period_id)
        .where(
            Consent.period_id.in_(period_ids),
            Consent.given_on <= today,
            ServicePeriod.closed_on.is_(None),
        )
        .order_by(Consent.period_id, Consent.kind, Consent.id)
    )
    lasting: dict[tuple[int, str], Consent] = {}
    for row in rows:
        key = (row.period_id, row.kind)
        there = lasting.get(key)
        if there is None or _reach(row) >= _reach(there):
            lasting[key] = row
    until = today + timedelta(days=within_days)
    found = [
        Renewal(row.period_id, row.public_id, ConsentKind(row.kind), row.valid_to)
        for row in lasting.values()
        if row.valid_to is not None and row.valid_to <= until and row.withdrawn_on is None
    ]
    return sorted(found, key=lambda one: (one.last_day, one.period_id, one.kind))


def as_listed(row: Consent, period: ServicePeriod) -> ListedConsent:
    """Return a consent as pages show it."""
    return ListedConsent(
        kind=ConsentKind(row.kind),
        given_on=row.given_on,
        with_whom=tuple(With(code) for code in row.with_whom),
        parties=row.parties,
        data_groups=tuple(DataGroup(code) for code in row.data_groups),
        purpose=row.purpose,
        valid_to=row.valid_to,
        limited_on=row.limited_on,
        limits=row.limits,
        withdrawn_on=row.withdrawn_on,
        paper_at=row.paper_at,
        contact_person=row.contact_person,
        public_id=row.public_id,
        row_version=row.row_version,
        closed_on=period.closed_on,
    )


def _check(period: ServicePeriod, new: NewConsent) -> None:
    if period.closed_on is not None:
        raise NotOpen
    today = clock.today()
    if new.given_on > today:
        raise DayAhead("given_on")
    if not new.with_whom and new.kind is not ConsentKind.OWN_SERVICE:
        raise WhomMissing
    if new.valid_to is not None and new.valid_to < new.given_on:
        raise EndsBeforeGiven
    for field in ("limited_on", "withdrawn_on"):
        day = getattr(new, field)
        if day is not None and not new.given_on <= day <= today:
            raise DayNotInConsent(field)
    if new.limited_on is not None and not new.limits:
        raise LimitIncomplete("limits")
    if new.limits and new.limited_on is None:
        raise LimitIncomplete("limited_on")


def _ended(known: Iterable[ListedConsent], with_whom: With, on: date) -> date | None:
    """Return since when there is no consent: the newest end of those that named somebody."""
    ends = [
        end
        for consent in known
        if with_whom in consent.with_whom
        for end in (consent.withdrawn_on, consent.last_day)
        if end is not None and end <= on
    ]
    return max(ends, default=None)


def _reach(row: Consent) -> date:
    """Return how far a consent goes: to its withdrawing, its last day, or without end."""
    days = [day for day in (row.withdrawn_on, row.valid_to) if day is not None]
    return min(days, default=date.max)


def _columns(new: NewConsent) -> dict[str, Any]:
    return {name: getattr(new, name) for name in FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [str(one) for one in value] if isinstance(value, tuple) else value


def _note_use(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    action: Action,
    row: Consent,
    **detail: object,
) -> None:
    uselog.note(
        session,
        actor.user_id,
        action,
        Basis.COACHING,
        [period.id],
        consent=row.public_id,
        **detail,
    )
