"""Writing the benefits checks of the demonstration: before a job starts and when hours or pay change."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from coaching.benefits import service as benefits
from coaching.benefits.types import CheckedBy, CheckReason, CheckResult, NewCheck, NewRow, RowAnswer
from coaching.demo.replay import LATER
from coaching.demo.terms import Work
from coaching.demo.working import Jobs, changes_of
from coaching.jobs import changing, starting
from coaching.jobs.models import JobChange

_RESULTS = ((CheckResult.CLEAR, 80), (CheckResult.WAITING, 12), (CheckResult.DECLINED, 8))
_REASONS = {
    "hours": CheckReason.HOURS_CHANGE,
    "pay_up": CheckReason.PAY_CHANGE,
}


class Checks:
    """The benefits checks as happenings of the replay; form C is marked ready after the first."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs, self.replay, self.session = jobs, jobs.replay, jobs.session

    def add(self) -> None:
        """Add everything to what is replayed."""
        for work in self.jobs.works:
            day = _before_start(work)
            if day is not None:
                self._add(work, day, CheckReason.BEFORE_START, None)
                self._add_ready(work, day)
            for change in changes_of(work):
                later = (
                    None
                    if change.kind not in changing.TOUCHES_BENEFITS
                    else _after(work, change.on)
                )
                if later is not None:
                    self._add(work, later, _REASONS[change.kind.value], change.on)

    def _add(self, work: Work, day: date, reason: CheckReason, change: date | None) -> None:
        if day < work.until:
            self.replay.add(day, LATER, self._check, work, day, reason, change)

    def _add_ready(self, work: Work, checked: date) -> None:
        random = work.dice("ready")
        day = work.pick_day(checked + timedelta(days=random.randrange(0, 12)), date.max)
        if day is not None and random.random() < 0.95:
            self.replay.add(day, LATER, self._ready, work, day)

    def _check(self, work: Work, day: date, reason: CheckReason, change: date | None) -> None:
        actor, period, job = self.jobs.actor(work, day), self.jobs.period(work), self.jobs.of(work)
        random = work.dice(f"check {day}")
        asked = benefits.rows_to_ask(self.session, period.client.main_income, job)
        result = random.choices([one for one, _ in _RESULTS], [often for _, often in _RESULTS])[0]
        is_open = result is CheckResult.WAITING
        new = NewCheck(
            on=day,
            reason=reason,
            checked_by=random.choice((CheckedBy.COACH, CheckedBy.COACH, CheckedBy.ADVISER)),
            result=result,
            waiting_for=random.choice(work.bank.waiting_for) if is_open else None,
            rows=()
            if result is CheckResult.DECLINED
            else tuple(
                _answer(random, work, one.id, one.told) for one in asked if not one.own_wish
            ),
        )
        row: JobChange | None = None
        if change is not None:
            row = self.jobs.changes[id(work.stay), work.number, change]
        benefits.record(self.session, actor, period, new, job, row)

    def _ready(self, work: Work, day: date) -> None:
        actor, period = self.jobs.actor(work, day), self.jobs.period(work)
        starting.mark_ready(self.session, actor, period, self.jobs.of(work))


def _answer(random: Random, work: Work, row: str, told: tuple[str, ...]) -> NewRow:
    answer = random.choice((RowAnswer.DONE, RowAnswer.DONE, RowAnswer.DONE, RowAnswer.NOT_NEEDED))
    is_done = answer is RowAnswer.DONE
    note = random.choice(work.bank.check_notes) if is_done and random.random() < 0.2 else None
    return NewRow(row, answer, told if is_done else (), note)


def _before_start(work: Work) -> date | None:
    """Return the day of the check before the start: for some it came late or was forgotten."""
    random, agreed = work.dice("before start"), work.job.agreed
    if work.job.is_own:
        return work.pick_day(agreed + timedelta(days=5), agreed + timedelta(days=30))
    if work.is_about_to_start:
        return None
    chance = random.random()
    if chance < 0.04 and work.job.ended is not None:
        return None
    if chance < 0.16:
        return work.pick_day(work.start + timedelta(days=3), work.goes_until)
    return work.pick_day(agreed + timedelta(days=1), work.start) or work.at_the_latest


def _after(work: Work, change: date) -> date | None:
    """Return the day of the check after a change, mostly within the month that it should be."""
    later = work.dice(f"after {change}").choice((0, 4, 9, 16, 24, 33))
    return work.pick_day(change + timedelta(days=later), work.goes_until)
