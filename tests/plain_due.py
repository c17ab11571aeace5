"""What is due, worked out again in the plainest way from the rows themselves, for one stay and day.

Nothing of coaching.due is used: this is the other account that the program's is held against.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.benefits.models import BenefitsCheck
from coaching.caseload.models import Assignment
from coaching.clients.models import PeriodStatus, ServicePeriod
from coaching.consents.models import Consent
from coaching.contacts.models import Contact
from coaching.jobs.models import Job, JobChange
from coaching.profiles.models import DisclosureTalk, FormVersion
from coaching.support.models import Support

HELSINKI = ZoneInfo("Europe/Helsinki")


def days(number):
    return timedelta(days=number)


class Rows:
    """Every row that matters, by stay, by client or by job."""

    def __init__(self, session: Session) -> None:
        self.stays = list(session.scalars(select(ServicePeriod)))
        self.statuses = self._by(session, PeriodStatus, "period_id")
        self.assignments = self._by(session, Assignment, "period_id")
        self.contacts = self._by(session, Contact, "period_id")
        self.versions = self._by(session, FormVersion, "period_id")
        self.jobs = self._by(session, Job, "period_id")
        self.consents = self._by(session, Consent, "period_id")
        self.talks = self._by(session, DisclosureTalk, "client_id")
        self.supports = self._by(session, Support, "job_id")
        self.checks = self._by(session, BenefitsCheck, "job_id")
        self.changes = self._by(session, JobChange, "job_id")

    @staticmethod
    def _by(session, model, name):
        found = defaultdict(list)
        for row in session.scalars(select(model).order_by(model.id)):
            found[getattr(row, name)].append(row)
        return found


def of_stay(rows: Rows, stay: ServicePeriod, day: date, quiet: int) -> set[tuple]:
    """Return (kind, since, on, job's id) of everything due for a stay on a day."""
    known = [one for one in rows.statuses[stay.id] if one.since <= day]
    status = max(known, key=lambda one: (one.since, one.id)).status if known else "waiting"
    if status in ("waiting", "closed"):
        return set()
    due = set()
    seen = [
        one.on
        for one in rows.contacts[stay.id]
        if not one.withdrawn_at
        and one.on <= day
        and one.reached
        and (one.with_whom == "client" or one.client_present)
    ]
    last = max(seen) if seen else None
    jobs = [one for one in rows.jobs[stay.id] if not one.cancelled_on]
    for job in jobs:
        due |= _of_job(rows, job, day, last)
        due |= _of_plan(rows, stay, job, day)
    ready = [one.ready_on for one in rows.versions[stay.id] if one.ready_on and one.ready_on <= day]
    events = [one.start for one in jobs if one.start]
    events += [one.ended_on for one in jobs if one.ended_on and one.heard_on <= day]
    if events and ready and max(ready) < max(events) <= day:
        due.add(("new_profile", max(events), max(events) + days(30), None))
    if status != "paused":
        due |= _of_search(rows, stay, status, jobs, ready, day)
        since = [one.since for one in rows.assignments[stay.id] if one.since <= day]
        entered = [stay.entry_date] if stay.entry_date and stay.entry_date <= day else []
        begins = last or max([*since, *entered], default=None)
        told = {kind for kind, *_rest in due}
        asked = told & {"after_end", "support_contact", "ask_how"}
        if begins and (day - begins).days >= quiet and not asked:
            due.add(("quiet", begins + days(quiet), None, None))
    return due | _renewals(rows, stay, day)


def _of_search(rows, stay, status, jobs, ready, day):
    due = set()
    standing = [
        one
        for one in rows.contacts[stay.id]
        if not one.withdrawn_at and one.on <= day and one.reached
    ]
    met = [
        one
        for one in standing
        if one.with_whom == "employer"
        and one.mode == "face_to_face"
        and one.meeting_purpose != "support_at_work"
    ]
    entry = stay.entry_date
    made = stay.created_at.astimezone(HELSINKI).date()
    if entry and made > stay.known_on:
        entry = max(entry, made)
    if (
        entry
        and entry <= day
        and status in ("profiling", "searching", "between")
        and not (met or stay.in_work_at_entry or jobs)
    ):
        due.add(("first_meeting", entry, entry + days(30), None))
    talks = sorted(
        one.on for one in standing if one.with_whom == "client" and "profile" in one.purposes
    )
    if len(talks) >= 2 and not ready:
        due.add(("profile", talks[1], talks[2] if len(talks) > 2 else None, None))
    return due


def _renewals(rows, stay, day):
    due = set()
    talks = [one for one in rows.talks[stay.client_id] if one.on <= day]
    if talks:
        again = max(talks, key=lambda one: (one.on, one.id)).review_on
        if again and again - days(14) <= day:
            due.add(("talk", again - days(14), again, None))
    standing = [
        one
        for one in rows.consents[stay.id]
        if one.given_on <= day and not (one.withdrawn_on and one.withdrawn_on <= day)
    ]
    for kind in {one.kind for one in standing}:
        ends = [one.valid_to for one in standing if one.kind == kind]
        if None not in ends and max(ends) - days(14) <= day:
            due.add(("consent", max(ends) - days(14), max(ends), None))
    return due


def _of_job(rows, job, day, last):
    due, name = set(), job.public_id
    support = next((one for one in rows.supports[job.id] if one.decided_on <= day), None)
    heard = job.heard_on and job.heard_on <= day
    if heard:
        if last is None or last < job.heard_on:
            due.add(("after_end", job.heard_on, job.heard_on + days(3), name))
    elif job.start:
        week_before = job.start - days(7)
        checks = [one for one in rows.checks[job.id] if one.on <= day]
        if not checks and week_before <= day:
            due.add(("benefits", week_before, job.start, name))
        for change in rows.changes[job.id]:
            touches = change.kind in ("hours", "pay_up", "pay_down") and change.on <= day
            checked = any(one.job_change_id == change.id or one.on >= change.on for one in checks)
            if touches and not checked:
                due.add(("benefits_change", change.on, change.on + days(30), name))
        if support is None and week_before <= day:
            due.add(("support_decision", week_before, job.start, name))
        if support is not None:
            due |= _of_support(support, name, day)
    ask = support.contact_ok_on if support is not None and support.contact_ok else None
    if ask and ask <= day and (last is None or last < ask):
        due.add(("ask_how", ask, ask, name))
    return due


def _of_support(support, name, day):
    due = set()
    again = support.ask_again_on
    if support.wants == "not_now" and again and again <= day:
        due.add(("ask_again", again, again, name))
    closed = support.closed_on and support.closed_on <= day
    review = support.review_on
    if support.wants == "yes" and not closed and review and review <= day:
        due.add(("support_review", review, review, name))
    return due


def _of_plan(rows, stay, job, day):
    """Return the planned contact that is due for a job, as nobody has moved or dropped any."""
    support = next((one for one in rows.supports[job.id] if one.decided_on <= day), None)
    if support is None or support.wants != "yes" or not job.start:
        return set()
    if (job.heard_on and job.heard_on <= day) or (support.closed_on and support.closed_on <= day):
        return set()
    ends = [one for one in (job.ended_on, support.passed_on, support.closed_on) if one]
    if ends and min(ends) < day:
        return set()
    met = sorted(
        one.on
        for one in rows.contacts[stay.id]
        if not one.withdrawn_at and one.reached and one.with_whom == "client" and one.on <= day
    )
    windows = _windows(job.start, support, min([*ends, day + days(45)]))
    running, late, missed = [], [], {}
    for first, last, ideal in sorted(windows, key=lambda one: one[1]):
        later = [one[0] for one in windows if one[0] > last]
        until = min(later, default=date.max)
        earlier = [end for _first, end, _ideal in windows if end < first]
        was_missed = bool(earlier) and missed[max(earlier)]
        is_made = any(first <= one < until for one in met)
        missed[last] = not is_made and last < day and until <= day
        shown = first if was_missed else max(first, _workday(first, last, ideal) - days(7))
        if is_made or day < shown or missed[last]:
            continue
        (running if day <= last else late).append((last, _workday(first, last, ideal), first))
    if not (running or late):
        return set()
    last, _on, first = min(running) if running else max(late)
    return {("support_contact", first, last, job.public_id)}


def _windows(start, support, until):
    """Return the first, last and best day of every planned contact that begins by a day."""
    found = [(-7, -1, -2), (0, 3, 1)]
    found += [(7 * week, 7 * week + 6, 7 * week + 4) for week in range(support.weekly_weeks)]
    every = support.then_every_days
    for month in range(400 if every else 0):
        if month * every >= 7 * support.weekly_weeks:
            found.append((month * every, (month + 1) * every - 1, month * every + every // 2))
    told = [[start + days(number) for number in one] for one in found]
    return [one for one in told if one[0] <= until]


def _workday(first, last, ideal):
    """Return the day from Monday to Friday nearest to the best one, the later of two."""
    within = [first + days(number) for number in range((last - first).days + 1)]
    working = [one for one in within if one.weekday() < 5] or within
    return min(working, key=lambda one: (abs((one - ideal).days), one < ideal))
