"""Items O2, O4 and O5: what the events say about treatment teams, the unit and its leader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from fidelity.coaches import NEW, ON_LEAVE, in_order, in_post, is_new
from fidelity.components import numbered, still_possible
from fidelity.facts import Coach, Event, Facts, Leader
from fidelity.results import Assisted, LeftOut, Measure, Window
from fidelity.scale import Scale
from fidelity.spells import part_of, whole_weeks_inside, worked
from fidelity.windows import last_whole_weeks, month_parts, window_start

TREATMENT_TEAM_MEETING = "treatment_team_meeting"
GROUP_SUPERVISION, INDIVIDUAL_SUPERVISION = "group_supervision", "individual_supervision"
FIELD_MENTORING, OUTCOME_REVIEW = "field_mentoring", "outcome_review"


def treatment_team_contact(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the events say of item O2: coaches in the weekly meetings of treatment teams.

    Component 1 is present when coaches were at a treatment team's meeting in 80 % of the weeks
    they worked, counted together: a coach's week counts once, whichever team met. The other four
    are asked of people.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, O2; rule 4 (whole weeks inside three months), readings 20, 21.
    """
    rule, item = scale.rules["O2"], scale.item("O2")
    window = Window(window_start(on, int(rule["months"])), on)
    weeks = whole_weeks_inside(on, int(rule["months"]))
    working = {
        (coach.id, at)
        for coach in facts.coaches
        for at, week in enumerate(weeks)
        if worked(coach, *week)
    }
    coaches = {coach.id for coach in facts.coaches}
    met: set[tuple[str, int]] = set()
    counted, left_out = [], []
    for event in _events(facts, window, TREATMENT_TEAM_MEETING):
        week = part_of(event.on, weeks)
        there = coaches.intersection(event.people)
        present = {(coach, week) for coach in there if week is not None} & working
        if present:
            met |= {(coach, at) for coach, at in present if at is not None}
            counted.append(event.id)
        elif not there:
            left_out.append(LeftOut(event.id, "no_specialist_there"))
        else:
            why = "not_in_a_whole_week" if week is None else "not_at_work"
            left_out.append(LeftOut(event.id, why))
    measure = Measure(len(met), len(working))
    components = numbered(item, {1: _reaches(measure, Fraction(rule["share"]))})
    return Assisted(
        item="O2",
        scale=scale.version,
        window=window,
        components=components,
        measures={"weekly_meeting": measure},
        counted=tuple(sorted(counted)),
        left_out=in_order(left_out),
        shown_beside=still_possible(item, components),
    )


def _reaches(measure: Measure, share: Fraction) -> bool | None:
    return None if measure.value is None else measure.value >= share


def _events(facts: Facts, window: Window, *kinds: str) -> list[Event]:
    start = window.start or date.min
    return [row for row in facts.events if row.kind in kinds and start <= row.on <= window.end]


@dataclass(frozen=True)
class Unit:
    """What records say of the employment unit (O4).

    Attributes:
        shared_leader: every coach in post has the same leader, who leads on the day.
        full_time: coaches with a full-time post.
        has_leader: somebody leads the team.
        weeks: of the last 13 weeks, those with client-based group supervision.
        meetings: such meetings in these weeks.
    """

    shared_leader: bool
    full_time: int
    has_leader: bool
    weeks: int
    meetings: int


def unit_of(facts: Facts, on: date, scale: Scale) -> Unit:
    """Return the employment unit as the records show it on a day.

    A coach whose leader is not named has the team's only leader.

    Source: fidelity scale, O4; reading 11.
    """
    weeks = last_whole_weeks(on, int(scale.rules["O4"]["weeks"]))
    meetings = _events(facts, Window(weeks[0][0], weeks[-1][1]), GROUP_SUPERVISION)
    present, leaders = in_post(facts, on), [row.id for row in _leading(facts, on)]
    only = leaders[0] if len(set(leaders)) == 1 else None
    led_by = {coach.leader or only for coach in present}
    return Unit(
        shared_leader=len(led_by) == 1 and led_by <= set(leaders),
        full_time=sum(1 for coach in present if (post := coach.post_on(on)) and post.fte == 1),
        has_leader=bool(leaders),
        weeks=len({part_of(row.on, weeks) for row in meetings}),
        meetings=len(meetings),
    )


def unit_points(
    unit: Unit, scale: Scale, *, cover: bool, weekly_talk: bool, rural: bool = False
) -> int:
    """Return the points of item O4 once a person has answered what records cannot tell.

    Args:
        unit: what the records say.
        scale: the definition whose numbers apply.
        cover: coaches stand in for each other.
        weekly_talk: coaches talk about clients every week.
        rural: the unit works far apart, so that remote meetings take the place of the weekly talk.

    Source: fidelity scale, O4, cases O4-01 to O4-09; rule 0 (a level needs all its parts).
    """
    rule = scale.rules["O4"]
    if not unit.shared_leader:
        return 1
    often = unit.meetings >= int(rule["meetings_a_month"]) * int(rule["months"])
    if cover and unit.has_leader and unit.full_time >= int(rule["full_time"]):
        if unit.weeks >= int(rule["weekly"]):
            return 5
        if often:
            return 4
    return 3 if cover and (weekly_talk or (rural and often)) else 2


