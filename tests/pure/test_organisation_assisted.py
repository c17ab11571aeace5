"""Items O2, O4 and O5: the worked cases and what the events of a team say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Attachment, Coach, Event, Facts, Leader, Post, Span
from fidelity.organisation_assisted import (
    employment_unit,
    team_leader,
    treatment_team_contact,
    unit_of,
    unit_points,
)
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from fidelity.spells import whole_weeks_inside
from fidelity.windows import last_whole_weeks, month_parts, months_before
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
WEEKS = last_whole_weeks(D, 13)
LEADER = Leader("leena", Fraction(1), Span(LONG_AGO))


def event(number: int, on: date, kind: str, *people: str, team: str | None = None) -> Event:
    return Event(f"{kind}-{number}", on, kind, people, team)


def weekly(kind: str, weeks: int, *people: str) -> tuple[Event, ...]:
    """One event of the kind on the Tuesday of each of the first weeks."""
    return tuple(
        event(number, WEEKS[number][0] + timedelta(days=1), kind, *people)
        for number in range(weeks)
    )


# ---- O2


def meetings(attended: int, **values: object) -> Facts:
    return Facts((coach(**values),), events=weekly("treatment_team_meeting", 13, "aino")[:attended])


@pytest.mark.parametrize(("attended", "present"), [(11, True), (10, False), (0, False)])
def test_component_1_of_o2_asks_for_eighty_per_cent_of_the_weeks_worked(attended, present):
    result = treatment_team_contact(meetings(attended), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(attended, 13)
    assert result.components == {"1": present, "2": None, "3": None, "4": None, "5": None}
    assert (result.ceiling, result.proposal) == (None, None)
    assert len(result.counted) == attended


def test_weeks_on_leave_are_not_weeks_worked_and_a_meeting_in_them_is_left_out():
    away = Span(WEEKS[0][0], WEEKS[2][1] + timedelta(days=1))

    result = treatment_team_contact(meetings(11, leave=(away,)), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(8, 10)
    assert result.components["1"] is True
    assert {row.reason for row in result.left_out} == {"not_at_work"}
    assert len(result.left_out) == 3


def test_one_day_at_work_makes_a_week_worked():
    friday = Span(WEEKS[0][0], WEEKS[0][0] + timedelta(days=4))

    result = treatment_team_contact(meetings(13, leave=(friday,)), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(13, 13)


def test_coaches_count_together_and_one_who_left_counts_for_the_weeks_worked():
    gone = coach("gone", end=WEEKS[6][0])
    facts = meetings(13)

    result = treatment_team_contact(replace(facts, coaches=(*facts.coaches, gone)), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(13, 19)


def test_two_meetings_in_a_week_are_one_week_and_a_part_week_of_the_window_is_none():
    monday = date(2026, 11, 16)
    twice = event(90, WEEKS[0][0], "treatment_team_meeting", "aino")
    facts = replace(meetings(13), events=(*meetings(13).events, twice))

    assert treatment_team_contact(facts, D, SCALE).measures["weekly_meeting"] == Measure(13, 13)
    assert whole_weeks_inside(monday, 3)[0][0] == date(2026, 8, 17)
    assert whole_weeks_inside(monday + timedelta(days=1), 3)[0][0] == date(2026, 8, 24)
    today = replace(facts, events=(event(0, monday, "treatment_team_meeting", "aino"),))
    assert treatment_team_contact(today, monday, SCALE).left_out == (
        LeftOut("treatment_team_meeting-0", "not_in_a_whole_week"),
    )


def test_a_meeting_without_a_coach_is_left_out_and_without_coaches_nothing_is_said():
    lone = Facts(events=weekly("treatment_team_meeting", 13, "leena"))

    result = treatment_team_contact(lone, D, SCALE)

    assert result.components["1"] is None
    assert {row.reason for row in result.left_out} == {"no_specialist_there"}


# ---- O4


def unit(case: dict) -> Facts:
    coaches = tuple(
        replace(coach(f"c{number}"), leader="leena" if case["leader"] else None)
        for number in range(case["full_time"])
    )
    leaders = (LEADER,) if case["leader"] else ()
    return Facts(
        coaches, leaders=leaders, events=weekly("group_supervision", case["meetings"], "c0")
    )


@pytest.mark.parametrize("case", cases("o4"))
def test_employment_unit(case):
    facts = unit(case)
    result = employment_unit(facts, D, SCALE)
    found = unit_of(facts, D, SCALE)

    assert (
        unit_points(found, SCALE, cover=case["cover"], weekly_talk=case["talk"]) == (case["points"])
    )
    assert result.measures["weeks_with_group_supervision"] == Measure(case["weeks"], 13)
    assert result.shown_beside["meetings_per_month"] == Fraction(case["meetings"], 3)
    assert result.components["shared_leader"] is case["leader"]
    assert result.components["mutual_cover"] is None
    assert (
        result.shown_beside["least_points"]
        <= case["points"]
        <= (result.shown_beside["most_points"])
    )


def test_remote_meetings_take_the_place_of_the_weekly_talk_in_a_rural_unit():
    found = unit_of(unit({"leader": True, "full_time": 1, "meetings": 6, "weeks": 6}), D, SCALE)

    assert unit_points(found, SCALE, cover=True, weekly_talk=False) == 2
    assert unit_points(found, SCALE, cover=True, weekly_talk=False, rural=True) == 3
    assert unit_points(found, SCALE, cover=False, weekly_talk=False, rural=True) == 2


def test_two_half_posts_are_no_full_time_coaches_and_two_leaders_are_not_one():
    halves = Facts((coach("a", "1/2"), coach("b", "1/2")), leaders=(LEADER,))
    led = (replace(coach("a"), leader="leena"), replace(coach("b"), leader="olli"))
    two = Facts(led, leaders=(LEADER, replace(LEADER, id="olli")))

    assert unit_of(halves, D, SCALE).full_time == 0
    assert unit_of(halves, D, SCALE).shared_leader
    assert not unit_of(two, D, SCALE).shared_leader


def test_a_leader_who_left_on_the_day_leads_nobody():
    left = replace(LEADER, span=Span(LONG_AGO, D))
    facts = Facts((replace(coach(), leader="leena"),), leaders=(left,))

    assert unit_of(facts, D, SCALE).has_leader is False
    assert unit_of(facts, D - timedelta(days=1), SCALE).shared_leader
    assert employment_unit(Facts(), D, SCALE).note == "no_specialist"


def test_the_thirteen_weeks_end_with_the_last_whole_one():
    sunday, monday = WEEKS[0][1], WEEKS[0][0]
    before = event(1, monday - timedelta(days=1), "group_supervision")
    facts = Facts((coach(),), events=(before, event(2, monday, "group_supervision")))

    assert unit_of(facts, D, SCALE).meetings == 1
    assert unit_of(facts, D - timedelta(days=1), SCALE).meetings == 2
    assert unit_of(facts, sunday, SCALE).weeks == 2


# ---- O5


def led(coaches: int, fte: str = "1") -> Facts:
    return Facts(
        tuple(coach(f"c{number}") for number in range(coaches)),
        leaders=(replace(LEADER, fte=Fraction(fte)),),
    )


@pytest.mark.parametrize("case", cases("o5", "span"))
def test_a_leader_has_at_most_ten_coaches(case):
    result = team_leader(led(case["coaches"], case["fte"]), D, SCALE)

    assert result.components["1"] is case["present"]


@pytest.mark.parametrize("case", cases("o5", "supervision"))
@pytest.mark.parametrize("kind", ["group_supervision", "individual_supervision"])
def test_supervision_is_weekly(case, kind):
    facts = replace(led(1), events=weekly(kind, case["weeks"], "leena", "c0"))

    assert team_leader(facts, D, SCALE).components["2"] is case["present"]


def attached(teams: int, visited: int) -> Facts:
    one = replace(
        coach("c0"),
        care_teams=tuple(Attachment(f"team-{n}", Span(LONG_AGO)) for n in range(teams)),
    )
    visits = tuple(
        event(n, D - timedelta(days=n), "treatment_team_meeting", "leena", team=f"team-{n}")
        for n in range(visited)
    )
    return Facts((one,), leaders=(LEADER,), events=visits)


@pytest.mark.parametrize("case", cases("o5", "visits"))
def test_the_leader_visits_each_team(case):
    result = team_leader(attached(case["teams"], case["visited"]), D, SCALE)

    assert result.components["3"] is case["present"]
    assert len(result.counted) == case["visited"]


def test_every_team_visited_by_the_leader_in_three_months_is_enough():
    facts = attached(3, 3)
    first = months_before(D, 3) + timedelta(days=1)
    edge = replace(facts.events[2], on=first)
    early = replace(edge, on=first - timedelta(days=1))
    others = facts.events[:2]

    assert team_leader(replace(facts, events=(*others, edge)), D, SCALE).components["3"] is True
    assert team_leader(replace(facts, events=(*others, early)), D, SCALE).components["3"] is False
    alone = tuple(replace(row, people=("c0",)) for row in facts.events)
    result = team_leader(replace(facts, events=alone), D, SCALE)
    assert result.components["3"] is False
    assert {row.reason for row in result.left_out} == {"leader_not_there"}


def test_a_flagged_coach_is_mentored_in_each_month():
    parts = month_parts(D, 3)
    flagged = replace(coach("c0"), needs_mentoring=True)
    facts = replace(led(2), coaches=(flagged, coach("c1")))
    rows = [event(n, day, "field_mentoring", "c0") for n, (day, _last) in enumerate(parts)]

    assert team_leader(replace(facts, events=tuple(rows)), D, SCALE).components["4"] is True
    moved = replace(rows[1], on=parts[0][1])
    result = team_leader(replace(facts, events=(rows[0], moved, rows[2])), D, SCALE)
    assert result.components["4"] is False


@pytest.mark.parametrize("flag", [None, False])
def test_without_a_flagged_coach_a_person_says_whether_anybody_needs_mentoring(flag):
    facts = replace(led(1), coaches=(replace(coach("c0"), needs_mentoring=flag),))

    assert team_leader(facts, D, SCALE).components["4"] is None


def test_outcomes_are_gone_through_with_each_coach_but_new_ones_and_those_away():
    new = coach("new", start=D - timedelta(days=89))
    away = coach("away", leave=(Span(LONG_AGO),))
    both = event(1, D, "outcome_review", "c0", "c1")
    facts = replace(led(2), events=(both,))
    facts = replace(facts, coaches=(*facts.coaches, new, away))

    result = team_leader(facts, D, SCALE)

    assert result.components["5"] is True
    assert set(result.left_out) == {LeftOut("new", "new_specialist"), LeftOut("away", "on_leave")}
    one = replace(facts, events=(replace(both, people=("c0",)),))
    assert team_leader(one, D, SCALE).components["5"] is False


def test_on_the_ninetieth_day_a_coach_is_new_no_more():
    facts = replace(led(1), coaches=(coach("c0", start=D - timedelta(days=90)),))

    assert team_leader(facts, D, SCALE).components["5"] is False


def test_a_team_without_anybody_says_nothing():
    result = team_leader(Facts(), D, SCALE)

    assert set(result.components.values()) == {None}
    assert (result.shown_beside["least_points"], result.shown_beside["most_points"]) == (1, 5)


def test_a_coach_with_no_leader_has_too_many_per_leader():
    assert team_leader(replace(led(1), leaders=()), D, SCALE).components["1"] is False


# ---- what always holds

KINDS = [
    "treatment_team_meeting",
    "group_supervision",
    "individual_supervision",
    "field_mentoring",
    "outcome_review",
]
EVENTS = st.lists(
    st.builds(
        Event,
        st.uuids().map(str),
        st.dates(D - timedelta(days=110), D + timedelta(days=5)),
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(["c0", "c1", "leena"]), unique=True).map(tuple),
        st.sampled_from([None, "team-0", "team-1"]),
    ),
    max_size=30,
    unique_by=lambda row: row.id,
)
ITEMS = [treatment_team_contact, employment_unit, team_leader]


def a_team(events: list[Event]) -> Facts:
    one = replace(
        coach("c0"),
        needs_mentoring=True,
        care_teams=(
            Attachment("team-0", Span(LONG_AGO)),
            Attachment("team-1", Span(D - timedelta(days=30))),
        ),
    )
    half = Coach("c1", (Post(Span(D - timedelta(days=50)), Fraction(1, 2), 1148),))
    return Facts((one, half), events=tuple(events), leaders=(LEADER,))


@given(EVENTS, st.randoms(use_true_random=False), st.sampled_from(ITEMS))
def test_order_and_what_comes_after_the_day_change_nothing(events, random, item):
    known = [row for row in events if row.on <= D]
    mixed = random.sample(events, len(events))

    assert item(a_team(mixed), D, SCALE) == item(a_team(known), D, SCALE)


@given(EVENTS, st.sampled_from(ITEMS), st.sampled_from(KINDS), st.integers(0, 100))
def test_one_event_more_with_everybody_there_takes_nothing_away(events, item, kind, back):
    more = event(1, D - timedelta(days=back), kind, "c0", "c1", "leena", team="team-0")

    before, after = item(a_team(events), D, SCALE), item(a_team([*events, more]), D, SCALE)

    assert all(after.components[n] for n, value in before.components.items() if value)
    assert before.shown_beside["least_points"] <= after.shown_beside["least_points"]
    assert before.shown_beside["most_points"] <= after.shown_beside["most_points"]
