"""Item V13: how much of the working time is spent outside offices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction

from fidelity.coaches import (
    NEW,
    in_post,
    is_new,
    mean_over_coaches,
    nobody_in_post,
    scheduled_minutes,
)
from fidelity.facts import Coach, Facts
from fidelity.results import CoachPart, LeftOut, Result, Window
from fidelity.rules import points_of_share
from fidelity.scale import Scale
from fidelity.windows import last_whole_weeks
from fidelity.working_time import Recorded, recorded_time


def time_in_the_community(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V13: minutes out in the community as a share of each coach's scheduled time.

    Per coach over the last 8 whole weeks, leave taken off; then the mean over coaches, an exact
    half going down. Workplaces, homes and other places of the community count, offices, treatment
    sites, day centres and remote work do not; travel where the setting says so.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the mean of the coaches' points as value and each coach's exact share; beside
        it the pooled share with and without travel; or the reason why there is none.

    Source: fidelity scale, V13, cases V13-01 to V13-13; readings 7, 8, 11, 20–22, 42, 52–57.
    """
    rule, item = scale.rules["V13"], scale.item("V13")
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    first, last = weeks[0][0], weeks[-1][1]
    window = Window(first, last)
    present = in_post(facts, on)
    if not present:
        return nobody_in_post("V13", scale, window)
    recorded = recorded_time(facts, present, first, last)
    places, on_the_way = frozenset(rule["places"]), str(rule["place_on_the_way"])
    counting = places | {on_the_way} if facts.settings.count_travel else places
    parts: list[CoachPart] = []
    scored: list[Recorded] = []
    left_out = list(recorded.left_out)
    total = Fraction(0)
    for coach in present:
        rows, scheduled = recorded.of(coach), scheduled_minutes(coach, first, last)
        left_out += _elsewhere(rows, counting)
        why = _why_not(coach, on, rows, scheduled, scale)
        if why:
            left_out.append(LeftOut(coach.id, why))
            continue
        share = _minutes(rows, counting) / scheduled
        parts.append(CoachPart(coach.id, share, points_of_share(item, share)))
        scored += rows
        total += scheduled
    return mean_over_coaches(
        "V13",
        scale,
        window,
        parts,
        counted=[row.contact for row in scored if row.contact and row.place in counting],
        left_out=left_out,
        shown_beside={
            "share_without_travel": _minutes(scored, places) / total if total else None,
            "share_with_travel": _minutes(scored, places | {on_the_way}) / total if total else None,
        },
    )


def _minutes(rows: Iterable[Recorded], places: Collection[str]) -> Fraction:
    return Fraction(sum(row.minutes for row in rows if row.place in places))


def _elsewhere(rows: Iterable[Recorded], places: Collection[str]) -> list[LeftOut]:
    """Return the contacts that are recorded time outside the community (reading 52)."""
    return [
        LeftOut(row.contact, "no_place" if row.place is None else "not_in_community")
        for row in rows
        if row.contact is not None and row.place not in places
    ]


def _why_not(
    coach: Coach, on: date, rows: Iterable[Recorded], scheduled: Fraction, scale: Scale
) -> str | None:
    """Return why a coach is left out of the mean, None when not (reading 53)."""
    if is_new(coach, on, scale):
        return NEW
    enough = Fraction(scale.rules["V13"]["least_recorded"]) * scheduled
    if scheduled == 0 or sum(row.minutes for row in rows) < enough:
        return "too_little_time_recorded"
    return None
