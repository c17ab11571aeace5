"""Edges of the assisted items' windows: leap days, short months, clock changes, first and last weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fidelity.advice import benefits_advice, disclosure
from fidelity.assessment import work_based_assessment
from fidelity.exclusion import nobody_shut_out
from fidelity.facts import Assignment, ClientStay, Event, Facts, Job, PlanVersion, Referral, Span
from fidelity.judged import top_management_support
from fidelity.organisation_assisted import team_leader, treatment_team_contact
from fidelity.outreach import outreach
from fidelity.results import Measure
from fidelity.scale import load
from tests.pure.rows import contact
from tests.pure.team import LONG_AGO, D, coach, meeting

SCALE = load("ips25-2008")
YEAR = [benefits_advice, work_based_assessment, nobody_shut_out, outreach, top_management_support]


@pytest.mark.parametrize("item", YEAR)
@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2029, 2, 28), date(2028, 2, 29)),
        (date(2026, 3, 29), date(2025, 3, 30)),
        (date(2026, 10, 25), date(2025, 10, 26)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_twelve_months_end_with_the_day_and_begin_after_that_day_a_year_ago(item, on, start):
    window = item(Facts(), on, SCALE).window

    assert (window.start, window.end) == (start, on)


@pytest.mark.parametrize(
    ("on", "start"), [(date(2028, 2, 29), date(2027, 3, 1)), (date(2029, 2, 28), date(2028, 2, 29))]
)
def test_first_and_last_day_of_the_window_count_and_their_neighbours_do_not(on, start):
    day = timedelta(days=1)
    inside, outside = (start, on), (start - day, on + day)

    def referrals(days: tuple[date, ...]) -> Facts:
        rows = (Referral(f"r{n}", d, f"s{n}", "accepted", d) for n, d in enumerate(days))
        return Facts(referrals=tuple(rows))

    assert len(nobody_shut_out(referrals(inside), on, SCALE).counted) == 2
    assert nobody_shut_out(referrals(outside), on, SCALE).counted == ()
    started = tuple(Job(f"j{n}", "c", "e", "t", d) for n, d in enumerate((*inside, *outside)))
    assert benefits_advice(Facts(jobs=started), on, SCALE).counted == ("j0", "j1")


def test_the_months_of_mentoring_are_cut_at_the_last_days_of_short_months():
    on = date(2026, 5, 31)
    flagged = replace(coach("c0"), needs_mentoring=True)

    def mentored(*days: date) -> bool | None:
        rows = tuple(Event(f"m{n}", d, "field_mentoring", ("c0",)) for n, d in enumerate(days))
        return team_leader(Facts((flagged,), events=rows), on, SCALE).components["4"]

    assert mentored(date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1)) is True
    assert mentored(date(2026, 2, 28), date(2026, 4, 30), date(2026, 5, 1)) is False
    assert mentored(date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 31)) is False


def test_the_first_and_the_last_week_of_a_coach_are_weeks_worked():
    friday, wednesday = date(2026, 9, 4), date(2026, 9, 16)
    short = coach("aino", start=friday, end=wednesday)

    result = treatment_team_contact(Facts((short,)), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(0, 3)


def test_a_coach_who_starts_or_ends_at_a_week_end_works_no_week_for_it():
    saturday, monday = date(2026, 9, 5), date(2026, 9, 14)
    short = coach("aino", start=saturday, end=monday)

    result = treatment_team_contact(Facts((short,)), D, SCALE)

    assert result.measures["weekly_meeting"] == Measure(0, 1)


def test_a_half_time_coach_has_whole_weeks_and_iso_weeks_run_over_the_new_year():
    on = date(2027, 1, 3)
    new_year = Event("m", date(2027, 1, 1), "treatment_team_meeting", ("aino",))

    result = treatment_team_contact(Facts((coach(fte="1/2"),), events=(new_year,)), on, SCALE)

    assert result.measures["weekly_meeting"] == Measure(1, 13)
    assert result.counted == ("m",)


def test_a_client_who_was_handed_over_is_looked_at_once_with_the_contacts_of_both_coaches():
    client = ClientStay("c", LONG_AGO, in_work_at_entry=False)
    handed = (
        Assignment("c", "aino", Span(LONG_AGO, D)),
        Assignment("c", "veera", Span(D)),
        Assignment("c", "olli", Span(D)),
    )
    talk = contact("t", D - timedelta(days=9), "aino", client="c", purposes=("disclosure_talk",))
    told = meeting(1, D, "veera", client="c")

    result = disclosure(Facts((), (client,), handed, (talk, told)), D, SCALE)

    assert result.measures["talked_before"] == Measure(1, 1)
    assert result.counted == ("c",)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_thirty_days_over_a_change_of_clocks_are_thirty_days(change):
    entry = change - timedelta(days=15)
    on = entry + timedelta(days=61)
    silent = ClientStay("c", entry, in_work_at_entry=False)

    def sought(days: int) -> Measure:
        call = contact("t", entry + timedelta(days=days), client="c", reached=False)
        return outreach(Facts(clients=(silent,), contacts=(call,)), on, SCALE).measures["sought"]

    assert sought(30) == Measure(0, 1)
    assert sought(31) == sought(60) == Measure(1, 1)


def test_a_profile_on_a_leap_day_is_thirty_days_after_the_thirtieth_of_january():
    on = date(2028, 4, 1)
    job = Job("j", "c", "e", "t", date(2028, 1, 30))

    def kept_up(day: date) -> Measure:
        plan = PlanVersion("c", 2, day, 3)
        return work_based_assessment(Facts(jobs=(job,), plans=(plan,)), on, SCALE).measures[
            "kept_up"
        ]

    assert kept_up(date(2028, 2, 29)) == Measure(1, 1)
    assert kept_up(date(2028, 3, 1)) == Measure(0, 1)


def test_a_job_that_ended_on_the_day_it_began_is_asked_about_twice():
    job = Job("j", "c", "e", "t", D - timedelta(days=90), D - timedelta(days=90))

    result = work_based_assessment(Facts(jobs=(job,)), D, SCALE)

    assert result.measures["kept_up"] == Measure(0, 2)
