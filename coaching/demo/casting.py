"""Who comes to the made-up service and when: people and their stays.

The same for a given day: everything is drawn from a random source seeded with the date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from coaching.clients.types import (
    ClosingReason,
    Decision,
    Income,
    RefusalReason,
    ServiceLanguage,
    WantsWork,
)
from coaching.demo import answers, fields, words
from coaching.demo.story import Pause, Person, Stay
from coaching.demo.workdays import STARTED, Calendar, on_or_before
from coaching.profiles.types import Disclosure
from coaching.text import fold

OPEN = {"anna": 16, "siv": 20, "mikael": 9, "jukka": 12, "paula": 7}
"""Clients each coach has today; Siv's places are all taken, Paula works half-time."""

# Coach, days ago, why: the stays that have ended.
CLOSED = (
    ("anna", 9, ClosingReason.IN_WORK),
    ("anna", 96, ClosingReason.STUDIES),
    ("anna", 214, ClosingReason.IN_WORK),
    ("anna", 333, ClosingReason.OWN_WISH),
    ("anna", 468, ClosingReason.MOVED),
    ("siv", 252, ClosingReason.IN_WORK),
    ("siv", 381, ClosingReason.OTHER_SERVICE),
    ("siv", 480, ClosingReason.IN_WORK),
    ("mikael", 41, ClosingReason.OWN_WISH),
    ("mikael", 122, ClosingReason.IN_WORK),
    ("jukka", 26, ClosingReason.IN_WORK),
    ("jukka", 113, ClosingReason.NOT_REACHED),
    ("jukka", 190, ClosingReason.STUDIES),
    ("jukka", 262, ClosingReason.IN_WORK),
    ("paula", 70, ClosingReason.HEALTH),
)
BACK = {("anna", 333): 205, ("siv", 480): 318, ("jukka", 262): 128}
"""Ended stays whose client came back so many days ago, to the same coach."""

TAKEN_OVER = (("siv", "mikael", 305), ("anna", "mikael", 34))
"""Two of Mikael's clients had another coach until so many days ago."""

SIV_WAITED_FOR = 3
"""Clients of Siv who first stood on the waiting list."""

_SOURCES = (
    ("employment", "employment", "employment", "social", "mental", "mental", "rehabwork", "self",
     "kela", "ngo"),
    ("disability", "disability", "disability", "activity", "activity", "school", "social", "self"),
)  # fmt: skip
_INCOMES = (
    ((Income.GENERAL, Income.HOUSING_GENERAL), (Income.EARNINGS_RELATED,), (Income.REHAB_SUBSIDY,),
     (Income.SOCIAL_ASSISTANCE, Income.HOUSING_GENERAL), (Income.PARTIAL_DISABILITY,),
     (Income.SICKNESS,), (Income.GENERAL,)),
    ((Income.DISABILITY_KELA, Income.HOUSING_PENSIONER), (Income.GUARANTEE_PENSION,),
     (Income.REHAB_YOUNG,), (Income.DISABILITY_KELA, Income.DISABILITY_ALLOWANCE),
     (Income.GENERAL, Income.HOUSING_GENERAL)),
)  # fmt: skip
_SPEAKS_SWEDISH = {"anna": 0.06, "siv": 0.75, "mikael": 0.6, "jukka": 0.1, "paula": 0.15}


