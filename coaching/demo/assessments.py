"""Writing the finished reviews of the demonstration, and one that has been begun.

Items that the records of the story speak of get the points the records give on that day, so that a
review never says what the contacts do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coaching.accounts.types import Actor
from coaching.clients.types import Status
from coaching.demo import evidence, words
from coaching.demo.staff import Service
from coaching.reviews import facts
from coaching.reviews import service as reviews
from coaching.reviews.types import Entry, NewReview, ReviewKind
from fidelity.facts import LOG_REVIEW, Event, Facts
from fidelity.results import Score
from fidelity.services_search import employer_meetings, fast_start
from fidelity.staffing import caseload_size
from fidelity.windows import last_whole_weeks

_IN_WORK = (Status.WORKING_SUPPORTED, Status.WORKING)
_FEW_IN_WORK = 10
"""With fewer people in a job the tenth item of services gets one point (fidelity scale, V10)."""

_LANGUAGE = ("fi", "sv")


@dataclass(frozen=True)
class Planned:
    """A review of the story: whose, how many days ago, by whom, and how the log was looked at then.

    `number` is its place among the team's reviews; an unfinished one holds the first items only.
    """

    team: int
    days: int
    kind: ReviewKind
    number: int
    log: str
    finished: bool = True


PLANNED = (
    Planned(0, 512, ReviewKind.SELF, 0, "monthly"),
    Planned(0, 338, ReviewKind.EXTERNAL, 1, "monthly"),
    Planned(0, 168, ReviewKind.PEER, 2, "weekly"),
    Planned(0, 6, ReviewKind.SELF, 2, "weekly", finished=False),
    Planned(1, 204, ReviewKind.SELF, 0, "monthly"),
    Planned(1, 35, ReviewKind.PEER, 1, "monthly"),
)


def day_of(service: Service, planned: Planned) -> date:
    """Return the day of a review: the leader was at work."""
    calendar = service.story.calendar
    return calendar.last(words.LEADERS[planned.team], calendar.today - timedelta(days=planned.days))


def write_review(service: Service, planned: Planned) -> None:
    """Write a review as its leader would; call on its day."""
    session, leader = service.session, service.actors[words.LEADERS[planned.team]]
    team, on = service.teams[planned.team], day_of(service, planned)
    since = on - timedelta(days=182)
    review = reviews.begin(
        session, leader, team, NewReview(planned.kind, on, max(since, service.opened))
    )
    entries = _entries(service, leader, planned, on)
    if not planned.finished:
        entries = {item: one for item, one in entries.items() if item[0] in "SO"}
    reviews.enter(session, leader, review, entries, review.row_version)
    if planned.finished:
        without = reviews.missing(review)
        reviews.finish(session, leader, review, evidence.WITHOUT_WHY if without else None)


def _entries(service: Service, leader: Actor, planned: Planned, on: date) -> dict[str, Entry]:
    judged: Mapping[str, tuple[evidence.Judged | None, ...]] = (
        evidence.DISABILITY if planned.team else evidence.EMPLOYMENT
    )
    entries = {}
    for item, by_review in judged.items():
        found = by_review[planned.number]
        if found is not None:
            entries[item] = Entry(*found)
    known = facts.collect(service.session, leader, service.teams[planned.team].id, on)
    return {**entries, **_from_records(service, planned, on, known)}


def _from_records(service: Service, planned: Planned, on: date, known: Facts) -> dict[str, Entry]:
    scale, language = reviews.scale_in_force(), _LANGUAGE[planned.team]
    entries = {"V10": _jobs(service, planned.team, on, language)}
    size = caseload_size(known, on, scale)
    if isinstance(size, Score) and size.numerator is not None and size.denominator is not None:
        said = evidence.S1[language].format(
            clients=int(size.numerator), share=_figure(float(size.denominator))
        )
        entries["S1"] = Entry(size.points, said)
    start = fast_start(known, on, scale)
    if isinstance(start, Score) and start.value is not None and start.denominator is not None:
        said = evidence.V4[language].format(
            days=round(float(start.value)), clients=int(start.denominator)
        )
        entries["V4"] = Entry(start.points, said)
    meetings = employer_meetings(replace(known, events=_looked(on, planned.log)), on, scale)
    if isinstance(meetings, Score):
        rates = "; ".join(_figure(float(part.value)) for part in meetings.coaches)
        log = evidence.LOG[language][planned.log]
        said = evidence.V6[language].format(rates=rates, log=log)
        entries["V6"] = Entry(meetings.points, said)
    return entries


def _jobs(service: Service, team: int, on: date, language: str) -> Entry:
    number = sum(
        1
        for stay in service.story.stays
        if stay.team == team and stay.coach_on(on) and stay.status_on(on) in _IN_WORK
    )
    said = evidence.V10[language].format(number=number)
    return Entry(3 if number >= _FEW_IN_WORK else 1, said)


def _looked(on: date, log: str) -> tuple[Event, ...]:
    """Return when the leader looked at the log: nothing keeps it yet, the story knows."""
    every = 1 if log == "weekly" else 4
    weeks = last_whole_weeks(on, 8)[::every]
    return tuple(Event(f"log-{first}", first, LOG_REVIEW) for first, _last in weeks)


def _figure(value: float) -> str:
    """Return a figure with one decimal and a comma, without it when whole."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
