"""Which row of a file makes each new employer, and which ones join it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coaching.employers.types import Outcome, Why

if TYPE_CHECKING:
    from coaching.employers.joining import Placed, PlannedEmployer, Reasons


def tell(placed: Sequence[Placed]) -> None:
    """Let the first row of each new employer be the one that makes it, and the rest join it."""
    made: dict[PlannedEmployer, int] = {}
    for one in placed:
        employer = one.employer
        if employer is None or employer.known is not None:
            continue
        if employer not in made:
            made[employer] = one.row.number
            one.outcome = Outcome.NEW
            one.reasons = _as_first(one)
        elif not {Why.CHOSEN, Why.SAME_ID, Why.SAME_NAME} & set(one.reasons):
            same = Why.SAME_ID if one.row.business_id else Why.SAME_NAME
            one.reasons = {same: {"name": employer.name}, **_without_new(one.reasons)}


def _as_first(one: Placed) -> Reasons:
    told: Reasons = {
        why: facts
        for why, facts in one.reasons.items()
        if why not in (Why.SAME_ID, Why.SAME_NAME, Why.NEW_SITE, Why.OTHER_NAME)
    }
    if Why.CHOSEN in told:
        return told
    first = Why.NEW_ID if one.row.business_id else Why.NEW_NAME
    return {first: {}, **{why: facts for why, facts in told.items() if why != first}}


def _without_new(reasons: Reasons) -> Reasons:
    return {why: told for why, told in reasons.items() if why not in (Why.NEW_ID, Why.NEW_NAME)}
