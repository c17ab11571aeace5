"""The story of the demonstration: who comes when, what happens, told before anything is written.

The same for a given day: everything is drawn from one random source seeded with the date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from coaching.clients.types import ClosingReason, Decision, Status
from coaching.contacts.types import Mode, Place, Purpose, With
from coaching.demo import words

OPEN_CLIENTS = {"anna": 16, "siv": 20, "mikael": 9, "jukka": 12, "paula": 7}
"""Clients each coach has today; Siv's places are all taken, Paula works half-time."""

CLOSED_CLIENTS = {"anna": 4, "siv": 3, "mikael": 4, "jukka": 3, "paula": 1}

TEAM_OF = {row[0]: row[3] for row in words.STAFF}
SWEDISH = {row[0] for row in words.STAFF if row[5] == "sv"}

_PATHS = (
    (Status.PROFILING,),
    (Status.PROFILING, Status.SEARCHING),
    (Status.PROFILING, Status.SEARCHING, Status.AGREED),
    (Status.PROFILING, Status.SEARCHING, Status.WORKING_SUPPORTED),
    (Status.PROFILING, Status.SEARCHING, Status.WORKING_SUPPORTED, Status.WORKING),
    (Status.PROFILING, Status.SEARCHING, Status.WORKING_SUPPORTED, Status.BETWEEN),
    (Status.PROFILING, Status.SEARCHING, Status.STUDYING),
)
_WEIGHTS = (12, 36, 6, 28, 5, 8, 5)
_SOURCES = (
    "employment",
    "employment",
    "social",
    "disability",
    "mental",
    "rehabwork",
    "self",
    "school",
)
_CLOSINGS = (
    ClosingReason.IN_WORK,
    ClosingReason.IN_WORK,
    ClosingReason.STUDIES,
    ClosingReason.OWN_WISH,
    ClosingReason.MOVED,
    ClosingReason.OTHER_SERVICE,
)


@dataclass(frozen=True)
class Told:
    """One contact of the story. `employer` is the index of an employer, None for none."""

    on: date
    with_whom: With
    mode: Mode
    place: Place | None
    minutes: int | None
    reached: bool
    purpose: Purpose
    note: str | None
    employer: int | None = None


@dataclass
class Person:
    """One client of the story, from referral to today or to the closing."""

    name: str
    birth_year: int
    swedish: bool
    coach: str
    team: int
    source: str
    referred: date
    decision: Decision
    decided: date
    entered: date | None
    statuses: list[tuple[date, Status]] = field(default_factory=list)
    paused: date | None = None
    closed: tuple[date, ClosingReason] | None = None
    contacts: list[Told] = field(default_factory=list)
    goal: str = ""
    strengths: tuple[str, ...] = ()
    job_types: tuple[str, ...] = ()


def tell(today: date) -> list[Person]:
    """Return the clients of the story as of a day, in the order they came."""
    random = Random(today.isoformat())
    names = _names(random)
    people = [
        _person(random, next(names), coach, today, closed=index < CLOSED_CLIENTS[coach])
        for coach in OPEN_CLIENTS
        for index in range(CLOSED_CLIENTS[coach] + OPEN_CLIENTS[coach])
    ]
    people += [_outside(random, next(names), today, index) for index in range(5)]
    return sorted(people, key=lambda person: (person.referred, person.name))


def meetings_in_general(today: date) -> dict[str, list[Told]]:
    """Return each coach's employer meetings that speak of no client, over the last 40 weeks."""
    random = Random(f"employers {today.isoformat()}")
    told: dict[str, list[Told]] = {}
    for coach in OPEN_CLIENTS:
        monday = today - timedelta(days=today.weekday() + 7 * 40)
        days = [
            monday + timedelta(days=7 * week + random.randrange(5))
            for week in range(41)
            for _ in range(random.choice((0, 1, 1, 2) if coach == "paula" else (1, 2, 2, 3)))
        ]
        told[coach] = [_meeting(random, day, coach) for day in sorted(days) if day <= today]
    return told


