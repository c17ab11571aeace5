"""Taking in a client: referral, the joint first meeting, the decision, all in one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from coaching import clock, history
from coaching.accounts import organisation
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import doors, joining
from coaching.clients.cards import PERSON_FIELDS, likeness, plain
from coaching.clients.codes import new_code
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.refusals import (
    CoachMissing,
    DayAhead,
    DayBeforeKnown,
    LikelyKnown,
    ReferralAfter,
    RefusalReasonMissing,
    SamePersonHere,
)
from coaching.clients.statuses import set_status, start_waiting
from coaching.clients.types import (
    CLOSED_BY,
    ClosingReason,
    Decision,
    Intake,
    Likely,
    Status,
    known_since,
)
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

_STAY_FIELDS = (
    "team_id",
    "referral_source",
    "referral_date",
    "decision",
    "decided_on",
    "refusal",
    "reason_words",
    "wants_work",
    "in_work_at_entry",
    "care_team_id",
    "legal_basis",
)


def take_in(session: Session, actor: Actor, intake: Intake) -> ServicePeriod:
    """Take in a client: make the stay and, unless they come back, the person.

    Accepted: the coach holds a place from the day of the decision. Waiting: last on the team's
    list. Did not want, or refused with a reason: a closed stay is kept, so that item O6 can count
    who was let in and why somebody was not.

    Args:
        intake: what the page tells; a name is kept only when the organisation keeps names.

    Raises:
        CoachMissing, RefusalReasonMissing: the decision lacks what it needs.
        CaseloadFull and the other refusals of `caseload.assign`: no place with that coach.
        LikelyKnown: clients in sight have this name and birth year; who is meant is not said.
        SamePersonHere: the person has an open stay in the team.
        DayAhead, DayBeforeKnown, ReferralAfter: a day cannot be.
        NotThere: a team the person does not work in, or a client not in sight.
        Source: model.md, *Clients and stays*.
    """
    intake = _as_kept(session, actor, intake)
    _check(session, actor, intake)
    with session.begin_nested():
        client, earlier = _person(session, actor, intake)
        period = _stay(session, actor, client, intake)
        _decide(session, actor, period, intake)
    if intake.not_the_same:
        others = [
            one.public_id for one in likely_same(session, actor, client.name, client.birth_year)
        ]
        joining.differ(session, actor, client, [one for one in others if one != client.public_id])
    if earlier is not None:
        _carry_over(session, actor, earlier, period)
    values = {name: plain(getattr(intake, name)) for name in _STAY_FIELDS}
    history.record(session, actor, "service_period", period.public_id, values)
    uselog.note(session, actor.user_id, Action.CREATE, Basis.INTAKE, [period.id])
    return period


def likely_same(
    session: Session, actor: Actor, name: str | None, birth_year: int | None
) -> list[Likely]:
    """Return clients in the person's sight who have this name and birth year, newest stay each.

    A client out of sight is not told of in any way; when such a one is in the same team, the
    leader is asked instead (`joining.questions`).
    """
    hashed = likeness(name, birth_year)
    return [] if hashed is None else likely(session, actor, {hashed}).get(hashed, [])


def likely(session: Session, actor: Actor, likenesses: Collection[str]) -> dict[str, list[Likely]]:
    """Return as `likely_same` does, for many at once, by `cards.likeness` of name and birth year."""
    if not likenesses:
        return {}
    rows = doors.list_records(
        session,
        actor,
        Basis.INTAKE,
        select(ServicePeriod)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(Client.likeness.in_(likenesses))
        .options(contains_eager(ServicePeriod.client))
        .order_by(ServicePeriod.id),
        period_id=lambda row: row.ServicePeriod.id,
    )
    newest = {row.ServicePeriod.client_id: row.ServicePeriod for row in rows}
    found: dict[str, list[Likely]] = {}
    for period in newest.values():
        found.setdefault(str(period.client.likeness), []).append(joining.as_likely(period))
    return found


def _as_kept(session: Session, actor: Actor, intake: Intake) -> Intake:
    """Leave out what is not kept: names while they are off, reasons and meetings of no use."""
    if intake.team_id not in actor.teams:
        raise NotThere
    names_on = organisation.load(session).names_on
    refused = intake.decision is Decision.REFUSED
    begins = intake.decision in (Decision.ACCEPTED, Decision.WAITING)
    return replace(
        intake,
        name=(intake.name or "").strip() or None if names_on else None,
        contact_details=intake.contact_details if names_on else None,
        refusal=intake.refusal if refused else None,
        coach_id=intake.coach_id if intake.decision is Decision.ACCEPTED else None,
        # Coaching never began for those who did not come in, though they may have been met.
        entry_date=intake.entry_date if begins else None,
    )


def _check(session: Session, actor: Actor, intake: Intake) -> None:
    if intake.decision is Decision.ACCEPTED and intake.coach_id is None:
        raise CoachMissing
    if intake.decision is Decision.REFUSED and intake.refusal is None:
        raise RefusalReasonMissing
    today = clock.today()
    days: dict[str, date | None] = {
        "referral_date": intake.referral_date,
        "entry_date": intake.entry_date,
        "decided_on": intake.decided_on,
    }
    for field, day in days.items():
        if day is not None and day > today:
            raise DayAhead(field)
    if intake.referral_date is not None and intake.referral_date > intake.decided_on:
        raise ReferralAfter("referral_date", earliest=intake.decided_on)
    known = known_since(intake.referral_date, intake.known_on or today)
    for field in ("entry_date", "decided_on"):
        day = days[field]
        if day is not None and day < known:
            raise DayBeforeKnown(field, known=known)
    said = intake.returning_client_id is not None or intake.not_the_same
    if not said and likely_same(session, actor, intake.name, intake.birth_year):
        raise LikelyKnown


def _person(session: Session, actor: Actor, intake: Intake) -> tuple[Client, ServicePeriod | None]:
    """Return the person and, when they come back, the newest earlier stay in sight."""
    values = {name: getattr(intake, name) for name in PERSON_FIELDS}
    if intake.returning_client_id is None:
        client, earlier = Client(code=new_code(session), created_at=clock.now()), None
        session.add(client)
    else:
        earlier = _earlier(session, actor, intake.returning_client_id)
        client = earlier.client
        # What was not asked again stays as it was.
        values = {name: value for name, value in values.items() if value not in (None, ())}
        values = {name: v for name, v in values.items() if getattr(client, name) != v}
        begins = intake.decision in (Decision.ACCEPTED, Decision.WAITING)
        if not begins and doors.is_open_out_of_sight(session, actor, earlier):
            # The person's card belongs to whoever coaches them now.
            values = {}
    for name, value in values.items():
        setattr(client, name, value)
    client.likeness = likeness(client.name, client.birth_year)
    session.flush()
    kept = {name: plain(value) for name, value in values.items() if value not in (None, ())}
    history.record(session, actor, "client", client.public_id, kept)
    if earlier is not None and kept:
        # The card is the person's: a stay in another team that goes on is seen with it too.
        stays = doors.stays_of(session, earlier)
        uselog.note(session, actor.user_id, Action.CHANGE, Basis.INTAKE, stays, fields=sorted(kept))
    return client, earlier


def _earlier(session: Session, actor: Actor, client_id: int) -> ServicePeriod:
    found = session.scalars(
        select(ServicePeriod)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(ServicePeriod.client_id == client_id, doors.visible_to(actor))
        .options(contains_eager(ServicePeriod.client))
        .order_by(ServicePeriod.id.desc())
    ).first()
    if found is None:
        uselog.note(session, actor.user_id, Action.REFUSED, Basis.INTAKE)
        raise NotThere
    return found


def _stay(session: Session, actor: Actor, client: Client, intake: Intake) -> ServicePeriod:
    period = ServicePeriod(
        id=_key_never_logged(session),
        client_id=client.id,
        status=intake.status,
        known_on=intake.known_on or clock.today(),
        entry_date=intake.entry_date,
        created_by_id=actor.user_id,
        created_at=clock.now(),
        **{name: getattr(intake, name) for name in _STAY_FIELDS},
    )
    if intake.decision not in (Decision.ACCEPTED, Decision.WAITING):
        period.status, period.closed_on = Status.CLOSED, intake.decided_on
        period.closed_reason, period.closed_at = _closing_reason(intake), clock.now()
    try:
        with session.begin_nested():
            session.add(period)
    except IntegrityError:
        raise SamePersonHere from None
    set_committed_value(period, "client", client)
    return period


def _key_never_logged(session: Session) -> int | None:
    """Return the key of a new stay where the database would give that of a removed one again.

    SQLite does, once the newest stays are taken back; the lines of the use log about them stay, and
    must never speak of somebody else. None leaves the key to the database.
    """
    if session.get_bind().dialect.name != "sqlite":
        return None
    newest = session.scalar(select(func.max(ServicePeriod.id))) or 0
    logged = uselog.last_period(session)
    return logged + 1 if logged > newest else None


def _closing_reason(intake: Intake) -> ClosingReason:
    if intake.decision is Decision.DID_NOT_WANT or intake.refusal is None:
        return ClosingReason.OWN_WISH
    return CLOSED_BY.get(intake.refusal, ClosingReason.OTHER)


def _decide(session: Session, actor: Actor, period: ServicePeriod, intake: Intake) -> None:
    if intake.decision is Decision.WAITING:
        begun = None if intake.status is Status.PROFILING else intake.status
        start_waiting(session, actor, period, intake.decided_on, begun)
        return
    begins = intake.coached_from or intake.decided_on
    set_status(session, actor, period, Status(period.status), begins)
    if intake.coach_id is not None:
        caseload.assign(session, actor, period, intake.coach_id, begins)


def _carry_over(
    session: Session, actor: Actor, earlier: ServicePeriod, period: ServicePeriod
) -> None:
    """Let form A go on from the earlier stay, unless the new one is closed at once."""
    # Read here, since the profiles slice itself stands on clients.service.
    from coaching.profiles import service as profiles

    if period.closed_on is None:
        profiles.carry_over(session, actor, earlier, period)
