"""Form A grows by itself: a job that has ended goes into its work history, with what was learned."""

from __future__ import annotations

from collections.abc import Mapping
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

HISTORY, STRENGTHS, LESSONS = "work_history", "strengths", "lessons"
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

    A correction of form D changes what it brought before, unless somebody has edited it since.
    Source: forms.md, D and check 6.
    """
    version = _open(session, actor, period)
    form = versions.definition_of(version)
    answers = dict(version.answers)
    before = dict(answers.get(FROM_JOBS) or {})
    old = _brought(session, period, job.public_id)
    row = _row(form.question(HISTORY), job, actor.language)
    answers[HISTORY] = _with_row(answers.get(HISTORY), old.get("row"), row, form)
    answers[LESSONS] = _with_lesson(answers.get(LESSONS), old.get("lesson"), job.lesson, form)
    if job.to_strengths:
        answers[STRENGTHS] = _with_strengths(answers.get(STRENGTHS), job.went_well, form)
    before[job.public_id] = {"row": row, "lesson": job.lesson}
    answers[FROM_JOBS] = before
    _write(session, actor, version, answers, job.public_id)
    return version


def take_job_away(
    session: Session, actor: Actor, period: ServicePeriod, job_public_id: str
) -> None:
    """Take out of the open version what a job's end brought, as far as nobody has edited it."""
    version = versions.newest(session, period)
    if version is None or version.state != FormState.OPEN:
        return
    answers = dict(version.answers)
    known = dict(answers.get(FROM_JOBS) or {})
    old = known.pop(job_public_id, None)
    if old is None:
        return
    answers[FROM_JOBS] = known
    answers[HISTORY] = [row for row in answers.get(HISTORY) or () if row != old["row"]]
    if old["lesson"]:
        lessons = str(answers.get(LESSONS) or "").split("\n")
        answers[LESSONS] = "\n".join(line for line in lessons if line != old["lesson"])
    _write(session, actor, version, answers, job_public_id)


def _brought(session: Session, period: ServicePeriod, job_public_id: str) -> dict[str, Any]:
    """Return what a job brought into the newest version that it came into; empty for none."""
    for version in versions.all_of(session, period):
        known = version.answers.get(FROM_JOBS) or {}
        if job_public_id in known:
            return dict(known[job_public_id])
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
    """Return the work history with a row in place of the one the same job brought before."""
    found = list(rows or ())
    if old is not None and old in found:
        found[found.index(old)] = row
    elif row not in found:
        found.append(row)
    # The newest ones stay when there are more jobs than the form has rows.
    return found[-form.question(HISTORY).most :]


def _with_lesson(text: Any, old: str | None, lesson: str, form: Definition) -> str:
    lines = [line for line in str(text or "").split("\n") if line and line != old]
    if lesson and lesson not in lines:
        lines.append(lesson)
    return "\n".join(lines)[-form.question(LESSONS).limit :]


def _with_strengths(lines: Any, told: tuple[str, ...], form: Definition) -> list[Any]:
    """Return the strengths with those that are new; none of them is told until it is ticked."""
    question = form.question(STRENGTHS)
    found = list(lines or ())
    known = {fold(row["words"]) for row in found}
    for words in told:
        if fold(words) not in known and len(found) < question.most:
            found.append({"words": words[: question.limit], "tell": False})
    return found


def _write(
    session: Session, actor: Actor, version: FormVersion, answers: dict[str, Any], origin: str
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
