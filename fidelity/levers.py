"""What a lever is: an action on one item, in steps, and the records it is worked out with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from fidelity.changes import Step
from fidelity.coaches import why_away
from fidelity.facts import Coach, Contact, Facts
from fidelity.results import AnyResult, InsufficientData, Score
from fidelity.scale import Item, Scale


class Action(StrEnum):
    """What there is to do, by the item it is done for."""

    FILL_MINUTES = "fill_minutes"
    CONFIRM_WEEKS = "confirm_weeks"
    FILL_PHASES = "fill_phases"
    FILL_CARE_TEAMS = "fill_care_teams"
    FILL_GOALS = "fill_goals"
    FILL_DECIDES = "fill_decides"
    FILL_JOBS = "fill_jobs"
    FILL_PLACES = "fill_places"
    FILL_CLIENTS = "fill_clients"
    MORE_POSTS = "more_posts"
    LESS_OTHER_WORK = "less_other_work"
    WORK_IN_PHASES = "work_in_phases"
    JOIN_CARE_TEAMS = "join_care_teams"
    CLIENTS_OF_OWN_TEAMS = "clients_of_own_teams"
    CONTACT_SERVICES_MONTHLY = "contact_services_monthly"
    CONTACT_SERVICES = "contact_services"
    MEET_SERVICES = "meet_services"
    MEET_AND_CONTACT_SERVICES = "meet_and_contact_services"
    FIRST_MEETINGS = "first_meetings"
    CONTACTS_FOR_GOALS = "contacts_for_goals"
    MORE_MEETINGS = "more_meetings"
    LOOK_AT_LOG = "look_at_log"
    LOOK_AND_MEET = "look_and_meet"
    NEW_KINDS = "new_kinds"
    NEW_EMPLOYERS = "new_employers"
    NEW_JOBS = "new_jobs"
    SUPPORT_AT_WORK = "support_at_work"
    TIME_OUTSIDE = "time_outside"


ONLY_RECORDS = frozenset(
    {
        Action.FILL_MINUTES,
        Action.CONFIRM_WEEKS,
        Action.FILL_PHASES,
        Action.FILL_CARE_TEAMS,
        Action.FILL_GOALS,
        Action.FILL_DECIDES,
        Action.FILL_JOBS,
        Action.FILL_PLACES,
        Action.FILL_CLIENTS,
    }
)
"""Actions that ask for nothing but what is missing on rows that exist, or weeks nobody confirmed."""


@dataclass(frozen=True)
class Lever:
    """An action and its steps, the most useful first: the fewest that gain a point are taken.

    `amount` is what the action is measured in where steps do not tell it: minutes, or full-time
    posts. `whole` tells that the steps only help together.
    """

    action: Action
    steps: tuple[Step, ...]
    amount: Fraction | None = None
    whole: bool = False


@dataclass(frozen=True)
class Situation:
    """One item of a team on a day, with the records its rule looks at and a way to try a change."""

    facts: Facts
    on: date
    scale: Scale
    result: Score | InsufficientData
    trial: Callable[[Sequence[Step]], AnyResult]

    @property
    def item(self) -> Item:
        """The item of the scale."""
        return self.scale.item(self.result.item)

    @property
    def start(self) -> date:
        """The first day looked at."""
        return self.result.window.start or self.on

    @property
    def end(self) -> date:
        """The last day looked at."""
        return self.result.window.end

    @property
    def left_out(self) -> dict[str, set[str]]:
        """Ids of what was left out, by the reason."""
        found: dict[str, set[str]] = {}
        for row in self.result.left_out:
            found.setdefault(row.reason, set()).add(row.id)
        return found

    def coach(self, key: str) -> Coach:
        """Return a coach by id."""
        return next(one for one in self.facts.coaches if one.id == key)

    def id(self, number: int) -> str:
        """Return the id of a row that is only supposed."""
        return f"supposed-{self.result.item}-{number:04}"


def with_client(situation: Situation, number: int, day: date, coach: str, client: str) -> Contact:
    """Return a supposed contact by phone that reached the client.

    It has neither minutes, place, phase nor purpose, so that it moves nothing but its own item.
    """
    return Contact(situation.id(number), day, coach, client, "client", "phone", reached=True)


def with_employer(situation: Situation, number: int, day: date, coach: str) -> Contact:
    """Return a supposed meeting with an employer for nobody in particular."""
    met = with_client(situation, number, day, coach, "")
    return replace(met, client=None, with_whom="employer", mode="face_to_face", decides=True)


def coach_of(facts: Facts, client: str, on: date) -> str | None:
    """Return who coaches a client on a day."""
    return min(
        (row.coach for row in facts.assignments if row.client == client and row.span.holds(on)),
        default=None,
    )


def in_care(facts: Facts, on: date) -> list[tuple[str, str]]:
    """Return clients on the caseload with their coach, by id."""
    entered = {
        stay.id for stay in facts.clients if stay.entry_date is not None and stay.entry_date <= on
    }
    found: dict[str, str] = {}
    for row in facts.assignments:
        if row.span.holds(on) and row.client in entered:
            found[row.client] = min(row.coach, found.get(row.client, row.coach))
    return sorted(found.items())


def days_at_work(coach: Coach, first: date, last: date) -> list[date]:
    """Return the working days of a coach, newest first."""
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() <= 5 and why_away(coach, day) is None]


def usual_minutes(facts: Facts) -> int:
    """Return how long contacts usually take: the middle of the known ones, half an hour without."""
    known = sorted(row.minutes for row in facts.contacts if row.minutes is not None)
    return known[len(known) // 2] if known else 30


def by_id(rows: Iterable[Contact], keys: Iterable[str]) -> list[Contact]:
    """Return the contacts with these ids, newest first."""
    wanted = frozenset(keys)
    return sorted(
        (row for row in rows if row.id in wanted), key=lambda row: (-row.on.toordinal(), row.id)
    )
