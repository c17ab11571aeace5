"""Words of the benefits check (forms.md, 1.4 and part 7)."""

from __future__ import annotations

from enum import StrEnum


class CheckReason(StrEnum):
    """Why benefits are checked."""

    BEFORE_START = "before_start"
    HOURS_CHANGE = "hours_change"
    PAY_CHANGE = "pay_change"
    OTHER = "other"


class CheckedBy(StrEnum):
    """Who went through the benefits with the client."""

    COACH = "coach"
    ADVISER = "adviser"


class CheckResult(StrEnum):
    """What came of a benefits check."""

    CLEAR = "clear"
    WAITING = "waiting"
    DECLINED = "declined"


class RowAnswer(StrEnum):
    """What was found out of one row of the check."""

    DONE = "done"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    UNSURE = "unsure"
