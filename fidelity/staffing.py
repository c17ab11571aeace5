"""Items S1 to S3."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

from fidelity.coaches import (
    NEW,
    in_order,
    in_post,
    is_new,
    mean_over_coaches,
    nobody_in_post,
    scheduled_minutes,
)
from fidelity.facts import Coach, Contact, Facts, Span
from fidelity.held import days_held
from fidelity.results import CoachPart, InsufficientData, LeftOut, Result, Score, Window
from fidelity.rules import next_of, next_of_share, points_of_share
from fidelity.scale import Scale
from fidelity.windows import DAY, joined, share_a_day, window_start
from fidelity.working_time import EMPLOYMENT, recorded_time

PAUSED = "paused"


def caseload_size(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item S1: active clients per full-time coach, pooled over the team.

    Active: an open assignment on the day and an entry date on or before it, whether the client
    looks for work, works or is paused with the place kept; each client once.

    Args:
        facts: records of one team, any order; records after the day are ignored.
        on: the day scored, a local calendar date, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points 1–5 with the exact ratio in clients per FTE, and beside it the ratio without paused
        clients and the largest caseload per full-time coach; or the reason why there is no score.

    Source: fidelity scale, S1, cases S1-01 to S1-14; readings 20, 21, 25–27.
    """
    window, rule = Window(None, on), scale.rules["S1"]
    present = {
        coach.id: post.fte
        for coach in facts.coaches
        if (post := coach.post_on(on)) and not _is_away(coach, on, int(rule["absence_days"]))
    }
    fte = sum(present.values(), Fraction(0))
    active, left_out = _active(facts, on)
    left_out += [
        LeftOut(coach.id, "absent")
        for coach in facts.coaches
        if coach.post_on(on) and coach.id not in present
    ]
    if fte == 0:
        return InsufficientData(
            "S1", scale.version, window, "no_specialist", Fraction(0), Fraction(1)
        )
    if not active:
        return InsufficientData(
            "S1", scale.version, window, "no_clients", Fraction(0), Fraction(1), tuple(left_out)
        )
    item, value = scale.item("S1"), Fraction(len(active)) / fte
    points = item.points(value)
    return Score(
        item="S1",
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(len(active)),
        denominator=fte,
        unit=item.unit,
        counted=tuple(sorted(active)),
        left_out=tuple(sorted(left_out, key=lambda row: (row.reason, row.id))),
        next=next_of(item, points),
        shown_beside=_beside(facts, on, active, present, fte),
    )


def _active(facts: Facts, on: date) -> tuple[dict[str, str], list[LeftOut]]:
    """Return the coach of each active client, and the assigned clients left out."""
    stays = {stay.id: stay for stay in facts.clients}
    active: dict[str, str] = {}
    left_out = []
    for assignment in facts.assignments:
        if not assignment.span.holds(on):
            continue
        stay = stays[assignment.client]
        if stay.entry_date is None or stay.entry_date > on:
            left_out.append(LeftOut(stay.id, "not_entered"))
        elif not _recently_met(facts, stay.id, on):
            left_out.append(LeftOut(stay.id, "no_recent_contact"))
        else:
            active[stay.id] = assignment.coach
    return active, left_out


def _recently_met(facts: Facts, client: str, on: date) -> bool:
    """Whether the option `active_contact_days` keeps the client among the active (reading 27)."""
    days = facts.settings.active_contact_days
    if days is None:
        return True
    return any(
        contact.client == client
        and contact.with_whom == "client"
        and contact.reached
        and on - timedelta(days=days) < contact.on <= on
        for contact in facts.contacts
    )


def _is_away(coach: Coach, on: date, days: int) -> bool:
    """Whether the day lies in an unbroken absence of that many calendar days or more (reading 26)."""
    return any(
        span.holds(on) and (span.end is None or (span.end - span.start).days >= days)
        for span in joined(leave for leave in coach.leave if leave.start <= on)
    )


def _beside(
    facts: Facts, on: date, active: dict[str, str], present: dict[str, Fraction], fte: Fraction
) -> dict[str, Fraction | int | str]:
    statuses = {stay.id: stay.status_on(on) for stay in facts.clients}
    working = sum(1 for client in active if statuses[client] != PAUSED)
    loads = Counter(active.values())
    largest = max(
        (Fraction(count) / present[coach] for coach, count in loads.items() if coach in present),
        default=Fraction(0),
    )
    return {"without_paused": Fraction(working) / fte, "largest_caseload": largest}


