"""How the stays of the story go on: profile, search, work, and what ends or interrupts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from coaching.clients.types import ClosingReason, Status
from coaching.demo.story import Job, Pause, Stay
from coaching.demo.workdays import Calendar, is_workday
from coaching.demo.workplaces import WORKPLACES
from coaching.profiles.types import Disclosure

_PROFILING, _SEARCHING, _AGREED = Status.PROFILING, Status.SEARCHING, Status.AGREED
_SUPPORTED, _WORKING, _BETWEEN = Status.WORKING_SUPPORTED, Status.WORKING, Status.BETWEEN
_STUDYING = Status.STUDYING

_LASTS = {
    _PROFILING: (24, 46),
    _SEARCHING: (40, 200),
    _AGREED: (7, 18),
    _SUPPORTED: (60, 190),
    _WORKING: (200, 400),
    _BETWEEN: (15, 80),
    _STUDYING: (120, 300),
}
"""Least and most days of a status."""

_THEN = {
    _PROFILING: ((_SEARCHING, 1),),
    _SEARCHING: ((_AGREED, 80), (_STUDYING, 4), (_SEARCHING, 16)),
    _AGREED: ((_SUPPORTED, 88), (_WORKING, 12)),
    _SUPPORTED: ((_BETWEEN, 68), (_WORKING, 10), (_SUPPORTED, 22)),
    _WORKING: ((_WORKING, 1),),
    _BETWEEN: ((_AGREED, 70), (_STUDYING, 5), (_BETWEEN, 25)),
    _STUDYING: ((_SEARCHING, 1),),
}
"""What follows a status, with weights; the same again means that it goes on."""

_TO_THE_END = {
    ClosingReason.IN_WORK: (
        (_PROFILING, 15), (_SEARCHING, 35), (_AGREED, 6), (_SUPPORTED, 30), (_WORKING, 14),
    ),
    ClosingReason.STUDIES: ((_PROFILING, 20), (_SEARCHING, 50), (_STUDYING, 30)),
}  # fmt: skip
"""Courses of stays that ended for these reasons, as shares of their length in per cent."""
PAUSES = (("anna", 24, None), ("jukka", 40, None), ("siv", 170, 62))
"""Coach, days ago, and for how many days, of the pauses in which the place was kept."""

AGREED_LATELY = ("anna", 8, 4)
"""Coach, days ago of an agreement, and in how many days that job begins."""

_UNSUCCESSFUL = ((_PROFILING, 25), (_SEARCHING, 75))


def lay_out(stays: Sequence[Stay], calendar: Calendar) -> None:
    """Give every stay its statuses, jobs, pauses and the days of its disclosure talks."""
    random = Random(f"course {calendar.today.isoformat()}")
    _let_pause(random, calendar, stays)
    for stay in stays:
        if stay.coaches:
            _Course(random, calendar, stay).lay()
    _let_agree(random, calendar, stays)


def _let_pause(random: Random, calendar: Calendar, stays: Sequence[Stay]) -> None:
    """Let two clients pause today with their places kept, and one have paused for two months."""
    for coach, since, days in PAUSES:
        on = calendar.last(coach, calendar.today - timedelta(days=since))
        fitting = [
            stay
            for stay in stays
            if stay.coaches
            and stay.closed is None
            and not stay.pauses
            and not stay.in_work
            and (on - stay.coaches[0][0]).days > 60
            and stay.coach_on(on) == coach
        ]
        until = None if days is None else calendar.next(coach, on + timedelta(days=days))
        random.choice(fitting).pauses.append(Pause(on, until, keep_place=True))


def _let_agree(random: Random, calendar: Calendar, stays: Sequence[Stay]) -> None:
    """Let a client of the coach who is looked at most begin to work in some days."""
    coach, ago, ahead = AGREED_LATELY
    on = calendar.last(coach, calendar.today - timedelta(days=ago))
    fitting = [
        stay
        for stay in stays
        if stay.coaches
        and stay.closed is None
        and not stay.pauses
        and not stay.in_work
        and stay.coach_on(on) == coach
        and stay.course[-1][1] is _SEARCHING
        and (on - stay.course[-1][0]).days > 30
        and stay.may_visit(on)
    ]
    if fitting:
        _Course(random, calendar, random.choice(fitting)).agree(on, ahead)


class _Course:
    """The course of one stay."""

    def __init__(self, random: Random, calendar: Calendar, stay: Stay) -> None:
        self.random, self.calendar, self.stay = random, calendar, stay
        self.begins = stay.coaches[0][0]
        gave_up = [pause.since for pause in stay.pauses]
        self.ends = min([stay.closed[0] if stay.closed else calendar.today, *gave_up])
        self.coming = self.ends

    def lay(self) -> None:
        """Lay out the statuses, and the jobs that go with them."""
        self.stay.course = [(self.begins, _PROFILING)]
        for day, status in self._steps():
            self._turn(day, status)
        self._agree_on_start()
        self._talk()

    def _talk(self) -> None:
        """Let it be talked over early what employers are told, and again when the choice runs out."""
        choice = self.stay.person.disclosure
        day = (self.stay.entered or self.begins) + timedelta(days=self.random.randrange(5, 19))
        while True:
            on = self._on_duty(day)
            if not day <= on < self.ends or self.stay.status_on(on) is Status.PAUSED:
                return
            if self.stay.talks and on <= self.stay.talks[-1][0]:
                return
            self.stay.talks.append((on, choice))
            is_left = 170 < (self.calendar.today - on).days < 225 and self.random.random() < 0.3
            if choice is Disclosure.NOTHING or is_left:
                return  # It is left at that, so that some choices are about to run out, or have.
            if choice is Disclosure.LATER:
                day = on + timedelta(days=self.random.randrange(30, 58))
                choice = Disclosure.AGREED if self.random.random() < 0.7 else Disclosure.LATER
            else:
                day = on + timedelta(days=self.random.randrange(150, 196))

    def _steps(self) -> list[tuple[date, Status]]:
        if self.stay.closed is not None:
            return self._shared()
        steps, day, status = [], self.begins, _PROFILING
        if self.stay.pauses:
            # Nothing but the search until the pause, so that it is easy to go on from there.
            steps.append((day + timedelta(days=self.random.randrange(18, 35)), _SEARCHING))
            if self.stay.pauses[0].until is None:
                return steps
            day, status = self.stay.pauses[0].until, _SEARCHING
        elif self.stay.in_work:
            day, status = day + timedelta(days=self.random.randrange(7, 14)), _SUPPORTED
            steps.append((day, status))
        while True:
            day += timedelta(days=self.random.randrange(*_LASTS[status]))
            if day >= self.ends:
                self.coming = day
                return steps
            following, weights = zip(*_THEN[status], strict=True)
            status = self.random.choices(following, weights)[0]
            steps.append((day, status))

    def _shared(self) -> list[tuple[date, Status]]:
        """Return the steps of a stay that has ended, so that they lead to the reason."""
        assert self.stay.closed is not None  # noqa: S101 - asked by the caller
        shares = _TO_THE_END.get(self.stay.closed[1], _UNSUCCESSFUL)
        length, gone, steps = (self.ends - self.begins).days, 0, []
        for (_status, share), (following, _rest) in pairwise(shares):
            gone += share
            days = length * gone // 100 + self.random.randrange(-3, 4)
            steps.append((self.begins + timedelta(days=days), following))
        return steps

    def _turn(self, planned: date, status: Status) -> None:
        """Let a status begin on the first working day from the planned one, if time is left."""
        newest, before = self.stay.course[-1]
        earliest = max(planned, newest + timedelta(days=4))
        day = self._on_duty(earliest)
        if status is before or not earliest <= day < self.ends:
            return  # No change, or it is still to come.
        self.stay.course.append((day, status))
        job = self.stay.jobs[-1] if self.stay.jobs else None
        if status is _AGREED:
            self.stay.jobs.append(Job(day, self._workplace()))
        elif before is _AGREED and job is not None:
            self.stay.jobs[-1] = replace(job, began=day)
        elif status is _SUPPORTED:
            # Came with a job of the own.
            self.stay.jobs.append(Job(day, self._workplace(), began=day))
        elif before in (_SUPPORTED, _WORKING) and status in (_BETWEEN, _STUDYING) and job:
            self.stay.jobs[-1] = replace(job, ended=day)

    def agree(self, on: date, ahead: int) -> None:
        """Let work be agreed on that begins some days from today."""
        self.stay.course.append((on, _AGREED))
        self.stay.jobs.append(Job(on, self._workplace()))
        self.coming = self.calendar.today + timedelta(days=ahead)
        self._agree_on_start()

    def _agree_on_start(self) -> None:
        """Let a job that has not begun yet begin on a day to come."""
        job = self.stay.jobs[-1] if self.stay.jobs else None
        if job is not None and job.began is None:
            day = max(self.coming, self.ends + timedelta(days=1), job.agreed + timedelta(days=4))
            while not is_workday(day):
                day += timedelta(days=1)
            self.stay.jobs[-1] = replace(job, starts=day)

    def _workplace(self) -> int:
        """Choose an employer of the client's own field, another one than before."""
        before = {job.employer for job in self.stay.jobs}
        own = self.stay.person.work.industries
        fitting = [
            place
            for place, workplace in enumerate(WORKPLACES)
            if workplace.industry in own and place not in before
        ]
        # The first industry of a field is the likeliest.
        weights = [3 if WORKPLACES[place].industry == own[0] else 1 for place in fitting]
        return self.random.choices(fitting, weights)[0]

    def _on_duty(self, day: date) -> date:
        coach = self.stay.coach_on(min(day, self.ends)) or self.stay.coaches[-1][1]
        return self.calendar.next(coach, day)
