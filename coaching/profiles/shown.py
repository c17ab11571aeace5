"""What form A shows of other records: the talk, Kykyviisari, income, and benefits gone through.

Values are plain JSON, since a form that is marked ready keeps a copy of what it showed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from coaching.benefits import service as benefits
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import Purpose
from coaching.profiles import rounds, talks
from coaching.profiles.types import Round, Talk

Shown = dict[str, Any]


def now(session: Session, period: ServicePeriod) -> Shown:
    """Return what the form shows today, by question id; None where there is nothing."""
    figures = rounds.of_stay(session, period)
    return {
        "kyky": _round(figures[-1]) if figures else None,
        "disclosure": _talk(talks.newest(session, period)),
        "income": [str(code) for code in period.client.main_income or ()] or None,
        "benefits": _benefits(session, period),
    }


def sessions(session: Session, period: ServicePeriod) -> int:
    """Return how many meetings about the profile there have been (contacts with that topic)."""
    return session.scalar(select(func.count()).where(_reached_about(period, Purpose.PROFILE))) or 0


def _round(row: Round) -> Shown:
    return {
        "on": row.on.isoformat(),
        "round": row.round.value,
        "work_ability": row.work_ability,
        "functioning": row.functioning,
        "sections": dict(row.sections),
    }


def _talk(talk: Talk | None) -> Shown | None:
    if talk is None:
        return None
    return {
        "on": talk.on.isoformat(),
        "choice": talk.choice.value,
        "ticks": [code.value for code in talk.ticks],
        "words": talk.words,
        "review_on": talk.review_on and talk.review_on.isoformat(),
    }


def _benefits(session: Session, period: ServicePeriod) -> Shown | None:
    """Return the newest benefits check, and the day of the last talk (contacts with that topic).

    Source: forms.md, A.benefits.
    """
    check = benefits.newest(session, period)
    talked = session.scalar(
        select(func.max(Contact.on)).where(_reached_about(period, Purpose.BENEFITS))
    )
    if check is None and talked is None:
        return None
    return {
        "check": check and {"on": check.on.isoformat(), "result": check.result.value},
        "talked_on": talked and talked.isoformat(),
    }


def _reached_about(period: ServicePeriod, topic: Purpose) -> ColumnElement[bool]:
    """Return the predicate of contacts of a stay with a topic in which somebody was reached."""
    # The codes are looked for in the text they are kept as.
    codes = type_coerce(Contact.purposes, Text)
    return and_(
        Contact.period_id == period.id,
        Contact.withdrawn_at.is_(None),
        Contact.reached.is_(True),
        codes.like(f'%"{topic}"%'),
    )
