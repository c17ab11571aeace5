"""The records behind any figure of the card, as far as the person may see them.

Clients and what belongs to them come through the door of lists; what is about no client (employer
meetings in general, meetings of the team) is the team's. Rows the person may not see are counted,
so that what is shown and the rest add up to the figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import shown_as
from coaching.contacts.models import Contact, LogReview
from coaching.contacts.types import Mode, With
from coaching.employers.models import Employer
from coaching.jobs.models import Job
from coaching.reviews.in_scale import key_of
from coaching.teamwork.models import Event
from coaching.uselog.types import Basis
from fidelity.results import AnyResult, Judged

PAGE = 50

_AT_ONCE = 500


@dataclass(frozen=True)
class BehindRow:
    """One record: when, what it is, by whom, of which client where that may be seen.

    `kind` is client, contact, job, event, log or coach; `codes` are what it is in codes, `words` in
    words of the record that the team may see; `left_out` is why it does not count, "" when it does.
    """

    kind: str
    key: int
    on: date | None
    codes: tuple[str, ...] = ()
    words: str = ""
    coach: str = ""
    client: str = ""
    period_public_id: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class BehindPage:
    """Some of the rows behind a figure, newest first.

    `counted` and `left_out` are how many records there are in all; `unseen` how many of them the
    person may not see. `after` leads on, None on the last page.
    """

    rows: tuple[BehindRow, ...]
    counted: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    unseen: int = 0
    after: str | None = None


def behind(
    session: Session, actor: Actor, result: AnyResult, after: str | None = None
) -> BehindPage:
    """Return the rows behind one item of a team whose scores the person works on.

    Args:
        result: the item, from the card of a team the person works in.
        after: where the page before ended.
    """
    counted = () if isinstance(result, Judged) else getattr(result, "counted", ())
    left_out = () if isinstance(result, Judged) else result.left_out
    why = {**dict.fromkeys(counted, ""), **{row.id: row.reason for row in left_out}}
    by_kind: dict[str, dict[int, str]] = defaultdict(dict)
    for fact_id, reason in why.items():
        kind, key = key_of(fact_id)
        by_kind[kind][key] = reason
    rows = [row for kind, keys in by_kind.items() for row in _READ[kind](session, actor, keys)]
    rows.sort(key=lambda row: (row.on or date.min, row.kind, row.key), reverse=True)
    places = [f"{row.kind}-{row.key}" for row in rows]
    begin = places.index(after) + 1 if after in places else 0
    reasons: dict[str, int] = defaultdict(int)
    for reason in why.values():
        if reason:
            reasons[reason] += 1
    shown = rows[begin : begin + PAGE]
    return BehindPage(
        rows=tuple(shown),
        counted=sum(not reason for reason in why.values()),
        left_out=dict(sorted(reasons.items())),
        unseen=len(why) - len(rows),
        after=places[begin + PAGE - 1] if begin + PAGE < len(rows) else None,
    )


def _clients(session: Session, actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    return [
        BehindRow(
            "client",
            key,
            period.entry_date,
            (period.status,),
            client=shown_as(period.client),
            period_public_id=period.public_id,
            left_out=why[key],
        )
        for key, period in _seen(session, actor, why).items()
    ]


def _contacts(session: Session, actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    found = _in_parts(
        session,
        why,
        lambda keys: (
            select(
                Contact.id,
                Contact.on,
                Contact.with_whom,
                Contact.mode,
                Contact.period_id,
                User.name,
            )
            .join(User, User.id == Contact.coach_id)
            .where(Contact.id.in_(keys))
        ),
    )
    seen = _seen(session, actor, {row.period_id for row in found if row.period_id is not None})
    return [
        BehindRow(
            "contact",
            row.id,
            row.on,
            (With(row.with_whom), Mode(row.mode)),
            coach=row.name,
            **_of(seen.get(row.period_id)),
            left_out=why[row.id],
        )
        for row in found
        if row.period_id is None or row.period_id in seen
    ]


def _jobs(session: Session, actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    found = _in_parts(
        session,
        why,
        lambda keys: (
            select(Job.id, Job.start, Job.title, Job.period_id, Employer.name)
            .join(Employer, Employer.id == Job.employer_id)
            .where(Job.id.in_(keys))
        ),
    )
    seen = _seen(session, actor, {row.period_id for row in found})
    return [
        BehindRow(
            "job",
            row.id,
            row.start,
            words=", ".join(filter(None, (row.title, row.name))),
            **_of(seen[row.period_id]),
            left_out=why[row.id],
        )
        for row in found
        if row.period_id in seen
    ]


def _events(session: Session, _actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    found = _in_parts(
        session, why, lambda keys: select(Event.id, Event.on, Event.kind).where(Event.id.in_(keys))
    )
    return [BehindRow("event", row.id, row.on, (row.kind,), left_out=why[row.id]) for row in found]


def _looks(session: Session, _actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    found = _in_parts(
        session, why, lambda keys: select(LogReview.id, LogReview.on).where(LogReview.id.in_(keys))
    )
    return [BehindRow("log", row.id, row.on, left_out=why[row.id]) for row in found]


def _coaches(session: Session, _actor: Actor, why: Mapping[int, str]) -> list[BehindRow]:
    found = _in_parts(
        session, why, lambda keys: select(User.id, User.name).where(User.id.in_(keys))
    )
    return [BehindRow("coach", row.id, None, coach=row.name, left_out=why[row.id]) for row in found]


_READ = {
    "client": _clients,
    "referral": _clients,
    "contact": _contacts,
    "job": _jobs,
    "event": _events,
    "log": _looks,
    "coach": _coaches,
}


def _seen(session: Session, actor: Actor, keys: Collection[int]) -> dict[int, ServicePeriod]:
    """Return the stays the person may see, by key; one line for the use log."""
    if not keys:
        return {}
    rows = doors.list_records(
        session,
        actor,
        Basis.FIDELITY,
        select(ServicePeriod)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(ServicePeriod.id.in_(keys))
        .options(contains_eager(ServicePeriod.client)),
        period_id=lambda row: row.ServicePeriod.id,
    )
    return {row.ServicePeriod.id: row.ServicePeriod for row in rows}


def _of(period: ServicePeriod | None) -> dict[str, Any]:
    if period is None:
        return {}
    return {"client": shown_as(period.client), "period_public_id": period.public_id}


def _in_parts(session: Session, why: Mapping[int, str], query: Any) -> Sequence[Any]:
    keys = sorted(why)
    found: list[Any] = []
    for start in range(0, len(keys), _AT_ONCE):
        statement: Select[Any] = query(keys[start : start + _AT_ONCE])
        found += session.execute(statement).all()
    return found
