"""Totals: the sum of what is scored, the range the total can still take, and the bands of both ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fidelity.scale import LEAST_POINTS, MOST_POINTS, Band, Scale


@dataclass(frozen=True)
class Totals:
    """A total, or the range it can still take when items have no points.

    `band` is named only when both ends fall in the same one.
    """

    scored: int
    items: int
    sum: int
    lowest: int
    highest: int
    band_lowest: Band
    band_highest: Band

    @property
    def is_complete(self) -> bool:
        """Every item has points."""
        return self.scored == self.items

    @property
    def band(self) -> Band | None:
        """The band when it is certain."""
        return self.band_lowest if self.band_lowest == self.band_highest else None


class PointsRefused(ValueError):
    """An item the scale does not have, or points that are not a whole number 1–5."""


def totals(points: Mapping[str, int | None], scale: Scale) -> Totals:
    """Add up the points of a scale's items.

    Args:
        points: 1–5 or None by item id; an item left out counts as None. An item without points is
            never 1 and never left out by averaging.
        scale: the version the points were given with.

    Raises:
        PointsRefused: an unknown item, or points that are not 1–5.
        Source: fidelity scale, part 1; cases T-01 to T-14.
    """
    known = {item.id for item in scale.items}
    for item, value in points.items():
        if item not in known:
            raise PointsRefused(f"unknown item {item!r}")
        if value is not None and (
            type(value) is not int or not LEAST_POINTS <= value <= MOST_POINTS
        ):
            raise PointsRefused(f"{item}: points are a whole number from 1 to 5 or null")
    given = [value for value in points.values() if value is not None]
    missing = len(known) - len(given)
    lowest = sum(given) + LEAST_POINTS * missing
    highest = sum(given) + MOST_POINTS * missing
    return Totals(
        scored=len(given),
        items=len(known),
        sum=sum(given),
        lowest=lowest,
        highest=highest,
        band_lowest=scale.band(lowest),
        band_highest=scale.band(highest),
    )
