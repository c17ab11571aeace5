"""Writing form E of the demonstration: whether support is wanted, the plan, follow-up, its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coaching.demo.replay import LATER
from coaching.demo.terms import Work
from coaching.demo.working import Jobs
from coaching.support import course, deciding
from coaching.support.models import Support
from coaching.support.types import Decision, Ending, PassesTo, Wants, WhyNoSupport

_KINDS = (
    ("learning", "workmate"), ("planning", "coach"), ("coping", "coach"), ("travel", "coach"),
    ("benefits", "coach"), ("wake_up", "family"), ("treatment_times", "team"), ("career", "coach"),
)  # fmt: skip
_AT_WORK = (("supervisor", "coach"), ("workmate", "workmate"), ("adjusting", "supervisor"))
_EMPLOYER_KINDS = ("induction", "shaping", "work_community", "contact_person")
_CAREER = ("more_hours", "other_tasks", "studies", "another_job")
_TALKS = 9
"""Follow-up talks of one job at most: more than two years hold."""


class Supports:
    """The decisions and plans as happenings of the replay."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs, self.replay, self.session = jobs, jobs.replay, jobs.session

    def add(self) -> None:
        """Add everything to what is replayed."""
        for work in self.jobs.works:
            day = _decided(work)
            if day is None or day >= work.until:
                continue
            if work.wants is Wants.YES:
                self._add_plan(work, day)
            else:
                self._add_no(work, day)

    def _add(self, work: Work, day: date, write: Any, *facts: object) -> None:
        if day < work.until:
            self.replay.add(day, LATER, write, work, day, *facts)

    # ---- yes

    def _add_plan(self, work: Work, day: date) -> None:
        random = work.dice("plan")
        self._add(work, day, self._decide, Decision(day, Wants.YES, contact_ok=True))
        review = day + timedelta(days=random.randrange(55, 85))
        self._add(work, day, self._plan, _plan_of(work, day, review))
        ends = min(work.goes_until, work.support_ends or date.max)
        for _ in range(_TALKS):
            talked = work.pick_day(review - timedelta(days=random.randrange(6)), ends)
            if talked is None:
                break
            review = talked + timedelta(days=random.randrange(70, 100))
            self._add(work, talked, self._review, review)
        if work.support_ends is not None and work.support_ends < work.goes_until:
            self._add(work, work.support_ends, self._end)

    def _decide(self, work: Work, day: date, new: Decision) -> None:
        support = self._support(work)
        version = support.row_version if support else 0
        actor, period, job = self.jobs.actor(work, day), self.jobs.period(work), self.jobs.of(work)
        deciding.decide(self.session, actor, period, job, new, version)

    def _plan(self, work: Work, day: date, told: dict[str, Any]) -> None:
        support = self._support(work)
        assert support is not None  # noqa: S101 - it was decided on the same day
        actor, period, job = self.jobs.actor(work, day), self.jobs.period(work), self.jobs.of(work)
        deciding.save_plan(self.session, actor, period, job, told, support.row_version)
        course.mark_ready(self.session, actor, period, job)

    def _review(self, work: Work, day: date, following: date) -> None:
        """Write after a follow-up talk when the next one is."""
        actor, period, job = self.jobs.actor(work, day), self.jobs.period(work), self.jobs.of(work)
        course.reopen(self.session, actor, period, job)
        self._plan(work, day, {"review": following.isoformat()})

    def _end(self, work: Work, day: date) -> None:
        support = self._support(work)
        assert support is not None  # noqa: S101 - what was never decided on does not end
        passes = work.dice("passes").choice((PassesTo.NOBODY, PassesTo.NOBODY, PassesTo.WORKPLACE))
        actor, period, job = self.jobs.actor(work, day), self.jobs.period(work), self.jobs.of(work)
        new = Ending(passes, day, day, "in_work")
        course.end(self.session, actor, period, job, new, support.row_version)

    def _support(self, work: Work) -> Support | None:
        return deciding.of_job(self.session, self.jobs.of(work))

    # ---- no, or not now

    def _add_no(self, work: Work, day: date) -> None:
        random = work.dice("no")
        new = Decision(
            on=day,
            wants=work.wants,
            no_reason=random.choice((WhyNoSupport.MANAGES, WhyNoSupport.ELSEWHERE, None)),
            info_given=True,
            info_how=random.choice(work.bank.info_how),
            contact_ok=True,
            contact_ok_on=day + timedelta(days=random.randrange(50, 80)),
        )
        if work.wants is Wants.NO:
            self._add(work, day, self._decide, new)
            return
        again = day + timedelta(days=random.randrange(40, 70))
        self._add(work, day, self._decide, replace(new, ask_again_on=again))
        for _ in range(_TALKS):
            asked = work.pick_day(again, work.goes_until)
            if asked is None:
                break
            again = asked + timedelta(days=random.randrange(80, 110))
            new = replace(new, on=asked, ask_again_on=again, contact_ok_on=again)
            self._add(work, asked, self._decide, new)


def _decided(work: Work) -> date | None:
    """Return the day of the decision: when the client is met before the start, mostly."""
    random, agreed = work.dice("decided"), work.job.agreed
    if work.job.is_own:
        return agreed
    late = work.start - timedelta(days=random.choice((2, 4, 6)))
    since = late if random.random() < 0.3 else agreed + timedelta(days=1)
    if work.is_about_to_start:
        return None
    return work.pick_day(since, work.start) or work.at_the_latest


def _plan_of(work: Work, day: date, review: date) -> dict[str, Any]:
    """Return the answers of the plan; nothing at the workplace where nothing may be told."""
    random, bank = work.dice("plan words"), work.bank
    told = work.stay.may_visit(day)
    kinds = random.sample(_KINDS, random.randrange(2, 4))
    kinds += random.sample(_AT_WORK, 1) if told else []
    plan: dict[str, Any] = {
        "kinds": [{"kind": kind, "who": who} for kind, who in kinds],
        "where": random.choice(("workplace", "mixed") if told else ("outside", "phone")),
        "weekly_weeks": 4,
        "then_every": random.choice((30, 30, 30, 14)),
        "employer_support": "yes" if told and random.random() < 0.6 else "no",
        "warning": random.choice(bank.warnings),
        "warning_call": random.choice(bank.warning_calls),
        "career": random.sample(_CAREER, random.randrange(0, 3)),
        "review": review.isoformat(),
    }
    if plan["employer_support"] == "yes":
        plan["employer_kinds"] = random.sample(_EMPLOYER_KINDS, 2)
    if random.random() < 0.5:
        plan["other_help"] = random.choice(bank.other_help)
    return plan
