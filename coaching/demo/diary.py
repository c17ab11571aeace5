"""What the coaches of the story do, week by week: contacts with clients and those around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from coaching.clients.types import ClosingReason, Status
from coaching.contacts.types import Mode, Place, Purpose, With
from coaching.demo import notes_fi, notes_sv, words
from coaching.demo.story import Stay, Told
from coaching.demo.workdays import Calendar

_One = TypeVar("_One")

_FACE, _PHONE, _VIDEO, _MESSAGE = Mode.FACE_TO_FACE, Mode.PHONE, Mode.VIDEO, Mode.MESSAGE
_MEETINGS = ((_FACE, 9), (_VIDEO, 1))
_CALLS = ((_PHONE, 1),)
_MIXED = ((_FACE, 5), (_PHONE, 4), (_MESSAGE, 2))


@dataclass(frozen=True)
class Topic:
    """What a contact is about: its purpose, with whom it is and how it is held, with weights."""

    purpose: Purpose
    modes: tuple[tuple[Mode, int], ...]
    with_whom: With = With.CLIENT
    place: Place | None = None


TOPICS = {
    "coming_to_service": Topic(Purpose.COMING_TO_SERVICE, _CALLS),
    "getting_to_know": Topic(Purpose.GETTING_TO_KNOW, ((_FACE, 1),), place=Place.OWN_OFFICE),
    "profile": Topic(Purpose.PROFILE, _MEETINGS),
    "disclosure_talk": Topic(Purpose.DISCLOSURE_TALK, ((_FACE, 1),)),
    "benefits": Topic(Purpose.BENEFITS, ((_FACE, 6), (_PHONE, 3))),
    "job_search": Topic(Purpose.JOB_SEARCH, _MIXED),
    "agreed": Topic(Purpose.JOB_SEARCH, ((_FACE, 1),)),
    "first_day": Topic(Purpose.SUPPORT_AT_WORK, ((_FACE, 1),), place=Place.WORKPLACE),
    "support_at_work": Topic(Purpose.SUPPORT_AT_WORK, ((_FACE, 1),), place=Place.WORKPLACE),
    "support_outside_work": Topic(Purpose.SUPPORT_OUTSIDE_WORK, _MIXED),
    "working": Topic(Purpose.SUPPORT_OUTSIDE_WORK, ((_PHONE, 4), (_MESSAGE, 2), (_FACE, 1))),
    "studying": Topic(Purpose.SUPPORT_OUTSIDE_WORK, ((_PHONE, 2), (_FACE, 1))),
    "job_loss": Topic(Purpose.JOB_LOSS, ((_PHONE, 2), (_FACE, 1))),
    "pause": Topic(Purpose.OTHER, ((_PHONE, 2), (_FACE, 1))),
    "resume": Topic(Purpose.GETTING_TO_KNOW, ((_FACE, 1),)),
    "closing": Topic(Purpose.OTHER, ((_FACE, 1),)),
    "outreach": Topic(Purpose.OUTREACH, ((_PHONE, 7), (_MESSAGE, 2), (_FACE, 2))),
    "care_team": Topic(
        Purpose.CARE_TEAM,
        ((_VIDEO, 3), (_FACE, 4), (_PHONE, 3)),
        With.CARE_TEAM,
        place=Place.TEAM_SITE,
    ),
    "employment_services": Topic(
        Purpose.NETWORK,
        ((_PHONE, 3), (_VIDEO, 2), (_FACE, 1)),
        With.EMPLOYMENT_SERVICES,
        place=Place.OWN_OFFICE,
    ),
    "benefits_office": Topic(Purpose.BENEFITS, _CALLS, With.BENEFITS_OFFICE),
    "family": Topic(Purpose.NETWORK, _CALLS, With.FAMILY),
}

_SUPPORT = (
    ("support_at_work", 50),
    ("support_outside_work", 45),
    ("care_team", 8),
    ("benefits", 6),
)
_BY_STATUS: dict[Status, tuple[tuple[str, int], ...]] = {
    Status.PROFILING: (
        ("profile", 60), ("benefits", 8), ("care_team", 10), ("employment_services", 8),
        ("family", 3),
    ),
    Status.SEARCHING: (
        ("job_search", 80), ("benefits", 7), ("profile", 6), ("care_team", 9),
        ("employment_services", 9), ("benefits_office", 3), ("family", 3),
    ),
    Status.AGREED: (("agreed", 50), ("benefits", 25), ("benefits_office", 10)),
    Status.WORKING_SUPPORTED: _SUPPORT,
    Status.WORKING: (("working", 1),),
    Status.BETWEEN: (("job_search", 60), ("profile", 15), ("benefits", 8), ("care_team", 6)),
    Status.STUDYING: (("studying", 5), ("care_team", 1)),
    Status.PAUSED: (("pause", 1),),
}  # fmt: skip
"""What contacts are about while a client stands at a status, with weights."""

_EVERY = {
    Status.PROFILING: (4, 9),
    Status.SEARCHING: (5, 11),
    Status.AGREED: (4, 8),
    Status.WORKING: (18, 34),
    Status.BETWEEN: (5, 11),
    Status.STUDYING: (18, 35),
    Status.PAUSED: (24, 36),
}
"""Least and most days between contacts; support at work grows rarer, see `_rhythm`."""

_OUTSIDE = ((Place.COMMUNITY, 5), (Place.OWN_OFFICE, 3), (Place.TEAM_SITE, 1), (Place.HOME, 1))
_MINUTES = {
    _FACE: (30, 45, 45, 60, 60, 75, 90),
    _VIDEO: (20, 30, 45),
    _PHONE: (5, 10, 10, 15, 20),
    _MESSAGE: (None, 5),
}


_FULL_DAY = 7
"""Contacts of a full day; what can wait comes later."""


@dataclass
class Page:
    """One week of one coach: the days at work and how much each day holds already."""

    coach: str
    days: list[date]
    load: Counter[date] = field(default_factory=Counter)

    @property
    def is_full(self) -> bool:
        """Whether no day has time left for contacts that can wait."""
        return all(self.load[day] >= _FULL_DAY for day in self.days)

    def place(self, wanted: date) -> date:
        """Return the day of the week for a contact: the wanted one, or a later one less full."""
        later = [day for day in self.days if day >= wanted] or self.days[-1:]
        free = (day for day in later if self.load[day] < _FULL_DAY)
        day = next(free, min(later, key=lambda day: self.load[day]))
        self.load[day] += 1
        return day


class Writer:
    """Words and figures of contacts, from one random source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._written: dict[str, dict[str, int]] = {}
        self._notes = 0

    def pick(self, weighted: Sequence[tuple[_One, int]]) -> _One:
        """Return one of a few, by weight."""
        return self.random.choices([one for one, _ in weighted], [often for _, often in weighted])[
            0
        ]

    def note(self, coach: str, key: str, stay: Stay | None, own: Sequence[str] = ()) -> str | None:
        """Return a note in the coach's language, one that was not written lately, nor of the client."""
        notes = notes_sv.NOTES if coach in words.SWEDISH else notes_fi.NOTES
        offered = [*(notes.get(key) or notes[key.partition(".")[0]]), *own]
        if self.random.random() > 0.85:
            return None
        written = self._written.setdefault(coach, {})
        known = [] if stay is None else [told.note for told in stay.contacts]
        new = [note for note in offered if note not in known] or offered
        by_age = sorted(new, key=lambda note: written.get(note, -1))
        note = self.random.choice(by_age[: max(1, len(by_age) // 2)])
        self._notes += 1
        written[note] = self._notes
        return note

    def told(
        self, stay: Stay, coach: str, day: date, topic_name: str, *, reached: bool = True
    ) -> Told:
        """Return a contact about a client."""
        topic = TOPICS[topic_name]
        mode = self.pick(topic.modes)
        return Told(
            on=day,
            coach=coach,
            with_whom=topic.with_whom,
            mode=mode,
            place=(topic.place or self.pick(_OUTSIDE)) if mode is _FACE else None,
            minutes=self.random.choice(_MINUTES[mode]) if reached else 5,
            purpose=topic.purpose,
            note=self.note(coach, f"{topic_name}.{mode}", stay, self._own(stay, coach, topic_name)),
            reached=reached,
            joint=topic.with_whom is With.CLIENT and mode is _FACE and self.random.random() < 0.08,
        )

    @staticmethod
    def _own(stay: Stay, coach: str, topic_name: str) -> Sequence[str]:
        if topic_name != "support_at_work":
            return ()
        work = stay.person.work
        return (work.sv if coach in words.SWEDISH else work.fi).at_work


class Diary:
    """Contacts about clients, kept by week and coach."""

    def __init__(self, calendar: Calendar, writer: Writer) -> None:
        self.calendar, self.writer, self.random = calendar, writer, writer.random
        self._due: dict[int, date] = {}
        self._moments: dict[int, dict[date, str]] = {}

    def write(self, page: Page, stay: Stay) -> None:
        """Write the week's contacts of a coach about one stay."""
        moments = self._moments.setdefault(id(stay), self._fixed(stay))
        for day in page.days:
            if day in moments and self._coached(stay, day) == page.coach:
                page.load[day] += 1
                self._moment(page, stay, day, moments[day])
        self._regular(page, stay, moments)

    def _regular(self, page: Page, stay: Stay, moments: dict[date, str]) -> None:
        due = self._due.get(id(stay))
        if due is None:
            if stay.entered is None or stay.entered > page.days[-1]:
                return
            due = stay.entered + timedelta(days=self.random.randrange(3, 8))
        while due <= page.days[-1] and not page.is_full:
            day = page.place(due)
            if stay.coach_on(day) != page.coach or (stay.closed and day >= stay.closed[0]):
                break
            if day not in moments:
                due = day + timedelta(days=self._contact(page, stay, day))
            else:
                due = day + timedelta(days=2)
        self._due[id(stay)] = due

    def _contact(self, page: Page, stay: Stay, day: date) -> int:
        """Write one contact of the usual kind and return the days to the next one."""
        if day == self.calendar.today and self.random.random() < 0.5:
            return 1  # The day is not over yet.
        status = stay.status_on(day)
        lost = stay.closed is not None and stay.closed[1] is ClosingReason.NOT_REACHED
        if lost and stay.closed is not None and (stay.closed[0] - day).days < 50:
            stay.contacts.append(self.writer.told(stay, page.coach, day, "outreach", reached=False))
            return self.random.randrange(5, 12)
        if self.random.random() < 0.05 and status is not Status.PAUSED:
            stay.contacts.append(self.writer.told(stay, page.coach, day, "outreach", reached=False))
            return self.random.randrange(1, 4)
        topic = self.writer.pick(_BY_STATUS[status])
        if status is Status.PROFILING and _profile_talks(stay) < 2:
            topic = "profile"  # The profile is made first, other things come in between later.
        if topic == "support_at_work" and not stay.may_visit(day):
            topic = "support_outside_work"
        stay.contacts.append(self.writer.told(stay, page.coach, day, topic))
        return self.random.randrange(*self._rhythm(stay, status, day))

    @staticmethod
    def _rhythm(stay: Stay, status: Status, day: date) -> tuple[int, int]:
        if status is not Status.WORKING_SUPPORTED:
            return _EVERY[status]
        since = [since for since, at in stay.course if at is status and since <= day][-1]
        at_work = (day - since).days
        return (4, 8) if at_work < 30 else (8, 15) if at_work < 120 else (14, 26)

    # ---- what happens on a certain day

    def _fixed(self, stay: Stay) -> dict[date, str]:
        moments: dict[date, str] = {}
        if not stay.called_leader:
            moments[stay.referred] = "coming_to_service"
        for since, status in stay.course:
            if status is Status.WORKING_SUPPORTED:
                moments[since] = "first_day"
            elif status is Status.BETWEEN:
                moments[since] = "job_loss"
        for pause in stay.pauses:
            moments[pause.since] = "pause"
            if pause.until is not None:
                moments[pause.until] = "resume"
        if stay.closed is not None:
            by_then = stay.closed[1] is ClosingReason.NOT_REACHED
            moments[stay.closed[0]] = "outreach" if by_then else "closing"
        for on, _choice in stay.talks:
            moments[on] = "disclosure_talk"
        if stay.entered is not None:
            moments[stay.entered] = "getting_to_know"
        return moments

    def _moment(self, page: Page, stay: Stay, day: date, what: str) -> None:
        if what == "first_day" and not stay.may_visit(day):
            what = "support_outside_work"
        reached = what != "outreach"
        stay.contacts.append(self.writer.told(stay, page.coach, day, what, reached=reached))

    @staticmethod
    def _coached(stay: Stay, day: date) -> str:
        """Return who coaches, or who took the call before anybody did and who ended the work."""
        return stay.coach_on(day) or (stay.by if day <= stay.decided else stay.coaches[-1][1])


def _profile_talks(stay: Stay) -> int:
    return sum(told.purpose is Purpose.PROFILE for told in stay.contacts)
