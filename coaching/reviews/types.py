"""Words of fidelity reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from coaching.errors import Refusal

EVIDENCE_LIMIT = 4000
"""Characters of an evidence note."""


class ReviewKind(StrEnum):
    """Who made a review."""

    SELF = "self"
    PEER = "peer"
    EXTERNAL = "external"


class ReviewState(StrEnum):
    """A review is open until it is finished."""

    OPEN = "open"
    FINISHED = "finished"


@dataclass(frozen=True)
class NewReview:
    """A review as begun: its kind, the day it speaks of and, where told, the first day of its period."""

    kind: ReviewKind
    on: date
    since: date | None = None


@dataclass(frozen=True)
class Entry:
    """What is entered for one item: points 1 to 5 or None, and the evidence."""

    points: int | None
    evidence: str | None


@dataclass(frozen=True)
class Listed:
    """A review in a list. `points` by item id, None where not scored."""

    public_id: str
    kind: ReviewKind
    state: ReviewState
    on: date
    scale: str
    points: dict[str, int | None]
    finished_at: datetime | None


@dataclass(frozen=True)
class ClientBehind:
    """A client behind a figure. `left_out` is the reason's code, empty when counted."""

    public_id: str
    shown: str
    status: StrEnum
    coach: str
    left_out: str


@dataclass(frozen=True)
class CoachBehind:
    """A coach behind a figure with the share of full time. `left_out` as for clients."""

    name: str
    fte: Decimal
    left_out: str


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure that a person may see, and how many more clients there are."""

    clients: tuple[ClientBehind, ...]
    others: int
    coaches: tuple[CoachBehind, ...]


class ItemsMissing(Refusal):
    """Items have no points and no reason was given."""

    field = "missing_why"


class ReviewAhead(Refusal):
    """The day of a review is still ahead."""

    field = "on"


class PeriodBackwards(Refusal):
    """The period of a review begins after its day."""

    field = "since"


class AlreadyFinished(Refusal):
    """The review has been finished: it is not written any more."""


class HasPoints(Refusal):
    """A review that has points is not thrown away."""
