"""Form A as other slices need it: what it says in short, and how it goes along when a person returns."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.definitions.types import Kind, is_answered, skipped
from coaching.profiles import rounds, talks, versions
from coaching.profiles.models import FormVersion
from coaching.profiles.types import FormLine, FormState, Strength, Summary
from coaching.profiles.versions import carry_over

__all__ = ["carry_over", "strengths", "summary"]


def summary(session: Session, period: ServicePeriod) -> Summary:
    """Return what the client's page shows: goal, strengths, form A, the talk and Kykyviisari."""
    found = versions.all_of(session, period)
    with_goal = next((one for one in found if one.answers.get("goal")), None)
    with_strengths = next((one for one in found if one.answers.get("strengths")), None)
    return Summary(
        goal=with_goal.answers["goal"] if with_goal else None,
        goal_on=_day(with_goal) if with_goal else None,
        goal_version=with_goal.number if with_goal else None,
        strengths=strengths(with_strengths) if with_strengths else (),
        form=_line(found[0]) if found else None,
        talk=talks.newest(session, period.client_id),
        rounds=tuple(rounds.of_client(session, period.client_id)),
    )


def strengths(version: FormVersion) -> tuple[Strength, ...]:
    """Return the strengths of a version, each with whether employers may hear of it."""
    rows = version.answers.get("strengths", ())
    return tuple(Strength(row["words"], bool(row.get("tell"))) for row in rows)


def _day(version: FormVersion) -> date:
    return version.ready_on or clock.local(version.created_at).date()


def _line(version: FormVersion) -> FormLine:
    form, answers = versions.definition_of(version), version.answers
    asked = [
        question
        for section in form.sections
        if not skipped(section, answers)
        for question in section.asked
        if question.required and question.kind is not Kind.SHOWN
    ]
    answered = sum(is_answered(question, answers) for question in asked)
    return FormLine(version.number, FormState(version.state), answered, len(asked))
