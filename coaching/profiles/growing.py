"""Form A grows by itself: a job that has ended goes into its work history, with what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.definitions import reading
from coaching.definitions.types import Definition, Question
from coaching.profiles import versions
from coaching.profiles.carrying import RECORD
from coaching.profiles.models import FormVersion
from coaching.profiles.types import FormState, Source
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

HISTORY, STRENGTHS, LESSONS = "work_history", "strengths", "lessons"
WHICH = ("job", "employer", "years")
"""What tells one row of the work history from another."""

BETWEEN = "\n\n"
"""What stands between the lessons of two jobs."""

FROM_JOBS = "from_jobs"
"""Key under which answers hold what came from which job, so that a correction finds it again."""


@dataclass(frozen=True)
class EndedJob:
    """A job that has ended as form D tells of it; `reason` is a code of its list."""

    public_id: str
    title: str
    employer: str
    start: date
    end: date
    went_well: tuple[str, ...] = ()
    reason: str = ""
    lesson: str = ""
    to_strengths: bool = False


def add_job(session: Session, actor: Actor, period: ServicePeriod, job: EndedJob) -> FormVersion:
    """Put a job into the open version of form A, beginning a new version when none is open.

    A correction of form D changes what it brought before, unless somebody has edited it since; one
    that brings nothing new leaves form A as it is.
    Source: forms.md, D and check 6.
    """
    form = reading.newest(versions.FORM)
    old = _brought(session, period, job.public_id)
    row = _row(form.question(HISTORY), job, actor.language)
    last = versions.newest(session, period)
    strong = list(job.went_well) if job.to_strengths else []
    brings = {"row": row, "lesson": job.lesson, "strengths": strong}
    if last is not None and old == brings:
        return last
    version = _open(session, actor, period)
    answers = dict(version.answers)
    answers[HISTORY] = _with_row(answers.get(HISTORY), old.get("row"), row, form)
    if old.get("lesson", "") != job.lesson:
        answers[LESSONS] = _with_lesson(answers.get(LESSONS), old.get("lesson"), job.lesson, form)
    new = [words for words in strong if words not in old.get("strengths", ())]
    answers[STRENGTHS] = _with_strengths(answers.get(STRENGTHS), new, form)
    answers[FROM_JOBS] = {**(answers.get(FROM_JOBS) or {}), job.public_id: brings}
    _write(session, actor, period, version, answers, job.public_id)
    return version


def take_job_away(
    session: Session, actor: Actor, period: ServicePeriod, job_public_id: str
) -> None:
    """Take out of the open version what a job's end brought, as far as nobody has edited it."""
    version = versions.newest(session, period)
    if version is None or version.state != FormState.OPEN:
        return
    old = _brought(session, period, job_public_id)
    if not old:
        return
    answers = dict(version.answers)
    answers[HISTORY] = [row for row in answers.get(HISTORY) or () if row != old["row"]]
    lessons = _parts(answers.get(LESSONS))
    answers[LESSONS] = BETWEEN.join(one for one in lessons if one != old["lesson"])
    answers[FROM_JOBS] = {**(answers.get(FROM_JOBS) or {}), job_public_id: None}
    _write(session, actor, period, version, answers, job_public_id)


def _brought(session: Session, period: ServicePeriod, job_public_id: str) -> dict[str, Any]:
    """Return what a job brought into the newest version that knows of it; empty for none."""
    for version in versions.all_of(session, period):
        known = version.answers.get(FROM_JOBS) or {}
        if job_public_id in known:
            return dict(known[job_public_id] or {})
    return {}


def _open(session: Session, actor: Actor, period: ServicePeriod) -> FormVersion:
    """Return the open version, brought to the newest definition, which only adds to older ones."""
    version = versions.newest(session, period)
    if version is None or version.state != FormState.OPEN:
        version = versions.begin(session, actor, period)
    version.definition = reading.newest(versions.FORM).version
    session.flush()
    return version


def _row(question: Question, job: EndedJob, language: str) -> dict[str, str]:
    limits = {column.id: column.limit for column in question.columns}
    told = {
        "job": job.title,
        "employer": job.employer,
        "years": f"{_day(job.start)}–{_day(job.end)}",
        "went_well": ", ".join(job.went_well),
        "why_ended": _reason(job.reason, language),
    }
    return {key: words[: limits[key]] for key, words in told.items() if words}


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _reason(code: str, language: str) -> str:
    return reading.newest("d").question("reason").option(code, language) if code else ""


def _with_row(
    rows: Any, old: Mapping[str, str] | None, row: dict[str, str], form: Definition
) -> list[Any]:
    """Return the work history with a job's row, or with the one it brought before brought up to date.

    What somebody has written into that row stays; a row that is not there any more was taken out on
    purpose. The newest rows stay when there are more than the form has.
    """
    found = list(rows or ())
    if old is None:
        found.append(row)
    for place, there in enumerate(found if old else ()):
        if old and sum(there.get(key) == old.get(key) for key in WHICH) >= 2:
            kept = {key: value for key, value in there.items() if value != old.get(key)}
            found[place] = {**row, **kept}
            break
    return found[-form.question(HISTORY).most :]


def _with_lesson(text: Any, old: str | None, lesson: str, form: Definition) -> str:
    """Return the lessons with a new one; the oldest go when there is no room, never half of one."""
    found = [one for one in _parts(text) if one != old]
    if lesson and lesson not in found:
        found.append(lesson)
    while len(BETWEEN.join(found)) > form.question(LESSONS).limit:
        del found[0]
    return BETWEEN.join(found)


def _parts(text: Any) -> list[str]:
    return [one.strip() for one in str(text or "").split(BETWEEN) if one.strip()]


def _with_strengths(lines: Any, new: Sequence[str], form: Definition) -> list[Any]:
    """Return the strengths with new ones; none may be told to employers until the client ticks it."""
    question = form.question(STRENGTHS)
    found = list(lines or ())
    known = {fold(row["words"]) for row in found}
    for words in new:
        if fold(words) not in known and len(found) < question.most:
            found.append({"words": words[: question.limit], "tell": False})
    return found


def _write(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    version: FormVersion,
    answers: dict[str, Any],
    origin: str,
) -> None:
    told = {key: value for key, value in answers.items() if value}
    changed = {
        key: told.get(key)
        for key in (HISTORY, STRENGTHS, LESSONS)
        if told.get(key) != version.answers.get(key)
    }
    version.answers = told
    session.flush()
    history.record(
        session, actor, RECORD, version.public_id, changed, source=Source.COMPUTED, origin=origin
    )
    uselog.note(
        session, actor.user_id, Action.CHANGE, Basis.PROFILE, [period.id], fields=sorted(changed)
    )
