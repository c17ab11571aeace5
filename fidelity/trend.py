"""Finished reviews as a series, what is seen in it, and when the next review is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fidelity.scale import Band, Scale, load
from fidelity.scorecard import Totals, totals
from fidelity.windows import months_after


@dataclass(frozen=True)
class Finished:
    """A finished review: its day, kind (self, peer, external), scale version and points by item."""

    on: date
    kind: str
    scale: str
    points: Mapping[str, int | None]


@dataclass(frozen=True)
class Point:
    """One review in the series."""

    on: date
    kind: str
    totals: Totals


@dataclass(frozen=True)
class Seen:
    """What the newest point says.

    `change` is against the newest earlier point that is complete, as the newest must be too; None
    when there is nothing to compare. `to_next` is how many points are missing from `next_band`,
    None at the top or when the band is not certain.
    """

    newest: Point
    change: int | None = None
    since: date | None = None
    next_band: Band | None = None
    to_next: int | None = None


def series(reviews: Iterable[Finished]) -> tuple[Point, ...]:
    """Return the reviews as points by day, each with the total of its own scale version.

    Reviews of the same day keep the order they are given in.
    """
    points = [
        Point(review.on, review.kind, totals(review.points, load(review.scale)))
        for review in reviews
    ]
    return tuple(sorted(points, key=lambda point: point.on))


def seen(points: tuple[Point, ...], scale: Scale) -> Seen | None:
    """Return what a series shows, None when it is empty."""
    if not points:
        return None
    newest = points[-1]
    if not newest.totals.is_complete:
        return Seen(newest)
    earlier = [point for point in points[:-1] if point.totals.is_complete]
    change = newest.totals.sum - earlier[-1].totals.sum if earlier else None
    band = scale.band(newest.totals.sum)
    above = next((other for other in reversed(scale.bands) if other.least > band.most), None)
    return Seen(
        newest,
        change,
        earlier[-1].on if earlier else None,
        above,
        above.least - newest.totals.sum if above else None,
    )


def next_due(
    reviews: Iterable[Finished], first_client_on: date | None, scale: Scale
) -> date | None:
    """Return the day the next review is due.

    Counted from the newest finished review of any kind that has all items: from 100 points on 12
    months, else 6. None yet: 6 months after the team's first client; no client: None.

    Source: model.md, *Reviews and scales*.
    """
    rule = scale.rules["reviews"]
    complete = [point for point in series(reviews) if point.totals.is_complete]
    if complete:
        calm = complete[-1].totals.lowest >= int(rule["calm_from"])
        return months_after(complete[-1].on, int(rule["calm_months" if calm else "months"]))
    return months_after(first_client_on, int(rule["months"])) if first_client_on else None
