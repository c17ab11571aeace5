"""When a job was held."""

from __future__ import annotations

from datetime import date

from fidelity.facts import Job, Span
from fidelity.windows import DAY


def days_held(job: Job, closed_on: date | None) -> Span | None:
    """Return the days a job was held, until its end or the client's closing, whichever was first.

    A job that ended on the day it began was held on that day; one that ended before it began
    (which an import may bring) on none.

    Source: readings 9 and 23.
    """
    ends = [day for day in (job.end, closed_on) if day is not None]
    if not ends:
        return Span(job.start)
    end = min(ends)
    if end < job.start:
        return None
    return Span(job.start, max(end, job.start + DAY))
