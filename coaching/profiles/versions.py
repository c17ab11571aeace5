"""Versions of form A: begun, filled in by section, marked ready, reopened, carried on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.statuses import lock_periods
from coaching.definitions import reading
from coaching.definitions.types import (
    Answers,
    Definition,
    Kind,
    Question,
    Section,
    is_answered,
    is_empty,
    skip_key,
    skipped,
)
from coaching.employers.following import find_named
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import shown
from coaching.profiles.carrying import RECORD, carry
from coaching.profiles.models import FormVersion
from coaching.profiles.refusals import (
    NotReadyYet,
    SectionAlwaysAsked,
    VersionOpen,
    VersionReady,
)
from coaching.profiles.types import FormState, SkipReason, Source
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

FORM = "a"


def all_of(session: Session, period: ServicePeriod) -> list[FormVersion]:
    """Return the versions of a stay's form A, newest first."""
    return list(
        session.scalars(
            select(FormVersion)
            .where(FormVersion.period_id == period.id, FormVersion.form == FORM)
            .order_by(FormVersion.number.desc())
        )
    )


def newest(session: Session, period: ServicePeriod) -> FormVersion | None:
    """Return the newest version, None before the first one."""
    return next(iter(all_of(session, period)), None)


def get(session: Session, period: ServicePeriod, number: int) -> FormVersion:
    """Return one version.

    Raises:
        NotThere: there is no such version of this stay.
    """
    for version in all_of(session, period):
        if version.number == number:
            return version
    raise NotThere


def definition_of(version: FormVersion) -> Definition:
    """Return the definition a version was filled in with; it stays that one (forms.md, 10.10)."""
    return reading.load(version.form, version.definition)


def begin(session: Session, actor: Actor, period: ServicePeriod) -> FormVersion:
    """Open the first version, or the next one with everything carried.

    Raises:
        VersionOpen: the newest one is still open.
        NotOpen: the stay is closed.
    """
    (period,) = lock_periods(session, [period.id])
    _refuse_closed(period)
    last = newest(session, period)
    if last is not None and last.state == FormState.OPEN:
        raise VersionOpen
    version = _new(session, actor, period, (last.number if last else 0) + 1)
    if last is not None:
        carry(session, actor, last, version)
    _note(session, actor, period, Action.CREATE, ["version"])
    return version


def carry_over(
    session: Session, actor: Actor, earlier: ServicePeriod, period: ServicePeriod
) -> None:
    """Let form A of an earlier stay go on in a new one, as its first version, still open.

    Source: model.md, *Clients and stays* (coming back opens a new period with form A carried).
    """
    last = newest(session, earlier)
    if last is not None:
        carry(session, actor, last, _new(session, actor, period, 1))


