"""The rules of what is due, over the plain facts of one stay: pure, so that each has its cases.

Every rule gives items whose `since` may lie ahead: `due` keeps those that have come by a day, and
the calendar and the week page look further with a later day. Nothing here closes or ends anything.
Source: forms.md (when each form is made, parts 4 to 6), fidelity scale V3, V4, V12.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coaching.clients.types import Status
from coaching.due.types import Due, DueKind, Job, Stay
from coaching.support.types import Wants

FIRST_MEETING_DAYS = 30
"""Days from entry to the first meeting with an employer (forms.md, phase 3; V4)."""

PROFILE_MEETINGS = 3
"""The profile is ready by this meeting about it (forms.md, phase 2; V3)."""

NEW_PROFILE_DAYS = 30
"""Days from a job's start or end to a new version of the profile (forms.md, phase 2; V3)."""

CHECK_BEFORE_DAYS = 7
"""Days before a job starts on which a missing benefits check is reminded of (forms.md, part 4)."""

CHANGE_CHECK_DAYS = 30
"""Days from a change of hours or pay to a benefits check (V1)."""

AFTER_END_DAYS = 3
"""Days from hearing of a job's end to a contact with the client (forms.md, part 5; V12)."""

RENEW_DAYS = 14
"""Days before a consent ends, or a talk is to be had again, on which it is shown."""

AT_REST = frozenset({Status.WAITING, Status.CLOSED})
"""Nothing is due for those who have no coach yet, or whose stay has ended."""

CONTACTS = frozenset({DueKind.AFTER_END, DueKind.SUPPORT_CONTACT, DueKind.ASK_HOW})
"""Items that a contact with the client settles."""

LOOKING = frozenset({Status.PROFILING, Status.SEARCHING, Status.BETWEEN})


def due(stay: Stay, by: date, quiet_days: int) -> list[Due]:
    """Return what is due for a stay by a day, the most pressing first.

    Args:
        stay: what the records say.
        by: the day; a later one than that of the facts shows what lies ahead.
        quiet_days: days without contact after which a client is shown.
    """
    if stay.status in AT_REST:
        return []
    found = [one for one in _all(stay, quiet_days) if one.since <= by]
    if any(one.kind in CONTACTS for one in found):
        # One contact settles both, and the other line says better what it is about.
        found = [one for one in found if one.kind is not DueKind.QUIET]
    return sorted(found, key=order)


def order(one: Due) -> tuple[date, date, str]:
    """Put by the day it should be done by, then by how long it has stood."""
    return (one.on or one.since, one.since, one.kind)


def _all(stay: Stay, quiet_days: int) -> Iterator[Due]:
    for job in stay.jobs:
        yield from _of_job(stay, job)
    yield from _new_profile(stay)
    if stay.status is not Status.PAUSED:
        yield from _first_meeting(stay)
        yield from _profile(stay)
        yield from _quiet(stay, quiet_days)
    yield from _renewals(stay)


def _first_meeting(stay: Stay) -> Iterator[Due]:
    """From entry; meetings before a client list came in are not known, so it counts from that day."""
    entered = stay.entry_date
    if entered is not None and stay.brought_on is not None:
        entered = max(entered, stay.brought_on)
    waits = entered is not None and not (stay.met_employer or stay.in_work_at_entry or stay.jobs)
    if entered is not None and waits and stay.status in LOOKING:
        yield Due(DueKind.FIRST_MEETING, entered, entered + timedelta(days=FIRST_MEETING_DAYS))


def _profile(stay: Stay) -> Iterator[Due]:
    """Once all but the last of the meetings have been: then it is ready at the next one."""
    before = PROFILE_MEETINGS - 1
    if not stay.ready_days and len(stay.profile_days) >= before:
        last = stay.profile_days[before] if len(stay.profile_days) > before else None
        yield Due(DueKind.PROFILE, stay.profile_days[before - 1], last)


def _new_profile(stay: Stay) -> Iterator[Due]:
    """For the newest start or end of a job that no version has been ready after.

    A profile that has never been ready is not asked for twice.
    """
    events = [day for job in stay.jobs for day in (job.start, job.ended_on) if day is not None]
    for event in sorted(events, reverse=True)[:1]:
        if stay.ready_days and max(stay.ready_days) < event:
            yield Due(DueKind.NEW_PROFILE, event, event + timedelta(days=NEW_PROFILE_DAYS))


def _quiet(stay: Stay, quiet_days: int) -> Iterator[Due]:
    days = [day for day in (stay.last_seen, stay.entry_date, stay.known_since) if day is not None]
    last = stay.last_seen or max(days, default=None)
    if last is not None:
        yield Due(DueKind.QUIET, last + timedelta(days=quiet_days))


def _renewals(stay: Stay) -> Iterator[Due]:
    ahead = timedelta(days=RENEW_DAYS)
    if stay.talk_review_on is not None:
        yield Due(DueKind.TALK, stay.talk_review_on - ahead, stay.talk_review_on)
    for kind in sorted({one.kind for one in stay.consents}):
        ends = [one.valid_to for one in stay.consents if one.kind == kind]
        last = [end for end in ends if end is not None]
        if len(last) == len(ends):
            yield Due(DueKind.CONSENT, max(last) - ahead, max(last), detail=kind)


def _of_job(stay: Stay, job: Job) -> Iterator[Due]:
    if job.ended_on is not None and job.heard_on is not None:
        if stay.last_seen is None or stay.last_seen < job.heard_on:
            last = job.heard_on + timedelta(days=AFTER_END_DAYS)
            yield Due(DueKind.AFTER_END, job.heard_on, last, job.public_id)
    elif job.start is not None:
        yield from _of_going_on(job, job.start)
    if job.contact_ok_on and (stay.last_seen is None or stay.last_seen < job.contact_ok_on):
        yield Due(DueKind.ASK_HOW, job.contact_ok_on, job.contact_ok_on, job.public_id)


def _of_going_on(job: Job, start: date) -> Iterator[Due]:
    before = start - timedelta(days=CHECK_BEFORE_DAYS)
    if not job.checked:
        yield Due(DueKind.BENEFITS, before, start, job.public_id)
    for change in job.changes:
        if not change.checked:
            last = change.on + timedelta(days=CHANGE_CHECK_DAYS)
            yield Due(DueKind.BENEFITS_CHANGE, change.on, last, job.public_id, change.public_id)
    if job.wants is None:
        yield Due(DueKind.SUPPORT_DECISION, before, start, job.public_id)
    if job.wants is Wants.NOT_NOW and job.ask_again_on is not None:
        yield Due(DueKind.ASK_AGAIN, job.ask_again_on, job.ask_again_on, job.public_id)
    if job.wants is Wants.YES and job.support_closed_on is None:
        if job.review_on is not None:
            yield Due(DueKind.SUPPORT_REVIEW, job.review_on, job.review_on, job.public_id)
        for one in job.planned:
            yield Due(
                DueKind.SUPPORT_CONTACT, one.first, one.until, job.public_id,
                detail=one.step, planned_on=one.on, number=one.number,
            )  # fmt: skip
