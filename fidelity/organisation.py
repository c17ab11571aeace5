"""Items O1 and O3: ties to treatment teams and to employment services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fidelity.coaches import (
    NEW,
    in_order,
    in_post,
    is_new,
    mean_over_coaches,
    nobody_in_post,
)
from fidelity.facts import ClientStay, Coach, Contact, Facts
from fidelity.results import (
    CoachPart,
    InsufficientData,
    LeftOut,
    Measure,
    Next,
    Result,
    Score,
    Window,
)
from fidelity.rules import points_of_share
from fidelity.scale import MOST_POINTS, Scale
from fidelity.windows import last_whole_weeks, month_parts

EMPLOYMENT_SERVICES = "employment_services"
EMPLOYMENT_SERVICES_MEETING = "employment_services_meeting"
APART = "separate_from_treatment"
WEEKS_WITH_CONTACT = "weeks_with_contact"
MONTHS_WITH_CONTACT = "months_with_contact"
MONTHS_WITH_MEETING = "months_with_meeting"

Span = tuple[date, date]
"""First and last day, both included."""


def tied_to_care_teams(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item O1: how much of each caseload comes from the care teams a coach belongs to.

    Per coach on the day: clients of the coach's own one or two care teams out of all clients of
    the coach; then the mean over coaches, an exact half going down. A coach with more care teams
    or none gets two points. A service that works apart from treatment gets one, whatever the
    records tell.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the mean of the coaches' points as value and each coach's exact share, or the
        reason why there is none.

    Source: fidelity scale, O1, cases O1-01 to O1-12; readings 20–22, 31–33, 42, 54–57.
    """
    rule, window = scale.rules["O1"], Window(None, on)
    if facts.separate_from_treatment:
        return _apart(scale, window)
    present = in_post(facts, on)
    if not present:
        return nobody_in_post("O1", scale, window)
    caseloads, left_out = _caseloads(facts, on)
    lacking = _too_few_care_teams(caseloads, scale, window, left_out)
    if lacking:
        return lacking
    parts: list[CoachPart] = []
    counted: list[str] = []
    for coach in present:
        caseload = caseloads.get(coach.id, [])
        if is_new(coach, on, scale):
            left_out.append(LeftOut(coach.id, NEW))
        elif len(caseload) < int(rule["least_clients"]):
            left_out.append(LeftOut(coach.id, "too_few_clients"))
        else:
            parts.append(_tied(coach, caseload, on, scale))
            counted += [stay.id for stay in caseload]
    return mean_over_coaches(
        "O1", scale, window, parts, counted=counted, left_out=left_out, shown_beside={}
    )


def _apart(scale: Scale, window: Window) -> Score:
    """Return the score of a service that works apart from treatment: no coach is scored, so no value."""
    return Score(
        item="O1",
        scale=scale.version,
        window=window,
        points=int(scale.rules["O1"]["apart"]),
        value=None,
        numerator=None,
        denominator=None,
        unit=scale.item("O1").unit,
        counted=(),
        note=APART,
    )


def _caseloads(facts: Facts, on: date) -> tuple[dict[str, list[ClientStay]], list[LeftOut]]:
    """Return each coach's clients on the day, and the assigned ones who have not entered."""
    stays = {stay.id: stay for stay in facts.clients}
    found: dict[str, dict[str, ClientStay]] = defaultdict(dict)
    left_out = set()
    for row in facts.assignments:
        if not row.span.holds(on):
            continue
        stay = stays[row.client]
        if stay.entry_date is None or stay.entry_date > on:
            left_out.add(LeftOut(stay.id, "not_entered"))
        else:
            found[row.coach][stay.id] = stay
    return {coach: list(clients.values()) for coach, clients in found.items()}, list(left_out)


def _too_few_care_teams(
    caseloads: dict[str, list[ClientStay]], scale: Scale, window: Window, left_out: list[LeftOut]
) -> InsufficientData | None:
    """Return the result when the care team is known of too few of the active clients together."""
    active = {stay.id: stay.care_team for caseload in caseloads.values() for stay in caseload}
    known = Fraction(sum(1 for team in active.values() if team is not None))
    need = Fraction(scale.rules["O1"]["least_known"]) * len(active)
    if active and known >= need:
        return None
    unknown = [LeftOut(client, "no_care_team") for client, team in active.items() if team is None]
    return InsufficientData(
        "O1",
        scale.version,
        window,
        "too_few_clients" if active else "no_clients",
        known,
        need if active else Fraction(1),
        in_order([*left_out, *unknown]),
    )


def _tied(coach: Coach, caseload: list[ClientStay], on: date, scale: Scale) -> CoachPart:
    rule = scale.rules["O1"]
    own = {row.care_team for row in coach.care_teams if row.span.holds(on)}
    share = Fraction(sum(1 for stay in caseload if stay.care_team in own), len(caseload))
    if not own or len(own) > int(rule["most_teams"]):
        return CoachPart(coach.id, share, int(rule["without_fit"]))
    return CoachPart(coach.id, share, points_of_share(scale.item("O1"), share))


