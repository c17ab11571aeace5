"""Clients taken in, their stays, the waiting list, the list of clients, and who is the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from coaching import clock, history
from coaching.accounts import organisation
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.caseload.types import BeforePreviousEnded, CaseloadFull, NotAssigned
from coaching.clients import cards, doors, intake, joining, listing, service, stays, waiting
from coaching.clients.codes import SIGNS, new_code
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.refusals import (
    AlreadyPaused,
    CoachMissing,
    ConfirmClosing,
    DayAhead,
    DayBeforeKnown,
    LikelyKnown,
    NotByHand,
    NotClosed,
    NotFirstInLine,
    NotOpen,
    NotPaused,
    NotTheSame,
    NotWaiting,
    ReasonMissing,
    ReferralAfter,
    RefusalReasonMissing,
    SamePersonHere,
    TooLateToUndo,
)
from coaching.clients.types import (
    Choice,
    ClosingReason,
    Decision,
    Helper,
    Intake,
    Order,
    RefusalReason,
    Status,
    WantsWork,
)
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog.types import Action, Basis
from tests.factories import make_assignment, make_client, make_contact, make_post

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def kokkola(people):
    return people.kokkola


@pytest.fixture
def aino(people):
    return people.aino.actor


@pytest.fixture
def dora(people):
    return people.dora.actor


@pytest.fixture
def names_on(session, dora):
    organisation.put(session, dora, "names_on", True)


def told(people, **values):
    """What the intake page tells of a client accepted today by Aino."""
    plain = {
        "team_id": people.kokkola.id,
        "decision": Decision.ACCEPTED,
        "decided_on": TODAY,
        "referral_source": "employment",
        "referral_date": TODAY - 5 * DAY,
        "wants_work": WantsWork.YES,
        "in_work_at_entry": False,
        "name": "Leila Lahti",
        "birth_year": 1990,
        "coach_id": people.aino.user_id,
    }
    return Intake(**{**plain, **values})


def lines(session, action):
    return [note for note in session.info["notes"] if note.action is action]


def order_of(session, team):
    return list(waiting._in_order(session, team.id))


def in_line(session, team, *days_ago):
    return [
        make_client(session, team, by=1, name=f"Client {n}", referred=TODAY - days * DAY)
        for n, days in enumerate(days_ago)
    ]


# ---- taking in


@pytest.mark.usefixtures("names_on")
def test_an_accepted_client_holds_a_place_from_the_day_of_the_decision(session, people, aino):
    stay = intake.take_in(session, aino, told(people, entry_date=TODAY - DAY))

    assert (stay.status, stay.entry_date, stay.client.name) == (
        Status.PROFILING,
        TODAY - DAY,
        "Leila Lahti",
    )
    row = caseload.open_assignment(session, stay.id)
    assert (row.coach_id, row.since) == (people.aino.user_id, TODAY)
    assert [note.period_ids for note in lines(session, Action.CREATE)] == [(stay.id,)]


def test_names_are_not_kept_while_they_are_off(session, people, aino):
    stay = intake.take_in(session, aino, told(people))

    assert (stay.client.name, stay.client.likeness) == (None, None)
    assert service.display_name(stay) == stay.client.code
    assert history.newest(session, "client", stay.client.public_id).get("name") is None


def test_a_client_who_waits_stands_on_the_list_without_a_coach(session, people, aino):
    stay = intake.take_in(session, aino, told(people, decision=Decision.WAITING))

    assert (stay.status, stay.waiting_since) == (Status.WAITING, TODAY)
    assert caseload.open_assignment(session, stay.id) is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"decision": Decision.DID_NOT_WANT}, "own_wish"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.READINESS}, "other"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.MOVED}, "moved"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.NO_INTEREST}, "own_wish"),
    ],
)
def test_who_does_not_come_in_is_kept_as_a_closed_stay(session, people, aino, values, reason):
    stay = intake.take_in(session, aino, told(people, entry_date=TODAY, **values))

    assert (stay.status, stay.closed_on, stay.closed_reason) == (Status.CLOSED, TODAY, reason)
    assert (stay.decision, stay.refusal) == (values["decision"], values.get("refusal"))
    assert stay.entry_date is None
    assert caseload.open_assignment(session, stay.id) is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"coach_id": None}, CoachMissing),
        ({"decision": Decision.REFUSED}, RefusalReasonMissing),
        ({"decided_on": TODAY + DAY}, DayAhead),
        ({"entry_date": TODAY + DAY}, DayAhead),
        ({"referral_date": TODAY + DAY}, DayAhead),
        ({"decided_on": TODAY - 6 * DAY}, ReferralAfter),
        ({"entry_date": TODAY - 6 * DAY}, DayBeforeKnown),
        ({"referral_date": None, "decided_on": TODAY - 31 * DAY}, DayBeforeKnown),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(session, people, aino, values, refusal):
    with pytest.raises(refusal):
        intake.take_in(session, aino, told(people, **values))

    assert session.scalar(select(func.count()).select_from(Client)) == 0


def test_without_a_free_place_the_whole_intake_is_refused(session, people, aino, kokkola):
    for _ in range(20):
        make_client(session, kokkola, people.aino)

    with pytest.raises(CaseloadFull):
        intake.take_in(session, aino, told(people))

    assert session.scalar(select(func.count()).select_from(Client)) == 20


def test_nobody_takes_in_clients_to_a_team_they_do_not_work_in(session, people):
    with pytest.raises(NotThere):
        intake.take_in(session, people.cilla.actor, told(people))


def test_codes_are_short_unlike_words_and_never_twice(session):
    codes = {new_code(session) for _ in range(300)}

    assert len(codes) > 290
    assert all(re.fullmatch(rf"[A-Z]-[{SIGNS}]{{4}}", code) for code in codes)
    assert not set("AEIOUYBGQSZ0125 8") & set("".join(codes).replace("-", ""))


# ---- the same person


@pytest.mark.usefixtures("names_on")
def test_a_client_in_sight_with_the_same_name_and_year_is_asked_about(
    session, people, aino, monkeypatch
):
    first = intake.take_in(session, aino, told(people))
    again = told(people, name="  LEILA  lahti ")

    with pytest.raises(LikelyKnown):
        intake.take_in(session, aino, again)

    (likely,) = intake.likely_same(session, aino, again.name, 1990)
    assert likely.period_public_id == first.public_id
    assert intake.likely_same(session, aino, again.name, 1991) == []
    other = intake.take_in(session, aino, replace(again, not_the_same=True))
    assert other.client_id != first.client_id


@pytest.mark.usefixtures("names_on")
def test_the_same_person_has_one_open_stay_in_a_team(session, people, aino):
    first = intake.take_in(session, aino, told(people))

    with pytest.raises(SamePersonHere):
        intake.take_in(session, aino, told(people, returning_client_id=first.client_id))


@pytest.mark.usefixtures("names_on")
def test_who_comes_back_has_a_new_stay_and_form_a_goes_along(session, people, aino, monkeypatch):
    first = intake.take_in(session, aino, told(people, contact_details="040 123"))
    stays.close(session, aino, first, ClosingReason.OWN_WISH, TODAY)
    carried = []
    from coaching.profiles import service as profiles

    monkeypatch.setattr(profiles, "carry_over", lambda _s, _a, old, new: carried.append((old, new)))

    back = intake.take_in(session, aino, told(people, returning_client_id=first.client_id))

    assert (back.id != first.id, back.client_id, back.client.contact_details) == (
        True,
        first.client_id,
        "040 123",
    )
    assert carried == [(first, back)]


@pytest.mark.usefixtures("names_on")
def test_a_coach_is_never_told_of_a_client_out_of_sight_but_the_leader_is_asked(
    session, people, aino, dora
):
    bengts = intake.take_in(
        session, people.bengt.actor, told(people, coach_id=people.bengt.user_id)
    )

    assert intake.likely_same(session, aino, "Leila Lahti", 1990) == []
    ainos = intake.take_in(session, aino, told(people))

    (question,) = joining.questions(session, dora)
    assert (question.first.client_id, question.second.client_id) == (
        bengts.client_id,
        ainos.client_id,
    )
    assert joining.questions(session, aino) == []


@pytest.mark.usefixtures("names_on")
def test_a_leader_joins_two_records_of_one_person(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    stays.close(session, dora, old, ClosingReason.MOVED, TODAY)
    new = intake.take_in(session, aino, told(people, contact_details="new@example.fi"))
    older, newer_id = old.client, new.client_id

    joined = joining.join(session, dora, new.public_id, old.public_id)

    assert (joined.id, joined.client_id) == (new.id, older.id)
    assert older.contact_details == "new@example.fi"
    session.expire_all()
    assert session.get(Client, newer_id) is None
    assert joining.questions(session, dora) == []


@pytest.mark.usefixtures("names_on")
def test_two_open_stays_in_one_team_are_not_joined(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    new = intake.take_in(session, aino, told(people))

    with pytest.raises(SamePersonHere):
        joining.join(session, dora, new.public_id, old.public_id)

    session.expire_all()
    assert session.get(Client, new.client_id) is not None


@pytest.mark.usefixtures("names_on")
def test_a_leader_says_once_that_two_clients_are_two_people(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    new = intake.take_in(session, aino, told(people))

    joining.say_two(session, dora, old.public_id, new.public_id)

    assert joining.questions(session, dora) == []


def test_clients_without_a_common_name_are_not_joined(session, people, dora, kokkola):
    one, other = (make_client(session, kokkola, people.aino, name=name) for name in ("A", "B"))

    with pytest.raises(NotTheSame):
        joining.join(session, dora, one.public_id, other.public_id)
    with pytest.raises(NotThere):
        joining.join(session, people.aino.actor, one.public_id, other.public_id)


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


# ---- the waiting list


def test_the_waiting_list_is_by_date(session, people, kokkola, dora):
    line = in_line(session, kokkola, 10, 30, 20)

    shown = waiting.queue(session, dora)

    assert [one.public_id for one in shown] == [line[n].public_id for n in (1, 2, 0)]
    assert [one.position for one in shown] == [1, 2, 3]


def test_coaches_see_code_date_and_order_and_the_leader_sees_all(session, people, kokkola):
    (stay,) = in_line(session, kokkola, 10)

    (leaders,) = waiting.queue(session, people.dora.actor)
    (coaches,) = waiting.queue(session, people.aino.actor)

    assert (leaders.shown, leaders.may_open) == ("Client 0", True)
    assert (coaches.shown, coaches.may_open, coaches.reason) == (None, False, None)
    assert (coaches.code, coaches.since) == (stay.client.code, TODAY - 10 * DAY)
    assert waiting.queue(session, people.cilla.actor) == []
    assert [note.period_ids for note in lines(session, Action.LIST)] == [(stay.id,)] * 2


def test_a_coach_takes_the_first_of_the_list_to_herself_only(session, people, aino, kokkola):
    second, first = in_line(session, kokkola, 10, 20)

    with pytest.raises(NotFirstInLine):
        waiting.take(session, aino, second, people.aino.user_id, TODAY)
    with pytest.raises(NotThere):
        waiting.take(session, aino, first, people.bengt.user_id, TODAY)
    waiting.take(session, aino, first, people.aino.user_id, TODAY)

    assert caseload.open_assignment(session, first.id).coach_id == people.aino.user_id
    with pytest.raises(NotWaiting):
        waiting.take(session, aino, first, people.aino.user_id, TODAY)


def test_the_leader_passes_the_order_by_with_a_reason(session, people, dora, kokkola):
    second, _first = in_line(session, kokkola, 10, 20)

    with pytest.raises(ReasonMissing):
        waiting.take(session, dora, second, people.aino.user_id, TODAY)
    waiting.take(session, dora, second, people.aino.user_id, TODAY, "Speaks Swedish only")

    assert caseload.open_assignment(session, second.id) is not None


@pytest.mark.parametrize(
    ("moved", "position", "order"),
    [
        (3, 1, [3, 0, 1, 2]),
        (3, 2, [0, 3, 1, 2]),
        (0, 4, [1, 2, 3, 0]),
        (0, 99, [1, 2, 3, 0]),
        (1, 1, [1, 0, 2, 3]),
        (2, 3, [0, 1, 2, 3]),
    ],
)
def test_the_leader_moves_one_with_a_reason_and_newcomers_come_after(
    session, people, dora, kokkola, moved, position, order
):
    line = in_line(session, kokkola, 40, 30, 20, 10)

    waiting.move_to(session, dora, line[moved], position, "A place in the morning shift")

    assert order_of(session, kokkola) == [line[n].id for n in order]
    (newcomer,) = in_line(session, kokkola, 1)
    assert order_of(session, kokkola)[-1] == newcomer.id
    shown = {one.public_id: one.reason for one in waiting.queue(session, dora)}
    assert shown[line[moved].public_id] == "A place in the morning shift"


def test_moving_needs_a_reason_and_the_leader(session, people, aino, dora, kokkola):
    first, second = in_line(session, kokkola, 40, 30)

    with pytest.raises(ReasonMissing):
        waiting.move_to(session, dora, second, 1, "  ")
    with pytest.raises(NotThere):
        waiting.move_to(session, aino, second, 1, "Because")

    assert order_of(session, kokkola) == [first.id, second.id]


def test_one_more_move_keeps_the_moves_before(session, people, dora, kokkola):
    line = in_line(session, kokkola, 40, 30, 20, 10)
    waiting.move_to(session, dora, line[3], 1, "First reason")

    waiting.move_to(session, dora, line[2], 1, "Second reason")

    assert order_of(session, kokkola) == [line[n].id for n in (2, 3, 0, 1)]


# ---- status, first meeting, card


def test_a_status_set_by_hand_is_kept_with_its_day(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)

    service.change_status(session, aino, stay, Status.SEARCHING, TODAY - 2 * DAY)

    rows = session.scalars(select(PeriodStatus).where(PeriodStatus.period_id == stay.id))
    assert [(row.status, row.since) for row in rows][-1] == ("searching", TODAY - 2 * DAY)
    assert service.head(session, aino, stay).phase == 3


@pytest.mark.parametrize("status", [Status.WAITING, Status.PAUSED, Status.CLOSED])
def test_waiting_paused_and_closed_are_not_set_by_hand(session, people, aino, kokkola, status):
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(NotByHand):
        service.change_status(session, aino, stay, status, TODAY)


def test_a_stay_that_waits_gets_no_status_by_hand(session, people, dora, kokkola):
    (stay,) = in_line(session, kokkola, 3)

    with pytest.raises(NotByHand):
        service.change_status(session, dora, stay, Status.SEARCHING, TODAY)


def test_the_first_real_meeting_is_the_day_coaching_began(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=None)

    assert service.note_real_meeting(session, aino, stay, TODAY - 3 * DAY)
    assert not service.note_real_meeting(session, aino, stay, TODAY - 4 * DAY)

    assert stay.entry_date == TODAY - 3 * DAY
    origin = history.newest(session, "service_period", stay.public_id)["entry_date"]
    assert (origin.source, origin.value) == ("computed", (TODAY - 3 * DAY).isoformat())


def test_an_earlier_real_meeting_is_suggested_on_the_card(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=TODAY - DAY)
    make_contact(session, stay, people.aino, on=TODAY - 9 * DAY, mode="phone", place=None)
    make_contact(session, stay, people.aino, on=TODAY - 8 * DAY, reached=False)
    make_contact(session, stay, people.aino, on=TODAY - 7 * DAY)

    assert service.suggested_entry(session, stay) == TODAY - 7 * DAY


@pytest.mark.usefixtures("names_on")
def test_a_changed_card_keeps_its_history(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    helper = Helper("brother", "family", True)
    new = replace(
        cards.card(stay), name="Leila Laine", contact_ways=("phone",), other_helpers=(helper,)
    )

    cards.change_card(session, aino, stay, new, cards.card_version(stay))

    assert cards.card(stay) == new
    person = history.newest(session, "client", stay.client.public_id)
    assert {field: origin.value for field, origin in person.items()} == {
        "name": "Leila Laine",
        "contact_ways": ["phone"],
    }
    assert stay.client.likeness == cards.likeness("leila laine", None)


def test_a_stale_card_is_refused_and_names_who_was_quicker(session, people, aino, dora, kokkola):
    stay = make_client(session, kokkola, people.aino)
    version = cards.card_version(stay)
    card = cards.card(stay)
    cards.change_card(session, dora, stay, replace(card, birth_year=1980), version)

    with pytest.raises(ChangedMeanwhile) as refused:
        cards.change_card(session, aino, stay, replace(card, birth_year=1981), version)

    assert refused.value.facts == {"user": "Dora Dahl"}
    assert stay.client.birth_year == 1980


def test_a_name_does_not_come_in_through_the_card_while_names_are_off(
    session, people, aino, kokkola
):
    stay = make_client(session, kokkola, people.aino, name=None)
    new = replace(cards.card(stay), name="Leila Lahti")

    cards.change_card(session, aino, stay, new, cards.card_version(stay))

    assert stay.client.name is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"entry_date": TODAY + DAY}, DayAhead),
        ({"referral_date": TODAY + DAY}, DayAhead),
        ({"entry_date": TODAY - 61 * DAY}, DayBeforeKnown),
        ({"referral_date": TODAY - 29 * DAY, "entry_date": None}, ReferralAfter),
    ],
)
def test_days_of_the_card_that_cannot_be_are_refused(
    session, people, aino, kokkola, values, refusal
):
    stay = make_client(session, kokkola, people.aino)
    make_contact(session, stay, people.aino, on=TODAY - 30 * DAY)
    new = replace(cards.card(stay), **values)

    with pytest.raises(refusal):
        cards.change_card(session, aino, stay, new, cards.card_version(stay))


def test_the_first_day_of_a_team_is_its_first_clients(session, people, kokkola):
    assert service.first_day_of_team(session, kokkola.id) is None

    make_client(session, kokkola, people.aino, referred=TODAY - 90 * DAY, entry_date=None)
    make_client(session, kokkola, people.aino, entry_date=TODAY - 80 * DAY)
    make_client(
        session, kokkola, by=1, referred=TODAY - 200 * DAY, decision=Decision.REFUSED,
        status=Status.CLOSED, closed_on=TODAY, closed_reason="other",
    )  # fmt: skip

    assert service.first_day_of_team(session, kokkola.id) == TODAY - 90 * DAY


# ---- who may see and who may change


def test_a_coach_sees_a_client_for_ninety_days_after_the_assignment_ended(
    session, people, aino, kokkola
):
    stay = make_client(session, kokkola, by=1)
    row = make_assignment(
        session, stay, people.aino, since=TODAY - 100 * DAY, ended_on=TODAY - 89 * DAY
    )

    assert doors.open_record(session, aino, stay.public_id, Basis.COACHING) is stay
    row.ended_on = TODAY - 90 * DAY
    session.flush()
    with pytest.raises(NotThere):
        doors.open_record(session, aino, stay.public_id, Basis.COACHING)
    assert lines(session, Action.REFUSED)[0].period_ids == (stay.id,)


def test_a_former_coach_sees_but_does_not_change_who_coaches(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    assert service.take_charge(session, aino, stay.public_id, Basis.CASELOAD) is stay

    caseload.hand_over(session, people.dora.actor, stay, people.bengt.user_id, TODAY)

    assert doors.open_record(session, aino, stay.public_id, Basis.COACHING) is stay
    with pytest.raises(NotThere):
        service.take_charge(session, aino, stay.public_id, Basis.CASELOAD)
    assert service.take_charge(session, people.bengt.actor, stay.public_id, Basis.CASELOAD)


def test_several_records_open_together_or_not_at_all(session, people, kokkola):
    own = make_client(session, kokkola, people.aino)
    others = make_client(session, people.pietarsaari, people.cilla)

    with pytest.raises(NotThere):
        doors.open_records(
            session, people.dora.actor, [own.public_id, others.public_id], Basis.CASELOAD
        )

    assert [note.period_ids for note in lines(session, Action.REFUSED)] == [(others.id,)]
    assert lines(session, Action.VIEW) == []


# ---- the list


def listed(session, actor, **choice):
    return listing.find(session, actor, Choice(**choice), page=3)


def test_the_list_stands_in_finnish_order_and_turns_by_key(session, people, aino, kokkola):
    for name in ("Öhman", "Aalto", "Åkerblom", "Zilliacus", "Äijälä", "Yli"):
        make_client(session, kokkola, people.aino, name=name)

    first = listed(session, aino)
    second = listed(session, aino, after=first.after)

    assert [row.shown for row in first.rows + second.rows] == [
        "Aalto",
        "Yli",
        "Zilliacus",
        "Åkerblom",
        "Äijälä",
        "Öhman",
    ]
    assert (first.total, first.begins_at, second.begins_at, second.after) == (6, 1, 4, None)


def test_only_the_clients_on_the_page_go_into_the_log(session, people, aino, kokkola):
    made = [make_client(session, kokkola, people.aino, name=f"Client {n}") for n in range(5)]

    listed(session, aino)

    (note,) = lines(session, Action.LIST)
    assert note.period_ids == tuple(stay.id for stay in made[:3])


def test_names_and_codes_are_found_by_parts_whatever_the_case(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, name="Åsa Öhman")
    make_client(session, kokkola, people.aino, name="Ossi Öster")

    searches = ("ÖHM ås", "ohman", stay.client.code[3:])
    found = [listed(session, aino, words=words).rows for words in searches]

    assert [[row.public_id for row in rows] for rows in found] == [[stay.public_id]] * 3
    assert listed(session, aino, words="Ö%").rows == ()


def test_the_list_narrows_by_status_and_coach(session, people, dora, kokkola):
    ainos = make_client(session, kokkola, people.aino, status=Status.SEARCHING)
    bengts = make_client(session, kokkola, people.bengt)
    closed = make_client(
        session, kokkola, by=1, status=Status.CLOSED, closed_on=TODAY, closed_reason="moved"
    )

    def ids(**choice):
        return {row.public_id for row in listed(session, dora, **choice).rows}

    assert ids() == {ainos.public_id, bengts.public_id}
    assert ids(coach=people.bengt.public_id) == {bengts.public_id}
    assert ids(status=Status.SEARCHING) == {ainos.public_id}
    assert ids(status=Status.CLOSED) == {closed.public_id}


def test_the_list_tells_phase_days_and_last_contact(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=TODAY - 12 * DAY)
    make_contact(session, stay, people.aino, on=TODAY - 4 * DAY)
    withdrawn = make_contact(session, stay, people.aino, on=TODAY - DAY)
    withdrawn.withdrawn_at = datetime(2026, 1, 1, tzinfo=UTC)
    session.flush()

    (row,) = listed(session, aino, order=Order.CODE).rows

    assert (row.phase, row.days, row.last_contact) == (2, 12, TODAY - 4 * DAY)
    assert row.coach == "Aino Ahola"


def test_a_leader_who_coaches_sees_the_team_and_the_own_clients_elsewhere(session, people, dora):
    make_post(session, people.dora, people.pietarsaari, fte="0.5")
    own = make_client(session, people.pietarsaari, people.dora)
    make_client(session, people.pietarsaari, people.cilla)
    teams = make_client(session, people.kokkola, people.aino)
    both = replace(dora, coach_of=frozenset({people.pietarsaari.id}))

    rows = listed(session, both).rows

    assert {row.public_id for row in rows} == {own.public_id, teams.public_id}


def test_ending_somebody_who_is_not_coached_is_refused(session, people, dora, kokkola):
    (stay,) = in_line(session, kokkola, 3)

    with pytest.raises(NotAssigned):
        caseload.end_assignment(session, dora, stay, TODAY)


def test_a_post_that_ended_leaves_the_client_in_the_leaders_sight_only(
    session, people, kokkola, dora
):
    stay = make_client(session, kokkola, people.bengt)
    session.execute(update(Post).where(Post.user_id == people.bengt.user_id).values(until=TODAY))
    nobody = replace(people.bengt.actor, coach_of=frozenset())

    with pytest.raises(NotThere):
        doors.open_record(session, nobody, stay.public_id, Basis.COACHING)
    assert doors.open_record(session, dora, stay.public_id, Basis.LEADING) is stay
