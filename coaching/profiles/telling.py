"""What an employer may be told of a client: facts that the client has allowed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import NotOpen
from coaching.clients.service import newest_coach
from coaching.definitions.types import Definition, Question, Tell, skipped
from coaching.employers.following import find_named
from coaching.profiles import talks, versions
from coaching.profiles.models import FormVersion
from coaching.profiles.refusals import EmployerNotKnown, NotAllowedToTell, NothingToTell
from coaching.profiles.types import TELLS, FormState, Talk, Tick, WhyNot
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


@dataclass(frozen=True)
class Coach:
    """Whom the employer reaches."""

    name: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class Told:
    """Facts that may stand in the introduction.

    Attributes:
        talk: what the client decided, and said of it.
        known_as: name or initials, as the client allows; None when no name is known.
        may_name: whether the client allows the name.
        answers: by question id, only what may be told, columns and lines that may not left out.
        asked_for: ids of questions in the client's own words, left out unless chosen.
        version: number of the profile's version.
        is_draft: whether that version is not ready, so that the client has not agreed to it yet.
    """

    talk: Talk
    known_as: str | None
    may_name: bool
    definition: Definition
    answers: Mapping[str, Any]
    asked_for: tuple[str, ...]
    coach: Coach
    version: int
    is_draft: bool

    @property
    def questions(self) -> list[Question]:
        """The questions that can be told, in the order of the form."""
        return [question for question in self.definition if question.id in self.answers]


def told(session: Session, actor: Actor, period: ServicePeriod) -> Told:
    """Return what may be told of a client to an employer.

    The newest version of form A that is ready is used, else the newest one; but a line that a later
    draft no longer allows is left out at once.

    Raises:
        NotOpen: the stay is closed.
        NotAllowedToTell: the client has not allowed it; `why` says which talk is missing.
        NothingToTell: there is no profile yet.
        Source: model.md, *What an employer may be told*.
    """
    if period.closed_on is not None:
        raise NotOpen
    talk = talks.newest(session, period)
    why = WhyNot.NO_TALK if talk is None else talk.why_not
    if talk is None or why is not None:
        raise NotAllowedToTell(why=why)
    version, *later = _version_and_later(session, period)
    definition = versions.definition_of(version)
    answers = _allowed(definition, version.answers, talk, _still_ticked(definition, later))
    if not answers.get("job_types"):
        raise NothingToTell
    return Told(
        talk=talk,
        known_as=_known_as(period.client.name, may_name=Tick.NAME in talk.ticks),
        may_name=Tick.NAME in talk.ticks,
        definition=definition,
        answers=answers,
        asked_for=tuple(one.id for one in definition if one.tell is Tell.ASK and one.id in answers),
        coach=_coach(session, actor, period),
        version=version.number,
        is_draft=version.state != FormState.READY,
    )


def strengths(session: Session, period: ServicePeriod) -> tuple[str, ...]:
    """Return the strengths of a client that may be told to employers today, ticked by the client."""
    talk = talks.newest(session, period)
    if talk is None or talk.choice not in TELLS or not talk.in_force:
        return ()
    if versions.newest(session, period) is None:
        return ()
    version, *later = _version_and_later(session, period)
    definition = versions.definition_of(version)
    allowed = _allowed(definition, version.answers, talk, _still_ticked(definition, later))
    return tuple(str(row["words"]) for row in allowed.get("strengths", ()))


def employer_id(session: Session, name: str) -> str | None:
    """Return the public id of the employer an introduction is made for; None for no name.

    Raises:
        EmployerNotKnown: the register has no employer of this name.
    """
    if not name:
        return None
    found = find_named(session, name)
    if found is None:
        raise EmployerNotKnown
    return found.public_id


def note_export(
    session: Session, actor: Actor, period: ServicePeriod, told_of_client: Told, **detail: str
) -> None:
    """Leave the line of a document that goes out: field ids and codes, never words.

    Args:
        detail: template, file hash, and for whom it was made.
    """
    uselog.note(
        session,
        actor.user_id,
        Action.EXPORT,
        Basis.EMPLOYER_PROFILE,
        [period.id],
        fields=sorted(told_of_client.answers),
        version=told_of_client.version,
        **detail,
    )


def _version_and_later(session: Session, period: ServicePeriod) -> list[FormVersion]:
    """Return the version that is told from, then the drafts after it."""
    found = versions.all_of(session, period)
    if not found:
        raise NothingToTell
    chosen = next((one for one in found if one.state == FormState.READY), found[0])
    return [chosen, *(one for one in found if one.number > chosen.number)]


def _still_ticked(definition: Definition, later: list[FormVersion]) -> set[str] | None:
    """Return the lines, folded, that stand ticked in every later draft; None without a draft.

    Who says no is heard at once: a line that was unticked, reworded or taken away in a draft is not
    told before the draft is ready.
    """
    ticked = [question.id for question in definition if question.ticks]
    drafts = [
        {
            fold(row["words"])
            for question_id in ticked
            for row in version.answers.get(question_id, ())
            if row["tell"]
        }
        for version in later
    ]
    return set.intersection(*drafts) if drafts else None


def _allowed(
    definition: Definition, answers: Mapping[str, Any], talk: Talk, still: set[str] | None
) -> dict[str, Any]:
    """Leave out every question, column and line that may not be told."""
    allowed = {Tell.YES, Tell.TICKED, Tell.ASK}
    if Tick.ARRANGEMENTS in talk.ticks:
        allowed.add(Tell.ARRANGEMENTS)
    if Tick.EMPLOYERS in talk.ticks:
        allowed.add(Tell.EMPLOYERS)
    found: dict[str, Any] = {}
    for section in definition.sections:
        if skipped(section, answers):
            continue
        for question in section.questions:
            if question.tell in allowed and answers.get(question.id):
                told_of_it = _of_question(question, answers[question.id], allowed, still)
                if told_of_it:
                    found[question.id] = told_of_it
    return found


def _of_question(
    question: Question, answer: Any, allowed: set[Tell], still: set[str] | None
) -> Any:
    if question.tell is Tell.TICKED:
        return [
            row for row in answer if row["tell"] and (still is None or fold(row["words"]) in still)
        ]
    if question.columns:
        told_columns = [one.id for one in question.columns if one.tell in allowed]
        rows = [{key: row[key] for key in told_columns if row.get(key)} for row in answer]
        return [row for row in rows if row]
    return answer


def _known_as(name: str | None, *, may_name: bool) -> str | None:
    if not name:
        return None
    return name if may_name else " ".join(f"{part[0].upper()}." for part in name.split())


def _coach(session: Session, actor: Actor, period: ServicePeriod) -> Coach:
    """Return the client's coach, or who makes the introduction when nobody coaches the client."""
    user = session.get_one(User, newest_coach(session, period) or actor.user_id)
    return Coach(user.name, user.title, user.phone, user.email)


def only(told_of_client: Told, chosen: tuple[str, ...]) -> Told:
    """Return the facts narrowed to the chosen questions."""
    answers = {key: value for key, value in told_of_client.answers.items() if key in chosen}
    return replace(told_of_client, answers=answers)
