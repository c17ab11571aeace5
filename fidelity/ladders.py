"""The cheapest way to lift a mean over coaches: which coaches, and how far each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fidelity.changes import Step
from fidelity.results import Score


@dataclass(frozen=True)
class Rung:
    """How many points a coach gains by steps that are taken together."""

    gain: int
    steps: tuple[Step, ...]


Ladders = Mapping[str, Sequence[Rung]]
"""What each coach could do; one rung of each ladder at most is chosen."""


def points_missing(score: Score) -> int:
    """Return how many coaches' points are missing from one point more of the mean.

    An exact half goes down, so the mean must pass it (fidelity scale, rule 2).
    """
    coaches = len(score.coaches)
    needed = coaches * (2 * score.points + 1) // 2 + 1
    return needed - sum(part.points for part in score.coaches)


def cheapest(ladders: Ladders, missing: int) -> tuple[Step, ...]:
    """Return the steps with the least work that gain so many points, none when they cannot."""
    best: dict[int, tuple[int, tuple[Step, ...]]] = {0: (0, ())}
    for coach in sorted(ladders):
        found = dict(best)
        for gained, (cost, steps) in best.items():
            for rung in ladders[coach]:
                total = min(missing, gained + rung.gain)
                price = cost + sum(step.minutes for step in rung.steps)
                if total not in found or price < found[total][0]:
                    found[total] = (price, (*steps, *rung.steps))
        best = found
    return best[missing][1] if missing in best else ()
