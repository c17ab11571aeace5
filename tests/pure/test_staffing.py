"""Item S1: the worked cases and the readings about absence, entry and pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Contact, Facts, Settings, Span, StatusFrom
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from fidelity.staffing import caseload_size
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D, coach, stays

SCALE = load("ips25-2008")


def team(active: int, fte: Fraction) -> Facts:
    """A team with so many active clients and so much FTE (0: the only coach has left)."""
    if fte == 0:
        coaches = [coach("gone", end=D)]
    else:
        whole, rest = divmod(fte, 1)
        coaches = [coach(f"coach-{number}") for number in range(int(whole))]
        coaches += [coach("part", rest)] if rest else []
    clients, assigned = stays(active, coaches)
    return Facts(coaches=tuple(coaches), clients=clients, assignments=assigned)


@pytest.mark.parametrize("case", cases("s1"))
def test_caseload_size(case):
    result = caseload_size(team(case["active"], Fraction(case["fte"])), D, SCALE)

    if "reason" in case:
        assert isinstance(result, InsufficientData)
        assert result.reason_code == case["reason"]
    else:
        assert isinstance(result, Score)
        assert (result.value, result.points) == (Fraction(case["ratio"]), case["points"])
        assert len(result.counted) == case["active"]


def test_the_next_threshold_is_told_until_the_top_is_reached():
    assert caseload_size(team(41, Fraction(2)), D, SCALE).next == Next(5, Fraction(20))
    assert caseload_size(team(40, Fraction(2)), D, SCALE).next is None


def test_a_post_absent_for_thirty_days_gives_no_fte_but_its_clients_count():
    for days, points in ((29, 5), (30, 2)):
        away = coach("away", leave=(Span(D - timedelta(days=10), D + timedelta(days=days - 10)),))
        here = coach("here")
        clients, assigned = stays(38, [away, here])
        facts = Facts(coaches=(away, here), clients=clients, assignments=assigned)

        assert caseload_size(facts, D, SCALE).points == points


def test_absences_that_touch_are_one():
    split = D - timedelta(days=2)
    away = coach(leave=(Span(D - timedelta(days=20), split), Span(split, D + timedelta(days=10))))
    clients, assigned = stays(5, [away])

    result = caseload_size(Facts((away,), clients, assigned), D, SCALE)

    assert isinstance(result, InsufficientData)
    assert result.reason_code == "no_specialist"


def test_a_client_who_has_not_entered_is_left_out_with_the_reason():
    coaches = [coach()]
    clients, assigned = stays(3, coaches)
    clients = (
        replace(clients[0], entry_date=None),
        replace(clients[1], entry_date=D + timedelta(1)),
        clients[2],
    )

    result = caseload_size(Facts(tuple(coaches), clients, assigned), D, SCALE)

    assert result.counted == ("client-2",)
    assert result.left_out == (
        LeftOut("client-0", "not_entered"),
        LeftOut("client-1", "not_entered"),
    )


def test_an_assignment_that_ended_that_day_does_not_count():
    coaches = [coach()]
    clients, assigned = stays(2, coaches)
    ended = (replace(assigned[0], span=Span(LONG_AGO, D)), assigned[1])

    assert caseload_size(Facts(tuple(coaches), clients, ended), D, SCALE).numerator == 1


def test_paused_clients_count_and_the_figure_without_them_stands_beside():
    coaches = [coach()]
    clients, assigned = stays(4, coaches)
    paused = (
        replace(clients[0], statuses=(*clients[0].statuses, StatusFrom("paused", D))),
        *clients[1:],
    )

    result = caseload_size(Facts(tuple(coaches), paused, assigned), D, SCALE)

    assert result.value == 4
    assert result.shown_beside["without_paused"] == 3


def test_the_largest_caseload_is_told_per_full_time_coach():
    full, half = coach("full"), coach("half", "1/2")
    clients, assigned = stays(24, [full, half])

    result = caseload_size(Facts((full, half), clients, assigned), D, SCALE)

    assert result.value == 16
    assert result.shown_beside["largest_caseload"] == 24


def test_recent_contact_may_be_asked_for():
    coaches = [coach()]
    clients, assigned = stays(3, coaches)
    met = Contact("c", D - timedelta(27), "aino", "client-0", "client", "phone", True)
    old = replace(met, id="o", client="client-1", on=D - timedelta(28))
    missed = replace(met, id="m", client="client-2", reached=False)
    facts = Facts(
        tuple(coaches),
        clients,
        assigned,
        (met, old, missed),
        settings=Settings(active_contact_days=28),
    )

    assert caseload_size(facts, D, SCALE).counted == ("client-0",)


@given(st.integers(1, 90), st.integers(1, 4), st.randoms(use_true_random=False))
def test_order_of_records_and_later_records_change_nothing(active, coaches, random):
    facts = team(active, Fraction(coaches))
    mixed = replace(
        facts,
        coaches=tuple(random.sample(facts.coaches, len(facts.coaches))),
        clients=tuple(random.sample(facts.clients, len(facts.clients))),
        assignments=tuple(random.sample(facts.assignments, len(facts.assignments))),
    )
    later = replace(
        mixed,
        assignments=(
            *mixed.assignments,
            replace(facts.assignments[0], span=Span(D + timedelta(1))),
        ),
    )

    assert caseload_size(later, D, SCALE) == caseload_size(facts, D, SCALE)


@given(st.integers(1, 90), st.integers(1, 4))
def test_one_client_fewer_never_lowers_the_points(active, coaches):
    more = caseload_size(team(active + 1, Fraction(coaches)), D, SCALE)
    fewer = caseload_size(team(active, Fraction(coaches)), D, SCALE)

    assert 1 <= more.points <= fewer.points <= 5