def employment_unit(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the records say of item O4: coaches, their leader and group supervision.

    Mutual cover, the weekly talk and the rural exception are asked of people; beside stand the
    points if all is well with these and if it is not.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, O4, cases O4-01 to O4-09; readings 11, 20, 21.
    """
    rule, unit = scale.rules["O4"], unit_of(facts, on, scale)
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    window = Window(weeks[0][0], weeks[-1][1])
    return Assisted(
        item="O4",
        scale=scale.version,
        window=window,
        components={
            "shared_leader": unit.shared_leader,
            "full_time_specialists": unit.full_time >= int(rule["full_time"]),
            "team_leader": unit.has_leader,
            "weekly_group_supervision": unit.weeks >= int(rule["weekly"]),
            "mutual_cover": None,
            "weekly_peer_discussion": None,
            "rural": None,
        },
        measures={"weeks_with_group_supervision": Measure(unit.weeks, len(weeks))},
        counted=tuple(sorted(row.id for row in _events(facts, window, GROUP_SUPERVISION))),
        shown_beside={
            "full_time_specialists": unit.full_time,
            "meetings_per_month": Fraction(unit.meetings, int(rule["months"])),
            "least_points": unit_points(unit, scale, cover=False, weekly_talk=False),
            "most_points": unit_points(unit, scale, cover=True, weekly_talk=True),
        },
        note=None if in_post(facts, on) else "no_specialist",
    )


def _leading(facts: Facts, on: date) -> list[Leader]:
    return [leader for leader in facts.leaders if leader.span.holds(on)]


@dataclass(frozen=True)
class _Part:
    """One component of O5 with the events behind it."""

    present: bool | None
    counted: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def team_leader(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the events say of item O5: what the team leader does.

    Five components: at most 10 coaches for a full-time leader, pro rata; supervision in 11 of the
    last 13 weeks; every treatment team with an attached coach visited in three months; a coach who
    is flagged as new or in need of help was mentored in the field in each of the three months; the
    outcomes were gone through with each coach in three months. None where there is nobody or
    nothing to look at, also when no coach is flagged.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, O5, its line headed Worked (O5-W1 to O5-W7); readings 11, 12, 20–22.
    """
    rule, item = scale.rules["O5"], scale.item("O5")
    months, present = int(rule["months"]), in_post(facts, on)
    window = Window(window_start(on, months), on)
    parts = {
        1: _span_of_control(facts, on, present, rule),
        2: _supervision(facts, on, rule),
        3: _teams_visited(facts, window, present),
        4: _mentoring(facts, on, present, months),
        5: _outcomes(facts, window, present, scale),
    }
    components = numbered(item, {number: part.present for number, part in parts.items()})
    counted = {row for part in parts.values() for row in part.counted}
    return Assisted(
        item="O5",
        scale=scale.version,
        window=window,
        components=components,
        counted=tuple(sorted(counted)),
        left_out=in_order(
            {row for part in parts.values() for row in part.left_out if row.id not in counted}
        ),
        shown_beside={
            "specialists": len(present),
            "leader_fte": sum((row.fte for row in _leading(facts, on)), Fraction(0)),
            **still_possible(item, components),
        },
    )


def _span_of_control(
    facts: Facts, on: date, present: list[Coach], rule: Mapping[str, Any]
) -> _Part:
    fte = sum((row.fte for row in _leading(facts, on)), Fraction(0))
    return _Part(len(present) <= int(rule["most_specialists"]) * fte if present else None)


def _supervision(facts: Facts, on: date, rule: Mapping[str, Any]) -> _Part:
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    window = Window(weeks[0][0], weeks[-1][1])
    rows = _events(facts, window, GROUP_SUPERVISION, INDIVIDUAL_SUPERVISION)
    supervised = {part_of(row.on, weeks) for row in rows}
    present = any(worked(coach, *week) for coach in facts.coaches for week in weeks)
    return _Part(
        len(supervised) >= int(rule["weekly"]) if present else None,
        tuple(row.id for row in rows),
    )


def _teams_visited(facts: Facts, window: Window, present: list[Coach]) -> _Part:
    attached = {
        row.care_team for coach in present for row in coach.care_teams if row.span.holds(window.end)
    }
    visited: set[str] = set()
    counted, left_out = [], []
    for event in _events(facts, window, TREATMENT_TEAM_MEETING):
        leading = {leader.id for leader in _leading(facts, event.on)}
        if not leading.intersection(event.people):
            left_out.append(LeftOut(event.id, "leader_not_there"))
        elif event.care_team not in attached:
            left_out.append(LeftOut(event.id, "not_an_attached_team"))
        else:
            visited.add(event.care_team)
            counted.append(event.id)
    return _Part(visited == attached if attached else None, tuple(counted), tuple(left_out))


def _mentoring(facts: Facts, on: date, present: list[Coach], months: int) -> _Part:
    parts = month_parts(on, months)
    flagged = {coach.id for coach in present if coach.needs_mentoring}
    window = Window(parts[0][0], on)
    rows = _events(facts, window, FIELD_MENTORING)
    mentored = {
        (coach, part_of(row.on, parts)) for row in rows for coach in flagged & {*row.people}
    }
    return _Part(
        len(mentored) == len(flagged) * months if flagged else None,
        tuple(row.id for row in rows if flagged & {*row.people}),
        tuple(LeftOut(row.id, "not_flagged") for row in rows if not flagged & {*row.people}),
    )


def _outcomes(facts: Facts, window: Window, present: list[Coach], scale: Scale) -> _Part:
    start = window.start or window.end
    why_not = {
        coach.id: NEW if is_new(coach, window.end, scale) else ON_LEAVE
        for coach in present
        if is_new(coach, window.end, scale) or not worked(coach, start, window.end)
    }
    asked = {coach.id for coach in present} - why_not.keys()
    rows = _events(facts, window, OUTCOME_REVIEW)
    times = Counter(coach for row in rows for coach in asked & {*row.people})
    return _Part(
        times.keys() == asked if asked else None,
        tuple(row.id for row in rows if asked & {*row.people}),
        (
            *(LeftOut(row.id, "no_specialist_there") for row in rows if not asked & {*row.people}),
            *(LeftOut(coach, why) for coach, why in why_not.items()),
        ),
    )
