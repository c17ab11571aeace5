"""What the items scored per coach share: who is in post, new, on leave, and how long a week is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from fidelity.facts import Coach, Facts
from fidelity.results import (
    Beside,
    CoachPart,
    InsufficientData,
    LeftOut,
    Result,
    Score,
    Window,
)
from fidelity.rules import mean, nearest_half_down, next_of_mean
from fidelity.scale import Scale
from fidelity.windows import workdays

NEW, OUTSIDE_POST, ON_LEAVE = "new_specialist", "outside_post", "on_leave"
WORKDAYS_A_WEEK = 5


def in_post(facts: Facts, on: date) -> list[Coach]:
    """Return the coaches in post on a day, by id (reading 21)."""
    return sorted((coach for coach in facts.coaches if coach.post_on(on)), key=lambda one: one.id)


def is_new(coach: Coach, on: date, scale: Scale) -> bool:
    """Whether a coach started too lately for items scored per coach.

    Source: fidelity scale, part 2, rule 9; readings 1 and 22.
    """
    return on - coach.started < timedelta(days=int(scale.rules["per_specialist"]["new_for_days"]))


def why_away(coach: Coach, day: date) -> str | None:
    """Return why a coach does not work on a day: outside the post or on leave; None when at work.

    Source: fidelity scale, part 2, rule 9; readings 8 and 21.
    """
    if coach.post_on(day) is None:
        return OUTSIDE_POST
    return ON_LEAVE if _on_leave(coach, day) else None


def _on_leave(coach: Coach, day: date) -> bool:
    return any(leave.holds(day) for leave in coach.leave)


def scheduled_minutes(coach: Coach, first: date, last: date) -> Fraction:
    """Return the minutes a coach is to work from `first` to `last`, both included, less leave.

    A fifth of the post's weekly minutes for each Monday to Friday in post and not on leave.
    Source: fidelity scale, part 2, rule 9; readings 1 and 7.
    """
    weekly = sum(
        post.weekly_minutes
        for day in workdays(first, last)
        if (post := coach.post_on(day)) and not _on_leave(coach, day)
    )
    return Fraction(weekly, WORKDAYS_A_WEEK)


def part_worked(coach: Coach, first: date, last: date) -> Fraction:
    """Return the worked share of a week's scheduled minutes: 1 without leave, 0 outside the post.

    Source: fidelity scale, V6; readings 7 and 39.
    """
    weekly = sum(
        post.weekly_minutes for day in workdays(first, last) if (post := coach.post_on(day))
    )
    contracted = Fraction(weekly, WORKDAYS_A_WEEK)
    return scheduled_minutes(coach, first, last) / contracted if contracted else Fraction(0)


def nobody_in_post(item: str, scale: Scale, window: Window) -> InsufficientData:
    """Return the result of an item when the team has no coach in post."""
    return InsufficientData(item, scale.version, window, "no_specialist", Fraction(0), Fraction(1))


def in_order(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return what was left out by reason and id, whatever the order of the records."""
    return tuple(sorted(left_out, key=lambda row: (row.reason, row.id)))


def mean_over_coaches(
    item: str,
    scale: Scale,
    window: Window,
    parts: Sequence[CoachPart],
    *,
    counted: Iterable[str],
    left_out: Iterable[LeftOut],
    shown_beside: Mapping[str, Beside],
) -> Result:
    """Score an item by the mean of its coaches' points, an exact half going down.

    Source: fidelity scale, part 2, rule 2; readings 42 and 54.
    """
    if not parts:
        return InsufficientData(
            item,
            scale.version,
            window,
            "no_specialist_scored",
            Fraction(0),
            Fraction(1),
            in_order(left_out),
        )
    value = mean([part.points for part in parts])
    points = nearest_half_down(value)
    return Score(
        item=item,
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(sum(part.points for part in parts)),
        denominator=Fraction(len(parts)),
        unit=scale.item(item).unit,
        counted=tuple(sorted(counted)),
        left_out=in_order(left_out),
        next=next_of_mean(points),
        coaches=tuple(parts),
        shown_beside=shown_beside,
    )
