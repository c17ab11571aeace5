"""Writing the story day by day through the services, as its people would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.clients import cards, intake, stays, waiting
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.clients.types import ClosingReason, Decision, Helper, Intake, Status
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import NewContact, Result
from coaching.demo import register, staff, terms, words
from coaching.demo.outcomes import Outcomes
from coaching.demo.staff import Service
from coaching.demo.story import Pause, Stay, Told
from coaching.meetings import service as meetings

_LEGAL_BASES = (("employment", "social", "employment"), ("disability", "disability", "social"))

# The order of what happens on one day.
POSTS, LEAVES, EMPLOYERS, INTAKE, COACHES, RESUMED, CONTACTS, STATUSES, ENDINGS, LATER = range(10)


@dataclass(order=True)
class Happening:
    """Something to be written on a day; `rank` is its place among the others of that day."""

    on: date
    rank: int
    number: int
    write: Callable[[], object] = field(compare=False)


class Replay:
    """The story as happenings in the order of days.

    `agreed` holds the meetings at which work was agreed on, by stay and day.
    """

    def __init__(self, service: Service) -> None:
        self.service, self.story = service, service.story
        self.session = service.session
        self.periods: dict[int, ServicePeriod] = {}
        self.works = terms.draw(self.story)
        self.outcomes = Outcomes(self.story, self.works)
        self.agreed: dict[tuple[int, date], Contact] = {}
        self._found: list[Happening] = []

    def happenings(self) -> list[Happening]:
        """Return everything that is to be written, oldest first."""
        self._work()
        self._employers()
        for stay in self.story.stays:
            self._stay(stay)
        for told in self.story.general:
            self.add(told.on, CONTACTS, self._log, None, told)
        self.add(self._before(2), LATER, self._move_up)
        return sorted(self._found)

    def add(self, day: date, rank: int, work: Callable[..., object], *facts: object) -> None:
        """Note something to be written on a day."""
        self._found.append(Happening(day, rank, len(self._found), partial(work, *facts)))

    # ---- the service itself

    def _work(self) -> None:
        calendar, service = self.story.calendar, self.service
        for who in (*words.LEADERS, *words.COACHES):
            began = calendar.started(who)
            self.add(began, POSTS, staff.begin_post, service, who)
            for since, until in calendar.leaves[who]:
                planned = max(began, since - timedelta(days=40))
                self.add(planned, LEAVES, staff.plan_leave, service, who, since, until)

    def _employers(self) -> None:
        for place, (day, by) in register.first_met(self.story).items():
            self.add(day, EMPLOYERS, register.add_employer, self.service, place, by, day)
            owner = self.story.owners[place]
            began = self.story.calendar.started(owner)
            if began > day:
                handed = self.story.calendar.next(owner, began + timedelta(days=14 + place))
                self.add(handed, EMPLOYERS, register.pass_on, self.service, place, owner)

    # ---- stays

    def _stay(self, stay: Stay) -> None:
        self.add(stay.decided, INTAKE, self._take_in, stay)
        if stay.waits_since is not None and stay.coaches:
            self.add(stay.coaches[0][0], COACHES, self._take_from_list, stay)
        for on, coach in stay.coaches[1:]:
            self.add(on, COACHES, self._hand_over, stay, coach, on)
        ended = {job.ended for job in stay.jobs}
        for on, status in stay.course[1:]:
            # What jobs bring is set by their own services.
            if status is Status.SEARCHING or (status is Status.STUDYING and on not in ended):
                self.add(on, STATUSES, self._set_status, stay, status, on)
        for pause in stay.pauses:
            self.add(pause.since, ENDINGS, self._pause, stay, pause)
            if pause.until is not None:
                self.add(pause.until, RESUMED, self._resume, stay, pause.until)
        if stay.closed is not None:
            self.add(stay.closed[0], ENDINGS, self._close, stay, *stay.closed)
        for told in stay.contacts:
            # A call before the client was taken in is written down at the intake.
            self.add(max(told.on, stay.decided), CONTACTS, self._log, stay, told)

    def _take_in(self, stay: Stay) -> None:
        person, service, actor = stay.person, self.service, self.service.actors[stay.by]
        first = None if stay is person.stays[0] else self.periods[id(person.stays[0])]
        accepted = stay.decision is Decision.ACCEPTED and stay.waits_since is None
        coach = service.users[stay.coaches[0][1]].id if accepted else None
        period = intake.take_in(
            self.session,
            actor,
            Intake(
                team_id=service.teams[stay.team].id,
                decision=Decision.WAITING if stay.waits_since is not None else stay.decision,
                decided_on=stay.decided,
                referral_source=stay.source,
                referral_date=stay.referred,
                wants_work=person.wants_work,
                in_work_at_entry=stay.in_work,
                name=person.name,
                birth_year=person.birth_year,
                language=person.language,
                needs_interpreter=person.interpreter,
                contact_ways=person.ways,
                contact_details=person.details,
                main_income=person.income,
                care_team_id=None
                if person.care_team is None
                else service.care_teams[person.care_team],
                legal_basis=service.bases[_LEGAL_BASES[stay.team][person.birth_year % 3]],
                entry_date=stay.entered if stay.entered == stay.decided else None,
                refusal=stay.refusal,
                reason_words=stay.reason,
                coach_id=coach,
                returning_client_id=None if first is None else first.client_id,
            ),
        )
        self.periods[id(stay)] = period
        if person.helpers:
            helpers = tuple(Helper(role, where, may_contact=True) for role, where in person.helpers)
            card = replace(cards.card(period), other_helpers=helpers)
            cards.change_card(self.session, actor, period, card, cards.card_version(period))

    def _take_from_list(self, stay: Stay) -> None:
        period, (on, coach) = self.periods[id(stay)], stay.coaches[0]
        actor, coach_id = self.service.actors[stay.by], self.service.users[coach].id
        first = waiting.position(self.session, period) == 1
        reason = None if first else stay.reason
        waiting.take(self.session, actor, period, coach_id, on, reason)

    def _hand_over(self, stay: Stay, coach: str, on: date) -> None:
        leader = self.service.actors[words.LEADERS[stay.team]]
        receiver = self.service.users[coach].id
        caseload.hand_over(self.session, leader, self.periods[id(stay)], receiver, on)

    def _set_status(self, stay: Stay, status: Status, on: date) -> None:
        clients.change_status(
            self.session, self.coach(stay, on), self.periods[id(stay)], status, on
        )

    def _pause(self, stay: Stay, pause: Pause) -> None:
        actor = self.coach(stay, pause.since)
        stays.pause(
            self.session, actor, self.periods[id(stay)], pause.since, keep_place=pause.keep_place
        )

    def _resume(self, stay: Stay, on: date) -> None:
        stays.resume(self.session, self.coach(stay, on), self.periods[id(stay)], on)

    def _close(self, stay: Stay, on: date, reason: ClosingReason) -> None:
        stays.close(self.session, self.coach(stay, on), self.periods[id(stay)], reason, on)

    def coach(self, stay: Stay, on: date) -> Actor:
        """Return who works with a client on a day, or who did last."""
        return self.service.actors[stay.coach_on(on) or stay.coaches[-1][1]]

    def _move_up(self) -> None:
        """Let the leader put the one who was to be met first before those who wait longer."""
        leader = self.service.actors[words.LEADERS[0]]
        newest = next(stay for stay in self.story.stays if stay.reason == words.MEETS_FIRST)
        waiting.move_to(self.session, leader, self.periods[id(newest)], 2, words.MOVED_UP)

    # ---- contacts

    def _log(self, stay: Stay | None, told: Told) -> None:
        period, actor = self.periods.get(id(stay)), self.service.actors[told.coach]
        new = NewContact(
            on=told.on,
            with_whom=told.with_whom,
            mode=told.mode,
            place=told.place,
            minutes=told.minutes,
            reached=told.reached,
            purposes=(told.purpose,),
            joint=told.joint,
            note=told.note,
        )
        if told.employer is None:
            contacts.log(self.session, actor, period, new)
            return
        met = self.service.employers[told.employer]
        meeting = self.outcomes.meeting(stay, told, new, met)
        contact = meetings.log(self.session, actor, period, meeting)
        if stay is not None and told.result is Result.AGREED:
            self.agreed[id(stay), told.on] = contact

    def _before(self, days: int) -> date:
        return self.story.calendar.today - timedelta(days=days)


def by_half_year(happenings: list[Happening]) -> Iterator[tuple[str, list[Happening]]]:
    """Give happenings in pieces of half a year with the piece's name, for telling how far it is."""
    pieces: dict[str, list[Happening]] = {}
    for one in happenings:
        half = "first half" if one.on.month <= 6 else "second half"
        pieces.setdefault(f"{one.on.year}, {half}", []).append(one)
    yield from pieces.items()