def _names(random: Random) -> Iterator[tuple[str, bool]]:
    """Give made-up names, each once: two in three Finnish."""
    finnish = [f"{first} {last}" for first in words.FIRST_FI for last in words.LAST_FI]
    swedish = [f"{first} {last}" for first in words.FIRST_SV for last in words.LAST_SV]
    random.shuffle(finnish)
    random.shuffle(swedish)
    while True:
        is_swedish = random.random() < 1 / 3
        yield (swedish if is_swedish else finnish).pop(), is_swedish


def _person(
    random: Random, named: tuple[str, bool], coach: str, today: date, *, closed: bool
) -> Person:
    back = (
        random.randrange(560, 720)
        if closed
        else random.choice([random.randrange(20, 330)] * 3 + [random.randrange(330, 520)])
    )
    referred = _weekday(today - timedelta(days=back))
    decided = _weekday(referred + timedelta(days=random.randrange(2, 15)))
    person = Person(
        name=named[0],
        birth_year=today.year - random.randrange(19, 60),
        swedish=named[1],
        coach=coach,
        team=TEAM_OF[coach],
        source=random.choice(_SOURCES),
        referred=referred,
        decision=Decision.ACCEPTED,
        decided=min(decided, today),
        entered=min(decided, today),
    )
    _describe(random, person)
    end = _path(random, person, today, closed=closed)
    person.contacts = list(_contacts(random, person, end))
    return person


def _outside(random: Random, named: tuple[str, bool], today: date, index: int) -> Person:
    """Three on the waiting lists, one who did not want to come and one who was refused."""
    referred = _weekday(today - timedelta(days=70 - 11 * index))
    decision = (
        Decision.WAITING, Decision.WAITING, Decision.DID_NOT_WANT, Decision.WAITING, Decision.REFUSED,
    )[index]  # fmt: skip
    return Person(
        name=named[0],
        birth_year=today.year - random.randrange(19, 60),
        swedish=named[1],
        coach=("anna", "anna", "anna", "jukka", "jukka")[index],
        team=(0, 0, 0, 1, 1)[index],
        source=random.choice(_SOURCES),
        referred=referred,
        decision=decision,
        decided=_weekday(referred + timedelta(days=6)),
        entered=None,
    )


def _describe(random: Random, person: Person) -> None:
    person.goal = random.choice(words.GOALS_SV if person.swedish else words.GOALS_FI)
    strengths = words.STRENGTHS_SV if person.swedish else words.STRENGTHS_FI
    person.strengths = tuple(random.sample(strengths, random.randrange(3, 6)))
    person.job_types = random.choice(words.JOB_TYPES)


def _path(random: Random, person: Person, today: date, *, closed: bool) -> date:
    """Give the dated states of a stay and return its last day."""
    path = random.choices(_PATHS[3:] if closed else _PATHS, _WEIGHTS[3:] if closed else _WEIGHTS)[0]
    assert person.entered is not None  # noqa: S101 - accepted clients have entered
    end = _weekday(person.entered + timedelta(days=random.randrange(150, 250))) if closed else today
    day = person.entered
    for status in path[1:]:
        day = _weekday(day + timedelta(days=random.randrange(20, 75)))
        if day >= end:
            break
        person.statuses.append((day, status))
    if closed:
        person.closed = (end, random.choice(_CLOSINGS))
    elif random.random() < 0.05 and (today - day).days > 30:
        person.paused = _weekday(today - timedelta(days=14))
    return end


