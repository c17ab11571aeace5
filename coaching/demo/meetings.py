"""How the coaches of the story meet employers: more from season to season, sooner for new clients."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from coaching.clients.types import Status
from coaching.contacts.types import MadeBy, MeetingPurpose, Mode, Place, Purpose, Result, With
from coaching.demo import words
from coaching.demo.diary import Page, Writer
from coaching.demo.story import Job, Stay, Told
from coaching.demo.workdays import HALF_TIME, Calendar
from coaching.demo.workplaces import WORKPLACES

_LOOKING = (Status.SEARCHING, Status.BETWEEN)

# Days ago, meetings a week of a full-time coach: what the teams came to, with straight lines between.
_RATES = (
    ((726, 1.6), (560, 2.4), (380, 3.4), (180, 4.8), (40, 5.8), (0, 5.8)),
    ((405, 1.2), (220, 2.4), (60, 4.2), (0, 4.4)),
)
# Days ago of the decision, and within how many days the first meeting of a client was.
_FIRST = ((540, (35, 95)), (330, (22, 60)), (150, (12, 38)), (0, (8, 30)))

_GENERAL = (
    (MeetingPurpose.NEEDS, 40), (MeetingPurpose.SERVICE, 25), (MeetingPurpose.VACANCY, 15),
    (MeetingPurpose.THANKS, 20),
)  # fmt: skip
_RESULTS = {
    MeetingPurpose.NEEDS: (Result.NOTHING_NOW, Result.MAY_COME_BACK, Result.MAY_COME_BACK),
    MeetingPurpose.SERVICE: (Result.MAY_COME_BACK, Result.MAY_COME_BACK, Result.NOTHING_NOW),
    MeetingPurpose.SPEAK_FOR_CLIENT: (
        Result.ASKED_DETAILS, Result.MAY_COME_BACK, Result.NOT_SUITABLE, Result.TRYOUT,
        Result.INTERVIEW, Result.NOTHING_NOW,
    ),
    MeetingPurpose.VACANCY: (Result.NOTHING_NOW, Result.MAY_COME_BACK, Result.MAY_COME_BACK),
    MeetingPurpose.INTERVIEW: (Result.MAY_COME_BACK,),  # Nothing is promised yet.
    MeetingPurpose.TERMS: (Result.AGREED,),
    MeetingPurpose.THANKS: (Result.MAY_COME_BACK,),
    MeetingPurpose.SUPPORT_AT_WORK: (Result.MAY_COME_BACK,),
}  # fmt: skip
_MODES = ((Mode.FACE_TO_FACE, 91), (Mode.PHONE, 9))


class Round:
    """Whom the coaches have met and whom they meet next."""

    def __init__(self, calendar: Calendar, writer: Writer) -> None:
        self.calendar, self.writer, self.random = calendar, writer, writer.random
        self.general: list[Told] = []
        self._met: dict[int, list[tuple[date, int]]] = defaultdict(list)
        self._visits: Counter[int] = Counter()
        self._first_due: dict[int, date] = {}
        self._support_due: dict[int, date] = {}
        self._lately: dict[str, list[int]] = defaultdict(list)
        self.owners = self._own()

    def write(self, page: Page, stays: Sequence[Stay]) -> None:
        """Write the week's meetings of a coach, first those that certain clients wait for."""
        done = sum(self._agree(page, stay) + self._support(page, stay) for stay in stays)
        for _ in range(max(0, self._number(page) - done)):
            day = page.place(self.random.choice(page.days))
            if day == self.calendar.today and self.random.random() < 0.5:
                continue
            stay = self._next_client(page, stays, day)
            if stay is None:
                self.general.append(self._in_general(page.coach, day))
            else:
                stay.contacts.append(self._for_client(page.coach, stay, day))

    def _number(self, page: Page) -> int:
        ago = (self.calendar.today - page.days[0]).days
        rate = _between(_RATES[words.TEAM_OF[page.coach]], ago)
        # A week of half-time work is two or three days and half of the meetings.
        share = len(page.days) / 5
        habit = 0.94 + 0.03 * (words.COACHES.index(page.coach) % 3)
        if page.coach == HALF_TIME:
            habit = 1.0
        return int(rate * share * habit + self.random.random())

    # ---- for a client

    def _next_client(self, page: Page, stays: Sequence[Stay], day: date) -> Stay | None:
        """Return the client whose turn it is: first meetings first, then the longest ago."""
        looking = [stay for stay in stays if self._looks(stay, page.coach, day)]
        new = [stay for stay in looking if id(stay) not in self._met]
        late = [stay for stay in new if self._due(stay) <= page.days[-1]]
        if late:
            return min(late, key=self._due)
        if not looking or self.random.random() < 0.3:
            return None
        met = [stay for stay in looking if stay not in new and self._rested(stay, day)]
        return min(met, key=lambda stay: self._met[id(stay)][-1][0], default=None)

    def _rested(self, stay: Stay, day: date) -> bool:
        return abs((day - self._met[id(stay)][-1][0]).days) > 5

    @staticmethod
    def _looks(stay: Stay, coach: str, day: date) -> bool:
        if stay.coach_on(day) != coach or stay.entered is None or day < stay.entered:
            return False
        if stay.closed is not None and day >= stay.closed[0]:
            return False
        if not stay.has_talked(day):
            return False  # Nobody is spoken of before it has been talked over.
        status = stay.status_on(day)
        return status in _LOOKING or (status is Status.PROFILING and (day - stay.entered).days > 6)

    def _due(self, stay: Stay) -> date:
        if id(stay) not in self._first_due:
            assert stay.entered is not None  # noqa: S101 - only clients who look for work are asked
            ago = (self.calendar.today - stay.decided).days
            least, most = next(span for days, span in _FIRST if ago >= days)
            within = timedelta(days=self.random.randrange(least, most))
            self._first_due[id(stay)] = stay.entered + within
        return self._first_due[id(stay)]

    def _for_client(self, coach: str, stay: Stay, day: date) -> Told:
        alone = not stay.may_visit(day)
        known = [place for _on, place in self._met[id(stay)]]
        again = bool(known) and self.random.random() < 0.4
        fits = self.random.random() < 0.9
        place = known[-1] if again else self._choose(coach, stay if fits else None, known[-2:])
        purpose = MeetingPurpose.VACANCY if alone else self._purpose(stay, day, again=again)
        told = self._told(coach, day, place, purpose, stay, present=alone, alone=alone)
        self._remember(stay, told)
        return told

    def _purpose(self, stay: Stay, day: date, *, again: bool) -> MeetingPurpose:
        if stay.may_visit(day) and self.random.random() < (0.7 if again else 0.4):
            return MeetingPurpose.SPEAK_FOR_CLIENT
        if again:
            return self.random.choice((MeetingPurpose.VACANCY, MeetingPurpose.THANKS))
        return self.random.choice((MeetingPurpose.NEEDS, MeetingPurpose.VACANCY))

    def _agree(self, page: Page, stay: Stay) -> int:
        """Write the interview and the agreement on a job that was agreed on this week."""
        for job in stay.jobs:
            if job.agreed in page.days and stay.coach_on(job.agreed) == page.coach:
                return self._job(page, stay, job)
        return 0

    def _job(self, page: Page, stay: Stay, job: Job) -> int:
        if job.agreed == job.began:
            return 0  # The client came with this job.
        interview = self.calendar.last(page.coach, job.agreed - timedelta(days=4))
        purposes = [(job.agreed, MeetingPurpose.TERMS)]
        if stay.entered is not None and interview > stay.entered and interview != job.agreed:
            purposes.insert(0, (interview, MeetingPurpose.INTERVIEW))
        for day, purpose in purposes:
            # The interview may lie before the client was handed over.
            coach = stay.coach_on(day) or page.coach
            alone = not stay.may_visit(day)
            told = self._told(coach, day, job.employer, purpose, stay, present=True, alone=alone)
            stay.contacts.append(told)
            self._remember(stay, told)
        return len(purposes)

    def _support(self, page: Page, stay: Stay) -> int:
        """Write a talk with the employer of a client at work, now and then."""
        day = page.days[0]
        job = stay.job_on(day)
        if (
            job is None
            or job.began is None
            or job.began > day
            or stay.status_on(day) is not Status.WORKING_SUPPORTED
            or stay.coach_on(day) != page.coach
            or not stay.may_visit(day)
        ):
            return 0
        if day >= self._support_due.get(id(stay), job.began + timedelta(days=10)):
            later = self.random.randrange(25, 55)
            self._support_due[id(stay)] = day + timedelta(days=later)
            purpose = MeetingPurpose.SUPPORT_AT_WORK
            stay.contacts.append(self._told(page.coach, day, job.employer, purpose, stay))
        return 0

    def _remember(self, stay: Stay, told: Told) -> None:
        if told.employer is not None:
            self._met[id(stay)].append((told.on, told.employer))

    # ---- for nobody in particular

    def _in_general(self, coach: str, day: date) -> Told:
        place = self._choose(coach, None, self._lately[coach][-6:])
        purpose = self.writer.pick(_GENERAL) if self._visits[place] else MeetingPurpose.NEEDS
        return self._told(coach, day, place, purpose, None)

    # ---- whom

    def _own(self) -> list[str]:
        """Give every employer a coach who is responsible for it, near the coach's own language."""
        owners = []
        for place, workplace in enumerate(WORKPLACES):
            swedish = workplace.municipality in ("Pietarsaari", "Kruunupyy")
            likely = (
                ("siv", "mikael", "siv", "jukka") if swedish else ("anna", "jukka", "paula", "anna")
            )
            owners.append(likely[place % 4])
        return owners

    def _choose(self, coach: str, stay: Stay | None, but: Sequence[int]) -> int:
        """Choose an employer: of the client's field when there is one, mostly the coach's own."""
        offered, weights = [], []
        for place, workplace in enumerate(WORKPLACES):
            if stay is not None and workplace.industry not in stay.person.work.industries:
                continue
            if place in but:
                continue
            offered.append(place)
            weights.append(5 if self.owners[place] == coach else 1)
        return self.random.choices(offered, weights)[0]

    def _told(
        self,
        coach: str,
        day: date,
        place: int,
        purpose: MeetingPurpose,
        stay: Stay | None,
        *,
        present: bool = False,
        alone: bool = False,
    ) -> Told:
        """Return a meeting; `alone` is one the client made without the coach, of the own will."""
        agreeing = alone or purpose in (MeetingPurpose.INTERVIEW, MeetingPurpose.TERMS)
        mode = (
            Mode.FACE_TO_FACE if agreeing or not self._visits[place] else self.writer.pick(_MODES)
        )
        face = mode is Mode.FACE_TO_FACE
        if not face and purpose is MeetingPurpose.SPEAK_FOR_CLIENT:
            purpose = MeetingPurpose.VACANCY  # Nobody is introduced in a short call.
        self._visits[place] += 1
        self._lately[coach].append(place)
        other = len(WORKPLACES[place].people) > 1 and not agreeing and self.random.random() < 0.2
        key = (
            "support_with_employer" if purpose is MeetingPurpose.SUPPORT_AT_WORK else purpose.value
        )
        if alone:
            key += "_alone"
        about = stay is not None
        return Told(
            on=day,
            coach=coach,
            with_whom=With.EMPLOYER,
            mode=mode,
            place=Place.WORKPLACE if face else None,
            minutes=self.random.choice((20, 30, 30, 45, 60) if face else (5, 10)),
            purpose=Purpose.EMPLOYER_MEETING,
            note=self.writer.note(coach, key if face else "employer.phone", stay),
            employer=place,
            person=1 if other else 0,
            meeting_purpose=purpose,
            result=_result(day, place, purpose),
            client_present=(present or (face and self.random.random() < 0.25)) if about else None,
            matches_goals=self._fits(stay, place) if stay is not None else None,
            made_by=MadeBy.CLIENT if alone else MadeBy.COACH,
        )

    @staticmethod
    def _fits(stay: Stay, place: int) -> bool:
        return WORKPLACES[place].industry in stay.person.work.industries


def _result(day: date, place: int, purpose: MeetingPurpose) -> Result:
    """Return what a meeting led to: the same for the same day and employer, whatever else is drawn."""
    return Random(f"{day}/{place}").choice(_RESULTS[purpose])


def _between(line: Sequence[tuple[int, float]], ago: int) -> float:
    """Return the value of a broken line at so many days ago."""
    for (far, high), (near, low) in pairwise(line):
        if far >= ago >= near:
            return low + (high - low) * (ago - near) / (far - near)
    return line[0][1] if ago > line[0][0] else line[-1][1]
