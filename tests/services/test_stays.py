"""The course of a stay: pausing, going on, closing, undoing a closing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.caseload import service as caseload
from coaching.caseload.types import BeforePreviousEnded, CaseloadFull
from coaching.clients import intake, stays
from coaching.clients.models import ServicePeriod
from coaching.clients.refusals import (
    AlreadyPaused,
    CoachMissing,
    ConfirmClosing,
    DayAhead,
    NotClosed,
    NotOpen,
    NotPaused,
    SamePersonHere,
    TooLateToUndo,
)
from coaching.clients.types import ClosingReason, Decision, RefusalReason, Status
from tests.clients import in_line, order_of, told
from tests.factories import make_assignment, make_client

TODAY = clock.today()
DAY = timedelta(days=1)


# ---- pausing


def test_a_pause_can_keep_the_place(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, status=Status.SEARCHING)

    stays.pause(session, aino, stay, TODAY, keep_place=True)

    assert stay.status == Status.PAUSED
    assert caseload.open_assignment(session, stay.id) is not None
    stays.resume(session, aino, stay, TODAY)
    assert stay.status == Status.SEARCHING


def test_a_pause_can_give_up_the_place_and_stand_first_on_the_waiting_list(
    session, people, aino, kokkola
):
    line = in_line(session, kokkola, 50, 40)
    stay = make_client(session, kokkola, people.aino, status=Status.AGREED)

    stays.pause(session, aino, stay, TODAY, keep_place=False)

    assert (stay.status, caseload.open_assignment(session, stay.id)) == (Status.WAITING, None)
    assert order_of(session, kokkola) == [stay.id, line[0].id, line[1].id]
    caseload.assign(session, aino, stay, people.aino.user_id, TODAY)
    assert stay.status == Status.AGREED


def test_a_pause_is_not_begun_twice_nor_ended_without_one(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    with pytest.raises(NotPaused):
        stays.resume(session, aino, stay, TODAY)
    stays.pause(session, aino, stay, TODAY, keep_place=True)

    with pytest.raises(AlreadyPaused):
        stays.pause(session, aino, stay, TODAY, keep_place=False)

    assert caseload.open_assignment(session, stay.id) is not None


# ---- closing and coming back


def test_closing_frees_the_place_from_that_day_on(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)

    stays.close(session, aino, stay, ClosingReason.IN_WORK, TODAY - DAY)

    assert (stay.status, stay.closed_on, stay.closed_reason) == (
        Status.CLOSED,
        TODAY - DAY,
        "in_work",
    )
    assert caseload.caseload(session, people.aino.user_id).held == 0
    with pytest.raises(NotOpen):
        stays.close(session, aino, stay, ClosingReason.IN_WORK, TODAY)


@pytest.mark.parametrize("reason", [ClosingReason.MISSED_APPOINTMENTS, ClosingReason.TIME_LIMIT])
def test_reasons_counted_against_the_service_ask_twice(session, people, aino, kokkola, reason):
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(ConfirmClosing):
        stays.close(session, aino, stay, reason, TODAY)
    assert stay.closed_on is None

    stays.close(session, aino, stay, reason, TODAY, confirmed=True)
    assert stay.closed_reason == reason


def test_a_stay_does_not_close_before_the_coach_began_or_on_a_day_to_come(
    session, people, aino, kokkola
):
    stay = make_client(session, kokkola, by=1)
    make_assignment(session, stay, people.aino, since=TODAY - 3 * DAY)

    with pytest.raises(BeforePreviousEnded):
        stays.close(session, aino, stay, ClosingReason.MOVED, TODAY - 4 * DAY)
    with pytest.raises(DayAhead):
        stays.close(session, aino, stay, ClosingReason.MOVED, TODAY + DAY)

    assert caseload.open_assignment(session, stay.id) is not None


@pytest.mark.parametrize("status", [Status.WORKING_SUPPORTED, Status.PAUSED])
def test_undoing_a_closing_goes_on_with_the_same_stay_where_it_was(
    session, people, aino, kokkola, status
):
    stay = make_client(session, kokkola, people.aino, status=status)
    stays.close(session, aino, stay, ClosingReason.MOVED, TODAY)

    stays.reopen(session, aino, stay, people.aino.user_id)

    assert (stay.status, stay.closed_on, stay.closed_reason) == (status, None, None)
    row = caseload.open_assignment(session, stay.id)
    assert (row.coach_id, row.since) == (people.aino.user_id, TODAY)


def test_undoing_is_possible_for_thirty_days(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    closed_at = clock.now()
    stays.close(session, aino, stay, ClosingReason.MOVED, TODAY)

    with clock.at(closed_at + 31 * DAY), pytest.raises(TooLateToUndo):
        stays.reopen(session, aino, stay, people.aino.user_id)
    with clock.at(closed_at + 30 * DAY):
        stays.reopen(session, aino, stay, people.aino.user_id)

    with pytest.raises(NotClosed):
        stays.reopen(session, aino, stay, people.aino.user_id)


def test_undoing_needs_a_free_place_and_changes_nothing_without_one(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    stays.close(session, aino, stay, ClosingReason.MOVED, TODAY)
    for _ in range(20):
        make_client(session, kokkola, people.aino)

    with pytest.raises(CaseloadFull):
        stays.reopen(session, aino, stay, people.aino.user_id)

    assert (stay.status, stay.closed_on) == (Status.CLOSED, TODAY)
    stays.reopen(session, aino, stay, people.bengt.user_id)
    assert stay.status == Status.PROFILING


def test_a_client_closed_from_the_waiting_list_goes_back_to_it(session, people, dora, kokkola):
    (stay,) = in_line(session, kokkola, 10)
    stays.close(session, dora, stay, ClosingReason.OWN_WISH, TODAY)

    stays.reopen(session, dora, stay, None)

    assert (stay.status, stay.waiting_since) == (Status.WAITING, TODAY)


def test_a_client_with_a_coach_is_not_reopened_without_one(session, people, dora, kokkola):
    stay = make_client(session, kokkola, people.aino)
    stays.close(session, dora, stay, ClosingReason.OWN_WISH, TODAY)

    with pytest.raises(CoachMissing):
        stays.reopen(session, dora, stay, None)


def test_a_refused_referral_can_be_mended_within_the_same_days(session, people, dora):
    stay = intake.take_in(
        session, dora, told(people, decision=Decision.REFUSED, refusal=RefusalReason.SYMPTOMS)
    )

    stays.reopen(session, dora, stay, people.aino.user_id)

    assert (stay.decision, stay.refusal, stay.status) == (
        Decision.ACCEPTED,
        None,
        Status.PROFILING,
    )


def test_a_closing_is_not_undone_while_the_person_has_a_new_stay(session, people, dora, kokkola):
    stay = make_client(session, kokkola, people.aino)
    stays.close(session, dora, stay, ClosingReason.OWN_WISH, TODAY)
    session.add(
        ServicePeriod(
            client_id=stay.client_id, team_id=kokkola.id, status=Status.PROFILING, known_on=TODAY,
            referral_source="self", decision=Decision.ACCEPTED, decided_on=TODAY,
            wants_work="yes", in_work_at_entry=False, created_by_id=people.dora.user_id,
            created_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()

    with pytest.raises(SamePersonHere):
        stays.reopen(session, dora, stay, people.aino.user_id)

    assert stay.closed_on == TODAY
