"""What a contact must hold before it is written."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.caseload.models import Assignment
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.clients.types import known_since
from coaching.consents import service as consents
from coaching.consents.refusals import ConsentMissing
from coaching.contacts.refusals import (
    ClientNotChosen,
    ContactAfterClosing,
    ContactAhead,
    ContactBeforeKnown,
    EmployerNotChosen,
    LengthOutside,
    MeetingPurposeMissing,
    NoteOverLimit,
    NothingIsTold,
    NotYourClientThen,
    PlaceNotChosen,
    SpeakForWhom,
)
from coaching.contacts.types import NOTE_LIMIT, Agreed, MeetingPurpose, Mode, NewContact, With
from coaching.profiles.models import DisclosureTalk
from coaching.profiles.types import Disclosure

_MINUTES_OF_A_DAY = 24 * 60


def check(session: Session, period: ServicePeriod | None, new: NewContact) -> None:
    """Refuse what no record may hold, whoever asks.

    The form has asked for most of it already, beside the fields; imports and tests come here alone.

    Raises:
        Refusal: one of contacts.refusals; nothing was written.
        Source: model.md, *Contacts*; forms.md, 1.3, 3 and 10.
    """
    _check_day(period, new.on)
    if period is None and new.with_whom is not With.EMPLOYER:
        raise ClientNotChosen
    if new.mode is Mode.FACE_TO_FACE and new.place is None:
        raise PlaceNotChosen
    if new.minutes is not None and not 0 <= new.minutes <= _MINUTES_OF_A_DAY:
        raise LengthOutside
    over = len(new.note or "") - NOTE_LIMIT
    if over > 0:
        raise NoteOverLimit(over=over)
    if new.with_whom is With.EMPLOYER:
        _check_meeting(session, period, new)


def check_consent(session: Session, period: ServicePeriod | None, new: NewContact) -> None:
    """Ask for the client's consent, or for how it was agreed without one.

    What has taken place can always be logged truthfully: the client agreed by word of mouth, or
    nothing about the client was told (which speaking for a client cannot be).

    Raises:
        ConsentMissing: neither is there. Source: `consents.service.gate`.
    """
    lacking = consents.gate(
        session,
        period,
        new.with_whom,
        new.on,
        purposes=new.purposes,
        reached=new.reached,
        made_by=new.made_by,
    )
    speaks = new.meeting_purpose is MeetingPurpose.SPEAK_FOR_CLIENT
    silent = new.agreed is Agreed.NOTHING_TOLD and not (new.with_whom is With.EMPLOYER and speaks)
    if lacking is not None and new.agreed is not Agreed.BY_WORD and not silent:
        raise ConsentMissing(ended=lacking.ended_on)


def check_own_day(
    session: Session, actor: Actor, period: ServicePeriod | None, new: NewContact
) -> None:
    """Let a former coach log late what was done then, and nothing of the days after."""
    if period is None or clients.is_in_charge(session, actor, period):
        return
    coached = select(Assignment.id).where(
        Assignment.period_id == period.id,
        Assignment.coach_id == actor.user_id,
        Assignment.since <= new.on,
        or_(Assignment.ended_on.is_(None), Assignment.ended_on > new.on),
    )
    if session.scalar(coached.limit(1)) is None:
        raise NotYourClientThen


def _check_day(period: ServicePeriod | None, on: date) -> None:
    if on > clock.today():
        raise ContactAhead
    if period is None:
        return
    known = known_since(period.referral_date, period.known_on)
    if on < known:
        raise ContactBeforeKnown(known=known)
    if period.closed_on is not None and on > period.closed_on:
        raise ContactAfterClosing(closed=period.closed_on)


def _check_meeting(session: Session, period: ServicePeriod | None, new: NewContact) -> None:
    if not new.employer:
        raise EmployerNotChosen
    if new.reached and new.meeting_purpose is None:
        raise MeetingPurposeMissing
    if new.meeting_purpose is MeetingPurpose.SPEAK_FOR_CLIENT:
        if period is None:
            raise SpeakForWhom
        if _nothing_is_told(session, period, new.on):
            raise NothingIsTold


def _nothing_is_told(session: Session, period: ServicePeriod, on: date) -> bool:
    """Tell whether the newest disclosure talk of that day says that employers are told nothing."""
    newest = session.scalar(
        select(DisclosureTalk.choice)
        .where(DisclosureTalk.client_id == period.client_id, DisclosureTalk.on <= on)
        .order_by(DisclosureTalk.on.desc(), DisclosureTalk.id.desc())
        .limit(1)
    )
    return newest == Disclosure.NOTHING
