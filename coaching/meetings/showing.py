"""What the pages of a logged meeting and of a week show, and where saving leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from flask import request, url_for
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.accounts.types import Actor
from coaching.contacts import of_jobs
from coaching.contacts.types import ListedContact, Result, monday_of
from coaching.copies.types import Copyable
from coaching.definitions import words
from coaching.definitions.types import Kind
from coaching.errors import NotThere
from coaching.meetings import copies
from coaching.meetings import service as meetings
from coaching.meetings.pages import MeetingPage
from coaching.meetings.types import Week
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

OF_CLIENT = frozenset(
    {
        "client", "client_present", "match", "made_by", "next", "next_on", "note", "place", "joint",
        "minutes",
    }
)  # fmt: skip
"""What of a meeting about a colleague's client is not shown (see `contacts.lists`)."""

_WEEK = re.compile(r"(20\d{2})-W(\d{2})")


@dataclass(frozen=True)
class ShownMeeting:
    """A logged meeting in words, as far as the person may see it.

    `parts` hold a heading with pairs of label and lines; `lacks_client` says that work was agreed
    on and nobody is named yet; `job` is the public id of the job the meeting led to.
    """

    row: ListedContact
    head: str
    parts: tuple[tuple[str, tuple[tuple[str, list[str]], ...]], ...]
    is_part: bool
    job: str | None = None

    @property
    def agreed_for(self) -> str | None:
        """The stay of the client for whom work was agreed on, if the person may see it."""
        return self.row.period_public_id if self.row.result is Result.AGREED else None

    @property
    def lacks_client(self) -> bool:
        """Whether work was agreed on and the client is still to be chosen."""
        return self.row.result is Result.AGREED and not self.row.client and self.row.may_change


def shown(session: Session, actor: Actor, contact_id: str) -> ShownMeeting:
    """Return one meeting for its page.

    Raises:
        NotThere: it is not this person's to see.
    """
    contact, row = meetings.find(session, actor, contact_id)
    form, language = copies.filled(session, contact), i18n.language()
    is_part = contact.period_id is not None and row.period_public_id is None
    parts = []
    for section in form.definition.sections:
        told = [
            (
                question.words[language],
                list(form.shown.get(question.id, ()))
                if question.kind is Kind.SHOWN
                else words.lines(question, form.answers.get(question.id), language, i18n.day),
            )
            for question in section.questions
            if question.id != "client" and not (is_part and question.id in OF_CLIENT)
        ]
        lines = tuple((label, found) for label, found in told if found)
        if lines:
            parts.append((section.words[language], lines))
    job = None if is_part else of_jobs.led_to(session, contact)
    return ShownMeeting(row, form.head, tuple(parts), is_part, job)


def to_copy(session: Session, actor: Actor, contact_id: str) -> tuple[ListedContact, Copyable]:
    """Return a meeting with its form B as copies are made of it, noted in the use log.

    Raises:
        NotThere: it is not this person's to see, or is about a colleague's client.
    """
    contact, row = meetings.find(session, actor, contact_id)
    if contact.period_id is not None and row.period_public_id is None:
        raise NotThere
    uselog.note(session, actor.user_id, Action.EXPORT, Basis.EMPLOYER_WORK, form=copies.FORM)
    fill = partial(copies.filled, session, contact)
    return row, Copyable(copies.FORM, contact_id, contact.on, fill)


def after_saving(contact_id: str, page: MeetingPage) -> str:
    """Return where a saved meeting leads: on to what it led to, else back to where it was opened."""
    is_agreed = page.form.result.data is Result.AGREED
    has_job = page.contact is not None and page.contact.job_id is not None
    if is_agreed and page.period is not None and page.period.closed_on is None and not has_job:
        return _job_of(page.period.public_id, contact_id)
    if page.contact is not None or is_agreed:
        return url_for("meetings.show_meeting", contact_id=contact_id)
    if page.period is not None and request.args.get("client"):
        return url_for("clients.show_client", period_id=page.period.public_id)
    if page.employer is not None and request.args.get("employer"):
        return url_for("employers.show_employer", employer_id=page.employer.public_id)
    return url_for("days.my_day")


def _job_of(period_id: str, contact_id: str) -> str:
    """Return the address at which a job begins, with everything a meeting told."""
    return url_for("jobs.begin_job", period_id=period_id, meeting=contact_id)


def asked_day() -> date:
    """Return a day of the week that the address asks for; this week unless it names one."""
    found = _WEEK.fullmatch(request.args.get("week", ""))
    if found:
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    return clock.today()


def week_code(monday: date) -> str:
    """Return a week as addresses hold it: 2026-W48."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def near(week: Week) -> tuple[str, str | None]:
    """Return the weeks before and after, as addresses hold them; no week after this one."""
    is_past = week.monday < monday_of(clock.today())
    later = week_code(week.monday + timedelta(days=7)) if is_past else None
    return week_code(week.monday - timedelta(days=7)), later
