"""Rules that several items share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fidelity.results import Next
from fidelity.scale import MOST_POINTS, Item


def nearest_half_down(mean: Fraction) -> int:
    """Return the nearest whole point; an exact half goes down (fidelity scale, rule 2)."""
    return -((1 - 2 * mean) // 2)


def mean(values: Sequence[Fraction | int]) -> Fraction:
    """Return the exact mean of at least one value."""
    return Fraction(sum(values)) / len(values)


def median(values: Sequence[Fraction | int]) -> Fraction:
    """Return the exact median of at least one value."""
    ordered, middle = sorted(values), len(values) // 2
    if len(values) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle]) / 2


def next_of(item: Item, points: int) -> Next | None:
    """Return what the next threshold asks of the value, None at the top."""
    threshold = item.next_threshold(points)
    return Next(threshold.points, threshold.edge) if threshold else None


def points_of_share(item: Item, share: Fraction) -> int:
    """Return the points of an exact share (19/20) whose thresholds stand in per cent (95)."""
    return item.points(share * 100)


def next_of_share(item: Item, points: int) -> Next | None:
    """Return what the next threshold asks of a share, as a share; None at the top."""
    following = next_of(item, points)
    return Next(following.points, following.edge / 100) if following else None


def next_of_mean(points: int) -> Next | None:
    """Return what the mean over coaches must pass for one point more, None at the top."""
    return Next(points + 1, points + Fraction(1, 2)) if points < MOST_POINTS else None
