"""Places: given, held, handed over, moved together and freed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment, CoachPlace
from coaching.caseload.types import (
    AlreadyAssigned,
    AssignedInFuture,
    BeforeKnown,
    BeforePreviousEnded,
    CaseloadFull,
    Move,
    NoPlaceFor,
    NotACoachThere,
    NotAssigned,
    ServiceEnded,
    places_of,
)
from coaching.clients.models import PeriodStatus
from coaching.clients.types import Decision, Status
from tests.factories import make_assignment, make_client, make_post, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def kokkola(people):
    return people.kokkola


@pytest.fixture
def by(people):
    return people.dora.actor


def fill(session, team, coach, number):
    return [make_client(session, team, coach) for _ in range(number)]


def waiting(session, team, **values):
    return make_client(session, team, by=1, **values)


def held(session, coach):
    return caseload.caseload(session, coach.user_id).held


def numbers(session, coach):
    return sorted(
        session.scalars(select(CoachPlace.number).where(CoachPlace.coach_id == coach.user_id))
    )


def change_fte(session, coach, fte):
    session.execute(update(Post).where(Post.user_id == coach.user_id).values(fte=Decimal(fte)))
    return caseload.sync_places(session, coach.user_id)


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

    assert refused.value.facts == {"coach": "Aino Ahola", "places": 20}
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


# ---- handing over


def test_the_day_of_a_hand_over_counts_for_the_receiver(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)

    caseload.hand_over(session, by, stay, people.bengt.user_id, TODAY - DAY)

    rows = session.scalars(
        select(Assignment).where(Assignment.period_id == stay.id).order_by(Assignment.id)
    ).all()
    assert [(row.coach_id, row.since, row.ended_on) for row in rows] == [
        (people.aino.user_id, stay.known_on, TODAY - DAY),
        (people.bengt.user_id, TODAY - DAY, None),
    ]
    assert stay.status == Status.PROFILING


def test_handing_over_to_a_full_coach_is_refused_and_changes_nothing(session, people, kokkola, by):
    fill(session, kokkola, people.bengt, 20)
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(CaseloadFull):
        caseload.hand_over(session, by, stay, people.bengt.user_id, TODAY)

    assert caseload.open_assignment(session, stay.id).coach_id == people.aino.user_id


def test_handing_over_to_the_same_coach_or_without_one_is_refused(session, people, kokkola, by):
    coached, alone = make_client(session, kokkola, people.aino), waiting(session, kokkola)

    with pytest.raises(AlreadyAssigned):
        caseload.hand_over(session, by, coached, people.aino.user_id, TODAY)
    with pytest.raises(NotAssigned):
        caseload.hand_over(session, by, alone, people.aino.user_id, TODAY)


def test_ending_an_assignment_puts_the_client_on_the_waiting_list(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino, status=Status.SEARCHING)

    caseload.end_assignment(session, by, stay, TODAY)

    assert (stay.status, stay.waiting_since) == (Status.WAITING, TODAY)
    caseload.assign(session, by, stay, people.bengt.user_id, TODAY)
    assert stay.status == Status.SEARCHING


# ---- many at once


def test_two_full_coaches_can_swap_clients(session, people, kokkola, by):
    hers = fill(session, kokkola, people.aino, 20)
    his = fill(session, kokkola, people.bengt, 20)
    swap = [Move(one.id, people.bengt.user_id) for one in hers[:3]]
    swap += [Move(one.id, people.aino.user_id) for one in his[:3]]

    caseload.move(session, by, swap, TODAY)

    coaches = {one.id: caseload.open_assignment(session, one.id).coach_id for one in hers + his}
    assert [coaches[one.id] for one in hers[:4]] == [people.bengt.user_id] * 3 + [
        people.aino.user_id
    ]
    assert [coaches[one.id] for one in his[:3]] == [people.aino.user_id] * 3
    assert (held(session, people.aino), held(session, people.bengt)) == (20, 20)


def test_a_move_names_every_client_that_found_no_place_and_moves_none(session, people, kokkola, by):
    fill(session, kokkola, people.bengt, 18)
    stays = [make_client(session, kokkola, people.aino, name=f"Client {n}") for n in range(5)]

    with pytest.raises(NoPlaceFor) as refused:
        caseload.move(session, by, [Move(one.id, people.bengt.user_id) for one in stays], TODAY)

    assert refused.value.facts["clients"] == (
        ("Client 2", "Bengt Bäck"),
        ("Client 3", "Bengt Bäck"),
        ("Client 4", "Bengt Bäck"),
    )
    assert (held(session, people.aino), held(session, people.bengt)) == (5, 18)


def test_a_move_to_the_same_coach_leaves_the_client_as_they_are(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)
    before = caseload.open_assignment(session, stay.id).id

    assert caseload.move(session, by, [Move(stay.id, people.aino.user_id)], TODAY) == []

    assert caseload.open_assignment(session, stay.id).id == before


def test_a_move_takes_clients_from_the_waiting_list_too(session, people, kokkola, by):
    fill(session, kokkola, people.aino, 20)
    leaving = make_client(session, kokkola, people.bengt)
    stays = [waiting(session, kokkola), waiting(session, kokkola)]
    moves = [Move(one.id, people.bengt.user_id) for one in stays]

    caseload.move(session, by, moves, TODAY)

    assert held(session, people.bengt) == 3
    assert {one.status for one in stays} == {Status.PROFILING}
    assert leaving.status == Status.PROFILING


# ---- the page


def test_squares_stand_by_state_with_free_ones_last(session, people, kokkola):
    for status in (Status.PAUSED, Status.PROFILING, Status.WORKING_SUPPORTED, Status.SEARCHING):
        make_client(session, kokkola, people.aino, status=status)

    shown = caseload.caseload(session, people.aino.user_id, people.aino.actor)

    assert [one.status for one in shown.squares[:5]] == [
        "working_supported",
        "searching",
        "profiling",
        "paused",
        None,
    ]
    assert [one.number for one in shown.squares] == list(range(1, 21))


def test_squares_name_only_clients_the_person_may_see(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino, name="Leila Lahti")

    own = caseload.caseload(session, people.aino.user_id, people.aino.actor)
    colleague = caseload.caseload(session, people.aino.user_id, people.bengt.actor)

    assert (own.squares[0].shown_as, own.squares[0].period_public_id) == (
        "Leila Lahti",
        stay.public_id,
    )
    assert (colleague.squares[0].shown_as, colleague.squares[0].period_public_id) == (None, None)
    assert colleague.squares[0].status == "profiling"


@pytest.mark.parametrize(("clients", "near"), [(17, False), (18, True), (19, True), (20, False)])
def test_eighteen_of_twenty_is_near(session, people, kokkola, clients, near):
    fill(session, kokkola, people.aino, clients)

    assert caseload.caseload(session, people.aino.user_id).is_near is near


def test_a_coach_who_has_left_is_shown_while_clients_are_left(session, people, kokkola):
    make_client(session, kokkola, people.bengt)
    session.execute(update(Post).where(Post.user_id == people.bengt.user_id).values(until=TODAY))

    shown = caseload.caseloads(session, people.dora.actor, [kokkola.id])

    assert [(one.coach_name, one.owned, one.over) for one in shown] == [
        ("Aino Ahola", 20, 0),
        ("Bengt Bäck", 0, 1),
    ]


# ---- past the program: raw SQL


def raw(session, statement):
    with session.begin_nested():
        session.execute(statement)


def test_the_database_itself_refuses_a_21st_assignment(session, people, kokkola):
    fill(session, kokkola, people.aino, 20)
    stay = waiting(session, kokkola)
    row = {"public_id": "x" * 26, "row_version": 1, "period_id": stay.id, "since": TODAY,
           "coach_id": people.aino.user_id}  # fmt: skip

    for place in (None, 0, 1, 20, 21):
        with pytest.raises(IntegrityError):
            raw(session, insert(Assignment).values(place=place, ended_on=None, **row))

    for place in (21, 0):
        with pytest.raises(IntegrityError):
            raw(session, insert(CoachPlace).values(coach_id=people.aino.user_id, number=place))


def test_the_database_itself_refuses_an_11th_assignment_at_half_time(session, people, kokkola):
    change_fte(session, people.aino, "0.5")
    fill(session, kokkola, people.aino, 10)
    stay = make_client(session, kokkola, people.bengt)
    mine = update(Assignment).where(Assignment.period_id == stay.id)

    for place in (1, 10, 11, 20):
        with pytest.raises(IntegrityError):
            raw(session, mine.values(coach_id=people.aino.user_id, place=place))
    with pytest.raises(IntegrityError):
        raw(session, mine.values(coach_id=people.aino.user_id, place=None))


def test_the_database_itself_refuses_two_coaches_for_one_client(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino)
    row = {"public_id": "x" * 26, "row_version": 1, "period_id": stay.id, "since": TODAY}

    with pytest.raises(IntegrityError):
        raw(session, insert(Assignment).values(coach_id=people.bengt.user_id, place=1, **row))


def test_the_database_itself_refuses_to_reopen_an_ended_assignment_without_a_place(
    session, people, kokkola, by
):
    stay = make_client(session, kokkola, people.aino)
    caseload.end_assignment(session, by, stay, TODAY)

    with pytest.raises(IntegrityError):
        raw(
            session,
            update(Assignment).where(Assignment.period_id == stay.id).values(ended_on=None),
        )


def test_a_held_place_cannot_be_taken_away(session, people, kokkola):
    fill(session, kokkola, people.aino, 1)

    with pytest.raises(IntegrityError):
        raw(session, CoachPlace.__table__.delete())
