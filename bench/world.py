"""A made-up organisation of any size, as rows in bulk: the same for a size, a seed and a day.

Teams of five coaches and a leader; a coach has up to 18 open clients and many closed ones, since the
organisation has worked for ten years. Sealed columns are sealed with the key in use.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from coaching.accounts.models import Post, Setting, Team, User, ValueChange
from coaching.accounts.types import FULL_WEEK_MINUTES
from coaching.caseload.models import Assignment, CoachPlace
from coaching.caseload.types import FULL_TIME_PLACES
from coaching.clients.cards import likeness
from coaching.clients.codes import LETTERS, SIGNS
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.types import ClosingReason, Decision, Status, WantsWork
from coaching.demo import words
from coaching.employers import register
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.employers.types import Decision as Decides
from coaching.reviews.models import Review, ReviewItem
from coaching.reviews.service import SCALE_IN_FORCE
from coaching.reviews.types import ReviewKind, ReviewState
from fidelity.scale import load

COACHES = 5
"""Coaches of a team."""

OPEN = 18
"""Open clients of a coach: near the 20 places, with two free."""

WAITING = 4
"""Clients on the waiting list of a team."""

YEARS = timedelta(days=3650)
"""How long the organisation has worked."""

CHUNK = 10_000
"""Rows written at once."""

Rows = list[dict[str, Any]]
Chunks = Iterator[tuple[Any, Rows]]
"""Tables with some of their rows, in an order that foreign keys allow."""

_OPEN_STATES = (
    Status.PROFILING, Status.SEARCHING, Status.AGREED, Status.WORKING_SUPPORTED, Status.WORKING,
    Status.BETWEEN, Status.STUDYING,
)  # fmt: skip
_CLOSINGS = (ClosingReason.IN_WORK, ClosingReason.STUDIES, ClosingReason.OWN_WISH)
_TRADES = ("Leipomo", "Pesula", "Kahvila", "Varasto", "Puutarha", "Verstas", "Korjaamo", "Kauppa")


@dataclass(frozen=True)
class Size:
    """How large an organisation is; `seed` is of its dice."""

    clients: int = 100_000
    contacts: int = 1_000_000
    seed: int = 1

    @property
    def teams(self) -> int:
        """Teams: one for a thousand clients, and at least two, so that there is a border of sight."""
        return max(2, self.clients // 1000)


@dataclass(frozen=True, slots=True)
class Stay:
    """One client's stay. `coach` is None on the waiting list, `until` while it is open."""

    id: int
    public_id: str
    team: int
    coach: int | None
    place: int | None
    since: date
    until: date | None
    status: str


