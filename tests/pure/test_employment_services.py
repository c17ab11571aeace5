"""Item O3: the worked cases and the readings about months, weeks and when recording began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Contact, Event, Facts, Span
from fidelity.organisation import work_with_employment_services
from fidelity.results import InsufficientData, LeftOut, Measure, Next, Score
from fidelity.scale import load
from fidelity.windows import last_whole_weeks, month_parts
from tests.pure.casebook import cases
from tests.pure.rows import DAY, contact, worked
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
MONTHS = month_parts(D, 3)
WEEKS = last_whole_weeks(D, 13)


def about(key: str, on: date, **values: object) -> Contact:
    return contact(key, on, **{"with_whom": "employment_services", "mode": "phone", **values})


def meet(key: str, on: date, kind: str = "employment_services_meeting") -> Event:
    return Event(key, on, kind, ("aino",))


def partners(meetings: tuple[int, ...], contacts: tuple[int, ...]) -> Facts:
    """Meetings in the middle of each month, and contacts on its first Mondays, one a week."""
    mondays = [[monday for monday, _ in WEEKS if first <= monday <= last] for first, last in MONTHS]
    return Facts(
        (coach(),),
        contacts=tuple(
            about(f"contact-{month}-{n}", mondays[month][n])
            for month, count in enumerate(contacts)
            for n in range(count)
        ),
        events=tuple(
            meet(f"meeting-{month}-{n}", MONTHS[month][0] + 14 * DAY)
            for month, count in enumerate(meetings)
            for n in range(count)
        ),
        work_time=(worked(LONG_AGO, 60),),
    )


@pytest.mark.parametrize("case", cases("o3"))
def test_work_with_employment_services(case):
    facts = partners(case["meetings"], case["contacts"])

    result = work_with_employment_services(facts, D, SCALE)

    assert isinstance(result, Score)
    assert (result.points, result.value) == (case["points"], Fraction(case["weeks"], 13))
    assert (result.numerator, result.denominator) == (case["weeks"], 13)
    assert result.shown_beside == {
        "meetings_by_month": tuple(case["meetings"]),
        "contacts_by_month": tuple(case["contacts"]),
    }
    assert result.counted == tuple(
        sorted([row.id for row in facts.contacts] + [row.id for row in facts.events])
    )


def test_how_much_of_each_part_is_there_is_told_beside_the_points():
    result = work_with_employment_services(partners((1, 0, 2), (1, 0, 1)), D, SCALE)

    assert result.measures == {
        "weeks_with_contact": Measure(2, 13),
        "months_with_contact": Measure(2, 3),
        "months_with_meeting": Measure(2, 3),
    }


@pytest.mark.parametrize(
    ("meetings", "contacts", "following"),
    [
        ((0, 0, 0), (0, 0, 0), Next(2, Fraction(1, 3), ("months_with_contact",))),
        ((0, 0, 0), (0, 0, 1), Next(3, Fraction(1), ("months_with_contact",))),
        ((0, 0, 0), (4, 3, 3), Next(4, Fraction(1, 3), ("months_with_meeting",))),
        ((1, 1, 1), (4, 3, 3), Next(5, Fraction(11, 13), ("weeks_with_contact",))),
        ((1, 0, 1), (5, 4, 4), Next(5, Fraction(1), ("months_with_meeting",))),
        ((1, 0, 0), (4, 3, 3), None),
        ((1, 1, 1), (5, 4, 4), None),
    ],
)
def test_the_next_step_names_what_must_reach_which_share(meetings, contacts, following):
    result = work_with_employment_services(partners(meetings, contacts), D, SCALE)

    assert result.next == following


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"client": None}, "no_client"), ({"reached": False}, "not_reached")],
)
def test_only_contacts_that_reached_somebody_about_a_client_count(values, reason):
    facts = partners((0, 0, 0), (0, 0, 1))
    spoilt = replace(facts.contacts[0], **values)

    result = work_with_employment_services(replace(facts, contacts=(spoilt,)), D, SCALE)

    assert result.points == 1
    assert result.left_out == (LeftOut(spoilt.id, reason),)


def test_contacts_with_others_and_other_events_are_not_looked_at():
    facts = partners((0, 0, 0), (0, 0, 0))
    others = (contact("client", D), contact("office", D, with_whom="benefits_office"))
    events = (meet("steering", D, "steering_group"),)

    result = work_with_employment_services(replace(facts, contacts=others, events=events), D, SCALE)

    assert (result.points, result.counted, result.left_out) == (1, (), ())


def test_a_contact_on_leave_or_by_somebody_who_has_left_counts():
    facts = partners((0, 0, 0), (4, 4, 3))
    away = coach(leave=(Span(LONG_AGO),))

    for coaches in ((away,), (coach(end=LONG_AGO + DAY),), ()):
        assert work_with_employment_services(replace(facts, coaches=coaches), D, SCALE).points == 4


def test_the_months_are_cut_at_the_day_one_and_two_months_earlier():
    edges = {
        "before": date(2026, 8, 22),
        "a": date(2026, 8, 23),
        "b": date(2026, 9, 22),
        "c": date(2026, 9, 23),
        "d": date(2026, 10, 22),
        "e": date(2026, 10, 23),
        "f": D,
        "after": D + DAY,
    }
    facts = replace(
        partners((0, 0, 0), (0, 0, 0)),
        events=tuple(meet(f"meeting-{key}", day) for key, day in edges.items()),
        contacts=tuple(about(f"contact-{key}", day) for key, day in edges.items()),
    )

    result = work_with_employment_services(facts, D, SCALE)

    assert result.shown_beside == {
        "meetings_by_month": (2, 2, 2),
        "contacts_by_month": (2, 2, 2),
    }
    assert not {"meeting-before", "meeting-after", "contact-after"} & set(result.counted)


def test_the_weeks_may_begin_before_the_three_months():
    on = date(2027, 4, 30)
    first_monday, sunday = last_whole_weeks(on, 13)[0]
    facts = replace(partners((0, 0, 0), (0, 0, 0)), contacts=(about("early", first_monday),))

    result = work_with_employment_services(facts, on, SCALE)

    assert first_monday < month_parts(on, 3)[0][0] <= sunday
    assert result.window.start == first_monday
    assert (result.numerator, result.counted) == (1, ("early",))
    assert result.shown_beside["contacts_by_month"] == (0, 0, 0)
    assert result.points == 1


def test_a_week_that_has_not_ended_counts_for_the_month_only():
    on = D - DAY
    facts = replace(partners((0, 0, 0), (0, 0, 0)), contacts=(about("this-week", on),))

    result = work_with_employment_services(facts, on, SCALE)

    assert (result.numerator, result.points) == (0, 2)
    assert result.shown_beside["contacts_by_month"] == (0, 0, 1)


@pytest.mark.parametrize(
    "on",
    [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)],
    ids=["clocks forward", "clocks back", "leap day"],
)
def test_thirteen_weeks_are_thirteen_over_changes_of_the_clock_and_a_leap_day(on):
    weeks = last_whole_weeks(on, 13)
    sundays = tuple(about(f"contact-{sunday}", sunday) for _monday, sunday in weeks)
    facts = replace(partners((0, 0, 0), (0, 0, 0)), contacts=sundays)

    assert work_with_employment_services(facts, on, SCALE).value == 1


@pytest.mark.parametrize("kind", ["contacts", "work_time", "events"])
def test_recording_must_have_begun_in_the_first_of_the_weeks(kind):
    def begun(day: date) -> Facts:
        rows = {
            "contacts": (contact("first", day),),
            "work_time": (worked(day, 30),),
            "events": (meet("first", day, "steering_group"),),
        }
        return Facts((coach(),), **{kind: rows[kind]})

    in_time = work_with_employment_services(begun(WEEKS[0][1]), D, SCALE)
    late = work_with_employment_services(begun(WEEKS[1][0]), D, SCALE)

    assert in_time.points == 1
    assert isinstance(late, InsufficientData)
    assert (late.reason_code, late.have, late.need) == ("too_few_weeks", 12, 13)


def test_without_any_record_or_with_later_ones_only_there_is_no_score():
    for contacts in ((), (about("later", D + DAY),)):
        result = work_with_employment_services(Facts((coach(),), contacts=contacts), D, SCALE)

        assert isinstance(result, InsufficientData)
        assert (result.have, result.need) == (0, 13)


COUNTS = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
WEEKLY = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 4))


@given(COUNTS, WEEKLY, st.integers(0, 120))
def test_a_meeting_or_a_contact_more_never_lowers_the_points_of_o3(meetings, contacts, ago):
    facts = partners(meetings, contacts)
    day = D - ago * DAY

    before = work_with_employment_services(facts, D, SCALE)
    with_contact = work_with_employment_services(
        replace(facts, contacts=(*facts.contacts, about("more", day))), D, SCALE
    )
    with_meeting = work_with_employment_services(
        replace(facts, events=(*facts.events, meet("more", day))), D, SCALE
    )

    assert 1 <= before.points <= min(with_contact.points, with_meeting.points)
