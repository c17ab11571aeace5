"""Facts of clients: how they were let in, their profiles, and what was offered to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.benefits.models import BenefitsCheck
from coaching.benefits.types import CheckedBy, CheckReason
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Decision, RefusalReason
from coaching.contacts.types import Purpose, With
from coaching.profiles.models import DisclosureTalk, FormVersion
from coaching.profiles.types import FormState
from coaching.reviews.in_scale import client
from fidelity import facts as plain

BENEFITS_COUNSELLING, DISCLOSURE_TALK = "benefits_counselling", "disclosure_talk"

_DECISIONS = {
    Decision.ACCEPTED: "accepted",
    Decision.WAITING: "pending",
    Decision.DID_NOT_WANT: "refused",
    Decision.REFUSED: "refused",
}
_REASONS = {
    CheckReason.BEFORE_START: "before_job",
    CheckReason.HOURS_CHANGE: "change",
    CheckReason.PAY_CHANGE: "change",
    CheckReason.OTHER: "search",
}


def referrals(session: Session, team_id: int) -> tuple[plain.Referral, ...]:
    """Return the referrals of a team: each stay began with one (fidelity scale, O6)."""
    rows = session.execute(
        select(
            ServicePeriod.id,
            ServicePeriod.referral_date,
            ServicePeriod.known_on,
            ServicePeriod.referral_source,
            ServicePeriod.decision,
            ServicePeriod.decided_on,
            ServicePeriod.refusal,
        )
        .where(ServicePeriod.team_id == team_id)
        .order_by(ServicePeriod.id)
    )
    return tuple(
        plain.Referral(
            id=f"referral-{row.id}",
            on=row.referral_date or min(row.known_on, row.decided_on),
            source=row.referral_source,
            decision=_DECISIONS[Decision(row.decision)],
            decided_on=None if row.decision == Decision.WAITING else row.decided_on,
            reason=_refusal(row.decision, row.refusal),
        )
        for row in rows
    )


def plans(
    session: Session, team_id: int, contacts: Iterable[plain.Contact]
) -> tuple[plain.PlanVersion, ...]:
    """Return the ready versions of form A, each after how many sessions it was ready.

    A session is a contact with the client, reached, that was about the profile; the making of a
    version is one at least (fidelity scale, V3; reading 38).
    """
    sessions: dict[str, list[date]] = {}
    for contact in contacts:
        met = contact.with_whom == With.CLIENT and contact.reached and contact.client is not None
        if met and Purpose.PROFILE in contact.purposes:
            sessions.setdefault(str(contact.client), []).append(contact.on)
    rows = session.execute(
        select(FormVersion.period_id, FormVersion.number, FormVersion.ready_on)
        .join(ServicePeriod, ServicePeriod.id == FormVersion.period_id)
        .where(
            ServicePeriod.team_id == team_id,
            FormVersion.form == "a",
            FormVersion.state == FormState.READY,
        )
        .order_by(FormVersion.id)
    )
    return tuple(
        plain.PlanVersion(
            client=client(period),
            version=number,
            on=ready,
            session=max(1, sum(day <= ready for day in sessions.get(client(period), ()))),
        )
        for period, number, ready in rows
        if ready is not None
    )


def offers(session: Session, team_id: int) -> tuple[plain.Offer, ...]:
    """Return the benefits checks of the team's clients and their talks on disclosure.

    A check that the client declined was offered all the same. A talk belongs to the person: it
    counts for the stay that was going on, or the one it led to (fidelity scale, V1 and V2).
    """
    checks = session.execute(
        select(
            BenefitsCheck.period_id,
            BenefitsCheck.on,
            BenefitsCheck.checked_by,
            BenefitsCheck.reason,
        )
        .join(ServicePeriod, ServicePeriod.id == BenefitsCheck.period_id)
        .where(ServicePeriod.team_id == team_id)
        .order_by(BenefitsCheck.id)
    )
    found = [
        plain.Offer(
            client=client(period),
            on=on,
            kind=BENEFITS_COUNSELLING,
            trained=by == CheckedBy.ADVISER,
            reason=_REASONS[CheckReason(reason)],
        )
        for period, on, by, reason in checks
    ]
    return (*found, *_talks(session, team_id))


def _talks(session: Session, team_id: int) -> Iterable[plain.Offer]:
    rows = session.execute(
        select(
            DisclosureTalk.id,
            DisclosureTalk.on,
            DisclosureTalk.pros_and_cons,
            DisclosureTalk.choice,
            ServicePeriod.id.label("period"),
            ServicePeriod.closed_on,
        )
        .join(ServicePeriod, ServicePeriod.client_id == DisclosureTalk.client_id)
        .where(ServicePeriod.team_id == team_id)
        .order_by(DisclosureTalk.id, ServicePeriod.id.desc())
    )
    of_stay: dict[int, plain.Offer] = {}
    for row in rows:
        if row.closed_on is not None and row.closed_on < row.on:
            continue
        # Rows come newest stay first, so that the oldest one still open on the day stays.
        of_stay[row.id] = plain.Offer(
            client=client(row.period),
            on=row.on,
            kind=DISCLOSURE_TALK,
            trained=False,
            reason="search",
            says_what=bool(row.choice) and row.pros_and_cons,
        )
    return of_stay.values()


def _refusal(decision: str, refusal: str | None) -> str | None:
    return RefusalReason.NO_INTEREST.value if decision == Decision.DID_NOT_WANT else refusal
