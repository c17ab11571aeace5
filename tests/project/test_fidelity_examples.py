"""The examples of docs/fidelity.md are worked out by the items' own functions: S and O."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from fidelity.exclusion import nobody_shut_out
from fidelity.facts import Attachment, Coach, Event, Facts, Leader, Referral, Span
from fidelity.judged import aims_at_paid_work, top_management_support
from fidelity.organisation import tied_to_care_teams, work_with_employment_services
from fidelity.organisation_assisted import employment_unit, team_leader, treatment_team_contact
from fidelity.results import Measure, Score
from fidelity.staffing import all_phases, caseload_size, time_on_employment
from fidelity.windows import last_whole_weeks, workdays
from tests.project.fidelity_page import SCALE, assert_says
from tests.pure.rows import PHASES, contact, job, worked
from tests.pure.team import LONG_AGO, D, coach, stays

WEEKS = last_whole_weeks(D, 13)
HOUR = 60


def held(kind: str, *days: date, people: tuple[str, ...] = (), team: str | None = None):
    return tuple(Event(f"{kind}-{team}-{day}-{people}", day, kind, people, team) for day in days)


def tuesdays(weeks: int) -> list[date]:
    return [first + timedelta(days=1) for first, _last in WEEKS[:weeks]]


def test_all_examples_are_of_the_same_day():
    assert (D, f"{D:%A %-d %B %Y}") == (date(2026, 11, 22), "Sunday 22 November 2026")


def test_s1():
    coaches = [coach("aino"), coach("eero"), coach("oona", "0.5")]
    result = caseload_size(Facts(tuple(coaches), *stays(52, coaches)), D, SCALE)

    assert isinstance(result, Score)
    assert (result.numerator, result.denominator) == (52, Fraction(5, 2))
    assert_says("S1", "52 active clients", "2.5 full-time", f"{float(result.value)} clients")
    assert_says(
        "S1", f"{result.points} points", f"With {int(result.next.edge * result.denominator)}"
    )
    assert_says("S1", f"it would be {result.next.points}", "52 / 2.5 = 20.8 clients for each")
    assert SCALE.item("S1").points(20) > result.points == SCALE.item("S1").points(25)
    assert_says("S1", "more than 20 and not more than 25")


def test_s2():
    contacts = (contact("c", D - timedelta(days=30), minutes=400 * HOUR),)
    rest = (
        worked(D - timedelta(days=31), 23 * HOUR),
        worked(D - timedelta(days=31), 27 * HOUR, kind="other"),
    )
    result = time_on_employment(Facts((coach(),), contacts=contacts, work_time=rest), D, SCALE)

    assert isinstance(result, Score)
    assert_says("S2", f"{float(result.shown_beside['scheduled_minutes'] / HOUR)} hours scheduled")
    assert_says("S2", f"{result.denominator / HOUR} hours", f"{result.numerator / HOUR} of them")
    assert_says("S2", f"423 / 450 = {result.value * 100} %", f"**{result.points} points**")
    days = workdays(result.window.start, D)
    assert_says(
        "S2", f"{len(days)} working days from {result.window.start:%-d %B}, 7 h 39 min each"
    )
    assert result.shown_beside["scheduled_minutes"] == len(days) * (7 * HOUR + 39)


def test_s3():
    coaches = [coach("aino"), coach("eero")]
    clients, assigned = stays(2, coaches)
    contacts = [
        contact(f"{by}-{n}", D - timedelta(days=n), by, phases=(PHASES[n % phases],))
        for by, phases in (("aino", 6), ("eero", 5))
        for n in range(24)
    ]
    jobs = tuple(job(f"job-{row.id}", LONG_AGO, client=row.id) for row in clients)
    result = all_phases(
        Facts(tuple(coaches), clients, assigned, tuple(contacts), jobs=jobs), D, SCALE
    )

    assert [(part.value, part.points) for part in result.coaches] == [(6, 5), (5, 4)]
    assert_says("S3", "6 phases (5 points)", "in 5 (4 points)", f"mean is {float(result.value)}")
    assert_says("S3", f"**{result.points} points**")


def test_o1():
    def in_teams(name: str, *teams: str) -> Coach:
        attached = tuple(Attachment(team, Span(LONG_AGO)) for team in teams)
        return replace(coach(name), care_teams=attached)

    coaches = [in_teams("aino", "north", "south"), in_teams("eero", "east")]
    clients, assigned = stays(40, coaches)
    # The clients go to the coaches in turn: 20 each.
    teams = {
        "aino": ["north"] * 9 + ["south"] * 9 + ["west"] * 2,
        "eero": ["east"] * 12 + ["x"] * 8,
    }
    placed = [
        replace(client, care_team=teams[row.coach][number // 2])
        for number, (client, row) in enumerate(zip(clients, assigned, strict=True))
    ]
    result = tied_to_care_teams(Facts(tuple(coaches), tuple(placed), assigned), D, SCALE)

    assert [(part.value * 20, part.points) for part in result.coaches] == [(18, 5), (12, 3)]
    assert_says(
        "O1", "One coach has 20 clients, 18 of them from the coach's two teams: 90 %, 5 points"
    )
    assert_says("O1", "Another has 20 clients, 12 from the coach's only team: 60 %, 3 points")
    assert_says("O1", f"mean is {result.value}")
    assert_says("O1", f"**{result.points} points**")


def test_o2():
    met = [
        *held("treatment_team_meeting", *tuesdays(11), people=("aino",)),
        *held("treatment_team_meeting", *tuesdays(10), people=("eero",)),
    ]
    result = treatment_team_contact(Facts((coach(), coach("eero")), events=tuple(met)), D, SCALE)

    share = result.measures["weekly_meeting"]
    assert (share, result.components["1"]) == (Measure(21, 26), True)
    assert_says(
        "O2", f"{share.numerator} / {share.denominator} = {float(share.value):.1%}"[:-1] + " %"
    )
    assert_says("O2", "worked 13 weeks each: 26. They were at a meeting in 11 and 10 of these")
    assert_says("O2", "part 1 is present")
    beside = result.shown_beside
    assert_says("O2", f"{beside['least_points']} to {beside['most_points']} points")


def test_o3():
    meetings = held("employment_services_meeting", date(2026, 9, 1), date(2026, 11, 3))
    contacts = tuple(
        contact(f"c-{day}", day, with_whom="employment_services") for day in tuesdays(12)
    )
    result = work_with_employment_services(Facts((coach(),), (), (), contacts, meetings), D, SCALE)

    assert result.measures["months_with_meeting"] == Measure(2, 3)
    assert_says("O3", "2 of the 3 months", f"{result.numerator} of {result.denominator} weeks")
    assert_says("O3", f"**{result.points} points**", f"would give {result.next.points}")
    assert (result.next.of, result.next.edge) == (("months_with_meeting",), 1)


def test_o4():
    leader = Leader("leena", Fraction(1), Span(LONG_AGO))
    events = held("group_supervision", *tuesdays(11))
    facts = Facts((coach(), coach("eero")), events=events, leaders=(leader,))
    result = employment_unit(facts, D, SCALE)

    share = result.measures["weeks_with_group_supervision"]
    assert_says("O4", f"{result.shown_beside['full_time_specialists']} full-time coaches")
    assert_says("O4", f"in {share.numerator} of {share.denominator} weeks")
    assert_says("O4", f"the item has {result.shown_beside['most_points']} points")
    assert_says("O4", f"if they do not, {result.shown_beside['least_points']}.")


def test_o5():
    names = [f"coach-{n}" for n in range(6)]
    attached = (Attachment("north", Span(LONG_AGO)), Attachment("south", Span(LONG_AGO)))
    coaches = tuple(replace(coach(name), care_teams=attached) for name in names)
    day = D - timedelta(days=30)
    events = (
        *held("individual_supervision", *tuesdays(11)),
        *held("treatment_team_meeting", day, people=("leena",), team="north"),
        *held("treatment_team_meeting", day, people=("leena",), team="south"),
        *held("outcome_review", day, people=tuple(names)),
    )
    leader = Leader("leena", Fraction(1, 2), Span(LONG_AGO))
    result = team_leader(Facts(coaches, events=events, leaders=(leader,)), D, SCALE)

    assert result.components == {"1": False, "2": True, "3": True, "4": None, "5": True}
    assert_says("O5", "6 coaches and a half-time leader: 6 is more than 5, part 1 is not present")
    assert_says("O5", "Supervision in 11 of 13 weeks: part 2 is", "teams visited: part 3 is.")
    assert_says("O5", "part 4 is open", "with all 6: part 5 is.")
    beside = result.shown_beside
    assert_says("O5", f"{beside['least_points']} points, or {beside['most_points']}.")


def test_o6():
    day = D - timedelta(days=30)
    accepted = [Referral(f"r{n}", day, f"source-{n % 4}", "accepted", day) for n in range(19)]
    refused = Referral("r", day, "source-0", "refused", day, "symptoms")
    result = nobody_shut_out(Facts(referrals=(*accepted, refused)), D, SCALE)

    share = result.measures["shut_out"]
    assert_says(
        "O6", f"{share.denominator} referrals from {result.shown_beside['sources']} sources"
    )
    assert_says("O6", f"{share.numerator} was refused", f"{share.value * 100} %")
    assert_says("O6", f"**{result.ceiling} points**")


def test_o7():
    events = held("work_story", date(2026, 3, 3), date(2026, 9, 1))
    result = aims_at_paid_work(Facts(events=events), D, SCALE)

    assert result.shown_beside["work_stories"] == 2
    assert [part for part, told in result.components.items() if told is None] == [
        "1",
        "2",
        "3",
        "5",
    ]
    assert_says("O7", "shared twice", "part 4 is ticked", "other four parts")


def test_o8():
    days = [date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)]
    result = top_management_support(Facts(events=held("steering_group", *days)), D, SCALE)

    assert result.components["4"] is True
    assert_says("O8", *(f"{day:%B}" for day in days), "23 February, 23 May and 23 August")
    assert_says("O8", "part 4 is ticked")
    assert_says(
        "O8", f"each of the {result.shown_beside['quarters_with_a_steering_group']} quarters"
    )
