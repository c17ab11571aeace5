"""Whether a job is one of the open labour market, worked out from three answers."""

from __future__ import annotations

from coaching.jobs.types import Answer


def is_competitive(
    open_to_all: bool | None, paid_by_agreement: Answer | None, set_aside: bool | None
) -> bool | None:
    """Tell whether a job is competitive; None while it is not known yet.

    Yes only with the three right answers. One wrong answer is enough for no. Anything unsure or not
    answered leaves it open: never yes.
    Source: forms.md, C.competitive and check 3; fidelity scale, part 2 (competitive job).
    """
    if open_to_all is False or paid_by_agreement is Answer.NO or set_aside is True:
        return False
    if open_to_all and paid_by_agreement is Answer.YES and set_aside is False:
        return True
    return None
