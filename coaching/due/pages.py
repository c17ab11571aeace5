"""How due items are shown: words, days, and the entry that each starts with everything carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Row
from coaching.contacts.types import Purpose
from coaching.due import service
from coaching.due.types import Due, DueKind, Line
from forms import due_words

_TOPICS = {
    DueKind.AFTER_END: Purpose.JOB_LOSS,
    DueKind.SUPPORT_CONTACT: Purpose.SUPPORT_AT_WORK,
    DueKind.ASK_HOW: Purpose.SUPPORT_OUTSIDE_WORK,
}
"""What a contact that settles it is about; for a quiet client it is left open."""


@dataclass(frozen=True)
class Shown:
    """One line: `when` in words with its class, what is due, whom it is about, why and since when."""

    when: str
    tense: str
    task: str
    who: str
    who_url: str
    why: str
    since: date
    day: date
    button: str
    url: str
    coach: str = ""


def shown(line: Line, quiet_days: int) -> Shown:
    """Return a line in words, with where it starts."""
    due, today = line.due, clock.today()
    return Shown(
        when=_when(due, today),
        tense="late" if due.is_late(today) else "now" if due.on and due.day <= today else "",
        task=due_words.task(due),
        who=line.client or line.employer or "",
        who_url=_home(line),
        why=due_words.why(due, quiet_days),
        since=due.since,
        day=due.day,
        button=due_words.button(due),
        url=start(due, line.period, line.employer_id),
        coach=line.coach,
    )


def of_stay(session: Session, period: ServicePeriod, quiet_days: int) -> list[Shown]:
    """Return what is due for a stay that was opened through a door, for its own page."""
    found = service.of_stay(session, period, quiet_days)
    return [shown(Line(due, period.public_id), quiet_days) for due in found]


def first_of(session: Session, rows: Sequence[Row], quiet_days: int) -> dict[int, str]:
    """Return in words what comes first for each client of a list, by the stay's id."""
    found = service.first_of(session, [row.period_id for row in rows], quiet_days)
    return {
        key: f"{due_words.task(due)}, {_when(due, clock.today())}" for key, due in found.items()
    }


def start(due: Due, period_id: str | None, employer_id: str | None = None) -> str:
    """Return the address of the entry that settles a due item.

    Args:
        period_id: public id of the stay; None for a step with an employer in general.
    """
    kind, job = due.kind, due.job
    if kind is DueKind.NEXT_STEP:
        return url_for("meetings.log_meeting", employer=employer_id)
    if kind is DueKind.FIRST_MEETING:
        return url_for("meetings.log_meeting", client=period_id)
    if kind in (DueKind.PROFILE, DueKind.NEW_PROFILE):
        return url_for("profiles.show_profile", period_id=period_id)
    if kind in (DueKind.BENEFITS, DueKind.BENEFITS_CHANGE):
        return url_for("benefits.record_check", period_id=period_id, job=job, change=due.change)
    if kind in (DueKind.SUPPORT_DECISION, DueKind.ASK_AGAIN, DueKind.SUPPORT_REVIEW):
        return url_for("support.edit_support", period_id=period_id, job_id=job)
    if kind is DueKind.TALK:
        return url_for("profiles.record_talk", period_id=period_id)
    if kind is DueKind.CONSENT:
        return url_for("consents.add_consent", period_id=period_id, kind=due.detail)
    topic = _TOPICS.get(kind)
    return url_for("contacts.log_contact", period_id=period_id, purpose=topic)


def _home(line: Line) -> str:
    if line.period is not None:
        return url_for("clients.show_client", period_id=line.period)
    return url_for("employers.show_employer", employer_id=line.employer_id)


def _when(due: Due, today: date) -> str:
    if due.on is None:
        return i18n.days_ago(due.since)
    if due.on < today:
        return ngettext("%(num)s day late", "%(num)s days late", (today - due.on).days)
    day = max(due.day, today)
    return _("today") if day == today else i18n.weekday(day)


@dataclass(frozen=True)
class WeekDay:
    """One day of a week page with what stands on it."""

    day: date
    lines: tuple[Shown, ...]


def week_of(lines: list[Shown], monday: date) -> list[WeekDay]:
    """Return the seven days of a week with their lines."""
    days = [monday + timedelta(days=number) for number in range(7)]
    return [WeekDay(day, tuple(one for one in lines if one.day == day)) for day in days]
