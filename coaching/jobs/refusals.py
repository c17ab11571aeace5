"""The rules of jobs that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class SameJobOpen(Refusal):
    """The client has a job with this employer that has not ended. Facts: title."""

    field = "is_other"


class JobEmployerMissing(Refusal):
    """No employer was chosen, or it is not in the register any more."""

    field = "employer"


class JobNotReadyYet(Refusal):
    """Answers are missing. Facts: count."""


class BenefitsNotChecked(Refusal):
    """Form C is ready only after a benefits check, or the client's no to one."""


class JobReady(Refusal):
    """The form is ready; it is opened again before it is changed."""


class JobCancelled(Refusal):
    """The job did not begin; it is taken back before anything is changed."""


class JobBegun(Refusal):
    """The job has begun, so it can only end."""


class WhyNotBegunMissing(Refusal):
    """No reason is given why the job did not begin."""

    field = "why"


class StartAfterChange(Refusal):
    """The start is moved after a change of the job. Facts: day."""

    field = "start"


class JobEndsBeforeStart(Refusal):
    """The job ends before it started. Facts: start."""

    field = "end"


class EndBeforeChange(Refusal):
    """The job ends before a change of it. Facts: day."""

    field = "end"


class ContractEndsBeforeStart(Refusal):
    """The contract ends before it starts. Facts: start."""

    field = "contract_end"


class JobNotBegun(Refusal):
    """A job without a start cannot end: the agreement fell through."""


class ChangeOutside(Refusal):
    """A change lies before the job's start or after its end. Facts: start, end."""

    field = "on"


class ChangeEmpty(Refusal):
    """A change of a kind needs what has changed. `field` is told when raised."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class StartAfterEnd(Refusal):
    """The start is moved after the job's end. Facts: end."""

    field = "start"


class PlannedContactsAsk(Refusal):
    """The start moves while contacts of the support plan are not made yet. Facts: count."""

    field = "planned_contacts"
