"""Why a week cannot be confirmed as it was typed."""

from __future__ import annotations

from coaching.errors import Refusal


class NotAtWorkYet(Refusal):
    """No day of the week up to today is a day at work, so nothing is to be confirmed."""


class LongerThanAWeek(Refusal):
    """The times add up to more than the hours of a week."""