def save_section(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    version: FormVersion,
    section: Section,
    answers: Mapping[str, Any],
    shown_version: int,
) -> None:
    """Save the answers of one section; a draft is saved with anything missing.

    Args:
        answers: by question id, for the section's own questions; empty ones are dropped.
        shown_version: row version of the page that was filled in.

    Raises:
        VersionReady, NotOpen: the version is ready (reopen it first), or the stay is closed.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    _hold(session, period, version)
    if version.row_version != shown_version:
        changes = history.newest(session, RECORD, version.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))
    told = {one.id: _kept(session, one, answers.get(one.id)) for one in section.asked}
    changed = {key: value for key, value in told.items() if version.answers.get(key) != value}
    if skipped(section, version.answers) and any(value is not None for value in told.values()):
        changed[skip_key(section)] = None
    _write(session, actor, period, version, changed)


def skip(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    version: FormVersion,
    section: Section,
    reason: SkipReason | None,
) -> None:
    """Skip a section with a reason, or with None fill it in after all; its answers stay.

    Raises:
        VersionReady, NotOpen: the version is ready (reopen it first), or the stay is closed.
        SectionAlwaysAsked: goal and plan are always asked.
    """
    _hold(session, period, version)
    if not section.skippable:
        raise SectionAlwaysAsked
    _write(session, actor, period, version, {skip_key(section): reason and reason.value})


def confirm(
    session: Session, actor: Actor, period: ServicePeriod, version: FormVersion, question_id: str
) -> None:
    """Keep that a carried answer is still right; what was typed in this version needs no such word.

    Raises:
        VersionReady, NotOpen: the version is ready (reopen it first), or the stay is closed.
        NotThere: there is no such answer.
    """
    _hold(session, period, version)
    known = history.newest(session, RECORD, version.public_id).get(question_id)
    if known is None or question_id not in version.answers:
        raise NotThere
    if known.source != Source.CARRIED:
        return
    history.record(
        session,
        actor,
        RECORD,
        version.public_id,
        {question_id: version.answers[question_id]},
        source=Source.CARRIED,
        origin=known.origin,
        confirmed=True,
    )
    _note(session, actor, period, Action.CHANGE, [question_id])


def required(version: FormVersion) -> list[Question]:
    """Return the questions that marking as ready asks for; a skipped section asks for none.

    Source: forms.md, 2 (R fields).
    """
    return [
        question
        for section in definition_of(version).sections
        if not skipped(section, version.answers)
        for question in section.questions
        if question.required
    ]


def missing(session: Session, period: ServicePeriod, version: FormVersion) -> list[Question]:
    """Return the required questions that are not answered yet."""
    elsewhere = shown.now(session, period)
    return [
        question
        for question in required(version)
        if (
            elsewhere[question.id] is None
            if question.kind is Kind.SHOWN
            else not is_answered(question, version.answers)
        )
    ]


def mark_ready(session: Session, actor: Actor, period: ServicePeriod, version: FormVersion) -> None:
    """Mark a version ready and freeze a copy of everything it showed.

    Raises:
        VersionReady, NotOpen: the version is ready already, or the stay is closed.
        NotReadyYet: answers are missing.
    """
    _hold(session, period, version)
    left = missing(session, period, version)
    if left:
        raise NotReadyYet(count=len(left))
    version.state, version.ready_on = FormState.READY, clock.today()
    version.ready_at = clock.now()
    version.frozen = {
        "answers": version.answers,
        "shown": shown.now(session, period),
        "sessions": shown.sessions(session, period),
    }
    _note(session, actor, period, Action.CHANGE, ["ready"])


def reopen(session: Session, actor: Actor, period: ServicePeriod, version: FormVersion) -> None:
    """Open a ready version again; its day of being ready stays known.

    Raises:
        VersionOpen, NotOpen: the version is open, or the stay is closed.
        NotThere: a newer version was begun after it, so that one goes on.
    """
    _refuse_closed(period)
    session.refresh(version, with_for_update=True)
    if version.state == FormState.OPEN:
        raise VersionOpen
    if newest(session, period) is not version:
        raise NotThere
    version.state, version.ready_at = FormState.OPEN, None
    _note(session, actor, period, Action.CHANGE, ["reopened"])


def _new(session: Session, actor: Actor, period: ServicePeriod, number: int) -> FormVersion:
    version = FormVersion(
        period_id=period.id,
        form=FORM,
        definition=reading.newest(FORM).version,
        number=number,
        state=FormState.OPEN,
        opened_on=clock.today(),
        answers={},
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(version)
    session.flush()
    return version


def _write(
    session: Session,
    actor: Actor,
    period: ServicePeriod,
    version: FormVersion,
    changed: Mapping[str, Any],
) -> None:
    if not changed:
        return
    merged: Answers = {**version.answers, **changed}
    version.answers = {key: value for key, value in merged.items() if not is_empty(value)}
    session.flush()
    history.record(session, actor, RECORD, version.public_id, changed)
    _note(session, actor, period, Action.CHANGE, sorted(changed))


def _kept(session: Session, question: Question, answer: Any) -> Any:
    """Return an answer as it is kept: employers found in the register by name, nothing empty."""
    if is_empty(answer):
        return None
    if question.kind is Kind.EMPLOYER:
        return _employer(session, str(answer))
    if question.kind is Kind.ROWS:
        columns = [one for one in question.columns if one.kind is Kind.EMPLOYER]
        employers = [
            {one.id: _employer(session, str(row[one.id])) for one in columns if one.id in row}
            for row in answer
        ]
        return [{**row, **found} for row, found in zip(answer, employers, strict=True)]
    return answer


def _employer(session: Session, name: str) -> dict[str, str]:
    found = find_named(session, name)
    return {"name": found.name, "id": found.public_id} if found else {"name": name, "id": ""}


def _hold(session: Session, period: ServicePeriod, version: FormVersion) -> None:
    """Hold a version for this transaction and read it anew; refuse one that cannot be changed."""
    _refuse_closed(period)
    session.refresh(version, with_for_update=True)
    if version.state == FormState.READY:
        raise VersionReady


def _refuse_closed(period: ServicePeriod) -> None:
    if period.closed_on is not None:
        raise NotOpen


def _note(
    session: Session, actor: Actor, period: ServicePeriod, action: Action, fields: list[str]
) -> None:
    session.flush()
    uselog.note(session, actor.user_id, action, Basis.PROFILE, [period.id], fields=fields)
