"""Writing the jobs of the demonstration: their start, what changes in them and their end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.contacts.types import MadeBy, MeetingPurpose
from coaching.demo.replay import COACHES, LATER, STATUSES, Replay
from coaching.demo.terms import Work
from coaching.employers.models import EmployerPerson
from coaching.jobs import beginning, changing, ending, starting, statuses
from coaching.jobs.beginning import NewJob
from coaching.jobs.models import Job, JobChange
from coaching.jobs.types import (
    ChangeKind,
    Contract,
    EndReason,
    HowFound,
    NewChange,
    Next,
    Subsidy,
)


class Jobs:
    """The jobs as happenings of the replay; `jobs` are those that were written, by stay and number."""

    def __init__(self, replay: Replay, works: list[Work]) -> None:
        self.replay, self.session = replay, replay.session
        self.works = works
        self.jobs: dict[tuple[int, int], Job] = {}
        self.changes: dict[tuple[int, int, date], JobChange] = {}

    def add(self) -> None:
        """Add everything to what is replayed."""
        for work in self.works:
            own = work.job.is_own
            # Who comes with a job is at work from the first day; else the terms were met on before.
            self._on(work, work.job.agreed, COACHES if own else STATUSES, self._begin)
            if not own:
                self._on(work, work.start, COACHES, self._starts)
            for change in changes_of(work):
                self._on(work, change.on, LATER, self._change, change)
            if work.heard is not None:
                self._on(work, work.heard, STATUSES, self._end)

    def _on(self, work: Work, day: date, rank: int, write: Any, *facts: object) -> None:
        if day < work.until or (day == work.until and rank < LATER):
            self.replay.add(day, rank, write, work, *facts)

    def of(self, work: Work) -> Job:
        """Return the job that was written."""
        return self.jobs[id(work.stay), work.number]

    def period(self, work: Work) -> ServicePeriod:
        """Return the stay a job belongs to."""
        return self.replay.periods[id(work.stay)]

    def actor(self, work: Work, on: date) -> Actor:
        """Return who works with the client on a day."""
        return self.replay.coach(work.stay, on)

    # ---- form C

    def _begin(self, work: Work) -> None:
        """Begin form C from the meeting at which work was agreed on, or without one."""
        day, period = work.job.agreed, self.period(work)
        actor = self.actor(work, day)
        place = self.replay.service.employers[work.job.employer]
        meeting = self.replay.agreed.get((id(work.stay), day))
        new = NewJob(place.people[0], work.title, str(work.hours))
        job = beginning.begin(self.session, actor, period, new, meeting)
        self.jobs[id(work.stay), work.number] = job
        version = starting.version_of(job, starting.start_form(self.session, job))
        starting.save(self.session, actor, period, job, self._told(work, job), version)

    def _told(self, work: Work, job: Job) -> dict[str, Any]:
        random, bank = work.dice("start"), work.bank
        open_to_all, paid, set_aside = work.answers
        told: dict[str, Any] = {
            "how_found": self._how_found(work),
            "title": work.title,
            "start": work.start.isoformat(),
            "contract": work.contract.value,
            "contract_end": work.contract_end and work.contract_end.isoformat(),
            "hours": f"{work.hours - 5}–{work.hours}" if work.hours % 4 == 1 else str(work.hours),
            "schedule": random.choice(bank.short_days if work.hours < 23 else bank.long_days),
            "open_to_all": open_to_all,
            "paid_by_agreement": paid,
            "set_aside": set_aside,
            "subsidies": [one.value for one in work.subsidies],
            "induction": random.choice(bank.inductions),
            "health_told": "yes" if random.random() < 0.6 else None,
            "supervisor": self._supervisor(job),
        }
        if Subsidy.WAGE_SUBSIDY in work.subsidies:
            told["subsidy_until"] = (work.start + timedelta(days=300)).isoformat()
        if starting.has_limit(self.period(work)):
            told["over_limit"] = random.choice(("no", "no", "unsure"))
        if work.stay.may_visit(work.job.agreed):
            told["told_as_agreed"] = True
            arranged = random.sample(bank.adjust, random.randrange(0, 3))
            told["adjust"] = [{"what": what, "who": who} for what, who in arranged]
        return {key: answer for key, answer in told.items() if answer is not None}

    @staticmethod
    def _how_found(work: Work) -> str:
        if work.job.is_own:
            return HowFound.OWN_SEARCH.value
        met = [
            one.made_by
            for one in work.stay.contacts
            if one.meeting_purpose is MeetingPurpose.TERMS and one.on == work.job.agreed
        ]
        if MadeBy.COACH in met:
            return HowFound.COACH.value
        ways = (HowFound.OWN_SEARCH, HowFound.ADVERT, HowFound.NETWORK)
        return work.dice("found").choice(ways).value

    def _supervisor(self, job: Job) -> str | None:
        key = job.supervisor_id
        return None if key is None else self.session.get_one(EmployerPerson, key).public_id

    def _starts(self, work: Work) -> None:
        """Let the client start work, as happens when the coach comes in on that day."""
        statuses.follow(self.session, self.actor(work, work.start), self.period(work))

    # ---- changes

    def _change(self, work: Work, change: NewChange) -> None:
        row = changing.save(
            self.session, self.actor(work, change.on), self.period(work), self.of(work), change
        )
        self.changes[id(work.stay), work.number, change.on] = row

    # ---- form D

    def _end(self, work: Work) -> None:
        told, actor = end_of(work), self.actor(work, work.goes_until)
        ending.record(self.session, actor, self.period(work), self.of(work), told, 0)


def end_of(work: Work) -> dict[str, Any]:
    """Return the answers of form D of a job that has ended."""
    random, bank, heard = work.dice("end"), work.bank, work.goes_until
    what_next, reason = work.next or Next.SEARCH, work.reason or EndReason.LESS_WORK
    told: dict[str, Any] = {
        "end": heard.isoformat(),
        "heard": heard.isoformat(),
        "reason": reason.value,
        "who": work.who.value,
        "client_view": bank.ends[reason].view,
        "went_well": random.sample(bank.went_well, random.randrange(1, 4)),
        "lesson": bank.ends[reason].lesson,
        "next": what_next.value,
        "benefits": [] if what_next is Next.NEW_JOB else ["jobseeker", "kela"],
        "reference": "yes" if random.random() < 0.7 else "no",
    }
    if work.stay.may_visit(heard):
        told["employer_view"] = random.choice(bank.employer_views)
    if random.random() < 0.5:
        told["to_strengths"] = True
    return told


def changes_of(work: Work) -> list[NewChange]:
    """Return what changes in a job while it goes on, each on a day the client was met."""
    if work.job.began is None:
        return []
    random, bank, before = work.dice("changes"), work.bank, work.goes_until
    found: dict[date, NewChange] = {}
    if work.contract is Contract.FIXED_TERM and work.contract_end is not None:
        day = work.pick_day(work.contract_end - timedelta(days=25), before)
        if day is not None and work.job.ended is None:
            kind = ChangeKind.CONTRACT
            found[day] = NewChange(day, kind, contract=Contract.PERMANENT, words=bank.permanent)
    for kind, share, after in (
        (ChangeKind.HOURS, 0.4, 60),
        (ChangeKind.TASKS, 0.25, 80),
        (ChangeKind.PAY_UP, 0.3, 130),
    ):
        later = work.start + timedelta(days=after + random.randrange(30))
        day = work.pick_day(later, before) if random.random() < share else None
        if day is None or day in found:
            continue
        if kind is ChangeKind.HOURS:
            found[day] = NewChange(day, kind, hours=str(work.hours + 3), words=bank.more_hours)
        elif kind is ChangeKind.TASKS:
            found[day] = NewChange(day, kind, words=random.choice(bank.new_tasks))
        else:
            found[day] = NewChange(day, kind)
    return sorted(found.values(), key=lambda change: change.on)
