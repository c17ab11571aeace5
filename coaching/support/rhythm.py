"""The support rhythm: which contacts a plan foresees, within which days, and what makes them.

All of it is a function of the job's first day, the plan and the contacts with the client, so that
it can be asked for any day and nothing has to be kept up to date. What a coach moved or dropped is
given as `Change`.

Windows are those that item V12 counts in: a week before the start (days −7 to −1), days 0 to 3,
one in each week of the first month (0–6, 7–13, 14–20, 21–27), then one in each month of thirty days
(30–59, 60–89 …). Source: fidelity-scale.md, V12; readings.md, 47 to 49; forms.md, E.rhythm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from coaching.support.types import Change, Plan, Planned, Reached, Standing, State, Step

WEEKS = 4
"""Weeks of weekly contact that a plan begins with."""

EVERY_DAYS = 30
"""Days between contacts after that."""

BEFORE = (-7, -1)
FIRST_DAYS = (0, 3)

OPEN_STATES = frozenset({State.AHEAD, State.DUE, State.LATE})
"""How a planned contact stands that can still be made."""

_SHOWN_BEFORE = timedelta(days=7)
_DAY = timedelta(days=1)
_WEEKEND = 5


def foreseen(plan: Plan, until: date) -> list[Planned]:
    """Return the contacts a plan foresees whose days begin up to a day, in the order of the days.

    Nothing ends the row of monthly ones but the job, the hand-over of the support or its end: there
    is no time limit (forms.md, part 6).
    """
    last = min(day for day in (until, plan.ends_on) if day is not None)
    return [one for one in _all(plan, until) if one.first <= last]


def _all(plan: Plan, until: date) -> Iterator[Planned]:
    yield _planned(plan.start, Step.BEFORE, 1, *BEFORE, ideal=-2)
    yield _planned(plan.start, Step.FIRST_DAYS, 1, *FIRST_DAYS, ideal=1)
    for week in range(plan.weekly_weeks):
        first = week * 7
        # The contact of the first days is one of the first week too; this one is later in it.
        yield _planned(plan.start, Step.WEEKLY, week + 1, first, first + 6, ideal=first + 4)
    every = plan.then_every_days
    if not every:
        return
    period = max(1, -(-7 * plan.weekly_weeks // every))
    while plan.start + period * every * _DAY <= until:
        first = period * every
        ideal = first + every // 2
        yield _planned(plan.start, Step.MONTHLY, first, first, first + every - 1, ideal=ideal)
        period += 1


def _planned(start: date, step: Step, number: int, first: int, last: int, *, ideal: int) -> Planned:
    window = [start + n * _DAY for n in range(first, last + 1)]
    return Planned(step, number, _working_day(window, start + ideal * _DAY), window[0], window[-1])


def _working_day(window: Sequence[date], ideal: date) -> date:
    """Return the day from Monday to Friday that is nearest to the ideal one, the later of two."""
    working = [day for day in window if day.weekday() < _WEEKEND] or list(window)
    return min(working, key=lambda day: (abs(day - ideal), day < ideal))


def changed(planned: Iterable[Planned], changes: Iterable[Change]) -> list[Planned]:
    """Return planned contacts with what was moved or dropped, in the order of their days.

    A contact that was moved may be made on its new day, a week after it, or still within the days
    it had before: whoever meets sooner than agreed has met.
    """
    known = {(one.step, one.number): one for one in changes}
    found = [_changed(one, known.get((one.step, one.number))) for one in planned]
    return sorted(found, key=lambda one: (one.on, one.last))


def _changed(one: Planned, change: Change | None) -> Planned:
    if change is None:
        return one
    if change.on is None or change.on == one.on:
        return replace(one, is_dropped=change.is_dropped)
    return replace(
        one,
        on=change.on,
        first=min(one.first, change.on),
        last=max(one.last, change.on + _SHOWN_BEFORE),
        moved_from=one.on,
        is_dropped=change.is_dropped,
    )


def standings(
    planned: Sequence[Planned], contacts: Iterable[Reached], today: date
) -> list[Standing]:
    """Return how each planned contact stands on a day.

    It is made by a contact that reached the client on one of its days, in any way and on any topic:
    V12 asks for no topic either. V12 counts face to face, so a contact of another kind makes it and
    says so; a face-to-face one among several is the one told. One contact makes every planned one
    whose days it falls in, as it counts for each measure of V12. When its days have passed, the
    planned contact is late until the days of a later one begin: a contact then still makes it; after
    that it was missed. Source: fidelity-scale.md, V12; readings.md, 48 and 49.
    """
    known = sorted((one for one in contacts if one.on <= today), key=lambda one: one.on)
    found: dict[int, Standing] = {}
    for number in sorted(range(len(planned)), key=lambda n: planned[n].last):
        one = planned[number]
        before = [at for at in found if planned[at].last < one.first and not planned[at].is_dropped]
        missed = bool(before) and found[before[-1]].state is State.MISSED
        found[number] = _standing(one, _open_until(one, planned), known, today, missed)
    return [found[number] for number in range(len(planned))]


def _open_until(one: Planned, planned: Iterable[Planned]) -> date | None:
    """Return the first day on which a later one takes its place; None when none does."""
    later = (other.first for other in planned if other.first > one.last and not other.is_dropped)
    return min(later, default=None)


def _standing(
    one: Planned,
    open_until: date | None,
    contacts: Sequence[Reached],
    today: date,
    missed_before: bool,
) -> Standing:
    """Return how one stands; when the one before it was missed it is shown from its first day."""
    if one.is_dropped:
        return Standing(one, State.DROPPED)
    made = [
        contact
        for contact in contacts
        if one.first <= contact.on and (open_until is None or contact.on < open_until)
    ]
    best = [contact for contact in made if contact.on <= one.last] or made[:1]
    if best:
        told = next((contact for contact in best if contact.face_to_face), best[0])
        return Standing(one, State.MADE, told.on, told.face_to_face)
    if today < (one.first if missed_before and one.moved_from is None else _shown_from(one)):
        return Standing(one, State.AHEAD)
    if today <= one.last:
        return Standing(one, State.DUE)
    is_missed = open_until is not None and open_until <= today
    return Standing(one, State.MISSED if is_missed else State.LATE)


def _shown_from(one: Planned) -> date:
    """Return the day from which a planned contact is told of: a moved one on its day."""
    if one.moved_from is not None:
        return one.on
    return max(one.first, one.on - _SHOWN_BEFORE)


def due(found: Sequence[Standing]) -> Standing | None:
    """Return the planned contact of one job that is due, None when nothing is.

    One at a time, since one contact makes all whose days it falls in: the one whose days end first,
    or when the days of all have passed the newest of them.
    """
    running = [one for one in found if one.state is State.DUE]
    if running:
        return min(running, key=lambda one: (one.planned.last, one.planned.on))
    late = [one for one in found if one.state is State.LATE]
    return max(late, key=lambda one: one.planned.last, default=None)


def next_ahead(found: Sequence[Standing]) -> Standing | None:
    """Return the next planned contact that lies ahead or is due, None when there is none."""
    coming = [one for one in found if one.state in OPEN_STATES]
    return min(coming, key=lambda one: one.planned.on, default=None)


def kept(found: Iterable[Standing]) -> list[Change]:
    """Return the changes that hold contacts that are not made yet on their days of now."""
    return [
        Change(one.planned.step, one.planned.number, one.planned.on)
        for one in found
        if one.state in OPEN_STATES
    ]


def shifted(changes: Iterable[Change], by: timedelta) -> list[Change]:
    """Return the changes as they are when the job begins that much later: days that were chosen move
    along; all others follow the start by themselves."""
    return [replace(one, on=one.on + by if one.on else None) for one in changes]