class World:
    """The organisation before it is written.

    Keys are given out here: teams from 1, coaches from 1 by team, leaders after all coaches.
    """

    def __init__(self, size: Size, today: date) -> None:
        self.size, self.today, self.dice = size, today, Random(size.seed)
        self.employers = max(20, size.clients // 20)
        self.stays = list(self._tell_stays())
        self.coached = [stay for stay in self.stays if stay.coach is not None]

    # ---- who there is

    def coaches_of(self, team: int) -> range:
        """Return the keys of a team's coaches."""
        return range(COACHES * (team - 1) + 1, COACHES * team + 1)

    def leader_of(self, team: int) -> int:
        """Return the key of a team's leader."""
        return COACHES * self.size.teams + team

    def _tell_stays(self) -> Iterator[Stay]:
        teams, key = self.size.teams, 0
        for team in range(1, teams + 1):
            number = self.size.clients // teams + (team <= self.size.clients % teams)
            waiting = min(WAITING, number // 10)
            opened = min(OPEN * COACHES, (number - waiting) * 9 // 10)
            for n in range(number):
                key += 1
                yield self._stay(key, team, n, waiting, opened)

    def _stay(self, key: int, team: int, n: int, waiting: int, opened: int) -> Stay:
        dice, public_id = self.dice, self.public_id()
        if n < waiting:
            since = self._weekday(dice.randrange(1, 90))
            return Stay(key, public_id, team, None, None, since, None, Status.WAITING)
        turn, coach = divmod(n - waiting, COACHES)
        coach += self.coaches_of(team)[0]
        if n < waiting + opened:
            since, state = self._weekday(dice.randrange(20, 500)), dice.choice(_OPEN_STATES)
            return Stay(key, public_id, team, coach, turn + 1, since, None, state)
        ended = dice.randrange(1, YEARS.days)
        since = self._weekday(ended + dice.randrange(60, 400))
        until = self._weekday(ended)
        return Stay(key, public_id, team, coach, None, since, until, Status.CLOSED)

    # ---- rows

    def chunks(self) -> Chunks:
        """Give all rows but those of contacts and of the use log."""
        for table, rows in (
            (Setting, self._settings()),
            (Team, self._teams()),
            (User, self._users()),
            (Post, self._posts()),
            (CoachPlace, self._places()),
            (Employer, self._employers()),
            (EmployerSite, self._sites()),
            (EmployerPerson, self._people()),
            (Client, self._clients()),
            (ServicePeriod, map(self._period, self.stays)),
            (PeriodStatus, self._statuses()),
            (Assignment, map(self._assignment, self.coached)),
            (Review, self._reviews()),
            (ReviewItem, self._items()),
            (ValueChange, self._changes()),
        ):
            yield from chunked(table, rows)

    def public_id(self) -> str:
        """Return the next public id of the dice."""
        return base64.b32encode(self.dice.randbytes(16)).decode()[:26].lower()

    def _settings(self) -> Iterable[dict[str, Any]]:
        yield {"name": "names_on", "value": "true"}

    def _teams(self) -> Iterable[dict[str, Any]]:
        for team in range(1, self.size.teams + 1):
            names = {"name": f"Tiimi {team:03}", "short": f"tiimi-{team:03}"}
            yield {"id": team, "public_id": self.public_id(), **names}

    def _users(self) -> Iterable[dict[str, Any]]:
        for user in range(1, (COACHES + 1) * self.size.teams + 1):
            yield {
                "id": user,
                "public_id": self.public_id(),
                "user_name": f"user-{user:05}",
                "name": self._name(),
                "password_hash": "no password fits this",
                "must_change_password": False,
                "created_at": moment(self.today - YEARS),
            }

    def _posts(self) -> Iterable[dict[str, Any]]:
        for team in range(1, self.size.teams + 1):
            for user in [*self.coaches_of(team), self.leader_of(team)]:
                yield {
                    "public_id": self.public_id(),
                    "user_id": user,
                    "team_id": team,
                    "role": "leader" if user == self.leader_of(team) else "coach",
                    "fte": 1,
                    "weekly_minutes": FULL_WEEK_MINUTES,
                    "since": self.today - YEARS,
                    "until": None,
                }

    def _places(self) -> Iterable[dict[str, Any]]:
        for coach in range(1, COACHES * self.size.teams + 1):
            for number in range(1, FULL_TIME_PLACES + 1):
                yield {"coach_id": coach, "number": number}

    def _employers(self) -> Iterable[dict[str, Any]]:
        for key in range(1, self.employers + 1):
            name = f"{self.dice.choice(_TRADES)} {self.dice.choice(words.LAST_FI)} {key} Oy"
            yield {
                "id": key,
                "public_id": self.public_id(),
                **register.employer_columns(name),
                "created_at": moment(self.today - YEARS),
            }

    def _sites(self) -> Iterable[dict[str, Any]]:
        """Give each employer one site, with the employer's key."""
        for key in range(1, self.employers + 1):
            place = self.dice.choice(words.MUNICIPALITIES)
            plain = {"id": key, "public_id": self.public_id(), "employer_id": key}
            yield {**plain, **register.site_columns("", place)}

    def _people(self) -> Iterable[dict[str, Any]]:
        """Give each site one person, with the site's key."""
        for key in range(1, self.employers + 1):
            yield {
                "id": key,
                "public_id": self.public_id(),
                "site_id": key,
                **register.person_columns(self._name()),
                "decides": self.dice.choice(list(Decides)),
            }

    def _clients(self) -> Iterable[dict[str, Any]]:
        letters, signs = len(LETTERS), len(SIGNS)
        codes = self.dice.sample(range(letters * signs**4), len(self.stays))
        for stay, code in zip(self.stays, codes, strict=True):
            public_id, name = self.public_id(), self._name()
            birth_year = self.today.year - self.dice.randrange(19, 60)
            yield {
                "id": stay.id,
                "public_id": public_id,
                "code": _code(code),
                "name": Client.name.seal(Client, public_id, name),
                "likeness": likeness(name, birth_year),
                "birth_year": birth_year,
                "created_at": moment(stay.since),
            }

    def _period(self, stay: Stay) -> dict[str, Any]:
        waits = stay.coach is None
        return {
            "id": stay.id,
            "public_id": stay.public_id,
            "client_id": stay.id,
            "team_id": stay.team,
            "status": stay.status,
            "known_on": stay.since,
            "referral_source": "employment",
            "referral_date": stay.since,
            "decision": Decision.WAITING if waits else Decision.ACCEPTED,
            "decided_on": stay.since,
            "wants_work": WantsWork.YES,
            "entry_date": None if waits else stay.since,
            "in_work_at_entry": False,
            "waiting_since": stay.since if waits else None,
            "closed_on": stay.until,
            "closed_reason": self.dice.choice(_CLOSINGS) if stay.until else None,
            "closed_at": moment(stay.until) if stay.until else None,
            "created_by_id": stay.coach or self.leader_of(stay.team),
            "created_at": moment(stay.since),
        }

    def _statuses(self) -> Iterable[dict[str, Any]]:
        for stay in self.stays:
            path = [(stay.since, Status.WAITING if stay.coach is None else Status.PROFILING)]
            if stay.status not in (Status.WAITING, Status.PROFILING):
                path.append((stay.since + timedelta(days=20), Status(stay.status)))
            if stay.until is not None:
                path[-1:] = [
                    (stay.since + timedelta(days=20), Status.SEARCHING),
                    (stay.until, Status.CLOSED),
                ]
            for since, status in path:
                yield {
                    "public_id": self.public_id(),
                    "period_id": stay.id,
                    "status": status,
                    "since": since,
                    "by_id": stay.coach or self.leader_of(stay.team),
                    "at": moment(since),
                }

    def _assignment(self, stay: Stay) -> dict[str, Any]:
        return {
            "public_id": self.public_id(),
            "period_id": stay.id,
            "coach_id": stay.coach,
            "place": stay.place,
            "since": stay.since,
            "ended_on": stay.until,
        }

    def _reviews(self) -> Iterable[dict[str, Any]]:
        """Give each team three finished reviews, half a year apart."""
        for team in range(1, self.size.teams + 1):
            for n, kind in enumerate((ReviewKind.SELF, ReviewKind.PEER, ReviewKind.EXTERNAL)):
                on = self.today - timedelta(days=430 - 180 * n)
                yield {
                    "id": 3 * (team - 1) + n + 1,
                    "public_id": self.public_id(),
                    "team_id": team,
                    "scale": SCALE_IN_FORCE,
                    "kind": kind,
                    "state": ReviewState.FINISHED,
                    "on": on,
                    "created_by_id": self.leader_of(team),
                    "created_at": moment(on),
                    "finished_by_id": self.leader_of(team),
                    "finished_at": moment(on),
                }

    def _items(self) -> Iterable[dict[str, Any]]:
        items = [item.id for item in load(SCALE_IN_FORCE).items]
        for review in range(1, 3 * self.size.teams + 1):
            for item in items:
                public_id, points = self.public_id(), self.dice.randrange(2, 6)
                seen = ReviewItem.evidence.seal(ReviewItem, public_id, "Katsottiin kirjauksista.")
                yield {
                    "public_id": public_id,
                    "review_id": review,
                    "item": item,
                    "points": points,
                    "evidence": seen,
                }

    def _changes(self) -> Iterable[dict[str, Any]]:
        """Give the history of each stay: where its day of entry and its status came from."""
        for stay in self.stays:
            for name, value in (("entry_date", stay.since.isoformat()), ("status", stay.status)):
                public_id = self.public_id()
                yield {
                    "public_id": public_id,
                    "record_kind": "service_period",
                    "record_id": stay.public_id,
                    "field": name,
                    "value": ValueChange.value.seal(ValueChange, public_id, value),
                    "source": "typed",
                    "by_id": stay.coach,
                    "at": moment(stay.since),
                }

    # ---- small things

    def _name(self) -> str:
        first, last = self.dice.choice(words.FIRST_FI), self.dice.choice(words.LAST_FI)
        return f"{first} {last}-{self.dice.choice(words.LAST_SV)}"

    def _weekday(self, back: int) -> date:
        day = self.today - timedelta(days=back)
        return day - timedelta(days=max(0, day.weekday() - 4))


def chunked(table: Any, rows: Iterable[dict[str, Any]]) -> Chunks:
    """Give a table with its rows, some at a time."""
    source = iter(rows)
    while part := list(islice(source, CHUNK)):
        yield table, part


def moment(day: date) -> datetime:
    """Return a moment in the afternoon of a day."""
    return datetime.combine(day, time(12), UTC)


def _code(number: int) -> str:
    signs = ""
    for _ in range(4):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return f"{LETTERS[number]}-{signs}"
