"""Item V5: the worked cases and the readings about plans in force and contacts for one client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import ClientStay, Contact, Facts, PlanVersion, Span
from fidelity.individual_search import individual_job_search
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from tests.pure.casebook import cases
from tests.pure.rows import DAY, contact
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")
FIRST = date(2026, 9, 23)


def asked(key: str, on: date = D, **values: object) -> Contact:
    """A contact with an employer for one client that matches the client's goals."""
    return contact(key, on, **{"with_whom": "employer", "matches_goals": True, **values})


def search(matching: int, all_: int) -> Facts:
    return Facts(
        (coach(),),
        (ClientStay("client-0", LONG_AGO, in_work_at_entry=False),),
        contacts=tuple(
            asked(f"contact-{n}", D - n % 60 * DAY, matches_goals=n < matching) for n in range(all_)
        ),
        plans=(PlanVersion("client-0", 1, LONG_AGO, 2),),
    )


@pytest.mark.parametrize("case", cases("v5"))
def test_individual_job_search(case):
    facts = search(case["matching"], case["all"])

    result = individual_job_search(facts, D, SCALE)

    if "reason" in case:
        assert isinstance(result, InsufficientData)
        assert (result.reason_code, result.have, result.need) == (case["reason"], case["all"], 10)
    else:
        assert isinstance(result, Score)
        assert (result.value, result.points) == (Fraction(case["share"]), case["points"])
        assert (result.numerator, result.denominator) == (case["matching"], case["all"])
        assert result.counted == tuple(sorted(row.id for row in facts.contacts))


def test_the_next_threshold_is_told_as_a_share():
    assert individual_job_search(search(8, 10), D, SCALE).next == Next(5, Fraction(9, 10))
    assert individual_job_search(search(9, 10), D, SCALE).next is None


@pytest.mark.parametrize("mode", ["face_to_face", "video", "phone", "message"])
def test_any_means_will_do_and_nobody_need_decide_on_hiring(mode):
    facts = search(10, 10)
    by_mode = tuple(replace(row, mode=mode, decides=False) for row in facts.contacts)

    assert individual_job_search(replace(facts, contacts=by_mode), D, SCALE).points == 5


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"client": None}, "no_client"),
        ({"reached": False}, "not_reached"),
        ({"supports_working_client": True}, "supports_working_client"),
    ],
)
def test_a_contact_that_is_not_for_one_clients_search_is_left_out_with_the_reason(values, reason):
    facts = search(10, 11)
    spoilt = replace(facts.contacts[-1], **values)

    result = individual_job_search(
        replace(facts, contacts=(*facts.contacts[:-1], spoilt)), D, SCALE
    )

    assert (result.value, result.left_out) == (1, (LeftOut(spoilt.id, reason),))


def test_contacts_with_others_are_not_looked_at():
    facts = search(10, 10)
    other = contact("other", D, matches_goals=False)

    result = individual_job_search(replace(facts, contacts=(*facts.contacts, other)), D, SCALE)

    assert (result.denominator, result.left_out) == (10, ())


@pytest.mark.parametrize(
    ("planned", "matching"),
    [(D - DAY, 10), (D, 10), (D + DAY, 0)],
    ids=["day before", "same day", "day after"],
)
def test_a_plan_is_in_force_from_the_day_of_the_first_profile(planned, matching):
    facts = search(10, 10)
    versions = (PlanVersion("client-0", 2, D + 30 * DAY, 3), PlanVersion("client-0", 1, planned, 2))
    on_the_day = tuple(replace(row, on=D) for row in facts.contacts)

    result = individual_job_search(
        replace(facts, contacts=on_the_day, plans=versions), D + DAY, SCALE
    )

    assert result.numerator == matching


def test_the_plan_of_another_stay_of_the_person_is_not_this_stays():
    facts = search(10, 10)
    stays = (
        replace(facts.clients[0], person="one"),
        ClientStay("earlier", LONG_AGO, in_work_at_entry=False, person="one"),
    )

    result = individual_job_search(
        replace(facts, clients=stays, plans=(PlanVersion("earlier", 1, LONG_AGO, 2),)), D, SCALE
    )

    assert result.points == 1


def test_why_contacts_do_not_match_is_told_beside_the_points():
    facts = search(7, 8)
    more = (
        asked("not-asked", matches_goals=None),
        asked("no-plan", client="without a plan"),
        asked("no-plan-nor-answer", client="without a plan", matches_goals=None),
    )

    result = individual_job_search(replace(facts, contacts=(*facts.contacts, *more)), D, SCALE)

    assert (result.numerator, result.denominator) == (7, 11)
    assert result.shown_beside == {"does_not_match": 1, "not_asked": 1, "no_plan": 2}


def test_contacts_on_leave_or_by_somebody_who_has_left_count():
    facts = search(10, 10)

    for one in (coach(leave=(Span(LONG_AGO),)), coach(end=LONG_AGO + DAY)):
        assert individual_job_search(replace(facts, coaches=(one,)), D, SCALE).points == 5


def test_the_window_is_two_calendar_months_with_both_ends_in():
    facts = search(10, 10)
    within = tuple(replace(row, on=FIRST if n else D) for n, row in enumerate(facts.contacts))
    outside = (asked("before", FIRST - DAY), asked("after", D + DAY))

    result = individual_job_search(replace(facts, contacts=(*within, *outside)), D, SCALE)

    assert (result.window.start, result.window.end) == (FIRST, D)
    assert result.counted == tuple(sorted(row.id for row in within))


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2027, 4, 30), date(2027, 3, 1)),
        (date(2028, 4, 30), date(2028, 3, 1)),
        (date(2028, 4, 29), date(2028, 3, 1)),
        (date(2028, 4, 28), date(2028, 2, 29)),
        (date(2026, 3, 29), date(2026, 1, 30)),
        (date(2026, 10, 25), date(2026, 8, 26)),
    ],
)
def test_a_day_that_does_not_exist_becomes_the_months_last(on, start):
    facts = search(10, 10)
    within = tuple(replace(row, on=start) for row in facts.contacts)
    before = asked("before", start - DAY)

    result = individual_job_search(replace(facts, contacts=(*within, before)), on, SCALE)

    assert (result.window.start, result.denominator) == (start, 10)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 60))
def test_one_matching_contact_more_never_lowers_the_points_of_v5(matching, other, ago):
    facts = search(matching, matching + other)
    more = replace(facts, contacts=(*facts.contacts, asked("more", D - ago * DAY)))

    before = individual_job_search(facts, D, SCALE)
    after = individual_job_search(more, D, SCALE)

    if matching + other < 10:
        assert isinstance(before, InsufficientData)
    else:
        assert 1 <= before.points <= after.points <= 5
