"""What raises S2 and V13: minutes and places that are missing, and where the time goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from fidelity.changes import Filled, Moved, Step
from fidelity.coaches import in_post, scheduled_minutes, why_away
from fidelity.facts import Coach, Contact, Facts, WorkTime
from fidelity.ladders import Rung, cheapest, points_missing
from fidelity.levers import Action, Lever, Situation, by_id, days_at_work, usual_minutes
from fidelity.results import InsufficientData, Score
from fidelity.scale import Threshold
from fidelity.working_time import EMPLOYMENT, recorded_time

FILLING, CONFIRMING = 1, 1
"""Minutes of work that a field, or the confirming of a week, takes."""
OFFICE, COMMUNITY = "own_office", "community"


def employment_time(situation: Situation) -> Iterator[Lever]:
    """What raises S2: minutes of contacts, weeks to confirm, less of other work."""
    missing = by_id(situation.facts.contacts, situation.left_out.get("no_minutes", ()))
    yield Lever(Action.FILL_MINUTES, _with_minutes(missing, usual_minutes(situation.facts)))
    if isinstance(situation.result, InsufficientData):
        yield Lever(Action.CONFIRM_WEEKS, _weeks(situation))
    else:
        yield from _less_other_work(situation, situation.result)


def _with_minutes(contacts: Iterable[Contact], minutes: int) -> tuple[Step, ...]:
    return tuple(
        Step(
            FILLING,
            row.coach,
            row.client,
            filled=(Filled("contacts", row.id, (("minutes", minutes),)),),
        )
        for row in contacts
    )


def _weeks(situation: Situation) -> tuple[Step, ...]:
    """Return a step for each week with less on record than scheduled, the emptiest first.

    What is missing is divided as the team's recorded time is, and stands at the own office.
    """
    facts, first, last = situation.facts, situation.start, situation.end
    recorded = recorded_time(facts, facts.coaches, first, last).rows
    kinds: dict[str, int] = defaultdict(int)
    for row in recorded:
        kinds[row.kind] += row.minutes
    share = Fraction(kinds[EMPLOYMENT], sum(kinds.values()) or 1) if kinds else Fraction(1)
    found: list[tuple[int, str, date, Step]] = []
    for coach in facts.coaches:
        own = _of(coach, facts)
        day = first
        while day <= last:
            sunday = min(last, day + timedelta(days=7 - day.isoweekday()))
            if lacking := _lacking(own, coach, day, sunday):
                rows = _divided(coach, day, sunday, lacking, share)
                step = Step(CONFIRMING, coach.id, added=Facts(work_time=rows))
                found.append((-lacking, coach.id, day, step))
            day = sunday + timedelta(days=1)
    return tuple(step for *_key, step in sorted(found, key=lambda row: row[:3]))


def _of(coach: Coach, facts: Facts) -> Facts:
    return replace(
        facts,
        contacts=tuple(row for row in facts.contacts if row.coach == coach.id),
        work_time=tuple(row for row in facts.work_time if row.coach == coach.id),
    )


def _lacking(facts: Facts, coach: Coach, first: date, last: date) -> int:
    rows = recorded_time(facts, (coach,), first, last).rows
    scheduled = int(scheduled_minutes(coach, first, last))
    return max(0, scheduled - sum(row.minutes for row in rows))


def _divided(
    coach: Coach, first: date, last: date, minutes: int, share: Fraction
) -> tuple[WorkTime, ...]:
    day, employment = days_at_work(coach, first, last)[0], ceil(minutes * share)
    rows = ((employment, EMPLOYMENT), (minutes - employment, "other"))
    return tuple(WorkTime(coach.id, day, part, kind, OFFICE) for part, kind in rows if part)


def _less_other_work(situation: Situation, score: Score) -> Iterator[Lever]:
    threshold = situation.item.next_threshold(score.points)
    if threshold is None or score.numerator is None or score.denominator is None:
        return
    minutes = _up_to(threshold, score.denominator) - score.numerator
    facts = situation.facts
    known = {coach.id: coach for coach in facts.coaches}
    other = [
        row
        for row in facts.work_time
        if row.kind != EMPLOYMENT
        and row.coach in known
        and situation.start <= row.on <= situation.end
        and why_away(known[row.coach], row.on) is None
    ]
    steps = _moving(other, int(minutes), kind=EMPLOYMENT)
    if steps:
        yield Lever(Action.LESS_OTHER_WORK, steps, amount=minutes, whole=True)


def _up_to(threshold: Threshold, whole: Fraction) -> Fraction:
    """Return the least whole minutes that reach a threshold in per cent of others."""
    edge = threshold.edge / 100 * whole
    least = ceil(edge)
    return Fraction(least + (threshold.above and least == edge))


def _moving(rows: Iterable[WorkTime], minutes: int, **values: Any) -> tuple[Step, ...]:
    """Return steps that give so many minutes another kind or place, longest rows first.

    None when the rows hold less than that.
    """
    steps: list[Step] = []
    ordered = sorted(
        rows, key=lambda row: (-row.minutes, row.on, row.coach, row.kind, row.place or "")
    )
    for row in ordered:
        part = min(row.minutes, minutes)
        if part <= 0:
            break
        minutes -= part
        rest = (replace(row, minutes=row.minutes - part),) if part < row.minutes else ()
        to = (replace(row, minutes=part, **values), *rest)
        steps.append(Step(part, row.coach, moved=(Moved(row, to),)))
    return tuple(steps) if minutes <= 0 else ()


def time_outside(situation: Situation) -> Iterator[Lever]:
    """What raises V13: places and minutes of contacts, weeks to confirm, time out of the office."""
    facts, score = situation.facts, situation.result
    missing = by_id(facts.contacts, situation.left_out.get("no_place", ()))
    places = tuple(
        Step(
            FILLING,
            row.coach,
            row.client,
            filled=(Filled("contacts", row.id, (("place", COMMUNITY),)),),
        )
        for row in missing
    )
    if isinstance(score, InsufficientData):
        yield Lever(Action.CONFIRM_WEEKS, _weeks_of_those_present(situation))
        return
    minutes = {row.id: row.minutes or 0 for row in missing}
    rungs: dict[str, list[Rung]] = {}
    hours: dict[str, list[Rung]] = {}
    for part in score.coaches:
        coach = situation.coach(part.coach)
        scheduled = scheduled_minutes(coach, situation.start, situation.end)
        own = sorted(
            (step for step in places if step.coach == coach.id),
            key=lambda step: -minutes[step.filled[0].id],
        )
        inside = _inside(facts, coach, situation)
        for threshold in reversed(situation.item.thresholds):
            if threshold.points <= part.points:
                continue
            asked = int(_up_to(threshold, scheduled) - part.value * scheduled)
            gain = threshold.points - part.points
            if steps := _of_places(own, minutes, asked):
                rungs.setdefault(coach.id, []).append(Rung(gain, steps))
            if steps := _moving(inside, asked, place=COMMUNITY):
                hours.setdefault(coach.id, []).append(Rung(gain, steps))
    wanted = points_missing(score)
    yield Lever(Action.FILL_PLACES, cheapest(rungs, wanted), whole=True)
    steps = cheapest(hours, wanted)
    yield Lever(
        Action.TIME_OUTSIDE, steps, Fraction(sum(step.minutes for step in steps)), whole=True
    )


def _of_places(steps: Iterable[Step], minutes: dict[str, int], asked: int) -> tuple[Step, ...]:
    taken: list[Step] = []
    for step in steps:
        if asked <= 0:
            break
        taken.append(step)
        asked -= minutes[step.filled[0].id]
    return tuple(taken) if asked <= 0 else ()


def _inside(facts: Facts, coach: Coach, situation: Situation) -> list[WorkTime]:
    outside = {*situation.scale.rules["V13"]["places"], "travel"}
    return [
        row
        for row in facts.work_time
        if row.coach == coach.id
        and row.place is not None
        and row.place not in outside
        and situation.start <= row.on <= situation.end
        and why_away(coach, row.on) is None
    ]


def _weeks_of_those_present(situation: Situation) -> tuple[Step, ...]:
    present = {coach.id for coach in in_post(situation.facts, situation.on)}
    return tuple(step for step in _weeks(situation) if step.coach in present)
