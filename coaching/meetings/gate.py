"""Whom a meeting can be about, and what the client wants, as both stood on the day of the meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts import service as contacts
from coaching.meetings.types import Goal, Offered, WhyMissing
from coaching.profiles.models import DisclosureTalk, FormVersion
from coaching.profiles.types import TELLS, Disclosure

FORM_A = "a"


def offered(session: Session, actor: Actor, on: date) -> list[Offered]:
    """Return the clients a person logs meetings about, each with why not when one cannot be.

    A coach's own clients of today; for a leader who coaches nobody, the team's open stays.
    """
    own = contacts.choices(session, actor)
    missing = _missing(session, [one.public_id for one in own], on)
    return [Offered(one.public_id, one.shown, missing[one.public_id]) for one in own]


def why_missing(session: Session, period: ServicePeriod, on: date) -> WhyMissing | None:
    """Tell why nobody may speak for a client on a day; None when the client allows it.

    The newest talk up to the day decides: "tell agreed things" or "tell freely", until the day to
    talk again. Source: forms.md, 3 and 10.2; model.md, *What an employer may be told*.
    """
    return _missing(session, [period.public_id], on)[period.public_id]


def goal_on(session: Session, period: ServicePeriod, on: date) -> Goal | None:
    """Return what a client wants by the profile in force on a day; None when none was.

    In force is the last version marked ready on or before the day, as it was then.
    """
    row = session.scalar(
        select(FormVersion)
        .where(
            FormVersion.period_id == period.id,
            FormVersion.form == FORM_A,
            FormVersion.ready_on <= on,
            FormVersion.frozen_sealed.is_not(None),
        )
        .order_by(FormVersion.number.desc())
        .limit(1)
    )
    if row is None or row.ready_on is None:
        return None
    return Goal(row.number, row.ready_on, row.definition, row.frozen["answers"])


def employers_named(goal: Goal) -> list[tuple[str, str]]:
    """Return name and public id of the employers that a profile says to meet first.

    The id is empty for one that was not in the register.
    """
    rows = goal.answers.get("target_employers") or ()
    told = [row["employer"] for row in rows if row.get("employer")]
    return [(one["name"], one["id"]) for one in told]


def _missing(
    session: Session, public_ids: Collection[str], on: date
) -> dict[str, WhyMissing | None]:
    """Return for each stay why nobody may speak for its client on a day."""
    rows = session.execute(
        select(ServicePeriod.public_id, DisclosureTalk.choice, DisclosureTalk.review_on)
        .join(DisclosureTalk, DisclosureTalk.client_id == ServicePeriod.client_id)
        .where(ServicePeriod.public_id.in_(public_ids), DisclosureTalk.on <= on)
        .order_by(DisclosureTalk.on, DisclosureTalk.id)
    )
    newest = {public_id: (choice, review_on) for public_id, choice, review_on in rows}
    return {one: _why(newest.get(one), on) for one in public_ids}


def _why(talk: tuple[str, date | None] | None, on: date) -> WhyMissing | None:
    if talk is None:
        return WhyMissing.NO_TALK
    choice, review_on = talk
    if choice not in TELLS:
        nothing = choice == Disclosure.NOTHING
        return WhyMissing.NOTHING_TOLD if nothing else WhyMissing.LATER
    return WhyMissing.REVIEW_PASSED if review_on is not None and review_on < on else None
