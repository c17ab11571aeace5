"""Places follow the posts, and a client is given one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.caseload.models import CoachPlace
from coaching.caseload.types import (
    AlreadyAssigned,
    AssignedInFuture,
    BeforeKnown,
    BeforePreviousEnded,
    CaseloadFull,
    NotACoachThere,
    ServiceEnded,
    places_of,
)
from coaching.clients.models import PeriodStatus
from coaching.clients.types import Decision, Status
from tests.caseloads import change_fte, fill, held, numbers, waiting
from tests.factories import make_assignment, make_client, make_post, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


# ---- places follow the posts


@pytest.mark.parametrize(
    ("shares", "places"),
    [
        (["1"], 20),
        (["0.5"], 10),
        (["0.8"], 16),
        (["0.0499"], 0),
        (["0.05"], 1),
        (["0.9999"], 19),
        (["0.35"], 7),
        (["0.29", "0.29"], 10),
        (["0.6", "0.6"], 20),
        ([], 0),
    ],
)
def test_a_post_owns_twenty_times_its_share_rounded_down_and_all_of_them_at_most_twenty(
    shares, places
):
    assert places_of(Decimal(share) for share in shares) == places


def test_places_come_with_a_post_and_go_when_it_ends(session, people, kokkola):
    newcomer = make_user(session, "Nina Niska")
    post = Post(
        user_id=newcomer.id, team_id=kokkola.id, role="coach", fte=Decimal("0.4"),
        weekly_minutes=900, since=TODAY, until=TODAY + 10 * DAY,
    )  # fmt: skip
    session.add(post)
    session.flush()

    assert caseload.sync_places(session, newcomer.id, TODAY - DAY) == 0
    assert caseload.sync_places(session, newcomer.id) == 8
    assert caseload.sync_places(session, newcomer.id, TODAY + 9 * DAY) == 8
    assert caseload.sync_places(session, newcomer.id, TODAY + 10 * DAY) == 0

    left = select(CoachPlace).where(CoachPlace.coach_id == newcomer.id)
    assert session.scalars(left).all() == []


def test_a_post_as_leader_owns_no_places(session, people):
    assert caseload.sync_places(session, people.dora.user_id) == 0


def test_free_places_go_at_once_when_the_share_falls(session, people, kokkola):
    fill(session, kokkola, people.aino, 4)

    assert change_fte(session, people.aino, "0.5") == 10

    assert len(numbers(session, people.aino)) == 10
    assert caseload.caseload(session, people.aino.user_id).free == 6


def test_held_places_above_the_new_number_stay_and_go_as_they_are_freed(
    session, people, kokkola, by
):
    stays = fill(session, kokkola, people.aino, 15)

    change_fte(session, people.aino, "0.5")

    shown = caseload.caseload(session, people.aino.user_id)
    assert (shown.owned, shown.held, shown.over, shown.free) == (10, 15, 5, 0)
    assert len(numbers(session, people.aino)) == 15
    for left, stay in enumerate(stays[:7], start=1):
        caseload.end_assignment(session, by, stay, TODAY)
        assert len(numbers(session, people.aino)) == max(10, 15 - left)
    assert caseload.caseload(session, people.aino.user_id).free == 2


def test_nobody_is_given_a_place_while_more_are_held_than_owned(session, people, kokkola, by):
    stays = fill(session, kokkola, people.aino, 12)
    change_fte(session, people.aino, "0.5")
    caseload.end_assignment(session, by, stays[0], TODAY)

    with pytest.raises(CaseloadFull):
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY)

    assert held(session, people.aino) == 11


# ---- giving a place


def test_a_client_takes_a_place_and_leaves_the_waiting_list(session, people, kokkola, by):
    stay = waiting(session, kokkola)

    row = caseload.assign(session, by, stay, people.aino.user_id, TODAY)

    assert (row.coach_id, row.since, row.ended_on) == (people.aino.user_id, TODAY, None)
    assert row.place in numbers(session, people.aino)
    assert (stay.status, stay.waiting_since) == (Status.PROFILING, None)
    assert stay.decision == Decision.ACCEPTED
    newest = select(PeriodStatus).where(PeriodStatus.period_id == stay.id)
    assert [row.status for row in session.scalars(newest.order_by(PeriodStatus.id))] == [
        "waiting",
        "profiling",
    ]


def test_the_21st_client_of_a_full_time_coach_is_refused(session, people, kokkola, by):
    fill(session, kokkola, people.aino, 20)
    stay = waiting(session, kokkola)

    with pytest.raises(CaseloadFull) as refused:
        caseload.assign(session, by, stay, people.aino.user_id, TODAY)

    standing = {"is_waiting": True, "is_coached": False}
    assert refused.value.facts == {"coach": "Aino Ahola", "places": 20, **standing}
    assert refused.value.field == "coach"
    assert (held(session, people.aino), stay.status) == (20, Status.WAITING)


def test_the_11th_client_of_a_half_time_coach_is_refused(session, people, kokkola, by):
    change_fte(session, people.aino, "0.5")
    for _ in range(10):
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY)

    with pytest.raises(CaseloadFull) as refused:
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY)

    assert refused.value.facts["places"] == 10


@pytest.mark.parametrize("status", [Status.PAUSED, Status.WORKING, Status.STUDYING])
def test_no_status_frees_a_place(session, people, kokkola, by, status):
    for _ in range(20):
        make_client(session, kokkola, people.aino, status=status)

    with pytest.raises(CaseloadFull):
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY)


def test_two_posts_in_two_teams_give_places_together(session, people, kokkola, by):
    change_fte(session, people.cilla, "0.5")
    make_post(session, people.cilla, kokkola, fte="0.2")
    caseload.sync_places(session, people.cilla.user_id)
    fill(session, people.pietarsaari, people.cilla, 10)

    caseload.assign(session, by, waiting(session, kokkola), people.cilla.user_id, TODAY)

    assert caseload.caseload(session, people.cilla.user_id).free == 3


def test_a_client_with_a_coach_is_not_given_to_another_one_as_well(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(AlreadyAssigned) as refused:
        caseload.assign(session, by, stay, people.bengt.user_id, TODAY)

    assert refused.value.facts["coach"] == "Aino Ahola"


def test_a_coach_of_another_team_is_refused(session, people, kokkola, by):
    with pytest.raises(NotACoachThere):
        caseload.assign(session, by, waiting(session, kokkola), people.cilla.user_id, TODAY)


def test_a_coach_whose_post_began_later_than_the_day_is_refused(session, people, kokkola, by):
    make_post(session, people.cilla, kokkola, fte="0.1", since=TODAY - 3 * DAY)
    stay = waiting(session, kokkola)

    with pytest.raises(NotACoachThere):
        caseload.assign(session, by, stay, people.cilla.user_id, TODAY - 4 * DAY)

    caseload.assign(session, by, stay, people.cilla.user_id, TODAY - 3 * DAY)


def test_a_coach_whose_post_has_ended_is_refused_also_for_a_day_before_that(
    session, people, kokkola, by
):
    make_post(session, people.cilla, kokkola, fte="0.1", until=TODAY)

    with pytest.raises(NotACoachThere):
        caseload.assign(session, by, waiting(session, kokkola), people.cilla.user_id, TODAY - DAY)


def test_a_closed_stay_gets_no_coach(session, people, kokkola, by):
    stay = waiting(session, kokkola, status=Status.CLOSED, closed_on=TODAY, closed_reason="moved")

    with pytest.raises(ServiceEnded):
        caseload.assign(session, by, stay, people.aino.user_id, TODAY)


# ---- the day


def test_no_assignment_begins_on_a_day_to_come(session, people, kokkola, by):
    with pytest.raises(AssignedInFuture):
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY + DAY)


def test_no_assignment_begins_before_the_referral(session, people, kokkola, by):
    stay = waiting(session, kokkola, referred=TODAY - 5 * DAY)

    with pytest.raises(BeforeKnown) as refused:
        caseload.assign(session, by, stay, people.aino.user_id, TODAY - 6 * DAY)

    assert refused.value.facts["known"] == TODAY - 5 * DAY
    caseload.assign(session, by, stay, people.aino.user_id, TODAY - 5 * DAY)


def test_without_a_referral_date_thirty_days_before_the_record_are_known(
    session, people, kokkola, by
):
    stay = waiting(session, kokkola, referred=TODAY - DAY, referral_date=None)

    with pytest.raises(BeforeKnown):
        caseload.assign(session, by, stay, people.aino.user_id, TODAY - 32 * DAY)

    caseload.assign(session, by, stay, people.aino.user_id, TODAY - 31 * DAY)


def test_no_assignment_begins_before_the_previous_one_ended(session, people, kokkola, by):
    stay = waiting(session, kokkola)
    make_assignment(session, stay, people.bengt, ended_on=TODAY - 3 * DAY)

    with pytest.raises(BeforePreviousEnded):
        caseload.assign(session, by, stay, people.aino.user_id, TODAY - 4 * DAY)

    caseload.assign(session, by, stay, people.aino.user_id, TODAY - 3 * DAY)


def test_no_assignment_ends_before_it_began_or_on_a_day_to_come(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino, referred=TODAY - 9 * DAY)

    with pytest.raises(BeforePreviousEnded):
        caseload.end_assignment(session, by, stay, TODAY - 10 * DAY)
    with pytest.raises(AssignedInFuture):
        caseload.end_assignment(session, by, stay, TODAY + DAY)

    assert caseload.open_assignment(session, stay.id) is not None
