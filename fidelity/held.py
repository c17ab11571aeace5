"""When a job was held."""

from __future__ import annotations

from datetime import date

from fidelity.facts import Job, Span
from fidelity.windows import DAY


def days_held(job: Job, closed_on: date | None) -> Span | None:
    """Return the days a job was held, until its end or the client's closing, whichever was first.

    A job that ended on the day it began was held on that day; one that ended before it began
    (which an import may bring), or began when the client was closed, on none.

    Source: readings 9 and 23.
    """
    if job.end is not None and job.end < job.start:
        return None
    end = None if job.end is None else max(job.end, job.start + DAY)
    if closed_on is None:
        return Span(job.start, end)
    if closed_on <= job.start:
        return None
    return Span(job.start, closed_on if end is None else min(end, closed_on))
