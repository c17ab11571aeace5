"""Words of places and assignments, and the rules that can refuse one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coaching.errors import Refusal

FULL_TIME_PLACES = 20
"""Places of a full-time coach, and the most that anybody has (model.md, *Places*)."""


def places_of(shares: Iterable[Decimal]) -> int:
    """Return the places that coaching posts of these shares of full time own together.

    Each post owns floor(20 × f); a second post adds up to 20 in all. Source: model.md, *Places*.
    """
    return min(FULL_TIME_PLACES, sum(int(FULL_TIME_PLACES * share) for share in shares))


@dataclass(frozen=True)
class Square:
    """One place on the page: the status and period of who holds it, or free.

    `period_public_id`, `shown_as` and the client's `team_id` are given only to a person who may see
    that client.
    """

    number: int
    period_public_id: str | None = None
    status: str | None = None
    shown_as: str | None = None
    team_id: int | None = None

    @property
    def is_free(self) -> bool:
        """Nobody holds the place."""
        return self.status is None


@dataclass(frozen=True)
class Caseload:
    """A coach's places on a day: owned by the posts in force, held by open assignments.

    `over` is how many held places stand above the number owned; `away` tells of an absence today.
    """

    coach_id: int
    coach_name: str
    owned: int
    held: int
    squares: tuple[Square, ...] = ()
    coach_public_id: str = ""
    away: bool = False

    @property
    def free(self) -> int:
        """Places that can be given."""
        return max(0, self.owned - self.held)

    @property
    def over(self) -> int:
        """Held places above the number owned (after an FTE has fallen)."""
        return max(0, self.held - self.owned)

    @property
    def is_near(self) -> bool:
        """Nearly full, not full yet: from 18 of 20 on, and as early with fewer places."""
        return self.free > 0 and 10 * self.held >= 9 * self.owned


@dataclass(frozen=True)
class Coach:
    """A person who coaches in a team today."""

    user_id: int
    public_id: str
    name: str


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


class CaseloadFull(Refusal):
    """Every place of the coach is held.

    Facts: coach, places; is_waiting or is_coached when the client is that now.
    """

    field = "coach"


class NoPlaceFor(Refusal):
    """Clients of a move that found no place. Facts: clients, pairs of client and coach as shown."""


class NotACoachThere(Refusal):
    """The person has no coaching post in the client's team on that day. Facts: coach."""

    field = "coach"


class AlreadyAssigned(Refusal):
    """The client has a coach already. Facts: coach."""

    field = "coach"


class NotAssigned(Refusal):
    """The client has no coach whose work could be ended or handed over."""


class ServiceEnded(Refusal):
    """The client's stay is closed."""


class AssignedInFuture(Refusal):
    """An assignment never begins or ends on a day to come."""

    field = "on"


class BeforeKnown(Refusal):
    """The day is before the client was known to the service. Facts: known."""

    field = "on"


class BeforePreviousEnded(Refusal):
    """The day is before the earlier coach's assignment began or ended. Facts: earliest."""

    field = "on"
