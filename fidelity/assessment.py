"""Item V3: how the profile is made and kept up from real work."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from fidelity.coaches import in_order
from fidelity.facts import Facts, Job, PlanVersion
from fidelity.results import Assisted, LeftOut, Measure, Window
from fidelity.rules import median
from fidelity.scale import Scale
from fidelity.windows import window_start

STEPWISE = "stepwise_placements"


def work_based_assessment(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the records say of item V3: sessions to a profile, and profiles kept up.

    Shown for the last 12 months: the median number of sessions after which a client's first
    profile was finished; the share of job starts and job ends with a version of the profile on
    the day or within 30 days after it, each asked once these have passed; and a warning when a
    placement was begun that is not open to anyone, not paid by agreement or set aside. A person
    gives the points.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, V3; readings 20, 38.
    """
    rule = scale.rules["V3"]
    window = Window(window_start(on, int(rule["months"])), on)
    start, within = window.start or on, timedelta(days=int(rule["days"]))
    versions: dict[str, list[PlanVersion]] = defaultdict(list)
    for row in facts.plans:
        if row.on <= on:
            versions[row.client].append(row)
    firsts = [min(rows, key=lambda row: (row.on, row.version)) for rows in versions.values()]
    sessions = [row.session for row in firsts if start <= row.on]
    due = [
        (job, day)
        for job in facts.jobs
        for day in (job.start, job.end)
        if day is not None and start <= day and day + within < on
    ]
    kept_up = [
        job
        for job, day in due
        if any(day <= row.on <= day + within for row in versions.get(job.client, ()))
    ]
    stepwise = [job for job in facts.jobs if start <= job.start <= on and _is_step(job)]
    counted = {job.id for job, _day in due}
    return Assisted(
        item="V3",
        scale=scale.version,
        window=window,
        measures={"kept_up": Measure(len(kept_up), len(due))},
        counted=tuple(sorted(counted)),
        left_out=in_order(
            LeftOut(job.id, "days_not_over")
            for job in facts.jobs
            if job.id not in counted and _touches(job, start, on)
        ),
        shown_beside={
            "median_sessions": median(sessions) if sessions else None,
            "first_profiles": len(sessions),
            "within_sessions": sum(session <= int(rule["most_sessions"]) for session in sessions),
            STEPWISE: len(stepwise),
        },
        note=STEPWISE if stepwise else None,
    )


def _touches(job: Job, start: date, on: date) -> bool:
    return any(day is not None and start <= day <= on for day in (job.start, job.end))


def _is_step(job: Job) -> bool:
    """Whether a placement is known not to be a competitive job: a step before one."""
    return job.open_to_all is False or job.paid_by_agreement is False or job.set_aside is True
