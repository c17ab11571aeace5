"""Many workers at once on the places of a team, and what must hold after every step.

Each round, all workers are released together; each does one thing chosen by its own dice in a
transaction of its own. When all have ended, one connection looks whether everything holds.
"""

from __future__ import annotations

import itertools
import multiprocessing
import queue
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts import sessions
from coaching.accounts.models import Post
from coaching.accounts.types import Actor, Role
from coaching.caseload import places, service
from coaching.caseload.models import Assignment, CoachPlace
from coaching.caseload.types import Move
from coaching.clients import intake, stays, waiting
from coaching.clients.models import ServicePeriod
from coaching.clients.types import ClosingReason, Decision, Intake, Status, WantsWork
from coaching.db import Database
from coaching.errors import Refusal
from tests import databases
from tests.factories import make_client, make_post, make_team, make_user

SHARES = ("1", "0.8", "0.5", "0.35", "0.05")
WAIT = 120


@dataclass(frozen=True)
class World:
    """Where the workers work: a database, a team, its leader and coaches."""

    url: str
    team_id: int
    leader_id: int
    coach_ids: tuple[int, ...]


@dataclass
class Result:
    """What a run came to."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    rounds: int = 0


def make_world(url: str, seed: int, coaches: int = 5, clients: int = 70) -> World:
    """Fill an empty database with a random start: some coaches full, some over, some waiting."""
    dice = random.Random(seed)
    database = databases.open_copy(url)
    with database.write() as session:
        team = make_team(session, "Kokkola")
        leader = make_user(session, "Dora Dahl")
        make_post(session, leader, team, role=Role.LEADER)
        users = [make_user(session, f"Coach{n} Niemi") for n in range(coaches)]
        for user in users:
            make_post(session, user, team, fte=dice.choice(SHARES))
        actor = _actor(session, leader.id)
        for _ in range(clients):
            stay = make_client(session, team, by=leader.id, referred=_day(dice, 60))
            if dice.random() < 0.75:
                _try(session, lambda stay=stay: service.assign(
                    session, actor, stay, dice.choice(users).id, clock.today()))  # fmt: skip
        for user in users[: coaches // 2]:
            set_share(session, user.id, dice.choice(SHARES))
        world = World(url, team.id, leader.id, tuple(user.id for user in users))
    database.close()
    return world


def run(
    world: World,
    *,
    workers: int,
    rounds: int,
    seed: int,
    processes: bool = False,
    deeds: tuple[str, ...] = (),
) -> Result:
    """Let the workers loose for some rounds and look after each.

    Args:
        processes: each worker is a process of its own rather than a thread.
        deeds: what they may do; everything when nothing is named.
    """
    context: Any = multiprocessing.get_context("spawn") if processes else _Threads
    start, end = context.Barrier(workers + 1), context.Barrier(workers + 1)
    reports = context.Queue()
    crew = [
        context.Process(
            target=work,
            args=(world, rounds, seed * 1000 + n, deeds or tuple(_DEEDS), start, end, reports),
            daemon=True,
        )
        for n in range(workers)
    ]
    for worker in crew:
        worker.start()
    result = _watch(world, rounds, workers, (start, end), reports)
    for worker in crew:
        worker.join(WAIT)
    return result


def work(
    world: World,
    rounds: int,
    seed: int,
    deeds: tuple[str, ...],
    start: Any,
    end: Any,
    reports: Any,
) -> None:
    """Be one worker: one thing a round, and a word on how it went."""
    databases.use_key()
    dice, database = random.Random(seed), databases.open_copy(world.url)
    for _ in range(rounds):
        start.wait(WAIT)
        name = dice.choices(deeds, [_DEEDS[deed][1] for deed in deeds])[0]
        reports.put(_one(database, world, dice, name))
        end.wait(WAIT)
    database.close()


def faults(session: Session, world: World, before: dict[int, int] | None = None) -> list[str]:
    """Return everything that does not hold.

    Args:
        before: places held before, by coaches whose share of full time has not changed since.
    """
    return [
        *_faults_of_places(session, world, before),
        *_faults_of_stays(session),
        *_faults_of_days(session),
    ]


def _watch(world: World, rounds: int, workers: int, barriers: Any, reports: Any) -> Result:
    database, result = databases.open_copy(world.url), Result()
    with database.read() as session:
        held = places.held_by(session, world.coach_ids)
    for number in range(rounds):
        for barrier in barriers:
            barrier.wait(WAIT)
        for _ in range(workers):
            name, refusal, fault, changed = reports.get(timeout=WAIT)
            held.pop(changed, None)
            (result.refused if refusal else result.done)[f"{name} {refusal}".strip()] += 1
            result.faults += [f"round {number}: {name}: {fault}"] if fault else []
        with database.read() as session:
            found = faults(session, world, held)
            held = places.held_by(session, world.coach_ids)
        result.faults += [f"round {number}: {fault}" for fault in found]
        result.rounds += 1
    database.close()
    return result


def _one(
    database: Database, world: World, dice: random.Random, name: str
) -> tuple[str, str, str, int | None]:
    """Do one thing; tell its name, refusal and fault, and whose share of full time it changed."""
    deed, _weight = _DEEDS[name]
    try:
        with database.write() as session:
            changed = deed(session, _actor(session, world.leader_id), world, dice)
    except Refusal as refusal:
        return name, type(refusal).__name__, "", None
    except Exception as error:
        return name, "", f"{type(error).__name__}: {error}", None
    return name, "", "", changed


# ---- what workers do


def _fill(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.WAITING):
        service.assign(session, actor, stay, dice.choice(world.coach_ids), clock.today())


def _take(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.WAITING):
        coach = dice.choice(world.coach_ids)
        waiting.take(session, actor, stay, coach, clock.today(), "a reason")


def _take_in(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    told = Intake(
        team_id=world.team_id,
        decision=Decision.ACCEPTED,
        decided_on=clock.today(),
        referral_source="self",
        referral_date=None,
        wants_work=WantsWork.YES,
        in_work_at_entry=False,
        coach_id=dice.choice(world.coach_ids),
    )
    intake.take_in(session, actor, told)


def _end(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.PROFILING):
        service.end_assignment(session, actor, stay, clock.today())


def _pause(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.PROFILING):
        stays.pause(session, actor, stay, clock.today(), keep_place=dice.random() < 0.5)


def _resume(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.PAUSED):
        stays.resume(session, actor, stay, clock.today())


def _move(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    chosen = _some(session, dice, dice.randint(1, 6), Status.PROFILING, Status.PAUSED)
    moves = [Move(stay.id, dice.choice(world.coach_ids)) for stay in chosen]
    service.move(session, actor, moves, clock.today())


def _swap(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    rows = session.execute(
        select(Assignment.period_id, Assignment.coach_id).where(Assignment.ended_on.is_(None))
    ).all()
    if len({coach for _, coach in rows}) > 1:
        one = dice.choice(rows)
        other = dice.choice([row for row in rows if row[1] != one[1]])
        swap = [Move(one[0], other[1]), Move(other[0], one[1])]
        service.move(session, actor, swap, clock.today())


def _close(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.PROFILING, Status.WAITING, Status.PAUSED):
        stays.close(session, actor, stay, ClosingReason.OWN_WISH, clock.today())


def _reopen(session: Session, actor: Actor, world: World, dice: random.Random) -> None:
    for stay in _some(session, dice, 1, Status.CLOSED):
        stays.reopen(session, actor, stay, dice.choice(world.coach_ids))


def _change_share(session: Session, actor: Actor, world: World, dice: random.Random) -> int:
    coach_id = dice.choice(world.coach_ids)
    set_share(session, coach_id, dice.choice(SHARES))
    return coach_id


Deed = Callable[[Session, Actor, World, random.Random], int | None]
_DEEDS: dict[str, tuple[Deed, int]] = {
    "fill": (_fill, 6),
    "take from the list": (_take, 3),
    "take in": (_take_in, 2),
    "end": (_end, 3),
    "pause": (_pause, 2),
    "go on": (_resume, 1),
    "move": (_move, 3),
    "swap": (_swap, 3),
    "close": (_close, 2),
    "reopen": (_reopen, 3),
    "change the share": (_change_share, 2),
}


def _some(
    session: Session, dice: random.Random, number: int, *statuses: Status
) -> list[ServicePeriod]:
    ids = session.scalars(
        select(ServicePeriod.id)
        .where(ServicePeriod.status.in_(statuses))
        .order_by(ServicePeriod.id)
    ).all()
    chosen = dice.sample(ids, min(number, len(ids)))
    return [session.get_one(ServicePeriod, one) for one in chosen]


def set_share(session: Session, coach_id: int, share: str) -> None:
    places.lock_coaches(session, [coach_id])
    session.execute(update(Post).where(Post.user_id == coach_id).values(fte=Decimal(share)))
    service.sync_places(session, coach_id)


def _actor(session: Session, user_id: int) -> Actor:
    actor = sessions.actor_of(session, user_id)
    assert actor is not None
    return actor


def _try(session: Session, deed: Callable[[], Any]) -> None:
    try:
        with session.begin_nested():
            deed()
    except Refusal:
        return


def _day(dice: random.Random, days: int) -> Any:
    return clock.today() - timedelta(days=dice.randint(1, days))


# ---- what must hold


def _faults_of_places(
    session: Session, world: World, before: dict[int, int] | None
) -> Iterator[str]:
    owned = places.owned_by(session, world.coach_ids, clock.today())
    held = places.held_by(session, world.coach_ids)
    rows = dict(
        iter(
            session.execute(select(CoachPlace.coach_id, func.count()).group_by(CoachPlace.coach_id))
        )
    )
    for coach in world.coach_ids:
        has = rows.get(coach, 0)
        if held[coach] > has:
            yield f"coach {coach} holds {held[coach]} of {has} places"
        if has != max(owned[coach], held[coach]):
            yield f"coach {coach} owns {owned[coach]}, holds {held[coach]}, has {has} rows"
        if before and held[coach] > max(before.get(coach, held[coach]), owned[coach]):
            yield f"coach {coach} was given clients above the {owned[coach]} places owned"
    twice = select(Assignment.coach_id, Assignment.place).where(Assignment.place.is_not(None))
    found = Counter(tuple(row) for row in session.execute(twice))
    yield from (f"place {place} is held {n} times" for place, n in found.items() if n > 1)


def _faults_of_stays(session: Session) -> Iterator[str]:
    coached = Counter(
        session.scalars(select(Assignment.period_id).where(Assignment.ended_on.is_(None)))
    )
    for stay_id, status in session.execute(select(ServicePeriod.id, ServicePeriod.status)):
        expected = 0 if status in (Status.WAITING, Status.CLOSED) else 1
        if coached[stay_id] != expected:
            yield f"stay {stay_id} is {status} with {coached[stay_id]} coaches"


def _faults_of_days(session: Session) -> Iterator[str]:
    rows = session.execute(
        select(Assignment.period_id, Assignment.since, Assignment.ended_on).order_by(
            Assignment.period_id, Assignment.id
        )
    ).all()
    for one, following in itertools.pairwise(rows):
        same = one.period_id == following.period_id
        if same and (one.ended_on is None or one.ended_on > following.since):
            yield f"two assignments of stay {one.period_id} share a day"


class _Threads:
    """Threads under the names that multiprocessing has."""

    Barrier = threading.Barrier
    Queue = queue.Queue

    @staticmethod
    def Process(  # noqa: N802 - the name that multiprocessing gives it
        target: Any, args: Any, daemon: bool
    ) -> threading.Thread:
        return threading.Thread(target=target, args=args, daemon=daemon)
