"""Two records that may be one person's: the leader is asked, and joins them or says they are two.

A coach who takes in a client is never told of a client out of sight. When the same name and birth
year are in a leader's sight twice, the leader is asked.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from coaching import history
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.refusals import NotTheSame, SamePersonHere
from coaching.clients.statuses import lock_periods
from coaching.clients.types import Likely, shown_as
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

SAID = "not_the_same"
"""Field of a client's history that holds whom the client was said not to be."""


@dataclass(frozen=True)
class Question:
    """Two clients of one name and birth year, the older record first."""

    first: Likely
    second: Likely


def questions(session: Session, actor: Actor) -> list[Question]:
    """Return pairs of clients a leader is asked about, oldest first; none for others."""
    if not actor.is_leader:
        return []
    twice = (
        select(Client.likeness)
        .join(ServicePeriod, ServicePeriod.client_id == Client.id)
        .where(ServicePeriod.team_id.in_(actor.leader_of), Client.likeness.is_not(None))
        .group_by(Client.likeness)
        .having(func.count(Client.id.distinct()) > 1)
    )
    rows = doors.list_records(
        session,
        actor,
        Basis.LEADING,
        select(ServicePeriod)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(Client.likeness.in_(twice), ServicePeriod.team_id.in_(actor.leader_of))
        .options(contains_eager(ServicePeriod.client))
        .order_by(Client.id, ServicePeriod.id),
        period_id=lambda row: row.ServicePeriod.id,
    )
    alike: dict[str, dict[int, ServicePeriod]] = defaultdict(dict)
    for row in rows:
        period = row.ServicePeriod
        alike[str(period.client.likeness)][period.client_id] = period
    pairs = [two for found in alike.values() for two in itertools.combinations(found.values(), 2)]
    ids = {stay.client.public_id for two in pairs for stay in two}
    said = history.last_values(session, "client", ids, SAID) if ids else {}
    return [
        Question(as_likely(older), as_likely(newer))
        for older, newer in pairs
        if not _said_to_differ(said, older.client, newer.client)
    ]


def pair(session: Session, actor: Actor, first_id: str, second_id: str) -> list[ServicePeriod]:
    """Open two stays to look at them side by side, for the leader of both teams.

    Raises:
        NotThere: a stay the person does not lead, or two stays of one person.
    """
    stays = _led(session, actor, first_id, second_id, Action.VIEW)
    if len({stay.client_id for stay in stays}) < 2:
        raise NotThere
    return stays


def join(session: Session, actor: Actor, first_id: str, second_id: str) -> ServicePeriod:
    """Make two clients one person: the older record stays, with the stays and records of both.

    What the newer card tells replaces what the older one does; the code is the older one.

    Args:
        first_id, second_id: public ids of a stay of each; the person leads both stays' teams.

    Returns:
        The stay of the newer record, now the older person's.

    Raises:
        NotThere: a stay the person does not lead.
        NotTheSame: name or birth year differ by now, or they are one already.
        SamePersonHere: both have an open stay in the same team; close one first.
    """
    stays = _led(session, actor, first_id, second_id, Action.CHANGE)
    older, newer = sorted((stay.client for stay in stays), key=lambda client: client.id)
    if older.id == newer.id or older.likeness is None or older.likeness != newer.likeness:
        raise NotTheSame
    # Read here, since these slices themselves stand on clients.service.
    from coaching.benefits import joining as benefits
    from coaching.profiles import joining as profiles

    ids = session.scalars(
        select(ServicePeriod.id).where(ServicePeriod.client_id.in_([older.id, newer.id]))
    ).all()
    uselog.note(session, actor.user_id, Action.CHANGE, Basis.LEADING, ids)
    moved = [stay for stay in lock_periods(session, ids) if stay.client_id == newer.id]
    with session.begin_nested():
        _take_card(older, newer)
        try:
            for stay in moved:
                stay.client = older
            session.flush()
        except IntegrityError:
            raise SamePersonHere from None
        profiles.join_clients(session, newer.id, older.id)
        benefits.join_clients(session, newer.id, older.id)
        history.follow(session, "client", newer.public_id, older.public_id)
        session.delete(newer)
    history.record(
        session, actor, "client", older.public_id, {"joined": newer.code}, source="computed"
    )
    return next(stay for stay in moved if stay.public_id in (first_id, second_id))


def say_two(session: Session, actor: Actor, first_id: str, second_id: str) -> None:
    """Keep that two clients of one name are two people, so that nobody is asked again.

    Raises:
        NotThere: a stay the person does not lead.
    """
    stays = _led(session, actor, first_id, second_id, Action.CHANGE)
    differ(session, actor, stays[0].client, [stays[1].client.public_id])


def differ(session: Session, actor: Actor, client: Client, others: list[str]) -> None:
    """Keep whom a client was said not to be, by public ids of clients."""
    known = history.newest(session, "client", client.public_id).get(SAID)
    said = sorted({*others, *(known.value if known else [])})
    history.record(session, actor, "client", client.public_id, {SAID: said})


def _led(
    session: Session, actor: Actor, first_id: str, second_id: str, action: Action
) -> list[ServicePeriod]:
    stays = doors.open_records(session, actor, [first_id, second_id], Basis.LEADING, action)
    for stay in stays:
        if stay.team_id not in actor.leader_of:
            raise doors.refuse(session, actor, Basis.LEADING, stay)
    return stays


def _said_to_differ(said: dict[str, list[str]], older: Client, newer: Client) -> bool:
    """Tell whether one of two clients was said not to be the other; `said` is of both."""
    pairs = ((older, newer), (newer, older))
    return any(other.public_id in said.get(one.public_id, ()) for one, other in pairs)


def as_likely(stay: ServicePeriod) -> Likely:
    """Return the client of a stay that a door has opened, to be asked about."""
    return Likely(
        client_id=stay.client.id,
        public_id=stay.client.public_id,
        shown=shown_as(stay.client),
        code=stay.client.code,
        birth_year=stay.client.birth_year,
        status=stay.status,
        period_public_id=stay.public_id,
    )


def _take_card(older: Client, newer: Client) -> None:
    older.language, older.needs_interpreter = newer.language, newer.needs_interpreter
    older.contact_ways = newer.contact_ways or older.contact_ways
    older.contact_details = newer.contact_details or older.contact_details
    older.main_income = newer.main_income or older.main_income
