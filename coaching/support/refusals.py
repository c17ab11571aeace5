"""What form E can be refused for."""

from __future__ import annotations

from coaching.clients.refusals import DayRefused
from coaching.errors import Refusal


class JobFellThrough(Refusal):
    """The job never began: there is nothing to support."""


class AnswerMissing(Refusal):
    """An answer that belongs to the decision is missing; `field` says which one."""

    def __init__(self, field: str) -> None:
        super().__init__(which=field)
        self.field = field


class NotAfterDecision(DayRefused):
    """A day agreed on for later is not after the day of the decision."""


class BeforeLastDecision(Refusal):
    """Another decision is dated before the one in force. Facts: latest."""

    field = "date"


class WantsNoSupport(Refusal):
    """The client has not said yes: there is no plan to fill in."""


class NothingMayBeTold(Refusal):
    """The client wants nothing told to the employer, so support does not show at the workplace."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class FormReady(Refusal):
    """The form is ready: it is reopened before anything in it is changed."""


class FormOpen(Refusal):
    """The form is open already."""


class AnswersMissing(Refusal):
    """Answers that the form asks for are missing. Facts: count."""


class BeforeDecision(DayRefused):
    """A day of the ending lies before the decision. Facts: decided."""


class ReasonOfEnd(Refusal):
    """Support has ended, and nobody has said why; or the other way round."""

    field = "closed_reason"


class DayTaken(DayRefused):
    """A planned contact cannot be moved to that day: the support has ended by then. Facts: ends."""