def time_on_employment(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item S2: the share of recorded working time that went to employment service.

    Pooled over everybody in post at some time in the last three months. Contacts are employment
    service; so are planning, travel, records and meetings, which stand in the rows of working
    time with their kind.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact share of minutes; or the reason why there is no score, with the
        minutes recorded and the minutes that would be enough.

    Source: fidelity scale, S2, cases S2-01 to S2-11; readings 7, 8, 20–22, 28, 55–57.
    """
    rule = scale.rules["S2"]
    first = window_start(on, int(rule["months"]))
    window = Window(first, on)
    days = Span(first, on + DAY)
    if not any(share_a_day(post.span, days) for coach in facts.coaches for post in coach.posts):
        return nobody_in_post("S2", scale, window)
    recorded = recorded_time(facts, facts.coaches, first, on)
    scheduled = sum((scheduled_minutes(coach, first, on) for coach in facts.coaches), Fraction(0))
    minutes = sum(row.minutes for row in recorded.rows)
    enough = max(Fraction(rule["least_recorded"]) * scheduled, Fraction(1))
    left_out = in_order(recorded.left_out)
    if minutes < enough:
        return InsufficientData(
            "S2",
            scale.version,
            window,
            "too_little_time_recorded",
            Fraction(minutes),
            enough,
            left_out,
        )
    item = scale.item("S2")
    employment = sum(row.minutes for row in recorded.rows if row.kind == EMPLOYMENT)
    value = Fraction(employment, minutes)
    points = points_of_share(item, value)
    return Score(
        item="S2",
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(employment),
        denominator=Fraction(minutes),
        unit=item.unit,
        counted=tuple(sorted(row.contact for row in recorded.rows if row.contact is not None)),
        left_out=left_out,
        next=next_of_share(item, points),
        shown_beside={"scheduled_minutes": scheduled},
    )


def all_phases(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item S3: in how many of the six phases each coach works with the clients.

    Per coach over the last six months: phases with at least one contact, and coaching and
    follow-along where no client of the coach held a job meanwhile; then the mean over coaches, an
    exact half going down. That a coach only refers clients on is a person's to say.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the mean of the coaches' points as value, each coach's number of phases, and
        beside it how many coaches were given phases that no client needed; or the reason why
        there is none.

    Source: fidelity scale, S3, cases S3-01 to S3-13; readings 8, 9, 13, 20–23, 29, 30, 42, 54–57.
    """
    rule, item = scale.rules["S3"], scale.item("S3")
    window = Window(window_start(on, int(rule["months"])), on)
    present = in_post(facts, on)
    if not present:
        return nobody_in_post("S3", scale, window)
    contacts = _by_coach(facts, window)
    parts: list[CoachPart] = []
    counted: list[str] = []
    left_out: list[LeftOut] = []
    given_to = 0
    for coach in present:
        made = contacts.get(coach.id, [])
        tagged = [contact for contact in made if contact.phases]
        left_out += [LeftOut(contact.id, "no_phase") for contact in made if not contact.phases]
        if is_new(coach, on, scale):
            left_out.append(LeftOut(coach.id, NEW))
        elif len(tagged) < int(rule["least_tagged_contacts"]):
            left_out.append(LeftOut(coach.id, "too_few_contacts"))
        else:
            seen = {phase for contact in tagged for phase in contact.phases}
            evidenced = seen.intersection(rule["phases"])
            given = set(rule["phases_in_work"]) - evidenced
            if given and _had_somebody_in_work(facts, coach, window):
                given = set()
            given_to += bool(given)
            phases = len(evidenced) + len(given)
            parts.append(CoachPart(coach.id, Fraction(phases), item.points(phases)))
            counted += [contact.id for contact in tagged]
    return mean_over_coaches(
        "S3",
        scale,
        window,
        parts,
        counted=counted,
        left_out=left_out,
        shown_beside={"given_phases": given_to},
    )


def _by_coach(facts: Facts, window: Window) -> dict[str, list[Contact]]:
    assert window.start is not None  # noqa: S101 - S3 has a window of months
    found: dict[str, list[Contact]] = defaultdict(list)
    for contact in facts.contacts_between(window.start, window.end):
        found[contact.coach].append(contact)
    return found


def _had_somebody_in_work(facts: Facts, coach: Coach, window: Window) -> bool:
    """Whether a client held a job on a day of the window while the coach coached (reading 30)."""
    assert window.start is not None  # noqa: S101 - S3 has a window of months
    days = Span(window.start, window.end + DAY)
    closed = {stay.id: stay.closed_on for stay in facts.clients}
    held = defaultdict(list)
    for job in facts.jobs:
        if span := days_held(job, closed.get(job.client)):
            held[job.client].append(span)
    return any(
        share_a_day(days, row.span, span)
        for row in facts.assignments
        if row.coach == coach.id
        for span in held[row.client]
    )
