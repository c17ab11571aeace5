"""What raises S3 and V6: phases that contacts belong to, and meetings with employers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from fidelity.changes import Filled, Step
from fidelity.coaches import in_post, part_worked
from fidelity.facts import LOG_REVIEW, Contact, Event, Facts
from fidelity.held import days_held
from fidelity.ladders import Rung, cheapest, points_missing
from fidelity.levers import (
    Action,
    Lever,
    Situation,
    by_id,
    days_at_work,
    in_care,
    with_client,
    with_employer,
)
from fidelity.results import CoachPart, InsufficientData, Score
from fidelity.scale import MOST_POINTS
from fidelity.services_search import job_seekers, points_of_rate, week_fte
from fidelity.windows import last_whole_weeks

FILLING, LOOKING, MEETING = 1, 5, 60
"""Minutes of work that a field, a look at the log and a meeting take."""


def phases(situation: Situation) -> Iterator[Lever]:
    """What raises S3: phases of contacts that have none, and contacts in phases not yet worked in."""
    untagged = by_id(situation.facts.contacts, situation.left_out.get("no_phase", ()))
    likely = _likely_phases(situation, untagged)
    tags = tuple(
        Step(
            FILLING,
            row.coach,
            row.client,
            filled=(Filled("contacts", row.id, (("phases", (likely[row.id],)),)),),
        )
        for row in untagged
        if row.id in likely
    )
    if isinstance(situation.result, InsufficientData):
        yield Lever(Action.FILL_PHASES, tags)
        return
    new = tuple(
        step for step in tags if step.coach in {one.coach for one in situation.result.coaches}
    )
    yield from _in_phases(situation, situation.result, new, likely)


def _in_phases(
    situation: Situation, score: Score, tags: Sequence[Step], likely: dict[str, str]
) -> Iterator[Lever]:
    clients: dict[str, str] = {}
    for client, coach in in_care(situation.facts, situation.on):
        clients.setdefault(coach, client)
    seen: dict[str, set[str]] = defaultdict(set)
    for row in situation.facts.contacts:
        if situation.start <= row.on <= situation.end:
            seen[row.coach].update(row.phases)
    filling: dict[str, list[Rung]] = {}
    working: dict[str, list[Rung]] = {}
    for number, part in enumerate(score.coaches):
        absent = [
            one for one in situation.scale.rules["S3"]["phases"] if one not in seen[part.coach]
        ]
        by_phase = {likely[step.filled[0].id]: step for step in tags if step.coach == part.coach}
        fill = [by_phase[one] for one in absent if one in by_phase]
        # Phases in work come last: they may have been given where nobody was in work.
        work = [
            Step(
                MEETING,
                part.coach,
                clients[part.coach],
                added=Facts(
                    contacts=(
                        replace(
                            with_client(
                                situation,
                                10 * number + at,
                                situation.end,
                                part.coach,
                                clients[part.coach],
                            ),
                            phases=(phase,),
                        ),
                    )
                ),
            )
            for at, phase in enumerate(absent)
            if part.coach in clients
        ]
        filling[part.coach] = _rungs(situation, part, fill)
        working[part.coach] = _rungs(situation, part, work)
    wanted = points_missing(score)
    yield Lever(Action.FILL_PHASES, cheapest(filling, wanted), whole=True)
    yield Lever(Action.WORK_IN_PHASES, cheapest(working, wanted), whole=True)


def _rungs(situation: Situation, part: CoachPart, steps: Sequence[Step]) -> list[Rung]:
    counted = ((situation.item.points(part.value + n), n) for n in range(1, len(steps) + 1))
    return [
        Rung(points - part.points, tuple(steps[:n]))
        for points, n in counted
        if points > part.points
    ]


def _likely_phases(situation: Situation, contacts: Sequence[Contact]) -> dict[str, str]:
    """Return the phase a contact most likely belongs to, by who was met and whether the client works.

    Nobody tags by this: it only tells what the missing tags may give.
    """
    closed = {stay.id: stay.closed_on for stay in situation.facts.clients}
    entries = {stay.id: stay.entry_date for stay in situation.facts.clients}
    jobs = defaultdict(list)
    for job in situation.facts.jobs:
        if span := days_held(job, closed.get(job.client)):
            jobs[job.client].append(span)
    found: dict[str, str] = {}
    for row in contacts:
        entry = entries.get(row.client or "")
        if row.client is not None and any(span.holds(row.on) for span in jobs[row.client]):
            found[row.id] = "follow_along"
        elif row.with_whom == "employer":
            found[row.id] = "placement"
        elif row.client is not None and row.with_whom == "client":
            found[row.id] = "intake" if entry is None or row.on <= entry else "engagement"
    return found


def meetings(situation: Situation) -> Iterator[Lever]:
    """What raises V6: who decides, marked where it is not; looks at the log; meetings."""
    score = situation.result
    if isinstance(score, InsufficientData):
        return
    unmarked = by_id(
        (row for row in situation.facts.contacts if row.decides is None),
        situation.left_out.get("does_not_decide", ()),
    )
    marks = tuple(
        Step(FILLING, row.coach, filled=(Filled("contacts", row.id, (("decides", True),)),))
        for row in unmarked
    )
    scored = {part.coach for part in score.coaches}
    yield Lever(Action.FILL_DECIDES, tuple(step for step in marks if step.coach in scored))
    looks = _looks(situation)
    yield Lever(Action.LOOK_AT_LOG, looks)
    yield Lever(Action.MORE_MEETINGS, _meetings(situation, score), whole=True)
    looked = situation.trial(looks) if looks else score
    if isinstance(looked, Score) and looked.points == score.points and looks:
        yield Lever(Action.LOOK_AND_MEET, (*looks, *_meetings(situation, looked)), whole=True)


def _looks(situation: Situation) -> tuple[Step, ...]:
    """Return looks at the log in weeks without one: one in each half first, then up to weekly."""
    rule = situation.scale.rules["V6"]
    weeks = last_whole_weeks(situation.on, int(rule["weeks"]))
    days = [row.on for row in situation.facts.events if row.kind == LOG_REVIEW]
    empty = [week for week in weeks if not any(week[0] <= day <= week[1] for day in days)]
    half = weeks[len(weeks) // 2][0]
    halves = ([w for w in weeks if w[0] < half], [w for w in weeks if w[0] >= half])
    first = [part[-1] for part in halves if all(week in empty for week in part)]
    ordered = [*first, *(week for week in reversed(empty) if week not in first)]
    missing = max(0, int(rule["weeks_reviewed_weekly"]) - (len(weeks) - len(empty)))
    return tuple(
        Step(LOOKING, added=Facts(events=(Event(situation.id(number), last, LOG_REVIEW),)))
        for number, (_first, last) in enumerate(ordered[:missing])
    )


def _meetings(situation: Situation, score: Score) -> tuple[Step, ...]:
    """Return the fewest meetings that lift the mean, as far as the looks at the log allow."""
    cap = score.shown_beside["cap"]
    rule = situation.scale.rules["V6"]
    weeks = last_whole_weeks(situation.on, int(rule["weeks"]))
    ladders: dict[str, list[Rung]] = {}
    present = {coach.id: coach for coach in in_post(situation.facts, situation.on)}
    for at, part in enumerate(score.coaches):
        coach, rungs = present[part.coach], []
        days = days_at_work(coach, weeks[0][0], weeks[-1][1])
        worked = sum((part_worked(coach, first, last) for first, last in weeks), Fraction(0))
        seekers = job_seekers(situation.facts, coach, situation.on)
        steps: list[Step] = []
        rate = part.value
        reached = part.points
        while days and reached < min(MOST_POINTS, int(str(cap))):
            day = days[len(steps) % len(days)]
            monday, sunday = weeks[(day - weeks[0][0]).days // 7]
            rate += 1 / week_fte(coach, monday, sunday) / worked
            met = with_employer(situation, 1000 * (at + 1) + len(steps), day, coach.id)
            steps.append(Step(MEETING, coach.id, added=Facts(contacts=(met,))))
            points = min(int(str(cap)), points_of_rate(rate, seekers, situation.scale))
            if points > reached:
                reached = points
                rungs.append(Rung(reached - part.points, tuple(steps)))
        ladders[coach.id] = rungs
    return cheapest(ladders, points_missing(score))
