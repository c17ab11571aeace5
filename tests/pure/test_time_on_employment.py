"""Item S2: the worked cases and the readings about recorded time, leave and posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Coach, Facts, Post, Span
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from fidelity.staffing import time_on_employment
from fidelity.windows import last_whole_weeks
from tests.pure.casebook import cases
from tests.pure.rows import contact, worked
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
FIRST = date(2026, 8, 23)
MONDAYS = [first for first, _last in last_whole_weeks(D, 13)]
"""The thirteen weeks that the three months to D hold, without the Sunday before them."""


def contracted(minutes: int, name: str = "aino") -> Coach:
    """A coach whose thirteen weeks are so many minutes together."""
    weekly, rest = divmod(minutes, 13)
    assert not rest
    return Coach(name, (Post(Span(LONG_AGO), Fraction(1), weekly),))


def recorded(employment: int, other: int, weekly: int = 2400, coaches: int = 1) -> Facts:
    """Minutes spread over coaches and weeks: a half of the employment service in contacts."""
    team = [contracted(weekly * 13, f"coach-{n}") for n in range(coaches)]
    slots = [(one.id, day) for one in team for day in MONDAYS]
    held = _spread(employment // 2, len(slots))
    rest = _spread(employment - employment // 2, len(slots))
    elsewhere = _spread(other, len(slots))
    return Facts(
        tuple(team),
        contacts=tuple(
            contact(f"contact-{n}", day, by, minutes=held[n]) for n, (by, day) in enumerate(slots)
        ),
        work_time=tuple(
            worked(day, part, by, kind=kind)
            for n, (by, day) in enumerate(slots)
            for part, kind in ((rest[n], "employment"), (elsewhere[n], "other"))
        ),
    )


def _spread(minutes: int, count: int) -> list[int]:
    each, more = divmod(minutes, count)
    return [each + (n < more) for n in range(count)]


@pytest.mark.parametrize("case", cases("s2"))
def test_time_on_employment(case):
    worked_hours = case["worked"]
    coaches = 1 if "contracted" in case else 2
    assert case.get("contracted", 520) == 520
    facts = recorded(
        case["employment"] * 60, (worked_hours - case["employment"]) * 60, coaches=coaches
    )

    result = time_on_employment(facts, D, SCALE)

    if "reason" in case:
        assert isinstance(result, InsufficientData)
        assert (result.reason_code, result.have, result.need) == (
            case["reason"],
            worked_hours * 60,
            Fraction(4, 5) * case["contracted"] * 60,
        )
    else:
        assert isinstance(result, Score)
        assert (result.value, result.points) == (Fraction(case["share"]), case["points"])
        assert result.numerator == case["employment"] * 60
        assert result.denominator == worked_hours * 60
        assert result.counted == tuple(sorted(row.id for row in facts.contacts))


def test_the_next_threshold_is_told_as_a_share():
    assert time_on_employment(recorded(900, 100, 76), D, SCALE).next == Next(5, Fraction(24, 25))
    assert time_on_employment(recorded(960, 40, 76), D, SCALE).next is None


def test_just_under_eighty_per_cent_of_the_contracted_time_gives_no_points():
    enough = recorded(1040, 0, 100)
    short = replace(
        enough, work_time=(replace(enough.work_time[0], minutes=39), *enough.work_time[1:])
    )

    assert time_on_employment(enough, D, SCALE).denominator == 1040
    assert isinstance(time_on_employment(short, D, SCALE), InsufficientData)


def test_the_window_is_three_calendar_months_with_the_first_day_in_and_the_day_before_out():
    facts = recorded(1300, 0, 100)
    before = contact("before", FIRST - timedelta(days=1), "coach-0", minutes=500)
    first = replace(before, id="first", on=FIRST)
    last = replace(before, id="last", on=D)

    result = time_on_employment(
        replace(facts, contacts=(*facts.contacts, before, first, last)), D, SCALE
    )

    assert (result.window.start, result.window.end) == (FIRST, D)
    assert result.denominator == 2300
    assert {"first", "last"} < set(result.counted)
    assert "before" not in result.counted


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2028, 5, 29), date(2028, 3, 1)),
        (date(2027, 5, 31), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2027, 11, 30)),
        (date(2026, 3, 29), date(2025, 12, 30)),
        (date(2026, 10, 25), date(2026, 7, 26)),
    ],
    ids=["leap day before", "no such day", "on a leap day", "clocks forward", "clocks back"],
)
def test_a_day_that_does_not_exist_becomes_the_months_last(on, start):
    days = (start - timedelta(days=1), start, on, on + timedelta(days=1))
    facts = Facts((coach(),), work_time=tuple(worked(day, 20_000) for day in days))

    result = time_on_employment(facts, on, SCALE)

    assert result.window.start == start
    assert result.denominator == 40_000


def test_minutes_on_leave_days_and_outside_the_post_are_left_out_with_the_reason():
    ends = D - timedelta(days=13)
    away = Span(MONDAYS[3], MONDAYS[4])
    one = coach("aino", start=MONDAYS[1], end=ends, leave=(away,))
    days = {
        "too-early": MONDAYS[1] - timedelta(days=1),
        "first-day": MONDAYS[1],
        "first-of-leave": away.start,
        "last-of-leave": away.end - timedelta(days=1),
        "after-leave": away.end,
        "last-day": ends - timedelta(days=1),
        "end-day": ends,
    }
    contacts = tuple(contact(key, day, minutes=5000) for key, day in days.items())
    rest = tuple(worked(day, 1000) for day in days.values())

    result = time_on_employment(Facts((one,), contacts=contacts, work_time=rest), D, SCALE)

    assert result.counted == ("after-leave", "first-day", "last-day")
    assert result.denominator == 18_000
    assert result.left_out == (
        LeftOut("first-of-leave", "on_leave"),
        LeftOut("last-of-leave", "on_leave"),
        LeftOut("end-day", "outside_post"),
        LeftOut("too-early", "outside_post"),
    )


def test_a_leave_week_and_a_part_time_post_lower_the_time_that_must_be_recorded():
    one = contracted(1300)
    half = replace(one.posts[0], span=Span(MONDAYS[7]), weekly_minutes=50)
    whole = replace(one.posts[0], span=Span(LONG_AGO, MONDAYS[7]))
    away = replace(one, posts=(whole, half), leave=(Span(MONDAYS[0], MONDAYS[1]),))
    facts = Facts((away,), work_time=(worked(MONDAYS[2], 720),))

    result = time_on_employment(facts, D, SCALE)

    assert result.shown_beside["scheduled_minutes"] == 6 * 100 + 6 * 50
    assert isinstance(
        time_on_employment(replace(facts, work_time=(worked(MONDAYS[2], 719),)), D, SCALE),
        InsufficientData,
    )


def test_attempts_count_as_worked_and_a_contact_without_minutes_adds_none():
    facts = recorded(1300, 0, 100)
    attempt = contact("attempt", D, "coach-0", minutes=10, reached=False, client=None)
    unmeasured = contact("unmeasured", D, "coach-0")

    result = time_on_employment(
        replace(facts, contacts=(*facts.contacts, attempt, unmeasured)), D, SCALE
    )

    assert result.denominator == 1310
    assert "attempt" in result.counted
    assert result.left_out == (LeftOut("unmeasured", "no_minutes"),)


def test_a_new_coach_and_one_who_has_left_count_with_everybody_in_the_window():
    facts = recorded(1300, 0, 100)
    new = coach("new", start=D)
    gone = coach("gone", start=LONG_AGO, end=FIRST + timedelta(days=1))
    rest = (worked(D, 7, "new"), worked(FIRST, 11, "gone", kind="other"))

    result = time_on_employment(
        replace(facts, coaches=(*facts.coaches, new, gone), work_time=(*facts.work_time, *rest)),
        D,
        SCALE,
    )

    assert (result.numerator, result.denominator) == (1307, 1318)


def test_without_anybody_in_post_in_the_window_there_is_no_score():
    gone = coach("gone", end=FIRST)
    later = coach("later", start=D + timedelta(days=1))

    result = time_on_employment(Facts((gone, later), work_time=(worked(D, 600, "gone"),)), D, SCALE)

    assert isinstance(result, InsufficientData)
    assert result.reason_code == "no_specialist"


def test_on_leave_all_window_or_with_nothing_recorded_there_is_no_score():
    away = coach(leave=(Span(LONG_AGO),))
    idle = coach("idle", start=D)

    for one in (away, idle):
        result = time_on_employment(Facts((one,), work_time=(worked(D, 0, one.id),)), D, SCALE)

        assert isinstance(result, InsufficientData)
        assert (result.reason_code, result.have) == ("too_little_time_recorded", 0)


@given(st.integers(0, 2600), st.integers(0, 2600), st.integers(1, 600))
def test_more_employment_service_never_lowers_the_points_of_s2(employment, other, more):
    few = time_on_employment(recorded(employment, other, 100), D, SCALE)
    many = time_on_employment(recorded(employment + more, other, 100), D, SCALE)

    if employment + other < 1040:
        assert isinstance(few, InsufficientData)
    else:
        assert 1 <= few.points <= many.points <= 5
