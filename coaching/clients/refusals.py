"""The rules of intake, stays and the waiting list that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class DayRefused(Refusal):
    """Base of refusals about one of several days of a page: `field` is told when raised."""

    def __init__(self, field: str, **facts: object) -> None:
        super().__init__(**facts)
        self.field = field


class DayAhead(DayRefused):
    """The day is still to come."""


class DayBeforeKnown(DayRefused):
    """The day is before the client was known to the service. Facts: known."""


class ReferralAfter(DayRefused):
    """The referral is dated after something that followed from it. Facts: earliest."""


class BeforeLastStatus(Refusal):
    """The day is before the status of now began. Facts: latest."""

    field = "on"


class CoachMissing(Refusal):
    """An accepted client is given to a coach at once."""

    field = "coach"


class RefusalReasonMissing(Refusal):
    """A referral is refused only with a reason."""

    field = "refusal"


class LikelyKnown(Refusal):
    """Clients the person may see look like this one: is it the same person?"""

    field = "same_person"


class SamePersonHere(Refusal):
    """The client has an open stay in the team already."""

    field = "same_person"


class NotPaused(Refusal):
    """The stay is not on a pause that could end."""


class AlreadyPaused(Refusal):
    """The stay is on a pause already, or waits."""


class NotByHand(Refusal):
    """The status follows from something else: waiting, paused and closed have their own pages."""

    field = "stands"


class NotOpen(Refusal):
    """The stay is closed."""


class NotClosed(Refusal):
    """The stay is open already."""


class ConfirmClosing(Refusal):
    """The reason counts against the service: it asks a second confirmation."""

    field = "confirmed"


class TooLateToUndo(Refusal):
    """More than 30 days have passed since the closing. A new stay begins instead. Facts: days."""


class NotWaiting(Refusal):
    """The client is not on the waiting list."""


class NotFirstInLine(Refusal):
    """A coach takes the first of the list; only the leader may go past the order."""


class ReasonMissing(Refusal):
    """Going past the order of the waiting list needs a reason."""

    field = "reason"


class NotTheSame(Refusal):
    """The two records cannot be one person's."""
