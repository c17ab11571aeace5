"""What is agreed in each job of the story: contract, hours, how it ended. The same for a given day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from coaching.clients.types import Status
from coaching.contacts.types import With
from coaching.demo import work_words
from coaching.demo.story import Job, Stay, Told
from coaching.demo.telling import Story
from coaching.demo.work_words import WorkBank
from coaching.demo.workdays import Calendar
from coaching.jobs.types import Contract, EndReason, Next, Subsidy, WhoDecided
from coaching.support.types import Wants

_One = TypeVar("_One")

_CONTRACTS = ((Contract.FIXED_TERM, 45), (Contract.PERMANENT, 40), (Contract.ON_CALL, 15))
_REASONS = (
    (EndReason.TASKS, 4), (EndReason.TIMES_OR_TRAVEL, 3), (EndReason.LESS_WORK, 4),
    (EndReason.PAY_OR_BENEFITS, 2), (EndReason.BETTER_JOB, 2),
)  # fmt: skip
_WHO = {
    EndReason.FIXED_TERM: WhoDecided.CONTRACT,
    EndReason.SEASON: WhoDecided.CONTRACT,
    EndReason.LESS_WORK: WhoDecided.EMPLOYER,
    EndReason.TASKS: WhoDecided.TOGETHER,
}
_ANSWERS = (
    (("yes", "yes", "no"), 82), (("no", "yes", "yes"), 7), (("yes", "no", "no"), 2),
    (("yes", "unsure", "no"), 9),
)  # fmt: skip
"""Whether anyone could apply, pay is by the agreement, the place was set aside."""


@dataclass(frozen=True)
class Work:
    """One job of one client, with what is agreed in it and how it came to its end.

    `until` is the first day on which nothing is written about it any more; `heard` the day on which
    its end was heard of, the last day of work too.
    """

    stay: Stay
    job: Job
    number: int
    key: str
    until: date
    start: date
    heard: date | None
    title: str
    contract: Contract
    contract_end: date | None
    hours: int
    answers: tuple[str, str, str]
    subsidies: tuple[Subsidy, ...]
    wants: Wants
    support_ends: date | None
    reason: EndReason | None
    next: Next | None

    @property
    def bank(self) -> WorkBank:
        """Words of the client's language."""
        return work_words.SV if self.stay.person.swedish else work_words.FI

    def dice(self, about: str) -> Random:
        """Return a source of chance for one matter of the job: the same every time for a day."""
        return Random(f"{self.key} {about}")

    @property
    def at_the_latest(self) -> date | None:
        """The day for what is done before a start when the client was not met in between."""
        return None if self.job.began is None else self.job.agreed

    @property
    def is_about_to_start(self) -> bool:
        """Whether it begins within the week to come, with some things still to be done before."""
        return self.job.starts is not None and self.start <= self.until + timedelta(days=6)

    @property
    def goes_until(self) -> date:
        """The first day on which the job is over, or nothing is written about it any more."""
        return min(self.until, self.heard or date.max)

    @property
    def who(self) -> WhoDecided:
        """Whose decision the end was."""
        return _WHO.get(self.reason or EndReason.OTHER, WhoDecided.CLIENT)

    def pick_day(self, since: date, before: date) -> date | None:
        """Return the first day from one day and before another on which the client was met."""
        until = min(before, self.until)
        return next((told.on for told in self.met() if since <= told.on < until), None)

    def met(self) -> list[Told]:
        """Return the contacts that reached the client, oldest first."""
        return [
            told for told in self.stay.contacts if told.with_whom is With.CLIENT and told.reached
        ]


def draw(story: Story) -> list[Work]:
    """Return what is agreed in every job, in the order of stays and jobs."""
    return [
        _draw(story, stay, place, number)
        for place, stay in enumerate(story.stays)
        for number in range(len(stay.jobs))
    ]


