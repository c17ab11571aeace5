"""What tests of form E share: decisions, a plan, and the form as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coaching import clock
from coaching.jobs import papers
from coaching.support import answers as kept
from coaching.support import deciding
from coaching.support.types import Decision, Wants, WhyNoSupport

TODAY = clock.today()
DAY = timedelta(days=1)
YES = Decision(TODAY, Wants.YES)
NO = Decision(
    TODAY,
    Wants.NO,
    no_reason=WhyNoSupport.MANAGES,
    info_given=True,
    info_how="Call the coach",
    contact_ok=True,
    contact_ok_on=TODAY + 60 * DAY,
)
NOT_NOW = replace(NO, wants=Wants.NOT_NOW, ask_again_on=TODAY + 30 * DAY)
PLAN = {
    "kinds": [{"kind": "coping", "who": "coach"}, {"kind": "career"}],
    "where": "outside",
    "weekly_weeks": 6,
    "then_every": 14,
    "warning": "I stop answering the phone",
    "career": ["studies"],
    "contact_ok": "yes",
}


def answers(session, job):
    return kept.answers_of(deciding.of_job(session, job), papers.of_job(session, job, kept.FORM))


def paper_of(session, job):
    return papers.of_job(session, job, kept.FORM)