class Casting:
    """Draws people and their stays; the order of the draws is part of the story."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar, self.today = calendar, calendar.today
        self.random = Random(f"people {self.today.isoformat()}")
        self._names = {swedish: self._all_names(swedish) for swedish in (False, True)}
        self._newcomers = list(words.NEWCOMERS)
        self._phones = iter(range(1, 1000))

    def cast(self) -> list[Stay]:
        """Return every stay, without course and contacts, in the order of the decisions."""
        ended = {(coach, days): self._ended(coach, days, why) for coach, days, why in CLOSED}
        stays = list(ended.values())
        for coach in words.COACHES:
            back = [days for (other, _end), days in BACK.items() if other == coach]
            stays += [
                self._stay(self._person(coach), coach, self._before(days))
                for days in self._spread(coach, OPEN[coach] - len(back))
            ]
        for (coach, ended_ago), days in BACK.items():
            stays.append(self._again(ended[coach, ended_ago], coach, self._before(days)))
        stays.append(self._gave_up_place())
        stays += self._others()
        self._let_take_over(stays)
        self._let_wait(stays)
        return sorted(stays, key=lambda stay: (stay.decided, stay.person.name))

    # ---- stays

    def _spread(self, coach: str, number: int) -> Iterator[int]:
        """Give the days ago on which a coach's open stays were decided, evenly with some chance."""
        most, least = STARTED[coach] - 26, 9
        for place in range(number):
            share = (place + self.random.random()) / number
            yield int(least + (most - least) * share**1.35)

    def _ended(self, coach: str, days: int, why: ClosingReason) -> Stay:
        length = min(self.random.randrange(120, 300), STARTED[coach] - 26 - days)
        stay = self._stay(self._person(coach), coach, self._before(days + length))
        stay.closed = self.calendar.last(coach, self._before(days)), why
        return stay

    def _again(self, earlier: Stay, coach: str, decided: date) -> Stay:
        stay = self._stay(earlier.person, coach, decided)
        stay.by = words.LEADERS[stay.team]
        swedish = stay.by in words.SWEDISH
        stay.reason = words.BACK_AGAIN_SV if swedish else words.BACK_AGAIN_FI
        stay.source = "self"
        return stay

    def _gave_up_place(self) -> Stay:
        stay = self._stay(self._person("mikael"), "mikael", self._before(210))
        since = self.calendar.last("mikael", self._before(45))
        stay.pauses.append(Pause(since, None, keep_place=False))
        return stay

    def _stay(self, person: Person, coach: str, day: date) -> Stay:
        referred, decided, entered = self._first_days(coach, day)
        stay = Stay(
            person=person,
            team=words.TEAM_OF[coach],
            source=self.random.choice(_SOURCES[words.TEAM_OF[coach]]),
            referred=referred,
            decision=Decision.ACCEPTED,
            decided=decided,
            by=coach,
            coaches=[(decided, coach)],
            entered=entered,
        )
        stay.in_work = stay.team == 1 and self.random.random() < 0.1
        person.stays.append(stay)
        return stay

    def _first_days(self, coach: str, day: date) -> tuple[date, date, date]:
        """Return the days of referral, decision and first meeting, the decision about a day."""
        decided = self.calendar.next(coach, day)
        began = self.calendar.next(coach, self.calendar.started(coach))
        referred = max(on_or_before(decided - self._some_days(3, 18)), began)
        # Most are decided on at the joint first meeting, the rest meet within a few days.
        later = 0 if self.random.random() < 0.7 else self.random.randrange(2, 8)
        entered = self.calendar.next(coach, decided + timedelta(days=later))
        return min(referred, decided), decided, max(entered, decided)

    def _others(self) -> list[Stay]:
        """Return three who wait, one who did not want to come and two who were not taken in."""
        waiting, refused = Decision.WAITING, Decision.REFUSED
        return [
            self._outside("siv", 16, waiting, words.WANTS_SIV),
            self._outside("anna", 5, waiting, words.MEETS_FIRST),
            self._outside("jukka", 8, waiting, words.MOVES_FIRST),
            self._outside("anna", 31, Decision.DID_NOT_WANT, words.STUDIES_FIRST),
            self._outside("anna", 610, refused, words.NOT_READY, RefusalReason.READINESS),
            self._outside("jukka", 152, refused, words.NOT_INTERESTED, RefusalReason.NO_INTEREST),
        ]

    def _outside(
        self,
        coach: str,
        days: int,
        decision: Decision,
        reason: str,
        refusal: RefusalReason | None = None,
    ) -> Stay:
        person = self._person(coach, swedish=coach == "siv")
        stay = self._stay(person, coach, self._before(days))
        stay.coaches, stay.entered, stay.decision = [], None, decision
        stay.by = words.LEADERS[stay.team] if decision is Decision.REFUSED else coach
        stay.reason, stay.refusal, stay.in_work = reason, refusal, False
        if decision is Decision.WAITING:
            stay.waits_since = stay.decided
        elif decision is Decision.DID_NOT_WANT:
            person.wants_work = WantsWork.UNSURE
        return stay

    def _let_take_over(self, stays: Sequence[Stay]) -> None:
        for giver, receiver, days in TAKEN_OVER:
            on = self.calendar.next(receiver, self._before(days))
            own = [
                stay
                for stay in stays
                if stay.coaches[:1] == [(stay.decided, receiver)] and self._goes_on(stay)
            ]
            # The one who came first of those not moved yet was somebody else's until then.
            stay = min((one for one in own if len(one.coaches) == 1), key=lambda one: one.decided)
            earlier = self._before(days + 160)
            stay.referred, stay.decided, stay.entered = self._first_days(giver, earlier)
            stay.by, stay.coaches = giver, [(stay.decided, giver), (on, receiver)]

    def _let_wait(self, stays: Sequence[Stay]) -> None:
        """Let some of Siv's newer clients have waited for her place."""
        own = [
            stay
            for stay in stays
            if stay.by == "siv" and len(stay.coaches) == 1 and self._goes_on(stay)
        ]
        for stay in sorted(own, key=lambda one: one.decided)[-2 * SIV_WAITED_FOR :: 2]:
            stay.waits_since, stay.reason = stay.decided, words.WANTS_SIV
            taken = self.calendar.next("siv", stay.decided + self._some_days(9, 30))
            stay.coaches, stay.entered, stay.by = [(taken, "siv")], taken, "outi"

    @staticmethod
    def _goes_on(stay: Stay) -> bool:
        return stay.closed is None and not stay.pauses and len(stay.person.stays) == 1

    # ---- people

    def _person(self, coach: str, *, swedish: bool | None = None) -> Person:
        random, team = self.random, words.TEAM_OF[coach]
        newcomer = swedish is None and team == 0 and coach != "siv" and random.random() < 0.13
        if swedish is None:
            swedish = random.random() < _SPEAKS_SWEDISH[coach]
        is_new = newcomer and bool(self._newcomers)
        name = self._newcomers.pop(0) if is_new else self._names[swedish].pop()
        work = random.choices(fields.FIELDS, fields.WEIGHTS)[0]
        own = work.sv if swedish else work.fi
        strengths = fields.STRENGTHS_SV if swedish else fields.STRENGTHS_FI
        language = ServiceLanguage.SV if swedish else ServiceLanguage.FI
        if is_new:
            language = ServiceLanguage.OTHER
        elif team == 1 and not swedish and random.random() < 0.4:
            language = ServiceLanguage.PLAIN_FI
        helpers = words.HELPERS_SV if swedish else words.HELPERS_FI
        return Person(
            name=name,
            birth_year=self.today.year - random.randrange(19, 60 if team == 0 else 48),
            language=language,
            swedish=swedish,
            interpreter=is_new and random.random() < 0.5,
            work=work,
            goal=random.choice(own.goals),
            job_types=own.jobs[: random.randrange(1, len(own.jobs) + 1)],
            strengths=tuple(random.sample(strengths, random.randrange(3, 6))),
            ways=tuple(random.sample(("phone", "message", "in_person"), random.randrange(1, 3))),
            details=self._details(name),
            income=tuple(str(one) for one in random.choice(_INCOMES[team])),
            care_team=self._care_team(team),
            helpers=tuple(random.sample(helpers, random.choice((0, 0, 1, 1, 2)))),
            disclosure=random.choices(
                (Disclosure.AGREED, Disclosure.FREELY, Disclosure.LATER, Disclosure.NOTHING),
                (60, 20, 10, 10),
            )[0],
            hours=random.choice((10, 15, 18, 20, 20, 24, 25, 30, 37)),
            area=random.choice((answers.SV if swedish else answers.FI).areas),
        )

    def _details(self, name: str) -> str:
        """Return a number and sometimes an address that reach nobody."""
        number = f"044 000 {next(self._phones):04d}"
        if self.random.random() < 0.5:
            return number
        first, last = fold(name).split()[:2]
        return f"{number}, {first}.{last}@posti.example"

    def _care_team(self, team: int) -> int | None:
        if self.random.random() < 0.15:
            return None
        own = [place for place, (_name, of) in enumerate(words.CARE_TEAMS) if of == team]
        return self.random.choice(own)

    def _all_names(self, swedish: bool) -> list[str]:
        first = words.FIRST_SV if swedish else words.FIRST_FI
        last = words.LAST_SV if swedish else words.LAST_FI
        firsts, lasts = list(first) * 2, list(last) * 3
        self.random.shuffle(firsts)
        self.random.shuffle(lasts)
        return list(
            dict.fromkeys(f"{one} {other}" for one, other in zip(firsts, lasts, strict=False))
        )

    # ---- days

    def _before(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _some_days(self, least: int, most: int) -> timedelta:
        return timedelta(days=self.random.randrange(least, most))
