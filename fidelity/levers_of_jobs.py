"""What raises V4, V5, V8 to V10 and V12: employers met for clients, jobs, and support in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from math import ceil

from fidelity.changes import Filled, Step
from fidelity.facts import Contact, Facts, Job
from fidelity.jobs import is_held
from fidelity.levers import (
    Action,
    Lever,
    Situation,
    by_id,
    coach_of,
    in_care,
    with_client,
    with_employer,
)
from fidelity.results import InsufficientData, Score
from fidelity.support import (
    AFTER_MONTH_1,
    FACE_TO_FACE,
    FOUR_MONTHS,
    LONG,
    lacking_periods,
)

FILLING, CALLING, MEETING, FINDING = 1, 15, 60, 1200
"""Minutes of work that a field, a call, a meeting and the finding of a job take."""
MOST_NEW = 40
"""More new rows than this are no smallest change worth to be told."""
SEEKING = frozenset({"searching", "between"})


def first_meetings(situation: Situation) -> Iterator[Lever]:
    """What raises V4: the first meeting with an employer for clients who have waited the least."""
    facts, on = situation.facts, situation.on
    known = situation.left_out.get("waits_for_now", set())
    entries = {stay.id: stay.entry_date for stay in facts.clients if stay.entry_date}
    planned = {row.client for row in facts.plans if row.on <= on}
    waiting = sorted(known, key=lambda client: (-entries[client].toordinal(), client))
    steps = []
    for number, client in enumerate(waiting):
        coach = coach_of(facts, client, on)
        if coach is None:
            continue
        met = replace(
            with_employer(situation, number, on, coach),
            client=client,
            decides=None,
            matches_goals=client in planned,
        )
        steps.append(Step(MEETING, coach, client, added=Facts(contacts=(met,))))
    yield Lever(Action.FIRST_MEETINGS, tuple(steps))


def goals(situation: Situation) -> Iterator[Lever]:
    """What raises V5: the answer whether a contact matched the goals; contacts that do."""
    facts, on, score = situation.facts, situation.on, situation.result
    if isinstance(score, Score):
        since: dict[str, date] = {}
        for row in facts.plans:
            since[row.client] = min(row.on, since.get(row.client, row.on))
        unasked = [
            row
            for row in by_id(facts.contacts, score.counted)
            if row.matches_goals is None
            and since.get(row.client or "", on + timedelta(1)) <= row.on
        ]
        yield Lever(
            Action.FILL_GOALS,
            tuple(
                Step(
                    FILLING,
                    row.coach,
                    row.client,
                    filled=(Filled("contacts", row.id, (("matches_goals", True),)),),
                )
                for row in unasked
            ),
        )
    planned = {row.client for row in facts.plans if row.on <= on}
    clients = [(client, coach) for client, coach in in_care(facts, on) if client in planned]
    if clients:
        steps = tuple(
            _call_for(situation, number, *clients[number % len(clients)])
            for number in range(MOST_NEW)
        )
        yield Lever(Action.CONTACTS_FOR_GOALS, steps)


def _call_for(situation: Situation, number: int, client: str, coach: str) -> Step:
    made: Contact = replace(
        with_client(situation, number, situation.on, coach, client),
        with_whom="employer",
        matches_goals=True,
    )
    return Step(CALLING, coach, client, added=Facts(contacts=(made,)))


def kinds(situation: Situation) -> Iterator[Lever]:
    """What raises V8: jobs of kinds that no job was of."""
    yield Lever(Action.NEW_KINDS, _new_jobs(situation))


def employers(situation: Situation) -> Iterator[Lever]:
    """What raises V9: jobs with employers that nobody works for."""
    yield Lever(Action.NEW_EMPLOYERS, _new_jobs(situation))


def lasting_jobs(situation: Situation) -> Iterator[Lever]:
    """What raises V10: answers missing on jobs; people who find a job of the open labour market."""
    held = frozenset(situation.result.counted if isinstance(situation.result, Score) else ())
    open_ = (("open_to_all", True), ("paid_by_agreement", True), ("set_aside", False))
    steps = []
    for job in sorted(situation.facts.jobs, key=lambda job: job.id):
        answers = (job.open_to_all, job.paid_by_agreement, job.set_aside)
        spoilt = job.open_to_all is False or job.paid_by_agreement is False or job.set_aside
        if job.id in held and None in answers and not spoilt and not job.ends_by_programme:
            values = tuple((name, value) for name, value in open_ if getattr(job, name) is None)
            filled = (Filled("jobs", job.id, values),)
            steps.append(
                Step(
                    FILLING,
                    coach_of(situation.facts, job.client, situation.on),
                    job.client,
                    filled=filled,
                )
            )
    yield Lever(Action.FILL_JOBS, tuple(steps))
    yield Lever(Action.NEW_JOBS, _new_jobs(situation))


def _new_jobs(situation: Situation) -> tuple[Step, ...]:
    """Return jobs that begin on the day for clients who look for one, each of a kind of its own.

    Competitive, without an end, and each with an employer of its own; one for a person.
    """
    facts, on = situation.facts, situation.on
    stays = {stay.id: stay for stay in facts.clients}
    employed = {
        stays[job.client].who for job in facts.jobs if is_held(job, stays[job.client], on, on)
    }
    known = {job.kind_code for job in facts.jobs}
    codes = (code for number in count() if (code := f"N{number:03}") not in known)
    steps: list[Step] = []
    for client, coach in in_care(facts, on):
        stay = stays[client]
        closed = stay.closed_on is not None and stay.closed_on <= on
        if stay.who in employed or stay.status_on(on) not in SEEKING or closed:
            continue
        employed.add(stay.who)
        key = situation.id(len(steps))
        job = Job(
            id=key,
            client=client,
            employer=key,
            title=key,
            start=on,
            kind_code=next(codes),
            open_to_all=True,
            paid_by_agreement=True,
            set_aside=False,
        )
        steps.append(Step(FINDING, coach, client, added=Facts(jobs=(job,))))
        if len(steps) == MOST_NEW:
            break
    return tuple(steps)


def support(situation: Situation) -> Iterator[Lever]:
    """What raises V12: meetings in those periods of the fewest jobs in which nobody was met."""
    score = situation.result
    if isinstance(score, InsufficientData) or score.points > 3:
        return
    lacking = lacking_periods(situation.facts, situation.on, situation.scale)
    half = Fraction(situation.scale.rules["V12"]["half"])
    usual = situation.facts.settings.usual_share
    asked = {
        1: ((AFTER_MONTH_1, None),),
        2: ((FOUR_MONTHS, half),),
        3: tuple((name, usual) for name in LONG),
    }[score.points]
    steps: list[Step] = []
    for name, share in asked:
        jobs = lacking[name]
        met = sum(not periods for periods in jobs.values())
        wanted = 1 if share is None else max(0, ceil(share * len(jobs)) - met)
        fewest = sorted((len(periods), key) for key, periods in jobs.items() if periods)[:wanted]
        for _missing, key in fewest:
            steps += _meetings(situation, key, jobs[key], len(steps))
    yield Lever(Action.SUPPORT_AT_WORK, tuple(steps))


def _meetings(
    situation: Situation, key: str, periods: Sequence[tuple[int, int]], number: int
) -> list[Step]:
    job = next(one for one in situation.facts.jobs if one.id == key)
    steps = []
    for at, (first, last) in enumerate(periods):
        days = [job.start + timedelta(days=day) for day in range(first, last + 1)]
        day = next((day for day in reversed(days) if day.isoweekday() <= 5), days[-1])
        coach = coach_of(situation.facts, job.client, day) or coach_of(
            situation.facts, job.client, situation.on
        )
        if coach is None:
            coach = min(one.id for one in situation.facts.coaches)
        made = replace(
            with_client(situation, number + at, day, coach, job.client), mode=FACE_TO_FACE
        )
        steps.append(Step(MEETING, coach, job.client, added=Facts(contacts=(made,))))
    return steps
