"""What the program tells of an item, in the form of the other account (`plain_fidelity`)."""

from __future__ import annotations

from coaching.accounts.types import Actor, Grant
from fidelity.results import AnyResult, InsufficientData
from tests.plain_fidelity import Answer

MANAGER = Actor(1, "", "", "en", grants=frozenset({Grant.MANAGER}))
"""Who sees the figures of every team."""


def told(result: AnyResult) -> Answer | None:
    """Return points, figures, parts and measures of a computed item; None for too little data."""
    if isinstance(result, InsufficientData):
        return None
    return Answer(
        result.points,
        result.value,
        result.numerator,
        result.denominator,
        {int(part.coach.rpartition("-")[2]): (part.value, part.points) for part in result.coaches},
        {name: (one.numerator, one.denominator) for name, one in result.measures.items()},
        result.points_if_confirmed,
    )
