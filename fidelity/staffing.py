"""Items S1 to S3."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from fidelity.facts import Coach, Facts
from fidelity.results import InsufficientData, LeftOut, Result, Score, Window
from fidelity.rules import next_of
from fidelity.scale import Scale
from fidelity.windows import joined

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
