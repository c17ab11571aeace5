"""Words of places and assignments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FULL_TIME_PLACES = 20
"""Places of a full-time coach, and the most that anybody has (model.md, *Places*)."""


@dataclass(frozen=True)
class Square:
    """One place on the page: the status and period of who holds it, or free."""

    number: int
    period_public_id: str | None = None
    status: str | None = None
    shown_as: str | None = None


@dataclass(frozen=True)
class Caseload:
    """A coach's places on a day: owned by the posts in force, held by open assignments.

    `over` is how many held places stand above the number owned.
    """

    coach_id: int
    coach_name: str
    owned: int
    held: int
    squares: tuple[Square, ...] = ()

    @property
    def free(self) -> int:
        """Places that can be given."""
        return max(0, self.owned - self.held)

    @property
    def over(self) -> int:
        """Held places above the number owned (after an FTE has fallen)."""
        return max(0, self.held - self.owned)


@dataclass(frozen=True)
class Move:
    """One client of a move of many: to a coach, from a day on."""

    period_id: int
    coach_id: int


@dataclass(frozen=True)
class AssignmentFacts:
    """An assignment as plain facts, half-open."""

    period_id: int
    coach_id: int
    since: date
    ended_on: date | None
