"""Form A as other slices need it: what it says in short, and how it goes along when a person returns."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.profiles import rounds, talks, versions
from coaching.profiles.models import FormVersion
from coaching.profiles.types import FormLine, FormState, Strength, Summary
from coaching.profiles.versions import carry_over

__all__ = ["carry_over", "summary"]


def summary(session: Session, period: ServicePeriod) -> Summary:
    """Return what the client's page shows: goal, strengths, form A, the talk and Kykyviisari."""
    found = versions.all_of(session, period)
    with_goal = _first_with("goal", found)
    with_strengths = _first_with("strengths", found)
    return Summary(
        goal=with_goal.answers["goal"] if with_goal else None,
        goal_on=_day(with_goal) if with_goal else None,
        goal_version=with_goal.number if with_goal else None,
        strengths=_strengths(with_strengths) if with_strengths else (),
        form=_line(session, period, found[0]) if found else None,
        talk=talks.newest(session, period),
        rounds=tuple(rounds.of_stay(session, period)),
    )


def _first_with(question_id: str, found: list[FormVersion]) -> FormVersion | None:
    """Return the version in which the answer that holds today was first given; newest come first."""
    there = [one for one in found if one.answers.get(question_id)]
    same = takewhile(lambda one: one.answers[question_id] == there[0].answers[question_id], there)
    return next(reversed(list(same)), None)


def _strengths(version: FormVersion) -> tuple[Strength, ...]:
    return tuple(
        Strength(row["words"], bool(row.get("tell"))) for row in version.answers["strengths"]
    )


def _day(version: FormVersion) -> date:
    return version.ready_on or version.opened_on


def _line(session: Session, period: ServicePeriod, version: FormVersion) -> FormLine:
    asked = len(versions.required(version))
    ready = version.state == FormState.READY
    left = 0 if ready else len(versions.missing(session, period, version))
    return FormLine(version.number, FormState(version.state), asked - left, asked)
