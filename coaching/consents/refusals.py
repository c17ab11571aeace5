"""The rules of consents that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class ConsentMissing(Refusal):
    """No consent in force lets one be in touch. Facts: ended, since when there is none, or None."""

    field = "agreed"


class WhomMissing(Refusal):
    """A consent says whom it lets one be in touch with."""

    field = "with_whom"


class DayNotInConsent(Refusal):
    """A day of limiting or withdrawing is before the consent was given, or still ahead."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class EndsBeforeGiven(Refusal):
    """A consent is valid until the day it was given, or a later one."""

    field = "valid_to"


class LimitIncomplete(Refusal):
    """A limit has a day and words."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field
