"""Item S3: the worked cases and the readings about tags, jobs of clients and new coaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Assignment, ClientStay, Facts, Span
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from fidelity.staffing import all_phases
from tests.pure.casebook import cases
from tests.pure.rows import PHASES, contact, job
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
FIRST = date(2026, 5, 23)
DAY = timedelta(days=1)


def working(
    name: str, phases: int, *, in_work: bool = True, caseload: int = 1, start: date = LONG_AGO
) -> Facts:
    """A coach with 20 tagged contacts in so many phases (none without a phase) and a client in work."""
    client = f"client-of-{name}"
    tagged = [
        contact(f"{name}-{n}", D - n * DAY, name, client=client, phases=(PHASES[n % phases],))
        for n in range(20 if phases else 0)
    ]
    plain = [contact(f"{name}-plain", D, name, client=client)]
    return Facts(
        (coach(name, start=start),),
        (ClientStay(client, LONG_AGO, in_work_at_entry=False),),
        (Assignment(client, name, Span(LONG_AGO)),) * caseload,
        (*tagged, *plain),
        jobs=(job(f"job-{name}", LONG_AGO, client=client),) if in_work else (),
    )


def together(*teams: Facts) -> Facts:
    names = ("coaches", "clients", "assignments", "contacts", "jobs")
    return Facts(**{name: sum((getattr(team, name) for team in teams), ()) for name in names})


@pytest.mark.parametrize("case", cases("s3"))
def test_all_phases(case):
    start = D - timedelta(days=case["days_in_post"]) if "days_in_post" in case else LONG_AGO
    given = case.get("given", 0)
    teams = [
        working(f"c{n}", phases, in_work=not given, caseload=case.get("caseload", 1), start=start)
        for n, phases in enumerate(case["phases"])
    ]

    result = all_phases(together(*teams), D, SCALE)

    if "left_out" in case:
        assert isinstance(result, InsufficientData)
        assert result.reason_code == "no_specialist_scored"
        assert LeftOut("c0", case["left_out"]) in result.left_out
    else:
        assert isinstance(result, Score)
        assert [part.value for part in result.coaches] == [n + given for n in case["phases"]]
        assert [part.points for part in result.coaches] == case["points"]
        assert (result.value, result.points) == (Fraction(case["mean"]), case["item"])
        assert result.shown_beside["given_phases"] == (1 if given else 0)


def test_only_tagged_contacts_are_counted_and_the_others_stand_left_out():
    result = all_phases(working("aino", 6), D, SCALE)

    assert result.counted == tuple(sorted(f"aino-{n}" for n in range(20)))
    assert result.left_out == (LeftOut("aino-plain", "no_phase"),)
    assert result.next is None


def test_the_mean_that_the_next_point_asks_for_is_told():
    result = all_phases(together(working("a", 6), working("b", 5)), D, SCALE)

    assert result.next == Next(5, Fraction(9, 2))


def test_nineteen_tagged_contacts_are_too_few():
    facts = working("aino", 6)

    result = all_phases(replace(facts, contacts=facts.contacts[1:]), D, SCALE)

    assert isinstance(result, InsufficientData)
    assert LeftOut("aino", "too_few_contacts") in result.left_out


def test_attempts_and_contacts_on_leave_or_before_the_post_are_contacts_all_the_same():
    facts = working("aino", 6)
    away = replace(facts.coaches[0], leave=(Span(D - 30 * DAY),))
    unreached = tuple(replace(row, reached=False, client=None) for row in facts.contacts)

    result = all_phases(replace(facts, coaches=(away,), contacts=unreached), D, SCALE)

    assert result.points == 5
    assert len(result.counted) == 20


@pytest.mark.parametrize(("days", "points"), [(90, 5), (89, None)])
def test_a_coach_is_scored_from_the_ninetieth_day_on(days, points):
    result = all_phases(working("aino", 6, start=D - days * DAY), D, SCALE)

    assert getattr(result, "points", None) == points


def test_a_changed_post_does_not_make_a_coach_new():
    facts = working("aino", 6)
    one = facts.coaches[0]
    change = D - 10 * DAY
    posts = tuple(
        replace(one.posts[0], span=span) for span in (Span(LONG_AGO, change), Span(change))
    )

    assert all_phases(replace(facts, coaches=(replace(one, posts=posts),)), D, SCALE).points == 5


def test_a_coach_whose_last_day_was_the_day_before_is_not_looked_at():
    facts = working("aino", 6)
    last_week = replace(facts, coaches=(coach("aino", end=D + DAY),))
    gone = replace(facts, coaches=(coach("aino", end=D),))

    assert all_phases(last_week, D, SCALE).points == 5
    assert all_phases(gone, D, SCALE).reason_code == "no_specialist"


@pytest.mark.parametrize(
    ("on", "phases"),
    [(FIRST - DAY, 5), (FIRST, 6), (D, 6), (D + DAY, 5)],
    ids=["day before", "first day", "last day", "day after"],
)
def test_the_window_is_six_calendar_months_with_both_ends_in(on, phases):
    facts = working("aino", 5)
    sixth = contact("sixth", on, phases=("follow_along",))

    result = all_phases(replace(facts, contacts=(*facts.contacts, sixth)), D, SCALE)

    assert result.window.start == FIRST
    assert result.coaches[0].value == phases


@pytest.mark.parametrize(
    ("start", "end", "phases"),
    [
        (LONG_AGO, FIRST, 6),
        (LONG_AGO, FIRST + DAY, 4),
        (D, None, 4),
        (D, D, 4),
        (D + DAY, None, 6),
        (D, D - DAY, 6),
    ],
    ids=[
        "ended before",
        "held on the first day",
        "began on the last day",
        "held on one day",
        "begins later",
        "ended before it began",
    ],
)
def test_coaching_and_follow_along_are_given_when_nobody_held_a_job(start, end, phases):
    facts = working("aino", 4)
    held = (replace(facts.jobs[0], start=start, end=end),)

    assert all_phases(replace(facts, jobs=held), D, SCALE).coaches[0].value == phases


@pytest.mark.parametrize(
    ("mine", "job_start", "phases"),
    [
        (Span(LONG_AGO, D), D, 6),
        (Span(LONG_AGO, D), D - DAY, 4),
        (Span(D), D - 10 * DAY, 4),
        (Span(D, D), D - 10 * DAY, 6),
    ],
    ids=["job from the hand-over day on", "job on my last day", "handed to me today", "no day"],
)
def test_a_job_counts_on_days_on_which_the_client_was_the_coachs_own(mine, job_start, phases):
    facts = working("aino", 4)
    own = replace(facts.assignments[0], span=mine)
    others = Assignment(own.client, "somebody else", Span(mine.end or D + DAY))
    held = replace(facts.jobs[0], start=job_start)

    result = all_phases(replace(facts, assignments=(own, others), jobs=(held,)), D, SCALE)

    assert result.coaches[0].value == phases


def test_a_job_is_held_no_longer_than_until_the_client_is_closed():
    facts = working("aino", 4)
    for closed_on, phases in ((FIRST, 6), (FIRST + DAY, 4)):
        closed = replace(facts.clients[0], closed_on=closed_on)

        assert all_phases(replace(facts, clients=(closed,)), D, SCALE).coaches[0].value == phases


def test_only_a_missing_one_of_the_two_phases_is_given_and_no_phase_twice():
    facts = working("aino", 5, in_work=False)

    assert all_phases(facts, D, SCALE).coaches[0].value == 6


def test_no_other_phase_is_ever_given():
    facts = working("aino", 1, in_work=False)

    result = all_phases(facts, D, SCALE)

    assert result.coaches[0].value == 3


@given(
    st.integers(1, 6),
    st.booleans(),
    st.sets(st.sampled_from(PHASES), min_size=1),
    st.integers(0, 200),
)
def test_one_tagged_contact_more_never_lowers_the_points_of_s3(phases, in_work, tags, ago):
    facts = together(working("a", phases, in_work=in_work), working("b", 6))
    more = contact("more", D - ago * DAY, "a", phases=tuple(sorted(tags)))

    before = all_phases(facts, D, SCALE)
    after = all_phases(replace(facts, contacts=(*facts.contacts, more)), D, SCALE)

    assert 1 <= before.points <= after.points <= 5
