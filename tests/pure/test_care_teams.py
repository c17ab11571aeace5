"""Item O1: the worked cases and the readings about caseloads and care teams on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Assignment, Attachment, ClientStay, Facts, Span
from fidelity.organisation import tied_to_care_teams
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from tests.pure.casebook import cases
from tests.pure.rows import DAY
from tests.pure.team import LONG_AGO, D, coach

SCALE = load("ips25-2008")


def tied(name: str, own: int, caseload: int, teams: int) -> Facts:
    """A coach of so many care teams, with clients of them and clients of another one."""
    attached = tuple(Attachment(f"{name}-team-{n}", Span(LONG_AGO)) for n in range(teams))
    clients = tuple(
        ClientStay(
            f"{name}-client-{n}",
            LONG_AGO,
            in_work_at_entry=False,
            care_team=attached[n % teams].care_team if n < own else "another team",
        )
        for n in range(caseload)
    )
    return Facts(
        (replace(coach(name), care_teams=attached),),
        clients,
        tuple(Assignment(client.id, name, Span(LONG_AGO)) for client in clients),
    )


def together(*teams: Facts) -> Facts:
    names = ("coaches", "clients", "assignments")
    return Facts(**{name: sum((getattr(team, name) for team in teams), ()) for name in names})


def without_care_team(facts: Facts, count: int) -> Facts:
    unknown = tuple(replace(client, care_team=None) for client in facts.clients[:count])
    return replace(facts, clients=(*unknown, *facts.clients[count:]))


@pytest.mark.parametrize("case", cases("o1"))
def test_tied_to_care_teams(case):
    facts = together(*(tied(f"c{n}", *row) for n, row in enumerate(case["coaches"])))
    facts = replace(facts, separate_from_treatment=case.get("apart", False))

    result = tied_to_care_teams(facts, D, SCALE)

    assert isinstance(result, Score)
    assert [part.points for part in result.coaches] == case["points"]
    assert result.points == case["item"]
    if not case.get("apart"):
        assert [part.value for part in result.coaches] == [
            Fraction(own, caseload) for own, caseload, _teams in case["coaches"]
        ]
        assert result.counted == tuple(sorted(client.id for client in facts.clients))


def test_a_service_apart_from_treatment_gets_one_before_any_other_rule():
    result = tied_to_care_teams(Facts(separate_from_treatment=True), D, SCALE)

    assert isinstance(result, Score)
    assert (result.points, result.value, result.note) == (1, None, "separate_from_treatment")


def test_the_mean_that_the_next_point_asks_for_is_told():
    result = tied_to_care_teams(together(tied("a", 18, 20, 1), tied("b", 15, 20, 1)), D, SCALE)

    assert result.next == Next(5, Fraction(9, 2))


@pytest.mark.parametrize(
    ("span", "share"),
    [
        (Span(LONG_AGO, D), 0),
        (Span(LONG_AGO, D + DAY), 1),
        (Span(D), 1),
        (Span(D + DAY), 0),
    ],
    ids=["ended that day", "last day", "first day", "begins later"],
)
def test_only_care_teams_of_that_day_are_the_coachs_own(span, share):
    facts = tied("aino", 5, 5, 1)
    one = facts.coaches[0]
    moved = replace(one, care_teams=(replace(one.care_teams[0], span=span),))

    result = tied_to_care_teams(replace(facts, coaches=(moved,)), D, SCALE)

    assert result.coaches[0].value == share


def test_the_same_care_team_twice_is_one_and_a_former_one_none():
    facts = tied("aino", 20, 20, 2)
    one = facts.coaches[0]
    more = (
        Attachment("aino-team-0", Span(D - DAY)),
        Attachment("former", Span(LONG_AGO, D)),
    )
    again = replace(one, care_teams=(*one.care_teams, *more))

    assert tied_to_care_teams(replace(facts, coaches=(again,)), D, SCALE).points == 5


def test_a_client_handed_over_that_day_is_the_new_coachs():
    facts = together(tied("old", 6, 6, 1), tied("new", 5, 5, 1))
    moved = facts.assignments[0]
    others = facts.assignments[1:]
    handed = (replace(moved, span=Span(LONG_AGO, D)), replace(moved, coach="new", span=Span(D)))

    result = tied_to_care_teams(replace(facts, assignments=(*handed, *others)), D, SCALE)

    assert {part.coach: part.value for part in result.coaches} == {
        "old": 1,
        "new": Fraction(5, 6),
    }


def test_clients_who_have_not_entered_are_no_caseload():
    facts = tied("aino", 6, 7, 1)
    not_entered = replace(facts.clients[-1], entry_date=D + DAY)
    unknown = replace(facts.clients[-2], entry_date=None)
    enters = replace(facts.clients[0], entry_date=D)

    result = tied_to_care_teams(
        replace(facts, clients=(enters, *facts.clients[1:-2], unknown, not_entered)), D, SCALE
    )

    assert result.counted == tuple(f"aino-client-{n}" for n in range(5))
    assert result.left_out == (
        LeftOut("aino-client-5", "not_entered"),
        LeftOut("aino-client-6", "not_entered"),
    )


def test_a_coach_with_four_clients_and_a_new_one_are_left_out_of_the_mean():
    new = tied("new", 0, 20, 1)
    new = replace(new, coaches=(coach("new", start=D - timedelta(days=89)),))

    result = tied_to_care_teams(
        together(tied("few", 0, 4, 1), new, tied("aino", 5, 5, 1)), D, SCALE
    )

    assert [part.coach for part in result.coaches] == ["aino"]
    assert result.left_out == (LeftOut("new", "new_specialist"), LeftOut("few", "too_few_clients"))


def test_with_nobody_scored_there_is_no_score():
    result = tied_to_care_teams(tied("few", 4, 4, 1), D, SCALE)

    assert isinstance(result, InsufficientData)
    assert result.reason_code == "no_specialist_scored"


def test_the_care_team_must_be_known_of_nine_in_ten_clients_of_the_team_together():
    facts = together(tied("a", 10, 10, 1), tied("b", 10, 10, 1))

    enough = tied_to_care_teams(without_care_team(facts, 2), D, SCALE)
    short = tied_to_care_teams(without_care_team(facts, 3), D, SCALE)

    assert [part.value for part in enough.coaches] == [Fraction(8, 10), 1]
    assert isinstance(short, InsufficientData)
    assert (short.reason_code, short.have, short.need) == ("too_few_clients", 17, 18)
    assert LeftOut("a-client-2", "no_care_team") in short.left_out


def test_clients_of_a_coach_who_is_not_in_post_count_among_those_whose_care_team_must_be_known():
    facts = together(tied("aino", 5, 5, 1), without_care_team(tied("gone", 5, 5, 1), 5))
    gone = replace(facts, coaches=facts.coaches[:1])

    assert tied_to_care_teams(gone, D, SCALE).reason_code == "too_few_clients"


def test_without_coaches_or_clients_there_is_no_score():
    nobody = tied_to_care_teams(Facts((coach("gone", end=D),)), D, SCALE)
    alone = tied_to_care_teams(Facts((coach(),)), D, SCALE)

    assert nobody.reason_code == "no_specialist"
    assert alone.reason_code == "no_clients"


@given(st.integers(5, 30), st.data())
def test_one_client_more_of_an_own_care_team_never_lowers_the_points_of_o1(caseload, data):
    own = data.draw(st.integers(0, caseload - 1))
    other = tied("b", 5, 5, 1)

    fewer = tied_to_care_teams(together(tied("a", own, caseload, 2), other), D, SCALE)
    more = tied_to_care_teams(together(tied("a", own + 1, caseload, 2), other), D, SCALE)

    assert 1 <= fewer.points <= more.points <= 5
