"""Use cases of a job's end (form D): recorded on one screen, corrected, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import DayAhead
from coaching.definitions.types import Answers
from coaching.employers.models import Employer
from coaching.errors import ChangedMeanwhile
from coaching.jobs import answers as kept
from coaching.jobs import papers, statuses
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.refusals import EndBeforeChange, JobEndsBeforeStart, JobNotBegun
from coaching.jobs.starting import RECORD, freeze, hold
from coaching.jobs.types import Next
from coaching.profiles import growing
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


def record(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    job: Job,
    told: Answers,
    shown_version: int,
) -> Next:
    """Record a job's end, or correct one that was recorded.

    The job history and the lesson go into the next version of form A, and what went well among its
    strengths when that was ticked; a contact with the client within three days becomes due.

    Args:
        told: the answers of the page, by question id, with the four that are required; questions
            that the page left out stay as they are.
        shown_version: `starting.version_of` what the page showed.

    Returns:
        What comes next, which tells where to lead on.

    Raises:
        NotOpen: the stay is closed.
        ChangedMeanwhile: somebody saved after the page was opened.
        JobNotBegun: the job has no start.
        JobEndsBeforeStart, EndBeforeChange, DayAhead: the days cannot be.
        Source: forms.md, part 5 and check 6.
    """
    hold(session, period, job)
    if job.start is None:
        raise JobNotBegun
    form = _hold_form(session, actor, job, shown_version)
    before = kept.of(session, job, form, kept.END)
    told = {**before, **told}
    columns = kept.columns(kept.END, told)
    ended = columns["ended_on"]
    _check_days(session, job, ended, columns["heard_on"])
    for name, value in columns.items():
        setattr(job, name, value)
    form.answers = kept.kept_with_form(kept.END, form.definition, told)
    session.flush()
    changed = kept.changed(before, kept.of(session, job, form, kept.END))
    if changed:
        history.record(session, actor, RECORD, job.public_id, changed)
    freeze(session, period, job, form)
    growing.add_job(session, actor, period, _of_history(session, job, told))
    what_next = Next(str(told["next"]))
    statuses.after_end(session, actor, period, what_next, ended)
    uselog.note(
        session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], fields=sorted(changed)
    )
    return what_next


def take_back(session: Session, actor: Actor, period: ServicePeriod, job: Job) -> None:
    """Keep that a job goes on after all; what was written on form D stays there as a draft.

    Raises:
        NotOpen: the stay is closed.
    """
    hold(session, period, job)
    form = papers.of_job(session, job, kept.END)
    if form is None or job.ended_on is None:
        return
    told = kept.of(session, job, form, kept.END)
    gone = dict.fromkeys(kept.columns(kept.END, {}))
    for name in gone:
        setattr(job, name, None)
    papers.reopen(session, form)
    history.record(session, actor, RECORD, job.public_id, dict.fromkeys(told))
    growing.take_job_away(session, actor, period, job.public_id)
    statuses.follow(session, actor, period, turned=True)
    uselog.note(
        session, actor.user_id, Action.CHANGE, Basis.COACHING, [period.id], fields=["goes on"]
    )


def _hold_form(session: Session, actor: Actor, job: Job, shown_version: int) -> JobForm:
    """Return form D of a job, opened when it is the first time.

    Raises:
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    form = papers.of_job(session, job, kept.END)
    if form is None:
        return papers.open_for(session, actor, job, kept.END)
    session.refresh(form, with_for_update=True)
    if form.row_version != shown_version:
        changes = history.newest(session, RECORD, job.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))
    return form


def _check_days(session: Session, job: Job, ended: date, heard: date) -> None:
    if job.start is not None and ended < job.start:
        raise JobEndsBeforeStart(start=job.start)
    for field, day in (("end", ended), ("heard", heard)):
        if day > clock.today():
            raise DayAhead(field)
    last = session.scalar(select(func.max(JobChange.on)).where(JobChange.job_id == job.id))
    if last is not None and last > ended:
        raise EndBeforeChange(day=last)


def _of_history(session: Session, job: Job, told: Answers) -> growing.EndedJob:
    """Return the job as form A keeps it among the work history."""
    employer = session.get_one(Employer, job.employer_id)
    well: Any = told.get("went_well") or ()
    return growing.EndedJob(
        public_id=job.public_id,
        title=job.title,
        employer=employer.name,
        start=job.start or clock.today(),
        end=job.ended_on or clock.today(),
        went_well=tuple(str(line) for line in well),
        reason=job.end_reason or "",
        lesson=str(told.get("lesson") or ""),
        to_strengths=bool(told.get("to_strengths")),
    )
