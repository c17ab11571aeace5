"""Item V14: the six components, their days and windows, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.components import points
from fidelity.facts import ClientStay, Contact, Facts, StatusFrom
from fidelity.outreach import outreach
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from tests.pure.team import D

SCALE = load("ips25-2008")
START = date(2025, 11, 23)
ENTRY = D - timedelta(days=100)
LOST = ENTRY + timedelta(days=30)


def stay(name: str = "c", entry: date = ENTRY, **values: object) -> ClientStay:
    return ClientStay(name, entry, False, (StatusFrom("searching", entry),), **values)


def contact(number: int, on: date, **values: object) -> Contact:
    plain = Contact(f"contact-{number}", on, "aino", "c", "client", "phone", False)
    return replace(plain, **values)


def attempt(number: int, on: date, **values: object) -> Contact:
    return contact(number, on, purposes=("outreach",), **values)


def visit(number: int, on: date = D, **values: object) -> Contact:
    return attempt(number, on, **{"mode": "face_to_face", "place": "home", **values})


def components(*contacts: Contact, clients: tuple[ClientStay, ...] = (stay(),)):
    return outreach(Facts(clients=clients, contacts=contacts), D, SCALE).components


def test_a_team_that_does_all_of_it_has_six_components_and_five_points():
    result = outreach(
        Facts(
            clients=(stay(),),
            contacts=(
                attempt(1, LOST + timedelta(days=1)),
                visit(2),
                visit(3, joint=True),
                contact(4, D, with_whom="family", reached=True),
            ),
        ),
        D,
        SCALE,
    )

    assert set(result.components.values()) == {True}
    assert points(SCALE.item("V14"), result.components) == 5
    assert len(result.counted) == 4


@pytest.mark.parametrize(
    ("reason", "present"),
    [("missed_appointments", False), ("time_limit", False), ("not_reached", True), ("died", True)],
)
def test_the_service_does_not_end_over_missed_appointments_or_a_time_limit(reason, present):
    for closed_on, seen in ((START, True), (START - timedelta(days=1), False), (D, True)):
        closed = stay("closed", START - timedelta(days=90), closed_on=closed_on)
        closed = replace(closed, closed_reason=reason)

        assert components(clients=(stay(), closed))["1"] is (present or not seen)


def test_who_never_came_to_the_first_meeting_counts_against_the_service_too():
    never = replace(stay(), entry_date=None, closed_on=D, closed_reason="missed_appointments")

    result = outreach(Facts(clients=(never,)), D, SCALE)

    assert result.components["1"] is False
    assert result.left_out == (LeftOut("c", "closed_against_outreach"),)


@pytest.mark.parametrize(
    ("days", "present"), [(0, False), (1, True), (30, True), (31, False), (-5, False)]
)
def test_an_attempt_comes_within_thirty_days_after_thirty_days_of_silence(days, present):
    assert components(contact(1, LOST + timedelta(days=days)))["2"] is present


def test_reaching_the_client_on_the_thirtieth_day_is_no_silence():
    reached = contact(1, LOST, reached=True)
    late = contact(1, LOST + timedelta(days=1), reached=True)

    def lost_times(row: Contact, until: date) -> Measure:
        facts = Facts(clients=(stay(closed_on=until),), contacts=(row,))
        return outreach(facts, D, SCALE).measures["sought"]

    assert lost_times(reached, LOST + timedelta(days=60)) == Measure(0, 0)
    assert lost_times(late, LOST + timedelta(days=60)) == Measure(1, 1)


def test_silence_is_asked_about_once_another_thirty_days_have_passed():
    for days, measure in ((60, Measure(0, 0)), (61, Measure(0, 1))):
        facts = Facts(clients=(stay(entry=D - timedelta(days=days)),))

        assert outreach(facts, D, SCALE).measures["sought"] == measure


def test_each_time_of_silence_is_followed_and_four_of_five_people_are_enough():
    people = tuple(stay(f"c{n}") for n in range(5))
    rows = tuple(replace(contact(n, LOST + timedelta(days=9)), client=f"c{n}") for n in range(4))
    again = replace(contact(9, D - timedelta(days=65)), client="c0", reached=True)

    assert components(*rows, clients=people)["2"] is True
    assert components(*rows[:3], clients=people)["2"] is False
    assert components(*rows, again, clients=people)["2"] is False


@pytest.mark.parametrize("status", ["paused", "studying", "working"])
def test_who_is_paused_studies_or_works_alone_is_not_sought(status):
    away = replace(stay(), statuses=(StatusFrom(status, ENTRY),))

    assert components(clients=(away,))["2"] is None


@pytest.mark.parametrize(
    ("row", "third", "fifth"),
    [
        (attempt(1, D), False, False),
        (attempt(1, D, joint=True), True, False),
        (attempt(1, D, with_whom="treatment_team", reached=True), True, False),
        (contact(1, D, with_whom="treatment_team", reached=True), False, False),
        (visit(1, joint=True), True, True),
        (visit(1, joint=True, place="own_office"), True, False),
    ],
)
def test_people_of_the_treatment_team_try_too_and_come_along(row, third, fifth):
    found = components(row)

    assert (found["3"], found["5"]) == (third, fifth)


@pytest.mark.parametrize(
    ("second", "present"),
    [
        ({}, True),
        ({"place": "community"}, True),
        ({"place": "own_office"}, False),
        ({"place": None}, False),
        ({"mode": "phone"}, False),
        ({"client": "other"}, False),
        ({"on": START}, True),
        ({"on": START - timedelta(days=1)}, False),
        ({"on": D + timedelta(days=1)}, False),
    ],
)
def test_two_visits_to_the_same_client_are_several(second, present):
    assert components(visit(1), replace(visit(2), **second))["4"] is present


def test_a_visit_without_a_place_is_told():
    result = outreach(Facts(clients=(stay(),), contacts=(visit(1, place=None),)), D, SCALE)

    assert (result.shown_beside["visits"], result.shown_beside["visits_without_place"]) == (0, 1)


def test_a_family_is_reached():
    assert components(contact(1, D, with_whom="family", reached=True))["6"] is True
    assert components(contact(1, D, with_whom="family"))["6"] is False


def test_a_team_without_clients_says_nothing():
    assert set(components(clients=()).values()) == {None}
    gone = stay(entry=START - timedelta(days=50), closed_on=START - timedelta(days=1))
    assert set(components(clients=(gone,)).values()) == {None}


ROWS = st.lists(
    st.builds(
        Contact,
        st.uuids().map(str),
        st.dates(START - timedelta(days=70), D + timedelta(days=5)),
        st.just("aino"),
        st.sampled_from(["c", "d", None]),
        st.sampled_from(["client", "family", "treatment_team"]),
        st.sampled_from(["face_to_face", "phone"]),
        st.booleans(),
        place=st.sampled_from(["home", None]),
        purposes=st.sampled_from([("outreach",), ()]),
        joint=st.booleans(),
    ),
    max_size=20,
)
PEOPLE = (
    stay("c", START - timedelta(days=100)),
    stay("d", ENTRY, closed_on=D - timedelta(days=10), closed_reason="moved"),
)


@given(ROWS, st.randoms(use_true_random=False))
def test_order_and_what_comes_after_the_day_change_nothing(rows, random):
    known = tuple(row for row in rows if row.on <= D)
    mixed = Facts(
        clients=tuple(random.sample(PEOPLE, 2)), contacts=tuple(random.sample(rows, len(rows)))
    )

    assert outreach(mixed, D, SCALE) == outreach(Facts(clients=PEOPLE, contacts=known), D, SCALE)


@given(ROWS, st.integers(0, 360), st.sampled_from(["c", "d"]), st.sampled_from([visit, attempt]))
def test_one_attempt_more_takes_no_component_away(rows, back, client, kind):
    more = replace(kind(1, D - timedelta(days=back)), client=client)
    before, after = components(*rows, clients=PEOPLE), components(*rows, more, clients=PEOPLE)

    assert all(after[number] for number, value in before.items() if value)