def _contacts(random: Random, person: Person, end: date) -> Iterator[Told]:
    """Tell the contacts of a stay: weekly at first, then every other week."""
    assert person.entered is not None  # noqa: S101 - accepted clients have entered
    yield _told(random, person, _weekday(person.referred), Purpose.COMING_TO_SERVICE, Mode.PHONE)
    yield _told(random, person, person.entered, Purpose.GETTING_TO_KNOW, Mode.FACE_TO_FACE)
    day, employer_due = person.entered, person.entered + timedelta(days=random.randrange(14, 42))
    while True:
        young = (day - person.entered).days < 60
        day = _weekday(
            day + timedelta(days=random.randrange(5, 9) if young else random.randrange(8, 16))
        )
        if day >= end or (person.paused and day >= person.paused):
            return
        if day >= employer_due:
            yield _meeting(random, day, person.coach, swedish=person.swedish)
            employer_due = day + timedelta(days=random.randrange(20, 60))
        yield _with_client(random, person, day)


def _with_client(random: Random, person: Person, day: date) -> Told:
    status = max(
        ((since, status) for since, status in person.statuses if since <= day),
        default=(day, Status.PROFILING),
    )[1]
    if random.random() < 0.06:
        return _told(random, person, day, Purpose.OUTREACH, Mode.PHONE, reached=False)
    if random.random() < 0.12:
        other = random.choice((With.CARE_TEAM, With.EMPLOYMENT_SERVICES, With.FAMILY))
        purpose = Purpose.CARE_TEAM if other is With.CARE_TEAM else Purpose.NETWORK
        return _told(random, person, day, purpose, Mode.PHONE, with_whom=other)
    purposes = {
        Status.PROFILING: (Purpose.PROFILE, Purpose.PROFILE, Purpose.DISCLOSURE_TALK),
        Status.WORKING_SUPPORTED: (Purpose.SUPPORT_AT_WORK, Purpose.SUPPORT_OUTSIDE_WORK),
        Status.WORKING: (Purpose.SUPPORT_OUTSIDE_WORK, Purpose.SUPPORT_OUTSIDE_WORK),
        Status.STUDYING: (Purpose.SUPPORT_OUTSIDE_WORK, Purpose.NETWORK),
    }.get(status, (Purpose.JOB_SEARCH, Purpose.JOB_SEARCH, Purpose.BENEFITS))
    mode = random.choice(
        (Mode.FACE_TO_FACE, Mode.FACE_TO_FACE, Mode.PHONE, Mode.VIDEO, Mode.MESSAGE)
    )
    return _told(random, person, day, random.choice(purposes), mode)


def _told(
    random: Random,
    person: Person,
    day: date,
    purpose: Purpose,
    mode: Mode,
    *,
    with_whom: With = With.CLIENT,
    reached: bool = True,
) -> Told:
    place = None
    if mode is Mode.FACE_TO_FACE:
        place = (
            Place.WORKPLACE
            if purpose is Purpose.SUPPORT_AT_WORK
            else random.choice(
                (Place.COMMUNITY, Place.COMMUNITY, Place.OWN_OFFICE, Place.TEAM_SITE, Place.HOME)
            )
        )
    return Told(
        on=day,
        with_whom=with_whom,
        mode=mode,
        place=place,
        minutes=random.choice((30, 45, 60, 75)) if place else random.choice((5, 10, 15, 20)),
        reached=reached,
        purpose=purpose,
        note=_note(random, purpose, swedish=person.swedish),
    )


def _meeting(random: Random, day: date, coach: str, *, swedish: bool | None = None) -> Told:
    return Told(
        on=day,
        with_whom=With.EMPLOYER,
        mode=Mode.FACE_TO_FACE if random.random() < 0.85 else Mode.PHONE,
        place=Place.WORKPLACE,
        minutes=random.choice((20, 30, 45)),
        reached=True,
        purpose=Purpose.EMPLOYER_MEETING,
        note=_note(
            random,
            Purpose.EMPLOYER_MEETING,
            swedish=coach in SWEDISH if swedish is None else swedish,
        ),
        employer=random.randrange(len(words.EMPLOYERS)),
    )


def _note(random: Random, purpose: Purpose, *, swedish: bool) -> str | None:
    notes = (words.NOTES_SV if swedish else words.NOTES_FI).get(purpose)
    return random.choice(notes) if notes and random.random() < 0.8 else None


def _weekday(day: date) -> date:
    """Return the day, or the Friday before when it is a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
