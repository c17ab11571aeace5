"""Words of fidelity reviews."""

from __future__ import annotations

from enum import StrEnum


class ReviewKind(StrEnum):
    """Who made a review."""

    SELF = "self"
    PEER = "peer"
    EXTERNAL = "external"


class ReviewState(StrEnum):
    """A review is open until it is finished."""

    OPEN = "open"
    FINISHED = "finished"
