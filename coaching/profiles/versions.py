"""Versions of form A: begun, filled in by section, marked ready, reopened, carried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import Purpose
from coaching.definitions import reading
from coaching.definitions.types import (
    Answers,
    Definition,
    Kind,
    Question,
    Section,
    is_answered,
    skip_key,
    skipped,
)
from coaching.employers.models import Employer
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import shown
from coaching.profiles.models import FormVersion
from coaching.profiles.refusals import (
    NotReadyYet,
    SectionAlwaysAsked,
    VersionOpen,
    VersionReady,
)
from coaching.profiles.types import FormState, SkipReason, Source
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

FORM = "a"
RECORD = "form_version"
DONE = "done"


@dataclass(frozen=True)
class Carried:
    """Where a carried answer came from: the version in which somebody typed or confirmed it.

    `confirmed_on` is the day somebody said in this version that it is still right.
    """

    number: int
    by_name: str
    on: date
    confirmed_on: date | None


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
    """
    last = newest(session, period)
    if last is not None and last.state == FormState.OPEN:
        raise VersionOpen
    version = _new(session, actor, period, (last.number if last else 0) + 1)
    if last is not None:
        _carry(session, actor, last, version)
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
        _carry(session, actor, last, _new(session, actor, period, 1))


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
        VersionReady: it is ready; reopen it first.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    _refuse_ready(version)
    if version.row_version != shown_version:
        raise ChangedMeanwhile(user=_last_writer(session, version))
    told = {one.id: _kept(session, one, answers.get(one.id)) for one in section.asked}
    changed = {key: value for key, value in told.items() if version.answers.get(key) != value}
    if skipped(section, version.answers) and any(told.values()):
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
        VersionReady: it is ready; reopen it first.
        SectionAlwaysAsked: goal and plan are always asked.
    """
    _refuse_ready(version)
    if not section.skippable:
        raise SectionAlwaysAsked
    _write(session, actor, period, version, {skip_key(section): reason and reason.value})


def confirm(
    session: Session, actor: Actor, period: ServicePeriod, version: FormVersion, question_id: str
) -> None:
    """Keep that a carried answer is still right.

    Raises:
        VersionReady: it is ready; reopen it first.
        NotThere: there is no such answer.
    """
    _refuse_ready(version)
    if question_id not in version.answers:
        raise NotThere
    known = history.newest(session, RECORD, version.public_id).get(question_id)
    history.record(
        session,
        actor,
        RECORD,
        version.public_id,
        {question_id: version.answers[question_id]},
        source=Source.CARRIED,
        origin=known.origin if known else "",
        confirmed=True,
    )
    _note(session, actor, period, Action.CHANGE, [question_id])


def missing(session: Session, period: ServicePeriod, version: FormVersion) -> list[Question]:
    """Return the questions that marking as ready asks for and that are not answered yet.

    Questions of a skipped section are not asked.
    Source: forms.md, 2 (R fields).
    """
    answers = version.answers
    found = []
    for section in definition_of(version).sections:
        for question in section.questions:
            if not question.required or skipped(section, answers):
                continue
            if question.kind is Kind.SHOWN:
                there = shown.is_there(session, period, question.id)
            else:
                there = is_answered(question, answers)
            if not there:
                found.append(question)
    return found


def mark_ready(session: Session, actor: Actor, period: ServicePeriod, version: FormVersion) -> None:
    """Mark a version ready and freeze a copy of everything it showed.

    Raises:
        VersionReady: it is ready already.
        NotReadyYet: answers are missing.
    """
    _refuse_ready(version)
    left = missing(session, period, version)
    if left:
        raise NotReadyYet(count=len(left))
    version.state, version.ready_on = FormState.READY, clock.today()
    version.ready_at = clock.now()
    version.frozen = {
        "answers": version.answers,
        "shown": shown.now(session, period),
        "sessions": sessions(session, period),
    }
    _note(session, actor, period, Action.CHANGE, ["ready"])


def reopen(session: Session, actor: Actor, period: ServicePeriod, version: FormVersion) -> None:
    """Open a ready version again; its day of being ready stays known.

    Raises:
        VersionOpen: it is open.
        NotThere: a newer version was begun after it, so that one goes on.
    """
    if version.state == FormState.OPEN:
        raise VersionOpen
    last = newest(session, period)
    if last is not None and last.id != version.id:
        raise NotThere
    version.state, version.ready_at = FormState.OPEN, None
    _note(session, actor, period, Action.CHANGE, ["reopened"])


def sessions(session: Session, period: ServicePeriod) -> int:
    """Return how many meetings about the profile there have been (contacts with that topic)."""
    return (
        session.scalar(
            select(func.count()).where(
                Contact.period_id == period.id,
                Contact.withdrawn_at.is_(None),
                Contact.reached.is_(True),
                Contact.purposes.like(f'%"{Purpose.PROFILE}"%'),  # a list of codes as JSON text
            )
        )
        or 0
    )


def origins(session: Session, version: FormVersion) -> dict[str, Carried]:
    """Return where the carried answers of a version came from, by question id."""
    rows = history.newest(session, RECORD, version.public_id)
    carried = {key: row for key, row in rows.items() if row.source == Source.CARRIED and row.origin}
    found = {}
    for public_id in {row.origin for row in carried.values()}:
        source = session.scalar(select(FormVersion).where(FormVersion.public_id == public_id))
        if source is None:
            continue
        first = history.newest(session, RECORD, public_id)
        for key, row in carried.items():
            if row.origin == public_id and key in first:
                at = clock.local(first[key].at).date()
                confirmed = clock.local(row.at).date() if row.confirmed else None
                found[key] = Carried(source.number, first[key].by_name, at, confirmed)
    return found


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


def _carry(session: Session, actor: Actor, old: FormVersion, new: FormVersion) -> None:
    """Carry every answer that goes on; steps that are done stay behind."""
    form = definition_of(new)
    going_on = {question.id for question in form if question.carried}
    going_on |= {skip_key(section) for section in form.sections}
    answers = {key: value for key, value in old.answers.items() if key in going_on}
    if "next_steps" in answers:
        answers["next_steps"] = [row for row in answers["next_steps"] if not row.get(DONE)]
    new.answers = {key: value for key, value in answers.items() if value}
    session.flush()
    known = history.newest(session, RECORD, old.public_id)
    by_origin: dict[str, dict[str, Any]] = {}
    for key, value in new.answers.items():
        row = known.get(key)
        only_carried = row is not None and row.source == Source.CARRIED and not row.confirmed
        origin = row.origin if row is not None and only_carried else old.public_id
        by_origin.setdefault(origin, {})[key] = value
    for origin, values in by_origin.items():
        history.record(
            session, actor, RECORD, new.public_id, values, source=Source.CARRIED, origin=origin
        )


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
    version.answers = {key: value for key, value in merged.items() if value not in (None, "", [])}
    session.flush()
    history.record(session, actor, RECORD, version.public_id, changed)
    _note(session, actor, period, Action.CHANGE, sorted(changed))


def _kept(session: Session, question: Question, answer: Any) -> Any:
    """Return an answer as it is kept: employers found in the register by name, nothing empty."""
    if question.kind is Kind.ROWS:
        columns = [one.id for one in question.columns if one.kind is Kind.EMPLOYER]
        for row in answer or ():
            for column in columns:
                if row.get(column):
                    row[column] = _employer(session, str(row[column]))
    return None if answer in ("", [], ()) else answer


def _employer(session: Session, name: str) -> dict[str, str]:
    found = session.execute(
        select(Employer.name, Employer.public_id)
        .where(Employer.name_folded == fold(name))
        .order_by(Employer.id)
        .limit(1)
    ).first()
    return {"name": found.name, "id": found.public_id} if found else {"name": name, "id": ""}


def _refuse_ready(version: FormVersion) -> None:
    if version.state == FormState.READY:
        raise VersionReady


def _last_writer(session: Session, version: FormVersion) -> str:
    rows = history.newest(session, RECORD, version.public_id).values()
    return max(rows, key=lambda row: row.at).by_name if rows else ""


def _note(
    session: Session, actor: Actor, period: ServicePeriod, action: Action, fields: list[str]
) -> None:
    session.flush()
    uselog.note(session, actor.user_id, action, Basis.PROFILE, [period.id], fields=fields)
