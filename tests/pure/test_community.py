"""Item V13: the worked cases and the readings about places, leave and recorded time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.community import time_in_the_community
from fidelity.facts import Coach, Facts, Post, Settings, Span
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from fidelity.windows import last_whole_weeks
from tests.pure.casebook import cases
from tests.pure.rows import DAY, contact, worked
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
WEEKS = last_whole_weeks(D, 8)
MONDAYS = [monday for monday, _sunday in WEEKS]
WEEKLY = 2000


def about(name: str = "aino", start: date = LONG_AGO, leave: tuple[Span, ...] = ()) -> Coach:
    return Coach(name, (Post(Span(start), Fraction(1), WEEKLY),), leave)


def out(name: str, share: Fraction, place: str = "community") -> Facts:
    """A coach whose eight weeks are so much in the community, a half in contacts, the rest at an office."""
    minutes = share * 8 * WEEKLY
    assert minutes.denominator == 1
    visit, rest = divmod(int(minutes), 2)
    return Facts(
        (about(name),),
        contacts=(contact(f"{name}-visit", MONDAYS[0], name, minutes=visit, place=place),),
        work_time=(
            worked(WEEKS[-1][1], visit + rest, name, place="workplace"),
            worked(MONDAYS[4], max(0, 8 * WEEKLY - int(minutes)), name),
        ),
    )


def together(*teams: Facts) -> Facts:
    names = ("coaches", "contacts", "work_time")
    return Facts(**{name: sum((getattr(team, name) for team in teams), ()) for name in names})


@pytest.mark.parametrize("case", cases("v13"))
def test_time_in_the_community(case):
    shares = [Fraction(share) for share in case["shares"]]

    result = time_in_the_community(
        together(*(out(f"c{n}", share) for n, share in enumerate(shares))), D, SCALE
    )

    assert isinstance(result, Score)
    assert [part.value for part in result.coaches] == shares
    assert [part.points for part in result.coaches] == case["points"]
    assert result.points == case["item"]
    assert result.counted == tuple(f"c{n}-visit" for n in range(len(shares)))


def test_the_mean_that_the_next_point_asks_for_is_told():
    result = time_in_the_community(out("aino", Fraction(1, 2)), D, SCALE)

    assert result.next == Next(5, Fraction(9, 2))


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("workplace", None),
        ("community", None),
        ("home", None),
        ("own_office", "not_in_community"),
        ("treatment_site", "not_in_community"),
        ("day_centre", "not_in_community"),
        ("remote", "not_in_community"),
        ("travel", "not_in_community"),
        (None, "no_place"),
    ],
)
def test_which_places_are_the_community(place, reason):
    facts = out("aino", Fraction(1, 2))
    visit = replace(facts.contacts[0], place=place)

    result = time_in_the_community(replace(facts, contacts=(visit,)), D, SCALE)

    assert result.coaches[0].value == (Fraction(1, 4) if reason else Fraction(1, 2))
    assert result.left_out == ((LeftOut(visit.id, reason),) if reason else ())


def test_travel_counts_where_the_setting_says_so_and_both_are_shown():
    facts = out("aino", Fraction(1, 2), place="travel")
    counted = replace(facts, settings=Settings(count_travel=True))

    without = time_in_the_community(facts, D, SCALE)
    with_travel = time_in_the_community(counted, D, SCALE)

    assert (without.points, with_travel.points) == (1, 4)
    assert with_travel.counted == ("aino-visit",)
    for result in (without, with_travel):
        assert result.shown_beside == {
            "share_without_travel": Fraction(1, 4),
            "share_with_travel": Fraction(1, 2),
        }


def test_minutes_of_either_kind_count_in_the_community():
    facts = out("aino", Fraction(1, 2))
    other = tuple(replace(row, kind="other") for row in facts.work_time)

    assert time_in_the_community(replace(facts, work_time=other), D, SCALE).points == 4


def test_a_coach_with_under_eighty_per_cent_recorded_is_left_out_of_the_mean():
    scored = out("aino", Fraction(1))
    enough = Facts((about("b"),), work_time=(worked(MONDAYS[0], 12_800, "b"),))
    short = Facts((about("c"),), work_time=(worked(MONDAYS[0], 12_799, "c", place="home"),))

    result = time_in_the_community(together(scored, enough, short), D, SCALE)

    assert [(part.coach, part.points) for part in result.coaches] == [("aino", 5), ("b", 1)]
    assert result.left_out == (LeftOut("c", "too_little_time_recorded"),)


def test_a_contact_without_a_place_is_recorded_time_and_one_without_minutes_is_none():
    placeless = contact("placeless", D, minutes=12_800)
    endless = contact("endless", D, place="home")
    facts = Facts((about(),), contacts=(placeless, endless))

    result = time_in_the_community(facts, D, SCALE)

    assert (result.points, result.coaches[0].value) == (1, 0)
    assert result.left_out == (LeftOut("endless", "no_minutes"), LeftOut("placeless", "no_place"))


def test_leave_is_taken_off_the_scheduled_time_and_minutes_on_it_are_left_out():
    week = Span(MONDAYS[2], MONDAYS[3])
    away = about(leave=(week, Span(MONDAYS[5], MONDAYS[5] + DAY)))
    visits = (
        contact("in", MONDAYS[3], minutes=5440, place="home"),
        contact("on-leave", week.start, minutes=999, place="home"),
        contact("on-leave-too", week.end - DAY, minutes=999, place="home"),
    )
    rest = (worked(MONDAYS[4], 8160), worked(week.start, 999, place="home"))

    result = time_in_the_community(Facts((away,), contacts=visits, work_time=rest), D, SCALE)

    assert result.coaches[0].value == Fraction(5440, 7 * WEEKLY - WEEKLY // 5)
    assert result.coaches[0].points == 3
    assert result.left_out == (LeftOut("on-leave", "on_leave"), LeftOut("on-leave-too", "on_leave"))


def test_part_time_is_the_posts_own_contracted_time():
    change = MONDAYS[4] + 2 * DAY
    half = Post(Span(change), Fraction(1, 2), WEEKLY // 2)
    one = Coach("aino", (Post(Span(LONG_AGO, change), Fraction(1), WEEKLY), half))
    scheduled = 4 * WEEKLY + 2 * WEEKLY // 5 + 3 * WEEKLY // 10 + 3 * WEEKLY // 2
    rows = (worked(D, scheduled // 2, place="home"), worked(D, scheduled // 2))

    result = time_in_the_community(Facts((one,), work_time=rows), D, SCALE)

    assert result.coaches[0].value == Fraction(1, 2)


def test_a_new_coach_is_left_out_and_one_of_ninety_days_is_not():
    for days, left in ((89, True), (90, False)):
        new = replace(out("new", Fraction(1)), coaches=(about("new", start=D - timedelta(days)),))

        result = time_in_the_community(together(out("aino", Fraction(1)), new), D, SCALE)

        assert (LeftOut("new", "new_specialist") in result.left_out) is left
        assert len(result.coaches) == (1 if left else 2)


def test_minutes_before_the_post_are_left_out_and_the_first_week_is_scheduled_in_part():
    starts = MONDAYS[0] + 2 * DAY
    soon = replace(SCALE, rules={**SCALE.rules, "per_specialist": {"new_for_days": 30}})
    visits = (
        contact("too-early", starts - DAY, minutes=500, place="home"),
        contact("first-day", starts, minutes=500, place="home"),
    )
    facts = Facts((about(start=starts),), contacts=visits, work_time=(worked(D, 15_000),))

    result = time_in_the_community(facts, D, soon)

    assert result.coaches[0].value == Fraction(500, 8 * WEEKLY - 2 * WEEKLY // 5)
    assert result.left_out == (LeftOut("too-early", "outside_post"),)


def test_a_coach_is_scored_on_the_last_day_and_not_from_the_end_on():
    facts = out("aino", Fraction(1))
    last = replace(facts, coaches=(coach("aino", end=D + DAY),))
    gone = replace(facts, coaches=(coach("aino", end=D),))

    assert time_in_the_community(last, D, SCALE).points == 5
    assert time_in_the_community(gone, D, SCALE).reason_code == "no_specialist"


def test_on_leave_all_window_there_is_no_score():
    away = replace(out("aino", Fraction(1)), coaches=(about(leave=(Span(MONDAYS[0]),)),))

    result = time_in_the_community(away, D, SCALE)

    assert isinstance(result, InsufficientData)
    assert result.reason_code == "no_specialist_scored"
    assert LeftOut("aino", "too_little_time_recorded") in result.left_out


@pytest.mark.parametrize(
    "on",
    [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2027, 1, 4)],
    ids=["clocks forward", "clocks back", "leap day", "first days of a year"],
)
def test_the_window_is_eight_whole_weeks_with_their_first_and_last_day(on):
    weeks = last_whole_weeks(on, 8)
    first, last = weeks[0][0], weeks[-1][1]
    rows = (
        worked(first - DAY, 5000, place="home"),
        worked(first, 8000, place="home"),
        worked(last, 8000),
        worked(last + DAY, 5000, place="home"),
    )

    result = time_in_the_community(Facts((about(),), work_time=rows), on, SCALE)

    assert (first.isoweekday(), last.isoweekday(), (last - first).days) == (1, 7, 55)
    assert (result.window.start, result.window.end) == (first, last)
    assert result.coaches[0].value == Fraction(1, 2)


@given(
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(1, 5000),
    st.sampled_from(["home", "workplace", "community"]),
    st.integers(0, 55),
)
def test_more_minutes_in_the_community_never_lower_the_points_of_v13(mine, hers, more, place, day):
    facts = together(out("aino", Fraction(mine, 100)), out("oona", Fraction(hers, 100)))
    added = worked(MONDAYS[0] + day * DAY, more, place=place)

    before = time_in_the_community(facts, D, SCALE)
    after = time_in_the_community(replace(facts, work_time=(*facts.work_time, added)), D, SCALE)

    assert 1 <= before.points <= after.points <= 5