@dataclass(frozen=True)
class _Together:
    """Meetings with employment services by month, contacts about clients by month and by week."""

    meetings: tuple[int, ...]
    contacts: tuple[int, ...]
    weeks: tuple[int, ...]
    weekly_from: int

    @property
    def measures(self) -> dict[str, Measure]:
        """Weeks and months with a contact, months with a meeting."""
        return {
            WEEKS_WITH_CONTACT: _filled(self.weeks),
            MONTHS_WITH_CONTACT: _filled(self.contacts),
            MONTHS_WITH_MEETING: _filled(self.meetings),
        }

    @property
    def is_weekly(self) -> bool:
        """Whether contacts are as frequent as weekly asks."""
        return self.measures[WEEKS_WITH_CONTACT].numerator >= self.weekly_from

    @property
    def points(self) -> int:
        """Levels from the top down; each is given when all its parts are met (rule 0)."""
        levels = (
            (all(self.meetings) and self.is_weekly, MOST_POINTS),
            (any(self.meetings) or self.is_weekly, 4),
            (all(self.contacts), 3),
            (any(self.contacts), 2),
        )
        return next((points for met, points in levels if met), 1)

    @property
    def next(self) -> Next | None:
        """What the next level asks, None at the top and where it asks for two different things."""
        one_month, every_month = Fraction(1, len(self.meetings)), Fraction(1)
        weekly = Fraction(self.weekly_from, len(self.weeks))
        asked = {
            1: Next(2, one_month, (MONTHS_WITH_CONTACT,)),
            2: Next(3, every_month, (MONTHS_WITH_CONTACT,)),
            3: Next(4, one_month, (MONTHS_WITH_MEETING,)),
        }
        if self.points in asked:
            return asked[self.points]
        if all(self.meetings) is self.is_weekly:
            return None
        if self.is_weekly:
            return Next(MOST_POINTS, every_month, (MONTHS_WITH_MEETING,))
        return Next(MOST_POINTS, weekly, (WEEKS_WITH_CONTACT,))


def work_with_employment_services(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item O3: planned meetings with employment services and contacts about clients.

    Meetings by month over the last three calendar months; contacts by month and by the last 13
    whole weeks. Monthly is one in each month, weekly one in 11 of the 13 weeks. Contacts count
    when they were about a client and somebody was reached, whoever made them.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose rule applies.

    Returns:
        Points with the exact share of weeks with a contact, meetings and contacts by month beside,
        oldest first; or too few weeks when recording began after the first of the 13.

    Source: fidelity scale, O3, cases O3-01 to O3-11; readings 8, 11, 12, 20, 34, 35, 55–57.
    """
    rule = scale.rules["O3"]
    months = month_parts(on, int(rule["months"]))
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    first = min(months[0][0], weeks[0][0])
    window = Window(first, on)
    lacking = _recorded_too_short(facts, on, weeks, window, scale)
    if lacking:
        return lacking
    contacts, left_out = _about_clients(facts, window)
    meetings = [
        event
        for event in facts.events
        if event.kind == EMPLOYMENT_SERVICES_MEETING and months[0][0] <= event.on <= on
    ]
    together = _Together(
        meetings=_by_span((event.on for event in meetings), months),
        contacts=_by_span((contact.on for contact in contacts), months),
        weeks=_by_span((contact.on for contact in contacts), weeks),
        weekly_from=int(rule["weeks_weekly"]),
    )
    weekly = together.measures[WEEKS_WITH_CONTACT]
    return Score(
        item="O3",
        scale=scale.version,
        window=window,
        points=together.points,
        value=weekly.value,
        numerator=Fraction(weekly.numerator),
        denominator=Fraction(weekly.denominator),
        unit=scale.item("O3").unit,
        counted=tuple(sorted([row.id for row in contacts] + [row.id for row in meetings])),
        left_out=in_order(left_out),
        next=together.next,
        measures=together.measures,
        shown_beside={
            "meetings_by_month": together.meetings,
            "contacts_by_month": together.contacts,
        },
    )


def _recorded_too_short(
    facts: Facts, on: date, weeks: list[Span], window: Window, scale: Scale
) -> InsufficientData | None:
    """Return the result when recording began after the first of the weeks (reading 35)."""
    contacts = facts.contacts_between(date.min, on)[:1]
    days = [row.on for rows in (contacts, facts.work_time, facts.events) for row in rows]
    began = min((day for day in days if day <= on), default=None)
    covered = sum(1 for _, last in weeks if began is not None and began <= last)
    if covered == len(weeks):
        return None
    return InsufficientData(
        "O3", scale.version, window, "too_few_weeks", Fraction(covered), Fraction(len(weeks))
    )


def _about_clients(facts: Facts, window: Window) -> tuple[list[Contact], list[LeftOut]]:
    """Return contacts with employment services about clients, and those left out (reading 34)."""
    assert window.start is not None  # noqa: S101 - O3 has a window of months
    counted: list[Contact] = []
    left_out: list[LeftOut] = []
    for contact in facts.contacts_with(EMPLOYMENT_SERVICES, window.start, window.end):
        if contact.client is None:
            left_out.append(LeftOut(contact.id, "no_client"))
        elif not contact.reached:
            left_out.append(LeftOut(contact.id, "not_reached"))
        else:
            counted.append(contact)
    return counted, left_out


def _by_span(days: Iterable[date], spans: list[Span]) -> tuple[int, ...]:
    known = list(days)
    return tuple(sum(1 for day in known if first <= day <= last) for first, last in spans)


def _filled(counts: tuple[int, ...]) -> Measure:
    return Measure(sum(1 for count in counts if count), len(counts))