def _draw(story: Story, stay: Stay, place: int, number: int) -> Work:
    today, job = story.calendar.today, stay.jobs[number]
    key = f"work {today.isoformat()} {place} {number}"
    random = Random(key)
    start = job.began or job.starts or job.agreed
    gave_up = [pause.since for pause in stay.pauses if not pause.keep_place]
    ends = [stay.closed[0] if stay.closed else today + timedelta(days=1), *gave_up]
    contract = _pick(random, _CONTRACTS)
    if stay.person.work.code == "garden" and 3 <= start.month <= 7:
        contract = Contract.SEASONAL
    reason, what_next = _ending(random, stay, number, contract)
    offered = stay.person.job_types
    return Work(
        stay=stay,
        job=job,
        number=number,
        key=key,
        until=min(ends),
        start=start,
        heard=_heard(random, story.calendar, stay, job),
        title=offered[number % len(offered)],
        contract=contract,
        contract_end=_contract_end(random, job, start, contract, reason),
        hours=min(37, max(8, stay.person.hours + random.choice((-3, 0, 0, 0, 2)))),
        answers=_pick(random, _ANSWERS),
        subsidies=_subsidies(random),
        wants=_wants(random, stay, start),
        support_ends=_support_ends(stay, job),
        reason=reason,
        next=what_next,
    )


def _heard(random: Random, calendar: Calendar, stay: Stay, job: Job) -> date | None:
    """Return when a job's end was heard of: for some a day or two before it was talked over."""
    if job.ended is None or job.began is None or random.random() < 0.65:
        return job.ended
    coach = stay.coach_on(job.ended) or stay.coaches[-1][1]
    return max(calendar.last(coach, job.ended - timedelta(days=1)), job.began + timedelta(days=5))


def _ending(
    random: Random, stay: Stay, number: int, contract: Contract
) -> tuple[EndReason | None, Next | None]:
    job = stay.jobs[number]
    if job.ended is None:
        return None, None
    if stay.status_on(job.ended) is Status.STUDYING:
        return EndReason.STUDIES, Next.STUDIES
    following = stay.jobs[number + 1].agreed if number + 1 < len(stay.jobs) else date.max
    soon = (following - job.ended).days < 21
    if soon and random.random() < 0.6:
        return EndReason.BETTER_JOB, Next.NEW_JOB
    if contract in (Contract.FIXED_TERM, Contract.SEASONAL) and random.random() < 0.8:
        season = contract is Contract.SEASONAL
        return EndReason.SEASON if season else EndReason.FIXED_TERM, Next.SEARCH
    return _pick(random, _REASONS), Next.SEARCH


def _contract_end(
    random: Random, job: Job, start: date, contract: Contract, reason: EndReason | None
) -> date | None:
    if contract not in (Contract.FIXED_TERM, Contract.SEASONAL):
        return None
    if job.ended is not None and reason in (EndReason.FIXED_TERM, EndReason.SEASON):
        return job.ended
    long = start + timedelta(days=random.choice((120, 150, 180, 270)))
    return long if job.ended is None else max(long, job.ended + timedelta(days=30))


def _subsidies(random: Random) -> tuple[Subsidy, ...]:
    found = [Subsidy.WAGE_SUBSIDY] if random.random() < 0.22 else []
    return (*found, Subsidy.WORKPLACE) if random.random() < 0.06 else tuple(found)


def _wants(random: Random, stay: Stay, start: date) -> Wants:
    if stay.status_on(start) is Status.WORKING:
        return random.choice((Wants.NO, Wants.NOT_NOW, Wants.NOT_NOW))
    return Wants.YES


def _support_ends(stay: Stay, job: Job) -> date | None:
    """Return the day on which the client went on without support."""
    days = [
        since
        for since, status in stay.course
        if status is Status.WORKING and job.began is not None and since > job.began
    ]
    return next((day for day in days if job.ended is None or day < job.ended), None)


def _pick(random: Random, weighted: Sequence[tuple[_One, int]]) -> _One:
    return random.choices([one for one, _ in weighted], [often for _, often in weighted])[0]
